"""A few rows at the end of a screen that say in full what a row of its list has no room for."""

from __future__ import annotations

from collections.abc import Sequence

from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from widgets.content import cells
from widgets.drawing import blank, strip_of
from widgets.empty_state import wrapped
from widgets.graphemes import cut
from widgets.marks import marks_of
from widgets.theme import palette_of

_MOST_CHARACTERS = 2_000
_MEASURE = 110

Said = tuple[str, str]
"""A tone (``bold``, ``plain``, ``quiet``, ``warn``) and the words."""


class SaidLines(Widget):
    """A thin rule, and under it paragraphs, wrapped, as many rows as it is high; the last row is cut."""

    DEFAULT_CSS = """
    SaidLines { height: 6; background: $background; }
    """
    ALLOW_SELECT = False

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.said: tuple[Said, ...] = ()

    def say(self, said: Sequence[Said]) -> None:
        """Say these paragraphs, those without words left out."""
        fresh = tuple((tone, words) for tone, words in said if words)
        if fresh != self.said:
            self.said = fresh
            self.refresh(layout=False)

    def render_line(self, y: int) -> Strip:
        palette, marks, room = palette_of(self), marks_of(self), self.size.width
        if y == 0:
            rule = marks.rule * max(0, room - 4)
            return strip_of([("  ", None), (rule, palette.ink(palette.rule))], room, self.rich_style)
        inks = {
            "bold": palette.ink(palette.text, "bold"),
            "plain": palette.ink(palette.text),
            "warn": palette.ink(palette.warn),
        }
        lines = self._lines(min(_MEASURE, max(8, room - 4)))
        if y > len(lines):
            return blank(room, self.rich_style)
        tone, words = lines[y - 1]
        if y == self.size.height - 1 and len(lines) > y:
            words = cut(words, max(4, room - 6), "") + marks.cut
        ink: Style = inks.get(tone) or palette.ink(palette.muted)
        return strip_of([("  ", None), (words, ink)], room, self.rich_style)

    def _lines(self, room: int) -> list[Said]:
        return [(tone, line) for tone, words in self.said for line in wrapped(cells(words[:_MOST_CHARACTERS]), room)]
