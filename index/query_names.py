"""``entity:`` and the names of one entity: who is found by one of them is found by all of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from casefile.domain.search import IndexDocument
from index.answering import EXACT
from index.document_view import View
from index.query_nodes import phrase
from index.tree import And, Node, Not, Or, Phrase, Word

Names = Sequence[str]


def entity_terms(node: Node) -> Iterator[Word | Phrase]:
    """What ``entity:`` is asked for in ``node``, exclusions too."""
    if isinstance(node, Word | Phrase):
        if node.field == "entity":
            yield node
    elif isinstance(node, Not):
        yield from entity_terms(node.part)
    elif isinstance(node, And | Or):
        for part in node.parts:
            yield from entity_terms(part)


def is_called(term: Word | Phrase, names: Names) -> bool:
    """Whether ``entity:`` with this word or phrase means the entity of these names."""
    return any(_view(name).matches(term, EXACT) for name in names)


def with_names(node: Node, groups: Sequence[Names]) -> Node:
    """``node`` in which each term of ``entity:`` also finds the names of those it means, linked or in the text."""
    if isinstance(node, Word | Phrase):
        if node.field != "entity":
            return node
        meant = dict.fromkeys(name for names in groups if is_called(node, names) for name in names)
        found = [part for name in meant for field in ("entity", "") if (part := phrase(name, field)) is not None]
        return Or((node, *found)) if found else node
    if isinstance(node, Not):
        return Not(with_names(node.part, groups))
    if isinstance(node, And | Or):
        return type(node)(tuple(with_names(part, groups) for part in node.parts))
    return node


@lru_cache(maxsize=1 << 14)
def _view(name: str) -> View:
    return View(IndexDocument("entity", "", name, ""))
