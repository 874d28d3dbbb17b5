"""Words near each other: side by side in order, or with at most so many others between."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import permutations

ANY_ORDER = 4
"""Words up to which every order is tried; more of them are looked for in the order in which they were asked."""

Place = tuple[int, int]


def in_order(columns: Sequence[Sequence[Place]], slop: int) -> bool:
    """Whether each column has a place (first and last position) such that they follow one another.

    ``columns`` holds, word by word, where it stands. Without ``slop`` each begins right after the one before
    ends; with it, at most ``slop`` other words lie between them in all, in any order (of more than four words:
    in this order).
    """
    if not all(columns):
        return False
    if slop == 0:
        ends = {last for _, last in columns[0]}
        for column in columns[1:]:
            ends = {last for first, last in column if first - 1 in ends}
            if not ends:
                return False
        return True
    ordered = [sorted(column) for column in columns]
    orders = permutations(ordered) if len(ordered) <= ANY_ORDER else [tuple(ordered)]
    return any(_follows(start, order[1:], slop) for order in orders for start in order[0])


def _follows(start: Place, later: Sequence[Sequence[Place]], slop: int) -> bool:
    """The earliest place of each next word is the best one; words over several positions count as one step."""
    end, between = start[1], 0
    for column in later:
        at = bisect_right(column, (end, 1 << 60))
        if at == len(column):
            return False
        first, last = column[at]
        between += first - end - 1
        if between > slop:
            return False
        end = last
    return True
