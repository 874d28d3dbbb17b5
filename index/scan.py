"""Searching without an index: every document is looked at, by the same rules. Imports no Whoosh.

It answers while the index is being built, slower (a second or so for five thousand articles). What is found,
counted and labelled is what the index finds; scores may differ in the last digits, for the index keeps lengths
rounded.
"""

from __future__ import annotations

import heapq
import math
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from casefile.domain.folding import fold
from casefile.domain.search import FACETS, IndexAnswer, IndexDocument, IndexHit, SearchRequest
from casefile.domain.transliteration import key
from index.answering import EXACT, FEW, FUZZY, K1, KEY_STARTS, KEYS, TITLE, B, best, marked, relaxes, scored, steps_to
from index.documents import FACT_FACETS, Placed, day_of, facets_of, fact_matches, place, values_of
from index.edits import is_near
from index.phrases import Place, in_order
from index.query import parse
from index.tree import And, Dates, Fact, Node, Not, OfType, Or, Phrase, Word

_ASCII_WORD = re.compile("[a-z0-9]+")
_BETWEEN = re.compile(r"[\W_]+")


@dataclass(slots=True)
class _Kept:
    """What is remembered of a document that matched."""

    key: str
    how: str
    day: str
    counts: list[tuple[float, float]]
    lengths: tuple[int, int]
    nearness: int


@dataclass(slots=True)
class _Tally:
    """Numbers over all documents that the scores need: how many hold a word, in text and in title."""

    documents: int = 0
    words: int = 0
    title_words: int = 0
    holders: list[list[int]] = field(default_factory=list)


def scan(documents: Iterable[IndexDocument], request: SearchRequest) -> IndexAnswer:
    """The answer of an index over ``documents``, found without one. Never raises for a query."""
    parsed = parse(request.query, typing=request.typing)
    node = parsed.node
    if node is None:
        return IndexAnswer(0, 0, (), (), parsed.error, {}, request.generation)
    words = list(dict.fromkeys(scored(node)))
    tally = _Tally(holders=[[0, 0] for _ in words])
    facets: dict[str, Counter[str]] = {name: Counter() for name in FACETS}
    kept: list[_Kept] = []
    counts: Counter[str] = Counter()
    for document in documents:
        view = _View(document)
        _count(view, words, tally)
        how = EXACT if view.matches(node, EXACT) else ""
        if how:
            facets["type"][document.type] += 1
        if document.type not in request.types:
            continue
        if not how:
            few = counts[EXACT] + counts[KEYS] < FEW
            ways = (KEYS, KEY_STARTS, FUZZY) if few else (KEYS,)
            how = next((way for way in ways if view.matches(node, way)), "")
        if how:
            counts[how] += 1
            kept.append(_keep(view, words, how))
        if how == EXACT:
            for name, value in facets_of(document):
                if name != "type":
                    facets[name][value] += 1
    if counts[EXACT] + counts[KEYS] >= FEW:
        counts[KEY_STARTS] = 0
    if counts[EXACT] + counts[KEYS] + counts[KEY_STARTS] >= FEW:
        counts[FUZZY] = 0
    hits = _hits(request, [one for one in kept if counts[one.how]], words, tally)
    return IndexAnswer(
        total=counts[EXACT],
        near_total=counts[KEYS] + counts[KEY_STARTS] + counts[FUZZY],
        hits=tuple(hits),
        terms=tuple(marked(node, keys=bool(counts[KEYS] + counts[KEY_STARTS]), edits=bool(counts[FUZZY]))),
        error=parsed.error,
        facets={name: dict(sorted(values.items())) for name, values in facets.items()},
        generation=request.generation,
    )


class _View:
    """One document, its words laid out as far as somebody asked."""

    def __init__(self, document: IndexDocument) -> None:
        self.document = document
        self._placed: dict[str, Placed] = {}

    def placed(self, name: str) -> Placed:
        """The words of a field with their positions."""
        if name not in self._placed:
            self._placed[name] = place(values_of(self.document, name))
        return self._placed[name]

    @cached_property
    def _text(self) -> str:
        return f"{self.document.title}\n{self.document.body}"

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """The words of title and text."""
        if self._text.isascii() and "_" not in self._text:
            words = frozenset(_ASCII_WORD.findall(self._text.lower()))
            if max(map(len, words), default=0) < 100:
                return words
        return frozenset(self.placed("").words)

    @cached_property
    def _letters(self) -> str:
        return _BETWEEN.sub("", fold(self._text))

    def holds(self, name: str, text: str) -> bool:
        """Whether a word or a wide term stands in a field."""
        if name == "":
            if text in self.vocabulary:
                return True
            if _BETWEEN.sub("", text) not in self._letters:
                return False
        placed = self.placed(name)
        return text in placed.words or text in placed.wide

    def words(self, name: str) -> Iterable[str]:
        return self.placed(name).words if name else self.vocabulary

    def matches(self, node: Node, how: str) -> bool:
        """Whether ``node`` finds this document."""
        if isinstance(node, And):
            return all(self.matches(part, how) for part in node.parts)
        if isinstance(node, Or):
            return any(self.matches(part, how) for part in node.parts)
        if isinstance(node, Not):
            return not self.matches(node.part, EXACT)
        if isinstance(node, Word):
            return self.word(node) or self._near(node, how)
        if isinstance(node, Phrase):
            return self._phrase(node)
        if isinstance(node, OfType):
            return self.document.type == node.type
        if isinstance(node, Fact):
            facet = FACT_FACETS[node.field]
            written = dict(facets_of(self.document)).get(facet)
            return written is not None and fact_matches(facet, written, node.value, prefix=node.prefix)
        assert isinstance(node, Dates)
        day = day_of(self.document)
        return bool(day) and node.first <= day and (not node.last or day <= node.last)

    def word(self, word: Word) -> bool:
        """Whether the word is there as it was asked."""
        if word.text in self.placed(word.field).words or (word.takes_wide and self.holds(word.field, word.text)):
            return True
        if word.fuzzy:
            return any(is_near(word.text, other) for other in self.words(word.field))
        return word.prefix and any(other.startswith(word.text) for other in self.words(word.field))

    def _near(self, word: Word, how: str) -> bool:
        return any(relaxes(word, step) and self.is_near(word, step) for step in steps_to(how))

    def is_near(self, word: Word, how: str) -> bool:
        """Whether a word of the text has the same key, a key that begins with it, or is one edit away."""
        if how == FUZZY:
            return any(is_near(word.text, other) for other in self.vocabulary)
        wanted = key(word.text)
        if how == KEY_STARTS:
            return any(key(other).startswith(wanted) for other in self.vocabulary)
        return any(key(other) == wanted for other in self.vocabulary)

    def _phrase(self, phrase: Phrase) -> bool:
        if phrase.field == "" and not all(self.holds("", word) for word in phrase.words[:-1]):
            return False
        placed = self.placed(phrase.field)
        if not all(pair in placed.wide for pair in phrase.pairs):
            return False
        columns = [_places(placed, [word]) for word in phrase.words]
        if phrase.prefix:
            last = phrase.words[-1]
            columns[-1] = _places(placed, [last, *(w for w in placed.words if w.startswith(last) and w != last)])
        return in_order(columns, phrase.slop)


def _places(placed: Placed, words: list[str]) -> list[Place]:
    found: list[Place] = []
    for word in words:
        found += [(at, at) for at in placed.words.get(word, ())]
        pairs = placed.wide.get(word, [])
        found += zip(pairs[::2], pairs[1::2], strict=True)
    return found


def _count(view: _View, words: list[Word], tally: _Tally) -> None:
    tally.documents += 1
    tally.words += len(view.document.title.split()) + len(view.document.body.split())
    tally.title_words += len(view.document.title.split())
    for word, holders in zip(words, tally.holders, strict=True):
        if view.word(word):
            holders[0] += 1
            holders[1] += view.word(Word(word.text, "title", prefix=word.prefix))


def _keep(view: _View, words: list[Word], how: str) -> _Kept:
    text, title = view.placed(""), view.placed("title")
    counts: list[tuple[float, float]] = []
    for word in words:
        if word.prefix:
            counts.append((float(view.word(word)), float(view.word(Word(word.text, "title", prefix=True)))))
            continue
        counts.append(tuple(_often(placed, word.text) for placed in (text, title)))  # type: ignore[arg-type]
    nearness = sum(relaxes(word, KEYS) and view.is_near(word, KEYS) for word in words) if how != EXACT else 0
    return _Kept(view.document.key, how, day_of(view.document), counts, (text.length, title.length), nearness)


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


def _hits(request: SearchRequest, kept: list[_Kept], words: list[Word], tally: _Tally) -> list[IndexHit]:
    hits: list[IndexHit] = []
    for how in (EXACT, KEYS, FUZZY):
        limit = request.limit - len(hits)
        if limit <= 0:
            break
        rated = [
            (one, _score(one, words, tally)) for one in kept if (KEYS if one.how == KEY_STARTS else one.how) == how
        ]
        names_first = request.sort == "relevance" and len(request.types) > 1
        names = [pair for pair in rated if names_first and pair[0].key.startswith("entity:")]
        texts = [pair for pair in rated if not (names_first and pair[0].key.startswith("entity:"))]
        for one, score in best(_top(texts, limit, request.sort), _top(names, limit, request.sort), limit):
            kind, _, identity = one.key.partition(":")
            hits.append(IndexHit(kind, identity, round(score, 4), "" if how == EXACT else how))
    return hits


def _top(rated: list[tuple[_Kept, float]], limit: int, sort: str) -> list[tuple[_Kept, float]]:
    if sort != "relevance":
        return sorted(rated, key=lambda pair: pair[0].day, reverse=True)[:limit]
    return heapq.nsmallest(limit, rated, key=lambda pair: (-pair[1], _newest_first(pair[0].day)))


def _newest_first(day: str) -> int:
    return -int(day.replace("-", "")) if day else 0
