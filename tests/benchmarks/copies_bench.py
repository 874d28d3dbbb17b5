"""How many generated copies are found among many articles, and how many passages find their place in a new version.

``python tests/benchmarks/copies_bench.py [--articles N]``. Texts are made of invented words by Zipf's law (see
``making``), so that the answers are known; prints the share found by what was done to a copy, how much of what is
offered is right, time for an article, size on the disk; then the same for passages under generated edits.
"""

from __future__ import annotations

import argparse
import random
import sqlite3
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import making

from casefile.domain.intake import ReadOutcome, ReadText
from casefile.domain.kinds import IntakeState
from casefile.domain.records import Metadata
from casefile.domain.span import Span
from casefile.extract import shingles
from casefile.extract.carrying import Passage, place_all
from casefile.services import cases, copies
from casefile.store import originals, read_articles, read_copies
from casefile.store.arrivals import Arrival, add_arrivals

BATCH = 200


def paragraphs(drawn: random.Random, count: int, each: int = 60) -> list[str]:
    return [making.words(drawn, each).replace("\n\n", " ") for _ in range(count)]


def cut(drawn: random.Random, text: list[str]) -> list[str]:
    """The first half to nine tenths: what a paper does that has little room."""
    return text[: max(2, round(len(text) * drawn.uniform(0.5, 0.9)))]


def added(drawn: random.Random, text: list[str]) -> list[str]:
    """A paragraph or two of the paper's own."""
    new = list(text)
    for own in paragraphs(drawn, drawn.randint(1, 2)):
        new.insert(drawn.randint(0, len(new)), own)
    return new


def renamed(drawn: random.Random, text: list[str]) -> list[str]:
    """Every name another, as where spellings and places are changed."""
    names = {word for part in text for word in part.split() if word[:1].isupper()}
    other = {name: making.words(drawn, 20).split()[7].capitalize() for name in sorted(names)}
    return [" ".join(other.get(word, word) for word in part.split()) for part in text]


def reordered(drawn: random.Random, text: list[str]) -> list[str]:
    return drawn.sample(text, len(text))


def rewritten(drawn: random.Random, text: list[str]) -> list[str]:
    """One word in seven to twelve another."""
    one_in = drawn.randint(7, 12)
    spare = making.words(drawn, sum(len(part.split()) for part in text)).split()
    return [" ".join(spare.pop() if drawn.random() < 1 / one_in else word for word in part.split()) for part in text]


def mixed(drawn: random.Random, text: list[str]) -> list[str]:
    """Cut, added to and lightly written over."""
    return rewritten(drawn, added(drawn, cut(drawn, text)))


CHANGES: tuple[Callable[[random.Random, list[str]], list[str]], ...] = (
    cut,
    added,
    renamed,
    reordered,
    rewritten,
    mixed,
)


def made(count: int, drawn: random.Random) -> tuple[list[tuple[str, str]], dict[int, tuple[int, str]]]:
    """Texts with their publishers; of each copy, by number from 1, the report it is one of and what was done to it.

    One article in ten is a report of which others print copies. All papers have a footer of 60 words; one article in
    five quotes forty words that stand in another; one in five has the background paragraph of an earlier one.
    """
    footers = [making.words(drawn, 60) for _ in range(9)]
    texts: list[list[str]] = []
    truth: dict[int, tuple[int, str]] = {}
    wires: list[tuple[int, list[str]]] = []
    for number in range(1, count + 1):
        share = drawn.random()
        if wires and share < 0.1:
            wire, text = drawn.choice(wires[-200:])
            change = drawn.choice(CHANGES)
            truth[number] = wire, change.__name__
            texts.append(change(drawn, text))
            continue
        text = paragraphs(drawn, drawn.randint(3, 12))
        if share < 0.2:
            wires.append((number, text))
        elif share < 0.4 and texts:
            words = drawn.choice(texts)[0].split()[:40]
            text.append(f"“{' '.join(words)}”")
        elif share < 0.6 and texts:
            text.append(drawn.choice(texts)[-1])
        texts.append(text)
    papers = [drawn.randrange(9) for _ in texts]
    whole = ["\n\n".join([*text, footers[paper]]) for text, paper in zip(texts, papers, strict=True)]
    return [(text, f"Paper {paper}") for text, paper in zip(whole, papers, strict=True)], truth


def add(case: cases.OpenCase, texts: list[tuple[str, str]]) -> list[int]:
    """The number of the article that each text became; the same bytes are one."""
    numbers: list[int] = []
    for start in range(0, len(texts), BATCH):
        some = texts[start : start + BATCH]
        hashes = originals.put_many(case.paths, [text.encode() for text, _ in some])
        arrivals = [
            Arrival(
                sha256,
                len(text),
                "a.txt",
                ReadOutcome(IntakeState.READ, texts=(ReadText("text", text),), mime="text/plain"),
                Metadata(publisher=paper),
            )
            for (text, paper), sha256 in zip(some, hashes, strict=True)
        ]
        numbers += [one.number for one in add_arrivals(case.store(), arrivals)]
    return numbers


def size(case: cases.OpenCase) -> int:
    case.store().checkpoint()
    return case.paths.db.stat().st_size


def find_copies(count: int) -> None:
    drawn = random.Random(11)
    texts, truth = made(count, drawn)
    with tempfile.TemporaryDirectory() as folder:
        case = cases.create_case("Copies", directory=Path(folder))
        numbers = add(case, texts)
        before = size(case)
        began, cpu = time.perf_counter(), time.process_time()
        steps = [time.perf_counter() for _ in copies.sketching(case)]
        took, spent = time.perf_counter() - began, time.process_time() - cpu
        after = size(case)
        began = time.perf_counter()
        offers = copies.offers(case)
        offering = time.perf_counter() - began
        looked_up = lookups(case, drawn)
        case.close()
    # A copy that is the original to the byte is no article of its own.
    truth = {
        numbers[one - 1]: (numbers[wire - 1], change)
        for one, (wire, change) in truth.items()
        if numbers.count(numbers[one - 1]) == 1
    }
    late = [later - sooner for sooner, later in zip(steps[-1000:], steps[-999:], strict=False)]
    family = {number: wire for number, (wire, _) in truth.items()} | {wire: wire for wire, _ in truth.values()}
    right = [one for one in offers if family.get(one.article.number, -1) == family.get(one.other.number, -2)]
    found = {one.article.number for one in right}
    done = Counter(change for _, change in truth.values())
    hit = Counter(change for number, (_, change) in truth.items() if number in found)
    print(f"{count:,} articles, {len(truth):,} of them copies; {len(offers):,} offered")
    print(f"offered and right: {100 * len(right) / max(1, len(offers)):.1f} %")
    print(f"copies found: {100 * sum(hit.values()) / max(1, len(truth)):.1f} %")
    for change in sorted(done):
        print(f"  {change:10} {100 * hit[change] / done[change]:5.1f} % of {done[change]:,}")
    to_root = sum(one.other.number == family[one.article.number] for one in right)
    print(f"against the original itself: {100 * to_root / max(1, len(right)):.1f} %")
    print(f"for an article: {1000 * took / count:.2f} ms ({1000 * spent / count:.2f} ms of processor time)")
    print(f"the last thousand: median {1000 * statistics.median(late):.2f} ms, longest {1000 * max(late):.1f} ms")
    print(f"candidates of one text: median {1000 * looked_up:.2f} ms; all offers: {1000 * offering:.0f} ms")
    print(f"on the disk: {(after - before) / count:.0f} bytes an article, {100 * (after - before) / before:.1f} % more")


def lookups(case: cases.OpenCase, drawn: random.Random) -> float:
    times = []
    for article in drawn.sample(read_articles.articles(case.reader), 200):
        sketch = shingles.sketch(read_articles.text(case.reader, article.text_id or ""))
        began = time.perf_counter()
        read_copies.sharing(case.reader, sketch.hashes, 64)
        times.append(time.perf_counter() - began)
    return statistics.median(times)


def look_up_among(count: int) -> None:
    """The time in which the candidates of one text are found among ``count``: 31 hashes each, three of a footer."""
    drawn = random.Random(3)
    footers = [[drawn.getrandbits(44) for _ in range(3)] for _ in range(9)]
    with tempfile.TemporaryDirectory() as folder:
        case = cases.create_case("Many", directory=Path(folder))
        before = size(case)
        every = [[*footers[number % 9], *(drawn.getrandbits(44) for _ in range(28))] for number in range(count)]
        rows = sorted((value, number) for number, hashes in enumerate(every, 1) for value in hashes)
        with closing(sqlite3.connect(case.paths.db)) as connection, connection:
            connection.executemany("INSERT INTO sketch_hash VALUES (?, ?)", rows)
        after = size(case)
        times = []
        for hashes in drawn.sample(every, 300):
            began = time.perf_counter()
            read_copies.sharing(case.reader, hashes, 64)
            times.append(time.perf_counter() - began)
        case.close()
    slow = statistics.quantiles(times, n=20)[-1]
    print(
        f"candidates among {count:,} texts: median {1000 * statistics.median(times):.2f} ms, p95 {1000 * slow:.2f};"
        f" the hashes are {(after - before) / 1e6:.0f} MB on the disk"
    )


Token = tuple[int, str]


def edited(drawn: random.Random, text: list[list[Token]], share: float) -> list[list[Token]]:
    """Paragraphs put in, taken out and moved, and ``share`` of the words changed, taken out or put in between."""
    new = [list(part) for part in text]
    for _ in range(drawn.randint(0, 2)):
        new.pop(drawn.randrange(len(new)))
    for _ in range(drawn.randint(0, 2)):
        new.insert(drawn.randint(0, len(new)), [(-1, word) for word in making.words(drawn, 50).split()])
    if drawn.random() < 0.3:
        new.insert(drawn.randint(0, len(new) - 1), new.pop(drawn.randrange(len(new))))
    spare = making.words(drawn, 4000).split()
    for part in new:
        for at in reversed(range(len(part))):
            if drawn.random() < share:
                how = drawn.random()
                if how < 0.5:
                    part[at] = -1, spare.pop()
                elif how < 0.75:
                    part.pop(at)
                else:
                    part.insert(at, (-1, spare.pop()))
    return new


def written(text: list[list[Token]]) -> tuple[str, dict[int, Span]]:
    """The words as a text, and where each that has a number stands."""
    out: list[str] = []
    where: dict[int, Span] = {}
    at = 0
    for part in text:
        for number, word in part:
            if number >= 0:
                where[number] = Span(at, at + len(word))
            out.append(word + " ")
            at += len(word) + 1
        out.append("\n\n")
        at += 2
    return "".join(out), where


def carry_passages(texts: int) -> None:
    print("\npassages in a new version: at their place / at another / listed as lost")
    for share in (0.0, 0.02, 0.05, 0.1):
        counted: Counter[tuple[str, str]] = Counter()
        drawn = random.Random(5)
        for _ in range(texts):
            numbers = iter(range(1_000_000))
            old = [[(next(numbers), word) for word in part.split()] for part in paragraphs(drawn, 12)]
            text, before = written(old)
            new, after = written(edited(drawn, old, share))
            chosen = []
            for _ in range(40):
                part = drawn.choice(old)
                start = drawn.randrange(len(part) - 16)
                length = drawn.choice((1, 2, 2, 3, 3, 15))
                chosen.append(part[start : start + length])
            passages = [Passage(Span(before[some[0][0]].start, before[some[-1][0]].end)) for some in chosen]
            for some, place in zip(chosen, place_all(text, passages, new), strict=True):
                counted[judged(some, after, place.span)] += 1
        for fate in ("whole", "changed", "gone"):
            total = sum(number for (was, _), number in counted.items() if was == fate)
            if total:
                shares = [100 * counted[fate, how] / total for how in ("right", "wrong", "lost")]
                print(
                    f"  {100 * share:3.0f} % of words edited, {fate:8} {total:6,}: "
                    + " / ".join(f"{one:5.1f} %" for one in shares)
                )


def judged(some: list[Token], after: dict[int, Span], found: Span | None) -> tuple[str, str]:
    """What became of a passage (whole, changed, gone), and whether it was found where it is now."""
    left = [after[number] for number, _ in some if number in after]
    is_whole = len(left) == len(some) and left[-1].end - left[0].start == sum(map(len, left)) + len(left) - 1
    fate = "whole" if is_whole else "changed" if left else "gone"
    if found is None:
        return fate, "lost"
    if is_whole:
        return fate, "right" if found == Span(left[0].start, left[-1].end) else "wrong"
    return fate, "right" if any(found.overlaps(one) for one in left) else "wrong"


def carry_long() -> None:
    drawn = random.Random(9)
    numbers = iter(range(10_000_000))
    old = [[(next(numbers), word) for word in making.words(drawn, 60).split()] for _ in range(2600)]
    text, before = written(old)
    new, _ = written(edited(drawn, old, 0.0))
    new = new.replace(" the ", " a ", 3000)
    starts = drawn.sample(range(len(before) - 3), 2000)
    passages = [Passage(Span(before[at].start, before[at + 1].end)) for at in starts]
    began = time.process_time()
    places = place_all(text, passages, new)
    took = time.process_time() - began
    placed = sum(place.span is not None for place in places)
    print(
        f"  {len(text) / 1e6:.1f} MB, 2,000 passages, 3,000 changes: {took:.2f} s of processor time, {placed:,} placed"
    )


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--articles", type=int, default=10_000)
    options.add_argument("--texts", type=int, default=100, help="texts whose passages are carried")
    chosen = options.parse_args()
    find_copies(chosen.articles)
    look_up_among(10 * chosen.articles)
    carry_passages(chosen.texts)
    carry_long()


if __name__ == "__main__":
    main()
