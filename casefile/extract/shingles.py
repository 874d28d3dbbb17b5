"""Runs of words that two texts share: sampled, to find what reads alike among many; whole, to say how much it is.

A run is five words, folded (five letters where a script has no blanks); its hash has 48 bits and is the same in every
process. Kept are the hashes below a threshold (modular sampling: A. Broder, 1997): one in sixteen, so that how much of
a short text stands in a long one can be told as well as how alike two are; of a long text one in 32, 64, …, and of a
short one the twelve smallest.
"""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Collection, KeysView, Sequence
from dataclasses import dataclass
from functools import lru_cache

from casefile.domain.folding import fold
from casefile.extract.alignment import pieces

MADE_BY = "shingles/1"
"""Changes with everything here that changes a sketch: those that another version made are made anew."""

RUN = 5
LEAST = 30
"""Words of a text that is compared with others at all."""
LONGEST = 2_000_000
"""Code points of a text that are looked at; what lies behind is not compared."""

_ONE_IN = 16
_LEAST_KEPT, _MOST_KEPT = 12, 2048
_BITS = 48
_WHOLE = 1 << _BITS
_MASK = (1 << 64) - 1
_A, _B, _C, _D = 0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB, 0xD6E8FEB86659FD93


@dataclass(frozen=True, slots=True)
class Sketch:
    """Hashes below ``limit``, sorted, of everything that a text has below it."""

    hashes: tuple[int, ...]
    limit: int

    def packed(self) -> bytes:
        """Six bytes a hash, most significant first; the limit in front. Nothing for a text that is not compared."""
        return b"".join(value.to_bytes(6, "big") for value in (self.limit - 1, *self.hashes)) if self.hashes else b""


def unpacked(data: bytes) -> Sketch:
    """The sketch that ``packed`` wrote."""
    values = [int.from_bytes(data[at : at + 6], "big") for at in range(0, len(data), 6)]
    return Sketch(tuple(values[1:]), values[0] + 1 if values else 0)


def sketch(text: str) -> Sketch:
    """What is kept of ``text``: nothing where it is too short to be told from others."""
    return sketch_of(hashes(text))


def sketch_of(found: Sequence[int]) -> Sketch:
    """The sketch of a text with these ``hashes``."""
    if len(found) < LEAST - RUN + 1:
        return Sketch((), 0)
    every = sorted(set(found))
    limit = _WHOLE // _ONE_IN
    kept = [value for value in every if value < limit]
    while len(kept) > _MOST_KEPT:
        limit //= 2
        kept = [value for value in kept if value < limit]
    if len(kept) < _LEAST_KEPT:
        kept = every[:_LEAST_KEPT]
        limit = kept[-1] + 1
    return Sketch(tuple(kept), limit)


def alike(one: Sketch, other: Sketch) -> tuple[int, float, float]:
    """How many hashes both have, and the share of either one's, where both would have kept them."""
    limit = min(one.limit, other.limit)
    left = {value for value in one.hashes if value < limit}
    right = {value for value in other.hashes if value < limit}
    both = len(left & right)
    return both, both / len(left) if left else 0.0, both / len(right) if right else 0.0


def hashes(text: str) -> array[int]:
    """The hash of the run that begins at each word of ``text``, in order."""
    words = [_hash_of(word) for _, word in pieces(text[:LONGEST])]
    runs = zip(*(words[shift:] for shift in range(RUN)), strict=False)
    # Words are hashed evenly, and so is every sum of them times odd numbers: it needs no further mixing.
    return array("Q", [(a * _A + b * _B + c * _C + d * _D + e & _MASK) >> (64 - _BITS) for a, b, c, d, e in runs])


class Runs:
    """The runs of one text, and where they stand."""

    def __init__(self, text: str) -> None:
        self.hashes = hashes(text)
        self.words = len(self.hashes) + RUN - 1 if self.hashes else 0
        self._places: dict[int, int] = {}
        self._again: list[tuple[int, int]] = []
        for at, value in enumerate(self.hashes):
            if self._places.setdefault(value, at) != at:
                self._again.append((value, at))
        self.every: KeysView[int] = self._places.keys()

    def covered(self, shared: Collection[int]) -> bytearray:
        """For each word whether it stands in a run whose hash is among ``shared``, all of them this text's: 1, or 0."""
        marks = bytearray(self.words)
        ones = b"\x01" * RUN
        for value in shared:
            at = self._places[value]
            marks[at : at + RUN] = ones
        for value, at in self._again:
            if value in shared:
                marks[at : at + RUN] = ones
        return marks


@lru_cache(maxsize=1 << 16)
def _hash_of(word: str) -> int:
    return int.from_bytes(hashlib.blake2b(fold(word).encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")
