"""What came in: every item of the case and how it ended, what is still to do, and what is offered of it."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen

from casefile.domain.errors import CasefileError
from casefile.domain.intake import IntakeRow
from casefile.domain.kinds import IntakeState
from casefile.domain.records import CaseInfo, Counts
from casefile.tui import intake_rows, keymap
from casefile.tui.intake_rows import FILTERS, NOTHING, OFFERED, Listed
from casefile.tui.session import Session, is_leaving, spare_collector
from widgets.intake_list import IntakeList, Offered, numbers_of
from widgets.key_bar import KeyBar
from widgets.pane import Pane
from widgets.progress_line import ProgressLine
from widgets.query_line import Filtered
from widgets.said_lines import SaidLines
from widgets.tab_row import Tab, TabRow
from widgets.top_bar import TopBar

if TYPE_CHECKING:
    from casefile.tui.desk.taking_in import TakingIn

_NOTHING = {
    "all": "nothing has come in yet: esc, then o adds files",
    "todo": "nothing is to do: all that came in was read",
    "duplicates": "nothing came in twice",
    "waiting": "nothing waits",
    "offered": "no copies and no versions are offered",
}
_TITLES = {
    "all": "All that came in",
    "todo": "Unread, and read in part",
    "duplicates": "The same bytes again",
    "waiting": "Waiting to be read, or not taken in",
    "offered": "Copies and versions, offered",
}
_LONGEST_REST = 3.0


@dataclass(slots=True)
class IntakePlace:
    """Where a person was in the list, so that the way back leads to exactly the same row."""

    filter: str = intake_rows.ALL
    key: str = ""
    words: str = ""
    top: int = 0
    marked: tuple[str, ...] = ()
    listed: Listed = field(default=NOTHING)


class ItemsPane(Pane):
    BINDINGS: ClassVar[list[BindingType]] = list(keymap.INTAKE)


class IntakeScreen(Screen[int | None]):
    """Returns the number of an article to open, or None after Esc. ``desk`` carries out what its keys ask for."""

    BINDINGS: ClassVar[list[BindingType]] = list(keymap.INTAKE_SCREEN)
    AUTO_FOCUS = "IntakeList"

    def __init__(self, desk: TakingIn, info: CaseInfo | None, counts: Counts, place: IntakePlace) -> None:
        super().__init__()
        self._desk, self._info, self._counts, self.place = desk, info, counts, place
        self._listed = place.listed
        self._is_reading = self._again = False
        self.rows = IntakeList(nothing="reading …", id="intake")

    @property
    def _session(self) -> Session:
        return self._desk.session

    def compose(self) -> ComposeResult:
        yield TopBar(id="top")
        yield TabRow(id="filters")
        with ItemsPane(id="intake-pane"):
            yield Filtered(self.rows)
            yield SaidLines(id="said")
        yield ProgressLine(id="progress")
        yield KeyBar(id="keys")

    def on_mount(self) -> None:
        self.query_one(TopBar).set_case(self._info.title if self._info else "casefile", "What came in", self._counts)
        self.query_one(ProgressLine).show(*self._desk.progress)
        self._show_filters()
        if self._listed is not NOTHING:
            self._show_rows()
            self.call_after_refresh(self._return_to_place)
        self.refresh_rows()

    def _return_to_place(self) -> None:
        place, filtered = self.place, self.query_one(Filtered)
        self.rows.mark(place.marked)
        if place.words:
            filtered.add_class("-filtering")
            filtered.line.value = place.words
            self.rows.filter(place.words)
        self.rows.select(place.key)
        self.rows.scroll_to(y=place.top, animate=False, force=True)
        self.rows.focus()

    def note_place(self) -> None:
        """Remember where the person is: the screen is about to go."""
        row = self.rows.highlighted
        self.place.key = row.key if row is not None else ""
        self.place.words = self.query_one(Filtered).line.value
        self.place.top = self.rows.scroll_offset.y
        self.place.marked = tuple(row.key for row in self.rows.marked)
        self.place.listed = self._listed

    # Rows in

    def case_changed(self, counts: Counts) -> None:
        """Somebody changed the case: read the rows again."""
        self._counts = counts
        self.query_one(TopBar).set_counts(counts)
        self.refresh_rows()

    def refresh_rows(self) -> None:
        """Read the rows again beside the keys; several wishes in a row are one."""
        self._again = True
        if not self._is_reading:
            self._is_reading = True
            self.run_worker(self._read(), group="rows")

    async def _read(self) -> None:
        try:
            while self._again and not is_leaving(self):
                self._again = False
                started = time.monotonic()
                listed = await self._session.read(intake_rows.load, self._listed)
                if is_leaving(self):
                    return
                self._listed = listed
                self._show_filters()
                self._show_rows()
                spare_collector()
                if self._again:
                    # While thousands come in, the list follows at a pace that leaves the machine alone.
                    await asyncio.sleep(min(_LONGEST_REST, 3 * (time.monotonic() - started)))
        except CasefileError as error:
            self._desk.casefile.say_error(error)
        finally:
            self._is_reading = False

    def _show_filters(self) -> None:
        listed = self._listed
        tabs = [
            Tab(name, f"{at}", words, f"{listed.count(name):,}" if listed is not NOTHING else "")
            for at, (name, words) in enumerate(FILTERS, 1)
        ]
        self.query_one("#filters", TabRow).set_tabs(tabs, self.place.filter)

    def _show_rows(self) -> None:
        name = self.place.filter
        self.rows.nothing = _NOTHING[name] if self._listed is not NOTHING else "reading …"
        found = self._listed.by_filter.get(name, ())
        self.rows.set_items(found, self._listed.folded.get(name), has_containers=self._listed.has_containers)
        order = "versions, then copies" if name == OFFERED else "oldest first"
        self.query_one("#intake-pane", Pane).set_title(_TITLES[name], order)

    def on_intake_list_highlighted(self, event: IntakeList.Highlighted) -> None:
        event.stop()
        self._say_row()

    def _say_row(self) -> None:
        self.query_one(SaidLines).say(intake_rows.in_full(self.rows.highlighted))
        self._show_status()
        self.refresh_bindings()

    def on_intake_list_marked(self, event: IntakeList.Marked) -> None:
        event.stop()
        self._show_status()

    def on_line_list_counted(self, event: IntakeList.Counted) -> None:
        self._show_status()

    def _show_status(self) -> None:
        at, shown = self.rows.place
        marked = len(self.rows.marked)
        self.query_one(KeyBar).set_status(
            (f"{marked:,} marked" if marked else "", 6), (f"{at:,} of {shown:,}" if shown else "", 2)
        )

    def show_progress(self, words: str, label: str) -> None:
        """How far the adding or reading is that goes on beside; empty: nothing does."""
        self.query_one(ProgressLine).show(words, label)

    # Filters

    def on_tab_row_chosen(self, event: TabRow.Chosen) -> None:
        event.stop()
        self.action_filter_by(event.tab)

    def action_filter_by(self, name: str) -> None:
        if name != self.place.filter:
            self.place.filter = name
            self._show_filters()
            self._show_rows()
            self._say_row()
        self.rows.focus()

    def action_next_filter(self, by: int) -> None:
        names = [name for name, _ in FILTERS]
        self.action_filter_by(names[(names.index(self.place.filter) + by) % len(names)])

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What is only about offers is dead among the items, and the other way round."""
        row = self.rows.highlighted
        if action in ("accept", "decline", "difference"):
            return isinstance(row, Offered)
        if action in ("again", "password", "ocr", "charset"):
            return isinstance(row, IntakeRow)
        return True

    # What its keys do

    def on_intake_list_chosen(self, event: IntakeList.Chosen) -> None:
        event.stop()
        if event.row.article is None:
            self.notify("It is no article yet: it waits, or was not taken in.", markup=False)
            return
        self.note_place()
        self.dismiss(event.row.article)

    @property
    def _items(self) -> list[IntakeRow]:
        return [row for row in self.rows.meant if isinstance(row, IntakeRow)]

    def action_again(self) -> None:
        self._desk.try_again(self._items)
        self.rows.unmark_all()

    def action_all_again(self) -> None:
        items = [row for row in self.rows.shown if isinstance(row, IntakeRow)]
        self._desk.try_again([row for row in items if row.state is not IntakeState.READ])

    def action_password(self) -> None:
        self._desk.ask_password(numbers_of(self._items))

    def action_ocr(self) -> None:
        self._desk.ask_languages(numbers_of(self._items))

    def action_charset(self) -> None:
        numbers = numbers_of(self._items)
        if numbers:
            self._desk.ask_charset(numbers)

    def action_take_out(self) -> None:
        is_rest = any(row.key.startswith("rest:") for row in self.rows.meant)
        self._desk.take_out(numbers_of(self.rows.meant), is_rest=is_rest)
        self.rows.unmark_all()

    def action_accept(self) -> None:
        self._desk.accept_offers(self._offers)
        self.rows.unmark_all()

    def action_decline(self) -> None:
        self._desk.decline_offers(self._offers)
        self.rows.unmark_all()

    def action_difference(self) -> None:
        offer = self.rows.highlighted
        if isinstance(offer, Offered):
            self._desk.show_difference(offer)

    @property
    def _offers(self) -> list[Offered]:
        return [row for row in self.rows.meant if isinstance(row, Offered)]

    def action_undo(self) -> None:
        self._desk.run_action_here("undo")

    def action_stop_adding(self) -> None:
        self._desk.run_action_here("stop_adding")

    def action_leave(self) -> None:
        self.note_place()
        self.dismiss(None)
