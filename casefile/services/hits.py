"""What the index found as people see it: titles, passages with the letters that matched, where they stand."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from casefile.domain.intake import TextMark
from casefile.domain.records import Article, Entity, Note
from casefile.domain.search import Hit, IndexHit
from casefile.domain.span import Span
from casefile.domain.text import paragraph_number, paragraphs
from casefile.store import read_articles, read_entities, read_hits
from casefile.store.read_hits import Claim, Place
from casefile.store.reader import CaseReader
from index.matcher import Matcher
from index.snippets import marks, snippet

_WIDTH = 180
_LONG = 1 << 14
"""Code points of a text that are looked at in one go: a book is not read to its end for one line."""
_KEPT = 2048
_SHORT = 14
_COUNTED = {"chapter": "ch.", "slide": "slide "}
_PREFIX = {"time": "at", "part": ""}


@dataclass(frozen=True, slots=True)
class _Passage:
    """What is shown of a text: the words on one line, the hits in them, the first hit in the text and where it is."""

    words: str
    spans: tuple[Span, ...] = ()
    at: Span | None = None
    paragraph: int = 0
    page: str = ""


_NO_PASSAGE = _Passage("")
_Part = tuple[str, int, int]
"""A text's id and what of it is shown: ``(0, -1)`` for the passage that tells most, else a span."""


class Shaper:
    """Turns hits of the index into hits for people. Texts never change, so what was cut out of them is kept."""

    def __init__(self, reader: CaseReader) -> None:
        self._reader = reader
        self._matcher = lru_cache(maxsize=32)(Matcher)
        # No lock: two threads that find the same passage only find it twice.
        self._passages: dict[tuple[_Part, tuple[str, ...]], _Passage] = {}

    def shape(self, found: Sequence[IndexHit], terms: Sequence[str]) -> list[Hit | None]:
        """One for each of ``found``; None for what was retired since the index was written."""
        matcher = self._matcher(tuple(terms))
        reader = self._reader

        def ids(type_: str) -> list[str]:
            return [hit.id for hit in found if hit.type == type_]

        places = {one: place for one in ids("claim") if (place := _place(one))}
        with reader.snapshot():
            articles = read_articles.articles_by_ids(reader, ids("article"))
            entities = read_entities.entities_by_ids(reader, ids("entity"))
            note_ids = ids("note")
            notes = read_hits.notes_by_ids(reader, note_ids) if note_ids else {}
            claims = read_hits.claims_at(reader, list(places.values())) if places else {}
            wanted = [_whole(article.text_id) for article in articles.values() if article.text_id is not None]
            passages = self._passages_of([*wanted, *claims], matcher)
        hits: list[Hit | None] = []
        for one in found:
            if one.type == "article":
                hits.append(_article(one, articles.get(one.id), passages))
            elif one.type == "entity":
                hits.append(_entity(one, entities[one.id], matcher) if one.id in entities else None)
            elif one.type == "claim":
                place = places.get(one.id)
                hits.append(_claim(one, claims[place], passages) if place in claims else None)
            else:
                hits.append(_note(one, notes[one.id], matcher) if one.id in notes else None)
        return hits

    def _passages_of(self, parts: Sequence[_Part], matcher: Matcher) -> dict[_Part, _Passage]:
        """What is shown of each of ``parts``; without those whose text was purged."""
        known = {part: kept for part in parts if (kept := self._passages.get((part, matcher.terms)))}
        new = [part for part in dict.fromkeys(parts) if part not in known]
        if not new:
            return known
        texts = read_hits.texts(self._reader, {text_id for text_id, _, _ in new})
        cut = {part: _passage(texts[part[0]], part, matcher) for part in new if part[0] in texts}
        wanted = [(part[0], passage.at.start) for part, passage in cut.items() if passage.at is not None]
        pages = read_hits.pages_at(self._reader, wanted) if wanted else {}
        for part, passage in cut.items():
            page = pages.get((part[0], passage.at.start)) if passage.at is not None else None
            if page is not None:
                cut[part] = replace(passage, page=page_label(*page))
        if len(self._passages) + len(cut) > _KEPT:
            self._passages.clear()
        self._passages |= {(part, matcher.terms): passage for part, passage in cut.items()}
        return known | cut


def page_label(mark: TextMark, number: int) -> str:
    """A page, chapter or slide, the ``number``th of its kind, as a pin calls it: ``p.4``, ``ch.3``, ``slide 2``."""
    if mark.kind in _COUNTED:
        return f"{_COUNTED[mark.kind]}{number}"
    label = mark.label if len(mark.label) <= _SHORT else f"{mark.label[: _SHORT - 1]}…"
    return f"p.{label}" if mark.kind == "page" else f"{_PREFIX.get(mark.kind, mark.kind)} {label}".strip()


def _whole(text_id: str) -> _Part:
    return text_id, 0, -1


def _place(claim_id: str) -> Place | None:
    """What ``TEXTID:START-STOP`` names; None where it is nothing of the kind."""
    text_id, _, span = claim_id.rpartition(":")
    start, _, stop = span.partition("-")
    if not (text_id and start.isdecimal() and stop.isdecimal()):
        return None
    return text_id, int(start), int(stop)


def _passage(text: str, part: _Part, matcher: Matcher) -> _Passage:
    _, start, stop = part
    if stop < 0:
        words, spans, at = _window(text, matcher)
    else:
        words, spans, _ = _window(text[start:stop], matcher)
        at = Span(start, stop)
    return _Passage(words, spans, at, paragraph_number(paragraphs(text), at.start) if at else 0)


def _window(text: str, matcher: Matcher) -> tuple[str, tuple[Span, ...], Span | None]:
    """The most telling passage on one line, runs of white space as one blank, with the hits in it and in ``text``."""
    low = _first_hit(text, matcher) if len(text) > 2 * _LONG else 0
    words, spans, at = snippet(text[low : low + 2 * _LONG] if low or len(text) > 2 * _LONG else text, matcher, _WIDTH)
    found = Span(at.start + low, at.end + low) if at else None
    if "  " not in words:
        return words.rstrip(), tuple(spans), found
    kept = [place for place, character in enumerate(words) if character != " " or (place and words[place - 1] != " ")]
    moved = [Span(bisect_left(kept, span.start), bisect_left(kept, span.end)) for span in spans]
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


def _article(hit: IndexHit, article: Article | None, passages: Mapping[_Part, _Passage]) -> Hit | None:
    if article is None:
        return None
    passage = _NO_PASSAGE if article.text_id is None else passages.get(_whole(article.text_id))
    if passage is None:
        return None
    return Hit(
        type="article",
        id=article.id,
        number=article.number,
        title=article.title or article.name,
        date=article.published,
        score=hit.score,
        snippet=passage.words,
        spans=passage.spans,
        near=hit.near,
        kind=article.reliability,
        state=article.state.value,
        at=passage.at,
        paragraph=passage.paragraph,
        in_title=hit.in_title,
        page=passage.page,
    )


def _claim(hit: IndexHit, claim: Claim, passages: Mapping[_Part, _Passage]) -> Hit | None:
    passage = passages.get((claim.text_id, claim.content.start, claim.content.end))
    if passage is None:
        return None
    return Hit(
        type="claim",
        id=hit.id,
        number=claim.article,
        title="; ".join(claim.speakers),
        date=claim.published,
        score=hit.score,
        snippet=passage.words,
        spans=passage.spans,
        near=hit.near,
        kind=claim.polarity,
        at=claim.content,
        paragraph=passage.paragraph,
        in_title=hit.in_title,
        page=passage.page,
    )


def _entity(hit: IndexHit, entity: Entity, matcher: Matcher) -> Hit:
    """The names that were looked for stand first: of an entity with fifty it is not clear why it is there."""
    names = sorted([entity.caption, *entity.aliases], key=lambda name: not marks(name, matcher))
    words, spans, _ = _window("; ".join(names), matcher)
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
        in_title=hit.in_title,
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
        in_title=hit.in_title,
    )
