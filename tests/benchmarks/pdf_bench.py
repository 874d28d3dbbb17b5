"""How many of the hostile collection's PDFs are read, by which library, how fast, and how the rest ends.

``python tests/benchmarks/pdf_bench.py [-v] [DATA]``, DATA a folder with ``manifest.jsonl`` (by default ``hostile``
under ``$CASEFILE_SHARED`` or ``../shared/data`` beside the checkout). Every file goes through a real reading child.
Characters are counted without white space, and compared with what pypdf alone takes out, in a limited time a file.
Says so and ends with 0 where there is no data.
"""

from __future__ import annotations

import json
import logging
import os
import re
import statistics
import sys
import time
from collections import Counter
from pathlib import Path

from casefile.domain.intake import ReadOutcome
from casefile.domain.kinds import IntakeState
from casefile.readers import wire
from casefile.readers.deadline import TooLong, deadline
from casefile.services.child_process import ChildDied, ChildProcess, Limits

BESIDE = Path(__file__).resolve().parents[2].parent / "shared" / "data"


def letters(text: str) -> int:
    return len("".join(text.split()))


def by_pypdf(path: Path) -> str:
    import pypdf

    try:
        with deadline(10):
            return "".join(page.extract_text() for page in pypdf.PdfReader(path).pages)
    except (Exception, TooLong):
        return ""


def read(child: ChildProcess, path: Path) -> ReadOutcome:
    try:
        return wire.outcome_from_json(child.call(wire.request(wire.Asked(str(path), path.name))))
    except ChildDied as death:
        return ReadOutcome(IntakeState.UNREAD, f"the child died: {death}")


def own_text(outcome: ReadOutcome) -> str:
    return "".join(text.text for text in outcome.texts if text.kind == "text")


def main() -> int:
    given = [argument for argument in sys.argv[1:] if argument != "-v"]
    data = Path(given[0]) if given else Path(os.environ.get("CASEFILE_SHARED", BESIDE)) / "hostile"
    if not (data / "manifest.jsonl").exists():
        print(f"no files to measure on in {data}")
        return 0
    logging.disable(logging.CRITICAL)
    rows = map(json.loads, (data / "manifest.jsonl").read_text("utf-8").splitlines())
    ends, libraries, a_page = Counter[tuple[str, str]](), Counter[str](), []
    ours = theirs = more = fewer = pages = 0
    child = ChildProcess("casefile.readers.child", limits=Limits(seconds=30, memory=1000 * 1024 * 1024))
    read(child, data / "manifest.jsonl")
    for row in (row for row in rows if row["path"].endswith(".pdf")):
        path = data / row["path"]
        before = time.perf_counter()
        outcome = read(child, path)
        spent = time.perf_counter() - before
        number = int(dict(outcome.metadata.extra).get("pages", "1"))
        pages, a_page = pages + number, [*a_page, spent / number]
        ends[outcome.state.value, re.sub(r"\d[\d, -]*", "N ", outcome.reason)] += 1
        if outcome.texts:
            libraries[outcome.texts[0].made_by or "pypdfium2"] += 1
        mine, other = letters(own_text(outcome)), letters(by_pypdf(path))
        ours, theirs = ours + mine, theirs + other
        more, fewer = more + (mine > other), fewer + (mine < other)
        if "-v" in sys.argv:
            print(f"{spent:6.2f} s {mine:7} {other:7}  {outcome.state.value:7} {row['path']}: {outcome.reason}")
    child.close()
    for (state, reason), count in sorted(ends.items(), key=lambda end: (end[0][0], -end[1])):
        print(f"{count:5}  {state}{': ' + reason if reason else ''}")
    print(f"{sum(ends.values())} files, {pages} pages; with a text: {dict(libraries)}")
    print(f"a page: median {statistics.median(a_page) * 1000:.1f} ms, longest {max(a_page) * 1000:.0f} ms")
    print(f"characters: {ours:,}, pypdf alone {theirs:,}; more than pypdf in {more} files, fewer in {fewer}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
