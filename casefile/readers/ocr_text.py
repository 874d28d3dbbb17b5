"""Tesseract's words with their places (its ``tsv``) made into paragraphs. Imports no parser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from statistics import median

from casefile.domain.text import canonical
from casefile.readers.hyphens import BROKEN
from casefile.readers.pdf_lines import RIGHT_TO_LEFT, Line, paragraphs

_CUT = re.compile(r"(?<=[^\W\d_])[-\N{HYPHEN}\N{NOT SIGN}]\Z")


_FONT = 1.4
"""How much higher a font is than its words are, for most of them."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word: its block, paragraph and line on the page, its box in points of the picture, from the upper left,
    and how sure it is, from 0 to 1."""

    place: tuple[int, int, int]
    left: int
    top: int
    width: int
    height: int
    sureness: float
    text: str


@dataclass(frozen=True, slots=True)
class Recognised:
    """What was read on one page. ``confidence`` is the mean over the words, longer ones counting more; ``letters``
    is what that mean is over."""

    text: str
    confidence: float
    letters: int


def recognised(tsv: str) -> Recognised:
    """The page in paragraphs; ``hyphens.BROKEN`` stands where a line ended in a hyphen and goes on in small letters."""
    words = _upright(list(_words(tsv)))
    letters = sum(len(word.text) for word in words)
    confidence = sum(word.sureness * len(word.text) for word in words) / letters if letters else 0.0
    # Tesseract's blocks only say how large letters are: it parts paragraphs where a page is a little askew.
    found: list[Line] = []
    for _, held in groupby(words, key=lambda word: word.place[0]):
        lines = [list(line) for _, line in groupby(held, key=lambda word: word.place)]
        found += _lines(lines)
    return Recognised(canonical(paragraphs(found)), round(confidence, 4), letters)


def _words(tsv: str) -> Iterator[Word]:
    for row in tsv.splitlines():
        cells = row.split("\t", 11)
        # level 5 is a word; -1 stands for no confidence
        if len(cells) != 12 or cells[0] != "5" or not cells[11].strip():
            continue
        try:
            block, paragraph, line, left, top, width, height = (int(cells[at]) for at in (2, 3, 4, 6, 7, 8, 9))
            sureness = min(max(float(cells[10]) / 100, 0.0), 1.0)
        except ValueError:
            continue
        yield Word((block, paragraph, line), left, top, width, height, sureness, cells[11].strip())


def _upright(words: list[Word]) -> list[Word]:
    """The words as they stand once the page is turned the right way up: their places are those of the picture."""
    steps = [(a, b) for a, b in pairwise(words) if a.place == b.place]
    across = sum(b.left - a.left for a, b in steps)
    down = sum(b.top - a.top for a, b in steps)
    if abs(down) > abs(across):
        if down > 0:
            return [replace(w, left=w.top, top=-w.left - w.width, width=w.height, height=w.width) for w in words]
        return [replace(w, left=-w.top - w.height, top=w.left, width=w.height, height=w.width) for w in words]
    if across < 0 and not any(RIGHT_TO_LEFT.search(word.text) for word in words):
        return [replace(w, left=-w.left - w.width, top=-w.top - w.height) for w in words]
    return words


def _lines(lines: list[list[Word]]) -> list[Line]:
    """Lines of one block, all of one height: how far a line's own letters reach up and down tells nothing of it."""
    height = _FONT * median(word.height for line in lines for word in line)
    found = []
    for at, line in enumerate(lines):
        text = " ".join(word.text for word in line)
        if at + 1 < len(lines) and lines[at + 1][0].text[:1].islower():
            text = _CUT.sub(BROKEN, text)
        # Words that reach below the line are fewer than three in four.
        base = -float(sorted(word.top + word.height for word in line)[len(line) // 4])
        left, right = min(word.left for word in line), max(word.left + word.width for word in line)
        found.append(Line(text, float(left), float(right), base, base + height, float(line[0].width)))
    return found
