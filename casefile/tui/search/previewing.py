"""The source beside the hits: the article at its passage, and the way from one hit in it to the next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from textual.timer import Timer

from casefile.domain.errors import CasefileError
from casefile.domain.records import Note
from casefile.domain.search import Hit
from casefile.domain.span import Span
from casefile.services import rows
from casefile.services.cases import OpenCase
from casefile.tui.desk.reading import header_of
from casefile.tui.paper import Paper, load_paper
from casefile.tui.search.base import SearchBase
from casefile.tui.search.typed_letters import beginnings, shortened
from casefile.tui.session import is_leaving
from index.snippets import Matcher, marks
from widgets.note_view import NoteView
from widgets.pane import Pane
from widgets.plain_dates import shown_date
from widgets.source_view import SourceView

_PREVIEW_AFTER = 0.12
_PIECE = 1 << 16
_MOST_HITS = 1_000
_EMPTY = "The passage of the marked hit is shown here."


@dataclass(frozen=True, slots=True)
class Place:
    """One of the places that a hit has: a span in the text of an article. ``shown``: what of it is marked."""

    article: int
    span: Span
    shown: Span


@dataclass(frozen=True, slots=True)
class Preview:
    """What lies beside the hits. ``places`` are where its words (or, of an entity, its mentions) stand, in order, and
    ``at`` the one in sight; ``is_cut``: there are more."""

    key: str
    paper: Paper | None = None
    note: Note | None = None
    places: tuple[Place, ...] = ()
    at: int = 0
    is_cut: bool = False
    is_entity: bool = False
    claim: Span | None = None

    @property
    def spans(self) -> tuple[Span, ...]:
        """The places in the article that is shown."""
        number = self.paper.article.number if self.paper else 0
        return tuple(place.shown for place in self.places if place.article == number)

    @property
    def words(self) -> str:
        """``hit 1 of 2``."""
        if not self.places:
            return ""
        many = f"{len(self.places):,}" + "+" * self.is_cut
        return f"{'passage' if self.is_entity else 'hit'} {self.at + 1:,} of {many}"


class Previewing(SearchBase):
    """Follows the selected hit when the keys rest."""

    def _init_previewing(self) -> None:
        self._preview_timer: Timer | None = None
        self._laid = Preview("")
        self._shown_text: object = None

    @property
    def _source(self) -> SourceView:
        return self.query_one("#preview", SourceView)

    def rest_preview(self) -> None:
        if self._preview_timer is not None:
            self._preview_timer.stop()

    @property
    def step(self) -> object:
        return self._laid.key, self._laid.at

    def preview_later(self) -> None:
        self.rest_preview()
        self._preview_timer = self.set_timer(_PREVIEW_AFTER, self._preview_soon)

    def _preview_soon(self) -> None:
        hit = self.rows.highlighted
        if hit is not None:
            self.run_worker(self._preview(hit), group="preview", exclusive=True)

    async def _preview(self, hit: Hit) -> None:
        matcher = self.matcher
        try:
            starts = beginnings(self.results.terms) if self.request.typing else ()
            preview = await self.session.read(load_preview, hit, self._laid.paper, matcher, starts)
        except CasefileError:
            return
        now = self.rows.highlighted
        if now is None or (now.type, now.id) != (hit.type, hit.id) or matcher is not self.matcher or is_leaving(self):
            return
        laid = self._laid
        if preview.places and (preview.key, preview.places) == (laid.key, laid.places):
            # The same again, for the list was asked anew: whoever has gone on in it stays there.
            return
        self._lay(preview)

    def clear_preview(self) -> None:
        """Nothing is found, so nothing lies there."""
        self.rest_preview()
        self._laid, self._shown_text = Preview(""), None
        self._source.set_document("", empty=_EMPTY)
        self._source.display = True
        self.query_one("#note-preview").display = False
        self.query_one("#preview-pane", Pane).set_title("Preview")

    def _lay(self, preview: Preview) -> None:
        self._laid = preview
        source, note = self._source, self.query_one("#note-preview", NoteView)
        source.display, note.display = preview.note is None, preview.note is not None
        pane = self.query_one("#preview-pane", Pane)
        if preview.note is not None:
            self._shown_text = None
            note.set_note(preview.note.title, preview.note.body, lambda pin: f"S{pin.article}")
            pane.set_title(preview.note.title, preview.note.kind.value, label=preview.note.label)
        elif preview.paper is not None:
            self._lay_paper(preview, preview.paper)
        else:
            self.clear_preview()

    def _lay_paper(self, preview: Preview, paper: Paper) -> None:
        source, article = self._source, paper.article
        shown = (article.id, paper.shown.id if paper.shown else "")
        if self._shown_text != shown:
            self._shown_text = shown
            source.set_document(
                paper.text, header=header_of(article, paper.tags), mentions=paper.mentions, citations=paper.citations
            )
        here = preview.places[preview.at].shown if preview.places else None
        if preview.is_cut and not preview.is_entity:
            source.set_hits(find=partial(marks, paper.text, self.matcher), current=here)
        else:
            source.set_hits(preview.spans, current=here)
        source.goto(preview.claim or here or 0, centre=True)
        source.select(preview.claim)
        name = article.publisher or article.title or article.name
        date = shown_date(article.published)
        page = paper.pages.short(here.start) if here else ""
        info = " · ".join(part for part in (preview.words, page, date) if part)
        self.query_one("#preview-pane", Pane).set_title(name, info, label=article.label, chip=article.reliability)

    def action_hit(self, step: int) -> None:
        """The next place (1) or the one before (-1) in what is previewed; after the last comes the first."""
        laid = self._laid
        if not laid.places:
            return
        at = (laid.at + step) % len(laid.places)
        there = replace(laid, at=at, claim=None)
        if laid.paper is not None and laid.places[at].article == laid.paper.article.number:
            self._lay(there)
        else:
            # The next key counts on from here, whether the article is there by then or not.
            self._laid = there
            self.run_worker(self._step_to(there), group="stepping", exclusive=True)

    async def _step_to(self, preview: Preview) -> None:
        try:
            paper = await self.session.read(load_paper, preview.places[preview.at].article)
        except CasefileError:
            return
        if paper is not None and not is_leaving(self) and self._laid is preview:
            self._lay(replace(preview, paper=paper))

    def action_scroll(self, by: int) -> None:
        source = self._source
        source.scroll_rows(by * max(1, source.size.height // 2))

    def place_of(self, hit: Hit) -> tuple[int, Span | None]:
        """Where opening ``hit`` leads: its article and the passage that the person has come to in the preview."""
        laid = self._laid
        if laid.key == f"{hit.type}:{hit.id}" and laid.places and laid.claim is None:
            place = laid.places[laid.at]
            return place.article, place.span
        return hit.number, hit.at


def load_preview(case: OpenCase, hit: Hit, laid: Paper | None, matcher: Matcher, starts: Sequence[str] = ()) -> Preview:
    """What to show beside ``hit``. ``laid`` is the paper that lies there already, ``starts`` what of words is typed."""
    key = f"{hit.type}:{hit.id}"
    if hit.type == "note":
        return Preview(key, note=rows.note(case, hit.number))
    if hit.type == "entity":
        places = tuple(Place(one.article, one.span, one.span) for one in rows.passages(case, hit.id, _MOST_HITS))
        paper = _paper(case, places[0].article, laid) if places else None
        return Preview(key, paper, places=places, is_cut=len(places) == _MOST_HITS, is_entity=True)
    paper = _paper(case, hit.number, laid)
    if paper is None:
        return Preview(key)
    spans, is_cut = hits_in(paper.text, matcher)
    at = hit.at.start if hit.at else 0
    first = next((place for place, span in enumerate(spans) if span.end > at), 0)
    shown = shortened(paper.text, spans, starts if not hit.near else ())
    places = tuple(Place(paper.article.number, span, part) for span, part in zip(spans, shown, strict=True))
    return Preview(key, paper, None, places, first, is_cut, claim=hit.at if hit.type == "claim" else None)


def _paper(case: OpenCase, number: int, laid: Paper | None) -> Paper | None:
    if laid is not None and laid.article.number == number:
        return laid
    return load_paper(case, number)


def hits_in(text: str, matcher: Matcher) -> tuple[list[Span], bool]:
    """The hits in ``text``, up to a thousand or so, and whether there are more."""
    found: list[Span] = []
    for start in range(0, len(text), _PIECE):
        # What crosses an end is found from both sides.
        fresh = [span for span in marks(text, matcher, start, start + _PIECE) if span.start >= start]
        found += [span for span in fresh if not found or span.start >= found[-1].end]
        if len(found) >= _MOST_HITS:
            return found[:_MOST_HITS], True
    return found, False
