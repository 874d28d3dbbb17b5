"""What readers make of bytes, and how an item of an intake ended."""

from __future__ import annotations

from dataclasses import dataclass, field

from casefile.domain.kinds import IntakeState
from casefile.domain.records import Metadata


@dataclass(frozen=True, slots=True)
class ReadText:
    """A canonical text out of an original. ``kind`` as in ``TextInfo``; the first of an outcome counts."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class ReadOutcome:
    """What a reader made of one original. ``reason`` is empty only when ``state`` is read."""

    state: IntakeState
    reason: str = ""
    texts: tuple[ReadText, ...] = ()
    metadata: Metadata = field(default_factory=Metadata)
    mime: str = "application/octet-stream"
    charset: str = ""
    charset_confidence: float | None = None


@dataclass(frozen=True, slots=True)
class IntakeItem:
    """One line of an intake's report. ``path`` as the person gave it; ``article`` like ``S3`` or None."""

    path: str
    member: str | None
    status: IntakeState
    article: str | None
    sha256: str
    reason: str


@dataclass(frozen=True, slots=True)
class IntakeReport:
    """Every item of one intake, in the order in which they came.

    ``is_findable`` is False when the index did not catch up; ``was_stopped`` when there was more to add.
    """

    items: tuple[IntakeItem, ...]
    is_findable: bool = True
    was_stopped: bool = False

    @property
    def counts(self) -> dict[str, int]:
        return {state.value: sum(item.status is state for item in self.items) for state in IntakeState}
