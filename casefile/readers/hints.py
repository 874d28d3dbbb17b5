"""What a reader is told besides the bytes, and how it says no."""

from __future__ import annotations

from dataclasses import dataclass
from types import ModuleType
from typing import Protocol, cast

from casefile.domain.intake import ReadOutcome
from casefile.domain.kinds import IntakeState

MAX_BYTES = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Hints:
    """``name``: the base name as given, which may lie. ``kind``: ``jsonline`` for one line of JSON Lines, else empty.

    ``body_s``: CPU seconds that telling a page's body from its surroundings may take.
    ``max_bytes``: what lies behind is not read, and the outcome says so.
    """

    name: str = ""
    kind: str = ""
    body_s: float = 10.0
    max_bytes: int = MAX_BYTES

    @property
    def suffix(self) -> str:
        """The name's ending, lower case, with its dot; empty where there is none."""
        stem, dot, ending = self.name.rpartition(".")
        return dot + ending.lower() if stem else ""


class Format(Protocol):
    """The seam for formats: a module with these three names, listed in ``registry.FORMATS``."""

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


def unread(reason: str, mime: str = "application/octet-stream") -> ReadOutcome:
    """The outcome for bytes without a text; ``reason`` in plain words, never with content."""
    return ReadOutcome(IntakeState.UNREAD, reason, mime=mime)


def state_for(reasons: list[str]) -> tuple[IntakeState, str]:
    """Partly with all the reasons, or read without any."""
    return (IntakeState.PARTLY, "; ".join(reasons)) if reasons else (IntakeState.READ, "")
