"""Kill -9 at random moments of writing the search index: is anything missing, or there twice, after catching up?

    python tests/benchmarks/index_kill_bench.py [--rounds 100] [--articles 2000] [--seed 1]

The rounds take turns: ``single`` adds one article after the other, each acknowledged when it can be found; ``bulk``
catches up with a thousand articles that were added without an index; ``rebuild`` builds the index of the whole case
anew, and in every other round the index is deleted before, so that the next feeder goes on with what was broken off.
Each writer is killed after a random time, every third one's successor too. Then the index catches up, and everything
that it holds, read out of it with one search, is compared with what the case holds: articles, names, notes, claims.
Its files are read and compared with their checksums. Anything that differs makes it exit 1.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "support"))

from killed_index import WAYS, kill_once, wrong
from making import write_articles


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=100)
    parser.add_argument("--articles", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    random_ = random.Random(chosen.seed)
    tally: dict[str, dict[str, float]] = {way: defaultdict(float) for way in WAYS}
    with tempfile.TemporaryDirectory() as scratch:
        os.environ["CASEFILE_HOME"] = f"{scratch}/home"
        from casefile.services import cases, index_feed, intake

        def more(count: int, seed: int) -> None:
            source = Path(scratch) / "articles.jsonl"
            write_articles(source, count, 120, seed)
            intake.add_paths(case, [str(source)], index=False)

        case = cases.create_case("Killed affair")
        root, place = case.root, index_feed.directory(case)
        more(chosen.articles, 1)
        index_feed.catch_up(case, wait=600)
        for number in range(chosen.rounds):
            way = WAYS[number % len(WAYS)]
            of = tally[way]
            if way == "bulk":
                more(200, number + 2)
            elif way == "rebuild" and number % 2:
                shutil.rmtree(place)
            told: list[str] = []
            for _ in range(2 if number % 9 < 3 else 1):
                began, most = time.monotonic(), {"single": 2.0, "bulk": 1.0, "rebuild": 3.0}[way]
                told += kill_once(root, way, seconds=random_.uniform(0.0, most))
                of["kills"] += 1
                of["seconds"] += time.monotonic() - began
            found = wrong(root, told)
            of["rounds"] += 1
            of["acknowledged"] += len(told)
            of["wrong"] += bool(found)
            for words in found:
                print(f"round {number}, {way}: {words}", flush=True)
        case.close()
    print(f"{'':<10}{'rounds':>8}{'kills':>8}{'acknowledged':>14}{'rounds with anything wrong':>28}")
    for way, of in tally.items():
        print(f"{way:<10}{of['rounds']:>8.0f}{of['kills']:>8.0f}{of['acknowledged']:>14.0f}{of['wrong']:>28.0f}")
    return 1 if any(of["wrong"] for of in tally.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
