"""One segment of the index, its postings as bitsets: AND, OR, NOT and counting are operations on one integer.

A segment's files never change, so what was decoded once stays good; only which documents are deleted moves.
Bit n is document n of the segment.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any

from casefile.domain.transliteration import key
from index.answering import EXACT, FUZZY, KEY_STARTS, relaxes, steps_to
from index.documents import FACT_FACETS, fact_matches
from index.edits import is_near
from index.phrases import in_order
from index.schema import PREFIX, TITLE_MARK, WIDE_MARK, TermNotFound, decode
from index.tree import And, Dates, Fact, Node, Not, OfType, Or, Phrase, Word

_REMEMBERED = 20_000

Postings = tuple["array[int]", "array[float]"]


def ids_of(bits: int) -> list[int]:
    """The numbers of the set bits, ascending."""
    return [number for number, digit in enumerate(bin(bits)[:1:-1]) if digit == "1"] if bits else []


def bits_of(ids: Iterable[int], size: int) -> int:
    """An integer with these bits set."""
    digits = bytearray(b"0" * (size + 1))
    for number in ids:
        digits[size - number] = 49
    return int(digits, 2)


class Segment:
    """A segment that is being searched. Not thread-safe."""

    def __init__(self, reader: Any) -> None:
        self.reader = reader
        self.size: int = reader.doc_count_all()
        self.live = 0
        self._bits: OrderedDict[object, int] = OrderedDict()
        self._postings: OrderedDict[tuple[str, str], Postings] = OrderedDict()
        self._lexicons: dict[str, list[str]] = {}
        self._reversed: list[str] = []
        self._lengths: dict[str, array[int]] = {}
        self._days: array[int] | None = None
        self.update(reader)

    def update(self, reader: Any) -> None:
        """Take a newer reader of the same files, with more deletions."""
        if reader is not self.reader:
            self.reader.close()
            self.reader = reader
        self.live = (1 << self.size) - 1
        if reader.has_deletions():
            self.live = bits_of(reader.all_doc_ids(), self.size)

    def matches(self, node: Node, how: str = EXACT) -> int:
        """The documents that ``node`` finds, deleted ones not among them."""
        return self._find(node, how) & self.live

    def _find(self, node: Node, how: str) -> int:
        if isinstance(node, And):
            found = self.live
            for part in node.parts:
                found &= self._find(part, how)
                if not found:
                    return 0
            return found
        if isinstance(node, Or):
            found = 0
            for part in node.parts:
                found |= self._find(part, how)
            return found
        if isinstance(node, Not):
            return self.live & ~self._find(node.part, EXACT)
        if isinstance(node, Word):
            found = self.word(node)
            for step in steps_to(how):
                if relaxes(node, step):
                    found |= self.near(node, step)
            return found
        return self._remember(node, lambda: self._leaf(node))

    def _leaf(self, node: Phrase | Fact | Dates | OfType | Word) -> int:
        if isinstance(node, Phrase):
            return self._phrase(node)
        if isinstance(node, OfType):
            return self.term("facets", f"type={node.type}")
        if isinstance(node, Fact):
            facet = FACT_FACETS[node.field]
            return self._any(
                self.term("facets", f"{name}={value}")
                for name, value in self.facets()
                if name == facet and fact_matches(facet, value, node.value, prefix=node.prefix)
            )
        assert isinstance(node, Dates)
        low = date.fromisoformat(node.first).toordinal() if node.first else 1
        high = date.fromisoformat(node.last).toordinal() if node.last else date.max.toordinal()
        return bits_of((n for n, day in enumerate(self.days()) if low <= day <= high), self.size)

    def word(self, word: Word) -> int:
        """The documents with a word in its field, exactly as it was asked."""
        return self._remember(word, lambda: self._word(word))

    def _word(self, word: Word) -> int:
        field = word.field or "words"
        found = self.term(field, word.text)
        if word.takes_wide:
            found |= self.term(field, WIDE_MARK + word.text)
        if word.fuzzy:
            found |= self._any(self.term(field, other) for other in self.one_edit(field, word.text))
        elif word.prefix:
            found |= self._prefix(field, word.text)
        return found

    def _prefix(self, field: str, prefix: str) -> int:
        if len(prefix) <= PREFIX and field in ("words", "title"):
            return self.term("starts", (TITLE_MARK if field == "title" else "") + prefix)
        return self._any(self.term(field, other) for other in self.starting(field, prefix))

    def near(self, word: Word, how: str) -> int:
        """The documents with a word of the same key, or with one that is one edit away."""
        return self._remember((word, how), lambda: self._near(word, how))

    def _near(self, word: Word, how: str) -> int:
        if how == FUZZY:
            return self._any(self.term("words", other) for other in self.one_edit("words", word.text))
        wanted = key(word.text)
        found = self.term("keys", wanted)
        if key(wanted) == wanted:
            found |= self.term("words", wanted)
        if how == KEY_STARTS:
            found |= self._any(self.term("keys", other) for other in self.starting("keys", wanted))
            found |= self._any(
                self.term("words", other) for other in self.starting("words", wanted) if key(other) == other
            )
        return found

    def _phrase(self, phrase: Phrase) -> int:
        field, words = phrase.field or "words", phrase.words
        candidates = self.live
        for pair in phrase.pairs:
            candidates &= self.term(field, WIDE_MARK + pair)
        if phrase.run and len(words) == 2:
            return candidates
        for word in words[:-1]:
            candidates &= self.word(Word(word, phrase.field))
        candidates &= self.word(Word(words[-1], phrase.field, prefix=phrase.prefix))
        if not candidates:
            return 0
        wanted = ids_of(candidates)
        last = [words[-1], *(self.starting(field, words[-1]) if phrase.prefix else ())]
        columns = [self._places(field, [word], wanted) for word in words[:-1]]
        columns.append(self._places(field, list(dict.fromkeys(last)), wanted))
        return bits_of(
            (n for n in wanted if in_order([column.get(n, []) for column in columns], phrase.slop)), self.size
        )

    def _places(self, field: str, words: list[str], wanted: list[int]) -> dict[int, list[tuple[int, int]]]:
        """Where in each of the ``wanted`` documents one of ``words`` stands: first and last position."""
        places: dict[int, list[tuple[int, int]]] = {}
        for word in words:
            for term, wide in ((word, False), (WIDE_MARK + word, True)):
                if not self.term(field, term):
                    continue
                matcher = self.reader.postings(field, term)
                holders = ids_of(self.term(field, term))
                if len(holders) > 4 * len(wanted):
                    values = _skipping(matcher, wanted)
                else:
                    values = _reading(matcher, set(wanted))
                for number, value in values:
                    numbers = decode(value)
                    pairs = (
                        zip(numbers[::2], numbers[1::2], strict=True) if wide else zip(numbers, numbers, strict=True)
                    )
                    places.setdefault(number, []).extend(pairs)
        return places

    def term(self, field: str, term: str) -> int:
        """The documents that hold one term of the index."""
        return self._remember((field, term), lambda: self._read(field, term))

    def _read(self, field: str, term: str) -> int:
        try:
            matcher = self.reader.postings(field, term)
        except TermNotFound:
            return 0
        return bits_of(matcher.all_ids(), self.size)

    def postings(self, field: str, term: str) -> Postings:
        """The documents that hold a term, and how often each does."""
        found = self._postings.get((field, term))
        if found is None:
            ids, weights = array("I"), array("f")
            if (field, term) in self.reader:
                matcher = self.reader.postings(field, term)
                while matcher.is_active():
                    ids.append(matcher.id())
                    weights.append(matcher.weight())
                    matcher.next()
            found = self._postings[field, term] = ids, weights
            if len(self._postings) > 200:
                self._postings.popitem(last=False)
        return found

    def lexicon(self, field: str) -> list[str]:
        """The words of a field, sorted; wide terms are not among them."""
        words = self._lexicons.get(field)
        if words is None:
            words = [raw.decode() for raw in self.reader.lexicon(field)]
            first = bisect_left(words, WIDE_MARK)
            words = words[:first] + words[bisect_left(words, chr(ord(WIDE_MARK) + 1)) :]
            self._lexicons[field] = words
        return words

    def starting(self, field: str, prefix: str) -> list[str]:
        """The words of a field that begin with ``prefix``."""
        words = self.lexicon(field)
        return words[bisect_left(words, prefix) : bisect_left(words, prefix + "\U0010ffff")]

    def one_edit(self, field: str, word: str) -> list[str]:
        """The words of a field that are one edit away: such a pair shares its first half or its second."""
        words, half = self.lexicon(field), len(word) // 2
        candidates: set[str] = set()
        if half > 1:
            candidates.update(self.starting(field, word[: half - 1]))
            back = self._backwards(field)
            tail = word[half + 1 :][::-1]
            low, high = bisect_left(back, tail), bisect_left(back, tail + "\U0010ffff")
            candidates.update(other[::-1] for other in back[low:high])
        else:
            candidates.update(words)
        return sorted(other for other in candidates if is_near(word, other))

    def _backwards(self, field: str) -> list[str]:
        if field != "words":
            return sorted(word[::-1] for word in self.lexicon(field))
        if not self._reversed:
            self._reversed = sorted(word[::-1] for word in self.lexicon(field))
        return self._reversed

    def lengths(self, field: str) -> array[int]:
        """How many words a field of each document has (as exact as the index keeps it)."""
        if field not in self._lengths:
            length = self.reader.doc_field_length
            self._lengths[field] = array("I", (length(number, field) or 0 for number in range(self.size)))
        return self._lengths[field]

    def days(self) -> array[int]:
        """The day of each document as an ordinal, 0 without a date."""
        if self._days is None:
            self._days = array("i", bytes(4 * self.size))
            for raw in self.reader.lexicon("days"):
                day = date.fromisoformat(raw.decode()).toordinal()
                for number in self.reader.postings("days", raw).all_ids():
                    self._days[number] = day
        return self._days

    def facets(self) -> Iterator[tuple[str, str]]:
        """Every facet and value in this segment."""
        for term in self.lexicon("facets"):
            name, _, value = term.partition("=")
            yield name, value

    def key(self, number: int) -> str:
        """The key of a document."""
        return str(self.reader.stored_fields(number)["key"])

    def _any(self, found: Iterable[int]) -> int:
        total = 0
        for bits in found:
            total |= bits
        return total

    def _remember(self, what: object, find: Callable[[], int]) -> int:
        bits = self._bits.get(what)
        if bits is None:
            bits = self._bits[what] = find()
            if len(self._bits) > _REMEMBERED:
                self._bits.popitem(last=False)
        return bits


def _skipping(matcher: Any, wanted: list[int]) -> Iterator[tuple[int, bytes]]:
    """The values of the wanted documents, over blocks of others."""
    for number in wanted:
        if not matcher.is_active():
            return
        matcher.skip_to(number)
        if matcher.is_active() and matcher.id() == number:
            yield number, matcher.value()


def _reading(matcher: Any, wanted: set[int]) -> Iterator[tuple[int, bytes]]:
    """The values of the wanted documents, most of which hold the term: one after the other."""
    while matcher.is_active():
        number = matcher.id()
        if number in wanted:
            yield number, matcher.value()
        matcher.next()
