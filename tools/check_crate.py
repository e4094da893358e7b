"""Runs rocrate-validator (PyPI: roc-validator) without a network: the one file that it asks the web for, the JSON-LD context of
RO-Crate 1.2, is read from a disk (docs/_specification/1.2/context.jsonld of github.com/ResearchObject/ro-crate).

    python tools/check_crate.py CONTEXT CRATE
"""

import email.message
import io
import json
import sys
import tempfile
import urllib.request
import urllib.response

ADDRESS = "https://w3id.org/ro/crate/1.2/context"


def main(context: str, crate: str) -> int:
    with open(context, "rb") as file:
        known = file.read()

    def answer(request, *_, **__):
        address = request if isinstance(request, str) else request.full_url
        if not address.startswith(ADDRESS):
            raise OSError(f"no network: {address}")
        head = email.message.Message()
        head["Content-Type"] = "application/ld+json"
        return urllib.response.addinfourl(io.BytesIO(known), head, address, 200)

    import rdflib._networking
    import rdflib.parser
    import requests
    import urllib3

    rdflib._networking._urlopen = rdflib.parser._urlopen = urllib.request.urlopen = answer

    send = requests.Session.send

    def sent(session, request, **options):
        if not request.url.startswith(ADDRESS):
            return send(session, request, **options)
        head = {"Content-Type": "application/ld+json"}
        raw = urllib3.HTTPResponse(io.BytesIO(known), head, 200, preload_content=False, request_method="GET", request_url=request.url)
        return session.get_adapter(request.url).build_response(request, raw)

    requests.Session.send = sent
    from rocrate_validator.cli import cli

    with tempfile.NamedTemporaryFile("r", suffix=".json") as report:
        sys.argv = ["rocrate-validator", "--no-interactive", "validate", "--no-paging", "-p", "ro-crate-1.2", "-l", "required", "-f", "json", "-o", report.name, crate]
        try:
            cli()
        except SystemExit:
            pass
        issues = json.load(report).get("issues", [])
    for issue in issues:
        print(issue["check"]["identifier"], issue["message"], issue.get("violatingEntity") or "")
    print(f"{len(issues)} issues")
    return 1 if issues else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
