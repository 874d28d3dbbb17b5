"""Versions of an article: offered where an address is known, said by a person, and what was judged in the old one
carried over as suggestions. No pin ever moves: a passage that a note pins is offered again at its new place.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from casefile.domain.addresses import page_key
from casefile.domain.errors import NotFound, UsageError
from casefile.domain.kinds import Kind
from casefile.domain.records import Article
from casefile.domain.span import Span
from casefile.extract import comparing
from casefile.extract.carrying import SAME, Passage, place_all
from casefile.extract.comparing import Block, Piece
from casefile.services.cases import OpenCase
from casefile.store import read_articles, read_versions
from casefile.store.read_versions import CarriedRow, Judged

__all__ = ["Block", "Carried", "CarriedSpan", "Piece", "VersionOffer"]


@dataclass(frozen=True, slots=True)
class VersionOffer:
    """``article`` came from the same address as ``of``, which was added before it, and its bytes are others."""

    article: Article
    of: Article

    @property
    def words(self) -> str:
        """“a newer version of S3”."""
        return f"a newer version of {self.of.label}"


@dataclass(frozen=True, slots=True)
class CarriedSpan:
    """One span of the old version, and its place in the new one.

    ``what`` is accepted (``new`` is suggested as a mention now), rejected (what an engine finds at ``new`` is not
    suggested again) or cited (the notes in ``labels`` pin it; ``new`` may be cited, the notes stay as they are).
    ``new`` is None where it found no place, and ``why`` says why. ``rule`` and ``score`` say how the place was found.
    ``quotation`` is the old version's words. ``kind`` is None and ``caption`` empty for what is cited.
    """

    what: str
    old_text_id: str
    old: Span
    new: Span | None
    quotation: str
    kind: Kind | None = None
    caption: str = ""
    labels: tuple[str, ...] = ()
    rule: str = ""
    score: float = 0.0
    why: str = ""


@dataclass(frozen=True, slots=True)
class Carried:
    """What was carried from S``of`` to S``article``, whose counted text is ``text_id``; each list by place in the old.

    ``reason`` says in words why nothing could be carried at all ("S3 has no text"), else it is empty.
    """

    article: int
    of: int
    text_id: str
    placed: tuple[CarriedSpan, ...] = ()
    lost: tuple[CarriedSpan, ...] = ()
    reason: str = ""

    @property
    def words(self) -> str:
        """“12 of 14 passages of S3 found their place”."""
        total = len(self.placed) + len(self.lost)
        if not total:
            return f"nothing was judged or cited in S{self.of} yet"
        return f"{len(self.placed)} of {total} passages of S{self.of} found their place"


MADE_BY = "version/1"
"""The rules by which passages are carried; what other rules carried is carried again by whoever drains the queues."""


def offers(case: OpenCase) -> list[VersionOffer]:
    """Articles that have an earlier one's address and other bytes, by number.

    Left out are those that are said to be a version already and those that a person declined. Addresses are compared
    without fragment, tracking parameters, ``www.``, scheme and last slash; a bare host is no address of an article.
    """
    with case.reader.snapshot():
        known = read_versions.addresses(case.reader)
        no = read_versions.declined(case.reader, "version")
        family = _Family(read_versions.parents(case.reader, "version_of"))
        pairs = []
        latest: dict[str, int] = {}
        for number, url, version_of in known:
            key = page_key(url)
            if not key:
                continue
            of = latest.get(key)
            if of is not None and version_of is None and (number, of) not in no and not family.is_one(number, of):
                pairs.append((number, of))
            if of is None or (number, of) not in no:
                latest[key] = number
        named = {number for pair in pairs for number in pair}
        articles = read_versions.articles(case.reader, named)
    return [VersionOffer(articles[number], articles[of]) for number, of in pairs]


def set_version(case: OpenCase, number: int, of: int) -> Carried:
    """Say that S``number`` is a newer version of S``of``, and carry over what was judged there: one act, undoable.

    Raises ``NotFound``, and ``UsageError`` where one is the other or a version of itself.
    """
    from casefile.store import versioning

    for each in (number, of):
        read_articles.article(case.reader, each)
    if number == of:
        raise UsageError(f"S{number} cannot be a version of itself.", "Name another article.")
    if number in _Family(read_versions.parents(case.reader, "version_of")).line(of):
        hint = f"Take that back first: casefile versions S{of} --clear"
        raise UsageError(f"S{of} is a version of S{number} already.", hint)
    versioning.set_parent(case.store(), number, "version_of", of)
    return carry(case, number)


def carry(case: OpenCase, number: int) -> Carried:
    """Copy what was judged in the version before S``number`` as suggestions, and find again what notes pin there.

    To be called once the new article has its text; what was carried before is replaced. Without a version before it,
    or without two texts, nothing is carried and ``reason`` says so. Raises ``NotFound``.
    """
    from casefile.store import versioning

    found = _found(case, number)
    if isinstance(found, Carried):
        return found
    versioning.store_carried(case.store(), number, found.text_id, found.items, found.older[0], MADE_BY)
    return carried(case, number)


def carry_waiting(case: OpenCase) -> int:
    """Carry to every version whose counted text has nothing carried to it yet; how many there were."""
    waiting = read_versions.carrying_queue(case.reader, MADE_BY)
    for number in waiting:
        try:
            carry(case, number)
        except NotFound:
            continue  # retired or purged meanwhile
    return len(waiting)


def carried(case: OpenCase, number: int) -> Carried:
    """What was carried to S``number`` and what found no place. Raises ``NotFound``, also where it is no version."""
    of = read_versions.older_than(case.reader, number)
    with case.reader.snapshot():
        article = read_articles.article(case.reader, number)
        older = read_versions.older_texts(case.reader, of)
        text_id = article.text_id or ""
        if older and read_versions.is_carried(case.reader, text_id, older[0][0], MADE_BY):
            rows = read_versions.carried(case.reader, text_id)
        else:
            found = _found(case, number)
            if isinstance(found, Carried):
                return found
            rows = sorted((row for _, row in found.items), key=lambda row: (row.old.start, row.old.end))
        return _told(case, number, of, text_id, rows)


def decline(case: OpenCase, number: int, of: int) -> None:
    """Say that S``number`` is no version of S``of``: not offered again; undoable. Raises ``NotFound``."""
    from casefile.store import versioning

    versioning.decline(case.store(), number, "version_of", of)


def clear(case: OpenCase, number: int) -> None:
    """Take back that S``number`` is a version, whenever that was said; what was carried to it goes. Undoable."""
    from casefile.store import versioning

    versioning.set_parent(case.store(), number, "version_of", None)


def versions_of(case: OpenCase, number: int) -> list[Article]:
    """Every version of S``number``, itself included, the first one first."""
    with case.reader.snapshot():
        read_articles.article(case.reader, number)
        family = _Family(read_versions.parents(case.reader, "version_of"))
        return [read_articles.article(case.reader, each) for each in family.of(number)]


def differences(case: OpenCase, number: int, of: int | None = None) -> list[Block]:
    """What is new, gone, moved and changed in S``number`` against the version before it, or against S``of``.

    In reading order of the new text, what is gone where it stood. Raises ``NotFound``, also where there is no
    version before it; ``UsageError`` where either has no text.
    """
    return comparing.compare(*texts(case, number, of))


def texts(case: OpenCase, number: int, of: int | None = None) -> tuple[str, str]:
    """The two texts that ``differences`` compares, the older first. Raises what that raises."""
    with case.reader.snapshot():
        older = read_versions.older_than(case.reader, number) if of is None else of
        one, other = (read_articles.article(case.reader, each) for each in (older, number))
        for article in (one, other):
            if article.text_id is None:
                raise UsageError(f"{article.label} has no text.", "There is nothing to compare.")
            if article.characters > comparing.LONGEST:
                raise UsageError(f"{article.label} is too long to be compared.")
        return (
            read_articles.text(case.reader, one.text_id or ""),
            read_articles.text(case.reader, other.text_id or ""),
        )


class _Family:
    """Who is a version of whom. A circle, which cannot be made here, ends where it began."""

    def __init__(self, parents: dict[int, int]) -> None:
        self._parents = parents
        self._children: dict[int, list[int]] = {}
        for number, of in parents.items():
            self._children.setdefault(of, []).append(number)

    def line(self, number: int) -> list[int]:
        """``number`` and the versions before it, the nearest first."""
        found = [number]
        while (before := self._parents.get(found[-1])) is not None and before not in found:
            found.append(before)
        return found

    def of(self, number: int) -> list[int]:
        """All that ``number`` is a version of, and all versions of these, by number."""
        found = {self.line(number)[-1]}
        waiting = list(found)
        while waiting:
            new = set(self._children.get(waiting.pop(), ())) - found
            found |= new
            waiting += new
        return sorted(found | {number})

    def is_one(self, number: int, other: int) -> bool:
        return other in self.of(number)


@dataclass(frozen=True, slots=True)
class _Found:
    """Everything that is to be carried, with its place, before it is written. ``older``: texts of the old version."""

    text_id: str
    older: list[str]
    items: list[tuple[Judged, CarriedRow]]


def _found(case: OpenCase, number: int) -> _Found | Carried:
    """What is to be carried to S``number``; a ``Carried`` with its reason where nothing can be."""
    with case.reader.snapshot():
        article = read_articles.article(case.reader, number)
        if article.version_of is None:
            return Carried(number, 0, "", reason=f"S{number} is not said to be a version of another article")
        of = article.version_of
        nothing = Carried(number, of, article.text_id or "")
        try:
            before = read_articles.article(case.reader, of)
        except NotFound:
            return replace(nothing, reason=f"S{of} is not in the case any more")
        for each in (before, article):
            if each.text_id is None:
                return replace(nothing, reason=f"{each.label} has no text")
        older = read_versions.older_texts(case.reader, of)
        pins = sorted(read_versions.pinned(case.reader, of))
        new = read_articles.text(case.reader, article.text_id or "")
        judged = [
            (
                text_id,
                read_versions.judged(case.reader, text_id)
                + [Judged("cited", "", None, span) for pinned_id, span in pins if pinned_id == text_id],
            )
            for text_id, _, _ in older
        ]
        texts = {text_id: read_articles.text(case.reader, text_id) for text_id, some in judged if some}
    is_same_day = before.published == article.published
    items = [
        (one, row)
        for text_id, some in judged
        for one, row in _placed(text_id, texts.get(text_id, ""), some, new, is_same_day=is_same_day)
    ]
    return _Found(article.text_id or "", [text_id for text_id, _, _ in older], list(_once(items)))


def _placed(
    text_id: str, old: str, judged: list[Judged], new: str, *, is_same_day: bool
) -> Iterator[tuple[Judged, CarriedRow]]:
    # Another letter makes another number, date or reading of it; a name or a sentence is still itself.
    passages = [Passage(one.span, not one.kind or Kind(one.kind).is_name) for one in judged]
    for one, place in zip(judged, place_all(old, passages, new), strict=True):
        span, why = place.span, place.why
        if one.kind == Kind.DATE and not is_same_day:
            span, why = None, "what a date means hangs on the day of publication, which is another"
        elif one.what == "rejected" and span is not None and place.rule != SAME:
            span, why = None, "what was rejected is left alone only among the same words"
        rule, score = (place.rule, place.score) if span else ("", 0.0)
        yield one, CarriedRow(text_id, one.what, one.kind, one.entity_id, one.span, span, rule, score, why)


def _once(items: list[tuple[Judged, CarriedRow]]) -> Iterator[tuple[Judged, CarriedRow]]:
    """What two texts of the old version bring to one place is carried once."""
    seen: set[tuple[Span, str, bool]] = set()
    for one, row in items:
        key = (row.new, "cited" if row.what == "cited" else "", one.is_reading) if row.new else None
        if key is None or key not in seen:
            yield one, row
        if key:
            seen.add(key)


def _told(case: OpenCase, number: int, of: int, text_id: str, rows: list[CarriedRow]) -> Carried:
    """The rows in words."""
    texts: dict[str, str] = {}
    for row in rows:
        if row.old_text_id not in texts:
            texts[row.old_text_id] = read_articles.text(case.reader, row.old_text_id)
    names = read_versions.captions(case.reader, {row.entity_id for row in rows if row.entity_id})
    labels = read_versions.pinned(case.reader, of)
    spans = [
        CarriedSpan(
            what=row.what,
            old_text_id=row.old_text_id,
            old=row.old,
            new=row.new,
            quotation=row.old.of(texts[row.old_text_id]),
            kind=Kind(row.kind) if row.kind else None,
            caption=names.get(row.entity_id or "", ""),
            labels=tuple(labels.get((row.old_text_id, row.old), ())) if row.what == "cited" else (),
            rule=row.rule,
            score=row.score,
            why=row.why,
        )
        for row in rows
    ]
    placed = tuple(span for span in spans if span.new is not None)
    return Carried(number, of, text_id, placed, tuple(span for span in spans if span.new is None))
