"""Which words of a vocabulary are one edit away from a word, by looking at every one of them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np


def one_edit_away(word: str, vocabulary: Sequence[str]) -> list[str]:
    """The words that differ by a letter put in, left out or changed, or by two neighbours swapped."""
    found = []
    for size in (len(word) - 1, len(word), len(word) + 1):
        others = [other for other in vocabulary if len(other) == size] if size else []
        if others:
            found += [other for other, near in zip(others, _near(word, others, size), strict=True) if near]
    return found


def _near(word: str, others: list[str], size: int) -> list[bool]:
    """For others of one length: how far they agree from the front and from the back decides."""
    letters = np.array(others, f"<U{size}").view(np.uint32).reshape(len(others), size)
    mine = np.array([word], f"<U{len(word)}").view(np.uint32)
    both = min(size, len(word))
    front = np.cumprod(letters[:, :both] == mine[:both], axis=1).sum(axis=1)
    back = np.cumprod(letters[:, size - both :][:, ::-1] == mine[len(word) - both :][::-1], axis=1).sum(axis=1)
    longest = max(size, len(word))
    if size != len(word):
        near = front + back >= longest - 1
    else:
        near = front + back == size - 1
        for row in np.flatnonzero(front + back == size - 2):
            at = int(front[row])
            near[row] = letters[row, at] == mine[at + 1] and letters[row, at + 1] == mine[at]
    return [bool(one) for one in near]
