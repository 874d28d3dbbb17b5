"""How fast the index is: ``python tests/benchmarks/search_bench.py [ARTICLES …]`` prints a table.

Articles of 500 words drawn from a long-tailed vocabulary, with names, dates and publishers. Times are wall time
in the searching process, without the pipe; the prefixes are those of words that occur, typed letter by letter.
"""

from __future__ import annotations

import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import accumulate
from pathlib import Path

from casefile.domain.search import IndexDocument, SearchRequest
from index.port import IndexWriter, Searcher

CASE = ("bench", "/bench")
SYLLABLES = "ka lo mer tin vos dra el ni sta gru bel or um fa chi ster wen do pra li ho ven ta mos".split()
COMMON = "the of and to in a is that for it as was with on by he his at from said".split()


def vocabulary(random_: random.Random, size: int) -> list[str]:
    words = set()
    while len(words) < size:
        words.add("".join(random_.choices(SYLLABLES, k=random_.randint(2, 4))))
    return COMMON + sorted(words, key=lambda _: random_.random())


def articles(count: int, words: list[str], random_: random.Random) -> Iterator[IndexDocument]:
    weights = list(accumulate(1 / (rank + 3) for rank in range(len(words))))
    names = [word.capitalize() for word in words[500:4000]]
    for number in range(count):
        text = random_.choices(words, cum_weights=weights, k=470)
        for _ in range(15):
            at = random_.randrange(len(text))
            text[at] = f"{random_.choice(names)} {random_.choice(names)}"
        day = f"20{random_.randint(10, 25)}-{random_.randint(1, 12):02}-{random_.randint(1, 28):02}"
        title = f"{random_.choice(names)} and the {random_.choice(words)} {random_.choice(words)}"
        yield IndexDocument(
            "article", f"a{number}", title, ". ".join([" ".join(text)]), day, "", random_.choice(names), "", "en"
        )


def timed(action: Callable[[], object]) -> float:
    start = time.perf_counter()
    action()
    return (time.perf_counter() - start) * 1000


def spread(times: list[float]) -> str:
    ordered = sorted(times)
    late = ordered[int(len(ordered) * 0.95)]
    return f"p50 {statistics.median(ordered):7.2f}  p95 {late:7.2f}  max {ordered[-1]:7.2f} ms"


def bench(count: int) -> None:
    random_ = random.Random(7)
    words = vocabulary(random_, 40_000)
    print(f"\n{count} articles of 500 words")
    with tempfile.TemporaryDirectory() as folder:
        directory = Path(folder)
        everything = list(articles(count, words, random_))
        start = time.perf_counter()
        with IndexWriter.rebuild(directory, *CASE) as writer:
            for first in range(0, count, 5000):
                writer.add(everything[first : first + 5000])
                writer.commit(1, "", complete=False)
            writer.commit(1, "")
            taken = time.perf_counter() - start
            size = sum(path.stat().st_size for path in directory.rglob("*") if path.is_file())
            print(f"  indexed              {count / taken:7.0f} articles/s, {size / 1e6:.0f} MB")
            with Searcher(directory) as searcher:
                print(f"  opened and warmed    {timed(searcher.warm):7.0f} ms")
                typing(searcher, words, random_)
                entering(searcher, words, random_)
            adding(directory, writer, words, random_)
            start = time.perf_counter()
            steps = 0
            while writer.merge_when_idle():
                steps += 1
            print(f"  merged when idle     {steps} steps, {time.perf_counter() - start:.1f} s")


def typing(searcher: Searcher, words: list[str], random_: random.Random) -> None:
    by_length: dict[int, list[float]] = {}
    for word in random_.sample(words[:6000], 150):
        for length in range(1, min(len(word), 9) + 1):
            request = SearchRequest(word[:length], typing=True)
            by_length.setdefault(length, []).append(timed(lambda asked=request: searcher.search(asked)))
    for length, times in sorted(by_length.items()):
        print(f"  typed, {length} letters     {spread(times)}")
    pairs = []
    for _ in range(60):
        first, second = random_.sample(words[:3000], 2)
        pairs += [
            timed(lambda a=first, b=second, n=length: searcher.search(SearchRequest(f"{a} {b[:n]}", typing=True)))
            for length in range(1, len(second) + 1)
        ]
    print(f"  typed, second word   {spread(pairs)}")


def entering(searcher: Searcher, words: list[str], random_: random.Random) -> None:
    shapes: dict[str, Callable[[], str]] = {
        "a common word": lambda: random_.choice(words[:20]),
        "a word": lambda: random_.choice(words[20:8000]),
        "two words": lambda: " ".join(random_.sample(words[20:3000], 2)),
        "a phrase": lambda: f'"{" ".join(random_.sample(words[:60], 2))}"',
        "OR, NOT, date": lambda: f"{random_.choice(words)} OR {random_.choice(words)} -the date:2015..2020",
        "near (a typing slip)": lambda: random_.choice(words[3000:])[:-1] + "q",
    }
    for name, make in shapes.items():
        requests = [SearchRequest(make()) for _ in range(40)]
        times = [timed(lambda asked=request: searcher.search(asked)) for request in requests]
        print(f"  {name:20} {spread(times)}")


def adding(directory: Path, writer: IndexWriter, words: list[str], random_: random.Random) -> None:
    times = []
    with Searcher(directory) as searcher:
        searcher.warm()
        for number, document in enumerate(articles(20, words, random_)):
            fresh = IndexDocument("article", f"new{number}", document.title, document.body + f" fresh{number}")
            start = time.perf_counter()
            writer.add([fresh])
            writer.commit(2 + number, "")
            assert searcher.search(SearchRequest(f"fresh{number}")).total == 1
            times.append((time.perf_counter() - start) * 1000)
    print(f"  added until found    {spread(times)}")


if __name__ == "__main__":
    for size in [int(argument) for argument in sys.argv[1:]] or [5_000, 20_000]:
        bench(size)
