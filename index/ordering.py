"""The first so many of what was found, by day or by score. Equal ones come in the order of their keys."""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from index.answering import EXACT
from index.bits import Bits, mask_of
from index.ranking import Ranking
from index.segment import Segment
from index.snapshot import Snapshot

_AHEAD = 4096


@dataclass(frozen=True, slots=True)
class Found:
    """A document of segment ``segment``. ``day`` is an ordinal, 0 without a date."""

    segment: int
    number: int
    day: int
    score: float
    key: str


def newest(snapshot: Snapshot, found: Bits, limit: int) -> list[Found]:
    """The newest first, undated last."""
    if not found.any():
        return []
    chosen = (
        Found(index, number, int(segment.days[number]), 0.0, segment.key(number))
        for index, (segment, bits) in enumerate(zip(snapshot.segments, snapshot.parts(found), strict=True))
        for number in _newest_in(segment, bits, limit)
    )
    return heapq.nsmallest(limit, chosen, key=lambda one: (-one.day, one.key))


def _newest_in(segment: Segment, bits: Bits, limit: int) -> list[int]:
    if not bits.any():
        return []
    mask, order = mask_of(bits, segment.size), segment.newest
    # What is found often is found among the newest already.
    first = order[:_AHEAD][mask[order[:_AHEAD]]]
    return list((first if len(first) >= limit else order[mask[order]])[:limit].tolist())


def best_scored(snapshot: Snapshot, ranking: Ranking, found: Bits, limit: int, how: str = EXACT) -> list[Found]:
    """The highest score first; of equal ones the newer."""
    chosen: list[Found] = []
    for index, (segment, bits) in enumerate(zip(snapshot.segments, snapshot.parts(found), strict=True)):
        numbers = segment.numbers(bits)
        if not len(numbers):
            continue
        scores = ranking.scores(index, how)[numbers]
        if len(numbers) > limit:
            # All that are as good as the last one stay: the day and the key decide among them.
            kept = scores >= np.partition(scores, len(scores) - limit)[len(scores) - limit]
            numbers, scores = numbers[kept], scores[kept]
        chosen += _cut(segment, index, numbers.tolist(), scores.tolist(), limit)
    return heapq.nsmallest(limit, chosen, key=lambda one: (-one.score, -one.day, one.key))


def _cut(segment: Segment, index: int, numbers: list[int], scores: list[float], limit: int) -> Iterator[Found]:
    rows = [(-score, -int(segment.days[number]), number) for number, score in zip(numbers, scores, strict=True)]
    for score, day, number in rows if len(rows) <= limit else _with_ties(rows, limit):
        yield Found(index, number, -day, -score, segment.key(number))


def _with_ties(rows: list[tuple[float, int, int]], limit: int) -> list[tuple[float, int, int]]:
    rows = sorted(rows)
    last = rows[limit - 1][:2]
    return [row for row in rows if row[:2] <= last]
