"""The orders that passages are read in: by the words beside the hit, by the hit, by source and date."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from heapq import merge
from itertools import islice
from typing import Any

from casefile.domain.concordance import FARTHEST, LEFT, RIGHT, Line, Order
from casefile.domain.folding import fold
from casefile.domain.span import Span
from index.analysis import chunks

NOTHING = "\U0010ffff"
"""Sorts behind every word: a hit with no word beside it."""
_NEAR = 16
"""Code points that are looked through for each word before a hit, before all are."""
_PORTION = 3_000

_Part = tuple[int, int, str]


def beside(line: Line, order: Order) -> Span | None:
    """Where in ``line.left`` or ``line.right`` the word stands that ``order`` sorts by; None where there is none."""
    if not order.side:
        return None
    parts = _before(line.left, order.word) if order.side == LEFT else _behind(line.right, order.word)
    return Span(*parts[order.word - 1][:2]) if len(parts) >= order.word else None


def _behind(context: str, number: int) -> list[_Part]:
    """The first words of ``context``, ``number`` of them where there are so many."""
    return list(islice(_parts(context, 0), number))


def _before(context: str, number: int) -> list[_Part]:
    """The last words of ``context``, the last one first."""
    low = max(0, len(context) - _NEAR * number)
    low = context.find(" ", low) if low else 0
    parts = list(_parts(context, max(0, low)))
    if len(parts) < number and low > 0:
        parts = list(_parts(context, 0))
    return parts[::-1][:number]


def _parts(context: str, start: int) -> Iterator[_Part]:
    for at, cut in chunks(context, start):
        for first, last, word in cut.parts:
            yield at + first, at + last, word


def place_of(line: Line) -> int:
    """Article and place in it as one number."""
    return line.source.article << 40 | line.span.start


def in_portions(places: Sequence[int], keys: Sequence[Any], *, reverse: bool = False) -> list[int]:
    """``places`` sorted by their ``keys``, equal ones as they stood. A sort is one call that holds up every other
    thread; the portions are sorted one by one, and merging them lets the others have their turns."""
    key = keys.__getitem__
    portions = [
        sorted(places[start : start + _PORTION], key=key, reverse=reverse) for start in range(0, len(places), _PORTION)
    ]
    return list(merge(*portions, key=key, reverse=reverse)) if len(portions) > 1 else [*(portions or [[]])[0]]


def key_of(order: Order) -> Callable[[Line], str]:
    """What lines are compared by in ``order``: one string, words folded, so that no locale has a say."""
    if order.by == "hit":
        return _hit_key
    if order.by == LEFT:
        return lambda line: _joined(_before(line.left, order.word + FARTHEST - 1)[order.word - 1 :])
    if order.by == RIGHT:
        return lambda line: _joined(_behind(line.right, order.word + FARTHEST - 1)[order.word - 1 :])
    return lambda line: line.source.day


def _hit_key(line: Line) -> str:
    shown = " ".join(line.hit.split())
    return f"{fold(shown)}\x00{shown}"


def _joined(parts: Sequence[_Part]) -> str:
    return "\x00".join([*(word for _, _, word in parts), *[NOTHING] * (FARTHEST - len(parts))])
