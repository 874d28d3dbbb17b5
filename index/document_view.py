"""One document as the plain scan sees it: its words, laid out as far as somebody asks, and whether a query finds it."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cached_property

from casefile.domain.folding import fold
from casefile.domain.search import IndexDocument
from casefile.domain.transliteration import key
from index.answering import EXACT, FUZZY, KEY_STARTS, relaxes, steps_to
from index.documents import FACT_FACETS, Placed, day_of, facets_of, fact_matches, place, values_of
from index.edits import is_near
from index.phrases import Place, in_order
from index.tree import And, Dates, Fact, Node, Not, OfType, Or, Phrase, Word

_ASCII_WORD = re.compile("[a-z0-9]+")
_BETWEEN = re.compile(r"[\W_]+")


class View:
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
    def _keys(self) -> frozenset[str]:
        return frozenset(map(key, self.vocabulary))

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

    def words(self, name: str) -> Collection[str]:
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
        # In this order: most documents need not be laid out to be told whether they hold the word.
        if word.text in self.words(word.field):
            return True
        if word.prefix and any(other.startswith(word.text) for other in self.words(word.field)):
            return True
        if word.fuzzy and any(is_near(word.text, other) for other in self.words(word.field)):
            return True
        return word.takes_wide and self.holds(word.field, word.text)

    def _near(self, word: Word, how: str) -> bool:
        return any(relaxes(word, step) and self.is_near(word, step) for step in steps_to(how))

    def is_near(self, word: Word, how: str) -> bool:
        """Whether a word of the text has the same key, a key that begins with it, or is one edit away."""
        if how == FUZZY:
            return any(is_near(word.text, other) for other in self.vocabulary)
        wanted = key(word.text)
        return any(one.startswith(wanted) for one in self._keys) if how == KEY_STARTS else wanted in self._keys

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
