"""How much of an article's body the page reader finds: bags of 4-word shingles against a ground truth.

``python tests/benchmarks/html_bench.py [-v] [DATA]``, DATA a folder with ``pages/ID.html.gz`` and ``ground-truth.json``
(by default ``html`` under ``$CASEFILE_SHARED`` or ``../shared/data`` beside the checkout). Precision and recall are
averaged over the pages; F1 is that of the averages. Then what reading takes: milliseconds of processor time a page,
and its parts, each the best of three. Says so and ends with 0 where there is no data.
"""

from __future__ import annotations

import gzip
import json
import os
import re
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

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


def best_of(times: int, work: Callable[[], object]) -> float:
    """Milliseconds of processor time."""
    taken = []
    for _ in range(times):
        before = time.process_time()
        work()
        taken.append(1000 * (time.process_time() - before))
    return min(taken)


def parts(pages: list[bytes]) -> dict[str, float]:
    """Milliseconds a page for each step of reading it."""
    from lxml import html as lxml_html

    from casefile.readers.html_text import page_text
    from casefile.readers.page_body import body_of
    from casefile.readers.page_facts import facts_of

    def parsed(page: bytes) -> Any:
        return lxml_html.fromstring(page, parser=lxml_html.HTMLParser(encoding="utf-8", remove_comments=True))

    spent = Counter[str]()
    for page in pages:
        spent["parsing"] += best_of(3, lambda page=page: parsed(page))  # type: ignore[misc]
        root = parsed(page)
        spent["full page"] += best_of(3, lambda root=root: page_text(root))  # type: ignore[misc]
        spent["facts"] += best_of(3, lambda root=root: facts_of(root))  # type: ignore[misc]
        spent["body"] += best_of(1, lambda root=root: body_of(root, 30))  # type: ignore[misc]
    return {name: total / len(pages) for name, total in spent.items()}


def main() -> int:
    given = [argument for argument in sys.argv[1:] if argument != "-v"]
    data = Path(given[0]) if given else Path(os.environ.get("CASEFILE_SHARED", BESIDE)) / "html"
    if not (data / "ground-truth.json").exists():
        print(f"no pages to measure on in {data}")
        return 0
    gold = json.loads((data / "ground-truth.json").read_text("utf-8"))
    results, first = [], Counter[str]()
    pages = [gzip.decompress((data / "pages" / f"{name}.html.gz").read_bytes()) for name in sorted(gold)]
    for name, page in zip(sorted(gold), pages, strict=True):
        outcome = read(page, Hints(f"{name}.html"))
        first[outcome.texts[0].kind if outcome.texts else outcome.reason] += 1
        results.append((*scores(counted_text(outcome), gold[name]["articleBody"]), name))
    precision = sum(result[0] for result in results) / len(results)
    recall = sum(result[1] for result in results) / len(results)
    f1 = 2 * precision * recall / (precision + recall)
    print(f"{len(results)} pages: F1 {f1:.3f}  precision {precision:.3f}  recall {recall:.3f}")
    print(f"counted text: {dict(first)}")
    taken = sorted(best_of(3, lambda page=page: read(page, Hints("page.html"))) for page in pages)  # type: ignore[misc]
    middle, high = taken[len(taken) // 2], taken[len(taken) * 95 // 100]
    print(f"{sum(taken) / len(taken):.0f} ms a page; median {middle:.0f}, 95th {high:.0f}, slowest {taken[-1]:.0f}")
    print("of these: " + ", ".join(f"{name} {each:.1f}" for name, each in parts(pages).items()))
    if "-v" in sys.argv:
        for worst in sorted(results, key=lambda result: result[0] + result[1])[:8]:
            print(f"  {worst[0]:.2f} {worst[1]:.2f} {worst[2][:12]}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
