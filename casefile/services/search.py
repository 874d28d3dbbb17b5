"""Search: the index answers with ids, the case with titles and passages; slower, but still, without an index."""

from __future__ import annotations

import time
from bisect import bisect_left
from collections.abc import Sequence
from types import TracebackType

from casefile.domain.errors import CasefileError, IndexTrouble
from casefile.domain.records import Article, Entity, Note
from casefile.domain.search import Hit, IndexAnswer, IndexHit, SearchRequest, SearchResults
from casefile.domain.span import Span
from casefile.domain.text import paragraph_number, paragraphs
from casefile.services import index_documents, index_feed
from casefile.services.cases import OpenCase
from casefile.services.child_process import ChildDied, ChildProcess, Limits
from casefile.store import read_articles, read_entities, read_journal, read_notes
from index import wire
from index.scan import scan
from index.snippets import Matcher, snippet

SEARCHING = Limits(seconds=30, memory=2 * 1024 * 1024 * 1024, nice=0)
_WIDTH = 180


class Search:
    """One warm search process for one case. ``run`` may be called from any thread; close it when done."""

    def __init__(self, case: OpenCase) -> None:
        self._case = case
        self._child = ChildProcess("index.server", str(index_feed.directory(case)), limits=SEARCHING)

    def __enter__(self) -> Search:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        self._child.close()

    def warm(self) -> None:
        """Start the process and let it read what the first key will need. Never fails: the first search would say."""
        try:
            self._child.call({"warm": True})
        except ChildDied:
            return

    def run(self, request: SearchRequest, *, wait: float = 0.0) -> SearchResults:
        """The results for ``request``. With ``wait`` the index catches up with the journal first, at most so long.

        While there is no usable index every document is looked through instead. ``complete`` is False when the
        index has not caught up.
        """
        began = time.perf_counter()
        head, _ = read_journal.journal_head(self._case.reader)
        if wait:
            index_feed.catch_up(self._case, wait=wait)
        is_complete = True
        try:
            answer, seq = self._ask(request)
            is_complete = seq >= head
        except (IndexTrouble, ChildDied):
            answer = scan(index_documents.everything(self._case.reader), request)
        hits = self._hits(answer.hits, answer.terms)
        return SearchResults(
            query=request.query,
            total=answer.total,
            near_total=answer.near_total,
            took_ms=(time.perf_counter() - began) * 1000,
            complete=is_complete,
            error=answer.error,
            hits=hits,
            facets=answer.facets,
            terms=answer.terms,
            generation=request.generation,
        )

    def _ask(self, request: SearchRequest) -> tuple[IndexAnswer, int]:
        if index_feed.seq_of(self._case) is None:
            raise IndexTrouble("There is no index that fits the case.")
        reply = self._child.call(wire.request_to_json(request))
        return wire.answer_from_json(reply), int(reply.get("seq", -1))

    def _hits(self, found: Sequence[IndexHit], terms: Sequence[str]) -> tuple[Hit, ...]:
        """Hits as people see them. What was retired since the index was written is left out."""
        matcher = Matcher(terms)
        notes: dict[str, Note] = {}
        if any(hit.type == "note" for hit in found):
            notes = {note.id: note for note in read_notes.notes(self._case.reader)}
        hits = []
        for one in found:
            try:
                if one.type == "article":
                    hits.append(self._article(one, read_articles.article_by_id(self._case.reader, one.id), matcher))
                elif one.type == "entity":
                    hits.append(_entity(one, read_entities.entity(self._case.reader, one.id), matcher))
                elif one.id in notes:
                    hits.append(_note(one, notes[one.id], matcher))
            except CasefileError:
                continue
        return tuple(hits)

    def _article(self, hit: IndexHit, article: Article, matcher: Matcher) -> Hit:
        text = read_articles.text(self._case.reader, article.text_id) if article.text_id else ""
        words, spans, at = _window(text, matcher)
        return Hit(
            type="article",
            id=article.id,
            number=article.number,
            title=article.title or article.name,
            date=article.published,
            score=hit.score,
            snippet=words,
            spans=spans,
            near=hit.near,
            kind=article.reliability,
            state=article.state.value,
            at=at,
            paragraph=paragraph_number(paragraphs(text), at.start) if at else 0,
        )


def _window(text: str, matcher: Matcher) -> tuple[str, tuple[Span, ...], Span | None]:
    """The most telling passage on one line, runs of white space as one blank, with the hits in it and in ``text``."""
    words, spans, at = snippet(text, matcher, _WIDTH)
    kept = [place for place, character in enumerate(words) if character != " " or (place and words[place - 1] != " ")]
    moved = [Span(bisect_left(kept, span.start), bisect_left(kept, span.end)) for span in spans]
    return "".join(words[place] for place in kept).rstrip(), tuple(moved), at


def _entity(hit: IndexHit, entity: Entity, matcher: Matcher) -> Hit:
    words, spans, _ = _window("; ".join([entity.caption, *entity.aliases]), matcher)
    return Hit(
        type="entity",
        id=entity.id,
        number=0,
        title=entity.caption,
        date="",
        score=hit.score,
        snippet=words,
        spans=spans,
        near=hit.near,
        kind=entity.kind.value,
        state=entity.state.value,
        mentions=entity.mentions,
    )


def _note(hit: IndexHit, note: Note, matcher: Matcher) -> Hit:
    words, spans, _ = _window(note.body or note.title, matcher)
    return Hit(
        type="note",
        id=note.id,
        number=note.number,
        title=note.title,
        date=note.changed[:10],
        score=hit.score,
        snippet=words,
        spans=spans,
        near=hit.near,
        kind=note.kind.value,
        state=note.state,
    )
