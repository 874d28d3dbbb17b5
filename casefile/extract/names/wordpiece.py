"""A text as the name model sees it: words, their pieces and how they are written.

The pieces are BERT's: a word is lower-cased, its accents are taken off, and the longest known piece is cut from its
front again and again. Since that forgets capitals, each piece carries a class of its word's spelling beside it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

PAD, UNKNOWN, BEGIN, END = "[PAD]", "[UNK]", "[CLS]", "[SEP]"
SPECIAL = (PAD, UNKNOWN, BEGIN, END, "[MASK]")
# The classes of spelling; a piece inside a word has its word's class plus ``INSIDE``.
LOWER, CAPITAL, CAPITALS, CAPITALISED, MIXED, DIGITS, INNER, OTHER = range(8)
INSIDE = 8
SPELLINGS = 16
# The longest run of pieces that the model reads at once: far above a sentence, far below its 512 positions.
WINDOW = 200

_WORD = re.compile(r"[^\W_]+|[^\w\s]|_")
_LONGEST_WORD = 60


@dataclass(frozen=True, slots=True)
class Word:
    """A run of letters and digits, or one other character; offsets in code points of the text."""

    start: int
    end: int
    text: str


def words_of(text: str, start: int = 0, end: int | None = None) -> list[Word]:
    """The words between ``start`` and ``end``."""
    stop = len(text) if end is None else end
    return [Word(m.start(), m.end(), m[0]) for m in _WORD.finditer(text, start, stop)]


def spelling(word: str) -> int:
    """The class of ``word`` by its capitals and digits."""
    if word.islower():
        return LOWER
    if word.isdigit():
        return DIGITS
    if word.isupper():
        return CAPITAL if len(word) == 1 else CAPITALS
    if not any(map(str.isalpha, word)):
        return OTHER
    if not word[0].isupper():
        return INNER
    rest = word[1:]
    return CAPITALISED if rest.islower() and rest.isalpha() else MIXED


def bare(word: str) -> str:
    """``word`` in lower case without accents, as the encoder was trained."""
    lower = word.lower()
    if lower.isascii():
        return lower
    return "".join(c for c in unicodedata.normalize("NFD", lower) if unicodedata.category(c) != "Mn")


class WordPieces:
    """Cuts words into the pieces of a vocabulary; ``pieces[i]`` has the number ``i``."""

    def __init__(self, pieces: Iterable[str]) -> None:
        self._numbers = {piece: number for number, piece in enumerate(pieces)}
        self.pad, self.unknown = self._numbers[PAD], self._numbers[UNKNOWN]
        self.begin, self.end = self._numbers[BEGIN], self._numbers[END]
        self._known: dict[str, tuple[int, ...]] = {}

    def cut(self, word: str) -> tuple[int, ...]:
        """The numbers of the pieces of ``word``; the unknown piece alone where no pieces make it up."""
        known = self._known.get(word)
        if known is None:
            known = self._cut(bare(word))
            if len(self._known) < 50_000:
                self._known[word] = known
        return known

    def _cut(self, word: str) -> tuple[int, ...]:
        if not 0 < len(word) <= _LONGEST_WORD:
            return (self.unknown,)
        found: list[int] = []
        start = 0
        while start < len(word):
            for end in range(len(word), start, -1):
                number = self._numbers.get(("##" if start else "") + word[start:end])
                if number is not None:
                    found.append(number)
                    start = end
                    break
            else:
                return (self.unknown,)
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Encoded:
    """Words as numbers, begin and end included; ``firsts[i]`` is the place of the first piece of word ``i``."""

    pieces: list[int]
    spellings: list[int]
    hints: list[int]
    firsts: list[int]


def encode(cutter: WordPieces, words: Sequence[str], hints: Sequence[int]) -> Encoded:
    """``words`` with one hint each (what the word lists know of it), for one pass of the model."""
    pieces, spellings, spread, firsts = [cutter.begin], [OTHER], [0], []
    for word, hint in zip(words, hints, strict=True):
        written = spelling(word)
        firsts.append(len(pieces))
        for place, number in enumerate(cutter.cut(word)):
            pieces.append(number)
            spellings.append(written + INSIDE if place else written)
            spread.append(hint)
    return Encoded([*pieces, cutter.end], [*spellings, OTHER], [*spread, 0], firsts)
