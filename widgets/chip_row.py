"""One row that says what a search is limited to, so that nobody takes a part for the whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from widgets.drawing import Piece, strip_of
from widgets.graphemes import cut, width
from widgets.marks import marks_of
from widgets.theme import palette_of

_LONGEST = 28


@dataclass(frozen=True, slots=True)
class Chip:
    """One filter: ``label`` (the facet) and ``words`` (the value); ``key`` tells it from the others."""

    key: str
    label: str
    words: str


class ChipRow(Widget):
    """Filters side by side, and how to take them off. It takes no room while there are none."""

    DEFAULT_CSS = """
    ChipRow { height: 1; background: $focus; }
    """
    ALLOW_SELECT = False

    class Removed(Message):
        """A chip was clicked: its filter is to go."""

        def __init__(self, key: str) -> None:
            super().__init__()
            self.key = key

    def __init__(self, hint: str = "", *, id: str | None = None) -> None:  # noqa: A002
        """``hint``: how to take a chip off, in a few words."""
        super().__init__(id=id)
        self.chips: tuple[Chip, ...] = ()
        self._hint = hint
        self._regions: list[tuple[int, int, str]] = []

    def on_mount(self) -> None:
        self.display = bool(self.chips)

    def show(self, chips: Sequence[Chip]) -> None:
        """Show ``chips`` in their order."""
        if tuple(chips) != self.chips:
            self.chips = tuple(chips)
            self.display = bool(chips)
            self.refresh()

    def render_line(self, y: int) -> Strip:
        palette, marks, room = palette_of(self), marks_of(self), self.size.width
        quiet = palette.ink(palette.muted)
        pieces: list[Piece] = [(" only ", quiet)]
        at = 6
        self._regions = []
        for number, chip in enumerate(self.chips):
            words = cut(chip.words, _LONGEST, marks.cut)
            label = f" {chip.label} " if chip.label else " "
            wide = width(label) + width(words) + 3
            left = len(self.chips) - number
            if at + wide + (8 if left > 1 else 0) > room:
                pieces.append((f" and {left:,} more", quiet))
                at += len(f" and {left:,} more")
                break
            ground = palette.ground(palette.chip)
            pieces += [
                (label, quiet + ground),
                (words, palette.grade),
                (f" {marks.times} ", quiet + ground),
                (" ", None),
            ]
            self._regions.append((at, at + wide, chip.key))
            at += wide + 1
        if at + width(self._hint) + 2 < room:
            pieces += [(" " * (room - at - width(self._hint) - 1), None), (self._hint, quiet)]
        return strip_of(pieces, room, self.rich_style)

    def on_click(self, event: events.Click) -> None:
        for first, last, key in self._regions:
            if first <= event.x < last:
                self.post_message(self.Removed(key))
