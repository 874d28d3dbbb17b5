"""Which of many terms are one edit away from a word: ``index.edits`` by whole columns."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from index.edits import is_near
from index.terms import Terms, encoded

_WIDEST = 3
"""Bytes that one letter may have more than another."""


def one_edit_away(word: str, terms: Terms, candidates: NDArray[np.int64]) -> list[int]:
    """The numbers of those ``candidates`` among ``terms``, ascending."""
    wanted = np.frombuffer(encoded(word), np.uint8)
    sizes = terms.lengths()[candidates]
    found: list[int] = []
    for size in range(max(1, len(wanted) - 1 - _WIDEST), len(wanted) + 2 + _WIDEST):
        numbers = candidates[sizes == size]
        if not len(numbers):
            continue
        letters = terms.bytes_of(numbers, size)
        # Bytes are letters only where all of them are ASCII; the rest is compared as text.
        is_plain = (letters < 0x80).all(axis=1) if word.isascii() else np.zeros(len(numbers), np.bool_)
        if abs(size - len(wanted)) <= 1:
            near = _one_byte(wanted, letters[is_plain])
            found += numbers[is_plain][near].tolist()
        found += [number for number in numbers[~is_plain].tolist() if is_near(word, terms.text(number))]
    return sorted(found)


def _one_byte(wanted: NDArray[np.uint8], letters: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Which rows are one edit away: how far they agree with ``wanted`` from the front and from the back decides."""
    size, length = letters.shape[1], len(wanted)
    both = min(size, length)
    front = _agreeing(letters[:, :both] == wanted[:both])
    back = _agreeing((letters[:, size - both :] == wanted[length - both :])[:, ::-1])
    if size != length:
        return np.asarray(front + back >= both)
    near = np.asarray(front + back == size - 1)
    for row in np.flatnonzero(front + back == size - 2).tolist():
        at = int(front[row])
        near[row] = letters[row, at] == wanted[at + 1] and letters[row, at + 1] == wanted[at]
    return near


def _agreeing(same: NDArray[np.bool_]) -> NDArray[np.int64]:
    """How many are true before the first that is not, row by row."""
    if not same.shape[1]:
        return np.zeros(len(same), np.int64)
    return np.asarray(np.where(same.all(axis=1), same.shape[1], np.argmin(same, axis=1)))
