"""Every engine and the plain scan are two ways to one answer; random corpora and queries look for a third."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import ExitStack, closing

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from search_engines import ENGINES, Engine

from casefile.domain.search import FACETS, SORTS, TYPES, IndexAnswer, IndexDocument, SearchRequest
from index.documents import facets_of
from index.scan import scan

WORDS = (
    "wagner Wagner WAGNER wagnr vagner Medvedev Медведев Medwedew medvedevs co-operate cooperate co operate O'Brien’s "
    "obrien Straße strasse İstanbul istanbul Łódź naïve the a of police 2022 2022-06-01 12345 中国人民 中国 国 人民 "
    "القذافي قذافي Gaddafi Qadhafi anna@example.org https://www.example.org/a/b +47 22 12 34 56 4722123456 foo_bar "
    "e\u0301te été ete can't cant well-known wellknown שלום x y1 don't"
).split(" ")
KINDS = ("", "person", "organization", "lead", "deny")
DATES = ("", "2022", "2022-06", "2022-06-15", "2023-01-16", "2021-12-31")
NAMES = (("Medvedev wagner", "Медведев"), ("anna", "O'Brien police"), ("中国人民",))
QUERIES = (
    *WORDS,
    "wag*",
    "w*",
    "coop*",
    "wagner~",
    "title:wag*",
    "title:wagner",
    "author:anna",
    "publisher:x*",
    "entity:medvedev",
    'entity:"medvedev wagner"',
    "tag:police",
    "tag:wag*",
    "entity:anna",
    "entity:wagner~",
    "-entity:медведев",
    "type:claim",
    "type:(note OR article)",
    "lang:(en OR no)",
    "*",
    "wagnre",
    "medvedew",
    "wagner OR medvedev",
    '"wagner med*"',
    'title:"wagner police"~4',
    "note:wagner",
    "kind:person",
    "kind:organisation",
    "lang:en",
    "grade:B",
    "date:2022",
    "date:2022-06..2022-12",
    "date:..2022",
    "before:2022-06-15",
    "after:2022",
    '"co operate"',
    '"co-operate"',
    '"wagner police"',
    '"wagner police"~3',
    '"the wagner of"~5',
    '"中国"',
    '"国 人"',
    "中国人",
)


def random_document(random_: random.Random, number: int) -> IndexDocument:
    def some(most: int) -> str:
        return random_.choice([" ", "  ", ", ", "\n"]).join(random_.choices(WORDS, k=random_.randint(0, most)))

    return IndexDocument(
        random_.choice(TYPES),
        str(number),
        some(4),
        some(12),
        random_.choice(DATES),
        some(2),
        some(2),
        random_.choice(KINDS),
        random_.choice(["", "en", "en-GB", "no"]),
        random_.choice(["", "A", "B"]),
        tuple(some(3) for _ in range(random_.randint(0, 2))),
        tuple(some(2) for _ in range(random_.randint(0, 2))),
        tuple(some(2) for _ in range(random_.randint(0, 1))),
        random_.choice(MOMENTS),
        random_.choice(("", "yes", "no")),
    )


def random_query(random_: random.Random, depth: int = 0) -> str:
    if depth > 2 or random_.random() < 0.45:
        return random_.choice(QUERIES)
    parts = [random_query(random_, depth + 1) for _ in range(random_.randint(1, 3))]
    shape = random_.random()
    if shape < 0.5:
        return random_.choice([" ", " AND ", " OR "]).join(parts)
    if shape < 0.7:
        return f"({' '.join(parts)})"
    if shape < 0.9:
        return f"{parts[0]} {random_.choice(['-', 'NOT '])}{random_.choice(WORDS)}"
    return f"NOT {parts[0]}"


@pytest.fixture(scope="module", params=[name for name in ENGINES if name != "scan"])
def corpora(request, tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[tuple[list[IndexDocument], Engine]]]:
    """Engines that had documents come, change and go, and what they should hold."""
    with ExitStack() as stack:
        made = []
        for seed in range(4):
            random_ = random.Random(seed)
            engine = stack.enter_context(closing(ENGINES[request.param](tmp_path_factory.mktemp("engine"))))
            documents = [random_document(random_, number) for number in range(40)]
            engine.put(documents[:25])
            engine.put(documents[25:])
            held = {document.key: document for document in documents}
            gone = [documents[5].key, documents[33].key]
            for number in (3, 30):
                # Of another type it has another key: the old one goes.
                gone.append(documents[number].key)
                changed = random_document(random_, number)
                engine.put([changed])
                held[changed.key] = changed
                gone = [key for key in gone if key != changed.key]
            engine.delete(gone)
            made.append(([document for key, document in held.items() if key not in gone], engine))
        yield made


MOMENTS = ("", "2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z", "2026-01-03T00:00:00Z")


def random_request(random_: random.Random, query: str, documents: list[IndexDocument]) -> SearchRequest:
    """``query`` with filters that something may pass, any facets, sort, limit and moment."""
    values = sorted({pair for document in random_.sample(documents, 5) for pair in facets_of(document)})
    return SearchRequest(
        query,
        limit=random_.choice((0, 1, 3, 10, 1000)),
        sort=random_.choice(SORTS),
        types=TYPES if random_.random() < 0.6 else tuple(random_.sample(TYPES, random_.randint(1, 3))),
        typing=random_.random() < 0.4,
        generation=random_.randint(0, 1 << 30),
        filters=tuple(random_.sample(values, random_.choice((0, 0, 1, 1, 2, 3)))),
        facets=FACETS if random_.random() < 0.6 else tuple(random_.sample(FACETS, random_.randint(0, 4))),
        values=random_.choice((0, 1, 3, 20, 1000)),
        since=random_.choice(MOMENTS),
        names=random_.choice(((), NAMES)),
    )


def agree(by_index: IndexAnswer, by_scan: IndexAnswer, request: SearchRequest) -> None:
    """Everything but the last digits of a score, and so the order by relevance, is the same."""
    assert (by_index.total, by_index.near_total, by_index.new) == (by_scan.total, by_scan.near_total, by_scan.new)
    assert {name: list(found.items()) for name, found in by_index.facets.items()} == {
        name: list(found.items()) for name, found in by_scan.facets.items()
    }
    assert (by_index.terms, by_index.error) == (by_scan.terms, by_scan.error)
    assert by_index.generation == by_scan.generation
    assert len(by_index.hits) == len(by_scan.hits)
    ours, theirs = ([(h.type, h.id, h.near, h.in_title) for h in one.hits] for one in (by_index, by_scan))
    if request.sort != "relevance":
        assert ours == theirs
    elif request.limit >= by_scan.total + by_scan.near_total:
        assert sorted(ours) == sorted(theirs)
    assert [hit.near for hit in by_index.hits] == [hit.near for hit in by_scan.hits]


@settings(max_examples=600, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 3), st.integers(0, 1 << 30))
def test_the_scan_and_the_index_give_the_same_answer(corpora, which, seed):
    documents, engine = corpora[which]
    random_ = random.Random(seed)
    request = random_request(random_, random_query(random_) if random_.random() < 0.95 else "", documents)
    agree(engine.search(request), scan(documents, request), request)


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.integers(0, 3),
    st.text(max_size=30) | st.text(alphabet='ab"()-*~: ORANDT.20+@|<>“：中', max_size=25),
    st.integers(0, 1 << 30),
)
def test_no_text_at_all_is_too_odd_to_be_a_query(corpora, which, query, seed):
    documents, engine = corpora[which]
    request = random_request(random.Random(seed), query, documents)
    agree(engine.search(request), scan(documents, request), request)
