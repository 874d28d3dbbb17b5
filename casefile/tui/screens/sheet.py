"""The title row of what lies over the desk: forms, choosers, help."""

from __future__ import annotations

from textual.strip import Strip
from textual.widget import Widget

from widgets.drawing import spread
from widgets.graphemes import cut, width
from widgets.marks import marks_of
from widgets.theme import palette_of


class SheetTitle(Widget):
    """What the sheet is for at the left, how to close it at the right."""

    DEFAULT_CSS = """
    SheetTitle { height: 1; dock: top; }
    """
    ALLOW_SELECT = False

    def __init__(self, title: str, aside: str = "esc closes") -> None:
        super().__init__()
        self._title = title
        self._aside = aside

    def render_line(self, y: int) -> Strip:
        palette = palette_of(self)
        marks = marks_of(self)
        room = max(1, self.size.width - width(self._aside) - 4)
        title = cut(self._title.replace("▸", marks.arrow), room, marks.cut)
        return spread(
            [(" ", None), (title, palette.ink(palette.text, "bold"))],
            [(self._aside + " ", palette.ink(palette.muted, "not bold"))],
            self.size.width,
            palette.focused_title,
        )
