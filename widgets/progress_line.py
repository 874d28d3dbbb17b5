"""One line about long work: what, how far, how fast, how long still, what it is at, and the key that stops it."""

from __future__ import annotations

from textual.strip import Strip
from textual.widget import Widget

from widgets.drawing import Piece, spread
from widgets.graphemes import cut, width
from widgets.marks import marks_of
from widgets.theme import palette_of

_LEAST_LABEL = 8


class ProgressLine(Widget):
    """Hidden while nothing is under way. The label gives way first, the key never."""

    DEFAULT_CSS = """
    ProgressLine { height: 1; display: none; background: $focus; color: $ink; }
    """
    ALLOW_SELECT = False

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.words = ""
        self.label = ""

    def show(self, words: str, label: str = "") -> None:
        """Say ``words``; ``label`` is what it is at, a name out of a case. Empty words: nothing is under way."""
        self.words, self.label = words, label
        if self.display is not bool(words):
            self.display = bool(words)
        self.refresh(layout=False)

    def render_line(self, y: int) -> Strip:
        palette, marks, room = palette_of(self), marks_of(self), self.size.width
        right: list[Piece] = [("ctrl+x", palette.ink(palette.text, "bold")), (" stops ", palette.ink(palette.muted))]
        left: list[Piece] = [(f" {self.words}", palette.ink(palette.text))]
        between = f" {marks.dot} "
        free = room - sum(width(text) for text, _ in [*left, *right]) - width(between) - 2
        if self.label and free >= _LEAST_LABEL:
            left.append((between + cut(self.label, free, marks.cut), palette.ink(palette.muted)))
        return spread(left, right, room, self.rich_style)
