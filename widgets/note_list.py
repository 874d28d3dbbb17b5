"""The other notes of a case, one line each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, tzinfo

from casefile.domain.records import Note
from widgets.drawing import Piece
from widgets.graphemes import fit, width
from widgets.line_list import LineList, Look
from widgets.list_model import Section
from widgets.plain_dates import shown_moment

_KIND = 11


class NoteList(LineList[Note]):
    """Kind, title, and when it was changed, under a head of its own."""

    DEFAULT_CSS = """
    NoteList { height: auto; }
    """

    keeps_showing = False

    class Highlighted(LineList.Highlighted):
        """The selection came to stand on ``note`` (None: there is none)."""

        row: Note | None

        @property
        def note(self) -> Note | None:
            return self.row

    class Chosen(LineList.Chosen):
        """``note`` was opened."""

        row: Note

        @property
        def note(self) -> Note:
            return self.row

    def set_notes(
        self, notes: Sequence[Note], *, today: date | None = None, zone: tzinfo = UTC, head: str = "other notes"
    ) -> None:
        """Show ``notes`` in the order given. ``today`` and ``zone`` (the case's) make dates short."""
        self._today, self._zone = today, zone
        self.set_sections([Section(head, notes)])

    _today: date | None = None
    _zone: tzinfo = UTC

    def key_of(self, row: Note) -> str:
        return row.id

    def words_of(self, row: Note) -> str:
        return f"{row.label} {row.kind.value} {row.title}"

    def draw(self, row: Note, look: Look) -> list[list[Piece]]:
        palette = look.palette
        when = shown_moment(row.changed, self._today, self._zone) if self._today else row.changed[:10]
        kind = _KIND if look.room >= 30 else 0
        title = max(0, look.room - 1 - kind - width(when) - 1)
        return [
            [
                (" ", None),
                (fit(row.kind.value, kind), look.ink(palette.muted)),
                (fit(row.title or "untitled", title, mark=look.marks.cut), look.ink(palette.text)),
                (" ", None),
                (when, look.ink(palette.muted)),
            ]
        ]
