"""The concordance of a query or an entity: its passages, batch by batch, and the orders they can be read in.

The index says which articles match, newest first; where in their texts the hits stand is found here. Nothing is
read before somebody asks for more, and whoever has enough simply asks no more.
"""

from __future__ import annotations

import re
import time
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice

from casefile.domain.concordance import Line, Order, Source
from casefile.domain.dates import parse_date
from casefile.domain.errors import NotFound, UsageError
from casefile.domain.folding import fold
from casefile.domain.intake import TextMark
from casefile.domain.records import Article
from casefile.domain.search import IndexAnswer, SearchRequest
from casefile.domain.span import Span
from casefile.domain.text import paragraph_number, paragraphs
from casefile.services.cases import OpenCase
from casefile.services.concordance_hits import Found, Hits
from casefile.services.concordance_orders import NOTHING, in_portions, key_of, place_of
from casefile.services.search import Search
from casefile.store import read_articles
from casefile.store.read_places import named_texts
from casefile.store.reader import CaseReader

MOST = 20_000
"""Passages at the most: more nobody reads, and every one is kept with its words."""
_AROUND = 150
"""Code points of context on each side: more than half of the widest screen."""
_FIRST = 60
"""Articles that are asked for first, so that the first screenful does not wait for the list of all."""
_FURTHER = 8
"""How many times as many are asked for the next time: of a frequent word the first few thousand are enough."""
_TOGETHER = 40
_SCAN = 6.0
"""Seconds that looking through the case may take while there is no index."""
_WINDOW = 1 << 16
_GAP = re.compile(r"\n[^\S\n]*\n")

Step = tuple[list[Line], int]
"""Passages, and how many more articles have been looked through for them."""


class Concordance:
    """The passages of one question, as far as they have been asked for. Belongs to one thread at a time."""

    def __init__(self, steps: Iterator[Step], state: _State, most: int = MOST) -> None:
        self._steps, self._state, self._most = steps, state, most
        self.lines: list[Line] = []
        self.looked_at = self.near = 0
        self.is_whole = False
        self.is_cut = False
        """Whether there are more passages than are kept."""
        self._articles: set[int] = set()
        self._places: list[int] = []
        self._keys: dict[Order, list[str]] = {}
        self._folded: list[str] = []

    @property
    def articles(self) -> int:
        """In how many articles the passages stand."""
        return len(self._articles)

    @property
    def to_look_at(self) -> int:
        """How many articles are to be looked through, as far as is known."""
        return max(self._state.articles, self.looked_at)

    @property
    def complaint(self) -> str:
        """What is wrong with the question, in words; else empty."""
        return self._state.complaint

    @property
    def is_current(self) -> bool:
        """Whether the index had caught up with the journal."""
        return self._state.is_current

    def more(
        self, seconds: float | None = None, lines: int | None = None, stop: Callable[[], bool] | None = None
    ) -> None:
        """Look for further passages: until ``seconds`` have passed, ``lines`` more are there, or ``stop()`` says so;
        without any of these for all.

        Blocks: the index is asked and texts are read.
        """
        end = None if seconds is None else time.monotonic() + seconds
        enough = None if lines is None else len(self.lines) + lines
        while not self.is_whole:
            step = next(self._steps, None)
            if step is None:
                self.is_whole = True
                return
            self._take(*step)
            if (end is not None and time.monotonic() >= end) or (enough is not None and len(self.lines) >= enough):
                return
            if stop is not None and stop():
                return

    def _take(self, lines: list[Line], articles: int) -> None:
        room = self._most - len(self.lines)
        self.looked_at += articles
        if len(lines) > room:
            self.is_cut = self.is_whole = True
            lines = lines[:room]
        self.lines += lines
        self.near += sum(1 for line in lines if line.near)
        self._articles.update(line.source.article for line in lines)

    # Orders

    def ordered(self, order: Order) -> list[int]:
        """The places in ``lines`` in the order in which they are to be read."""
        self._places.extend(place_of(line) for line in islice(self.lines, len(self._places), None))
        found = in_portions(range(len(self.lines)), self._places)
        return found if order.by == "source" else in_portions(found, self._keys_of(order), reverse=order.by == "date")

    def _keys_of(self, order: Order) -> list[str]:
        keys = self._keys.setdefault(order, [])
        key = key_of(order)
        keys.extend(key(line) for line in islice(self.lines, len(keys), None))
        return keys

    def folded(self) -> list[str]:
        """Of each of ``lines`` its words, folded, for a filter."""
        self._folded.extend(fold(line.words) for line in islice(self.lines, len(self._folded), None))
        return self._folded

    def neighbours(self, side: str, most: int = 10) -> list[tuple[str, int]]:
        """The words that stand most often right beside the hit, at its ``left`` or ``right``, and how often."""
        words = (key.partition("\x00")[0] for key in self._keys_of(Order(side)))
        return Counter(word for word in words if word != NOTHING).most_common(most)


@dataclass(slots=True)
class _State:
    """What is known of the question besides its passages."""

    articles: int = 0
    complaint: str = ""
    is_current: bool = True


# Of a query


def of_query(case: OpenCase, search: Search, request: SearchRequest, *, most: int = MOST) -> Concordance:
    """The passages of a search: its words, phrases and filters, in articles only, the newest article first."""
    state = _State()
    return Concordance(_query_steps(case, search, request, state, most), state, most)


def _query_steps(case: OpenCase, search: Search, request: SearchRequest, state: _State, most: int) -> Iterator[Step]:
    request = replace(request, types=("article",), sort="date", facets=(), limit=min(_FIRST, most))
    seen: set[str] = set()
    while request.query.strip():
        answer = search.begin(request, scan=_SCAN)
        found, state.is_current = answer.found, answer.is_complete
        state.articles, state.complaint = found.total + found.near_total, found.error
        scanned = answer.more(0)
        if scanned.by_scan and scanned.searched < scanned.articles:
            state.complaint = f"no index yet: {scanned.searched:,} of {scanned.articles:,} articles were looked through"
        hits = Hits(request.query, found.terms, typing=request.typing)
        if not hits and state.articles:
            state.complaint = state.complaint or "there is no word in it to line up"
            return
        yield from _in_articles(case.reader, found, hits, seen)
        if len(found.hits) < request.limit or request.limit >= most:
            return
        request = replace(request, limit=most if scanned.by_scan else min(most, request.limit * _FURTHER))


def _in_articles(reader: CaseReader, found: IndexAnswer, hits: Hits, seen: set[str]) -> Iterator[Step]:
    """Each article by its own: some are books."""
    fresh = [hit for hit in found.hits if hit.id not in seen]
    for start in range(0, len(fresh), _TOGETHER):
        together = fresh[start : start + _TOGETHER]
        articles = read_articles.articles_by_ids(reader, [hit.id for hit in together])
        for hit in together:
            seen.add(hit.id)
            article = articles.get(hit.id)
            if article is not None and article.text_id is not None:
                yield from _in_article(reader, article, hits, hit.near)
            yield [], 1


def _in_article(reader: CaseReader, article: Article, hits: Hits, near: str) -> Iterator[Step]:
    assert article.text_id is not None
    try:
        text = read_articles.text(reader, article.text_id)
    except NotFound:
        return  # purged meanwhile
    source = Source(
        article.number,
        article.text_id,
        article.text_sha256 or "",
        article.title or article.name,
        article.publisher,
        article.published,
        article.published_basis,
        _day(article.published),
    )
    cut: _Cutter | None = None
    reached = 0
    for low in range(0, len(text), _WINDOW):
        lines = []
        for one in hits.of(text, low, min(low + _WINDOW, len(text)), near):
            if one.span.start < reached:
                continue  # it crosses the edge between two windows and was seen from the first
            reached = one.span.end
            cut = cut or _Cutter(reader, source, text)
            lines.append(cut.line(one))
        if lines:
            yield lines, 0


# Of an entity


def of_entity(case: OpenCase, entity_id: str, *, most: int = MOST) -> Concordance:
    """The passages that name an entity, or one of those that were merged in it; the newest article first."""
    state = _State()
    return Concordance(_entity_steps(case, entity_id, state), state, most)


def _entity_steps(case: OpenCase, entity_id: str, state: _State) -> Iterator[Step]:
    reader = case.reader
    texts = sorted(named_texts(reader, entity_id), key=lambda one: _day(one.published), reverse=True)
    state.articles = len({one.article for one in texts})
    counted: set[int] = set()
    for one in texts:
        source = Source(
            one.article,
            one.text_id,
            one.text_sha256,
            one.title,
            one.publisher,
            one.published,
            one.published_basis,
            _day(one.published),
        )
        try:
            cut = _Cutter(reader, source, read_articles.text(reader, one.text_id))
        except NotFound:
            continue
        lines = [replace(cut.line(Found(span)), kind=kind, state=judged) for span, kind, judged in one.places]
        yield lines, int(one.article not in counted)
        counted.add(one.article)


# Lines


class _Cutter:
    """Cuts lines out of one text; what is the same for all of them is found once."""

    def __init__(self, reader: CaseReader, source: Source, text: str) -> None:
        self._source, self._text = source, text
        self._paragraphs = paragraphs(text)
        self._pages = read_articles.text_marks(reader, source.text_id)
        self._page_starts = [mark.at for mark in self._pages]

    def line(self, found: Found) -> Line:
        text, span = self._text, found.span
        low, high = _left_end(text, span.start), _right_end(text, span.end)
        return Line(
            key=f"{self._source.text_id}:{span.start}-{span.end}",
            source=self._source,
            span=span,
            left=text[low : span.start],
            hit=text[span.start : span.end],
            right=text[span.end : high],
            paragraph=paragraph_number(self._paragraphs, span.start),
            page=self._page(span.start),
            near=found.near,
        )

    def _page(self, at: int) -> str:
        number = bisect_right(self._page_starts, at) - 1
        return _called(self._pages[number]) if number >= 0 else ""


def _called(mark: TextMark) -> str:
    return f"p. {mark.label}" if mark.kind == "page" else f"{mark.kind} {mark.label}".strip()


def _left_end(text: str, start: int) -> int:
    """Where the context before ``start`` begins: with the paragraph, or with a word some way back."""
    low = max(0, start - _AROUND)
    for gap in _GAP.finditer(text, max(0, low - 1), start):
        low = gap.end()
    while low < start and text[low].isspace():
        low += 1
    if low > 0 and low == start - _AROUND and not text[low - 1].isspace():
        word = re.compile(r"\s").search(text, low, min(start, low + _AROUND // 4))
        low = word.end() if word else low
    return low


def _right_end(text: str, end: int) -> int:
    high = min(len(text), end + _AROUND)
    gap = _GAP.search(text, end, high)
    high = gap.start() if gap else high
    while high > end and text[high - 1].isspace():
        high -= 1
    return high


def around(case: OpenCase, line: Line, reach: int) -> Line:
    """The same passage with up to ``reach`` code points of its paragraph on each side. Raises ``NotFound``."""
    text, span = read_articles.text(case.reader, line.source.text_id), line.span
    within = next((one for one in paragraphs(text) if one.start <= span.start < one.end), Span(0, len(text)))
    low, high = max(within.start, span.start - reach), min(max(within.end, span.end), span.end + reach)
    while within.start < low < span.start and not text[low - 1].isspace():
        low += 1
    while span.end < high < within.end and not text[high].isspace():
        high -= 1
    return replace(line, left=text[low : span.start], right=text[span.end : high])


@lru_cache(maxsize=4096)
def _day(published: str) -> str:
    try:
        earliest = parse_date(published).earliest if published else None
    except UsageError:
        return ""
    return earliest.isoformat() if earliest else ""
