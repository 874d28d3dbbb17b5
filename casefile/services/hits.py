"""What the index found as people see it: titles, passages with the letters that matched, where they stand."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache

from casefile.domain.errors import NotFound
from casefile.domain.records import Article, Entity, Note
from casefile.domain.search import Hit, IndexHit
from casefile.domain.span import Span
from casefile.domain.text import paragraph_number, paragraphs
from casefile.store import read_articles, read_entities, read_notes
from casefile.store.reader import CaseReader
from index.snippets import Matcher, marks, snippet

_WIDTH = 180
_LONG = 1 << 14
"""Code points of a text that are looked at in one go: a book is not read to its end for one line."""
_KEPT = 2048

_Window = tuple[str, tuple[Span, ...], Span | None, int]


class Shaper:
    """Turns hits of the index into hits for people. Texts never change, so what was cut out of them is kept."""

    def __init__(self, reader: CaseReader) -> None:
        self._reader = reader
        self._matcher = lru_cache(maxsize=32)(Matcher)
        # No lock: two threads that find the same passage only find it twice.
        self._windows: dict[tuple[str, tuple[str, ...]], _Window] = {}

    def shape(self, found: Sequence[IndexHit], terms: Sequence[str]) -> list[Hit | None]:
        """One for each of ``found``; None for what was retired since the index was written."""
        matcher = self._matcher(tuple(terms))
        reader = self._reader
        with reader.snapshot():
            articles = read_articles.articles_by_ids(reader, [hit.id for hit in found if hit.type == "article"])
            entities = read_entities.entities_by_ids(reader, [hit.id for hit in found if hit.type == "entity"])
            notes: dict[str, Note] = {}
            if any(hit.type == "note" for hit in found):
                notes = {note.id: note for note in read_notes.notes(reader)}
            hits: list[Hit | None] = []
            for one in found:
                if one.type == "article":
                    hits.append(self._article(one, articles.get(one.id), matcher))
                elif one.type == "entity":
                    hits.append(_entity(one, entities[one.id], matcher) if one.id in entities else None)
                else:
                    hits.append(_note(one, notes[one.id], matcher) if one.id in notes else None)
        return hits

    def _article(self, hit: IndexHit, article: Article | None, matcher: Matcher) -> Hit | None:
        if article is None:
            return None
        try:
            words, spans, at, paragraph = self._passage(article.text_id, matcher)
        except NotFound:
            return None
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
            paragraph=paragraph,
        )

    def _passage(self, text_id: str | None, matcher: Matcher) -> _Window:
        if text_id is None:
            return "", (), None, 0
        key = (text_id, matcher.terms)
        known = self._windows.get(key)
        if known is None:
            text = read_articles.text(self._reader, text_id)
            words, spans, at = _window(text, matcher)
            known = words, spans, at, paragraph_number(paragraphs(text), at.start) if at else 0
            if len(self._windows) >= _KEPT:
                self._windows.clear()
            self._windows[key] = known
        return known


def _window(text: str, matcher: Matcher) -> tuple[str, tuple[Span, ...], Span | None]:
    """The most telling passage on one line, runs of white space as one blank, with the hits in it and in ``text``."""
    low = _first_hit(text, matcher) if len(text) > 2 * _LONG else 0
    words, spans, at = snippet(text[low : low + 2 * _LONG] if low or len(text) > 2 * _LONG else text, matcher, _WIDTH)
    kept = [place for place, character in enumerate(words) if character != " " or (place and words[place - 1] != " ")]
    moved = [Span(bisect_left(kept, span.start), bisect_left(kept, span.end)) for span in spans]
    found = Span(at.start + low, at.end + low) if at else None
    return "".join(words[place] for place in kept).rstrip(), tuple(moved), found


def _first_hit(text: str, matcher: Matcher) -> int:
    """Where to begin in a long text: some words before its first hit; 0 when there is none."""
    if matcher:
        for low in range(0, len(text), _LONG):
            found = marks(text, matcher, low, low + _LONG)
            if found:
                start = max(0, found[0].start - _WIDTH)
                gap = text.find(" ", start, found[0].start)
                return (gap + 1 if gap >= 0 else start) if start else 0
    return 0


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
