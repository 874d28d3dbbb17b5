"""Many documents of one day, and as good as each other, come in the order of their keys, however they came in."""

from __future__ import annotations

import random

import pytest
from index_help import article

from casefile.domain.search import SORTS, SearchRequest

DAYS = ("", "2020-01-01", "2020-01-02")


@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize("seed", range(3))
def test_equal_ones_come_by_key_over_all_segments(engine, seed, sort):
    random_ = random.Random(seed)
    documents = [article(f"{number:03d}", "anna", date=random_.choice(DAYS)) for number in range(240)]
    random_.shuffle(documents)
    for begin, end in ((0, 90), (90, 100), (100, 101), (101, 240)):
        engine.put(documents[begin:end])
    gone = {document.key for document in random_.sample(documents, 30)}
    engine.delete(sorted(gone))
    left = sorted((document for document in documents if document.key not in gone), key=lambda one: one.key)
    ordered = [document.id for document in sorted(left, key=lambda one: one.date, reverse=True)]
    for limit in (1, 2, 60, 69, 75, 130, 145, 209, 210, 500):
        hits = engine.search(SearchRequest("anna", limit=limit, sort=sort)).hits
        assert [hit.id for hit in hits] == ordered[:limit]
