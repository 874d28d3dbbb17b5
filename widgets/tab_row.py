"""The panes as tabs, where the screen is too narrow for more than one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from widgets.drawing import Piece, joined, strip_of
from widgets.graphemes import cut, width
from widgets.marks import marks_of
from widgets.theme import palette_of

_LEAST_NAME = 6


@dataclass(frozen=True, slots=True)
class Tab:
    """One pane: ``id`` is for the program, ``key`` opens it, ``count`` stands behind its name."""

    id: str
    key: str
    words: str
    count: str = ""


class TabRow(Widget):
    """``1 Source  2 Entities 48  3 Notes 6``; what the open one shows stands at the right."""

    DEFAULT_CSS = """
    TabRow { height: 1; background: $bg; color: $muted; }
    """
    ALLOW_SELECT = False

    class Chosen(Message):
        """A tab was clicked."""

        def __init__(self, row: TabRow, tab: str) -> None:
            super().__init__()
            self.row = row
            self.tab = tab

        @property
        def control(self) -> TabRow:
            return self.row

    def __init__(
        self,
        *,
        name: str | None = None,
        id: str | None = None,  # noqa: A002
        classes: str | None = None,
    ) -> None:
        super().__init__(name=name, id=id, classes=classes)
        self._tabs: tuple[Tab, ...] = ()
        self._open = ""
        self._info: tuple[str, str, str] = ("", "", "")
        self._chip = ""
        self._regions: list[tuple[int, int, str]] = []

    def set_tabs(self, tabs: Sequence[Tab], opened: str) -> None:
        """Show ``tabs``, the one with the id ``opened`` as open."""
        self._tabs, self._open = tuple(tabs), opened
        self.refresh()

    def set_info(self, label: str = "", name: str = "", date: str = "", chip: str = "") -> None:
        """Say at the right what the open pane shows, and its grade: ``name`` is cut where room is short, no other."""
        self._info, self._chip = (label, name, date), chip
        self.refresh()

    def _facts(self, room: int) -> str:
        marks = marks_of(self)
        label, name, date = self._info
        dot = f" {marks.dot} "
        free = room - width(joined((label, date), dot)) - width(dot) * bool(label or date)
        shown = cut(name, max(0, free), marks.cut)
        # Two letters of a name say nothing.
        return cut(joined((label, shown if shown == name or free >= _LEAST_NAME else "", date), dot), room, marks.cut)

    def render_line(self, y: int) -> Strip:
        palette, room = palette_of(self), self.size.width
        pieces: list[Piece] = [(" ", None)]
        self._regions, at = [], 1
        for tab in self._tabs:
            words = f"{tab.key} {tab.words}" + (f" {tab.count}" if tab.count else "")
            is_open = tab.id == self._open
            style = palette.ink(palette.accent, "bold underline") if is_open else palette.ink(palette.muted)
            pieces += [(words, style), ("  ", None)]
            self._regions.append((at, at + width(words), tab.id))
            at += width(words) + 2
        chip = f" {self._chip} " if self._chip else ""
        info = self._facts(max(0, room - at - len(chip) - 3))
        gap = room - at - width(info) - len(chip) - (2 if chip else 0) - 1
        right: list[Piece] = [(" " * gap, None), (info, palette.ink(palette.muted))]
        if chip:
            right += [("  ", None), (chip, palette.grade)]
        return strip_of([*pieces, *right], room, self.rich_style)

    def on_click(self, event: events.Click) -> None:
        for first, last, tab in self._regions:
            if first <= event.x < last:
                self.post_message(self.Chosen(self, tab))
