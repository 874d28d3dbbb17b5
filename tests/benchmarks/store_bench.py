"""How the store does at size: ``PYTHONPATH=tests/support python tests/benchmarks/store_bench.py [FOLDER]``.

10,000 articles of 500 words stored; 50,000 entities over 500,000 mentions listed; 1,000 random acts undone and
redone. Everything is made up and made in a temporary folder (or FOLDER, to try another disk).
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from random_acts import RandomInvestigator
from store_cases import FIRST, SECOND, arrival, read_by_engine

from casefile.domain.extraction import Cluster, Extraction, FoundName
from casefile.domain.intake import ReadOutcome, ReadText
from casefile.domain.kinds import IntakeState, Kind
from casefile.domain.span import Span
from casefile.store import judging, noting
from casefile.store.arrivals import Arrival, add_arrivals
from casefile.store.canonical_export import canonical_export
from casefile.store.case_store import CaseStore
from casefile.store.doctor import doctor
from casefile.store.originals import put_many
from casefile.store.read_articles import articles
from casefile.store.read_case import counts
from casefile.store.read_entities import entities
from casefile.store.read_mentions import mentions
from casefile.store.suggestions import store_extraction
from casefile.store.undo import redo, undo

BATCH = 200
T = TypeVar("T")


def timed(what: str, work: Callable[[], T]) -> T:
    """Say how long ``work`` took."""
    start = time.perf_counter()
    made = work()
    print(f"{what:58} {time.perf_counter() - start:8.3f} s")
    return made


def words(chance: random.Random, number: int, letters: str) -> list[str]:
    return ["".join(chance.choices(letters, k=chance.randrange(3, 9))) for _ in range(number)]


def add(store: CaseStore, texts: list[str]) -> None:
    """Store ``texts`` as an intake does: originals on the disk first, then the rows."""
    for start in range(0, len(texts), BATCH):
        some = texts[start : start + BATCH]
        hashes = put_many(store.paths, [text.encode() for text in some])
        outcomes = [ReadOutcome(IntakeState.READ, texts=(ReadText("text", text),)) for text in some]
        arrivals = zip(hashes, some, outcomes, strict=True)
        add_arrivals(store, [Arrival(h, len(t.encode()), "a.txt", o) for h, t, o in arrivals])


def intake(folder: Path) -> None:
    chance = random.Random(1)
    known = words(chance, 5000, "abcdefghijklmnop")
    texts = [" ".join(chance.choices(known, k=500)) for _ in range(10_000)]
    with CaseStore.create(folder / "intake", "Intake") as store:
        timed("10,000 articles of 500 words stored", lambda: add(store, texts))
        timed("  their list read", lambda: articles(store.reader))


def listing(folder: Path) -> None:
    chance = random.Random(1)
    first, last = words(chance, 300, "abcdefghij"), words(chance, 300, "klmnopqrst")
    names = sorted({f"{a.title()} {b.title()}" for a in first for b in last})
    chance.shuffle(names)
    names = names[:50_000]
    chosen = [[names[int(len(names) * chance.random() ** 2)] for _ in range(100)] for _ in range(5000)]
    with CaseStore.create(folder / "listing", "Listing") as store:
        add(store, [". ".join(some) for some in chosen])
        known = articles(store.reader)

        def extract() -> None:
            for article, some in zip(known, chosen, strict=True):
                store_extraction(store, article.text_id or "", _found(some), "bench")

        timed("500,000 suggestions stored, 100 an article", extract)
        listed = timed("  the entity list read", lambda: entities(store.reader))
        timed("  the counts of the top row", lambda: counts(store.reader))
        timed("  the article list", lambda: articles(store.reader))
        timed("  the mentions of one text", lambda: mentions(store.reader, known[7].text_id or ""))
        timed(
            f"  an entity with {listed[0].mentions} mentions accepted",
            lambda: judging.accept_entity(store, listed[0].id),
        )
        timed("  that undone", lambda: undo(store))
        timed("  a note added", lambda: noting.add_note(store, "A", "b"))


def _found(names: list[str]) -> Extraction:
    found, start = [], 0
    for name in names:
        found.append(FoundName(Span(start, start + len(name)), Kind.PERSON, name, "bench", "1", "given", None))
        start += len(name) + 2
    clusters = tuple(Cluster(name, Kind.PERSON, name, (name,)) for name in dict.fromkeys(names))
    return Extraction("bench", names=tuple(found), clusters=clusters)


def undoing(folder: Path, acts: int = 1000) -> None:
    with CaseStore.create(folder / "undoing", "Undoing") as store:
        add_arrivals(store, [arrival(store, FIRST), arrival(store, SECOND)])
        read_by_engine(store)
        start = canonical_export(store.reader)
        timed(f"{acts} random acts", lambda: RandomInvestigator(store, 7).act(acts))
        end = canonical_export(store.reader)
        timed("  all undone", lambda: [undo(store) for _ in range(acts)])
        print(f"  {'as at the start' if canonical_export(store.reader) == start else 'NOT as at the start'}")
        timed("  all redone", lambda: [redo(store) for _ in range(acts)])
        print(f"  {'as at the end' if canonical_export(store.reader) == end else 'NOT as at the end'}")
        print(f"  findings of the doctor: {len(doctor(store.reader))}")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(dir=sys.argv[1] if len(sys.argv) > 1 else None) as place:
        for measure in (undoing, intake, listing):
            measure(Path(place))
