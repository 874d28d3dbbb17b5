"""Search as you type: hits in the middle, the real source beside them, nothing lost when you leave."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.screen import Screen
from textual.timer import Timer

from casefile.domain.errors import CasefileError
from casefile.domain.records import CaseInfo, Counts, Note
from casefile.domain.search import TYPES, Hit, SearchRequest, SearchResults
from casefile.domain.span import Span
from casefile.services import rows
from casefile.services.cases import OpenCase
from casefile.services.search import Answer, Search
from casefile.tui import keymap
from casefile.tui.desk.reading import header_of
from casefile.tui.paper import Paper, load_paper
from casefile.tui.screens.facets import TYPES as FACET_TYPES
from casefile.tui.screens.facets import FacetColumn, FacetRow
from casefile.tui.session import Session, is_leaving
from index.snippets import Matcher, marks
from widgets.key_bar import KeyBar
from widgets.note_view import NoteView
from widgets.pane import Pane
from widgets.plain_dates import shown_date
from widgets.query_line import QueryLine
from widgets.result_list import ResultList
from widgets.source_view import SourceView
from widgets.top_bar import TopBar

# Seconds of rest: what a person who goes on typing would not look at does not hold up the letters.
_PREVIEW_AFTER = 0.12
_REST_AFTER = 0.2
_STALE_AFTER = 0.15
_LIMIT = 200
_SLICE = 16
"""Hits that are read in one go below those that the screen shows."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a person opened: ``number`` of an article or note, ``id`` of an entity, the hit's ``span``."""

    type: str
    id: str
    number: int
    span: Span | None


@dataclass(frozen=True, slots=True)
class _Preview:
    paper: Paper | None
    at: Span | None
    note: Note | None = None


class Results(ResultList):
    """Knows whether the person has gone into it, though the query line keeps the focus."""

    can_focus = False
    was_entered = False

    def action_move(self, by: int) -> None:
        self.was_entered = True
        super().action_move(by)

    def action_page(self, share: float) -> None:
        self.was_entered = True
        super().action_page(share)


class SearchScreen(Screen[Found | None]):
    """Returns what was opened, or None after Esc. Older answers never overtake newer ones."""

    BINDINGS: ClassVar[list[BindingType]] = [
        keymap.key("down", "into(1)", "into the list", "search.down", "the next hit", bar=True, first=True),
        keymap.key("enter", "open", "open", "search.open", "rank by relevance; again: open", bar=True, first=True),
        keymap.key(
            "tab", "type(1)", "articles, names …", "search.type", "all, articles, entities, notes", bar=True, first=True
        ),
        keymap.key("shift+tab", "type(-1)", "the type before", "search.type-before", "the type before", first=True),
        keymap.key("up", "into(-1)", "up", "search.up", "the hit before", first=True),
        keymap.key(
            "shift+down", "scroll(1)", "scroll source", "search.scroll", "scroll the source", bar=True, first=True
        ),
        keymap.key("shift+up", "scroll(-1)", "scroll up", "search.scroll-up", "scroll the source", first=True),
        keymap.key("escape", "leave", "back", "search.leave", "back to where you were", bar=True, first=True),
    ]
    HORIZONTAL_BREAKPOINTS = [(0, "-one"), (100, "-two"), (140, "-three")]
    AUTO_FOCUS = "QueryInput"

    def __init__(self, session: Session, search: Search, info: CaseInfo | None, counts: Counts) -> None:
        super().__init__()
        self._session, self._search, self._info, self._counts = session, search, info, counts
        self._request = SearchRequest("", limit=_LIMIT, sort="date", typing=True)
        self._generation = 0
        self._asked: SearchRequest | None = None
        self._is_asking = False
        self._type = ""
        self._matcher = Matcher(())
        self._preview_timer: Timer | None = None
        self._stale_timer: Timer | None = None
        self._answered = 0
        self._counted: tuple[object, str] | None = None
        self._shown: str = ""
        self._laid: Paper | None = None
        self.rows = Results(nothing="Words, “phrases”, -word, word*, title: author: kind: date:2022-06..2022-12")
        self.line = QueryLine(prompt="/", placeholder="search the case", drives=self.rows)

    def compose(self) -> ComposeResult:
        yield TopBar()
        yield self.line
        yield FacetRow(id="kinds")
        with Horizontal(id="panes"):
            yield Pane(FacetColumn(id="facet-column"), title="Facets", id="facets")
            yield Pane(self.rows, title="Results", id="results-pane")
            yield Pane(SourceView(id="preview"), NoteView(id="note-preview"), id="preview-pane")
        yield KeyBar()

    def on_mount(self) -> None:
        self.query_one(TopBar).set_case(self._info.title if self._info else "casefile", "Search", self._counts)
        self.query_one("#note-preview").display = False
        self.query_one("#preview").can_focus = False
        self.query_one("#results-pane", Pane).set_info("as you type · enter ranks, then opens")
        self.query_one("#preview-pane", Pane).set_title("Preview")
        self._session.reading(lambda _: self._search.warm())
        self.line.input.cursor_blink = False
        self.line.focus_input()

    # Asking

    def on_query_line_changed(self, event: QueryLine.Changed) -> None:
        event.stop()
        self._ask(query=event.value, sort="date")

    def on_query_line_submitted(self, event: QueryLine.Submitted) -> None:
        event.stop()
        self._ask(query=event.value, sort="relevance")

    def _ask(self, **changes: object) -> None:
        self._generation += 1
        if self._preview_timer is not None:
            # While keys come the preview rests: the answer will ask for it again.
            self._preview_timer.stop()
        self._request = replace(self._request, generation=self._generation, **changes)  # type: ignore[arg-type]
        self.rows.was_entered = False
        if not self._request.query.strip():
            self._show(SearchResults("", 0, 0, 0.0, True, "", (), {}, (), self._generation))
            return
        if self._stale_timer is None:
            self._stale_timer = self.set_timer(_STALE_AFTER, self._grow_stale)
        self._asked = self._request
        if not self._is_asking:
            self._is_asking = True
            self.run_worker(self._answer(), group="search")

    async def _answer(self) -> None:
        # One question at a time: what was typed while one was under way is asked as one, the newest.
        try:
            while (asked := self._asked) is not None:
                self._asked = None
                try:
                    answer, results = await self._session.read(self._begin, asked)
                except CasefileError as error:
                    self.line.set_info(error.message)
                    continue
                if asked.generation == self._generation and not is_leaving(self):
                    self._show(results)
                    if not answer.is_whole:
                        self.run_worker(self._complete(answer, asked.generation), group="rest", exclusive=True)
        finally:
            self._is_asking = False

    def _begin(self, case: OpenCase, request: SearchRequest) -> tuple[Answer, SearchResults]:
        answer = self._search.begin(request)
        return answer, answer.more(self._screenful)

    async def _complete(self, answer: Answer, generation: int) -> None:
        """The hits below the first screenful, when the keys rest."""
        await asyncio.sleep(_REST_AFTER)
        try:
            while generation == self._generation and not is_leaving(self):
                results = await self._session.read(lambda _: answer.more(_SLICE))
                if answer.is_whole:
                    if generation == self._generation and not is_leaving(self):
                        self.rows.set_results(results, order=self._order)
                    return
        except CasefileError as error:
            self.line.set_info(error.message)

    @property
    def _screenful(self) -> int:
        """Hits that the list can show at the most, or nearly: they take two to four lines."""
        return max(8, self.rows.size.height // 3)

    @property
    def _order(self) -> str:
        return "newest first" if self._request.sort == "date" else "by relevance"

    def _grow_stale(self) -> None:
        self._stale_timer = None
        self.rows.is_stale = bool(self.rows.shown) and self._answered != self._generation

    def _show(self, results: SearchResults) -> None:
        self._answered = results.generation
        if self._stale_timer is not None:
            self._stale_timer.stop()
            self._stale_timer = None
        self._matcher = Matcher(results.terms)
        order = self._order
        self.rows.set_results(results, order=order)
        if self._counted != (results.facets, self._type):
            self._counted = (results.facets, self._type)
            for counting in (self.query_one(FacetColumn), self.query_one(FacetRow)):
                counting.show(results.facets, self._type)
        self.line.set_info(_in_words(results, order))
        state = "index up to date" if results.complete else "index catching up"
        complaint = f"searched as words: {results.error}" if results.error else ""
        self.query_one(KeyBar).set_status((complaint, 3), (state, 1))
        if not results.hits:
            self._shown, self._laid = "", None
            self.query_one("#preview", SourceView).set_document("")
            self.query_one("#preview-pane", Pane).set_title("Preview")
            return
        self._preview_later()

    def action_type(self, by: int) -> None:
        types = [type_ for type_, _ in FACET_TYPES]
        self._type = types[(types.index(self._type) + by) % len(types)]
        self._ask(types=(self._type,) if self._type else TYPES)

    # The preview

    def on_result_list_highlighted(self, event: ResultList.Highlighted) -> None:
        event.stop()
        if event.hit is not None and self._answered == self._generation:
            self._preview_later()

    def _preview_later(self) -> None:
        if self._preview_timer is not None:
            self._preview_timer.stop()
        self._preview_timer = self.set_timer(_PREVIEW_AFTER, self._preview_soon)

    def _preview_soon(self) -> None:
        hit = self.rows.highlighted
        if hit is not None:
            self.run_worker(self._preview(hit), group="preview", exclusive=True)

    async def _preview(self, hit: Hit) -> None:
        try:
            found = await self._session.read(_load_preview, hit, self._laid)
        except CasefileError:
            return
        now = self.rows.highlighted
        if now is None or now.id != hit.id or is_leaving(self):
            return
        source, note = self.query_one("#preview", SourceView), self.query_one("#note-preview", NoteView)
        source.display, note.display = found.note is None, found.note is not None
        pane = self.query_one("#preview-pane", Pane)
        if found.note is not None:
            note.set_note(found.note.title, found.note.body, lambda pin: f"S{pin.article}")
            pane.set_title(found.note.title, found.note.kind.value, label=found.note.label)
        elif found.paper is not None:
            self._show_paper(source, pane, found.paper, found.at)

    def _show_paper(self, source: SourceView, pane: Pane, paper: Paper, at: Span | None) -> None:
        article = paper.article
        if self._shown != article.id:
            self._shown, self._laid = article.id, paper
            source.set_document(
                paper.text, header=header_of(article), mentions=paper.mentions, citations=paper.citations
            )
        source.set_hits(find=partial(marks, paper.text, self._matcher), current=at)
        source.goto(at if at is not None else 0, centre=True)
        name = article.publisher or article.title or article.name
        pane.set_title(name, shown_date(article.published), label=article.label, chip=article.reliability)

    def action_into(self, by: int) -> None:
        self.rows.action_move(by)

    def action_scroll(self, by: int) -> None:
        source = self.query_one("#preview", SourceView)
        source.scroll_rows(by * max(1, source.size.height // 2))

    # Leaving

    def on_result_list_chosen(self, event: ResultList.Chosen) -> None:
        event.stop()
        self.action_open()

    def action_open(self) -> None:
        hit = self.rows.highlighted
        is_ranked = self._request.sort == "relevance"
        if hit is None or not (is_ranked or self.rows.was_entered):
            # The last word stays a beginning: ranking must not lose what is on the screen.
            self._ask(query=self.line.value, sort="relevance")
        elif self._answered == self._generation:
            self.dismiss(Found(hit.type, hit.id, hit.number, hit.at))

    def on_query_line_left(self, event: QueryLine.Left) -> None:
        event.stop()
        self.action_leave()

    def action_leave(self) -> None:
        self.dismiss(None)


def _in_words(results: SearchResults, order: str) -> str:
    if not results.query.strip():
        return ""
    hits = f"{results.total:,} hit" + ("" if results.total == 1 else "s")
    near = f" · {results.near_total:,} near" if results.near_total else ""
    words = f"{hits}{near} · {results.took_ms:.0f} ms · {order}"
    # Blanks at the left: a line whose width changes at every key would have the screen laid out at every key.
    return words.rjust(-(-len(words) // 8) * 8)


def _load_preview(case: OpenCase, hit: Hit, laid: Paper | None) -> _Preview:
    if hit.type == "note":
        return _Preview(None, None, rows.note(case, hit.number))
    if hit.type == "article" and laid is not None and laid.article.id == hit.id:
        return _Preview(laid, hit.at)
    if hit.type == "article":
        return _Preview(load_paper(case, hit.number), hit.at)
    passage = next(iter(rows.passages(case, hit.id, 1)), None)
    return _Preview(load_paper(case, passage.article), passage.span) if passage else _Preview(None, None)
