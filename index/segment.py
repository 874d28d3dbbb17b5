"""One segment that is being searched: for a word, a phrase, a date, a fact the documents that hold it, as bits.

A segment's file never changes, so what was worked out once stays good; only which documents are deleted moves, and
that is not looked at here. Bit n is document n of the segment.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable
from datetime import date
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from casefile.domain.transliteration import key
from index.answering import FUZZY, KEY_STARTS
from index.bits import Bits, mask_of, none_of, numbers_of, pack_mask, pack_numbers
from index.building import WIDE
from index.documents import FACT_FACETS, fact_matches
from index.memory import Memory
from index.near_words import one_edit_away
from index.neighbours import Column, following
from index.pack import Array, Pack
from index.ranges import ranges
from index.terms import Terms
from index.tree import Dates, Fact, OfType, Phrase, Word

_FEW = 16


class Segment:
    """Not thread-safe. ``name`` tells segments apart in ``memory``, which they share."""

    def __init__(self, name: str, pack: Pack, memory: Memory) -> None:
        self.name = name
        self.pack = pack
        self._memory = memory
        self._terms: dict[str, Terms] = {}
        self._facets: dict[str, tuple[int, int]] = {}
        self._words_in: dict[str, int] = {}
        self.days: Array = pack["days"]
        self.added: Array = pack["added"]
        self.newest: Array = pack["newest"]
        self.size = len(self.days)

    def terms(self, field: str) -> Terms:
        """The terms of a field of the pack."""
        found = self._terms.get(field)
        if found is None:
            found = self._terms[field] = Terms(self.pack, field)
        return found

    def leaf(self, node: Word | Phrase | Fact | Dates | OfType) -> Bits:
        """The documents that a node without parts finds, exactly as it asks."""
        return self._remembered(node, lambda: self._leaf(node))

    def near(self, word: Word, how: str) -> Bits:
        """The documents with a word of the same key, or with one that is one edit away."""
        return self._remembered((word, how), lambda: self._near(word, how))

    def term(self, field: str, term: str) -> Bits:
        """The documents that hold one term."""
        return self._remembered((field, term), lambda: self._of(field, [self.terms(field).find(term)]))

    def since(self, moment: int) -> Bits:
        """The documents that came after ``moment`` (microseconds since 1970)."""
        return pack_mask(self.added > np.uint64(moment))

    def length(self, field: str) -> Array:
        """How many words the field has in each document."""
        return self.pack[f"lengths/{field}"]

    def words_in(self, field: str) -> int:
        """How many words the field has in all documents together."""
        if field not in self._words_in:
            self._words_in[field] = int(self.length(field).sum(dtype=np.int64))
        return self._words_in[field]

    def key(self, number: int) -> str:
        """The key of a document."""
        return self.terms("key").text(int(self.pack["key_of"][number]))

    def find_key(self, key_: str) -> int:
        """The document with this key, -1 where there is none."""
        terms = self.terms("key")
        number = terms.find(key_)
        return int(terms.documents(number, number + 1)[0]) if number >= 0 else -1

    def facet(self, name: str) -> tuple[int, int]:
        """From which and up to which number (exclusive) the terms of ``facets`` are values of one facet."""
        known = self._facets.get(name)
        if known is None:
            known = self._facets[name] = self.terms("facets").starting(f"{name}=")
        return known

    def value(self, number: int) -> str:
        """The value that a term of ``facets`` says."""
        return self.terms("facets").text(number).partition("=")[2]

    def facets_of(self, documents: NDArray[np.int64]) -> Array:
        """The terms of ``facets`` that these documents hold, one for each time."""
        at = self.pack["facets_at"]
        starts = at[documents].astype(np.int64)
        return self.pack["facets_of"][ranges(starts, at[documents + 1] - starts)]

    def _remembered(self, what: object, find: Callable[[], Bits]) -> Bits:
        return self._memory.get((self.name, what), find)

    def _leaf(self, node: Word | Phrase | Fact | Dates | OfType) -> Bits:
        if isinstance(node, Word):
            return self._word(node)
        if isinstance(node, Phrase):
            return self._phrase(node)
        if isinstance(node, OfType):
            return self.term("facets", f"type={node.type}")
        if isinstance(node, Fact):
            return self._fact(node)
        low = date.fromisoformat(node.first).toordinal() if node.first else 1
        high = date.fromisoformat(node.last).toordinal() if node.last else date.max.toordinal()
        return pack_mask((self.days >= low) & (self.days <= high))

    def _fact(self, fact: Fact) -> Bits:
        facet, facets = FACT_FACETS[fact.field], self.terms("facets")
        low, high = facets.starting(f"{facet}=")
        values = ((number, facets.text(number).partition("=")[2]) for number in range(low, high))
        matching = [number for number, value in values if fact_matches(facet, value, fact.value, prefix=fact.prefix)]
        return self._of("facets", matching)

    def _word(self, word: Word) -> Bits:
        field = word.field or "words"
        numbers = self._numbers(word)
        found = self._of(field, numbers)
        if word.takes_wide:
            wide = self.terms(field + WIDE).find(word.text)
            if wide >= 0:
                found = found | self._of(field + WIDE, [wide])
        return found

    def _numbers(self, word: Word) -> Iterable[int]:
        """The terms that answer to a word as it is asked."""
        field = word.field or "words"
        terms = self.terms(field)
        if word.prefix:
            return range(*terms.starting(word.text))
        exact = [terms.find(word.text)]
        return exact + self.one_edit(field, word.text) if word.fuzzy else exact

    def _of(self, field: str, numbers: Iterable[int]) -> Bits:
        """The documents of these terms of a field; numbers below 0 are none."""
        terms = self.terms(field)
        if isinstance(numbers, range):
            documents = terms.documents(numbers.start, numbers.stop)
        else:
            parts = [terms.documents(number, number + 1) for number in numbers if number >= 0]
            documents = np.concatenate(parts) if len(parts) > 1 else parts[0] if parts else terms.ids[:0]
        if len(documents) < _FEW:
            bits = none_of(self.size)
            for number in documents.tolist():
                bits[number >> 6] |= np.uint64(1 << (number & 63))
            return bits
        return pack_numbers(documents, self.size)

    def _near(self, word: Word, how: str) -> Bits:
        if how == FUZZY:
            return self._of("words", self.one_edit("words", word.text))
        wanted, sounds = key(word.text), self.terms("sounds")
        if how == KEY_STARTS:
            return self._of("words", sounds.documents(*sounds.starting(wanted)).tolist())
        number = sounds.find(wanted)
        return self._of("words", sounds.documents(number, number + 1).tolist()) if number >= 0 else none_of(self.size)

    def one_edit(self, field: str, word: str) -> list[int]:
        """The terms of a field that are one edit away: such a pair shares its first half or its second."""
        terms, half = self.terms(field), len(word) // 2
        if half < 2 or field != "words":
            candidates = [np.arange(len(terms))]
        else:
            # Or the two letters in the middle are swapped.
            swapped = word[: half - 1] + word[half] + word[half - 1] + word[half + 1 :]
            spans = (terms.starting(word[:half]), terms.only(swapped))
            candidates = [self._ending(word[half:]), *(np.arange(*span) for span in spans)]
        return one_edit_away(word, terms, np.unique(np.concatenate(candidates)))

    def _ending(self, tail: str) -> NDArray[np.int64]:
        """The words that end in ``tail``."""
        terms, order = self.terms("words"), self.pack["backwards"]
        wanted = tail[::-1]

        def backwards(at: int) -> str:
            return terms.text(int(order[at]))[::-1]

        low = bisect_left(range(len(order)), wanted, key=backwards)
        high = bisect_left(range(len(order)), wanted + "\U0010ffff", low, key=backwards)
        return np.asarray(order[low:high].astype(np.int64))

    def _phrase(self, phrase: Phrase) -> Bits:
        field, words = phrase.field or "words", phrase.words
        last = Word(words[-1], phrase.field, prefix=phrase.prefix, typed=phrase.prefix)
        asked = [*(Word(word, phrase.field) for word in words[:-1]), last]
        pairs = [self.term(field + WIDE, pair) for pair in phrase.pairs]
        if phrase.run and len(words) == 2:
            return pairs[0]
        candidates = reduce(np.bitwise_and, [*pairs, *map(self.leaf, asked)])
        if not candidates.any():
            return candidates
        mask = mask_of(candidates, self.size)
        columns = [self._column(field, word, mask) for word in asked]
        return pack_numbers(following(columns, phrase.slop), self.size) & candidates

    def _column(self, field: str, word: Word, mask: NDArray[np.bool_]) -> Column:
        """Where in the documents of ``mask`` a word stands."""
        terms, wide = self.terms(field), self.terms(field + WIDE)
        parts: list[Column] = []
        low, high = terms.starting(word.text) if word.prefix else terms.only(word.text)
        if low < high:
            documents, places = _places(terms, low, high, mask)
            parts.append(Column.of(documents, places, places))
        is_sorted = high - low <= 1
        low, high = wide.only(word.text)
        if low < high:
            documents, places = _places(wide, low, high, mask)
            parts.append(Column.of(documents[::2], places[::2], places[1::2]))
            # Joined forms of a text come before its whole tokens: one term can be both.
            is_sorted = False
        return Column.joined(parts, are_sorted=is_sorted)

    def numbers(self, bits: Bits) -> NDArray[np.int64]:
        """The documents whose bits are set, ascending."""
        return numbers_of(bits)


def _places(terms: Terms, low: int, high: int, mask: NDArray[np.bool_]) -> tuple[Array, Array]:
    """Document and position of every place of these terms in the documents of ``mask``, and perhaps in some others."""
    documents, counts = terms.documents(low, high), terms.counts(low, high)
    places, chosen = terms.places(low, high), mask[documents]
    all_of = np.repeat(documents.astype(np.int64), counts)
    if 2 * np.count_nonzero(chosen) > len(chosen):
        return all_of, places
    wanted = np.repeat(chosen, counts)
    return all_of[wanted], places[wanted]
