"""The journal: what was done in this case, by whom and when, the newest first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen

from casefile.services import history
from casefile.services.cases import OpenCase
from casefile.tui import keymap
from casefile.tui.screens.sheet import SheetTitle
from casefile.tui.session import Session
from widgets.drawing import Piece
from widgets.graphemes import cut, fit, width
from widgets.line_list import LineList, Look
from widgets.query_line import QueryLine

_MOST = 2_000


@dataclass(frozen=True, slots=True)
class Act:
    """One row of the journal in words. ``at`` is UTC, to the minute."""

    seq: int
    at: str
    actor: str
    words: str


class ActList(LineList[Act]):
    can_focus = False

    def key_of(self, row: Act) -> str:
        return str(row.seq)

    def words_of(self, row: Act) -> str:
        return f"{row.seq} {row.at} {row.actor} {row.words}"

    def draw(self, row: Act, look: Look) -> list[list[Piece]]:
        palette = look.palette
        quiet = look.ink(palette.muted)
        actor = cut(row.actor, 16)
        room = max(1, look.room - 8 - 18 - width(actor) - 2)
        return [
            [
                (f"{row.seq:>6,}  ", quiet),
                (f"{row.at}  ", quiet),
                (fit(row.words, room, mark=look.marks.cut), look.ink(palette.text)),
                (f" {actor} ", quiet),
            ]
        ]


class LogScreen(ModalScreen[None]):
    """Type to narrow, Esc to close. ``u`` on the desk takes the newest back."""

    AUTO_FOCUS = "QueryInput"

    BINDINGS: ClassVar[list[BindingType]] = [
        keymap.key("escape", "leave", "close", "log.close", "close the journal", first=True)
    ]

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.rows = ActList(nothing="nothing has been done yet")
        self.line = QueryLine(prompt="/", placeholder="narrow the journal", drives=self.rows)

    def compose(self) -> ComposeResult:
        with Vertical(classes="sheet help chooser"):
            yield SheetTitle("Journal ▸ newest first")
            yield self.line
            yield self.rows

    def on_mount(self) -> None:
        self.line.input.cursor_blink = False
        self.line.focus_input()
        self.run_worker(self._read())

    async def _read(self) -> None:
        self.rows.set_rows(await self._session.read(_acts))

    def on_query_line_changed(self, event: QueryLine.Changed) -> None:
        event.stop()
        self.rows.filter(event.value)

    def on_line_list_counted(self, event: LineList.Counted) -> None:
        self.line.set_info(f"{event.shown:,} of {event.total:,}")

    def action_leave(self) -> None:
        self.dismiss(None)


def _acts(case: OpenCase) -> list[Act]:
    from casefile.services import rows

    newest, _ = rows.journal_head(case)
    entries = history.log(case, after=max(0, newest - _MOST))
    return [
        Act(entry.seq, entry.at[:16].replace("T", " "), entry.actor, history.describe(case, entry))
        for entry in reversed(entries)
    ]
