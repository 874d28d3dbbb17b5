"""Whether time grows with the length of a text and with nothing else: ``python tests/benchmarks/linear_bench.py``.

CPU seconds of each part of the pipeline on texts of one shape (news, one long line, hostile repetitions), at a length
and at four times that length. A part is linear where the ratio is near 4; above 6, and with more than a tenth of a
second, it is marked. ``--length`` in code points (100,000), ``--only`` a part or a text, ``--rules`` with names that
rules found, where the model's own time does not matter, ``--big`` 5 MB of news and of one line through everything.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1] / "support"))

from hostile_texts import REPEATED, text

from casefile.domain.extraction import Document
from casefile.extract.attributions.find import find_attributions
from casefile.extract.clusters import cluster
from casefile.extract.dates.grammar import find_dates
from casefile.extract.identifiers.find import find_identifiers
from casefile.extract.names.choice import find_names
from casefile.extract.names.rules import RulesEngine
from casefile.extract.pipeline import extract
from casefile.extract.readings import find_readings

PARTS = ("identifiers", "dates", "names", "clusters", "attributions", "readings")
TIMES, MARKED, WORTH = 4, 6.0, 0.1


def seconds(document: Document, by_rules: bool) -> dict[str, float]:
    """CPU seconds of each part over ``document``, in the order of the pipeline."""
    took: dict[str, float] = {}

    def timed(name: str, step: Callable[[], Any]) -> Any:
        begun = time.process_time()
        result = step()
        took[name] = time.process_time() - begun
        return result

    identifiers = timed("identifiers", lambda: find_identifiers(document))
    dates = timed("dates", lambda: find_dates(document))
    if by_rules:
        raw = timed("names", lambda: RulesEngine().mentions(document))
    else:
        raw = timed("names", lambda: find_names(document, identifiers, dates))[0]
    names, clusters = timed("clusters", lambda: cluster(document.text, raw))
    timed("attributions", lambda: find_attributions(document.text, names, clusters))
    timed("readings", lambda: find_readings(document.text, names))
    return took


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--length", type=int, default=100_000)
    arguments.add_argument("--only", default="")
    arguments.add_argument("--rules", action="store_true")
    arguments.add_argument("--big", action="store_true")
    chosen = arguments.parse_args()
    for name in REPEATED if not chosen.big else ():
        if chosen.only not in ("", name, *PARTS):
            continue
        short = seconds(Document("", text(name, chosen.length), "2024-05-06", "en"), chosen.rules)
        long = seconds(Document("", text(name, chosen.length * TIMES), "2024-05-06", "en"), chosen.rules)
        for part, took in long.items():
            ratio = took / max(short[part], 1e-6)
            marked = ratio > MARKED and took > WORTH
            if marked or chosen.only in (part, name):
                print(
                    f"{name:26} {part:13} {short[part]:8.3f} s  {took:8.3f} s  x {ratio:5.1f}{'  NOT LINEAR' * marked}"
                )
        slowest = max(long, key=lambda part: long[part])
        print(f"{name:26} {'all':13} {sum(short.values()):8.3f} s  {sum(long.values()):8.3f} s  most: {slowest}")
    for name in ("news", "news in one line") if chosen.big else ():
        begun = time.process_time()
        found = extract(Document("", text(name, 5_000_000), "2024-05-06", "en"))
        print(f"5 MB of {name:18} {time.process_time() - begun:8.1f} s of one core, {len(found.names)} names")


if __name__ == "__main__":
    main()
