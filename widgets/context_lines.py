"""A few rows at the end of a screen that show one passage of a concordance with more of its paragraph."""

from __future__ import annotations

import re
from itertools import pairwise

from textual.strip import Strip
from textual.widget import Widget

from casefile.domain.span import Span
from widgets.drawing import Piece, blank, joined, marked, strip_of
from widgets.graphemes import cut, width
from widgets.marks import marks_of
from widgets.theme import palette_of
from widgets.wrapping import wrap

_MEASURE = 84
_GAP = re.compile(r"\s+")


class ContextLines(Widget):
    """A head that says where the passage stands, and below it rows of the passage, the hit marked in them."""

    DEFAULT_CSS = """
    ContextLines { height: 5; dock: bottom; background: $background; }
    """
    ALLOW_SELECT = False

    ABOVE = 1
    """Rows of the passage before the one with the hit."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._facts: tuple[str, ...] = ()
        self._text = ""
        self._hit = Span(0, 0)
        self._laid: tuple[int, list[Span]] = (0, [])

    @property
    def words(self) -> str:
        """The passage that is shown, on one line."""
        return self._text

    def show(self, facts: tuple[str, ...], left: str = "", hit: str = "", right: str = "") -> None:
        """Show the passage ``left hit right``; ``facts`` say where it stands."""
        before, found, behind = (_GAP.sub(" ", part) for part in (left, hit, right))
        self._facts, self._text = facts, before + found + behind
        self._hit = Span(len(before), len(before) + len(found))
        self._laid = (0, [])
        self.refresh(layout=False)

    def _rows(self, room: int) -> list[Span]:
        if self._laid[0] != room:
            starts = [*wrap(self._text, 0, len(self._text), max(8, min(_MEASURE, room))), len(self._text)]
            self._laid = (room, [Span(first, last) for first, last in pairwise(starts)])
        return self._laid[1]

    def render_line(self, y: int) -> Strip:
        palette, marks, room = palette_of(self), marks_of(self), self.size.width
        if y == 0:
            head = joined(self._facts, f" {marks.dot} ")
            head = cut(head, room - 4, marks.cut) + " " * bool(head)
            rule = marks.rule * max(0, room - 3 - width(head))
            pieces: list[Piece] = [("  ", None), (head, palette.ink(palette.muted)), (rule, palette.ink(palette.rule))]
            return strip_of(pieces, room, self.rich_style)
        rows = self._rows(room - 6)
        at = next((place for place, row in enumerate(rows) if row.end > self._hit.start), 0)
        first = max(0, min(at - self.ABOVE, len(rows) - (self.size.height - 1)))
        if first + y - 1 >= len(rows):
            return blank(room, self.rich_style)
        row = rows[first + y - 1]
        words = row.of(self._text).rstrip()
        inside = Span(
            min(max(0, self._hit.start - row.start), len(words)), min(max(0, self._hit.end - row.start), len(words))
        )
        shown = marked(words, [inside], palette.ink(palette.text), palette.found_now)
        return strip_of([("    ", None), *shown], room, self.rich_style)
