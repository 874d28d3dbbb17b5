"""Cases: the first screen of somebody who has none, and the way from one to another."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen

from casefile.domain.errors import CasefileError
from casefile.services import cases
from casefile.services.cases import CaseSummary, OpenCase
from casefile.tui import keymap
from casefile.tui.paper import load_first
from casefile.tui.screens.form import Ask, FormScreen
from casefile.tui.session import Session
from widgets.drawing import Piece
from widgets.empty_state import Choice, EmptyState
from widgets.graphemes import fit, width
from widgets.key_bar import KeyBar
from widgets.line_list import LineList, Look
from widgets.pane import Pane
from widgets.plain_dates import shown_date
from widgets.top_bar import TopBar

if TYPE_CHECKING:
    from casefile.tui.app import CasefileApp

_CHOICES = (
    Choice("n", "new case", "a title is enough; the rest can wait"),
    Choice("d", "open the sample case", "an invented affair, built afresh"),
    Choice("o", "open a case folder", "a copy, a restored backup, read-only media"),
)
_PROMISE = (
    "Everything stays on this machine. Nothing is sent, fetched or looked up; "
    "originals are stored once and never changed."
)


class CaseList(LineList[CaseSummary]):
    """Title, what is in it, when it was used; what cannot be opened says why."""

    row_height = 2
    gap = 1
    lead = 1

    class Highlighted(LineList.Highlighted):
        row: CaseSummary | None

    class Chosen(LineList.Chosen):
        row: CaseSummary

    def key_of(self, row: CaseSummary) -> str:
        return str(row.path)

    def words_of(self, row: CaseSummary) -> str:
        return f"{row.title} {row.ref} {row.path.name}"

    def draw(self, row: CaseSummary, look: Look) -> list[list[Piece]]:
        palette, dot = look.palette, f" {look.marks.dot} "
        when = shown_date(row.opened[:10])
        title = fit(row.title, max(1, look.room - width(when) - 3), mark=look.marks.cut)
        facts = dot.join(
            part
            for part in (
                row.ref,
                f"{row.articles:,} articles",
                f"{row.entities:,} entities",
                f"{row.to_judge:,} to judge" if row.to_judge else "",
                f"{row.notes:,} notes",
            )
            if part
        )
        below: Piece = (row.problem, look.ink(palette.warn)) if row.problem else (facts, look.ink(palette.muted))
        return [
            [(" ", None), (title, look.ink(palette.text, "bold")), (f" {when} ", look.ink(palette.muted))],
            [(" ", None), below],
        ]


class CasesScreen(Screen[None]):
    """``is_home``: nothing lies under it, so Esc has nowhere to go back to."""

    BINDINGS: ClassVar[list[BindingType]] = [
        keymap.key("n", "new", "new", "cases.new", "make a case", bar=True),
        keymap.key("d", "sample", "sample", "cases.sample", "build the sample case and open it", bar=True),
        keymap.key("o", "open_folder", "folder", "cases.open", "open a case's folder", bar=True),
        keymap.key("escape", "back", "back", "cases.back", "back to the desk"),
    ]

    # The list takes the focus when there is something in it.
    AUTO_FOCUS = ""

    def __init__(self, *, is_home: bool) -> None:
        super().__init__()
        self._is_home = is_home
        self._is_busy = False

    @property
    def casefile(self) -> CasefileApp:
        from casefile.tui.app import CasefileApp

        assert isinstance(self.app, CasefileApp)
        return self.app

    def compose(self) -> ComposeResult:
        yield TopBar()
        yield Pane(CaseList(nothing="no cases yet", id="cases"), title="Cases", id="cases-pane")
        yield EmptyState(
            "casefile",
            "A desk for sources, names, notes and what they prove.",
            _CHOICES,
            [_PROMISE, "Your cases will be listed here, the last one first."],
            has_rules=True,
            measure=74,
            id="welcome",
        )
        yield KeyBar()

    def on_mount(self) -> None:
        self.query_one("#cases-pane").display = False
        self.query_one(TopBar).set_case("casefile", "" if self._is_home else "Cases", words="no case open")
        self.run_worker(self._list(), exclusive=True, group="list")

    def on_screen_resume(self) -> None:
        self.run_worker(self._list(), exclusive=True, group="list")

    async def _list(self) -> None:
        found = await asyncio.to_thread(cases.list_cases)
        self.query_one("#welcome").display = not found
        pane = self.query_one("#cases-pane", Pane)
        pane.display = bool(found)
        pane.set_title("Cases", f"{len(found)} · the last one first")
        rows = self.query_one(CaseList)
        rows.set_rows(found)
        if found and rows.screen is self.app.screen:
            rows.focus()
        words = f"{len(found)} case" + ("" if len(found) == 1 else "s")
        self.query_one(KeyBar).set_status("offline", words)

    # Opening

    def on_case_list_chosen(self, event: CaseList.Chosen) -> None:
        event.stop()
        self._open(event.row.path)

    def _open(self, where: str | Path) -> None:
        session = self.casefile.session
        if session is not None and Path(where).absolute() == session.case.root:
            self.action_back()
            return

        def opening() -> OpenCase:
            return cases.open_case(where, for_desk=True)

        self._busy(opening)

    def _busy(self, opening: object) -> None:
        if not self._is_busy:
            self._is_busy = True
            self.run_worker(self._put_on_desk(opening), group="open")

    async def _put_on_desk(self, opening: object) -> None:
        assert callable(opening)
        try:
            case: OpenCase = await asyncio.to_thread(opening)
            await asyncio.to_thread(cases.remember_last, case)
        except CasefileError as error:
            self.casefile.say_error(error)
            return
        finally:
            self._is_busy = False
        session = Session(case)
        first = session.reading(load_first)
        await asyncio.wait([asyncio.wrap_future(first)])
        self.app.call_later(self.casefile.open_session, session, first)

    def action_new(self) -> None:
        def given(answer: dict[str, str] | None) -> None:
            title = (answer or {}).get("title", "").strip()
            if answer is not None and title:
                self._busy(lambda: _new(title, answer["ref"].strip(), answer["question"].strip()))

        asks = [
            Ask("title", "title", hint="what it is about"),
            Ask("ref", "reference", hint="your own number, if you have one"),
            Ask("question", "question", hint="what it is to answer"),
        ]
        self.app.push_screen(FormScreen("New case", asks, yes="make it"), given)

    def action_sample(self) -> None:
        self.casefile.notify("Building the sample case …")
        self._busy(_sample)

    def action_open_folder(self) -> None:
        def given(answer: dict[str, str] | None) -> None:
            path = (answer or {}).get("path", "").strip()
            if path:
                self._open(path)

        self.app.push_screen(FormScreen("Open a case", [Ask("path", "folder", hint="~/cases/…")], yes="open"), given)

    def action_back(self) -> None:
        if not self._is_home:
            self.dismiss(None)


def _new(title: str, ref: str, question: str) -> OpenCase:
    made = cases.create_case(title, ref=ref, question=question)
    made.close()
    return cases.open_case(made.root, for_desk=True)


def _sample() -> OpenCase:
    from casefile.services.demo import build_demo

    made = build_demo()
    made.close()
    return cases.open_case(made.root, for_desk=True)
