"""Typing the tags of one thing: a line of them with commas, and those that the case has offered for what is typed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import Static

from casefile.domain.errors import UsageError
from casefile.domain.folding import fold
from casefile.domain.tags import tag_names
from casefile.tui import keymap
from casefile.tui.screens.chooser import Choice, ChooserScreen
from casefile.tui.screens.sheet import SheetTitle
from widgets.content import content
from widgets.line_list import LineList
from widgets.query_line import QueryLine

_SAVE = "save"
_MOST = 200
"""Tags that are offered at once: who looks for one further down types a letter."""
_KEYS = "enter takes the row · a comma ends a tag · F10 or ctrl+s saves"


class TagSheet(ChooserScreen):
    """Returns the tags as they shall be, or None after Esc.

    The last part of the line, behind its last comma, is being typed: the list offers what the case has for it, and it
    itself as a new tag. While nothing is being typed the list's first row saves.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        keymap.key("tab", "take", "take", "tags.take", "take the row into the line"),
        keymap.key("f10,ctrl+s,ctrl+enter,alt+enter", "save", "save", "tags.save", "save the tags, from anywhere"),
    ]

    def __init__(self, title: str, tags: Sequence[str], known: Sequence[tuple[str, int]]) -> None:
        """``known`` are the tags of the case and how often each stands, most used first."""
        self._known = [(name, fold(name), count) for name, count in known]
        typed = "".join(f"{tag}, " for tag in tags)
        super().__init__(title, self._offers(typed), hint="a tag; commas between several", typed=typed)

    def compose(self) -> ComposeResult:
        with Vertical(classes="sheet chooser"):
            yield SheetTitle(self._title)
            yield self.line
            yield self.rows
            yield Static(content(_KEYS), classes="sheet-keys")

    def narrow(self, typed: str) -> None:
        rows = self._offers(typed)
        self.fill(rows)
        if rows:
            self.rows.select(rows[0].key)
        self.line.set_info(_complaint(typed))

    def _offers(self, typed: str) -> list[Choice]:
        before, part = _parts(typed)
        standing = {fold(" ".join(one.split())) for one in before.split(",")}
        wanted = fold(part)
        fitting = [row for row in self._known if wanted in row[1] and row[1] not in standing]
        fitting.sort(key=lambda row: not row[1].startswith(wanted))
        rows = [Choice(f"tag {folded}", name, name, aside=f"{count:,}") for name, folded, count in fitting[:_MOST]]
        if part and wanted not in {folded for _, folded, _ in self._known}:
            rows.append(Choice("new", f"new: {part}", part))
        if not part:
            rows.insert(0, Choice(_SAVE, f"save: {' '.join(before.split()).rstrip(', ') or 'no tags'}", None))
        return rows

    def on_line_list_counted(self, event: LineList.Counted) -> None:
        # How many are offered does not matter here: the line says what is wrong with what was typed.
        event.prevent_default()

    def on_line_list_chosen(self, event: LineList.Chosen) -> None:
        event.stop()
        event.prevent_default()
        if event.row.key == _SAVE:
            self.action_save()
        else:
            self._take(event.row.value)

    def on_query_line_submitted(self, event: QueryLine.Submitted) -> None:
        event.stop()
        event.prevent_default()
        self.action_save()

    def action_take(self) -> None:
        """Take the row that the selection stands on into the line."""
        row = self.rows.highlighted
        if row is not None and row.key != _SAVE:
            self._take(row.value)

    def _take(self, name: str) -> None:
        before, _ = _parts(self.line.value)
        self.line.value = f"{before}{' ' if before else ''}{name}, "

    def action_save(self) -> None:
        """Close with what stands in the line; what cannot be a tag is said, and nothing is closed."""
        try:
            self.dismiss(tag_names(self.line.value))
        except UsageError as error:
            self.app.notify(f"{error.message}\n{error.hint}", severity="warning")


def _parts(typed: str) -> tuple[str, str]:
    """What stands before the last comma, with it, and the tag that is being typed."""
    before, comma, part = typed.rpartition(",")
    return before + comma, " ".join(part.split())


def _complaint(typed: str) -> str:
    try:
        tag_names(typed)
    except UsageError as error:
        return error.message.rstrip(".")
    return ""
