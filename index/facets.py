"""How many hits there are of each value of a facet.

Few hits: the values of each of them are looked up and counted, all facets at once. Many: the hits are compared with
the documents of one value after another, the most frequent values first, until no further one could be among those
that are shown; where too many could be, they are looked up as well.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from index.bits import Bits
from index.documents import foremost
from index.segment import Segment
from index.snapshot import Snapshot

_RANKS = (64, 256)
"""How many values are compared before it is asked whether more are needed."""
_FEW = 8
"""With fewer hits than one in so many documents their values are looked up."""


def count_facets(
    snapshot: Snapshot, facets: Sequence[str], found: Bits, total: int, most: int
) -> dict[str, dict[str, int]]:
    """Of each facet the ``most`` frequent values among the ``total`` documents ``found``, and how many of each."""
    if not total or not most:
        return {facet: {} for facet in facets}
    counted: dict[str, dict[str, int]] = {}
    if total * _FEW > snapshot.documents:
        compared = ((facet, _compared(snapshot, facet, found, most)) for facet in facets)
        counted = {facet: counts for facet, counts in compared if counts is not None}
    left = [facet for facet in facets if facet not in counted]
    if left:
        parts = zip(snapshot.segments, snapshot.parts(found), strict=True)
        looked_up = [_looked_up(segment, bits) for segment, bits in parts]
        counted |= {facet: _named(facet, snapshot.segments, looked_up, most) for facet in left}
    return counted


def chosen(filters: Sequence[tuple[str, str]]) -> Iterator[tuple[str, list[str]]]:
    """The values that were chosen, facet by facet."""
    for name in dict.fromkeys(name for name, _ in filters):
        yield name, [value for facet, value in filters if facet == name]


def _looked_up(segment: Segment, bits: Bits) -> NDArray[np.int64]:
    """How many of the documents hold each term of the facets."""
    return np.bincount(segment.facets_of(segment.numbers(bits)), minlength=len(segment.terms("facets")))


def _named(facet: str, segments: list[Segment], counted: list[NDArray[np.int64]], most: int) -> dict[str, int]:
    hashes, times, where = [], [], []
    for index, (segment, counts) in enumerate(zip(segments, counted, strict=True)):
        low, high = segment.facet(facet)
        held = np.flatnonzero(counts[low:high]) + low
        hashes.append(segment.pack["facets_hash"][held])
        times.append(counts[held])
        where.append((held << 16) + index)
    values, first, same = np.unique(np.concatenate(hashes), return_index=True, return_inverse=True)
    totals = np.bincount(same, np.concatenate(times)).astype(np.int64)
    shown = np.arange(len(values))
    if len(values) > most:
        # Those that are as frequent as the last that is shown stay: the name decides among them.
        shown = np.flatnonzero(totals >= np.partition(totals, len(totals) - most)[len(totals) - most])
    places = np.concatenate(where)[first[shown]].tolist()
    names = (segments[place & 0xFFFF].value(place >> 16) for place in places)
    return foremost(dict(zip(names, totals[shown].tolist(), strict=True)), most)


def _compared(snapshot: Snapshot, facet: str, found: Bits, most: int) -> dict[str, int] | None:
    """None where the most frequent values do not stand out."""
    for rank in _RANKS:
        names, unseen = _frequent(snapshot.segments, facet, rank)
        if not names:
            return {}
        rows = snapshot.rows(facet, names)
        counts = np.bitwise_count(rows & found).sum(axis=1, dtype=np.int64)
        least = int(np.partition(counts, len(counts) - most)[len(counts) - most]) if len(counts) >= most else -1
        if not unseen or least > unseen:
            counted = dict(zip(names, counts.tolist(), strict=True))
            return foremost({name: number for name, number in counted.items() if number}, most)
    return None


def _frequent(segments: list[Segment], facet: str, rank: int) -> tuple[tuple[str, ...], int]:
    """The ``rank`` most frequent values of each segment, and how many documents any other one holds at the most."""
    names: dict[str, None] = {}
    unseen = 0
    for segment in segments:
        values, next_one = segment.frequent(facet, rank)
        names.update(dict.fromkeys(values))
        unseen += next_one
    return tuple(names), unseen
