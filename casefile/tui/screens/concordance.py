"""The concordance: every passage of a word or a name, one a line, under one another, in the order one wants."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen
from textual.timer import Timer

from casefile.domain.concordance import FARTHEST, LEFT, RIGHT, Line, Order
from casefile.domain.errors import CasefileError
from casefile.domain.records import Entity
from casefile.domain.search import SearchRequest
from casefile.services import concordance
from casefile.services.cases import OpenCase
from casefile.services.concordance import Concordance
from casefile.services.concordance_orders import beside
from casefile.tui import keymap
from casefile.tui.concordance_words import facts, where
from casefile.tui.search.filters import value_words
from casefile.tui.session import Session, is_leaving, spare_collector
from widgets.concordance_list import ConcordanceList, label_width
from widgets.context_lines import ContextLines
from widgets.graphemes import width
from widgets.key_bar import KeyBar
from widgets.line_list import LineList
from widgets.pane import Pane
from widgets.query_line import Filtered
from widgets.top_bar import TopBar

if TYPE_CHECKING:
    from casefile.tui.desk.concordance import Concordancing

_AT_FIRST = 100
"""Lines that are waited for before any is shown: more than a screenful."""
_SECONDS = (0.2, 1.0)
"""How long is looked at a time, at first and later: every time the list is laid out anew."""
_PREVIEW_AFTER = 0.06
_AROUND = 1_000
_TALL = 30
"""Rows of a screen that has room for the passage below the list from the beginning."""
_STRIP = (4, 5)
"""Rows of that passage and its head on a low screen, and on a tall one."""
_NEIGHBOURS = 4


@dataclass(frozen=True, slots=True)
class Asked:
    """What a concordance is of: a search with its filters, or an entity."""

    request: SearchRequest | None = None
    entity: Entity | None = None

    @property
    def words(self) -> str:
        if self.entity is not None or self.request is None:
            return self.entity.caption if self.entity is not None else ""
        return " · ".join([self.request.query, *(value_words(*pair) for pair in self.request.filters)])


@dataclass(slots=True)
class ConcordancePlace:
    """A concordance as a person left it: what was found, the order, and the line that they stood on."""

    asked: Asked
    order: Order = field(default_factory=Order)
    sheet: Sheet | None = None
    key: str = ""
    top: int = 0
    words: str = ""
    marked: tuple[Line, ...] = ()
    is_showing: bool | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """The lines in one order, and what is said above them."""

    lines: list[Line]
    folded: list[str]
    order: Order
    label: int
    usual: int
    neighbours: tuple[tuple[str, int], ...] = ()


class Sheet:
    """What was found so far, and how wide it is. Belongs to one thread at a time."""

    def __init__(self, found: Concordance) -> None:
        self.found = found
        self.hurry = threading.Event()
        """Set while somebody waits for another order."""
        self._label = 0
        self._widths: Counter[int] = Counter()
        self._measured = 0

    def look(self, order: Order, seconds: float) -> Shown:
        """Find more, for ``seconds`` at the most, and put all that is there into ``order``."""
        found = self.found
        found.more(seconds, None if found.lines else _AT_FIRST, self.hurry.is_set)
        for line in islice(found.lines, self._measured, None):
            self._label = max(self._label, label_width(line))
            self._widths[width(line.hit)] += 1
        self._measured = len(found.lines)
        lines, folded = found.lines, found.folded()
        places = found.ordered(order)
        usual = self._widths.most_common(1)
        return Shown(
            [lines[at] for at in places],
            [folded[at] for at in places],
            order,
            self._label,
            usual[0][0] if usual else 0,
            tuple(found.neighbours(order.side, _NEIGHBOURS)) if order.side and order.word == 1 else (),
        )


class PassagesPane(Pane):
    BINDINGS: ClassVar[list[BindingType]] = [
        keymap.key(
            "l", "screen.sort('left')", "sort left", "concordance.left", "by the word left; second word", bar=True
        ),
        keymap.key(
            "r", "screen.sort('right')", "right", "concordance.right", "by the word right; second word", bar=True
        ),
        keymap.key(
            "s", "screen.sort('source')", "by source", "concordance.source", "by source, date, or the hit itself"
        ),
        keymap.key("d", "screen.sort('date')", "by date", "concordance.date", "by source, date, or the hit itself"),
        keymap.key("h", "screen.sort('hit')", "by the hit", "concordance.hit", "by source, date, or the hit itself"),
        keymap.key("c", "screen.cite", "quote", "concordance.cite", "quote it, or all marked, into the note", bar=True),
        keymap.key("space", "screen.preview", "passage", "concordance.preview", "the passage below", bar=True),
        keymap.key("y", "screen.copy", "copy", "concordance.copy", "copy with citation: it, or all marked", bar=True),
    ]


class ConcordanceScreen(Screen[Line | None]):
    """Returns the passage to open, or None after Esc. ``desk`` carries out what its keys ask for."""

    BINDINGS: ClassVar[list[BindingType]] = [
        keymap.key("f5", "again", "again", "concordance.again", "look again: the case has changed"),
        keymap.key("u", "undo", "undo", "concordance.undo", "take back the latest change"),
        keymap.key("escape", "leave", "back", "concordance.leave", "back to where you were", bar=True),
    ]
    AUTO_FOCUS = "ConcordanceList"

    def __init__(self, desk: Concordancing, place: ConcordancePlace) -> None:
        super().__init__()
        self._desk, self.place = desk, place
        self._is_reading = False
        self._wanted = True
        self._preview_timer: Timer | None = None
        self._is_first = True
        self._goes_first = False
        self.rows = ConcordanceList(beside, nothing="looking …", id="concordance")

    @property
    def _session(self) -> Session:
        return self._desk.session

    def compose(self) -> ComposeResult:
        yield TopBar(id="top")
        with PassagesPane(id="concordance-pane"):
            yield Filtered(self.rows)
            yield ContextLines(id="context")
        yield KeyBar(id="keys")

    def on_mount(self) -> None:
        info = self._desk.info
        self.query_one(TopBar).set_case(info.title if info else "casefile", "Concordance", self._desk.counts)
        place = self.place
        if place.is_showing is None:
            place.is_showing = self.app.size.height >= _TALL
        self.query_one(ContextLines).display = place.is_showing
        self.on_resize()
        self._say_title()
        if place.words:
            filtered = self.query_one(Filtered)
            filtered.add_class("-filtering")
            filtered.line.value = place.words
            self.rows.filter(place.words)
        self._read_soon()

    def on_resize(self) -> None:
        self.query_one(ContextLines).styles.height = _STRIP[self.app.size.height >= _TALL]

    # Lines in

    def _read_soon(self) -> None:
        self._wanted = True
        if self.place.sheet is not None:
            self.place.sheet.hurry.set()
        if not self._is_reading:
            self._is_reading = True
            self.run_worker(self._read(), group="reading")

    async def _read(self) -> None:
        seconds = _SECONDS[0]
        try:
            while not is_leaving(self):
                sheet = self._sheet()
                if not self._wanted and sheet.found.is_whole:
                    return
                self._wanted = False
                sheet.hurry.clear()
                shown = await self._session.read(_look, sheet, self.place.order, seconds)
                if is_leaving(self):
                    return
                if sheet is self.place.sheet:
                    self._show(shown)
                seconds = min(_SECONDS[1], 2 * seconds)
        except CasefileError as error:
            self.rows.nothing = error.message
            self.rows.redraw()
            self._desk.casefile.say_error(error)
        finally:
            self._is_reading = False

    def _sheet(self) -> Sheet:
        place = self.place
        if place.sheet is None:
            desk, asked = self._desk, place.asked
            if asked.entity is not None:
                place.sheet = Sheet(concordance.of_entity(desk.case, asked.entity.id))
            else:
                request = asked.request or SearchRequest("")
                place.sheet = Sheet(concordance.of_query(desk.case, desk.searching, request))
        return place.sheet

    def _show(self, shown: Shown) -> None:
        found = self._sheet().found
        if found.is_whole:
            self.rows.nothing = "no passage: nothing in the texts holds this"
        self.rows.set_lines(shown.lines, shown.order, shown.folded, label=shown.label, usual=shown.usual)
        if self._goes_first and shown.order == self.place.order:
            self._goes_first = False
            self.rows.action_first()
        spare_collector()
        self._say_title(shown.neighbours)
        self._say_status()
        if self._is_first and shown.lines:
            self._is_first = not self._return_to_place() and not found.is_whole
        if not shown.lines:
            self.query_one(ContextLines).show(())

    def _return_to_place(self) -> bool:
        """Go to the line where the person was; False while it is not there yet."""
        place = self.place
        if place.marked:
            self.rows.mark(place.marked)
        if place.key and self.rows.select(place.key):
            self.rows.scroll_to(y=place.top, animate=False, force=True)
            place.key = ""
        return not place.key

    def _say_title(self, neighbours: Sequence[tuple[str, int]] = ()) -> None:
        asked, sheet = self.place.asked, self.place.sheet
        label = asked.entity.kind.letter if asked.entity is not None else ""
        pane = self.query_one("#concordance-pane", Pane)
        said = facts(sheet.found, self.place.order, neighbours) if sheet is not None else ["looking"]
        pane.set_title(asked.words, " · ".join(said), label=label)

    def _say_status(self) -> None:
        at, shown = self.rows.place
        marked = len(self.rows.marked)
        complaint = self._sheet().found.complaint
        current = self._sheet().found.is_current
        self.query_one(KeyBar).set_status(
            (complaint, 4),
            (f"{marked:,} marked" if marked else "", 6),
            ("" if current else "index catching up", 1),
            (f"{at:,} of {shown:,}" if shown else "", 2),
        )

    # Where the person stands

    def on_concordance_list_highlighted(self, event: ConcordanceList.Highlighted) -> None:
        event.stop()
        self._say_status()
        self._preview_later()

    def on_concordance_list_marked(self, event: ConcordanceList.Marked) -> None:
        event.stop()
        self._say_status()

    def on_line_list_counted(self, event: LineList.Counted) -> None:
        self._say_status()

    def _preview_later(self) -> None:
        if self._preview_timer is not None:
            self._preview_timer.stop()
        if self.place.is_showing:
            self._preview_timer = self.set_timer(_PREVIEW_AFTER, self._preview_soon)

    def _preview_soon(self) -> None:
        line = self.rows.highlighted
        if line is not None:
            self.run_worker(self._preview(line), group="preview", exclusive=True)

    async def _preview(self, line: Line) -> None:
        try:
            whole = await self._session.read(concordance.around, line, _AROUND)
        except CasefileError as error:
            if not is_leaving(self):
                self.query_one(ContextLines).show((error.message,))
            return
        now = self.rows.highlighted
        if now is not None and now.key == line.key and not is_leaving(self):
            sign = self._desk.casefile.marks.paragraph
            self.query_one(ContextLines).show(where(line, sign), whole.left, whole.hit, whole.right)

    # Its keys

    def action_sort(self, by: str) -> None:
        """Sort by ``by``; by a word once more: by the next one."""
        now = self.place.order
        again = by == now.by and by in (LEFT, RIGHT)
        self.place.order = Order(by, now.word % FARTHEST + 1 if again else 1)
        # Who stands on the first line has not begun to read, or wants to see how the other order begins.
        self._goes_first = self.rows.place[0] == 1
        self._say_title()
        self._read_soon()

    def action_preview(self) -> None:
        self.place.is_showing = not self.place.is_showing
        self.query_one(ContextLines).display = self.place.is_showing
        self._preview_later()

    def action_cite(self) -> None:
        self._desk.cite_passages(self.rows.meant)
        self.rows.mark(())

    def action_copy(self) -> None:
        self._desk.copy_passages(self.rows.meant)
        self.rows.mark(())

    def action_undo(self) -> None:
        self._desk.call_later(self._desk.run_action, "undo")

    def action_again(self) -> None:
        self.note_place()
        self.place.sheet = None
        self._is_first = True
        self._read_soon()

    # Leaving

    def note_place(self) -> None:
        """Remember where the person is: the screen is about to go."""
        row, place = self.rows.highlighted, self.place
        place.key = row.key if row is not None else ""
        place.top = self.rows.scroll_offset.y
        place.words = self.query_one(Filtered).line.value
        place.marked = tuple(self.rows.marked)

    def on_concordance_list_chosen(self, event: ConcordanceList.Chosen) -> None:
        event.stop()
        self.note_place()
        self.dismiss(event.row)

    def action_leave(self) -> None:
        self.dismiss(None)


def _look(case: OpenCase, sheet: Sheet, order: Order, seconds: float) -> Shown:
    return sheet.look(order, seconds)
