"""A concordance as one reads it: a passage a line, the hit under the hit of the line above.

Sorted by the words at the right the hits end in one column, and what follows begins in one; in every other order
they begin in one. So the words that lines are sorted by always stand right at the edge that the eye runs down.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from itertools import accumulate
from typing import ClassVar

from rich.cells import cell_len
from rich.style import Style
from textual.binding import Binding, BindingType

from casefile.domain.concordance import LEFT, RIGHT, Line, Order
from casefile.domain.span import Span
from widgets.content import cells
from widgets.drawing import Piece
from widgets.graphemes import cut, fit, graphemes, is_plain, width
from widgets.line_list import LineList, Look
from widgets.plain_dates import GUESSED, shown_date

_GAP = re.compile(r"\s+")
_DATE = 14
_DATED_FROM = 104
"""Cells from which there is room for the date."""
_LONGEST_WORD = 18
"""Cells that are given up so that a context begins or ends with a whole word."""


class ConcordanceList(LineList[Line]):
    """Passages, aligned on the hit. ``v`` marks several, for what is done to all of them at once."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("v", "mark", "mark", show=False, id="concordance.mark", tooltip="mark, for several at once"),
    ]
    """
    | Key(s) | Description |
    | :- | :- |
    | v | Mark or unmark. |
    """

    class Highlighted(LineList.Highlighted):
        row: Line | None

    class Chosen(LineList.Chosen):
        row: Line

    class Marked(LineList.Of):
        """The person marked or unmarked."""

    def __init__(
        self,
        beside: Callable[[Line, Order], Span | None],
        *,
        nothing: str = "",
        id: str | None = None,  # noqa: A002
    ) -> None:
        """``beside`` says where in a line's context the word stands that an order sorts by."""
        super().__init__(nothing=nothing, id=id)
        self._beside = beside
        self._marked: dict[str, Line] = {}
        self._order = Order()
        self._label, self._usual = 0, 0

    def set_lines(self, lines: Sequence[Line], order: Order, folded: Sequence[str], *, label: int, usual: int) -> None:
        """Show ``lines``, which stand in ``order``; ``folded`` are their words for the filter.

        ``label`` are the cells that the longest label takes (``label_width``), ``usual`` those of a usual hit.
        """
        self._order, self._label, self._usual = order, label, usual
        self.set_rows(lines, folded)

    def key_of(self, row: Line) -> str:
        return row.key

    def words_of(self, row: Line) -> str:
        return row.words

    # Marks

    def is_marked(self, row: Line) -> bool:
        return bool(self._marked) and row.key in self._marked

    @property
    def marked(self) -> list[Line]:
        """The marked lines that the filter lets through, in the list's order."""
        return [row for row in self.shown if row.key in self._marked] if self._marked else []

    @property
    def meant(self) -> list[Line]:
        """The marked lines; without any, the one that the selection stands on."""
        row = self.highlighted
        return self.marked or ([row] if row is not None else [])

    def mark(self, lines: Sequence[Line]) -> None:
        """Mark these lines and no others."""
        self._marked = {line.key: line for line in lines}
        self.redraw()
        self.post_message(self.Marked(self))

    def action_mark(self) -> None:
        """Mark the selected line, or unmark it, and go on to the next."""
        row = self.highlighted
        if row is None:
            return
        if self._marked.pop(row.key, None) is None:
            self._marked[row.key] = row
        self.post_message(self.Marked(self))
        self.refresh()
        self.action_move(1)

    # Drawing

    def draw(self, row: Line, look: Look) -> list[list[Piece]]:
        palette = look.palette
        room = look.room
        pieces = [*self._flag(row, look), *self._stand(row, look)]
        if room >= _DATED_FROM:
            pieces.append((fit(_date(row), _DATE - 2, right=True) + "  ", look.ink(palette.faint)))
        room -= sum(width(text) for text, _ in pieces)
        return [[*pieces, *self._in_context(row, look, room)]]

    def _flag(self, row: Line, look: Look) -> list[Piece]:
        """One sign before the label: marked, near, or how far a person has judged the name."""
        marks, palette = look.marks, look.palette
        if look.is_marked:
            return [("+ ", look.ink(palette.accent, "bold"))]
        if row.state is not None:
            return [
                (marks.of_state(row.state) + " ", look.ink(palette.text if row.state == "accepted" else palette.muted))
            ]
        return [("~ " if row.near else "  ", look.ink(palette.warn))]

    def _stand(self, row: Line, look: Look) -> list[Piece]:
        palette = look.palette
        label, paragraph = label_of(row, look.marks.paragraph)
        gap = " " * max(1, self._label + 2 - width(label) - 1 - width(paragraph))
        return [
            (label + " ", look.ink(palette.text if look.is_selected else palette.muted)),
            (paragraph + gap, look.ink(palette.faint)),
        ]

    def _in_context(self, row: Line, look: Look, room: int) -> list[Piece]:
        hit = cut(_one_line(row.hit), max(4, room * 2 // 3), look.marks.cut)
        wide = width(hit)
        column = min(max(self._usual, 1), room // 3)
        left = max(0, (room - column) // 2)
        if self._order.side == RIGHT:
            left = max(0, left + column - wide)
        left = min(left, max(0, room - wide))
        return [
            *self._before(row, look, left),
            (hit, look.palette.found_now if look.is_selected else look.palette.found),
            *self._behind(row, look, room - left - wide),
        ]

    def _before(self, row: Line, look: Look, room: int) -> list[Piece]:
        context, word = self._words_at(row, LEFT)
        start = _tail(context, room)
        shown = context[start:]
        pieces = _with_word(shown, _moved(word, start), look)
        dots = [(look.marks.cut, look.ink(look.palette.faint))] if start else []
        taken = sum(width(text) for text, _ in pieces) + len(dots)
        return [(" " * (room - taken), None), *dots, *pieces]

    def _behind(self, row: Line, look: Look, room: int) -> list[Piece]:
        context, word = self._words_at(row, RIGHT)
        end = _head(context, room)
        pieces = _with_word(context[:end], word, look)
        return [*pieces, (look.marks.cut, look.ink(look.palette.faint))] if end < len(context) else pieces

    def _words_at(self, row: Line, side: str) -> tuple[str, Span | None]:
        """The words at one side on one line, and where in them the word stands that the lines are sorted by."""
        words = row.left if side == LEFT else row.right
        span = self._beside(row, self._order) if self._order.side == side else None
        if span is None:
            return _one_line(words), None
        before, word, behind = (_one_line(part) for part in (words[: span.start], span.of(words), words[span.end :]))
        return before + word + behind, Span(len(before), len(before) + len(word))


def label_of(line: Line, sign: str = "¶") -> tuple[str, str]:
    """``S7`` and ``¶12``; the second is empty where a text has no paragraphs."""
    return line.source.label, f"{sign}{line.paragraph}" if line.paragraph else ""


def label_width(line: Line) -> int:
    """The cells that a line's label takes."""
    label, paragraph = label_of(line)
    return len(label) + len(paragraph) + bool(paragraph)


def _date(row: Line) -> str:
    shown = ("~" if row.source.basis == GUESSED else "") + shown_date(row.source.published)
    return shown if len(shown) <= _DATE - 2 else row.source.day[:4]


def _one_line(words: str) -> str:
    """``words`` on one line. Pictures that are joined into one are taken apart: terminals disagree about their width,
    and here the columns come first."""
    return _GAP.sub(" ", words).replace("\u200d", "\u034f")


def _moved(span: Span | None, by: int) -> Span | None:
    if span is None or span.end <= by:
        return None
    return Span(max(0, span.start - by), span.end - by)


def _with_word(words: str, span: Span | None, look: Look) -> list[Piece]:
    """``words``, the word at ``span`` of them faintly underlined."""
    palette = look.palette
    ink: Style = look.ink(palette.text if look.is_selected else palette.muted)
    if span is None or span.start >= len(words):
        return [(words, ink)]
    return [
        (words[: span.start], ink),
        (words[span.start : span.end], look.ink(palette.text, "underline")),
        (words[span.end :], ink),
    ]


def _head(text: str, room: int) -> int:
    """How much of the beginning of ``text`` fits in ``room`` cells with a mark behind it if it is not all."""
    shown = cells(text)
    if (len(text) if is_plain(shown) else cell_len(shown)) <= room:
        return len(text)
    if is_plain(shown):
        end = max(0, room - 1)
    else:
        parts = list(graphemes(text))
        sums = list(accumulate((cell_len(cells(part)) for part in parts), initial=0))
        end = len("".join(parts[: max(0, bisect_left(sums, room) - 1)])) if room > 0 else 0
    gap = text.rfind(" ", max(0, end - _LONGEST_WORD), end)
    return gap if gap > 0 and text[end : end + 1] != " " else end


def _tail(text: str, room: int) -> int:
    """Where the end of ``text`` begins that fits in ``room`` cells, with a mark before it if it is not all."""
    shown = cells(text)
    if (len(text) if is_plain(shown) else cell_len(shown)) <= room:
        return 0
    if is_plain(shown):
        start = len(text) - max(0, room - 1)
    else:
        parts = list(graphemes(text))[::-1]
        sums = list(accumulate((cell_len(cells(part)) for part in parts), initial=0))
        kept = max(0, bisect_left(sums, room) - 1) if room > 0 else 0
        start = len(text) - len("".join(parts[:kept]))
    if text[start - 1 : start] == " ":
        return start
    gap = text.find(" ", start, start + _LONGEST_WORD)
    return gap + 1 if 0 <= gap < len(text) - 1 else start
