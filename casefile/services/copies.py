"""Copies: one report in several articles, offered with how much is the same, and decided by a person.

What is accepted keeps one report from counting as four: see ``roots``.
"""

from __future__ import annotations

from collections.abc import Generator
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from itertools import islice

from casefile.domain.addresses import page_key
from casefile.domain.dates import parse_date
from casefile.domain.errors import UsageError
from casefile.domain.records import Article
from casefile.extract import shingles
from casefile.services.cases import OpenCase
from casefile.services.copy_finding import Finder
from casefile.store import read_articles, read_copies, read_versions
from casefile.store.read_copies import Alike, Facts

_ALL_BUT_CHANGES = 0.8
"""The share of both of two articles from which on they are the same but for changes."""
_MUCH_OF_BOTH = 0.5
"""The share of both, on average, from which on they are one report; of either alone, ``_MUCH_OF_ONE`` is needed."""
_MUCH_OF_ONE = 0.55
_AS_LONG = 0.75
"""The lesser share by the greater, below which one article stands in the other rather than being the same."""


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
    with case.reader.snapshot():
        found = _Offers(case)
        pairs = found.all() if number is None else found.of(number)
        articles = read_versions.articles(case.reader, {one for pair in pairs for one in pair[:2]})
    return [CopyOffer(articles[one], articles[other], percent, kind) for one, other, percent, kind in pairs]


def accept(case: OpenCase, article: int, other: int) -> None:
    """Say that S``article`` is a copy of S``other``; undoable. Raises ``NotFound``, ``UsageError`` for a circle."""
    from casefile.store import versioning

    for each in (article, other):
        read_articles.article(case.reader, each)
    if roots(case).get(other, other) == article:
        reason = f"S{article} cannot be a copy of itself" if article == other else f"S{other} is a copy of S{article}"
        raise UsageError(f"{reason}.", "Name the article that was first.")
    versioning.set_parent(case.store(), article, "copy_of", other)


def decline(case: OpenCase, article: int, other: int) -> None:
    """Say that S``article`` is no copy of S``other``: not offered again; undoable. Raises ``NotFound``."""
    from casefile.store import versioning

    versioning.decline(case.store(), article, "copy_of", other)


def clear(case: OpenCase, article: int) -> None:
    """Take back that S``article`` is a copy, whenever that was said; undoable. Raises ``NotFound``."""
    from casefile.store import versioning

    versioning.set_parent(case.store(), article, "copy_of", None)


def copies_of(case: OpenCase, number: int) -> list[Article]:
    """The articles that are said to be copies of S``number``, and copies of these, by number."""
    with case.reader.snapshot():
        read_articles.article(case.reader, number)
        parents = read_versions.parents(case.reader, "copy_of")
        return [read_articles.article(case.reader, one) for one in sorted(parents) if number in _line(parents, one)]


def roots(case: OpenCase) -> dict[int, int]:
    """Every article that is said to be a copy, and the one it is a copy of in the end: they count as one report."""
    return _roots(case)


def sketch_waiting(case: OpenCase, most: int = 200) -> int:
    """Sketch counted texts that have none yet, at most so many, and compare them with the rest; how many that were.

    Called by whoever drains the queues, never on the event loop.
    """
    with closing(sketching(case)) as steps:
        return sum(1 for _ in islice(steps, most))


def sketching(case: OpenCase) -> Generator[str, None, None]:
    """The same as a generator that sketches a text at each step; close it, or take it to its end."""
    return Finder(case).run()


def waiting(case: OpenCase) -> int:
    """How many articles have not been compared yet."""
    return len(read_copies.sketching_queue(case.reader, shingles.MADE_BY))


def _line(parents: dict[int, int], number: int) -> list[int]:
    """What ``number`` is a copy of, what that is a copy of, and so on."""
    found: list[int] = []
    while (before := parents.get(number)) is not None and before not in found:
        found.append(before)
        number = before
    return found


def _roots(case: OpenCase) -> dict[int, int]:
    parents = read_versions.parents(case.reader, "copy_of")
    return {number: _line(parents, number)[-1] for number in parents}


class _Offers:
    """What is offered, of the likenesses that the case holds. Made inside one snapshot."""

    def __init__(self, case: OpenCase) -> None:
        reader = case.reader
        self._alike = read_copies.alike(reader)
        self._facts = read_copies.facts(reader, {n for pair in self._alike for n in (pair.number, pair.other)})
        self._roots = _roots(case)
        self._judged = read_versions.declined(reader, "copy")
        self._no_versions = read_versions.declined(reader, "version")
        versions = read_versions.parents(reader, "version_of")
        self._first = {number: _line(versions, number)[-1] for number in versions}
        self._edges: dict[int, dict[int, tuple[int, str]]] = {}
        for pair in self._alike:
            self._add(pair)
        self._chosen: dict[int, int] = {}

    def all(self) -> list[tuple[int, int, int, str]]:
        return [self._offer(number) for number in sorted(self._edges)]

    def of(self, number: int) -> list[tuple[int, int, int, str]]:
        return [self._offer(number)] if number in self._edges else []

    def _add(self, pair: Alike) -> None:
        """Keep the pair as an edge from the later to the earlier article, if it is to be offered."""
        one, other = self._facts[pair.number], self._facts[pair.other]
        of_one, of_other = pair.of_number, pair.of_other
        if _is_before(one, other):
            one, other, of_one, of_other = other, one, of_other, of_one
        said = _said(of_one, of_other)
        if said is None or one.copy_of is not None or self._is_settled(one, other):
            return
        self._edges.setdefault(one.number, {})[other.number] = said

    def _is_settled(self, one: Facts, other: Facts) -> bool:
        """Whether a person has judged the pair, or it is (or is first asked whether it is) one article's versions."""
        pairs = {(one.number, other.number), (other.number, one.number)}
        if self._roots.get(one.number, one.number) == self._roots.get(other.number, other.number):
            return True
        if self._first.get(one.number, one.number) == self._first.get(other.number, other.number):
            return True
        is_one_page = bool(page_key(one.url)) and page_key(one.url) == page_key(other.url)
        return bool(pairs & self._judged) or (is_one_page and not pairs & self._no_versions)

    def _offer(self, number: int) -> tuple[int, int, int, str]:
        target = self._target(number)
        return number, target, *self._edges[number][target]

    def _target(self, number: int) -> int:
        """The original among those that the article is like: what the likest of them goes back to, if it is one."""
        edges = self._edges[number]
        best = max(edges, key=lambda other: (edges[other][0], -other))
        here, seen = best, {number, best}
        target = best
        while True:
            here = self._roots.get(here, here)
            further = self._edges.get(here)
            if here in edges:
                target = here
            if not further:
                return target
            here = max(further, key=lambda other: (further[other][0], -other))
            if here in seen:
                return target
            seen.add(here)


def _is_before(one: Facts, other: Facts) -> bool:
    """Whether ``one`` was published before ``other``, as far as both are dated for sure; else whether it came first."""
    left, right = _day(one), _day(other)
    if left is not None and right is not None and left != right:
        return left < right
    return one.number < other.number


def _day(facts: Facts) -> date | None:
    if not facts.published or facts.published_basis == "guessed":
        return None
    try:
        return parse_date(facts.published).earliest
    except UsageError:
        return None


def _said(of_one: float, of_other: float) -> tuple[int, str] | None:
    """Percentage and kind; None where too little is the same. 100 only where every word is."""
    low, high, mean = min(of_one, of_other), max(of_one, of_other), (of_one + of_other) / 2
    if low >= _ALL_BUT_CHANGES or (mean >= _MUCH_OF_BOTH and low >= _AS_LONG * high):
        share, kind = mean, "copy"
    elif high >= _MUCH_OF_ONE:
        share, kind = high, "within" if of_one > of_other else "contains"
    else:
        return None
    return int(share * 100), kind
