#!/usr/bin/env python3
"""Asks a built site all that can be asked by Distributed Text Services 1.0, over HTTP, with a library of others for URI templates.

    scholion build -o SITE -u http://127.0.0.1:8765/     # with `dts: true` in scholion.yaml
    tools/check_dts.py SITE [--schemas FOLDER] [--context FILE]

Needs `uritemplate` (PyPI). FOLDER: the JSON schemas of a checkout of github.com/mromanello/DTS-validator (and `jsonschema`), with which every
answer is validated. FILE: the context of DTS 1.0 (context/v1.0.json of github.com/distributed-text-services/specifications) with which every
answer is expanded (`PyLD`): terms that it does not define are told.
"""

import argparse
import collections
import functools
import http.server
import json
import pathlib
import threading
import urllib.error
import urllib.request
import xml.etree.ElementTree as ElementTree

from uritemplate import URITemplate

PORT = 8765
WRAPPER = "{https://w3id.org/api/dts#}wrapper"


class Host(http.server.SimpleHTTPRequestHandler):
    """A host of files, which knows what kinds of files there are."""

    extensions_map = {".jsonld": "application/ld+json", ".xml": "application/xml", "": "application/octet-stream"}

    def log_message(self, *_):
        pass


class Client:
    def __init__(self, base, schemas, context):
        self.counts = collections.Counter()
        self.schemas, self.context, self.unknown = {}, None, collections.Counter()
        if schemas:
            import jsonschema
            from referencing import Registry, Resource

            read = {path.name: json.loads(path.read_text()) for path in pathlib.Path(schemas).glob("*.json")}
            registry = Registry().with_resources((name, Resource.from_contents(schema)) for name, schema in read.items())
            for name in ("entry", "collection", "navigation"):
                schema = read[f"{name}_response.schema.json"]
                self.schemas[name] = jsonschema.Draft202012Validator(schema, registry=registry)
        if context:
            self.context = json.loads(pathlib.Path(context).read_text())["@context"]
            # PyLD 3.3 takes no scoped context that takes `@vocab` away, and nothing of ours is an extension.
            self.context.pop("extensions", None)
        self.entry = self.get("entry", base + "dts/index.jsonld")

    def fetch(self, url):
        with urllib.request.urlopen(url) as answer:
            return answer.read(), answer.headers["Content-Type"]

    def get(self, endpoint, url):
        body, kind = self.fetch(url)
        assert kind == "application/ld+json", (url, kind)
        answer = json.loads(body)
        self.counts[endpoint] += 1
        if endpoint in self.schemas:
            for error in self.schemas[endpoint].iter_errors(answer):
                self.counts["schema errors"] += 1
                print(f"  {url}: {error.message[:160]}")
        if self.context:
            from pyld import jsonld

            whole = jsonld.expand({**answer, "@context": self.context}, {"base": url})
            assert whole, url
            for key in answer:
                if not key.startswith("@") and key not in self.context:
                    self.unknown[key] += 1
        return answer

    def ask(self, endpoint, **parameters):
        return self.get(endpoint, URITemplate(self.entry[endpoint]).expand(parameters))

    def is_refused(self, endpoint, **parameters):
        try:
            self.fetch(URITemplate(self.entry[endpoint]).expand(parameters))
        except urllib.error.HTTPError as error:
            return error.code == 404
        return False

    def text(self, **parameters):
        body, _ = self.fetch(URITemplate(self.entry["document"]).expand(parameters))
        self.counts["document"] += 1
        return ElementTree.fromstring(body)

    def walk(self, name, seen):
        answer = self.ask("collection", id=name)
        while True:
            for member in answer["member"]:
                if member["@id"] in seen:
                    continue
                seen.add(member["@id"])
                self.ask("collection", id=member["@id"], nav="parents")
                if member["@type"] == "Collection":
                    self.walk(member["@id"], seen)
                else:
                    self.document(member["@id"])
            following = answer.get("view", {}).get("next")
            if not following:
                return
            answer = self.get("collection", following)

    def document(self, name):
        resource = self.ask("collection", id=name)
        whole = "".join(self.text(resource=name).itertext())
        assert self.is_refused("navigation", resource=name), "neither ref nor down"
        for tree in resource["citationTrees"]:
            way = {"resource": name}
            if "identifier" in tree:
                way["tree"] = tree["identifier"]
            for unit in self.ask("navigation", **way, down="-1")["member"]:
                ref = unit["identifier"]
                assert self.ask("navigation", **way, ref=ref)["ref"] == unit
                for down in ("1", "-1"):
                    assert self.ask("navigation", **way, ref=ref, down=down)["member"][0] == unit
                part = self.text(**way, ref=ref).find(WRAPPER)
                assert "".join(part.itertext()).strip() in whole, (name, ref)
                self.counts["units"] += 1
            assert self.is_refused("document", **way, ref="there is no such unit")


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("site")
    arguments.add_argument("--schemas")
    arguments.add_argument("--context")
    given = arguments.parse_args()
    server = http.server.ThreadingHTTPServer(("127.0.0.1", PORT), functools.partial(Host, directory=given.site))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    client = Client(f"http://127.0.0.1:{PORT}/", given.schemas, given.context)
    client.ask("collection")
    seen = set()
    client.walk("archive", seen)
    print(f"{len(seen)} collections and documents; answers: {dict(client.counts)}; terms the context lacks: {dict(client.unknown)}")
    server.shutdown()


if __name__ == "__main__":
    main()
