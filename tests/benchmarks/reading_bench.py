"""What is found in articles that a careful reader has annotated: ``python tests/benchmarks/reading_bench.py``.

The twenty articles of ``tests/material/reading`` and, where it lies beside the checkout (``../shared/data``, or
``CASEFILE_SHARED``), the seed article: names, clusters, attributions and readings, of the seed article also dates and
identifiers. ``--misses`` prints each miss and each false one; those of the held-out articles only with
``--misses-held-out``, so that nobody makes a rule from them by accident.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1] / "support"))

from reading_score import Count, Score, score
from reading_set import PARTS, articles, load

from casefile.domain.extraction import Document, FoundDate
from casefile.extract.pipeline import extract

ROOT = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("CASEFILE_SHARED", ROOT.parent / "shared" / "data"))


def share(count: Count) -> str:
    return f"{count.right} of {count.right + count.missed}"


def print_own() -> None:
    """The table over the articles of our own, by part and over all."""
    total = Score()
    for part in PARTS:
        sums = Score()
        for article in articles(part):
            text, gold = load(article)
            result = score(text, gold, extract(Document(article.stem, text)))
            if f"--misses{'-held-out' if part == 'held_out' else ''}" in sys.argv:
                print(article.stem, *(f"    {each}" for each in result.remarks), sep="\n")
            result.remarks.clear()
            sums += result
        print_score(part, sums)
        total += sums
    print_score("all", total)


def print_score(label: str, result: Score) -> None:
    for name in ("mentions", "clusters", "attributions"):
        print(f"{label:9} {name:13} {getattr(result, name)}")
    print(
        f"{label:9} {'of which':13} source {share(result.source)}, speaker {share(result.speaker)}, "
        f"polarity {share(result.polarity)} of those with cue and content; via {share(result.via)} of the right ones; "
        f"{result.forbidden} where nothing may be found"
    )
    print(f"{label:9} {'readings':13} {share(result.readings)} required, {result.readings.wrong} others")


def print_seed() -> None:
    """The seed article, as its notes say."""
    folder = SHARED / "seed"
    if not folder.exists():
        print("seed      no material, skipped")
        return
    text = (folder / "article.txt").read_text(encoding="utf-8")
    gold = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    found = extract(Document("seed", text))
    result = score(text, gold, found)
    print(f"{'seed':9} {'mentions':13} {result.mentions}")
    print(f"{'seed':9} {'clusters':13} {share(result.clusters)} right, {result.clusters.wrong} false")
    wanted = {(each["start"], each["end"], each["value"]) for each in gold["identifiers"]}
    identifiers = {(each.span.start, each.span.end, each.value) for each in found.identifiers}
    print(
        f"{'seed':9} {'identifiers':13} {len(wanted & identifiers)} of {len(wanted)} right, "
        f"{len(identifiers - wanted)} false"
    )
    for case in gold["dates"]:
        dates = extract(Document("seed", text, published=case["published"] or "")).dates
        missed = [item for item in case["items"] if not any(_date_fits(item, each) for each in dates)]
        spans = {span for each in (*case["items"], *gold["optional_dates"]) for span in _accepted(each)}
        others = [each for each in dates if (each.span.start, each.span.end) not in spans]
        label = f"published {case['published']}" if case["published"] else "no date of publication"
        print(
            f"{'seed':9} {'dates':13} {len(case['items']) - len(missed)} of {len(case['items'])} right, "
            f"{len(others)} false, {label}"
        )
        result.remarks += [f"missed date: {item['text']!r}, {label}" for item in missed]
        result.remarks += [f"wrong date: {each.span.of(text)!r}" for each in others]
    right_source = result.speaker.right
    print(
        f"{'seed':9} {'attributions':13} {right_source} of {len(_scored(gold))} with source and speaker right, "
        f"{share(result.chain)} with chain and polarity right too, {result.attributions.wrong} false, "
        f"{result.forbidden} where nothing may be found"
    )
    print(f"{'seed':9} {'readings':13} {share(result.readings)} required, {result.readings.wrong} others")
    if "--misses" in sys.argv:
        print("seed", *(f"    {each}" for each in result.remarks), sep="\n")


def _scored(gold: dict[str, Any]) -> list[dict[str, Any]]:
    return [each for each in gold["attributions"] if each["scored"]]


def _accepted(want: dict[str, Any]) -> set[tuple[int, int]]:
    return {(want["start"], want["end"]), *((each["start"], each["end"]) for each in want.get("accept", []))}


def _date_fits(want: dict[str, Any], got: FoundDate) -> bool:
    if (got.span.start, got.span.end) not in _accepted(want) or bool(want["unresolved"]) != bool(got.unresolved):
        return False
    latest = want.get("latest_between") or [want["latest"], want["latest"]]
    return (want["earliest"] or "") == got.earliest and (latest[0] or "") <= got.latest <= (latest[1] or "")


if __name__ == "__main__":
    print(f"{'':9} {'':13} {'':38} right, wrong, missed")
    print_seed()
    print_own()
