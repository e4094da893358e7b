#!/usr/bin/env python3
"""Validates what `scholion export jats` and `scholion export crossref` write.

Needs lxml, and the schemas, which no package registry has:
  --dtd       JATS-archivearticle1-mathml3.dtd, Archiving and Interchange 1.2 (the newest that could be had; 1.3 takes all that 1.2 takes)
  --xsd       JATS-journalpublishing1-3-mathml3.xsd, Journal Publishing 1.3: for articles whose journal has an ISSN
  --crossref  crossref5.4.0.xsd

usage: check_jats.py [--dtd FILE] [--xsd FILE] [--crossref FILE] FILE...
"""
import argparse
import sys

from lxml import etree


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--dtd")
    parser.add_argument("--xsd")
    parser.add_argument("--crossref")
    parser.add_argument("files", nargs="+")
    asked = parser.parse_args()
    dtd = etree.DTD(asked.dtd) if asked.dtd else None
    schema = {name: etree.XMLSchema(etree.parse(file)) for name, file in (("xsd", asked.xsd), ("crossref", asked.crossref)) if file}
    counts = {"dtd": 0, "xsd": 0, "crossref": 0}
    wrong = 0
    for file in asked.files:
        tree = etree.parse(file, etree.XMLParser(load_dtd=False, no_network=True, resolve_entities=False))
        root = tree.getroot()
        if root.tag == "article":
            checks = [("xsd", schema.get("xsd"))] if root.find("front/journal-meta/issn") is not None else []
            # The version is fixed in each DTD.
            if dtd is not None:
                stated = root.get("dtd-version")
                root.set("dtd-version", "1.2")
                counts["dtd"] += 1
                if not dtd.validate(root):
                    wrong += 1
                    for error in dtd.error_log.filter_from_errors():
                        print(f"{file}:{error.line}: DTD: {error.message}")
                root.set("dtd-version", stated)
        else:
            checks = [("crossref", schema.get("crossref"))]
        for name, one in checks:
            if one is None:
                continue
            counts[name] += 1
            if not one.validate(tree):
                wrong += 1
                for error in one.error_log:
                    print(f"{file}:{error.line}: {name}: {error.message}")
    print(f"{len(asked.files)} files; checked against the DTD {counts['dtd']}, Journal Publishing {counts['xsd']}, Crossref {counts['crossref']}; {wrong} not valid")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
