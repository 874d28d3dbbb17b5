"""How many hits there are of each value of a facet.

Up to some thousands of hits: the values of each of them are looked up and counted, all facets at once. More: the hits
are compared with the documents of one value after another, the most frequent values first, until no further one could
be among those that are shown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from index.bits import Bits
from index.documents import foremost
from index.segment import Segment
from index.snapshot import Snapshot

_FIRST = 64
"""Values that are compared before it is asked whether more are needed."""
_LOOKED_UP = 8_000
"""Hits up to which their values are looked up."""


def count_facets(
    snapshot: Snapshot, facets: Iterable[str], found: Bits, total: int, most: int
) -> dict[str, dict[str, int]]:
    """Of each facet the ``most`` frequent values among the ``total`` documents ``found``, and how many of each."""
    if not total or not most:
        return {facet: {} for facet in facets}
    if total <= _LOOKED_UP:
        counted = [_looked_up(segment, bits) for segment, bits in _by_segment(snapshot, found)]
        return {facet: _named(facet, snapshot.segments, counted, most) for facet in facets}
    return {facet: _compared(snapshot, facet, found, most) for facet in facets}


def chosen(filters: Sequence[tuple[str, str]]) -> Iterator[tuple[str, list[str]]]:
    """The values that were chosen, facet by facet."""
    for name in dict.fromkeys(name for name, _ in filters):
        yield name, [value for facet, value in filters if facet == name]


def _by_segment(snapshot: Snapshot, found: Bits) -> Iterator[tuple[Segment, Bits]]:
    return zip(snapshot.segments, snapshot.parts(found), strict=True)


def _looked_up(segment: Segment, bits: Bits) -> NDArray[np.int64]:
    """How many of the documents hold each term of the facets."""
    return np.bincount(segment.facets_of(segment.numbers(bits)), minlength=len(segment.terms("facets")))


def _named(facet: str, segments: list[Segment], counted: list[NDArray[np.int64]], most: int) -> dict[str, int]:
    total: Counter[str] = Counter()
    for segment, counts in zip(segments, counted, strict=True):
        low, high = segment.facet(facet)
        here = counts[low:high]
        held = np.flatnonzero(here)
        if len(segments) == 1 and len(held) > 4 * most:
            # Those that are as frequent as the last that is shown stay: the name decides among them.
            least = np.partition(here[held], len(held) - most)[len(held) - most]
            held = held[here[held] >= least]
        for number in held.tolist():
            total[segment.value(low + number)] += int(here[number])
    return foremost(total, most)


def _compared(snapshot: Snapshot, facet: str, found: Bits, most: int) -> dict[str, int]:
    counted: dict[str, int] = {}
    rank = _FIRST
    while True:
        names, unseen = _frequent(snapshot.segments, facet, rank)
        for name in names - counted.keys():
            counted[name] = int(np.bitwise_count(snapshot.term("facets", f"{facet}={name}") & found).sum())
        ordered = sorted(counted.values(), reverse=True)
        if not unseen or (len(ordered) >= most and ordered[most - 1] > unseen):
            return foremost({name: number for name, number in counted.items() if number}, most)
        rank *= 4


def _frequent(segments: list[Segment], facet: str, rank: int) -> tuple[set[str], int]:
    """The ``rank`` most frequent values of each segment, and how many documents any other one holds at the most."""
    names: set[str] = set()
    unseen = 0
    for segment in segments:
        order, frequencies = segment.by_frequency(facet)
        names.update(segment.value(number) for number in order[:rank].tolist())
        unseen += int(frequencies[rank]) if len(order) > rank else 0
    return names, unseen
