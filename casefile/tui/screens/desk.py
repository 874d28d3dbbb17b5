"""The desk: source, entities and notes side by side, the article list at hand."""

from __future__ import annotations

import asyncio
import importlib
from concurrent.futures import Future
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.timer import Timer

from casefile.domain.errors import CasefileError
from casefile.domain.records import Article, CaseInfo, Counts, Entity
from casefile.services import desk_state
from casefile.services.articles import mark_looked_at
from casefile.services.cases import OpenCase
from casefile.services.desk_state import Place
from casefile.tui import keymap
from casefile.tui.desk.concordance import Concordancing
from casefile.tui.desk.details import Details
from casefile.tui.desk.finding import Finding
from casefile.tui.desk.following import Following
from casefile.tui.desk.handing_over import HandingOver
from casefile.tui.desk.indexing import Indexing
from casefile.tui.desk.judging import Judging
from casefile.tui.desk.layout import Layout
from casefile.tui.desk.notes_pane import DeskEditor, NotesPane
from casefile.tui.desk.pages import Paging
from casefile.tui.desk.reviewing import Reviewing
from casefile.tui.desk.tagging import Tagging
from casefile.tui.desk.taking_in import TakingIn
from casefile.tui.desk.titles import Titles
from casefile.tui.paper import First, Paper, load_articles, load_entities
from casefile.tui.session import Session, is_leaving, spare_collector
from widgets.article_list import ArticleList
from widgets.caret_line import CaretLine
from widgets.entity_list import EntityList
from widgets.find_line import FindLine
from widgets.key_bar import KeyBar
from widgets.note_list import NoteList
from widgets.note_view import NoteView
from widgets.pane import Pane
from widgets.passage_lines import PassageLines
from widgets.progress_line import ProgressLine
from widgets.query_line import Filtered
from widgets.source_view import SourceView
from widgets.tab_row import TabRow
from widgets.top_bar import TopBar

if TYPE_CHECKING:
    from casefile.services.search import Search
    from casefile.tui.search.filters import Remembered

# Key presses come first: what the desk needs later is imported and started when the first picture stands.
_WARM_UP_AFTER = 0.5
_WORK_AFTER = 1.0
_SEARCH_AFTER = 1.5
LOOKED_AT_AFTER = 3.0
"""Seconds that an article lies on the desk before it counts as seen by a person."""


class SourcePane(Pane):
    BINDINGS: ClassVar[list[BindingType]] = list(keymap.SOURCE)


class EntitiesPane(Pane):
    BINDINGS: ClassVar[list[BindingType]] = list(keymap.ENTITIES)


class ArticlesPane(Pane):
    BINDINGS: ClassVar[list[BindingType]] = list(keymap.ARTICLES)


class DeskScreen(
    Layout,
    Titles,
    Judging,
    Reviewing,
    Concordancing,
    HandingOver,
    TakingIn,
    Tagging,
    Details,
    Paging,
    Finding,
    Indexing,
    Following,
):
    """One open case. Every part above brings its keys' actions; this class puts the panes together."""

    BINDINGS: ClassVar[list[BindingType]] = list(keymap.DESK)
    HORIZONTAL_BREAKPOINTS = [
        (0, "-one"),
        (100, "-two"),
        (140, "-three"),
        (180, "-wide"),
    ]
    AUTO_FOCUS = "#source"

    def __init__(self, session: Session, first: Future[First]) -> None:
        super().__init__(session, first)
        self._init_layout()
        self._init_reading()
        self._init_finding()
        self._init_noting()
        self._init_taking_in()
        self._init_following()
        self.search: Search | None = None
        self.searched: Remembered | None = None
        self._looking: Timer | None = None

    def compose(self) -> ComposeResult:
        yield TopBar(id="top")
        yield TabRow(id="tabs")
        with Horizontal(id="panes"):
            yield ArticlesPane(Filtered(ArticleList(id="articles", nothing="no articles yet")), id="articles-pane")
            yield SourcePane(
                self.source_empty(),
                SourceView(id="source"),
                FindLine(placeholder="words, beginnings, “phrases” in this text", id="find"),
                CaretLine(id="caret"),
                id="source-pane",
            )
            with Vertical(id="side"):
                yield EntitiesPane(self.entities_empty(), Filtered(EntityList(id="entities")), id="entities-pane")
                yield NotesPane(
                    self.notes_empty(),
                    NoteView(id="note"),
                    DeskEditor(id="note-editor"),
                    PassageLines(id="passage"),
                    NoteList(id="other-notes"),
                    id="notes-pane",
                )
        yield ProgressLine(id="progress")
        yield KeyBar(id="keys")

    def on_mount(self) -> None:
        self.show_pane("source")
        if self.case.is_read_only:
            self.query_one(TopBar).set_warning("read-only")
        if self.first.done():
            self._take_first()
        else:
            self.run_worker(self._await_first(), group="first")

    async def _await_first(self) -> None:
        await asyncio.wait([asyncio.wrap_future(self.first)])
        self._take_first()

    def _take_first(self) -> None:
        try:
            first = self.first.result()
        except CasefileError as error:
            self.casefile.say_error(error)
            self.app.call_later(self.casefile.action_cases)
            return
        self.seq, self.place = first.seq, first.place
        self.take_sizes(first)
        self.show_info(first.info)
        self.show_counts(first.counts)
        self.show_articles(first.articles or ())
        self.show_entities(first.entities or ())
        self.show_notes(first.notes)
        self.show_paper(first.paper, offset=first.place.offset)
        self.focus_pane("source")
        self.call_after_refresh(self._begin, first)

    def _begin(self, first: First) -> None:
        """The first picture stands: follow the case, and bring in what can wait."""
        spare_collector()
        self.start_following()
        self.follow_index()
        if self.case.is_read_only:
            self.say_read_only()
        if first.articles is None or first.entities is None:
            self.trying(self._read_rest(), group="first")
        self.set_timer(_WARM_UP_AFTER, self.session.warm_up)
        self.set_timer(_WORK_AFTER, self.start_worker)
        self.trying(self.restore_drafts(), group="drafts")
        self.set_timer(_WORK_AFTER, self.go_on_soon)
        self.set_timer(_SEARCH_AFTER, lambda: self.trying(self._prepare_search(), group="search"))

    async def _prepare_search(self) -> None:
        """Start the search process, and import what its screen needs, before anybody asks."""
        search = await self.session.read(_made_search)
        if is_leaving(self) or self.search is not None:
            search.close()
        else:
            self.search = search
            self.session.reading(lambda _: search.warm())

    async def _read_rest(self) -> None:
        self.show_articles(await self.session.read(load_articles))
        self.show_entities(await self.session.read(load_entities))

    # What has changed

    def show_info(self, info: CaseInfo) -> None:
        self.info = info
        self.query_one(TopBar).set_case(info.title, "Desk", self.counts)

    def show_counts(self, counts: Counts) -> None:
        self.counts = counts
        self.query_one(TopBar).set_counts(counts)
        self.show_tabs()
        self.show_status()
        self.tell_intake(counts)

    def show_articles(self, articles: tuple[Article, ...]) -> None:
        self.articles = articles
        self.fill_articles()
        self.set_class(not articles and not self.counts.articles, "-no-articles")
        self.show_list_titles()

    def show_entities(self, entities: tuple[Entity, ...]) -> None:
        if entities != self.entities:
            self.entities = entities
            self.entity_list.set_entities(entities)
        self.set_class(not entities and not self.counts.entities, "-no-entities")
        self.show_list_titles()

    def show_paper(self, paper: Paper | None, *, offset: int = 0) -> None:
        super().show_paper(paper, offset=offset)
        if self._looking is not None:
            self._looking.stop()
            self._looking = None
        if paper is not None and not paper.article.is_looked_at and not self.case.is_read_only:
            self._looking = self.set_timer(LOOKED_AT_AFTER, partial(self._looked_at, paper.article.number))

    def _looked_at(self, number: int) -> None:
        self.trying(self.session.write(mark_looked_at, number), group="looked")

    def open_first(self) -> None:
        if self.articles:
            self.open_article(self.articles[0].number, remember=False)
        else:
            self.show_paper(None)

    def open_entity(self, entity: Entity) -> None:
        self.remember()
        self.entity_list.select(entity.id)
        self.focus_pane("entities")

    def open_added(self, number: int) -> None:
        self.open_article(number)

    # Keys

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys that need an article are dead, and not offered, while there is none."""
        return not (action in keymap.NEED_AN_ARTICLE and self.paper is None and self.info is not None)

    def action_back(self) -> None:
        if self.leave_find():
            return
        if self.has_articles_open and self.pane == "articles" and self.columns in (2, 3):
            self.close_articles()
        elif not self.leave_hits() and not self.go_back():
            self.source.select(None)
            if self.pane != "source":
                self.focus_pane("source")

    def action_search(self) -> None:
        from casefile.services.search import Search
        from casefile.tui.screens.search import SearchScreen
        from casefile.tui.search.filters import Remembered

        if self.search is None:
            self.search = Search(self.case)
        if self.searched is None:
            self.searched = Remembered()
        screen = SearchScreen(self.session, self.search, self.info, self.counts, self.searched)
        self.app.push_screen(screen, self._found)

    @property
    def searching(self) -> Search:
        from casefile.services.search import Search

        if self.search is None:
            self.search = Search(self.case)
        return self.search

    def _found(self, found: object) -> None:
        from casefile.tui.search.base import Found

        if not isinstance(found, Found):
            return
        if found.type == "article":
            self.open_article(found.number, found.span)
            if self.searched is not None and self.searched.query.strip():
                terms = self.searched.results.terms if self.searched.results is not None else ()
                is_typed = any(term.endswith("*") for term in terms)
                self.mark_found(found.number, self.searched.query, typing=is_typed)
        elif found.type == "note":
            self.open_note(found.number)
        else:
            self.remember()
            self.entity_list.select(found.id)
            self.focus_pane("entities")

    def action_log(self) -> None:
        from casefile.tui.screens.log import LogScreen

        self.app.push_screen(LogScreen(self.session))

    def action_settings(self) -> None:
        from casefile.tui.screens.settings import open_settings

        open_settings(self.casefile)

    # Leaving

    async def settle(self) -> None:
        """Save the note and the reading place; what runs beside the desk ends."""
        await self.save_note()
        paper = self.paper
        place = Place(
            article=paper.article.number if paper else 1,
            offset=self.source.caret,
            note=self.note.number if self.note else 0,
            sizes=tuple(self.sizes.items()),
        )
        await asyncio.to_thread(desk_state.save_place, self.case, place)
        self.end()

    def end(self) -> None:
        """Stop what follows the case and what works beside it. Quick, and safe to repeat."""
        self.stop_following()
        self.stop_children()
        if self.search is not None:
            self.search.close()

    def on_unmount(self) -> None:
        self.end()


def _made_search(case: OpenCase) -> Search:
    from casefile.services.search import Search

    importlib.import_module("casefile.tui.screens.search")
    return Search(case)
