"""Clusters over the names that a careful reader marked in twenty articles: no engine's misses come in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable
from itertools import product

import pytest
from reading_set import PARTS, articles, load

from casefile.domain.extraction import FoundName
from casefile.domain.kinds import Kind
from casefile.domain.span import Span
from casefile.extract.clusters import cluster


def groups(identities: Iterable[Hashable]) -> set[frozenset[int]]:
    """The places of equal identities."""
    found = defaultdict(set)
    for place, identity in enumerate(identities):
        found[identity].add(place)
    return {frozenset(group) for group in found.values()}


@pytest.mark.parametrize("part", PARTS)
def test_nine_of_ten_clusters_of_marked_names_are_those_of_the_reader(part: str) -> None:
    right, wrong, missed = 0, 0, 0
    for article in articles(part):
        text, gold = load(article)
        marked = sorted(gold["mentions"], key=lambda mention: mention["start"])
        names = [
            FoundName(Span(mention["start"], mention["end"]), Kind(mention["kind"]), "", "reader", "1", "", None)
            for mention in marked
        ]
        placed, _ = cluster(text, names)
        wanted, found = groups(mention["cluster"] for mention in marked), groups(name.cluster for name in placed)
        right, wrong, missed = right + len(wanted & found), wrong + len(found - wanted), missed + len(wanted - found)
        # What is wrong leaves apart what belongs together: two things are never made one.
        assert not any(mine & theirs and not mine <= theirs for mine, theirs in product(found, wanted)), article.name
    assert 2 * right / (2 * right + wrong + missed) >= 0.9
