"""The notes pane: the current note as tall as it is, the passage of its pin, the other notes right below."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType

from casefile.tui import keymap
from widgets.line_list import LineList
from widgets.note_editor import NoteEditor
from widgets.note_list import NoteList
from widgets.note_view import NoteView
from widgets.pane import Pane
from widgets.passage_lines import PassageLines

_OTHERS_AT_MOST = 0.4


class DeskEditor(NoteEditor):
    BINDINGS: ClassVar[list[BindingType]] = list(keymap.WRITING)


class NotesPane(Pane):
    """A note that is short leaves no gap above the others; one that is long leaves them their room."""

    BINDINGS: ClassVar[list[BindingType]] = list(keymap.NOTES)

    def on_resize(self) -> None:
        self._share_out()

    def on_line_list_counted(self, event: LineList.Counted) -> None:
        self._share_out()

    def show_passage(self, words: str) -> None:
        """Show ``words`` below the note; empty: nothing."""
        passage = self.query_one(PassageLines)
        if words != passage.words:
            passage.say(words)
            passage.display = bool(words)
            self._share_out()

    def _share_out(self) -> None:
        room = self.size.height - self.head.size.height
        others, passage = self.query_one(NoteList), self.query_one(PassageLines)
        tall = min(others.model.lines, int(room * _OTHERS_AT_MOST)) if others.model.rows else 0
        below = tall + (passage.rows(self.size.width) if passage.display else 0)
        others.styles.height = tall
        self.query_one(NoteView).styles.max_height = max(1, room - below)
