"""The answers that must come out: word by word over all texts, by the plain meaning of the query language.

It knows nothing of the index: words are cut by one expression and folded by the domain's rule, every position of
every word is kept, and what a query wants is a set of documents for each of its parts. It needs about ten bytes of
memory for each word of the texts, ten times over.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from edits import one_edit_away
from numpy.typing import NDArray
from wanted import Address, All, Any, Dated, Joined, Row, Run, Value, Wanted, Without, Word

from casefile.domain.folding import WORD, fold
from casefile.domain.search import IndexDocument

Mask = NDArray[np.bool_]
Numbers = NDArray[np.int64]

_GAP = 5_000
"""Words between two values, more than any distance that is asked."""
_JOINED = re.compile(rf"{WORD.pattern}(?:['’\-]{WORD.pattern})+")
_HAN = re.compile("([\u4e00-\u9fff])")
_PHONE = re.compile(r"\+\d+(?: \d+)+")
_MAIL = re.compile(r"[\w.\-]+@[\w.\-]+\w")


class Words:
    """Where every word of one field stands. Positions count words over all documents, with gaps between values."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._folded: dict[str, tuple[str, ...]] = {}
        self._tokens = array("i")
        self._starts: list[tuple[int, int, int]] = []
        self._wide: dict[str, list[tuple[int, int]]] = defaultdict(list)
        self._glued: set[int] = set()
        self._at = 0

    def take(self, document: int, value: str) -> None:
        """One value of the field of one document."""
        base = self._at
        self._starts.append((base, len(self._tokens), document))
        places: list[tuple[int, int, int]] = []
        at = base
        for match in WORD.finditer(value):
            words = self._cut(match[0])
            places.append((match.start(), at, at + len(words) - 1))
            self._glued.update(range(at + 1, at + len(words)))
            self._tokens.extend(self._numbers.setdefault(word, len(self._numbers)) for word in words)
            at += len(words)
        self._take_wide(value, places)
        self._at = at + _GAP

    def _cut(self, word: str) -> tuple[str, ...]:
        """A word as it is compared; Chinese characters are words each."""
        known = self._folded.get(word)
        if known is None:
            parts = [word] if word.isascii() else [part for part in _HAN.split(word) if part]
            known = self._folded[word] = tuple(fold(part) for part in parts)
        return known

    def _take_wide(self, value: str, places: list[tuple[int, int, int]]) -> None:
        """Joined forms, e-mail addresses and telephone numbers are found as wholes too."""
        offsets = [offset for offset, _, _ in places]
        for match in _JOINED.finditer(value):
            low, high = bisect_left(offsets, match.start()), bisect_left(offsets, match.end())
            parts = [fold(part[0]) for part in WORD.finditer(match[0])]
            for first, last in combinations(range(high - low), 2):
                where = (places[low + first][1], places[low + last][2])
                self._wide["".join(parts[first : last + 1])].append(where)
        for pattern in (_MAIL, _PHONE):
            for match in pattern.finditer(value):
                low, high = bisect_left(offsets, match.start()), bisect_left(offsets, match.end()) - 1
                whole = fold(match[0]) if pattern is _MAIL else re.sub(r"\D", "", match[0])
                self._wide[whole].append((places[low][1], places[high][2]))

    def finish(self, documents: int) -> None:
        """Everything was taken: sort it, so that a word and all that begin like it lie in one piece."""
        self.vocabulary = sorted(self._numbers)
        rank = np.empty(len(self.vocabulary), np.int32)
        rank[[self._numbers[word] for word in self.vocabulary]] = np.arange(len(self.vocabulary), dtype=np.int32)
        tokens = rank[np.frombuffer(self._tokens, np.int32)] if self._tokens else np.empty(0, np.int32)
        bases = np.array([base for base, _, _ in self._starts], np.int64)
        firsts = np.array([first for _, first, _ in self._starts], np.int64)
        sizes = np.diff(np.append(firsts, len(tokens)))
        places = np.repeat(bases - firsts, sizes) + np.arange(len(tokens))
        order = np.argsort(tokens, kind="stable")
        self._places = places[order].astype(np.int64)
        self._bounds = np.searchsorted(tokens[order], np.arange(len(self.vocabulary) + 1))
        self._value_starts, self._value_documents = bases, np.array([one for _, _, one in self._starts], np.int64)
        self._documents = documents
        del self._tokens, self._starts, self._numbers, self._folded

    def _range(self, low: int, high: int) -> Numbers:
        return self._places[self._bounds[low] : self._bounds[high]]

    def positions(self, word: str) -> Numbers:
        at = bisect_left(self.vocabulary, word)
        there = at < len(self.vocabulary) and self.vocabulary[at] == word
        return self._range(at, at + 1) if there else np.empty(0, np.int64)

    def spans(self, word: str) -> tuple[Numbers, Numbers]:
        """First and last positions of a word or of a form that is written so when joined, by last position."""
        whole = np.array(self._wide.get(word, []), np.int64).reshape(-1, 2)
        single = self.positions(word)
        return np.concatenate((single, whole[:, 0])), np.concatenate((single, whole[:, 1]))

    def documents(self, positions: Numbers) -> Mask:
        """The documents in which these positions lie."""
        found = np.zeros(self._documents, np.bool_)
        found[self._value_documents[np.searchsorted(self._value_starts, positions, side="right") - 1]] = True
        return found

    def word(self, word: Word) -> Mask:
        if word.fuzzy:
            near = [self.positions(other) for other in one_edit_away(word.text, self.vocabulary)]
            return self.documents(np.concatenate([self.spans(word.text)[0], *near]))
        if not word.prefix:
            return self.documents(self.spans(word.text)[0])
        low = bisect_left(self.vocabulary, word.text)
        high = bisect_left(self.vocabulary, word.text + "\U0010ffff")
        found = self.documents(self._range(low, high))
        return found | self.documents(self.spans(word.text)[0]) if word.typed else found

    def run(self, text: str) -> Mask:
        """Chinese characters with nothing between them."""
        at = self.positions(text[0])
        for character in text[1:]:
            at = np.intersect1d(at + 1, self.positions(character))
            at = np.array([place for place in at.tolist() if place in self._glued], np.int64)
        return self.documents(at)

    def row(self, words: Sequence[str]) -> Mask:
        """The words side by side."""
        ends = self.spans(words[0])[1]
        for word in words[1:]:
            firsts, lasts = self.spans(word)
            ends = lasts[np.isin(firsts - 1, ends)]
        return self.documents(ends)

    def near(self, one: str, other: str, slop: int) -> Mask:
        """The two with at most ``slop`` words between them, whichever comes first."""
        found = []
        for first, second in ((one, other), (other, one)):
            starts = np.sort(self.spans(second)[0])
            ends = self.spans(first)[1]
            following = np.searchsorted(starts, ends, side="right")
            there = following < len(starts)
            ends = ends[there]
            found.append(ends[starts[following[there]] - ends - 1 <= slop])
        return self.documents(np.concatenate(found))


@dataclass(frozen=True, slots=True)
class Expected:
    """How many match, the ids of the newest, how many are newer than asked, and the counts of each facet."""

    total: int
    newest: tuple[str, ...]
    new: int
    facets: dict[str, dict[str, int]]


class Oracle:
    """All documents, and which of them a query wants."""

    def __init__(self, documents: Iterable[IndexDocument]) -> None:
        self.fields = {name: Words() for name in ("", "title", "author", "publisher", "entity", "tag")}
        self._ids: list[str] = []
        self._days: list[str] = []
        self._added: list[str] = []
        self._values: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
        for number, document in enumerate(documents):
            self._take(number, document)
        self._count = len(self._ids)
        for words in self.fields.values():
            words.finish(self._count)
        newest = sorted(sorted(range(self._count), key=self._ids.__getitem__), key=self._days.__getitem__, reverse=True)
        self._newest = np.array(newest, np.int64)
        self._masks: dict[Wanted | tuple[str, str], Mask] = {}

    def _take(self, number: int, document: IndexDocument) -> None:
        day = (document.date + "-01-01")[:10] if document.date else ""
        self._ids.append(document.id)
        self._days.append(day)
        self._added.append(document.added)
        for value in (document.title, document.body):
            self.fields[""].take(number, value)
        several = {"entity": document.entities, "tag": document.tags, "title": (document.title,)}
        several |= {"author": (document.author,), "publisher": (document.publisher,)}
        for name, values in several.items():
            for value in values:
                self.fields[name].take(number, value)
        single = {"publisher": document.publisher, "kind": document.kind, "language": document.language}
        single |= {"grade": document.grade, "year": day[:4], "month": day[:7] if len(document.date) > 4 else ""}
        single |= {"seen": document.seen}
        for name, value in [*single.items(), *(("tag", one) for one in document.tags)]:
            if value:
                self._values[name][value].append(number)
        for value in document.entities:
            self._values["entity"][value].append(number)

    def wanted(self, wanted: Wanted) -> Mask:
        """The documents that ``wanted`` describes."""
        known = self._masks.get(wanted)
        if known is None:
            known = self._find(wanted)
            if len(self._masks) > 3_000:
                self._masks.clear()
            self._masks[wanted] = known
        return known

    def _find(self, wanted: Wanted) -> Mask:
        body = self.fields[""]
        match wanted:
            case Word():
                return self.fields[wanted.field].word(wanted)
            case Joined():
                one, other = (self.wanted(Word(word)) for word in wanted.words)
                return one & other | self.wanted(Word("".join(wanted.words)))
            case Run():
                return body.run(wanted.text)
            case Row() if wanted.slop:
                return self.fields[wanted.field].near(wanted.words[0], wanted.words[1], wanted.slop)
            case Row():
                return self.fields[wanted.field].row(wanted.words)
            case Address():
                return _all([self.wanted(Word(word)) for word in wanted.words])
            case Value():
                return self._valued(wanted)
            case Dated():
                last = wanted.last or "9999-12-31"
                return np.array([bool(day) and wanted.first <= day <= last for day in self._days], np.bool_)
            case All():
                return _all([self.wanted(part) for part in wanted.parts])
            case Any():
                return _any([self.wanted(part) for part in wanted.parts])
            case Without():
                return ~self.wanted(wanted.part)

    def _valued(self, wanted: Value) -> Mask:
        found = np.zeros(self._count, np.bool_)
        name = {"lang": "language"}.get(wanted.field, wanted.field)
        for value in self._values[name]:
            plain = fold(value)
            if plain == wanted.value or (name == "language" and plain.partition("-")[0] == wanted.value):
                found |= self._valued_as(name, value)
        return found

    def _valued_as(self, name: str, value: str) -> Mask:
        """The documents with this value of a facet."""
        known = self._masks.get((name, value))
        if known is None:
            known = np.zeros(self._count, np.bool_)
            known[self._values[name].get(value, [])] = True
            self._masks[name, value] = known
        return known

    def expected(
        self,
        wanted: Wanted,
        filters: tuple[tuple[str, str], ...] = (),
        facets: tuple[str, ...] = (),
        since: str = "",
    ) -> Expected:
        """The answer to a query under filters; a facet is counted under the filters of the others."""
        matching = self.wanted(wanted)
        under: dict[str, Mask] = {}
        for name in dict.fromkeys(name for name, _ in filters):
            ways = [self._valued_as(name, value) for facet, value in filters if facet == name]
            under[name] = _any(ways)
        found = _all([matching, *under.values()])
        first = self._newest[found[self._newest]][:10]
        counts = {
            name: self._counts(name, _all([matching, *(m for n, m in under.items() if n != name)])) for name in facets
        }
        new = sum(self._added[number] > since for number in np.flatnonzero(found).tolist()) if since else 0
        return Expected(int(found.sum()), tuple(self._ids[number] for number in first.tolist()), new, counts)

    def _counts(self, name: str, found: Mask) -> dict[str, int]:
        counts: Counter[str] = Counter()
        for value in self._values[name]:
            counts[value] = int((self._valued_as(name, value) & found).sum())
        return {value: count for value, count in counts.items() if count}


def _all(masks: Sequence[Mask]) -> Mask:
    return np.asarray(np.logical_and.reduce(masks))


def _any(masks: Sequence[Mask]) -> Mask:
    return np.asarray(np.logical_or.reduce(masks))
