"""How well and how fast (CPU time) dates are read: ``python tests/benchmarks/dates_bench.py [--misses] [--hostile]``.

Material beside the checkout (``../shared/data/dates``, or ``CASEFILE_SHARED``); what is absent is skipped.

**Values of given spans.** A gold expression is right when a found date that overlaps it has exactly its value: the same
first and last day (gold ``2014`` is 1 January to 31 December 2014). Of a range whose ends are dates of their own, each
end stands beside the range and is compared. Left out, and counted apart: gold values that only the story gives
(``CONTEXTUAL``). Left out, and shown by ``--misses``: slips of the gold itself (``SLIPS``).

**Detection.** A gold expression is detected when a found date overlaps it, whatever its value; a found date is right
when it overlaps a gold one. GUM's file keeps only values of the forms YYYY, YYYY-MM and YYYY-MM-DD, so a correct
finding of any other form cannot be in it: ranges, weeks, seasons, decades, unresolved dates and times without a day are
set apart (“not judged”), and the strict figure, where they all count as false, is printed beside. What is left without
gold was checked by hand (``--misses`` prints all) and counts as false, without exception.

Each sentence is read alone, with its document's day of publication, and again behind the gold sentences before it.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from casefile.domain.dates import parse_date
from casefile.domain.extraction import Document, FoundDate
from casefile.extract.dates.grammar import find_dates

ROOT = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("CASEFILE_SHARED", ROOT.parent / "shared" / "data"))
NEWS = ("news", "interview")
# Words that no grammar resolves: the value comes from what the story is about.
CONTEXTUAL = {
    "the date",
    "opening night",
    "the opening night",
    "9/11",
    "9/11-related",
    "the 30th anniversay of the first shuttle launch",
    "present",
    "fourth-year",
    "his freshman year",
    "his sophomore year",
    "his senior year",
    "the same season",
}
SLIPS = {("GUM_news_clock", "Wednesday"), ("GUM_academic_enjambment", "1966"), ("GUM_news_warhol", "the opening night")}
JUDGED = ("day", "month", "year")


@dataclass
class Sentence:
    """One sentence with its gold: spans, expressions and values."""

    doc: str
    genre: str
    text: str
    published: str
    gold: list[dict[str, Any]] = field(default_factory=list)


def gum() -> list[Sentence]:
    made: dict[tuple[str, str], Sentence] = {}
    with (SHARED / "dates" / "gum.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            key = (row["doc"], row["text"])
            sentence = made.setdefault(key, Sentence(row["doc"], row["genre"], row["text"], row["published"]))
            sentence.gold.append(row)
    return list(made.values())


def value_fits(want: str, got: FoundDate) -> bool:
    wanted = parse_date(want)
    first = wanted.earliest.isoformat() if wanted.earliest else ""
    last = wanted.latest.isoformat() if wanted.latest else ""
    return (got.earliest, got.latest) == (first, last)


def overlaps(row: dict[str, Any], got: FoundDate) -> bool:
    return bool(got.span.start < row["end"] and row["start"] < got.span.end)


def found_in(sentence: Sentence, before: str) -> list[FoundDate]:
    text = before + sentence.text
    found = find_dates(Document("", text, published=sentence.published, language="en"))
    return [moved for each in found if (moved := _moved(each, len(before)))]


def _moved(each: FoundDate, by: int) -> FoundDate | None:
    if each.span.start < by:
        return None
    span = type(each.span)(each.span.start - by, each.span.end - by)
    return FoundDate(
        span, each.earliest, each.latest, each.precision, each.anchor, each.rule, each.unresolved, each.note, each.time
    )


def shown(each: FoundDate, text: str) -> str:
    value = f"{each.earliest}/{each.latest}" if each.earliest else f"({each.unresolved})"
    return f"{each.span.of(text)!r} {value} [{each.rule}]"


def score(sentences: list[Sentence], label: str, in_context: bool) -> None:
    right = wanted = detected = judged_right = judged_wrong = set_apart = contextual_right = contextual = 0
    misses, extra = [], []
    before: dict[str, str] = defaultdict(str)
    for sentence in sentences:
        found = found_in(sentence, before[sentence.doc] if in_context else "")
        before[sentence.doc] += sentence.text + "\n"
        for row in sentence.gold:
            near = [each for each in found if overlaps(row, each)]
            fits = any(value_fits(row["value"], each) for each in near)
            if row["expression"].casefold() in {each.casefold() for each in CONTEXTUAL}:
                contextual += 1
                contextual_right += fits
                continue
            detected_here = bool(near)
            if (row["doc"], row["expression"]) in SLIPS:
                misses.append(
                    f"gold slip {row['expression']!r} {row['value']}: {[shown(e, sentence.text) for e in near]}"
                )
                continue
            wanted += 1
            right += fits
            detected += detected_here
            if not fits:
                got = [shown(each, sentence.text) for each in near]
                misses.append(
                    f"{row['published']} {row['expression']!r} {row['value']}: {got}"
                    f" in {sentence.text[max(0, row['start'] - 60) : row['end'] + 40]!r}"
                )
        for each in found:
            if any(overlaps(row, each) for row in sentence.gold):
                judged_right += 1
            elif each.unresolved or each.precision not in JUDGED or each.rule == "clock time on the day before it":
                set_apart += 1
                extra.append(f"not judged: {shown(each, sentence.text)}")
            else:
                judged_wrong += 1
                place = each.span.start
                extra.append(
                    f"false: {shown(each, sentence.text)} in {sentence.text[max(0, place - 50) : place + 50]!r}"
                )
    print(
        f"{label:38} values {right / wanted:6.1%} ({right} of {wanted})"
        f"  {detection(judged_right, judged_wrong, detected, wanted)}"
        f"  strict {detection(judged_right, judged_wrong + set_apart, detected, wanted)}"
        f"  contextual {contextual_right} of {contextual}"
    )
    if "--misses" in sys.argv:
        for line in [*misses, *extra]:
            print("   ", line)


def detection(right: int, wrong: int, detected: int, wanted: int) -> str:
    precision, recall = right / max(1, right + wrong), detected / max(1, wanted)
    return f"P {precision:6.1%} R {recall:6.1%} F1 {2 * precision * recall / max(1e-9, precision + recall):6.1%}"


def timeset() -> None:
    right = wanted = 0
    misses = []
    with (SHARED / "dates" / "timeset.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            found = find_dates(Document("", row["text"], published=row["published"], language="en"))
            for timex in row["timexes"]:
                near = [each for each in found if overlaps(timex, each)]
                wanted += 1
                if any(value_fits(timex["value"], each) for each in near):
                    right += 1
                else:
                    misses.append(f"{timex['text']!r} {timex['value']}: {[shown(each, row['text']) for each in near]}")
    print(f"{'TimeSET (Wikinews)':38} values {right / wanted:6.1%} ({right} of {wanted})")
    if "--misses" in sys.argv:
        for line in misses:
            print("   ", line)


def seed() -> None:
    folder = SHARED / "seed"
    if not folder.exists():
        return
    text = (folder / "article.txt").read_text(encoding="utf-8")
    gold = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    for case in gold["dates"]:
        found = find_dates(Document("", text, published=case["published"] or ""))
        right = sum(any(_seed_fits(item, each) for each in found) for item in case["items"])
        print(f"{'seed, published ' + str(case['published']):38} {right} of {len(case['items'])}; found {len(found)}")
        if "--misses" in sys.argv:
            for each in found:
                print("    found:", shown(each, text))


def _seed_fits(want: dict[str, Any], got: FoundDate) -> bool:
    spans = {(want["start"], want["end"]), *((each["start"], each["end"]) for each in want["accept"])}
    if (got.span.start, got.span.end) not in spans or bool(want["unresolved"]) != bool(got.unresolved):
        return False
    first, last = want.get("latest_between") or [want["latest"] or "", want["latest"] or ""]
    return got.earliest == (want["earliest"] or "") and first <= got.latest <= last


def speed() -> None:
    with (SHARED / "dates" / "timeset.jsonl").open(encoding="utf-8") as lines:
        texts = [(row["text"], row["published"]) for row in map(json.loads, lines)]
    words = sum(len(text.split()) for text, _ in texts)
    begun = time.process_time()
    for _ in range(5):
        for text, published in texts:
            find_dates(Document("", text, published=published, language="en"))
    took = (time.process_time() - begun) / 5
    print(f"{'speed':38} {took / words * 500 * 1000:.2f} ms for 500 words of Wikinews")
    if "--hostile" not in sys.argv:
        return
    for label, hostile in (
        ("500 KB of “on 5 May 2022 ”", "on 5 May 2022 " * 35_700),
        ("500 KB of “the ”", "the " * 125_000),
        ("500 KB of “1 ”", "1 " * 250_000),
        ("500 KB of “early ”", "early " * 83_300),
        ("500 KB of “between May and ”", "between May and " * 31_200),
        ("500 KB of digits", "1" * 500_000),
        ("500 KB of “on Friday ” in one sentence", "on Friday " * 50_000),
    ):
        begun = time.process_time()
        found = find_dates(Document("", hostile, published="2023-01-16", language="en"))
        print(f"{label:38} {time.process_time() - begun:6.2f} s, {len(found)} dates")


if __name__ == "__main__":
    if (SHARED / "dates").exists():
        every = gum()
        news = [each for each in every if each.genre in NEWS]
        score(news, "GUM news and interview", False)
        score(news, "  the same, in context", True)
        score(every, "GUM all genres", False)
        score(every, "  the same, in context", True)
        timeset()
        speed()
    seed()
