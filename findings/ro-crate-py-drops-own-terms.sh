#!/usr/bin/env bash
# rocrate 0.16.0 (PyPI), known as ro-crate-py, reading a RO-Crate, `ROCrate(folder)`, and writing it again, `write`, nothing changed in between.
#
# A crate describes its files in JSON-LD. Terms that RO-Crate does not have are defined in `@context`, behind that of RO-Crate itself (RO-Crate 1.1,
# "Extending RO-Crate"): an archive has its shelfmarks, and says by an address what it means by that.
#
# Seen: the context that is written is RO-Crate's alone. The shelfmarks are still there, by names that nothing defines: for a reader of JSON-LD, here
# pyld, `shelfmark` is no longer anything and goes, and `house:box` is an address of the scheme "house". The library has fields for
# further terms, and does not fill them from the crate that it reads. No error, no warning; the files arrive, names with blanks and % too.
set -euo pipefail
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
python3 -m venv "$home/v"
"$home/v/bin/pip" -q install rocrate==0.16.0 pyld==3.0.0
cd "$home"
v/bin/python -W error::UserWarning - <<'PY'
import json
import pathlib

from pyld import jsonld
from rocrate.rocrate import ROCrate

ROCRATE = "https://w3id.org/ro/crate/1.1/context"
folder = pathlib.Path("crate")
folder.mkdir()
(folder / "100% oak.txt").write_text("The mill")
written = {
    "@context": [ROCRATE, {"house": "https://example.org/house#", "shelfmark": "https://example.org/house#shelfmark"}],
    "@graph": [
        {"@id": "ro-crate-metadata.json", "@type": "CreativeWork", "about": {"@id": "./"}, "conformsTo": {"@id": "https://w3id.org/ro/crate/1.1"}},
        {
            "@id": "./",
            "@type": "Dataset",
            "name": "Letters",
            "description": "Of millers",
            "datePublished": "2020-01-01",
            "license": {"@id": "https://example.org/licence"},
            "hasPart": [{"@id": "100%25%20oak.txt"}],
        },
        {"@id": "100%25%20oak.txt", "@type": "File", "name": "The mill", "shelfmark": "K 12", "house:box": "3"},
    ],
}
(folder / "ro-crate-metadata.json").write_text(json.dumps(written))

crate = ROCrate("crate")
assert (crate.metadata.extra_contexts, crate.metadata.extra_terms) == ([], {}), (crate.metadata.extra_contexts, crate.metadata.extra_terms)
crate.write("again")
assert pathlib.Path("again/100% oak.txt").read_text() == "The mill"
again = json.loads(pathlib.Path("again/ro-crate-metadata.json").read_text())
assert again["@context"] == ROCRATE, again["@context"]
by_name = {one["@id"]: one for one in written["@graph"]}
assert {one["@id"]: one for one in again["@graph"]} == by_name


def loader(address, options):
    """RO-Crate's own context, as far as it matters here: nothing is fetched."""
    assert address == ROCRATE
    terms = {"name": "http://schema.org/name", "File": "http://schema.org/MediaObject"}
    return {"contextUrl": None, "documentUrl": address, "document": {"@context": terms}}


def said(crate):
    expanded = jsonld.expand(crate, {"documentLoader": loader, "base": "https://example.org/"})
    (file,) = [one for one in expanded if one["@id"].endswith("oak.txt")]
    return sorted(key for key in file if not key.startswith("@"))


house = "https://example.org/house#"
assert said(written) == ["http://schema.org/name", house + "box", house + "shelfmark"], said(written)
assert said(again) == ["house:box", "http://schema.org/name"], said(again)
print("rocrate 0.16.0: a crate that is read and written again has lost the meaning of the terms that are its own")
PY
