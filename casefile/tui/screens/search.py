"""Search as you type: hits in the middle, the real source beside them, nothing lost when you leave."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal

from casefile.domain.records import CaseInfo, Counts
from casefile.domain.search import SORTS
from casefile.services.search import Search
from casefile.tui import keymap
from casefile.tui.search.asking import Asking
from casefile.tui.search.base import Found
from casefile.tui.search.filters import Remembered
from casefile.tui.search.following import Following
from casefile.tui.search.hinting import Hinting
from casefile.tui.search.indexing import Indexing
from casefile.tui.search.previewing import Previewing
from casefile.tui.session import Session
from widgets.chip_row import ChipRow
from widgets.key_bar import KeyBar
from widgets.note_view import NoteView
from widgets.pane import Pane
from widgets.query_line import QueryLine
from widgets.result_list import ResultList
from widgets.source_view import SourceView
from widgets.top_bar import TopBar
from widgets.type_row import TypeRow

_WHILE_TYPING = frozenset({"into", "open", "type", "scroll", "facets"})


class SearchScreen(Asking, Previewing, Following, Hinting, Indexing):
    """Returns what was opened, or None after Esc. Older answers never overtake newer ones."""

    BINDINGS: ClassVar[list[BindingType]] = [
        keymap.key("down", "into(1)", "into the list", "search.down", "the next hit", bar=True, first=True),
        keymap.key("enter", "open", "open", "search.open", "rank by relevance; again: open", bar=True, first=True),
        keymap.key("tab", "facets", "filters", "search.facets", "into the filters, and back", bar=True, first=True),
        keymap.key("tab", "query", "to the words", "search.query", "into the filters, and back", bar=True, first=True),
        keymap.key("ctrl+s,f10", "save", "save", "search.save", "save this search", bar=True, first=True),
        keymap.key(
            "ctrl+n,alt+down",
            "hit(1)",
            "next hit",
            "search.next-hit",
            "the next hit in the source",
            bar=True,
            first=True,
        ),
        keymap.key("ctrl+g,alt+up", "hit(-1)", "hit before", "search.hit-before", "the hit before it", first=True),
        keymap.key(
            "shift+tab", "type(1)", "articles …", "search.type", "all, articles, names, notes, claims", first=True
        ),
        keymap.key("ctrl+o", "order", "order", "search.order", "newest first, by relevance, by date", first=True),
        keymap.key(
            "backspace", "unfilter", "filter off", "search.unfilter", "before the words: a filter off", first=True
        ),
        keymap.key("f5", "concordance", "passages", "search.concordance", "every passage, one a line", first=True),
        keymap.key("up", "into(-1)", "up", "search.up", "the hit before", first=True),
        keymap.key("shift+down", "scroll(1)", "scroll source", "search.scroll", "scroll the source", first=True),
        keymap.key("shift+up", "scroll(-1)", "scroll up", "search.scroll-up", "scroll the source", first=True),
        keymap.key("escape", "leave", "back", "search.leave", "back to where you were", bar=True, first=True),
    ]
    HORIZONTAL_BREAKPOINTS = [(0, "-one"), (100, "-two"), (140, "-three"), (180, "-wide")]
    AUTO_FOCUS = "QueryInput"

    def __init__(
        self, session: Session, search: Search, info: CaseInfo | None, counts: Counts, memory: Remembered | None = None
    ) -> None:
        super().__init__(session, search, info, counts, memory or Remembered())
        self._init_asking()
        self._init_previewing()
        self._init_filtering()
        self._init_saving()
        self._init_following()
        self._init_hinting()
        self._init_indexing()

    def compose(self) -> ComposeResult:
        yield TopBar()
        yield self.line
        yield ChipRow("backspace takes the last off", id="chips")
        yield self.remark
        yield TypeRow(id="types")
        with Horizontal(id="panes"):
            yield Pane(self.facets, title="Filters", info="tab", id="facets")
            yield Pane(self.rows, self.hints, title="Results", id="results-pane")
            yield Pane(SourceView(id="preview"), NoteView(id="note-preview"), id="preview-pane")
        yield KeyBar()

    def on_mount(self) -> None:
        self.query_one(TopBar).set_case(self.info.title if self.info else "casefile", "Search", self.counts)
        self.query_one("#note-preview").display = False
        self.query_one("#preview").can_focus = False
        self.query_one("#results-pane", Pane).set_info("as you type · enter ranks, then opens")
        self.query_one("#preview-pane", Pane).set_title("Preview")
        self.session.reading(lambda _: self.search.warm())
        self.line.input.cursor_blink = False
        self.line.focus_input()
        self._go_on()
        self.trying(self.load_saved(), group="saved", exclusive=True)
        self.follow_index()
        self.follow_case()

    def _go_on(self) -> None:
        """Show what was searched last, its words marked, so that the next letter begins anew."""
        memory = self.memory
        if not self.is_asked:
            self.show_results(self.results)
            return
        self.line.value = memory.query
        self.mark_remembered()
        if memory.results is not None:
            self.list_results(memory.results)
            self.rows.select(memory.at)
            self.rows.was_entered = self.rows.place[0] > 1
        self.ask_again()

    def on_resize(self) -> None:
        self.call_after_refresh(self.show_facets)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """In the filters the arrows, Enter and Backspace are theirs."""
        if action == "unfilter":
            at_start = self.line.input.cursor_position == 0 and self.line.input.selection.is_empty
            return at_start and bool(self.request.filters) and not self.is_in_facets
        if action == "query":
            return self.is_in_facets
        return not (action in _WHILE_TYPING and self.is_in_facets)

    # Keys

    def action_into(self, by: int) -> None:
        if self.line.drives is self.rows:
            stood = self.rows.highlighted
            self.rows.action_move(by)
            if by > 0 and self.rows.highlighted is stood:
                self.go_further()
        elif self.line.drives is not None:
            self.line.drives.action_move(by)

    def action_order(self) -> None:
        sorts = [SORTS[2], SORTS[0], SORTS[1]]
        self.ask(sort=sorts[(sorts.index(self.request.sort) + 1) % len(sorts)])

    def on_result_list_highlighted(self, event: ResultList.Highlighted) -> None:
        event.stop()
        if event.hit is not None and self.is_fresh:
            self.preview_later()

    def on_result_list_chosen(self, event: ResultList.Chosen) -> None:
        event.stop()
        self.action_open()

    def action_open(self) -> None:
        if self.try_hint():
            return
        hit = self.rows.highlighted if self.rows.display else None
        if hit is None or not (self.request.sort == "relevance" or self.rows.was_entered):
            self.rank()
        elif self.is_fresh:
            self._remember()
            number, span = self.place_of(hit)
            type_ = "article" if hit.type == "claim" else hit.type
            self.dismiss(Found(type_, hit.id, number, span))

    def action_concordance(self) -> None:
        """Show every passage of what is asked; Esc there comes back here."""
        from casefile.tui.desk.base import DeskBase
        from casefile.tui.screens.concordance import Asked

        desk = next((screen for screen in self.app.screen_stack if isinstance(screen, DeskBase)), None)
        if desk is not None and self.request.query.strip():
            self._remember()
            desk.open_concordance(Asked(request=self.request))

    def on_query_line_left(self, event: QueryLine.Left) -> None:
        event.stop()
        self.action_leave()

    def action_leave(self) -> None:
        if self.is_in_facets:
            self.leave_facets()
            return
        self._remember()
        self.dismiss(None)

    def _remember(self) -> None:
        memory, request, hit = self.memory, self.request, self.rows.highlighted
        memory.query, memory.sort, memory.types, memory.filters = (
            request.query,
            request.sort,
            request.types,
            request.filters,
        )
        memory.opened = self.opened
        memory.results = self.results if self.is_asked and self.is_fresh else None
        memory.at = self.rows.key_of(hit) if hit is not None else ""
