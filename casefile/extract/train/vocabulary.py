"""Which word pieces the shipped model keeps: English text needs about half of BERT's."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from casefile.extract.names.wordpiece import SPECIAL, WordPieces

COMMONEST = 12_000  # BERT lists whole words by frequency
SEEN = 2  # rarer pieces stay if the training text has them this often


def read(folder: Path) -> list[str]:
    """BERT's word pieces, in the order of their numbers."""
    return (folder / "vocab.txt").read_text(encoding="utf-8").rstrip("\n").split("\n")


def kept(pieces: list[str], words: Iterable[str]) -> list[int]:
    """The numbers of the pieces that stay, in order.

    All single Latin letters, digits and marks stay, also as inner pieces, so that every Latin word can be cut.
    """
    cutter = WordPieces(pieces)
    counts: Counter[int] = Counter()
    for word, often in Counter(words).items():
        for number in cutter.cut(word):
            counts[number] += often
    numbers = []
    common = 0
    for number, piece in enumerate(pieces):
        letters = piece.removeprefix("##")
        latin = not piece.startswith("[unused") and _is_latin(letters)
        common += latin
        if piece in SPECIAL or counts[number] >= SEEN or (latin and (common <= COMMONEST or len(letters) == 1)):
            numbers.append(number)
    return numbers


def _is_latin(letters: str) -> bool:
    return all(not c.isalpha() or unicodedata.name(c, "").startswith("LATIN") for c in letters)
