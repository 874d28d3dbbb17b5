"""What the index and the plain scan do alike with what they found: how many are few, what is marked, who is first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeVar

from index.transliteration import key
from index.tree import Node, Phrase, Word, asked

FEW = 5
"""With fewer hits than this, words one edit away are searched too."""
KEY_MARK = "~"
"""Before a term that is a transliterated key."""
EDIT_MARK = "?"
"""After a word that stands for those one edit away."""
_MARKED = ("", "title", "entity")

T = TypeVar("T")


def marked(node: Node, edits: Mapping[str, Sequence[str]] | None, *, keys: bool) -> Iterator[str]:
    """What to mark in texts: words, prefixes with ``*``, phrases with blanks, keys behind ``~``; none twice.

    ``edits`` are the words that were taken for a word; ``keys`` says whether keys found anything.
    """
    seen: set[str] = set()
    for part in asked(node):
        for term in _terms(part, edits or {}, keys) if part.field in _MARKED else ():
            if term not in seen:
                seen.add(term)
                yield term


def _terms(part: Word | Phrase, edits: Mapping[str, Sequence[str]], keys: bool) -> Iterator[str]:
    if isinstance(part, Phrase):
        words = [*part.words[:-1], part.words[-1] + ("*" if part.prefix else "")]
        if part.slop:
            yield from words
        else:
            yield " ".join(words)
        return
    yield part.text + ("*" if part.prefix else "")
    if part.fuzzy:
        yield part.text + EDIT_MARK
    if not part.field:
        if keys and key(part.text):
            yield KEY_MARK + key(part.text) + ("*" if part.typed else "")
        yield from edits.get(part.text, ())


def best(texts: Sequence[T], names: Sequence[T], limit: int) -> list[T]:
    """At most ``limit``, entities first, but never so many of them that they crowd out what they occur in."""
    first = min(len(names), max(3, limit // 5, limit - len(texts)))
    chosen = [*names[:first], *texts, *names[first:]]
    return chosen[:limit]
