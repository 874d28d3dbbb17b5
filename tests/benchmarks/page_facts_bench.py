"""How often a page's title, authors and day of publication are found right, beside trafilatura alone.

``python tests/benchmarks/page_facts_bench.py TRUTH [-v] [--half A|B] [DATA]``: TRUTH is JSON, a page's id to
``{"title", "authors": […], "date"}``, and where the page itself says two things, ``"also": {"date": […]}``;
DATA a folder with ``pages/ID.html.gz``. Half A are the pages whose id has an even sha256. Titles and names are compared
folded, without punctuation; the authors as a set; an empty truth is met by an empty answer. “strict” does not look at
``also``. Says so and ends with 0 where there is no truth.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import os
import re
import sys
import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from casefile.domain.folding import fold
from casefile.readers.hints import Hints
from casefile.readers.registry import read

BESIDE = Path(__file__).resolve().parents[2].parent / "shared" / "data"
FIELDS = ("title", "authors", "date")


def same(value: str) -> str:
    return " ".join(re.findall(r"\w+", fold(value)))


def people(names: Iterable[str]) -> frozenset[str]:
    return frozenset(same(name) for name in names if name)


def is_right(field: str, found: dict[str, Any], truth: dict[str, Any], is_strict: bool) -> bool:
    accepted = [truth[field], *([] if is_strict else truth.get("also", {}).get(field, []))]
    if field == "authors":
        return people(found["authors"]) in [people(names) for names in accepted]
    return same(found[field]) in [same(value) for value in accepted]


def ours(page: bytes, name: str) -> dict[str, Any]:
    known = read(page, Hints(f"{name}.html")).metadata
    return {"title": known.title or "", "authors": (known.author or "").split("; "), "date": known.published or ""}


def theirs(page: bytes) -> dict[str, Any]:
    from trafilatura import extract_metadata

    known = extract_metadata(
        page.decode("utf-8", "replace"), date_config={"extensive_search": True, "original_date": True}
    )
    if known is None:
        return {"title": "", "authors": [], "date": ""}
    return {"title": known.title or "", "authors": (known.author or "").split("; "), "date": known.date or ""}


def half_of(name: str) -> str:
    return "A" if int(hashlib.sha256(name.encode()).hexdigest(), 16) % 2 == 0 else "B"


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("truth", nargs="?", default="")
    parser.add_argument("data", nargs="?", default=str(Path(os.environ.get("CASEFILE_SHARED", BESIDE)) / "html"))
    parser.add_argument("-v", action="store_true", dest="is_verbose")
    parser.add_argument("--half", default="AB")
    given = parser.parse_args()
    if not given.truth or not Path(given.truth).exists():
        print("no truth about pages to measure on")
        return 0
    truth = json.loads(Path(given.truth).read_text("utf-8"))
    count, missing, spent = Counter[str](), Counter[str](), 0.0
    right: dict[str, Counter[tuple[str, str, bool]]] = {}
    for name in sorted(truth):
        half = half_of(name)
        path = Path(given.data) / "pages" / f"{name}.html.gz"
        if half not in given.half or not path.exists():
            continue
        page = gzip.decompress(path.read_bytes())
        before = time.process_time()
        answers = {"casefile": ours(page, name)}
        spent += time.process_time() - before
        answers["trafilatura"] = theirs(page)
        count[half] += 1
        for who, found in answers.items():
            for field in FIELDS:
                for is_strict in (True, False):
                    hit = is_right(field, found, truth[name], is_strict)
                    right.setdefault(half, Counter())[who, field, is_strict] += hit
                if who == "casefile" and not hit:
                    missing[field] += not any(found[field])
                    if given.is_verbose:
                        print(f"  {name[:10]} {field}: {found[field]!r} is not {truth[name][field]!r}")
    for half, hits in sorted(right.items()):
        for who in ("casefile", "trafilatura"):
            shares = [
                f"{field} {100 * hits[who, field, False] / count[half]:.0f} % "
                f"(strict {100 * hits[who, field, True] / count[half]:.0f} %)"
                for field in FIELDS
            ]
            print(f"half {half}, {count[half]} pages, {who:11}: " + ", ".join(shares))
    print(f"{1000 * spent / max(1, sum(count.values())):.0f} ms a page; of the wrong answers empty: {dict(missing)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
