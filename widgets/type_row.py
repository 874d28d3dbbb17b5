"""The types of hits in one row, where there is no room for a column of facets."""

from __future__ import annotations

from collections.abc import Sequence

from textual.strip import Strip
from textual.widget import Widget

from widgets.drawing import Piece, strip_of
from widgets.graphemes import width
from widgets.marks import marks_of
from widgets.theme import palette_of

Counted = tuple[str, str, int | None]


class TypeRow(Widget):
    """``all 11  articles 6 …`` at the left; a few more counts at the right where they fit."""

    DEFAULT_CSS = """
    TypeRow { height: 1; }
    """
    ALLOW_SELECT = False

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._types: tuple[Counted, ...] = ()
        self._chosen = ""
        self._aside: tuple[tuple[str, int], ...] = ()

    def show(self, types: Sequence[Counted], chosen: str, aside: Sequence[tuple[str, int]] = ()) -> None:
        """``types``: key, words and count; the one whose key is ``chosen`` is marked. ``aside``: words and count."""
        shown = (tuple(types), chosen, tuple(aside))
        if shown != (self._types, self._chosen, self._aside):
            self._types, self._chosen, self._aside = shown
            self.refresh()

    def render_line(self, y: int) -> Strip:
        palette, marks, room = palette_of(self), marks_of(self), self.size.width
        quiet = palette.ink(palette.muted)
        pieces: list[Piece] = []
        for key, words, count in self._types:
            is_chosen = key == self._chosen
            pieces.append((f" {marks.done} " if is_chosen else "  ", palette.ink(palette.accent)))
            style = palette.ink(palette.text, "bold") if is_chosen else quiet
            pieces.append((words if count is None else f"{words} {count:,}", style))
        taken = sum(width(text) for text, _ in pieces)
        aside = [f"{words} {count:,}" for words, count in self._aside]
        while aside and taken + 3 + sum(width(words) + 2 for words in aside) > room:
            aside.pop()
        right = "  ".join(aside)
        pieces += [(" " * (room - taken - width(right) - 1), None), (right, quiet)]
        return strip_of(pieces, room, self.rich_style)
