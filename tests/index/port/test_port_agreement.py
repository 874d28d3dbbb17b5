"""The index and the plain scan are two ways to one answer; random corpora and queries look for a third."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from index_help import CASE, append, build

from casefile.domain.search import TYPES, IndexDocument, SearchRequest
from index.port import IndexWriter, Searcher
from index.scan import scan

WORDS = (
    "wagner Wagner WAGNER wagnr vagner Medvedev Медведев Medwedew medvedevs co-operate cooperate co operate O'Brien’s "
    "obrien Straße strasse İstanbul istanbul Łódź naïve the a of police 2022 2022-06-01 12345 中国人民 中国 国 人民 "
    "القذافي قذافي Gaddafi Qadhafi anna@example.org https://www.example.org/a/b +47 22 12 34 56 4722123456 foo_bar "
    "e\u0301te été ete can't cant well-known wellknown שלום x y1 don't"
).split(" ")
KINDS = ("", "person", "organization", "lead")
DATES = ("", "2022", "2022-06", "2022-06-15", "2023-01-16", "2021-12-31")
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


@pytest.fixture(scope="module")
def corpora(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[list[IndexDocument], Searcher]]:
    """Indexes of several segments, with replaced and deleted documents, and what they should hold."""
    made = []
    for seed in range(4):
        random_ = random.Random(seed)
        directory = tmp_path_factory.mktemp("index")
        documents = {str(number): random_document(random_, number) for number in range(40)}
        build(directory, list(documents.values())[:25])
        append(directory, list(documents.values())[25:])
        keys = {document.key: number for number, document in documents.items()}
        changed = [random_document(random_, number) for number in (3, 30)]
        gone = [documents["5"].key, documents["33"].key]
        writer = IndexWriter.open_or_none(directory, *CASE)
        assert writer is not None
        with writer:
            for document in changed:
                gone += [documents[document.id].key] if documents[document.id].key != document.key else []
            writer.add(changed)
            writer.delete(gone)
            writer.commit(3, "hash3")
        for document in changed:
            documents[document.id] = document
        left = [document for document in documents.values() if document.key not in gone]
        assert len({document.key for document in left}) == len(left) <= len(keys)
        made.append((left, Searcher(directory)))
    return made


@settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 3), st.integers(0, 1 << 30), st.booleans(), st.sampled_from(["relevance", "date"]))
def test_the_scan_and_the_index_give_the_same_answer(corpora, which, seed, typing, sort):
    documents, searcher = corpora[which]
    random_ = random.Random(seed)
    types = TYPES if random_.random() < 0.7 else (random_.choice(TYPES),)
    request = SearchRequest(random_query(random_), 1000, sort, types, typing, seed, values=1000)
    by_index, by_scan = searcher.search(request), scan(documents, request)
    assert {(h.type, h.id, h.near) for h in by_index.hits} == {(h.type, h.id, h.near) for h in by_scan.hits}
    assert (by_index.total, by_index.near_total) == (by_scan.total, by_scan.near_total)
    assert by_index.total + by_index.near_total == len(by_index.hits)
    assert by_index.facets == by_scan.facets
    assert by_index.terms == by_scan.terms
    assert (by_index.error, by_index.generation) == (by_scan.error, by_scan.generation)


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 3), st.text(max_size=30) | st.text(alphabet='ab"()-*~: ORANDT.20+@', max_size=25), st.booleans())
def test_no_text_at_all_is_too_odd_to_be_a_query(corpora, which, query, typing):
    documents, searcher = corpora[which]
    request = SearchRequest(query, 1000, typing=typing, values=1000)
    by_index, by_scan = searcher.search(request), scan(documents, request)
    assert {(h.type, h.id, h.near) for h in by_index.hits} == {(h.type, h.id, h.near) for h in by_scan.hits}
    assert by_index.facets == by_scan.facets


def test_both_put_the_same_document_first(tmp_path: Path):
    documents = [
        IndexDocument("article", "1", "Harbour", "wagner " + "other words here " * 30),
        IndexDocument("article", "2", "Wagner", "wagner wagner in short"),
        IndexDocument("article", "3", "Long", "wagner wagner wagner " + "so many other words " * 60),
    ]
    build(tmp_path, documents)
    request = SearchRequest("wagner", types=("article",))
    with Searcher(tmp_path) as searcher:
        order = [hit.id for hit in searcher.search(request).hits]
    assert order[0] == "2"
    assert order == [hit.id for hit in scan(documents, request).hits]
