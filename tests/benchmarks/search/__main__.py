"""How fast the index is, beside SQLite's FTS5 and tantivy, and whether it is right.

``python tests/benchmarks/search [ARTICLES …]`` (1,000, 10,000 and 100,000 unless told), ``--quick`` for a minute's
look. ``pip install tantivy`` first, or it is left out. Times are processor time, so that other programs matter
little; what counts are the ratios. Ends with 1 if an answer differs from the oracle's.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from pathlib import Path

import report
import texts
from asking import Material, combined, first_asked
from corpus import SEED
from measuring import ENGINES, Child, first_searches, measure, percentile
from question import Question


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="tests/benchmarks/search", description=__doc__.splitlines()[0])
    parser.add_argument("articles", nargs="*", type=int, help="how many articles, one number a run")
    parser.add_argument("--quick", action="store_true", help="1,000 articles, few questions")
    parser.add_argument("--queries", type=int, help="how many queries are compared with the oracle's answers")
    parser.add_argument("--few", type=int, help="how many questions of a kind are timed")
    parser.add_argument("--rounds", type=int, help="how often each is timed")
    parser.add_argument("--engines", default=",".join(ENGINES), help="which, with commas; casefile among them")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--folder", type=Path, help="where to build, kept and used again; else a temporary one")
    parser.add_argument("--no-times", action="store_true", help="compare with the oracle only")
    given = parser.parse_args()
    given.articles = given.articles or ([1_000] if given.quick else [1_000, 10_000, 100_000])
    given.queries = (300 if given.quick else 10_000) if given.queries is None else given.queries
    given.few = given.few or (12 if given.quick else 40)
    given.rounds = given.rounds or (1 if given.quick else 3)
    given.engines = [name for name in ENGINES if name in given.engines.split(",")]
    return given


def main() -> int:
    given = arguments()
    differing = 0
    for count in given.articles:
        print(f"\n## {count:,} articles", flush=True)
        if given.folder:
            folder = given.folder / f"{count}-{given.seed}"
            folder.mkdir(parents=True, exist_ok=True)
            differing += bench(count, folder, given)
        else:
            with tempfile.TemporaryDirectory() as temporary:
                differing += bench(count, Path(temporary), given)
    return 1 if differing else 0


def bench(count: int, folder: Path, given: argparse.Namespace) -> int:
    """Everything at one size; how many answers differed from the oracle's."""
    if not (folder / "texts.db").exists():
        start = time.process_time()
        texts.write(folder / "part.db", count, given.seed)
        (folder / "part.db").rename(folder / "texts.db")
        print(f"texts made in {time.process_time() - start:.0f} s of processor time", flush=True)
    engines = [name for name in given.engines if build(name, count, folder, given.seed)]
    if not given.no_times:
        times(engines, count, folder, given)
    if not given.queries:
        return 0
    from checking import check

    return check(count, folder, given.queries, given.seed)


def build(engine: str, count: int, folder: Path, seed: int) -> bool:
    """Build one engine's index unless it is there, and say what it took; whether the engine is here at all."""
    done = folder / f"{engine}.built"
    if not done.exists():
        try:
            with Child(engine, folder, seed) as child:
                made = child.order("build")
        except ImportError:
            print(f"{engine} is not installed and is left out")
            return False
        wanted = report.against(made["cpu_s"], report.aim(report.REBUILD, count) if engine == "casefile" else None)
        size = report.against(made["bytes"] / 1e6, report.DISK if (engine, count) == ("casefile", 100_000) else None)
        done.write_text(
            f"{engine:9} built in {made['cpu_s']:7.1f} s of processor time ({wanted}), {count / made['cpu_s']:6.0f} "
            f"articles/s, {made['wall_s']:.0f} s in all; {made['bytes'] / 1e6:7.1f} MB on disk ({size}), "
            f"{made['peak']:.0f} MB of memory at most".replace(" ()", "")
        )
    print(done.read_text(), flush=True)
    return True


def times(engines: list[str], count: int, folder: Path, given: argparse.Namespace) -> None:
    """Ask every engine everything, and print."""
    material = Material(count, given.seed)
    first = first_asked(material, given.few)
    later = combined(material, first, given.few)
    children = [Child(name, folder, given.seed) for name in engines]
    measured = measure(children, first, later, given.rounds)
    print("\n".join(report.timings(measured, [*first, *later], count)))
    print("\n".join(report.same_counts(measured)))
    opening = Question("open", (material.middling[0][:3],), prefix=True)
    for child in children:
        own = child.engine == "casefile"
        used = child.order("memory")
        child.close()
        opened = first_searches(child.engine, folder, given.seed, opening, 1 if given.quick else 5)
        with Child(child.engine, folder, given.seed) as adder:
            adder.order("renew")
            added = adder.order("add", count=3 if given.quick else 30)["ms"]
        wanted = report.against(statistics.median(opened), report.aim(report.FIRST_SEARCH, count) if own else None)
        late = report.against(percentile(added, 0.95), report.aim(report.ADDED, count) if own else None)
        held = report.against(used["resident"], report.MEMORY if own and count == 100_000 else None)
        kept = ", ".join(f"{name} {size:.0f}" for name, size in used.items())
        print(
            f"{child.engine:9} open to first search {statistics.median(opened):.1f} ms ({wanted}); one more article "
            f"until it is found p50 {statistics.median(added):.1f}, p95 {percentile(added, 0.95):.1f} ms ({late}); "
            f"the searcher's MB: {kept} ({held})".replace(" ()", ""),
            flush=True,
        )


if __name__ == "__main__":
    sys.exit(main())
