#!/usr/bin/env python3
"""Builds one archive with Scholion and with other programs by turns, and prints what each needed.

    run.py GENERATOR --scholion BIN --hugo BIN --pagefind BIN [--n 1000] [--rounds 3] [--work DIR]

GENERATOR writes the same documents for each program: `GENERATOR --n N --format scholion|hugo --out DIR`. A program that is not named is
left out. Every build is a clean one into a folder that is not there; CPU is user and system time, peak memory the most that one process
held, both of the process and of those that it started. Medians of all rounds. Templates and settings of the others stand beside this file.
"""
import argparse
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent


def timed(command, **variables):
    """CPU seconds, wall seconds and peak memory in MiB of a command that must succeed."""
    start = time.monotonic()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, env={**os.environ, **variables})
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        sys.exit(f"{command[0]} ended with {child.returncode}")
    return usage.ru_utime + usage.ru_stime, time.monotonic() - start, usage.ru_maxrss / 1024


def together(runs):
    """What several commands need one behind the other."""
    return sum(run[0] for run in runs), sum(run[1] for run in runs), max(run[2] for run in runs)


def size(folder):
    """How many files a folder holds, and how many bytes."""
    files = [Path(at, name) for at, _, names in os.walk(folder) for name in names]
    return len(files), sum(file.stat().st_size for file in files)


def version(program):
    text = subprocess.run([program, "version" if "hugo" in Path(program).name else "--version"], capture_output=True, text=True).stdout
    return re.search(r"\d+\.\d+\.\d+", text + " 0.0.0").group()


def scholion(program, archive, search):
    settings = archive / "scholion.yaml"
    lines = [line for line in settings.read_text().splitlines() if not line.startswith("search:")]
    settings.write_text("\n".join(lines + ([] if search else ["search: false"])) + "\n")

    def run(out):
        shutil.rmtree(archive / ".scholion", ignore_errors=True)
        return timed([program, "build", "--quiet", "--root", str(archive), "--output-dir", str(out)])

    return run


def hugo(program, site, related="false", pagefind=None):
    def run(out):
        runs = [timed([program, "--quiet", "--source", str(site), "--destination", str(out)], HUGO_PARAMS_RELATED=related)]
        if pagefind:
            runs.append(timed([pagefind, "--quiet", "--site", str(out)]))
        return together(runs)

    return run


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("generator")
    parser.add_argument("--scholion")
    parser.add_argument("--hugo")
    parser.add_argument("--pagefind")
    parser.add_argument("--n", type=int, default=1000, help="how many documents")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--work", help="where to build, such as a folder in /dev/shm")
    given = parser.parse_args()
    work = Path(tempfile.mkdtemp(prefix="peers-", dir=given.work))
    try:
        archives = [work / "with-search", work / "without-search"]
        site = work / "hugo"
        shutil.copytree(HERE / "hugo", site)
        for form, folder in [("scholion", archives[0]), ("hugo", site / "content/docs")]:
            subprocess.run([sys.executable, given.generator, "--n", str(given.n), "--format", form, "--out", folder], check=True)
        shutil.copytree(archives[0], archives[1])
        builds = {}
        if given.scholion:
            name = f"Scholion {version(given.scholion)}"
            builds[f"{name}, without search"] = scholion(given.scholion, archives[1], False)
            builds[f"{name}, with search"] = scholion(given.scholion, archives[0], True)
        if given.hugo:
            name = f"Hugo {version(given.hugo)}"
            builds[f"{name}, plain"] = hugo(given.hugo, site)
            builds[f"{name}, with related pages"] = hugo(given.hugo, site, "true")
            if given.pagefind:
                builds[f"{name} + Pagefind {version(given.pagefind)}, with search"] = hugo(given.hugo, site, pagefind=given.pagefind)
        runs = {what: [] for what in builds}
        sizes = {}
        for turn in range(given.rounds):
            # Each goes first in its turn.
            order = list(builds)
            order = order[turn % len(order) :] + order[: turn % len(order)]
            for what in order:
                out = work / "out"
                shutil.rmtree(out, ignore_errors=True)
                runs[what].append(builds[what](out))
                sizes[what] = size(out)
        print(f"\n{given.n} documents, medians of {given.rounds}\n")
        print("| | CPU, s | wall, s | peak memory, MiB | files | MB |\n|---|---|---|---|---|---|")
        for what, figures in runs.items():
            cpu, wall, peak = (statistics.median(column) for column in zip(*figures))
            files, count = sizes[what]
            print(f"| {what} | {cpu:.2f} | {wall:.2f} | {peak:.0f} | {files:,} | {count / 1e6:.1f} |")
    finally:
        shutil.rmtree(work, ignore_errors=True)


if __name__ == "__main__":
    main()
