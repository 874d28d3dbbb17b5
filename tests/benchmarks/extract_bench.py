"""How well and how fast extraction works: ``python tests/benchmarks/extract_bench.py``.

Names are scored by exact span and kind (person, organisation, place) on test sets. The material lies beside the checkout
(``../shared/data``, or ``CASEFILE_SHARED``); what is absent is skipped. Whole articles have their own script,
``reading_bench.py``.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from casefile.domain.extraction import Document
from casefile.extract.pipeline import extract

ROOT = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("CASEFILE_SHARED", ROOT.parent / "shared" / "data"))
SETS = ("wikigold.test", "crossner.politics.test", "uner.test", "wnut17.test")
KINDS = {"PER": "person", "ORG": "organization", "LOC": "place"}
NO_SPACE_BEFORE = set(".,;:!?)]}%") | {"'s", "’s", "n't", "n’t", "...", "''"}
NO_SPACE_AFTER = set("([{$£€") | {"``"}


def figures(right: int, wrong: int, missed: int) -> str:
    precision = right / (right + wrong) if right + wrong else 0.0
    recall = right / (right + missed) if right + missed else 0.0
    both = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return f"P {precision:6.1%}  R {recall:6.1%}  F1 {both:6.1%}  ({right} right, {wrong} wrong, {missed} missed)"


def sentences(path: Path) -> Iterator[tuple[str, set[tuple[int, int, str]]]]:
    """Each line of a set as text, put together as it would be printed, with its names as spans of that text."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            text, names, begun, previous = "", set(), None, ""
            for token, tag in zip(row["tokens"], row["tags"], strict=True):
                if begun and not tag.startswith("I-"):
                    names.add((begun[0], len(text), begun[1]))
                    begun = None
                glued = not text or token in NO_SPACE_BEFORE or previous in NO_SPACE_AFTER
                text += token if glued else " " + token
                if tag.startswith("B-"):
                    begun = (len(text) - len(token), KINDS.get(tag[2:], ""))
                previous = token
            if begun:
                names.add((begun[0], len(text), begun[1]))
            yield text, {name for name in names if name[2]}


def score_set(name: str) -> None:
    path = SHARED / "ner" / f"{name}.jsonl"
    if not path.exists():
        print(f"{name}: no material, skipped")
        return
    counts: Counter[tuple[str, str]] = Counter()
    misses: Counter[str] = Counter()
    for text, gold in sentences(path):
        found = {
            (each.span.start, each.span.end, each.kind.value)
            for each in extract(Document("", text, language="en")).names
            if each.kind.value in KINDS.values()
        }
        for verdict, names in (("right", gold & found), ("wrong", found - gold), ("missed", gold - found)):
            for start, end, kind in names:
                counts[verdict, kind] += 1
                if verdict != "right":
                    misses[f"{verdict} {kind}: {text[start:end]}"] += 1
    for kind in KINDS.values():
        print(f"{name:24} {kind:13} {figures(*(counts[verdict, kind] for verdict in ('right', 'wrong', 'missed')))}")
    total = (sum(n for (each, _), n in counts.items() if each == verdict) for verdict in ("right", "wrong", "missed"))
    print(f"{name:24} {'all':13} {figures(*total)}")
    if "--misses" in sys.argv:
        for miss, number in misses.most_common(80):
            print(f"    {number:3} {miss}")


def speed() -> None:
    article = (
        "According to the harbour council of Vann, Anna Lind met Colonel Ivar Moe in Keld on 3 June 2022. The man said "
        "that the barge had left the port. “We saw nothing,” Lind told the Keld Courier on Friday. See "
        "https://example.org or write to desk@example.org. Nothing was known about the crew, and the police did "
        "not confirm the names.\n\n"
    )
    for label, text in (
        ("1 MB of news", article * (1_000_000 // len(article))),
        ("5 MB of news", article * (5_000_000 // len(article))),
        ("5 MB of Chinese", "记者昨天在北京报道说这件事情还没有结束。" * 250_000),
        ("5 MB of capitals", "Aster Keld Vann " * 312_500),
        ("5 MB of digits", "1" * 5_000_000),
        ("5 MB of brackets", "(" * 5_000_000),
        ("5 MB of addresses", "a@a.no " * 714_285),
    ):
        begun = time.perf_counter()
        found = extract(Document("", text))
        took = time.perf_counter() - begun
        print(f"{label:18} {took:6.2f} s  {len(text) / 1e6 / took:6.2f} million characters/s  {len(found.names)} names")


if __name__ == "__main__":
    for each in SETS if len(sys.argv) < 2 or sys.argv[1].startswith("--") else sys.argv[1].split(","):
        score_set(each)
    if "--speed" in sys.argv:
        speed()
