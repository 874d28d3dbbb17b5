"""The first so many of what was found, by day or by score. Equal ones come in the order of their keys.

Documents are numbered over the whole snapshot.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from index.answering import EXACT
from index.bits import Bits, mask_of, numbers_of
from index.ranking import Ranking
from index.snapshot import Snapshot

_AHEAD = 4096
_FEW = 32
"""With fewer hits than one in so many documents they are put in order themselves."""


def newest(snapshot: Snapshot, found: Bits, limit: int) -> list[int]:
    """The newest first, undated last."""
    if not found.any() or limit <= 0:
        return []
    numbers, days = _newest(snapshot, found, limit), snapshot.days
    if len(numbers) > limit:
        # Among those of the last day their keys decide.
        last = days[numbers[limit - 1]]
        later, equal = numbers[days[numbers] > last], numbers[days[numbers] == last]
        numbers = np.concatenate((later, snapshot.first_by_key(equal, limit - len(later))))
    return _in_order(snapshot, numbers, -days[numbers].astype(np.int64))[:limit]


def _newest(snapshot: Snapshot, found: Bits, limit: int) -> NDArray[np.int64]:
    """Those of ``found`` in the order of their days, the first ``limit`` at least and all of the last one's day."""
    numbers = numbers_of(found) if int(np.count_nonzero(found)) * _FEW < len(snapshot.days) else None
    if numbers is not None and len(numbers) * _FEW < len(snapshot.days):
        return np.asarray(numbers[np.argsort(-snapshot.days[numbers].astype(np.int64), kind="stable")])
    mask, order = mask_of(found, len(snapshot.days)), snapshot.newest
    # What is found often is found among the newest already.
    ahead = order[:_AHEAD]
    first = ahead[mask[ahead]]
    if len(first) > limit and snapshot.days[first[limit - 1]] != snapshot.days[ahead[-1]]:
        return np.asarray(first)
    return np.asarray(order[mask[order]])


def _in_order(snapshot: Snapshot, numbers: NDArray[np.int64], ranks: NDArray[np.int64]) -> list[int]:
    """``numbers``, which are sorted by ``ranks``, with equal ones by key."""
    ordered = numbers.tolist()
    if len(ranks) > 1 and bool((ranks[1:] == ranks[:-1]).any()):
        keyed = zip(ranks.tolist(), map(snapshot.key, ordered), ordered, strict=True)
        return [number for _, _, number in sorted(keyed)]
    return list(ordered)


def best_scored(
    snapshot: Snapshot, ranking: Ranking, found: Bits, limit: int, how: str = EXACT
) -> list[tuple[int, float]]:
    """The highest score first, with it; of equal ones the newer."""
    numbers = numbers_of(found)
    if not len(numbers) or limit <= 0:
        return []
    scores = ranking.scores(how)[numbers]
    if len(numbers) > limit:
        # All that are as good as the last one stay: the day and the key decide among them.
        kept = scores >= np.partition(scores, len(scores) - limit)[len(scores) - limit]
        numbers, scores = numbers[kept], scores[kept]
    days = snapshot.days[numbers].astype(np.int64)
    order = np.lexsort((-days, -scores))
    numbers, scores, days = numbers[order], scores[order], days[order]
    if len(numbers) > limit:
        # Among those that are as good and as new as the last one their keys decide.
        equal = (scores == scores[limit - 1]) & (days == days[limit - 1])
        first = int(np.argmax(equal))
        chosen = snapshot.first_by_key(numbers[equal], limit - first)
        numbers = np.concatenate((numbers[:first], chosen))
        scores = np.concatenate((scores[:first], np.full(len(chosen), scores[first])))
        days = np.concatenate((days[:first], np.full(len(chosen), days[first])))
    is_other = (scores[1:] != scores[:-1]) | (days[1:] != days[:-1])
    score_of = dict(zip(numbers.tolist(), scores.tolist(), strict=True))
    ordered = _in_order(snapshot, numbers, np.cumsum(np.concatenate(([False], is_other))))
    return [(number, score_of[number]) for number in ordered[:limit]]
