"""How this room keeps its lists of words: as text, so that a list reads and changes like one."""

from __future__ import annotations


def word_list(*blocks: str) -> frozenset[str]:
    """The words of the blocks, which stand between white space."""
    return frozenset(word for block in blocks for word in block.split())
