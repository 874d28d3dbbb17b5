"""The rows of a text at a measure: wrapped where they are looked at, guessed elsewhere.

The text is divided into blocks of a few thousand characters, at line ends where there are any. A block is
wrapped when a row of it is wanted, or in an idle moment; until then its height is a guess. Row starts are
kept as machine integers: 5 MB of text are 75,000 rows and 300 KB.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from itertools import accumulate, islice

from casefile.domain.span import Span
from widgets.graphemes import at_grapheme
from widgets.wrapping import wrap

BLOCK = 4096
"""Code points of a block, about: as many as are wrapped in a few milliseconds whatever the script."""
_SAMPLE = 65536
_BLANK = re.compile(r"(?:[^\S\n]*\n)*+")
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n")
# As in domain.text.paragraphs; possessive, so that a megabyte of blanks is passed once.
_AFTER_BLANK_LINE = re.compile(r"\n[^\S\n]*+\n\s*+(?=\S)")
_AFTER_LINE = re.compile(r"\n\s*+(?=\S)")


class Rows:
    """Row starts of ``text`` for rows of ``measure`` cells. Rows and offsets count from 0."""

    def __init__(self, text: str, measure: int) -> None:
        self.text = text
        self.measure = measure
        self.is_airy = _is_airy(text)
        self._starts = _blocks(text)
        self._rows: list[array[int] | None] = [None] * len(self._starts)
        self._left = len(self._starts)
        self._rate = self._first_guess()
        self._heights = [self._guess(block) for block in range(len(self._starts))]
        self._tops = [0, *accumulate(self._heights)]
        self._next = 0

    @property
    def height(self) -> int:
        """Rows of the whole text, as far as is known."""
        return self._tops[-1]

    @property
    def is_complete(self) -> bool:
        """Whether every block is wrapped, so that nothing is guessed any more."""
        return self._left == 0

    def row_of(self, offset: int) -> int:
        """The row that holds ``offset``; wraps the block around it."""
        block = self._block_at(offset)
        rows = self._wrapped(block)
        return self._tops[block] + max(0, bisect_right(rows, offset) - 1)

    def span(self, row: int) -> Span:
        """What ``row`` covers, hanging spaces and line feeds included; empty for a row put between paragraphs."""
        if not self._starts:
            return Span(0, 0)
        row = max(0, row)
        while True:
            block = min(bisect_right(self._tops, row) - 1, len(self._starts) - 1)
            rows = self._wrapped(block)
            at = row - self._tops[block]
            if at < len(rows):
                break
            if block == len(self._starts) - 1:
                at = len(rows) - 1
                break
        end = rows[at + 1] if at + 1 < len(rows) else self._end(block)
        return Span(rows[at], end)

    def drawn(self, row: int) -> Span:
        """What is drawn of ``row``: without the line feed, without spaces that hang past the measure."""
        span = self.span(row)
        feed = self.text.find("\n", span.start, span.end)
        end = span.end if feed < 0 else feed
        return Span(span.start, max(span.start, end))

    def wrap_around(self, offset: int, rows: int) -> None:
        """Wrap what lies ``rows`` rows before and behind ``offset``, so that a screen there is exact."""
        here = self._block_at(offset)
        for step, wanted in ((1, rows), (-1, rows)):
            block = here
            while 0 <= block < len(self._starts) and wanted > 0:
                wanted -= len(self._wrapped(block))
                block += step

    def wrap_more(self, near: int = 0) -> bool:
        """Wrap one more block, from ``near`` to the end first; whether anything is left to do."""
        if not self._left:
            return False
        if self._next == 0:
            self._next = self._block_at(near)
        count = len(self._starts)
        while self._rows[self._next % count] is not None:
            self._next += 1
        self._wrapped(self._next % count)
        return self._left > 0

    def _end(self, block: int) -> int:
        return self._starts[block + 1] if block + 1 < len(self._starts) else len(self.text)

    def _block_at(self, offset: int) -> int:
        return max(0, bisect_right(self._starts, offset) - 1)

    def _wrapped(self, block: int) -> array[int]:
        if not self._starts:
            return array("I", [0])
        rows = self._rows[block]
        if rows is None:
            rows = wrap(self.text, self._starts[block], self._end(block), self.measure, is_airy=self.is_airy)
            self._rows[block] = rows
            self._left -= 1
            if self._heights[block] != len(rows):
                self._heights[block] = len(rows)
                self._tops = [0, *accumulate(self._heights)]
        return rows

    def _guess(self, block: int) -> int:
        return max(1, round((self._end(block) - self._starts[block]) * self._rate))

    def _first_guess(self) -> float:
        """Rows for each character, learnt from a block in the middle."""
        if not self._starts:
            return 0.0
        block = len(self._starts) // 2
        rows = wrap(self.text, self._starts[block], self._end(block), self.measure, is_airy=self.is_airy)
        return len(rows) / (self._end(block) - self._starts[block])


class ParagraphIndex:
    """Where paragraphs begin, by the rule of ``casefile.domain.text.paragraphs``, found as far as is asked."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.end = len(text.rstrip())
        first = len(text) - len(text.lstrip())
        self._starts: array[int] = array("I", [first] if self.end else [])
        pattern = _AFTER_BLANK_LINE if _BLANK_LINE.search(text, first, self.end) else _AFTER_LINE
        self._found = pattern.finditer(text, first, self.end)
        self._is_done = not self.end
        self.is_by_blank_line = pattern is _AFTER_BLANK_LINE

    def number(self, offset: int) -> int:
        """The number, from 1, of the paragraph that ``offset`` stands in or follows; 0 without text."""
        self._reach(offset)
        return bisect_right(self._starts, offset) or (1 if self._starts else 0)

    def begins(self, start: int, end: int) -> int:
        """The number of the paragraph that begins in ``[start, end)``, 0 where none does."""
        self._reach(end)
        number = bisect_right(self._starts, end - 1)
        return number if number and self._starts[number - 1] >= start and end > start else 0

    def span(self, number: int) -> Span:
        """The paragraph with ``number``, without the white space around it; an empty span where there is none."""
        while not self._is_done and len(self._starts) <= number:
            self._reach(self._starts[-1] + BLOCK)
        if not 1 <= number <= len(self._starts):
            return Span(0, 0)
        start = self._starts[number - 1]
        end = self._starts[number] if number < len(self._starts) else self.end
        while end > start and self.text[end - 1].isspace():
            end -= 1
        return Span(start, end)

    @property
    def digits(self) -> int:
        """Columns that the largest number may take (an upper bound, found without finding paragraphs)."""
        return len(str(self.text.count("\n") // (2 if self.is_by_blank_line else 1) + 1))

    def _reach(self, offset: int) -> None:
        while not self._is_done and self._starts[-1] <= offset:
            known = len(self._starts)
            self._starts.extend(match.end() for match in islice(self._found, 256))
            self._is_done = len(self._starts) < known + 256


def _is_airy(text: str) -> bool:
    """Whether rows are put between lines: a text without blank lines whose lines are paragraphs, not verse."""
    sample = text[:_SAMPLE].strip()
    lines = sample.count("\n") + 1
    return lines > 1 and _BLANK_LINE.search(sample) is None and len(sample) / lines > 100


def _blocks(text: str) -> array[int]:
    """Where blocks begin: behind a line end if there is one, else at a space, else at a grapheme."""
    starts: array[int] = array("I")
    at = 0
    while at < len(text):
        starts.append(at)
        limit = at + BLOCK
        if limit >= len(text):
            break
        feed = text.rfind("\n", at, limit)
        if feed > at:
            blank = _BLANK.match(text, feed + 1)
            at = blank.end() if blank else feed + 1
        else:
            space = text.rfind(" ", at + BLOCK // 2, limit)
            at = max(at + 1, at_grapheme(text, space + 1 if space > at else limit))
    return starts
