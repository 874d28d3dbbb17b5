"""A few rows at the end of a pane that quote what is pointed at."""

from __future__ import annotations

from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget

from widgets.drawing import Piece, blank, strip_of
from widgets.empty_state import wrapped
from widgets.graphemes import cut
from widgets.marks import marks_of
from widgets.theme import palette_of

_MOST_CHARACTERS = 600


class PassageLines(Widget):
    """A thin rule and under it at most three rows of ``words``, the rest cut."""

    DEFAULT_CSS = """
    PassageLines { height: auto; display: none; }
    """
    ALLOW_SELECT = False

    MOST = 3

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.words = ""

    def say(self, words: str) -> None:
        """Show other words."""
        self.words = words
        self.refresh(layout=True)

    def rows(self, room: int) -> int:
        """The rows that it needs in ``room`` cells, the rule among them."""
        return 1 + len(self._lines(room))

    def _lines(self, room: int) -> list[str]:
        lines = wrapped(self.words[:_MOST_CHARACTERS], max(8, room - 3))
        if len(lines) > self.MOST:
            last = cut(f"{lines[self.MOST - 1]}  ", max(8, room - 3) - 2, "") + marks_of(self).cut
            lines = [*lines[: self.MOST - 1], last]
        return lines

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return self.rows(width)

    def render_line(self, y: int) -> Strip:
        palette, room = palette_of(self), self.size.width
        lines = self._lines(room)
        if y == 0:
            rule: Piece = (marks_of(self).rule * max(0, room - 2), palette.ink(palette.rule))
            return strip_of([(" ", None), rule], room, self.rich_style)
        if y > len(lines):
            return blank(room, self.rich_style)
        return strip_of([(" ", None), (lines[y - 1], palette.ink(palette.muted))], room, self.rich_style)
