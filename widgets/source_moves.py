"""Where the caret goes: each move is an offset in, an offset out."""

from __future__ import annotations

from bisect import bisect_right

from casefile.domain.span import Span
from widgets.graphemes import at_grapheme, next_grapheme, previous_grapheme
from widgets.source_rows import ParagraphIndex, Rows
from widgets.source_units import next_word, previous_word, sentence_at
from widgets.wrapping import row_columns

_BLANKS = 200
"""Rows without words that a move down or up looks past."""


class Moves:
    """The moves over one text in its rows. Offsets are code points; rows count from 0 behind the header."""

    def __init__(self, text: str, rows: Rows, paragraphs: ParagraphIndex) -> None:
        self.text = text
        self.rows = rows
        self.paragraphs = paragraphs

    def column(self, offset: int) -> int:
        """The cell, from the text's left edge, where the grapheme at ``offset`` is drawn."""
        drawn = self.rows.drawn(self.rows.row_of(offset))
        columns = row_columns(drawn.of(self.text))
        return columns[min(offset - drawn.start, len(columns) - 1)]

    def at_column(self, row: int, column: int) -> int:
        """The offset of the grapheme that covers ``column`` of ``row``; the last one's where the row is shorter."""
        drawn = self.rows.drawn(row)
        if not len(drawn):
            return drawn.start
        columns = row_columns(drawn.of(self.text))
        offset = drawn.start + max(0, bisect_right(columns, max(0, column)) - 1)
        if offset >= drawn.end:
            # A wrapped row's end is the next row's beginning; a line's end is a place of its own.
            is_line_end = drawn.end >= len(self.text) or self.text[drawn.end] == "\n"
            return drawn.end if is_line_end else previous_grapheme(self.text, drawn.end)
        return at_grapheme(self.text, offset)

    def left(self, offset: int) -> int:
        """One grapheme back; the blank between two paragraphs is passed in one step."""
        return self._past_blank(previous_grapheme(self.text, offset), -1)

    def right(self, offset: int) -> int:
        """One grapheme on."""
        return self._past_blank(next_grapheme(self.text, offset), 1)

    def by_rows(self, offset: int, count: int, column: int) -> int:
        """``count`` rows down (up when negative), as near to ``column`` as the row allows; blank rows are passed."""
        row = self.rows.row_of(offset)
        step = 1 if count > 0 else -1
        wanted = max(0, min(self.rows.height - 1, row + count))
        # From the wanted row on to one that holds words; back towards the caret where there is none.
        last = min(self.rows.height, wanted + _BLANKS) if step > 0 else max(-1, wanted - _BLANKS)
        for rows in (range(wanted, last, step), range(wanted, row, -step)):
            for other in rows:
                if self._has_words(other) and other != row:
                    return self.at_column(other, column)
        return offset

    def row_start(self, offset: int) -> int:
        return self.rows.drawn(self.rows.row_of(offset)).start

    def row_end(self, offset: int) -> int:
        return max(offset, self.at_column(self.rows.row_of(offset), 1 << 30))

    def word_left(self, offset: int) -> int:
        return previous_word(self.text, offset)

    def word_right(self, offset: int) -> int:
        return next_word(self.text, offset)

    def sentence_left(self, offset: int) -> int:
        """The start of this sentence, or of the one before when the caret is there already."""
        number = self.paragraphs.number(offset)
        paragraph = self.paragraphs.span(number)
        start = sentence_at(self.text, offset, paragraph).start
        if start < offset:
            return start
        at = min(start, offset)
        while at > paragraph.start and self.text[at - 1].isspace():
            at -= 1
        if at > paragraph.start:
            return sentence_at(self.text, at - 1, paragraph).start
        if number <= 1:
            return min(offset, start)
        before = self.paragraphs.span(number - 1)
        return sentence_at(self.text, max(before.start, before.end - 1), before).start

    def sentence_right(self, offset: int) -> int:
        """The start of the next sentence, in the next paragraph if need be; the text's end behind the last."""
        number = self.paragraphs.number(offset)
        paragraph = self.paragraphs.span(number)
        if offset < paragraph.start:
            return paragraph.start
        end = sentence_at(self.text, offset, paragraph).end
        if end < paragraph.end and offset < paragraph.end:
            while end < paragraph.end and self.text[end].isspace():
                end += 1
            return end
        after = self.paragraphs.span(number + 1)
        return max(offset, after.start if len(after) else self.paragraphs.end)

    def paragraph_left(self, offset: int) -> int:
        """The start of this paragraph, or of the one before when the caret is there already."""
        number = self.paragraphs.number(offset)
        start = self.paragraphs.span(number).start
        return start if start < offset else min(offset, self.paragraphs.span(max(1, number - 1)).start)

    def paragraph_right(self, offset: int) -> int:
        """The start of the next paragraph; the last stays where it is."""
        after = self.paragraphs.span(self.paragraphs.number(offset) + 1)
        return after.start if len(after) else offset

    def top(self, offset: int) -> int:
        return self.paragraphs.span(1).start

    def bottom(self, offset: int) -> int:
        return self.paragraphs.end

    def _has_words(self, row: int) -> bool:
        drawn = self.rows.drawn(row)
        return not (self.text[drawn.start : min(drawn.end, drawn.start + 512)].isspace() or not len(drawn))

    def _past_blank(self, offset: int, step: int) -> int:
        row = self.rows.row_of(offset)
        drawn = self.rows.drawn(row)
        if self._has_words(row) or not 0 < offset < len(self.text):
            return offset
        if step > 0:
            return min(len(self.text), self.rows.span(row).end) if offset > drawn.start or not len(drawn) else offset
        return max(0, self.rows.span(row).start - 1)


def sentence_span(text: str, paragraphs: ParagraphIndex, offset: int) -> Span:
    """The sentence around ``offset``."""
    return sentence_at(text, offset, paragraphs.span(paragraphs.number(offset)))
