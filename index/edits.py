"""Words one edit apart: a letter put in, left out, changed, or two neighbours swapped."""

from __future__ import annotations


def is_near(one: str, other: str) -> bool:
    """Whether the two are different and one edit apart (Damerau and Levenshtein, restricted)."""
    if abs(len(one) - len(other)) > 1 or one == other:
        return False
    if len(one) > len(other):
        one, other = other, one
    start = 0
    while start < len(one) and one[start] == other[start]:
        start += 1
    if len(one) < len(other):
        return one[start:] == other[start + 1 :]
    if one[start + 1 :] == other[start + 1 :]:
        return True
    return one[start : start + 2] == other[start : start + 2][::-1] and one[start + 2 :] == other[start + 2 :]
