"""Where the terms of new documents wait until the commit: by term, in memory.

Whoosh's own pool keeps one tuple for each posting, writes runs of them to disk as single pickles and sorts them
back: three quarters of the time that adding an article takes. Here each term has one list, and only the terms
are sorted.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import repeat
from typing import Any

Item = tuple[str, bytes, int, float, bytes]


class Pool:
    """Takes the place of a Whoosh writer's ``pool``. Documents must come in ascending order."""

    def __init__(self) -> None:
        self._fields: dict[str, dict[bytes, list[Any]]] = {}
        self.size = 0

    def add(self, item: Item) -> None:
        """Take one posting: field, term, document number, weight, value."""
        field, term, number, weight, value = item
        self.size += 1
        terms = self._fields.get(field)
        if terms is None:
            terms = self._fields[field] = {}
        known = terms.get(term)
        if known is None:
            terms[term] = [number, weight, value]
        else:
            known += (number, weight, value)

    def iter_postings(self) -> Iterator[Item]:
        """Every posting, by field, term and document."""
        for field in sorted(self._fields):
            terms = self._fields[field]
            for term in sorted(terms):
                rows = terms[term]
                yield from zip(repeat(field), repeat(term), rows[::3], rows[1::3], rows[2::3], strict=False)

    def cleanup(self) -> None:
        """Forget everything."""
        self._fields.clear()
        self.size = 0
