"""What a query means, as a tree that the index and the plain scan evaluate alike."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

TEXT_FIELDS = ("title", "author", "publisher", "entity", "tag")
FACT_FIELDS = ("kind", "lang", "grade")


@dataclass(frozen=True, slots=True)
class Word:
    """A folded word, as a word or as a wide term, in title and text or in ``field``.

    ``prefix`` finds words that begin with it too (never wide terms), ``fuzzy`` words one edit away.
    ``typed`` marks the word that is still being typed.
    """

    text: str
    field: str = ""
    prefix: bool = False
    fuzzy: bool = False
    typed: bool = False

    @property
    def takes_wide(self) -> bool:
        """Whether a joined form may answer: not to ``word*``, which asks for words as they are written."""
        return self.typed or not self.prefix


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words in this order, side by side; with ``slop`` in any order with at most so many others between.

    ``prefix``: the last one is a prefix. ``run``: the words are CJK characters without a break between them.
    """

    words: tuple[str, ...]
    field: str = ""
    slop: int = 0
    prefix: bool = False
    run: bool = False

    @property
    def pairs(self) -> tuple[str, ...]:
        """The pairs of characters that a run must hold, as they are indexed."""
        return tuple(one + two for one, two in zip(self.words, self.words[1:], strict=False)) if self.run else ()


@dataclass(frozen=True, slots=True)
class Fact:
    """A field that holds one value: kind, lang or grade. ``lang`` en finds en-GB too."""

    field: str
    value: str
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Dates:
    """Documents with a date from ``first`` to ``last``, ISO days, inclusive; empty is open."""

    first: str
    last: str


@dataclass(frozen=True, slots=True)
class OfType:
    """Documents of one type: article, entity, note or claim."""

    type: str


@dataclass(frozen=True, slots=True)
class And:
    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Not:
    part: Node


Node = Word | Phrase | Fact | Dates | OfType | And | Or | Not

EVERYTHING = Not(OfType(""))
"""Every document: what a request without a word asks for when it has filters."""


def both(parts: list[Node]) -> Node | None:
    """All of ``parts``; None where there are none."""
    return None if not parts else parts[0] if len(parts) == 1 else And(tuple(parts))


def either(parts: list[Node]) -> Node | None:
    """Any of ``parts``; None where there are none."""
    return None if not parts else parts[0] if len(parts) == 1 else Or(tuple(parts))


def asked(node: Node) -> Iterator[Word | Phrase]:
    """The words and phrases that a document is wanted for: those that do not stand under a NOT."""
    if isinstance(node, Word | Phrase):
        yield node
    elif isinstance(node, And | Or):
        for part in node.parts:
            yield from asked(part)


def in_title(node: Node) -> Node | None:
    """``node`` asked of titles alone; None where it asks for no word of title or text.

    Beside such words other fields, dates and exclusions hold as they are; as alternatives to them they are left out.
    """
    if isinstance(node, Word):
        # Not by dataclasses.replace: this is done at every key, and that takes as long as all the rest.
        text = Word(node.text, "title", node.prefix, node.fuzzy, node.typed)
        return text if node.field in ("", "title") else None
    if isinstance(node, Phrase):
        row = Phrase(node.words, "title", node.slop, node.prefix, node.run)
        return row if node.field in ("", "title") else None
    if isinstance(node, Or):
        return either([found for part in node.parts if (found := in_title(part)) is not None])
    if isinstance(node, And):
        asked_of = [in_title(part) for part in node.parts]
        if any(found is not None for found in asked_of):
            return And(tuple(found or part for found, part in zip(asked_of, node.parts, strict=True)))
    return None
