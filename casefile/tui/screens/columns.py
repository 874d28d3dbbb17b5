"""How a table becomes articles: its columns, an example of each, and the field that each becomes."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from casefile.domain.intake import Column, TablePreview
from casefile.tui import keymap
from casefile.tui.screens.sheet import SheetTitle
from widgets.content import content
from widgets.drawing import Piece
from widgets.graphemes import fit
from widgets.line_list import LineList, Look

FIELDS = ("", "title", "text", "publisher", "author", "published", "url", "language", "retrieved")
NO_FIELD = "metadata"
"""What a column is said to be that is no field of an article: kept beside it, under its own name."""
_OTHER = "kept as metadata"
_FIELD = 18

Mapping = tuple[tuple[str, str], ...]


class ColumnList(LineList[Column], inherit_bindings=False):
    """A column's name, what its first row holds, and what it becomes."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *(one for one in Binding.make_bindings(LineList.BINDINGS) if one.action not in ("choose", "filter")),
        Binding("enter", "choose", "add", id="columns.choose", tooltip="add it with these fields"),
    ]

    class Chosen(LineList.Chosen):
        row: Column

    def key_of(self, row: Column) -> str:
        return row.name

    def words_of(self, row: Column) -> str:
        return f"{row.name} {row.field}"

    def draw(self, row: Column, look: Look) -> list[list[Piece]]:
        palette, marks = look.palette, look.marks
        name = max(8, min(24, look.room // 3))
        example = max(1, look.room - name - _FIELD - 3)
        bold = "bold" if look.is_selected else ""
        becomes: Piece = (
            fit(row.field or _OTHER, _FIELD, mark=marks.cut),
            look.ink(palette.text if row.field else palette.muted, bold if row.field else ""),
        )
        return [
            [
                (fit(row.name, name, mark=marks.cut), look.ink(palette.text, bold)),
                (f" {fit(row.example, example, mark=marks.cut)} ", look.ink(palette.muted)),
                (f"{marks.arrow}", look.ink(palette.muted)),
                becomes,
            ]
        ]


class ColumnsScreen(ModalScreen[Mapping | None]):
    """Left and right change what a column becomes. Returns pairs of column and field, or None after Esc."""

    AUTO_FOCUS = "ColumnList"

    BINDINGS: ClassVar[list[BindingType]] = [
        keymap.key("right", "turn(1)", "next field", "columns.next", "the next field, the one before", bar=True),
        keymap.key("left", "turn(-1)", "field before", "columns.before", "the next field, the one before"),
        keymap.key("f10,ctrl+s", "submit", "add", "columns.add", "add it with these fields", bar=True),
        keymap.key("escape", "cancel", "cancel", "columns.cancel", "close it; nothing is added", bar=True),
    ]

    def __init__(self, name: str, preview: TablePreview) -> None:
        super().__init__()
        self._file, self._preview = name, preview
        self.rows = ColumnList(nothing="no columns", id="columns")

    def compose(self) -> ComposeResult:
        with Vertical(classes="sheet columns"):
            yield SheetTitle(f"Columns of {self._file}", "esc cancels")
            yield Static(content("", lines=True), classes="sheet-words sheet-body", id="columns-words")
            yield self.rows
            yield Static(content("← → change what a column becomes · enter adds it"), classes="sheet-keys")

    def on_mount(self) -> None:
        self.rows.set_rows(self._preview.columns)
        self._say()

    def _say(self) -> None:
        has_text = any(column.field == "text" for column in self.rows.model.rows)
        one = "line" if self._preview.kind == "jsonl" or self._file.lower().endswith(("jsonl", "ndjson")) else "row"
        if has_text:
            words = f"Each {one} becomes an article."
        else:
            words = "No column is the text: the file becomes one item. Say which is the text, if one is."
        self.query_one("#columns-words", Static).update(content(words, lines=True))

    def action_turn(self, by: int) -> None:
        """Make the selected column the next field; a field that another column was leaves that one."""
        column = self.rows.highlighted
        if column is None:
            return
        field = FIELDS[(FIELDS.index(column.field) + by) % len(FIELDS)] if column.field in FIELDS else ""
        self.rows.set_rows([self._after(one, column, field) for one in self.rows.model.rows])
        self._say()

    def _after(self, one: Column, changed: Column, field: str) -> Column:
        if one is changed:
            return replace(one, field=field)
        return replace(one, field="") if field and one.field == field else one

    def on_column_list_chosen(self, event: ColumnList.Chosen) -> None:
        event.stop()
        self.action_submit()

    def action_submit(self) -> None:
        self.dismiss(tuple((column.name, column.field or NO_FIELD) for column in self.rows.model.rows))

    def action_cancel(self) -> None:
        self.dismiss(None)
