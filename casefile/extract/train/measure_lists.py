"""What the word lists cost and how far they reach: ``python -m casefile.extract.train.measure_lists FOLDER_OF_SETS``.

Prints the processor time and memory of each list's first use, and what bare look-ups (the longest match first, no
model, the first word of a sentence left aside) are worth on sets of edited text.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
import tracemalloc
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from casefile.extract.names.lists import load

_LISTS: dict[str, tuple[Any, ...]] = {
    "places": (load.places,),
    "people's names": (load.person_names,),
    "organisations": (load.organization_forms, load.organizations),
    "demonyms": (load.demonyms,),
    "titles": (load.titles,),
    "written places": (load.written_places,),
}
_SETS = ("gum.jsonl", "wikigold.train.jsonl", "crossner.politics.train.jsonl", "crossner.politics.dev.jsonl")
_LONGEST = 10


def costs() -> Iterator[str]:
    """Milliseconds (the least of nine) and megabytes of each list."""
    for name, loaders in _LISTS.items():
        times = []
        for _ in range(9):
            for loader in loaders:
                loader.cache_clear()
            began = time.process_time()
            loaders[0]()
            times.append(time.process_time() - began)
        for loader in loaders:
            loader.cache_clear()
        tracemalloc.start()
        loaders[0]()
        kept = tracemalloc.get_traced_memory()[0]
        tracemalloc.stop()
        yield f"{name}: {min(times) * 1000:.1f} ms, {kept / 1e6:.1f} MB"


def matches(words: list[str]) -> Iterator[tuple[int, int, str, bool]]:
    """Entries among ``words``: first word, the word behind the last, ORG or LOC, and whether it is a sure one."""
    forms, exact = load.organization_forms(), load.places().exact
    at = 0
    while at < len(words):
        step = 1
        for end in range(min(len(words), at + _LONGEST), at, -1):
            form = " ".join(words[at:end])
            if end == 1 or not (form in forms or form in exact):
                continue
            step = end - at
            if form in forms:
                yield at, end, "ORG", not forms[form].needs_context
            else:
                yield at, end, "LOC", not exact[form].ambiguous and exact[form].weight > 4
            break
        at += step


def spans(tags: list[str]) -> dict[tuple[int, int], str]:
    """The names that BIO ``tags`` mark: first word and the word behind the last, with the kind."""
    found: dict[tuple[int, int], str] = {}
    for at, tag in enumerate(tags):
        if tag.startswith("B-"):
            end = at + 1
            while end < len(tags) and tags[end].startswith("I-"):
                end += 1
            found[at, end] = tag[2:]
    return found


def reach(folder: Path) -> Counter[str]:
    """Look-ups by what they meet, and gold names by whether a list has their exact form."""
    forms, exact = load.organization_forms(), load.places().exact
    counts = Counter[str]()
    for name in _SETS:
        for line in (folder / name).read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            words, gold = row["tokens"], spans(row["tags"])
            for (first, end), kind in gold.items():
                if kind in ("ORG", "LOC"):
                    form = " ".join(words[first:end])
                    counts[f"{kind} in the sets"] += 1
                    counts[f"{kind} in the sets, listed"] += form in (forms if kind == "ORG" else exact)
            for first, end, kind, sure in matches(words):
                inside = any(a <= first and end <= b and (a, b) != (first, end) for a, b in gold)
                met = "inside a longer name" if inside else gold.get((first, end), "no name")
                counts[f"{kind} look-up, {'sure' if sure else 'weak'}: {met}"] += 1
    return counts


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sets", type=Path, help="the folder of the labelled sets")
    folder = parser.parse_args().sets
    for line in costs():
        sys.stdout.write(f"{line}\n")
    for what, count in sorted(reach(folder).items()):
        sys.stdout.write(f"{what}: {count}\n")


if __name__ == "__main__":
    main()
