"""What could be asked: examples where nothing was asked yet, other questions where nothing was found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from textual.strip import Strip

from widgets.drawing import Piece, strip_of
from widgets.empty_state import wrapped
from widgets.graphemes import fit, width
from widgets.line_list import LineList, Look
from widgets.list_model import Section
from widgets.theme import palette_of

_NARROW = 56
_MEASURE = 76


@dataclass(frozen=True, slots=True)
class Hint:
    """A question to try. ``query`` is what would be typed, ``words`` what it does, ``count`` how many it finds;
    ``key`` tells whoever asks which it was."""

    query: str
    words: str
    count: int | None = None
    key: str = ""


class HintList(LineList[Hint]):
    """Words to begin with, then questions, what they do and how many hits they have; Enter asks one.

    No row is marked before somebody goes into the list.
    """

    keeps_showing = False
    was_entered = False

    class Chosen(LineList.Chosen):
        """``row`` is to be asked."""

        row: Hint

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._intro = ""
        self._intro_lines: list[str] = []

    def key_of(self, row: Hint) -> str:
        return row.key or row.words

    def words_of(self, row: Hint) -> str:
        return f"{row.query} {row.words}"

    def heights(self, rows: Sequence[Hint]) -> list[int] | None:
        return [1 + (self.scrollable_content_region.width - 4 < _NARROW)] * len(rows)

    def show(self, intro: str, sections: Sequence[Section[Hint]]) -> None:
        """Say ``intro`` and show ``sections``; nothing is done where nothing changed."""
        if intro != self._intro or list(sections) != self.model.sections:
            self._intro = intro
            self._lay_intro()
            self.set_sections(sections)

    def restart(self) -> None:
        """As if nobody had gone into it."""
        self.was_entered = self.is_driven = False

    def validate_is_driven(self, is_driven: bool) -> bool:
        return is_driven and self.was_entered

    def on_resize(self) -> None:
        self._lay_intro()
        super().on_resize()

    def _lay_intro(self) -> None:
        room = max(8, min(_MEASURE, self.size.width - 4))
        self._intro_lines = ["", *wrapped(self._intro, room), ""] if self._intro else [""]
        self.model.shape = replace(self.model.shape, lead=len(self._intro_lines))

    def action_move(self, by: int) -> None:
        if self.was_entered:
            super().action_move(by)
        else:
            # The first key marks the first question.
            self.was_entered = self.is_driven = True

    def action_page(self, share: float) -> None:
        self.action_move(1 if share > 0 else -1)

    def render_line(self, y: int) -> Strip:
        line, room = y + self.scroll_offset.y, self.scrollable_content_region.width
        if line < len(self._intro_lines):
            palette = palette_of(self)
            return strip_of([("  " + self._intro_lines[line], palette.ink(palette.muted))], room, self._ground)
        return super().render_line(y)

    def draw(self, row: Hint, look: Look) -> list[list[Piece]]:
        palette, room = look.palette, look.room - 2
        quiet = look.ink(palette.muted)
        count = "" if row.count is None else f" {row.count:,}"
        asked = look.ink(palette.text, "bold" * look.is_selected)
        if look.room - 2 < _NARROW:
            first = fit(row.query, room - width(count), mark=look.marks.cut)
            return [
                [("  ", None), (first, asked), (count, quiet)],
                [("    ", None), (fit(row.words, room - 2, mark=look.marks.cut), quiet)],
            ]
        left = room * 2 // 5
        right = room - left - width(count) - 1
        pieces: list[Piece] = [("  ", None), (fit(row.query, left, mark=look.marks.cut) + " ", asked)]
        return [[*pieces, (fit(row.words, right, mark=look.marks.cut), quiet), (count, quiet)]]
