"""One row under what it is about: a complaint, or something to know. Without words it takes no room."""

from __future__ import annotations

from textual.strip import Strip
from textual.widget import Widget

from widgets.drawing import Piece, strip_of
from widgets.graphemes import cut, width
from widgets.marks import marks_of
from widgets.theme import palette_of


class RemarkRow(Widget):
    """Words, and after them, where there is room, what can be done."""

    DEFAULT_CSS = """
    RemarkRow { height: 1; background: $surface; }
    """
    ALLOW_SELECT = False

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.words = ""
        self.advice = ""
        self.is_warning = False

    def on_mount(self) -> None:
        self.display = bool(self.words)

    def say(self, words: str, advice: str = "", *, is_warning: bool = False) -> None:
        """Say ``words`` and ``advice``; a warning has a mark before it. Empty words: be gone."""
        if (words, advice, is_warning) != (self.words, self.advice, self.is_warning):
            self.words, self.advice, self.is_warning = words, advice, is_warning
            self.display = bool(words)
            self.refresh()

    def render_line(self, y: int) -> Strip:
        palette, marks, room = palette_of(self), marks_of(self), self.size.width
        pieces: list[Piece] = [(f" {marks.warning} " if self.is_warning else " ", palette.ink(palette.warn, "bold"))]
        free = room - width(pieces[0][0]) - 1
        words = cut(self.words, free, marks.cut)
        pieces.append((words, palette.ink(palette.warn if self.is_warning else palette.muted)))
        between = f" {marks.dot} "
        if self.advice and width(words) + width(between) + width(self.advice) <= free:
            pieces.append((between + self.advice, palette.ink(palette.muted)))
        return strip_of(pieces, room, self.rich_style)
