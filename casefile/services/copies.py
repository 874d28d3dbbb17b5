"""Copies: one report in several articles, offered with how much is the same, and decided by a person.

What is accepted keeps one report from counting as four: see ``roots``.
"""

from __future__ import annotations

from dataclasses import dataclass

from casefile.domain.records import Article
from casefile.services.cases import OpenCase


@dataclass(frozen=True, slots=True)
class CopyOffer:
    """``article`` looks like a copy of ``other``, which was published, or else added, before it.

    ``kind``: ``copy`` (they are the same by ``percent``), ``within`` (``percent`` of the article stands in the other)
    or ``contains`` (``percent`` of the other stands in the article). Passages of five words or more count as the
    same; 100 only where every word is.
    """

    article: Article
    other: Article
    percent: int
    kind: str

    @property
    def words(self) -> str:
        """“copy of S3, 94 % the same”, “all of it stands in S7”, “88 % of S3 stands in it”."""
        share = "all" if self.percent == 100 else f"{self.percent} %"
        if self.kind == "within":
            return f"{share} of it stands in {self.other.label}"
        if self.kind == "contains":
            return f"{share} of {self.other.label} stands in it"
        return f"copy of {self.other.label}, {self.percent} % the same"


def offers(case: OpenCase, number: int | None = None) -> list[CopyOffer]:
    """Articles that look like copies, each against its original, by number; of S``number`` alone where given.

    Left out are those that a person has judged (either way), and versions of one article.
    """
    raise NotImplementedError


def accept(case: OpenCase, article: int, other: int) -> None:
    """Say that S``article`` is a copy of S``other``; undoable. Raises ``NotFound``, ``UsageError`` for a circle."""
    raise NotImplementedError


def decline(case: OpenCase, article: int, other: int) -> None:
    """Say that S``article`` is no copy of S``other``: not offered again; undoable. Raises ``NotFound``."""
    raise NotImplementedError


def clear(case: OpenCase, article: int) -> None:
    """Take back that S``article`` is a copy, whenever that was said; undoable. Raises ``NotFound``."""
    raise NotImplementedError


def copies_of(case: OpenCase, number: int) -> list[Article]:
    """The articles that are said to be copies of S``number``, and copies of these, by number."""
    raise NotImplementedError


def roots(case: OpenCase) -> dict[int, int]:
    """Every article that is said to be a copy, and the one it is a copy of in the end: they count as one report."""
    raise NotImplementedError


def sketch_waiting(case: OpenCase, most: int = 200) -> int:
    """Sketch counted texts that have none yet, at most so many, and compare them with the rest; how many that were.

    Called by whoever drains the queues, never on the event loop.
    """
    raise NotImplementedError
