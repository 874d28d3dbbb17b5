"""How many hits there are of each value of a facet.

Few hits: the values of each of them are looked up and counted, all facets at once. Many: the hits are compared with
the documents of one value after another; or, for facets of many values, all postings of the facet with the hits.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from index.bits import Bits, Mask, mask_of
from index.documents import foremost
from index.pack import Array
from index.segment import Segment
from index.snapshot import Snapshot

_ROWS = 64
"""Values up to which a facet is counted by rows."""
Counts = NDArray[np.int64]

_FEW = 8
"""With fewer hits than one in so many documents their values are looked up."""


def count_facets(
    snapshot: Snapshot, facets: Sequence[str], found: Bits, total: int, most: int
) -> dict[str, dict[str, int]]:
    """Of each facet the ``most`` frequent values among the ``total`` documents ``found``, and how many of each."""
    if not total or not most:
        return {facet: {} for facet in facets}
    parts = list(zip(snapshot.segments, snapshot.parts(found), strict=True))
    if total * _FEW <= snapshot.documents:
        looked_up = [_looked_up(segment, bits) for segment, bits in parts]
        return {facet: _named(facet, snapshot.segments, looked_up, most) for facet in facets}
    masks = [mask_of(bits, segment.size) for segment, bits in parts]
    return {facet: _compared(snapshot, facet, found, masks, most) for facet in facets}


def chosen(filters: Sequence[tuple[str, str]]) -> Iterator[tuple[str, list[str]]]:
    """The values that were chosen, facet by facet."""
    for name in dict.fromkeys(name for name, _ in filters):
        yield name, [value for facet, value in filters if facet == name]


def _looked_up(segment: Segment, bits: Bits) -> Counts:
    """How many of the documents hold each term of the facets."""
    return np.bincount(segment.facets_of(segment.numbers(bits)), minlength=len(segment.terms("facets")))


def _compared(snapshot: Snapshot, facet: str, found: Bits, masks: list[Mask], most: int) -> dict[str, int]:
    """A facet of few values by its rows, one of many by its postings."""
    names = snapshot.values(facet, _ROWS)
    if names is None:
        counted = [_added_up(segment, facet, mask) for segment, mask in zip(snapshot.segments, masks, strict=True)]
        return _named(facet, snapshot.segments, counted, most)
    if not names:
        return {}
    counts = np.bitwise_count(snapshot.rows(facet, names) & found).sum(axis=1, dtype=np.int64)
    # The names are sorted, and the order of equally frequent ones stays.
    shown = np.argsort(-counts, kind="stable")[:most].tolist()
    return {names[at]: int(counts[at]) for at in shown if counts[at]}


def _added_up(segment: Segment, facet: str, mask: Mask) -> Counts:
    """The same as ``_looked_up``, for one facet: its postings are gone through."""
    terms = segment.terms("facets")
    counts = np.zeros(len(terms), np.int64)
    low, high = segment.facet(facet)
    if low < high:
        first = terms.first[low:high].astype(np.int64)
        held = mask[terms.documents(low, high)].view(np.uint8)
        counts[low:high] = np.add.reduceat(held, first - first[0], dtype=np.int64)
    return counts


def _named(facet: str, segments: list[Segment], counted: list[Counts], most: int) -> dict[str, int]:
    """The most frequent values over all segments, in which one value is known by its hash."""
    columns = [_held(segment, facet, counts) for segment, counts in zip(segments, counted, strict=True)]
    # In one segment so many different values are as frequent: a value that is among the first is in some segment at
    # least as frequent as its share of that.
    bound = max((_last_of(counts, most) for _, _, counts in columns), default=0)
    share = max(1, -(-bound // max(1, len(columns))))
    kept = np.unique(np.concatenate([hashes[counts >= share] for hashes, _, counts in columns]))
    if not len(kept):
        return {}
    totals, where = np.zeros(len(kept), np.int64), np.zeros(len(kept), np.int64)
    for index, (hashes, numbers, counts) in enumerate(columns):
        at = np.searchsorted(kept, hashes)
        at[at == len(kept)] = 0
        same = kept[at] == hashes
        totals[at[same]] += counts[same]
        where[at[same]] = (numbers[same] << 16) + index
    # Those that are as frequent as the last that is shown stay: the name decides among them.
    shown = np.flatnonzero(totals >= _last_of(totals, most))
    names = (segments[place & 0xFFFF].value(place >> 16) for place in where[shown].tolist())
    return foremost(dict(zip(names, totals[shown].tolist(), strict=True)), most)


def _held(segment: Segment, facet: str, counts: Counts) -> tuple[Array, Counts, Counts]:
    """Hash, number and count of each value that is held at all."""
    low, high = segment.facet(facet)
    numbers = np.flatnonzero(counts[low:high]) + low
    return segment.pack["facets_hash"][numbers], numbers, counts[numbers]


def _last_of(counts: Counts, most: int) -> int:
    """How frequent the last of the ``most`` most frequent is; 1 where there are not so many."""
    return int(np.partition(counts, len(counts) - most)[len(counts) - most]) if len(counts) >= most else 1
