"""How many of the hostile collection's PDFs are read, by which library, how fast, and how the rest ends.

``python tests/benchmarks/pdf_bench.py [-v] [--ocr] [DATA]``, DATA a folder with ``manifest.jsonl`` (by default
``hostile`` under ``$CASEFILE_SHARED`` or ``../shared/data`` beside the checkout). Every file goes through a real child.
Characters are counted without white space, and compared with what pypdf alone takes out, in a limited time a file.
``--ocr``: pages of English prose are shown as pictures and read again by tesseract, and the words compared with
those of the page itself. Says so and ends with 0 where there is no data.
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
from casefile.readers.pages import pages_of
from casefile.services import ocr
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


def words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text.lower()))


def by_ocr(pages: list[tuple[Path, int, str]]) -> None:
    """How much of each page's own words tesseract finds again, in a child as the program uses it."""
    if "eng" not in ocr.languages():
        print("no tesseract with English to measure OCR with")
        return
    child = ChildProcess("casefile.readers.ocr_child", limits=ocr.A_PAGE)
    precision, recall, sure, spent = [], [], [], []
    for path, number, text in pages:
        before = time.perf_counter()
        asked = {"path": str(path), "mime": "application/pdf", "page": number, "languages": "eng"}
        reply = child.call(asked)
        spent.append(time.perf_counter() - before)
        found, gold = words(str(reply.get("text", ""))), words(text)
        common = (found & gold).total()
        precision.append(common / max(1, found.total()))
        recall.append(common / max(1, gold.total()))
        sure.append(float(reply.get("confidence", 0)))
    child.close()
    right, found_again, confidence = (statistics.median(values) for values in (precision, recall, sure))
    print(f"OCR of {len(pages)} pages as pictures, medians: {right:.1%} of the words found are on the page,")
    print(f"  {found_again:.1%} of the page's words are found, confidence {confidence:.2f},")
    print(f"  {statistics.median(spent):.1f} s a page, {max(spent):.1f} s at the most")


def main() -> int:
    given = [argument for argument in sys.argv[1:] if not argument.startswith("-")]
    data = Path(given[0]) if given else Path(os.environ.get("CASEFILE_SHARED", BESIDE)) / "hostile"
    if not (data / "manifest.jsonl").exists():
        print(f"no files to measure on in {data}")
        return 0
    logging.disable(logging.CRITICAL)
    rows = map(json.loads, (data / "manifest.jsonl").read_text("utf-8").splitlines())
    ends, libraries = Counter[tuple[str, str]](), Counter[str]()
    a_page: list[float] = []
    ours = theirs = more = fewer = pages = 0
    prose: list[tuple[Path, int, str]] = []
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
        for text in (text for text in outcome.texts[:1] if text.kind == "text"):
            own = enumerate(pages_of(text.text, text.marks), start=1)
            prose += [(path, page, held) for page, held in own if len(re.findall("[a-z]{3,}", held)) > 150][:3]
        if "-v" in sys.argv:
            print(f"{spent:6.2f} s {mine:7} {other:7}  {outcome.state.value:7} {row['path']}: {outcome.reason}")
    child.close()
    for (state, reason), count in sorted(ends.items(), key=lambda end: (end[0][0], -end[1])):
        print(f"{count:5}  {state}{': ' + reason if reason else ''}")
    print(f"{sum(ends.values())} files, {pages} pages; with a text: {dict(libraries)}")
    print(f"a page: median {statistics.median(a_page) * 1000:.1f} ms, longest {max(a_page) * 1000:.0f} ms")
    print(f"characters: {ours:,}, pypdf alone {theirs:,}; more than pypdf in {more} files, fewer in {fewer}")
    if "--ocr" in sys.argv:
        by_ocr(prose)
    return 0


if __name__ == "__main__":
    sys.exit(main())
