"""What every part of the search screen stands on: the question, its answer, and the widgets that show it."""

from __future__ import annotations

from collections.abc import Awaitable
from dataclasses import dataclass

from textual.css.query import NoMatches
from textual.screen import Screen

from casefile.domain.errors import CasefileError
from casefile.domain.records import CaseInfo, Counts
from casefile.domain.search import TYPES, SearchRequest, SearchResults
from casefile.domain.span import Span
from casefile.services.cases import OpenCase
from casefile.services.search import Search
from casefile.tui.app import CasefileApp
from casefile.tui.search.filters import Remembered
from casefile.tui.session import Session, is_leaving
from index.snippets import Matcher
from widgets.facet_list import FacetList
from widgets.hint_list import HintList
from widgets.query_line import QueryLine
from widgets.remark_row import RemarkRow
from widgets.result_list import ResultList

LIMIT = 200
ORDERS = {"newest": "newest first", "relevance": "by relevance", "date": "strictly by date"}


@dataclass(frozen=True, slots=True)
class Found:
    """What a person opened: ``number`` of an article or note, ``id`` of an entity, the hit's ``span``."""

    type: str
    id: str
    number: int
    span: Span | None


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


class SearchBase(Screen[Found | None]):
    """The state of a search. ``memory`` outlives the screen: what is asked is written into it."""

    def __init__(
        self, session: Session, search: Search, info: CaseInfo | None, counts: Counts, memory: Remembered
    ) -> None:
        super().__init__()
        self.session, self.search, self.info, self.counts, self.memory = session, search, info, counts, memory
        self.request = SearchRequest(
            memory.query, limit=LIMIT, sort=memory.sort, typing=True, types=memory.types, filters=memory.filters
        )
        self.opened: frozenset[str] = memory.opened
        self.generation = 0
        self.answered = 0
        self.results = nothing_asked()
        self.matcher = Matcher(())
        self.rows = Results()
        self.hints = HintList(id="hints")
        self.hints.can_focus = False
        self.facets = FacetList(id="facet-list")
        self.remark = RemarkRow(id="remark")
        self.line = QueryLine(prompt="/", placeholder="search the case", drives=self.rows)

    @property
    def casefile(self) -> CasefileApp:
        """The app, as what it is."""
        app = self.app
        assert isinstance(app, CasefileApp)
        return app

    @property
    def case(self) -> OpenCase:
        return self.session.case

    @property
    def type(self) -> str:
        """The one type that is searched; empty: all."""
        return self.request.types[0] if len(self.request.types) == 1 else ""

    @property
    def order(self) -> str:
        return ORDERS[self.request.sort]

    @property
    def is_asked(self) -> bool:
        """Whether there is anything to ask: words, or a filter alone."""
        return bool(self.request.query.strip() or self.request.filters)

    @property
    def is_fresh(self) -> bool:
        """Whether what is shown answers what is asked."""
        return self.answered == self.generation

    def ask(self, **changes: object) -> None:
        """Ask with ``changes`` to the request. The old answer stays until the new one is there."""
        raise NotImplementedError

    def rest_preview(self) -> None:
        """While keys come the preview rests: the answer will ask for it again."""
        raise NotImplementedError

    @property
    def step(self) -> object:
        """What lies in the preview, and at which of its places."""
        raise NotImplementedError

    def preview_later(self) -> None:
        raise NotImplementedError

    def clear_preview(self) -> None:
        raise NotImplementedError

    def show_facets(self) -> None:
        raise NotImplementedError

    def show_hints(self) -> None:
        raise NotImplementedError

    def show_state(self) -> None:
        raise NotImplementedError

    def ask_again(self, **changes: object) -> None:
        """As ``ask``, and whoever is in the list stays there."""
        raise NotImplementedError

    def trying(self, work: Awaitable[object], *, group: str, exclusive: bool = False) -> None:
        """Run ``work`` beside the keys; a ``CasefileError`` becomes a toast."""

        async def attempt() -> None:
            try:
                await work
            except CasefileError as error:
                if not is_leaving(self):
                    self.casefile.say_error(error)
            except NoMatches:
                if not is_leaving(self):
                    raise

        self.run_worker(attempt(), group=group, exclusive=exclusive)


def nothing_asked(generation: int = 0) -> SearchResults:
    """The answer to no question."""
    return SearchResults("", 0, 0, 0.0, True, "", (), {}, (), generation)


def types_of(type_: str) -> tuple[str, ...]:
    """What a chosen type (empty: all) means for a request."""
    return (type_,) if type_ else TYPES
