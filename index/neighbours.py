"""Words near each other in many documents at once: ``index.phrases`` by whole columns.

A place is one number, its document above and its position below, so that places of different documents are never
near each other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import permutations

import numpy as np
from numpy.typing import NDArray

from index.phrases import ANY_ORDER

_SHIFT = 33
_MANY = 20_000
"""Places of both words from which on they are put together instead of being looked up in each other."""

Places = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Column:
    """Where one word stands: first and last place, sorted by first and last; one array where no place is wide."""

    first: Places
    last: Places

    @staticmethod
    def of(documents: Places, first: Places, last: Places) -> Column:
        """Places from documents and positions, in the order in which they are given."""
        base = documents << _SHIFT
        begins = base + first
        return Column(begins, begins if last is first else base + last)

    @property
    def is_plain(self) -> bool:
        """Whether every place is one position, none of them twice."""
        return self.first is self.last

    @staticmethod
    def joined(parts: Sequence[Column], *, are_sorted: bool) -> Column:
        """One column of several; ``are_sorted``: each part is, so that a single one is left as it is."""
        if len(parts) == 1 and are_sorted:
            return parts[0]
        if not parts:
            return Column(np.empty(0, np.int64), np.empty(0, np.int64))
        first, last = (np.concatenate([getattr(part, name) for part in parts]) for name in ("first", "last"))
        order = np.lexsort((last, first))
        return Column(first[order], last[order])


def following(columns: Sequence[Column], slop: int) -> Places:
    """The documents in which each column has a place such that they follow one another, as ``in_order`` has it;
    some may come several times."""
    if not all(len(column.first) for column in columns):
        return np.empty(0, np.int64)
    if slop == 0:
        return _side_by_side(columns) >> _SHIFT
    orders = permutations(columns) if len(columns) <= ANY_ORDER else [tuple(columns)]
    return np.concatenate([_within(order, slop) for order in orders]) >> _SHIFT


def _side_by_side(columns: Sequence[Column]) -> Places:
    ends, is_plain = columns[0].last, columns[0].is_plain
    for column in columns[1:]:
        is_plain = is_plain and column.is_plain
        if is_plain and min(len(ends), len(column.first)) > _MANY:
            ends = _common(ends + 1, column.first)
        elif len(ends) >= len(column.first):
            ends = column.last[_among(column.first - 1, ends)]
        else:
            ends = _continued(ends, column)
        if not len(ends):
            break
    return ends


def _common(one: Places, other: Places) -> Places:
    """What both hold; neither holds anything twice. Both are sorted, which a stable sort of the two makes use of."""
    both = np.concatenate((one, other))
    both.sort(kind="stable")
    return np.asarray(both[1:][both[1:] == both[:-1]])


def _among(wanted: Places, places: Places) -> NDArray[np.bool_]:
    """Which of ``wanted`` are in ``places``."""
    sorted_places = places if (places[1:] >= places[:-1]).all() else np.sort(places)
    at = np.searchsorted(sorted_places, wanted)
    at[at == len(sorted_places)] = 0
    return np.asarray(sorted_places[at] == wanted)


def _continued(ends: Places, column: Column) -> Places:
    """The same from the shorter side: a place of the column right after each of ``ends``, with every last place."""
    low, high = np.searchsorted(column.first, ends + 1), np.searchsorted(column.first, ends + 1, side="right")
    many = high - low
    before = np.cumsum(many) - many
    return column.last[np.repeat(low - before, many) + np.arange(int(many.sum()))]


def _within(order: Sequence[Column], slop: int) -> Places:
    """From each place of the first column on, the earliest of each next one is the best."""
    starts, ends = order[0].first, order[0].last
    between = np.zeros(len(ends), np.int64)
    for column in order[1:]:
        at = np.searchsorted(column.first, ends, side="right")
        kept = at < len(column.first)
        at, between, starts, ends = at[kept], between[kept], starts[kept], ends[kept]
        between = between + column.first[at] - ends - 1
        near = between <= slop
        starts, ends, between = starts[near], column.last[at][near], between[near]
    return starts
