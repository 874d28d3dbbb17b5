"""The index as it stood at one moment: its segments side by side, and what a query finds in all of them.

Documents of all segments have their bits in one row; each segment begins at a multiple of 64.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Hashable, Sequence
from functools import cached_property, reduce

import numpy as np
from numpy.typing import NDArray

from index.answering import EXACT, relaxes, steps_to
from index.bits import Bits, count, pack_mask, words_for
from index.memory import Memory
from index.segment import Segment
from index.tree import And, Node, Not, Or, Word

_MOST = 24 << 20


class Snapshot:
    """Segments, and for each of them the numbers of its deleted documents."""

    def __init__(self, segments: Sequence[Segment], deleted: Sequence[Sequence[int]]) -> None:
        self.segments = list(segments)
        self.widths = [words_for(segment.size) for segment in segments]
        self.bases = [sum(self.widths[:number]) for number in range(len(segments))]
        self.live = self._joined([_living(segment.size, gone) for segment, gone in zip(segments, deleted, strict=True)])
        self.nothing: Bits = np.zeros_like(self.live)
        self.documents = count(self.live)
        self._memory = Memory(_MOST)
        self._rows: dict[str, Bits] = {}
        self._values: dict[str, tuple[str, ...] | None] = {}

    def _joined(self, parts: list[Bits]) -> Bits:
        if len(parts) == 1:
            return parts[0]
        return np.concatenate(parts) if parts else np.empty(0, np.uint64)

    def over(self, what: Hashable, find: Callable[[Segment], Bits]) -> Bits:
        """What ``find`` says of each segment, in one row; kept under ``what``."""
        if len(self.segments) == 1:
            return find(self.segments[0])
        return self._memory.get(what, lambda: self._joined([find(segment) for segment in self.segments]))

    def term(self, field: str, term: str) -> Bits:
        """The documents that hold a term, deleted ones among them."""
        return self.over((field, term), lambda segment: segment.term(field, term))

    @cached_property
    def days(self) -> NDArray[np.uint32]:
        """The day of every document by its number over all segments, as an ordinal; 0 without a date."""
        days = np.zeros(len(self.live) * 64, np.uint32)
        for segment, base in zip(self.segments, self.bases, strict=True):
            days[base * 64 : base * 64 + segment.size] = segment.days
        return days

    @cached_property
    def newest(self) -> NDArray[np.int64]:
        """The numbers of all documents, the latest day first."""
        orders = [
            segment.newest.astype(np.int64) + base * 64 for segment, base in zip(self.segments, self.bases, strict=True)
        ]
        orders.sort(key=len, reverse=True)
        merged = orders[0] if orders else np.empty(0, np.int64)
        for order in orders[1:]:
            # Each is sorted already: the smaller are put between the others.
            ages = -self.days[merged].astype(np.int64)
            merged = np.insert(merged, np.searchsorted(ages, -self.days[order].astype(np.int64), "right"), order)
        return merged

    def key(self, number: int) -> str:
        """The key of a document by its number over all segments."""
        at = bisect_right(self.bases, number >> 6) - 1
        return self.segments[at].key(number - self.bases[at] * 64)

    def first_by_key(self, numbers: NDArray[np.int64], most: int) -> NDArray[np.int64]:
        """Of documents by their numbers, ascending or not, those that can be among the ``most`` first by key: the first
        of each segment, in which the keys have numbers."""
        if len(numbers) <= most:
            return numbers
        kept = []
        for segment, base in zip(self.segments, self.bases, strict=True):
            inside = numbers - base * 64
            inside = inside[(inside >= 0) & (inside < segment.size)]
            if len(inside) > most:
                inside = inside[np.argpartition(segment.pack["key_of"][inside], most - 1)[:most]]
            kept.append(inside + base * 64)
        return np.concatenate(kept)

    def values(self, facet: str, most: int) -> tuple[str, ...] | None:
        """Every value of a facet, sorted; None where a segment has more than ``most``."""
        if facet not in self._values:
            spans = [(segment, range(*segment.facet(facet))) for segment in self.segments]
            are_few = all(len(span) <= most for _, span in spans)
            names = {segment.value(number) for segment, span in spans for number in span} if are_few else set()
            self._values[facet] = tuple(sorted(names)) if are_few else None
        return self._values[facet]

    def rows(self, facet: str, values: tuple[str, ...]) -> Bits:
        """The documents of each value of a facet, a row each; ``values`` are all of them."""
        known = self._rows.get(facet)
        if known is None:
            known = self._rows[facet] = np.stack([self.term("facets", f"{facet}={value}") for value in values])
        return known

    def find(self, node: Node, how: str = EXACT) -> Bits:
        """The living documents that ``node`` finds, words relaxed as far as ``how``."""
        return self._find(node, how) & self.live

    def _find(self, node: Node, how: str) -> Bits:
        if isinstance(node, And):
            return reduce(np.bitwise_and, (self._find(part, how) for part in node.parts))
        if isinstance(node, Or):
            return reduce(np.bitwise_or, (self._find(part, how) for part in node.parts))
        if isinstance(node, Not):
            return ~self._find(node.part, EXACT)
        found = self.over(node, lambda segment: segment.leaf(node))
        if isinstance(node, Word) and how != EXACT:
            for step in steps_to(how):
                if relaxes(node, step):
                    found = found | self.near(node, step)
        return found

    def near(self, word: Word, how: str) -> Bits:
        """The documents with a word near this one, deleted ones among them."""
        return self.over((word, how), lambda segment: segment.near(word, how))

    def parts(self, bits: Bits) -> list[Bits]:
        """The same, segment by segment."""
        if len(self.segments) == 1:
            return [bits]
        return [bits[base : base + width] for base, width in zip(self.bases, self.widths, strict=True)]


def _living(size: int, deleted: Sequence[int]) -> Bits:
    mask: NDArray[np.bool_] = np.ones(size, np.bool_)
    mask[list(deleted)] = False
    return pack_mask(mask)
