"""Searching without an index: every document is looked at, by the same rules. Imports no Whoosh.

It answers while the index is being built, slower (some seconds for ten thousand articles). What is found,
counted, ordered by date and labelled is what the index finds. Scores, and with them the order by relevance, are only
about the same: lengths are counted more roughly here, and a joined form together with the word.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from casefile.domain.search import IndexAnswer, IndexDocument, IndexHit, SearchRequest
from index.answering import EXACT, FEW, FUZZY, K1, KEY_STARTS, KEYS, TITLE, B, best, marked, may_slip, relaxes, scored
from index.document_view import View
from index.documents import Placed, day_of, facets_of, foremost
from index.query import parse_request
from index.tree import Node, Word, in_title


@dataclass(slots=True)
class _Kept:
    """What is remembered of a document that matched."""

    key: str
    how: str
    day: str
    in_title: bool
    counts: list[tuple[float, float]]
    lengths: tuple[int, int]
    nearness: int
    score: float = 0.0

    @property
    def type(self) -> str:
        return self.key.partition(":")[0]

    @property
    def newest_first(self) -> tuple[int, str]:
        """Undated ones last, equal ones by key."""
        return -int(self.day.replace("-", "")) if self.day else 0, self.key


@dataclass(slots=True)
class _Tally:
    """Numbers over all documents that the scores need: how many hold a word, in text and in title."""

    documents: int = 0
    words: int = 0
    title_words: int = 0
    holders: list[list[int]] = field(default_factory=list)


class _Filters:
    """Which documents a request's filters let through, and by which facets the others fail."""

    def __init__(self, request: SearchRequest) -> None:
        self._wanted: dict[str, set[str]] = {}
        for facet, value in request.filters:
            self._wanted.setdefault(facet, set()).add(value)

    def fails(self, pairs: list[tuple[str, str]]) -> list[str]:
        """The facets of which none of the wanted values is among a document's ``pairs``."""
        return [
            facet
            for facet, wanted in self._wanted.items()
            if not any(name == facet and value in wanted for name, value in pairs)
        ]


def scan(
    documents: Iterable[IndexDocument], request: SearchRequest, is_over: Callable[[], bool] | None = None
) -> IndexAnswer:
    """The answer of an index over ``documents``, found without one. Never raises for a query.

    ``is_over`` is asked before each document: once it says yes, the answer is that of the documents until then.
    """
    parsed = parse_request(request)
    node = parsed.node
    if node is None:
        return IndexAnswer(0, 0, (), (), parsed.error, {}, request.generation)
    walk = _Walk(request, node)
    for document in documents:
        if is_over is not None and is_over():
            break
        walk.take(document)
    return walk.answer(parsed.error)


class _Walk:
    """One pass over all documents."""

    def __init__(self, request: SearchRequest, node: Node) -> None:
        self._request, self._node, self._title = request, node, in_title(node)
        self._filters = _Filters(request)
        self._ways = (KEYS, KEY_STARTS, FUZZY) if may_slip(node) else (KEYS, KEY_STARTS)
        # Only the order by relevance needs scores, and the words of every hit laid out for them.
        self._words = list(dict.fromkeys(scored(node))) if request.sort == "relevance" else []
        self._tally = _Tally(holders=[[0, 0] for _ in self._words])
        self._facets: dict[str, Counter[str]] = {name: Counter() for name in request.facets}
        self._kept: list[_Kept] = []
        self._counts: Counter[str] = Counter()
        self._new = 0

    def take(self, document: IndexDocument) -> None:
        request, view, pairs = self._request, View(document), facets_of(document)
        _count(view, self._words, self._tally)
        fails = self._filters.fails(pairs)
        is_asked = document.type in request.types
        # What fails by one facet alone is counted there: it is what could be chosen beside the filter.
        countable = [facet for facet in self._facets if is_asked and facet != "type" and fails in ([], [facet])]
        if fails and not countable:
            return
        is_exact = view.matches(self._node, EXACT)
        if is_exact:
            for name, value in pairs:
                if name in countable:
                    self._facets[name][value] += 1
            if not fails and "type" in self._facets:
                self._facets["type"][document.type] += 1
        if fails or not is_asked:
            return
        how = EXACT if is_exact else self._nearness(view)
        if how:
            self._counts[how] += 1
            titled = is_exact and self._title is not None and view.matches(self._title, EXACT)
            self._kept.append(_keep(view, self._words, how, in_title=titled))
            self._new += is_exact and bool(request.since) and document.added > request.since

    def _nearness(self, view: View) -> str:
        few = self._counts[EXACT] + self._counts[KEYS] < FEW
        return next((way for way in (self._ways if few else (KEYS,)) if view.matches(self._node, way)), "")

    def answer(self, error: str) -> IndexAnswer:
        request, counts = self._request, self._counts
        if counts[EXACT] + counts[KEYS] >= FEW:
            counts[KEY_STARTS] = 0
        if counts[EXACT] + counts[KEYS] + counts[KEY_STARTS] >= FEW:
            counts[FUZZY] = 0
        keyed = counts[KEYS] + counts[KEY_STARTS]
        return IndexAnswer(
            total=counts[EXACT],
            near_total=keyed + counts[FUZZY],
            hits=tuple(self._hits()),
            terms=tuple(marked(self._node, keys=bool(keyed), edits=bool(counts[FUZZY]))),
            error=error,
            facets={name: foremost(values, request.values) for name, values in self._facets.items()},
            generation=request.generation,
            new=self._new,
        )

    def _hits(self) -> list[IndexHit]:
        kept = [one for one in self._kept if self._counts[one.how]]
        for one in kept:
            one.score = _score(one, self._words, self._tally)
        ordered: list[_Kept] = []
        for ways in ((EXACT,), (KEYS, KEY_STARTS), (FUZZY,)):
            some = [one for one in kept if one.how in ways]
            ordered += _in_order(some, max(0, self._request.limit - len(ordered)), self._request)
        hits = []
        for one in ordered:
            kind, _, identity = one.key.partition(":")
            near = "" if one.how == EXACT else FUZZY if one.how == FUZZY else KEYS
            hits.append(IndexHit(kind, identity, round(one.score, 4), near, one.in_title))
        return hits


def _in_order(some: list[_Kept], limit: int, request: SearchRequest) -> list[_Kept]:
    sort = request.sort
    if sort == "relevance":
        some = sorted(some, key=lambda one: (-one.score, *one.newest_first))
    else:
        some = sorted(some, key=lambda one: one.newest_first)
    if sort == "date":
        return some[:limit]
    groups: dict[str, list[_Kept]] = {"entity": [], "claim": [], "title": [], "": []}
    for one in some:
        # Where one type alone is asked for there is nobody whom it could crowd out.
        name = one.type if one.type in groups and len(request.types) > 1 else ""
        if not name and one.in_title and sort == "newest":
            name = "title"
        groups[name].append(one)
    return best(groups[""], groups["entity"], limit, claims=groups["claim"], titles=groups["title"])


def _count(view: View, words: list[Word], tally: _Tally) -> None:
    tally.documents += 1
    tally.words += len(view.document.title.split()) + len(view.document.body.split())
    tally.title_words += len(view.document.title.split())
    for word, holders in zip(words, tally.holders, strict=True):
        if view.word(word):
            holders[0] += 1
            holders[1] += view.word(Word(word.text, "title", prefix=word.prefix))


def _keep(view: View, words: list[Word], how: str, *, in_title: bool) -> _Kept:
    if not words:
        return _Kept(view.document.key, how, day_of(view.document), in_title, [], (0, 0), 0)
    text, title = view.placed(""), view.placed("title")
    counts: list[tuple[float, float]] = []
    for word in words:
        if word.prefix:
            counts.append((float(view.word(word)), float(view.word(Word(word.text, "title", prefix=True)))))
            continue
        counts.append(tuple(_often(placed, word.text) for placed in (text, title)))  # type: ignore[arg-type]
    nearness = sum(relaxes(word, KEYS) and view.is_near(word, KEYS) for word in words) if how != EXACT else 0
    return _Kept(view.document.key, how, day_of(view.document), in_title, counts, (text.length, title.length), nearness)


def _often(placed: Placed, term: str) -> float:
    return len(placed.words.get(term, ())) + len(placed.wide.get(term, ())) / 2


def _score(kept: _Kept, words: list[Word], tally: _Tally) -> float:
    score = float(kept.nearness)
    means = tuple(max(1.0, total / max(1, tally.documents)) for total in (tally.words, tally.title_words))
    for word, counts, holders in zip(words, kept.counts, tally.holders, strict=True):
        for count, held, length, mean, weight in zip(counts, holders, kept.lengths, means, (1.0, TITLE), strict=True):
            if not count:
                continue
            if word.prefix:
                value = _idf(tally.documents, holders[0])
                score += value if weight == 1.0 else TITLE * value / (1 + length / mean)
                continue
            norm = K1 * (1 - B + B * length / mean)
            score += weight * _idf(tally.documents, held) * count * (K1 + 1) / (count + norm)
    return score


def _idf(documents: int, holders: int) -> float:
    return math.log(1 + (documents - holders + 0.5) / (holders + 0.5))
