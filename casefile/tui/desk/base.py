"""What every part of the desk stands on: the case, what lies on the desk, and how an act is carried out."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from concurrent.futures import Future
from dataclasses import dataclass
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

from textual.css.query import NoMatches
from textual.screen import Screen

from casefile.domain.errors import CasefileError
from casefile.domain.kinds import EntityState
from casefile.domain.records import Article, CaseInfo, Citation, Counts, Entity, Mention, Note
from casefile.domain.span import Span
from casefile.services.cases import OpenCase
from casefile.services.desk_state import Place
from casefile.services.notes import PinPlace
from casefile.tui.app import CasefileApp
from casefile.tui.paper import First, Paper
from casefile.tui.session import Session, is_leaving
from widgets.article_list import ArticleList
from widgets.entity_list import EntityList
from widgets.source_view import SourceView

if TYPE_CHECKING:
    from casefile.services.index_progress import IndexProgress
    from casefile.tui.screens.concordance import Asked, ConcordancePlace

P = ParamSpec("P")
T = TypeVar("T")
Q = TypeVar("Q")

PANES = ("source", "entities", "notes", "articles")


@dataclass(frozen=True, slots=True)
class Stand:
    """Where a person was: what Esc goes back to. ``place`` is the source's own (top row, caret).

    ``is_from_intake``: the person came from the intake screen, which lay over it; ``concordance``: from that one.
    """

    article: int
    text_id: str | None
    place: tuple[int, int]
    pane: str
    is_from_intake: bool = False
    concordance: ConcordancePlace | None = None


class DeskBase(Screen[None]):
    """The state of the desk and the ways to change it. The parts that build on it hold no state of the case."""

    def __init__(self, session: Session, first: Future[First]) -> None:
        super().__init__()
        self.session = session
        self.first = first
        self.info: CaseInfo | None = None
        self.counts = Counts()
        self.place = Place()
        self.paper: Paper | None = None
        self.articles: tuple[Article, ...] = ()
        self.entities: tuple[Entity, ...] = ()
        self.notes: tuple[Note, ...] = ()
        self.seq = 0
        self.pane = "source"
        self.status = ""
        self.indexing: IndexProgress | None = None
        # The caret's offset that ``status`` is about: it goes when the caret goes on.
        self._said_at = -1

    @property
    def case(self) -> OpenCase:
        return self.session.case

    @property
    def casefile(self) -> CasefileApp:
        assert isinstance(self.app, CasefileApp)
        return self.app

    @property
    def source(self) -> SourceView:
        return self.query_one("#source", SourceView)

    @property
    def entity_list(self) -> EntityList:
        return self.query_one("#entities", EntityList)

    @property
    def article_list(self) -> ArticleList:
        return self.query_one("#articles", ArticleList)

    # Saying and doing

    def toast(self, words: str) -> None:
        """Say what was done where a change can be taken back."""
        # One at a time: an older one has been read, or does not matter any more.
        self._clear_toasts("information")
        self.casefile.notify(words)

    def _clear_toasts(self, severity: str, words: str = "") -> None:
        for older in list(self.app._notifications):
            if older.severity == severity and words in older.message:
                self.app._unnotify(older, refresh=False)

    def say(self, words: str) -> None:
        """A word in the status at the bottom right: for what happens often and needs no toast."""
        self.status, self._said_at = words, self.source.caret
        self.show_status()

    def act(
        self,
        then: Callable[[T], None] | None,
        work: Callable[Concatenate[OpenCase, P], T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> None:
        """Change the case by ``work(case, …)`` in the writing thread, then ``then(result)`` and fresh panes.

        What cannot be done is said in a toast; keys go on meanwhile.
        """
        if self.case.is_read_only:
            self.say_read_only()
            return

        async def carry_out() -> None:
            result = await self.session.write(work, *args, **kwargs)
            if then is not None:
                then(result)
            self.refresh_soon()

        self.trying(carry_out())

    def trying(self, work: Awaitable[object], *, group: str = "acts", exclusive: bool = False) -> None:
        """Run ``work`` beside the keys; a ``CasefileError`` becomes a toast."""

        async def attempt() -> None:
            try:
                await work
            except CasefileError as error:
                self.casefile.say_error(error)
            except NoMatches:
                if not is_leaving(self):
                    raise

        self.run_worker(attempt(), group=group, exclusive=exclusive)

    def ask(self, question: Screen[Q], then: Callable[[Q | None], None]) -> None:
        """Ask something whose answer will change the case; on a desk that only reads, say so instead."""
        if self.case.is_read_only:
            self.say_read_only()
        else:
            self.app.push_screen(question, then)

    async def ask_and_wait(self, question: Screen[Q]) -> Q | None:
        """As ``ask``, for work that goes on with the answer; None where nothing may be changed."""
        if self.case.is_read_only:
            self.say_read_only()
            return None
        return await self.app.push_screen_wait(question)

    def say_read_only(self) -> None:
        reason = self.case.read_only_reason or "it cannot be written"
        self._clear_toasts("warning", "This desk only reads")
        self.casefile.notify(f"This desk only reads: {reason}.\n{self.case.read_only_hint}", severity="warning")

    # What is meant by a key

    def entity_meant(self) -> Entity | None:
        """The entity of the list's row, or of the mention under the caret, by which pane has the focus."""
        if self.pane == "entities":
            return self.entity_list.highlighted
        mention = self.source.mention
        if mention is None or mention.entity is None:
            return None
        known = next((entity for entity in self.entities if entity.id == mention.entity), None)
        return known or Entity(
            mention.entity, mention.kind, mention.caption, "", mention.entity_state or EntityState.SUGGESTED
        )

    def needs_entity(self) -> Entity | None:
        """As ``entity_meant``; says what to do where there is none."""
        entity = self.entity_meant()
        if entity is None:
            self.say("no entity here: n goes to the next mention")
        return entity

    # What the parts need of one another, and one of them has

    def show_status(self) -> None:
        """Draw the bottom row anew."""
        raise NotImplementedError

    def show_source_title(self) -> None:
        """Say above the source which article it is."""
        raise NotImplementedError

    def show_tab_info(self) -> None:
        """Say in the row of tabs what the open pane shows."""
        raise NotImplementedError

    def show_list_titles(self) -> None:
        """Say above the lists how much they hold."""
        raise NotImplementedError

    @property
    def columns(self) -> int:
        """How many panes stand side by side: 1, 2 or 3; 4 where the article list stays open."""
        return next((n for n, name in ((1, "-one"), (2, "-two"), (4, "-wide")) if self.has_class(name)), 3)

    def show_note_titles(self) -> None:
        """Say above the notes which note it is."""
        raise NotImplementedError

    def show_details(self, before: Article, after: Article) -> None:
        """The details of the article on the desk have changed."""
        raise NotImplementedError

    def show_counts(self, counts: Counts) -> None:
        raise NotImplementedError

    def show_info(self, info: CaseInfo) -> None:
        raise NotImplementedError

    def show_entities(self, entities: tuple[Entity, ...]) -> None:
        raise NotImplementedError

    def show_articles(self, articles: tuple[Article, ...]) -> None:
        raise NotImplementedError

    def show_notes(self, found: tuple[Note, ...]) -> None:
        raise NotImplementedError

    def refresh_soon(self) -> None:
        """Look for changes of the case now, not at the next look."""
        raise NotImplementedError

    def focus_pane(self, name: str) -> None:
        """Give a pane the focus, showing it where the layout hides it."""
        raise NotImplementedError

    def passage_to_quote(self) -> Span | None:
        """The selection, else the sentence under the caret."""
        raise NotImplementedError

    def open_pin(self, place: PinPlace) -> None:
        """Go to the passage that a pin in a note points at."""
        raise NotImplementedError

    def open_first(self) -> None:
        """Lay the first article on the desk, or show that there is none."""
        raise NotImplementedError

    def open_added(self, number: int) -> None:
        """Show what has just come in."""
        raise NotImplementedError

    def open_entity(self, entity: Entity) -> None:
        """Go to an entity's row."""
        raise NotImplementedError

    def action_intake(self) -> None:
        """Open the list of what came in, where it was left."""
        raise NotImplementedError

    def open_concordance(self, asked: Asked) -> None:
        """Show every passage of what is asked."""
        raise NotImplementedError

    def return_to_concordance(self, place: ConcordancePlace) -> None:
        """Open a concordance as it was left."""
        raise NotImplementedError

    def tell_intake(self, counts: Counts) -> None:
        """The case has changed: where the list of what came in is open, it is read again."""
        raise NotImplementedError

    def reopen(self, article: Article) -> None:
        """Read the article on the desk again: another of its texts counts now."""
        raise NotImplementedError

    def show_marks(self, article: Article, marks: tuple[tuple[Mention, ...], tuple[Citation, ...]]) -> None:
        """Lay fresh marks over the text that is on the desk."""
        raise NotImplementedError

    def show_tags(self, tags: tuple[str, ...]) -> None:
        """Say above the text what a person called the article."""
        raise NotImplementedError

    def show_note_of_engines(self, note: str) -> None:
        """Say under the text what the engines could not do with it."""
        raise NotImplementedError

    def forget_passages(self) -> None:
        """The mentions changed: going round an entity's passages asks anew."""
        raise NotImplementedError
