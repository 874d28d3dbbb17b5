"""Choosing one of many by typing a few letters: kinds, formats, an entity to merge with, a command."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen

from casefile.tui.screens.sheet import SheetTitle
from widgets.drawing import Piece
from widgets.graphemes import cut, width
from widgets.line_list import LineList, Look
from widgets.list_model import Section
from widgets.query_line import QueryLine


@dataclass(frozen=True, slots=True)
class Choice:
    """A row to choose. ``glyph`` stands before the words, ``aside`` at the right end; ``value`` is returned."""

    key: str
    words: str
    value: Any
    glyph: str = ""
    aside: str = ""
    also: str = ""
    group: str = ""


class ChoiceList(LineList[Choice]):
    """Choices in their groups. Typing is done in the field above; this list only follows."""

    can_focus = False

    def key_of(self, row: Choice) -> str:
        return row.key

    def words_of(self, row: Choice) -> str:
        return f"{row.words} {row.also}" if row.also else row.words

    def draw(self, row: Choice, look: Look) -> list[list[Piece]]:
        palette = look.palette
        glyph: Piece = (f" {row.glyph} " if row.glyph else " ", look.ink(palette.muted))
        aside: Piece = (f"{row.aside} ", look.ink(palette.muted))
        room = max(1, look.room - width(glyph[0]) - width(aside[0]) - 1)
        words = cut(row.words, room)
        style = look.ink(palette.text, "bold" if look.is_selected else "")
        return [[glyph, (words, style), (" " * (room - width(words) + 1), None), aside]]

    def show(self, choices: Sequence[Choice]) -> None:
        """Replace the rows; choices of one group stand together under its name."""
        groups: dict[str, list[Choice]] = {}
        for choice in choices:
            groups.setdefault(choice.group, []).append(choice)
        self.set_sections(Section(group, rows) for group, rows in groups.items())


class ChooserScreen(ModalScreen[Any]):
    """A line to type in and a list that narrows with each key. Returns a choice's value, or None after Esc.

    With ``is_free`` what was typed is returned as it stands where no row fits.
    """

    AUTO_FOCUS = "QueryInput"

    def __init__(
        self,
        title: str,
        choices: Sequence[Choice],
        *,
        hint: str = "type a few letters",
        typed: str = "",
        nothing: str = "nothing to choose from",
        is_free: bool = False,
    ) -> None:
        super().__init__()
        self._title = title
        self._choices = choices
        self._typed = typed
        self._is_free = is_free
        self.rows = ChoiceList(nothing=nothing, id="choices")
        self.line = QueryLine(prompt=">", placeholder=hint, drives=self.rows)

    def compose(self) -> ComposeResult:
        with Vertical(classes="sheet chooser"):
            yield SheetTitle(self._title)
            yield self.line
            yield self.rows

    def on_mount(self) -> None:
        self.fill(self._choices)
        self.line.value = self._typed
        self.line.input.cursor_blink = False
        self.line.focus_input()

    def fill(self, choices: Sequence[Choice]) -> None:
        """Offer other choices."""
        self.rows.show(choices)

    def narrow(self, typed: str) -> None:
        """Show what ``typed`` asks for."""
        self.rows.filter(typed)

    def on_line_list_counted(self, event: LineList.Counted) -> None:
        self.line.set_info(f"{event.shown:,} of {event.total:,}")

    def on_query_line_changed(self, event: QueryLine.Changed) -> None:
        event.stop()
        self.narrow(event.value)

    def on_query_line_submitted(self, event: QueryLine.Submitted) -> None:
        event.stop()
        if self._is_free and event.value.strip():
            self.dismiss(event.value.strip())

    def on_query_line_left(self, event: QueryLine.Left) -> None:
        event.stop()
        self.dismiss(None)

    def on_line_list_chosen(self, event: LineList.Chosen) -> None:
        event.stop()
        self.dismiss(event.row.value)
