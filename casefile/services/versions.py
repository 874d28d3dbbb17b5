"""Versions of an article: offered where an address is known, said by a person, and what was judged in the old one
carried over as suggestions. No pin ever moves: a passage that a note pins is offered again at its new place.
"""

from __future__ import annotations

from dataclasses import dataclass

from casefile.domain.kinds import Kind
from casefile.domain.records import Article
from casefile.domain.span import Span
from casefile.services.cases import OpenCase


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
        return f"{len(self.placed)} of {total} passages of S{self.of} found their place"


@dataclass(frozen=True, slots=True)
class Piece:
    """Words inside a changed paragraph: ``what`` is same, new, gone or changed; spans in the two texts."""

    what: str
    old: Span | None
    new: Span | None


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the two versions: ``what`` is same (several paragraphs at once), new, gone, moved or changed.

    ``old`` and ``new`` are spans in the counted texts; ``pieces`` are those of a changed paragraph, in reading order.
    """

    what: str
    old: Span | None
    new: Span | None
    pieces: tuple[Piece, ...] = ()


def offers(case: OpenCase) -> list[VersionOffer]:
    """Articles that have an earlier one's address and other bytes, by number.

    Left out are those that are said to be a version already and those that a person declined. Addresses are compared
    without fragment, tracking parameters, ``www.``, scheme and last slash; a bare host is no address of an article.
    """
    raise NotImplementedError


def set_version(case: OpenCase, number: int, of: int) -> Carried:
    """Say that S``number`` is a newer version of S``of``, and carry over what was judged there: one act, undoable.

    Raises ``NotFound``, and ``UsageError`` where one is the other or a version of itself.
    """
    raise NotImplementedError


def carry(case: OpenCase, number: int) -> Carried:
    """Copy what was judged in the version before S``number`` as suggestions, and find again what notes pin there.

    To be called once the new article has its text; what was carried before is replaced. Without a version before it,
    or without two texts, nothing is carried and ``reason`` says so. Raises ``NotFound``.
    """
    raise NotImplementedError


def carry_waiting(case: OpenCase) -> int:
    """Carry to every version whose counted text has nothing carried to it yet; how many there were."""
    raise NotImplementedError


def carried(case: OpenCase, number: int) -> Carried:
    """What was carried to S``number`` and what found no place. Raises ``NotFound``, also where it is no version."""
    raise NotImplementedError


def decline(case: OpenCase, number: int, of: int) -> None:
    """Say that S``number`` is no version of S``of``: not offered again; undoable. Raises ``NotFound``."""
    raise NotImplementedError


def clear(case: OpenCase, number: int) -> None:
    """Take back that S``number`` is a version, whenever that was said; what was carried to it goes. Undoable."""
    raise NotImplementedError


def versions_of(case: OpenCase, number: int) -> list[Article]:
    """Every version of S``number``, itself included, the first one first."""
    raise NotImplementedError


def differences(case: OpenCase, number: int, of: int | None = None) -> list[Block]:
    """What is new, gone, moved and changed in S``number`` against the version before it, or against S``of``.

    In reading order of the new text, what is gone where it stood. Raises ``NotFound``, also where there is no
    version before it; ``UsageError`` where either has no text.
    """
    raise NotImplementedError
