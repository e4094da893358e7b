#!/usr/bin/env bash
# eadpy 0.2.0 (PyPI), which reads finding aids, EAD 2002 and EAD3, into one structure and writes it as JSON and CSV.
#
# EAD 2002 lets a `unitdate` stand in the `unittitle`, `<lb/>` break it, a `container` have no `type`, and a unit of several scans have them as
# `daogrp` with `daoloc`s. EAD3 has `unitdatetype`, not `type`, to tell the bulk of the dates from all of them.
#
# Seen: a date within the title is no date, neither as words nor by its `normal`. Of `daogrp` nothing is read: the unit
# has no scans, and "No" stands for its online content. Titles are glued at a line break and where a blank alone stands between two names
# ("Ada KerrNarva"). A box without a `type` is not in the CSV. In EAD3 bulk dates are printed as if they were further dates, and what `unitdate`
# and `unitdatestructured` both say stands there twice; `notbefore` and `notafter` are gone. No error, no warning.
set -euo pipefail
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
python3 -m venv "$home/v"
"$home/v/bin/pip" -q install eadpy==0.2.0
"$home/v/bin/python" -W error - <<'PY'
import eadpy

older = """<ead xmlns="urn:isbn:1-931666-22-9" xmlns:xlink="http://www.w3.org/1999/xlink">
  <eadheader>
    <eadid>mill</eadid>
    <filedesc><titlestmt><titleproper>The mill papers</titleproper></titlestmt></filedesc>
  </eadheader>
  <archdesc level="fonds">
    <did>
      <unittitle>The mill papers</unittitle>
      <unitdate type="inclusive">1800-1900</unitdate><unitdate type="bulk">1840-1843</unitdate>
    </did>
    <dsc type="combined">
      <c level="item">
        <did>
          <unittitle><persname>Ada Kerr</persname> <geogname>Narva</geogname>, <unitdate normal="1843-05-02">2 May 1843</unitdate></unittitle>
          <container>Box 12</container><container type="folder">4</container>
        </did>
        <daogrp xlink:type="extended">
          <daoloc xlink:type="locator" xlink:href="https://example.org/1.jpg"/>
          <daoloc xlink:type="locator" xlink:href="https://example.org/2.jpg"/>
        </daogrp>
      </c>
      <c level="item">
        <did><unittitle>Accounts<lb/>of the guild</unittitle><unitdate>1844</unitdate></did>
        <dao xlink:type="simple" xlink:href="https://example.org/3.jpg"/>
      </c>
    </dsc>
  </archdesc>
</ead>"""
fonds = eadpy.from_string(older)
rows = fonds.create_csv_data()
letter, accounts = fonds.data["components"]
assert rows[0]["date"] == "1800-1900, bulk 1840-1843", rows[0]
assert rows[1]["title"] == "Ada KerrNarva, 2 May 1843", rows[1]
assert not rows[1]["date"] and not any(letter["dates"].values()), letter
assert letter["digital_objects"] == [] and rows[1]["has_online_content"] == "No", letter
assert rows[1]["containers"] == "folder: 4", rows[1]
assert (rows[2]["title"], rows[2]["date"], rows[2]["has_online_content"]) == ("Accountsof the guild", "1844", "Yes"), rows[2]
assert accounts["digital_objects"] == [{"label": None, "href": "https://example.org/3.jpg"}], accounts

newer = """<ead xmlns="http://ead3.archivists.org/schema/">
  <control>
    <recordid>mill</recordid>
    <filedesc><titlestmt><titleproper>The mill papers</titleproper></titlestmt></filedesc>
    <maintenancestatus value="new"/>
    <maintenanceagency><agencyname>City Archive</agencyname></maintenanceagency>
    <maintenancehistory>
      <maintenanceevent>
        <eventtype value="created"/><eventdatetime>2026</eventdatetime><agenttype value="human"/><agent>An archivist</agent>
      </maintenanceevent>
    </maintenancehistory>
  </control>
  <archdesc level="fonds">
    <did>
      <unittitle>The mill papers</unittitle>
      <unitdate unitdatetype="inclusive">1800-1900</unitdate><unitdate unitdatetype="bulk">1840-1843</unitdate>
    </did>
    <dsc>
      <c level="item">
        <did>
          <unittitle>A letter</unittitle>
          <unitdate>about 1843</unitdate>
          <unitdatestructured><datesingle notbefore="1842" notafter="1844">about 1843</datesingle></unitdatestructured>
        </did>
      </c>
    </dsc>
  </archdesc>
</ead>"""
fonds = eadpy.from_string(newer)
rows = fonds.create_csv_data()
assert rows[0]["date"] == "1800-1900, 1840-1843" and fonds.data["dates"]["bulk"] == [], rows[0]
assert rows[1]["date"] == "about 1843, about 1843", rows[1]
assert fonds.data["components"][0]["dates"]["normal"] == [], fonds.data["components"][0]
print("eadpy 0.2.0 reads no dates within titles and no daogrp, glues titles, and takes the bulk of the dates of EAD3 for further ones")
PY
