"""How fast texts are read: ``python tests/benchmarks/extract_speed.py``.

CPU milliseconds on one core for an article of 500 words, the whole pipeline and each of its parts, as medians of
interleaved runs; then large and hostile texts, whose time must grow with their length and with nothing else.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parents[1] / "support"))

from reading_set import articles, load

from casefile.domain.extraction import Document
from casefile.extract.attributions.find import find_attributions
from casefile.extract.clusters import cluster
from casefile.extract.dates.grammar import find_dates
from casefile.extract.identifiers.find import find_identifiers
from casefile.extract.names.choice import find_names
from casefile.extract.pipeline import extract
from casefile.extract.readings import find_readings

WORDS, RUNS = 500, 15


def news() -> str:
    """Paragraphs of the annotated articles, 500 words of them."""
    words: list[str] = []
    for part in ("dev", "held_out"):
        for article in articles(part):
            words += load(article)[0].replace("\n", " \n").split(" ")
    return " ".join(words[:WORDS]).replace(" \n", "\n")


def parts() -> None:
    document = Document("", news(), published="2024-05-06", language="en")
    text = document.text
    identifiers, dates = find_identifiers(document), find_dates(document)
    raw = find_names(document, identifiers, dates).names
    names, grouped = cluster(text, raw)
    steps = {
        "identifiers": lambda: find_identifiers(document),
        "dates": lambda: find_dates(document),
        "names": lambda: find_names(document, identifiers, dates),
        "clusters": lambda: cluster(text, raw),
        "readings": lambda: find_readings(text, names),
        "attributions": lambda: find_attributions(text, names, grouped),
        "all": lambda: extract(document),
    }
    took: dict[str, list[float]] = {name: [] for name in steps}
    for _ in range(RUNS):
        for name, step in steps.items():
            begun = time.process_time()
            step()
            took[name].append((time.process_time() - begun) * 1000)
    for name, times in took.items():
        print(f"{WORDS} words  {name:13} {median(times):7.1f} ms")


def large() -> None:
    article = (
        "According to the harbour council of Vann, Anna Lind met Colonel Ivar Moe in Keld on 3 June 2022. The man said "
        "that the barge had left the port. “We saw nothing,” Lind told the Keld Courier on Friday. See "
        "https://example.org or write to desk@example.org. Nothing was known about the crew, and the police did "
        "not confirm the names.\n\n"
    )
    for label, text in (
        ("1 MB of news", article * (1_000_000 // len(article))),
        ("5 MB of news", article * (5_000_000 // len(article))),
        ("1 MB in one line", (article.replace("\n", " ") * (1_000_000 // len(article)))),
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
    parts()
    if "--large" in sys.argv:
        large()
