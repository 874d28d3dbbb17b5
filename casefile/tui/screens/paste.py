"""Pasting a text as an article."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from casefile.domain.records import Metadata
from casefile.tui import keymap
from casefile.tui.screens.sheet import SheetTitle
from widgets.content import content
from widgets.note_editor import NoteEditor
from widgets.text_line import TextLine

_FIELDS = (
    ("title", "title", ""),
    ("publisher", "publisher", ""),
    ("published", "published", "2023, 2023-01, 2023-01-16"),
    ("url", "address", "where it was found"),
)


@dataclass(frozen=True, slots=True)
class Pasted:
    """A text as it was pasted, and what the person says about it."""

    text: str
    metadata: Metadata


class PasteScreen(ModalScreen[Pasted | None]):
    """A field to paste into, and a few lines about it. Returns None after Esc."""

    AUTO_FOCUS = "NoteEditor"

    BINDINGS: ClassVar[list[BindingType]] = [
        keymap.key("escape", "cancel", "cancel", "paste.cancel", "close it; nothing is added", bar=True, first=True),
        keymap.key("f10,ctrl+s,alt+enter", "submit", "add", "paste.add", "add it as an article", bar=True, first=True),
        keymap.key("tab", "app.focus_next", "next", "paste.next", "the next field", first=True),
        keymap.key("shift+tab", "app.focus_previous", "previous", "paste.previous", "the field before", first=True),
    ]

    def compose(self) -> ComposeResult:
        with Vertical(classes="sheet"):
            yield SheetTitle("Paste a text", "esc cancels")
            yield NoteEditor(classes="paste", id="pasted")
            with Vertical(classes="sheet-body"):
                for name, label, hint in _FIELDS:
                    with Horizontal(classes="ask"):
                        yield Static(content(label), classes="ask-label")
                        yield TextLine(placeholder=hint, id=f"paste-{name}")
            yield Static(content("tab next field · F10 or ctrl+s adds it"), classes="sheet-keys")

    def on_mount(self) -> None:
        editor = self.query_one(NoteEditor)
        editor.placeholder = content("Paste here with your terminal's own key: often ctrl+shift+v, cmd+v on a Mac.")
        editor.focus()

    def action_submit(self) -> None:
        given = {name: self.query_one(f"#paste-{name}", TextLine).value.strip() or None for name, _, _ in _FIELDS}
        text = self.query_one(NoteEditor).text
        if not text.strip():
            self.notify("There is no text yet: paste it into the field first.")
            return
        metadata = Metadata(
            title=given["title"], publisher=given["publisher"], published=given["published"], url=given["url"]
        )
        self.dismiss(Pasted(text, metadata))

    def action_cancel(self) -> None:
        self.dismiss(None)
