#!/usr/bin/env python3
"""Checks the data of a built site with programs of others.

    tools/check_data.py SITE [DATABASE]

SITE/data/datapackage.json is validated with frictionless (PyPI: frictionless 5), which checks each value against its type, each key and
foreign key, and the lengths and digests of the files. DATABASE, as `scholion export sqlite -o DATABASE` writes it, is opened with Python's
sqlite3: its pages, its indexes and its foreign keys are checked, a row is written and all is packed anew.
"""

import pathlib
import shutil
import sqlite3
import sys
import tempfile


def package(site):
    from frictionless import Package, validate

    path = pathlib.Path(site, "data", "datapackage.json")
    report = validate(str(path))
    for task in report.tasks:
        print(f"{'ok ' if task.valid else 'BAD'} {task.place} {task.stats.get('rows', '')}")
        for error in task.errors:
            print(f"    {error.type}: {error.message}")
    for error in report.errors:
        print(f"    {error.type}: {error.message}")
    tables = [resource.name for resource in Package(str(path)).resources if resource.schema.fields]
    print(f"package: {'valid' if report.valid else 'NOT VALID'}, {len(report.tasks)} files, {len(tables)} tables")
    return report.valid


def database(place):
    with tempfile.TemporaryDirectory() as folder:
        copy = shutil.copy(place, folder)
        link = sqlite3.connect(copy)
        link.execute("PRAGMA foreign_keys = ON")
        checks = {
            "integrity_check": link.execute("PRAGMA integrity_check").fetchall() == [("ok",)],
            "foreign_key_check": link.execute("PRAGMA foreign_key_check").fetchall() == [],
        }
        tables = [name for (name,) in link.execute("SELECT name FROM sqlite_schema WHERE type IN ('table', 'view') ORDER BY name")]
        for name in tables:
            (count,) = link.execute(f'SELECT count(*) FROM "{name}"').fetchone()
            print(f"    {name}: {count} rows")
        try:
            link.execute("INSERT INTO links VALUES ('no such document', 'nor this')")
            checks["foreign keys hold"] = False
        except sqlite3.IntegrityError:
            checks["foreign keys hold"] = True
        link.rollback()
        link.execute("CREATE TABLE added AS SELECT * FROM documents")
        link.commit()
        link.execute("VACUUM")
        checks["after writing"] = link.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        link.close()
    print(f"database (SQLite {sqlite3.sqlite_version}): {checks}")
    return all(checks.values())


def main():
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    well = package(sys.argv[1])
    if len(sys.argv) == 3:
        well = database(sys.argv[2]) and well
    sys.exit(0 if well else 1)


if __name__ == "__main__":
    main()
