"""What a reader is told besides the bytes, and how it says no."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from types import ModuleType
from typing import BinaryIO, Protocol, cast

from casefile.domain.intake import Member, ReadOutcome
from casefile.domain.kinds import IntakeState, Need

MAX_BYTES = 64 * 1024 * 1024
MAX_MEMBER = 256 * 1024 * 1024
"""Bytes of one member, unpacked; what is larger is named and not taken out."""


@dataclass(frozen=True, slots=True)
class Hints:
    """``name``: the base name as given, which may lie. ``kind``: ``jsonline``, ``csvrow`` for a piece of a file that
    is an article by itself, else empty.

    ``body_s``: CPU seconds that telling a page's body from its surroundings may take.
    ``max_bytes``: of a text; what lies behind is not read, and the outcome says so.
    ``mime``: what the container of a member says it is (a hint, may lie). ``charset``: what a container declares.
    ``forced_charset``: what a person says the charset is; it is obeyed, whatever does not fit becomes U+FFFD.
    ``password``: tried on what is encrypted; never stored, never said.
    ``columns``: pairs of a column's name in a table and the field of an article that it is, as a person said.
    """

    name: str = ""
    kind: str = ""
    body_s: float = 10.0
    max_bytes: int = MAX_BYTES
    mime: str = ""
    charset: str = ""
    forced_charset: str = ""
    password: str = ""
    columns: tuple[tuple[str, str], ...] = ()

    @property
    def suffix(self) -> str:
        """The name's ending, lower case, with its dot; empty where there is none."""
        stem, dot, ending = self.name.rpartition(".")
        return dot + ending.lower() if stem else ""


class Unreadable(Exception):
    """Raised by a reader; its words are the reason that is shown: plain, and never with content."""


class FileFormat(Protocol):
    """The seam for formats that bytes tell apart: a module with this name, listed in ``registry.BY_MIME``.

    One whose outcomes may say ``has_members`` has ``members`` too.
    """

    def read(self, file: BinaryIO, hints: Hints, mime: str) -> ReadOutcome:
        """Texts and metadata out of ``file``, a regular file that can be sought in. May raise: the child turns any
        exception into an outcome."""
        ...


class Container(FileFormat, Protocol):
    """A format in which other originals lie."""

    def members(self, file: BinaryIO, hints: Hints, mime: str) -> Iterator[Member]:
        """The members one by one, in the container's order, each within ``MAX_MEMBER``. What cannot be taken out is
        a member with a ``problem``. May raise in the middle: what came before is kept."""
        ...


class Format(Protocol):
    """The seam for formats of plain text, which are asked in turn: a module in ``registry.FORMATS``."""

    MIMES: tuple[str, ...]

    def sniff(self, data: bytes, hints: Hints) -> str:
        """The MIME type that ``data`` is, one of ``MIMES``, or empty when it is none of them."""
        ...

    def read(self, data: bytes, hints: Hints) -> ReadOutcome:
        """Texts and metadata out of ``data``. May raise: the child turns any exception into an outcome."""
        ...


def as_format(module: ModuleType) -> Format:
    """A module seen as the format that it is."""
    return cast(Format, module)


def unread(reason: str, mime: str = "application/octet-stream", need: Need = Need.NOTHING) -> ReadOutcome:
    """The outcome for bytes without a text; ``reason`` in plain words, never with content."""
    return ReadOutcome(IntakeState.UNREAD, reason, mime=mime, need=need)


def state_for(reasons: list[str]) -> tuple[IntakeState, str]:
    """Partly with all the reasons, or read without any."""
    return (IntakeState.PARTLY, "; ".join(reasons)) if reasons else (IntakeState.READ, "")
