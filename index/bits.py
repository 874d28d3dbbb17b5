"""Sets of documents as bits: number n is bit n, 64 to a word, so that AND, OR, NOT and counting are one pass each."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Bits = NDArray[np.uint64]
Mask = NDArray[np.bool_]
Numbers = NDArray[np.integer[Any]]


def words_for(size: int) -> int:
    """How many 64-bit words hold ``size`` bits."""
    return -(-size // 64)


def none_of(size: int) -> Bits:
    """No document of ``size``."""
    return np.zeros(words_for(size), dtype=np.uint64)


def pack_mask(mask: Mask) -> Bits:
    """A mask of bytes as bits."""
    packed = np.packbits(mask, bitorder="little")
    if len(packed) % 8:
        packed = np.concatenate((packed, np.zeros(-len(packed) % 8, dtype=np.uint8)))
    return packed.view(np.uint64)


def pack_numbers(numbers: Numbers, size: int) -> Bits:
    """These numbers, in any order and as often as they come, as bits."""
    mask = np.zeros(size, dtype=np.bool_)
    mask[numbers] = True
    return pack_mask(mask)


def mask_of(bits: Bits, size: int) -> Mask:
    """Bits as a mask of ``size`` bytes."""
    return np.unpackbits(bits.view(np.uint8), count=size, bitorder="little").view(np.bool_)


def numbers_of(bits: Bits) -> NDArray[np.int64]:
    """The numbers of the set bits, ascending. Costs what the set holds and a look at every word."""
    words = np.flatnonzero(bits)
    if len(words) * 4 > len(bits):
        return np.flatnonzero(np.unpackbits(bits.view(np.uint8), bitorder="little"))
    inside = np.flatnonzero(np.unpackbits(bits[words].view(np.uint8), bitorder="little"))
    return np.asarray(words[inside >> 6] * 64 + (inside & 63))


def count(bits: Bits) -> int:
    """How many bits are set."""
    return int(np.bitwise_count(bits).sum(dtype=np.int64))
