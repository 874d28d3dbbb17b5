"""Reading: what lies on the desk, going to passages, and coming back to exactly where one was."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from casefile.domain.kinds import IntakeState
from casefile.domain.records import Article, Citation, Entity, Mention
from casefile.domain.span import Span
from casefile.services import rows
from casefile.services.notes import PinPlace
from casefile.tui.desk.base import DeskBase, Stand
from casefile.tui.paper import Paper, load_marks, load_paper
from widgets.article_list import ArticleList
from widgets.entity_list import EntityList
from widgets.plain_dates import shown_published

if TYPE_CHECKING:
    from casefile.tui.screens.concordance import ConcordancePlace

_STEPS_BACK = 100


class Reading(DeskBase):
    """Opening articles and passages. Every way forward leaves a step for Esc to come back by."""

    def _init_reading(self) -> None:
        self._behind: list[Stand] = []
        self._passages: tuple[str, list[tuple[int, Span]], int] = ("", [], -1)
        self._opening = 0

    # What lies on the desk

    def show_paper(self, paper: Paper | None, *, offset: int = 0) -> None:
        """Put ``paper`` on the desk with the caret at ``offset``; None: the case has no article yet."""
        is_first = (self.paper is None) is not (paper is None)
        self.paper = paper
        if is_first:
            self.refresh_bindings()
        source = self.source
        if paper is None:
            source.set_document("", empty="")
            self.show_source_title()
            return
        article = paper.article
        source.set_document(
            paper.text,
            header=header_of(article, paper.tags),
            mentions=paper.mentions,
            citations=paper.citations,
            offset=min(offset, max(0, len(paper.text) - 1)),
            empty=no_text(article),
        )
        self.article_list.select(article.id)
        self.show_source_title()
        self.show_status()
        if not paper.has_marks:
            self.trying(self._bring_marks(paper), group="marks", exclusive=True)

    async def _bring_marks(self, paper: Paper) -> None:
        assert paper.shown is not None
        marks = await self.session.read(load_marks, paper.article.number, paper.shown, paper.article.text_id)
        if self.paper is paper:
            self.show_marks(paper.article, marks)

    def show_marks(self, article: Article, marks: tuple[tuple[Mention, ...], tuple[Citation, ...]]) -> None:
        """Lay fresh marks over the text that is on the desk, and its fresh details above it."""
        paper = self.paper
        assert paper is not None
        mentions, citations = marks
        self.paper = replace(paper, article=article, mentions=mentions, citations=citations, has_marks=True)
        if mentions != paper.mentions:
            self.source.set_mentions(mentions)
        if citations != paper.citations:
            self.source.set_citations(citations)
        self.show_details(paper.article, article)

    def open_article(
        self, number: int, span: Span | None = None, *, text_id: str | None = None, remember: bool = True
    ) -> None:
        """Lay article S``number`` on the desk, at ``span`` if given; Esc comes back."""
        if remember:
            self.remember()
        paper = self.paper
        is_here = paper is not None and paper.article.number == number
        if (
            paper is not None
            and is_here
            and (text_id is None or (paper.shown is not None and paper.shown.id == text_id))
        ):
            self._goto(span)
            return
        self._opening += 1
        self.trying(self._open(number, span, text_id, self._opening), group="opening")

    async def _open(self, number: int, span: Span | None, text_id: str | None, turn: int) -> None:
        paper = await self.session.read(load_paper, number, text_id)
        if turn != self._opening:
            return
        if paper is None:
            self.say(f"S{number} is not in the case any more")
            return
        self.show_paper(paper, offset=span.start if span is not None else 0)
        self._goto(span)

    def _goto(self, span: Span | None) -> None:
        self._point_at(span, "source", select=span is not None and len(span) > 0)

    def _point_at(self, span: Span | None, pane: str, *, select: bool = False) -> None:
        """Show ``span`` in the source and give ``pane`` the focus."""
        was_hidden = self.columns == 1 and self.pane != "source"
        if span is not None:
            self.source.goto(span, select=select, centre=True)
        self.focus_pane(pane)
        if span is not None and was_hidden:
            # What is not laid out does not scroll.
            self.call_after_refresh(self.source.goto, span, select=select, centre=True)

    # Coming back

    def remember(self, *, is_from_intake: bool = False, concordance: ConcordancePlace | None = None) -> None:
        """Leave a step here for Esc; it leads on into the intake screen, or into a ``concordance``, if one says so."""
        paper = self.paper
        if paper is not None:
            text_id = paper.shown.id if paper.shown else None
            stand = Stand(paper.article.number, text_id, self.source.place, self.pane, is_from_intake, concordance)
            self._behind = [*self._behind[-_STEPS_BACK:], stand]

    def go_back(self) -> bool:
        """Return to the last step; False when there is none."""
        if not self._behind:
            return False
        stand = self._behind.pop()
        self._opening += 1
        self.trying(self._return_to(stand, self._opening), group="opening")
        return True

    async def _return_to(self, stand: Stand, turn: int) -> None:
        paper = self.paper
        if paper is None or paper.article.number != stand.article or (paper.shown and paper.shown.id) != stand.text_id:
            fresh = await self.session.read(load_paper, stand.article, stand.text_id)
            if turn != self._opening:
                return
            if fresh is not None:
                self.show_paper(fresh)
        self.source.select(None)
        self.source.restore(stand.place)
        self.focus_pane(stand.pane)
        if stand.is_from_intake:
            self.action_intake()
        elif stand.concordance is not None:
            self.return_to_concordance(stand.concordance)

    # From the lists

    def on_article_list_chosen(self, event: ArticleList.Chosen) -> None:
        event.stop()
        self.open_article(event.article.number)

    def on_entity_list_chosen(self, event: EntityList.Chosen) -> None:
        event.stop()
        self.next_passage(event.entity, 1)

    def action_passage(self, by: int) -> None:
        entity = self.needs_entity()
        if entity is not None:
            self.next_passage(entity, by)

    def next_passage(self, entity: Entity, by: int) -> None:
        """Go round the passages of ``entity``, from article to article; the list keeps the focus for more."""
        self.trying(self._next_passage(entity, by), group="opening", exclusive=True)

    async def _next_passage(self, entity: Entity, by: int) -> None:
        known, places, at = self._passages
        if known != entity.id:
            found = await self.session.read(rows.passages, entity.id, 500)
            places, at = [(passage.article, passage.span) for passage in found], -1 if by > 0 else 0
            self.remember()
        if not places:
            self.say(f"no passage names {entity.caption}")
            return
        at = (at + by) % len(places)
        self._passages = (entity.id, places, at)
        number, span = places[at]
        pane = self.pane
        self._opening += 1
        if self.paper is None or self.paper.article.number != number:
            paper = await self.session.read(load_paper, number)
            if paper is None:
                return
            self.show_paper(paper, offset=span.start)
        self._point_at(span, "source" if self.columns == 1 else pane)
        self.say(f"{entity.caption}: passage {at + 1} of {len(places)}")

    def forget_passages(self) -> None:
        """The mentions changed: the next step asks anew."""
        self._passages = ("", [], -1)

    def open_pin(self, place: PinPlace) -> None:
        """Go to the passage that a pin in a note points at."""
        if place.state == "ok":
            self.open_article(place.pin.article, place.pin.span, text_id=place.text_id)
        elif place.state == "missing":
            self.toast(f"S{place.pin.article} is not in this case.")
        else:
            self.toast(f"The pin {place.pin} is damaged: it fits no text of S{place.pin.article}.")

    def action_other_text(self) -> None:
        paper = self.paper
        if paper is None or len(paper.texts) < 2:
            self.say("this article has one text")
            return
        now = next((i for i, text in enumerate(paper.texts) if paper.shown and text.id == paper.shown.id), -1)
        text = paper.texts[(now + 1) % len(paper.texts)]
        self.open_article(paper.article.number, text_id=text.id)
        self.say(f"{paper.article.label}: {text.kind}")

    def action_scroll_source(self, direction: int) -> None:
        self.source.scroll_rows(direction * max(1, self.source.size.height // 2))


def header_of(article: Article, tags: Sequence[str] = ()) -> list[str]:
    """What stands above the text: the title, then who, where and when, then tags; nothing that is not known."""
    byline = [article.author, article.publisher, shown_published(article)]
    lines = [article.title or article.name, " · ".join(part for part in byline if part)]
    return [*lines, f"tags: {', '.join(tags)}"] if tags else lines


def no_text(article: Article) -> str:
    """What is said in place of a text that is not there."""
    if article.state is IntakeState.UNREAD or article.text_id is None:
        return f"No text: {article.reason or 'it was not read'}. The original is kept as it came."
    return "This text is empty."
