"""What the index and the plain scan do alike with what they found: how many are few, what is marked, who is first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

from casefile.domain.transliteration import key
from index.tree import Node, Phrase, Word, asked

EXACT, KEYS, KEY_STARTS, FUZZY = "exact", "transliteration", "beginning", "fuzzy"
"""How far a word is relaxed: not at all, to words of the same key, while it is typed to words whose key begins
like its own, to words one edit away. Each goes as far as those before it; the last two only where few are found."""
_STEPS = (EXACT, KEYS, KEY_STARTS, FUZZY)
SHORTEST_FUZZY = 5
"""Letters from which a word is taken for one an edit away."""
K1, B = 1.2, 0.75
"""BM25's saturation and length normalisation (Robertson and Zaragoza 2009), the usual values."""
TITLE = 2.0
"""How much more a word in the title counts."""
FEW = 5
"""With fewer hits than this, words one edit away are searched too."""
MANY_WORDS = 32
"""Queries of more words than this are pasted, not typed: nothing is sought one edit away from any of them."""
KEY_MARK = "~"
"""Before a term that is a transliterated key."""
EDIT_MARK = "?"
"""After a word that stands for those one edit away."""
_SCORED = ("", "title", "entity", "tag")
_MARKED = ("", "title", "entity")

T = TypeVar("T")


def relaxes(word: Word, how: str) -> bool:
    """Whether a word may be matched by its key or by an edit: plain words of title and text only."""
    if how == EXACT or word.field or word.fuzzy or (word.prefix and not word.typed):
        return False
    if how in (KEYS, KEY_STARTS):
        return bool(key(word.text)) and (how == KEYS or word.typed)
    return len(word.text) >= SHORTEST_FUZZY and word.text.isalpha()


def may_slip(node: Node) -> bool:
    """Whether words one edit away are searched too, where few are found."""
    return sum(1 for _ in asked(node)) <= MANY_WORDS


def steps_to(how: str) -> tuple[str, ...]:
    """The ways of being near that ``how`` includes."""
    return _STEPS[1 : _STEPS.index(how) + 1]


def scored(node: Node) -> Iterator[Word]:
    """The words that decide who comes first; they are looked for in title and text."""
    for part in asked(node):
        if part.field not in _SCORED:
            continue
        if isinstance(part, Word):
            yield Word(part.text, prefix=part.prefix, typed=part.typed)
        elif part.run:
            yield from map(Word, part.pairs)
        else:
            yield from map(Word, part.words[: -1 if part.prefix else None])


def marked(node: Node, *, keys: bool, edits: bool) -> Iterator[str]:
    """What to mark in texts: words, prefixes with ``*``, phrases with blanks, keys behind ``~``, and before ``?``
    words that stand for those one edit away; none twice.

    ``keys`` and ``edits`` say whether anything was found by such.
    """
    seen: set[str] = set()
    for part in asked(node):
        for term in _terms(part, keys, edits) if part.field in _MARKED else ():
            if term not in seen:
                seen.add(term)
                yield term


def _terms(part: Word | Phrase, keys: bool, edits: bool) -> Iterator[str]:
    if isinstance(part, Phrase):
        words = [*part.words[:-1], part.words[-1] + ("*" if part.prefix else "")]
        if part.slop:
            yield from words
        else:
            yield " ".join(words)
        return
    yield part.text + ("*" if part.prefix else "")
    if keys and relaxes(part, KEYS):
        yield KEY_MARK + key(part.text) + ("*" if part.typed else "")
    if part.fuzzy or (edits and relaxes(part, FUZZY)):
        yield part.text + EDIT_MARK


def shares(limit: int) -> tuple[int, int]:
    """How many entities and how many claims may stand before everything else among ``limit`` hits."""
    return max(3, limit // 5), limit // 5


def best(
    texts: Sequence[T], names: Sequence[T], limit: int, *, claims: Sequence[T] = (), titles: Sequence[T] = ()
) -> list[T]:
    """At most ``limit``: a few entities (``names``), a few claims, what has the words in its title, the rest.

    Each group comes in its own order. What exceeds the share of its group comes behind the rest, so that neither
    names nor claims crowd out what they occur in. By relevance there is no group of ``titles``.
    """
    first, second = shares(limit)
    chosen = [*names[:first], *claims[:second], *titles, *texts, *names[first:], *claims[second:]]
    return chosen[:limit]
