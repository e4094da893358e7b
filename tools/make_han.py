#!/usr/bin/env python3
"""Makes `src/search/han.txt` again: which Chinese character of one country stands for which simplified one.

    make_han.py DICTIONARY    `data/dictionary` of OpenCC (https://github.com/BYVoid/OpenCC, Apache License 2.0), or the folder of that name in a package of it

Reads the lists of single characters: traditional ones, those of Japan, variants of Hong Kong and Taiwan. Pairs stand back to back, in order.
"""
import sys
from pathlib import Path

INTO = Path(__file__).resolve().parent.parent / "src/search/han.txt"


def rows(folder, name):
    for line in (folder / name).read_text(encoding="utf-8").splitlines():
        if "\t" in line:
            key, values = line.split("\t")
            if len(key) == 1:
                yield key, [value for value in values.split(" ") if len(value) == 1]


def main(folder):
    simple = {key: values[0] for key, values in rows(folder, "TSCharacters.txt") if values and values[0] != key}
    simplified = {key for key, _ in rows(folder, "STCharacters.txt")} | set(simple.values())
    for name in ["HKVariantsRev.txt", "TWVariantsRev.txt"]:
        for key, values in rows(folder, name):
            if values and values[0] != key and key not in simplified:
                simple.setdefault(key, simple.get(values[0], values[0]))
    # Of Japan the list says what stands for a traditional character.
    for traditional, values in rows(folder, "JPVariants.txt"):
        for value in values:
            if value != traditional and value not in simplified:
                simple.setdefault(value, simple.get(traditional, traditional))
    # A character leads to one that leads nowhere.
    pairs = {key: simple.get(value, value) for key, value in simple.items()}
    pairs = {key: value for key, value in pairs.items() if key != value and "\u0800" <= key <= "\uffff" and "\u0800" <= value <= "\uffff"}
    assert not set(pairs) & set(pairs.values()), sorted(set(pairs) & set(pairs.values()))
    INTO.write_text("".join(key + pairs[key] for key in sorted(pairs)), encoding="utf-8")
    print(len(pairs))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
