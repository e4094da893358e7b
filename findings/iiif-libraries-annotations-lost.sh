#!/usr/bin/env bash
# iiif-prezi3 3.1.1 (PyPI) and @iiif/parser 2.2.10 (npm), which read a IIIF manifest and write it again, nothing changed in between.
#
# A canvas of IIIF Presentation 3 may name a page of annotations that lies elsewhere, by `id` and `type`. The IIIF's Cookbook (recipe 0269)
# says that such a reference cannot have `items`. W3C's annotations, which IIIF takes over, may have several targets and several motivations. In
# Presentation 2.1 a part of a picture is painted by an `oa:SpecificResource`, with the picture as `full` and the part as `selector`.
#
# Seen: iiif-prezi3 writes `"items": []` into the reference, so that the page of annotations is there and empty; into a canvas that a range names as well.
# @iiif/parser keeps the first motivation and the first target; of a target's type it then says "Unknown". Its `normalize`
# takes apart the object that it is given: afterwards `id` and `type` are all that is left there of a canvas. `convertPresentation2` drops
# the picture and the part: a `SpecificResource` without a source is left. No error, no warning.
set -euo pipefail
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
cd "$home"
python3 -m venv v
v/bin/pip -q install iiif-prezi3==3.1.1
v/bin/python - <<'PY'
import json

from iiif_prezi3 import Manifest

manifest = {
    "@context": "http://iiif.io/api/presentation/3/context.json",
    "id": "https://example.org/m",
    "type": "Manifest",
    "label": {"en": ["The mill"]},
    "items": [
        {
            "id": "https://example.org/c",
            "type": "Canvas",
            "height": 100,
            "width": 100,
            "items": [],
            "annotations": [{"id": "https://example.org/notes", "type": "AnnotationPage"}],
        }
    ],
    "structures": [
        {"id": "https://example.org/r", "type": "Range", "label": {"en": ["Part"]}, "items": [{"id": "https://example.org/c", "type": "Canvas"}]}
    ],
}
written = json.loads(Manifest(**manifest).json())
assert written["items"][0]["annotations"] == [{"id": "https://example.org/notes", "type": "AnnotationPage", "items": []}], written
assert written["structures"][0]["items"] == [{"id": "https://example.org/c", "type": "Canvas", "items": []}], written
PY
npm install --silent --no-audit --no-fund --prefix . @iiif/parser@2.2.10 > /dev/null
cat > a.mjs <<'JS'
import assert from "node:assert";
import { normalize, serialize, serializeConfigPresentation3 } from "@iiif/parser";
import { convertPresentation2 } from "@iiif/parser/presentation-2";

const note = {
  id: "https://example.org/n",
  type: "Annotation",
  motivation: ["commenting", "tagging"],
  body: { type: "TextualBody", value: "One hand wrote both leaves.", language: "en" },
  target: ["https://example.org/c1", "https://example.org/c2"],
};
const canvas = (id, annotations) => ({ id, type: "Canvas", label: { none: ["1r"] }, height: 100, width: 100, items: [], annotations });
const manifest = {
  "@context": "http://iiif.io/api/presentation/3/context.json",
  id: "https://example.org/m",
  type: "Manifest",
  label: { en: ["The mill"] },
  items: [
    canvas("https://example.org/c1", [{ id: "https://example.org/p", type: "AnnotationPage", items: [note] }]),
    canvas("https://example.org/c2", []),
  ],
};
const { entities, mapping, resource } = normalize(manifest);
assert.deepStrictEqual(manifest.items, [
  { id: "https://example.org/c1", type: "Canvas" },
  { id: "https://example.org/c2", type: "Canvas" },
]);
const written = serialize({ entities, mapping, requests: {} }, resource, serializeConfigPresentation3);
const read = written.items[0].annotations[0].items[0];
assert.strictEqual(read.motivation, "commenting");
assert.deepStrictEqual(read.target, { id: "https://example.org/c1", type: "Unknown" });
assert.strictEqual(read.body.value, "One hand wrote both leaves.");

const older = {
  "@context": "http://iiif.io/api/presentation/2/context.json",
  "@id": "https://example.org/m",
  "@type": "sc:Manifest",
  label: "The mill",
  sequences: [
    {
      "@type": "sc:Sequence",
      canvases: [
        {
          "@id": "https://example.org/c",
          "@type": "sc:Canvas",
          label: "1r",
          height: 100,
          width: 100,
          images: [
            {
              "@type": "oa:Annotation",
              motivation: "sc:painting",
              on: "https://example.org/c",
              resource: {
                "@id": "https://example.org/leaf.jpg#xywh=0,0,50,50",
                "@type": "oa:SpecificResource",
                full: { "@id": "https://example.org/leaf.jpg", "@type": "dctypes:Image" },
                selector: { "@type": "oa:FragmentSelector", value: "xywh=0,0,50,50" },
              },
            },
          ],
        },
      ],
    },
  ],
};
assert.deepStrictEqual(convertPresentation2(older).items[0].items[0].items[0].body, {
  id: "https://example.org/leaf.jpg#xywh=0,0,50,50",
  type: "SpecificResource",
});
JS
node a.mjs
echo "iiif-prezi3 3.1.1 empties annotations that lie elsewhere; @iiif/parser 2.2.10 keeps one target and one motivation, and no part of a picture"
