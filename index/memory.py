"""What was worked out and may be asked for again, bounded by the bytes it takes."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

from index.bits import Bits

Kept = TypeVar("Kept")

_EACH = 200
"""Bytes that an entry takes beside its bits, roughly."""


class Memory:
    """Bits by what was asked; the longest unused go first."""

    def __init__(self, most: int) -> None:
        """``most`` is in bytes."""
        self._most = most
        self._held = 0
        self._bits: OrderedDict[Hashable, Bits] = OrderedDict()

    def get(self, what: Hashable, find: Callable[[], Bits]) -> Bits:
        """What is kept under ``what``, or what ``find`` finds, which is kept. Not to be changed by anybody."""
        bits = self._bits.get(what)
        if bits is not None:
            self._bits.move_to_end(what)
            return bits
        bits = find()
        self._bits[what] = bits
        self._held += bits.nbytes + _EACH
        while self._held > self._most and len(self._bits) > 1:
            _, gone = self._bits.popitem(last=False)
            self._held -= gone.nbytes + _EACH
        return bits

    def clear(self) -> None:
        self._bits.clear()
        self._held = 0


class Recent(Generic[Kept]):
    """What was asked last, bounded by what it weighs."""

    def __init__(self, most: int, weigh: Callable[[Kept], int]) -> None:
        self._most, self._weigh = most, weigh
        self._held = 0
        self._kept: OrderedDict[Hashable, Kept] = OrderedDict()

    def get(self, what: Hashable, find: Callable[[], Kept]) -> Kept:
        """What is kept under ``what``, or what ``find`` finds, which is kept."""
        kept = self._kept.get(what)
        if kept is not None:
            self._kept.move_to_end(what)
            return kept
        kept = self._kept[what] = find()
        self._held += self._weigh(kept)
        while self._held > self._most and len(self._kept) > 1:
            self._held -= self._weigh(self._kept.popitem(last=False)[1])
        return kept

    def clear(self) -> None:
        self._kept.clear()
        self._held = 0
