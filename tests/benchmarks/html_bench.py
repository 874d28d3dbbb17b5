"""How much of an article's body the page reader finds: bags of 4-word shingles against a ground truth.

``python tests/benchmarks/html_bench.py [-v] [DATA]``, DATA a folder with ``pages/ID.html.gz`` and ``ground-truth.json``
(by default ``html`` under ``$CASEFILE_SHARED`` or ``../shared/data`` beside the checkout). Precision and recall are
averaged over the pages; F1 is that of the averages. Says so and ends with 0 where there is no data.
"""

from __future__ import annotations

import gzip
import json
import os
import re
import sys
import time
from collections import Counter
from pathlib import Path

from casefile.domain.intake import ReadOutcome
from casefile.readers.hints import Hints
from casefile.readers.registry import read

BESIDE = Path(__file__).resolve().parents[2].parent / "shared" / "data"


def shingles(text: str) -> Counter[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return Counter(tuple(words[at : at + 4]) for at in range(max(1, len(words) - 3))) if words else Counter()


def scores(found: str, gold: str) -> tuple[float, float]:
    """Precision and recall of one page; finding nothing has neither."""
    ours, theirs = shingles(found), shingles(gold)
    common = sum((ours & theirs).values())
    return common / max(1, sum(ours.values())), common / max(1, sum(theirs.values()))


def counted_text(outcome: ReadOutcome) -> str:
    return outcome.texts[0].text if outcome.texts else ""


def main() -> int:
    given = [argument for argument in sys.argv[1:] if argument != "-v"]
    data = Path(given[0]) if given else Path(os.environ.get("CASEFILE_SHARED", BESIDE)) / "html"
    if not (data / "ground-truth.json").exists():
        print(f"no pages to measure on in {data}")
        return 0
    gold = json.loads((data / "ground-truth.json").read_text("utf-8"))
    results, slowest, first = [], 0.0, Counter[str]()
    started = time.process_time()
    for name in sorted(gold):
        page = gzip.decompress((data / "pages" / f"{name}.html.gz").read_bytes())
        before = time.process_time()
        outcome = read(page, Hints(f"{name}.html"))
        slowest = max(slowest, time.process_time() - before)
        first[outcome.texts[0].kind if outcome.texts else outcome.reason] += 1
        results.append((*scores(counted_text(outcome), gold[name]["articleBody"]), name))
    spent = time.process_time() - started
    precision = sum(result[0] for result in results) / len(results)
    recall = sum(result[1] for result in results) / len(results)
    f1 = 2 * precision * recall / (precision + recall)
    print(f"{len(results)} pages: F1 {f1:.3f}  precision {precision:.3f}  recall {recall:.3f}")
    print(f"{1000 * spent / len(results):.0f} ms a page, slowest {1000 * slowest:.0f} ms; counted text: {dict(first)}")
    if "-v" in sys.argv:
        for worst in sorted(results, key=lambda result: result[0] + result[1])[:8]:
            print(f"  {worst[0]:.2f} {worst[1]:.2f} {worst[2][:12]}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
