"""How well and how fast extraction works: ``python tests/benchmarks/extract_bench.py``.

Names are scored by exact span and kind (person, organisation, place) on the seed article and on test sets, identifiers,
dates and attributions on the seed article. The material lies beside the checkout (``../shared/data``, or
``CASEFILE_SHARED``); what is absent is skipped.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from casefile.domain.extraction import Document, FoundAttribution
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


def score_seed() -> None:
    folder = SHARED / "seed"
    if not folder.exists():
        print("seed: no material, skipped")
        return
    text = (folder / "article.txt").read_text(encoding="utf-8")
    gold = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    found = extract(Document("seed", text))
    print("seed names       ", _spans(gold, [(n.span.start, n.span.end, n.kind.value) for n in found.names]))
    print("seed identifiers ", _identifiers(gold, {(i.span.start, i.span.end, i.value) for i in found.identifiers}))
    for case in gold["dates"]:
        dates = extract(Document("seed", text, published=case["published"] or "")).dates
        right = sum(any(_date_fits(item, each) for each in dates) for item in case["items"])
        print(f"seed dates        {right} of {len(case['items'])} published {case['published']}; found {len(dates)}")
    scored = [each for each in gold["attributions"] if each["scored"]]
    wanted = gold["attributions"]
    fits = [(want, got) for got in found.attributions for want in wanted if _attribution_fits(want, got)]
    right = len({want["id"] for want, _ in fits if want["scored"]})
    wrong = [got for got in found.attributions if not any(got is each for _, each in fits)]
    print("seed attributions", figures(right, len(wrong), len(scored) - right))
    if "--misses" in sys.argv:
        for got in wrong:
            print(
                "    wrong:", got.speaker, "|", got.cue.of(text), "|", got.content.of(text), "|", got.polarity, got.via
            )
        for want in scored:
            if want["id"] not in {each["id"] for each, _ in fits}:
                print("    missed:", want["id"], want["speaker"], "|", want["cue_text"])


def _accepted(want: dict[str, Any]) -> set[tuple[int, int]]:
    return {(want["start"], want["end"]), *((each["start"], each["end"]) for each in want.get("accept", []))}


def _spans(gold: dict[str, Any], found: list[tuple[int, int, str]]) -> str:
    right = {m["id"] for m in gold["mentions"] for s, e, kind in found if (s, e) in _accepted(m) and kind == m["kind"]}
    skipped = {(each["start"], each["end"]) for each in gold["optional"]}
    accepted = {(*span, m["kind"]) for m in gold["mentions"] for span in _accepted(m)}
    wrong = [each for each in found if each not in accepted and each[:2] not in skipped]
    return figures(len(right), len(wrong), len(gold["mentions"]) - len(right))


def _identifiers(gold: dict[str, Any], found: set[tuple[int, int, str]]) -> str:
    wanted = {(each["start"], each["end"], each["value"]) for each in gold["identifiers"]}
    return figures(len(wanted & found), len(found - wanted), len(wanted - found))


def _date_fits(want: dict[str, Any], got: Any) -> bool:
    if (got.span.start, got.span.end) not in _accepted(want) or bool(want["unresolved"]) != bool(got.unresolved):
        return False
    latest = want.get("latest_between") or [want["latest"], want["latest"]]
    return (want["earliest"] or "") == got.earliest and (latest[0] or "") <= got.latest <= (latest[1] or "")


def _attribution_fits(want: dict[str, Any], got: FoundAttribution) -> bool:
    sources = [want["source"], *([each["start"], each["end"]] for each in want["accept_source"])]
    source = any(each and got.source and got.source.start < each[1] and each[0] < got.source.end for each in sources)
    cues = [want["cue"], *([each["start"], each["end"]] for each in want["accept_cue"] if each)]
    cue = any(got.cue.start < each[1] and each[0] < got.cue.end for each in cues if each)
    start, end = want["content"]
    content = (min(end, got.content.end) - max(start, got.content.start)) * 2 >= end - start
    return source and cue and content and got.polarity == want["polarity"] and list(got.via) == want["via"]


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
    score_seed()
    for each in SETS if len(sys.argv) < 2 or sys.argv[1].startswith("--") else sys.argv[1].split(","):
        score_set(each)
    if "--speed" in sys.argv:
        speed()
