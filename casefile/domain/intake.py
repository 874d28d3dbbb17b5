"""What readers make of bytes, and how an item of an intake ended."""

from __future__ import annotations

from dataclasses import dataclass, field

from casefile.domain.kinds import IntakeState, Need
from casefile.domain.records import Metadata


@dataclass(frozen=True, slots=True)
class TextMark:
    """Where a page, a chapter, a slide or a sheet begins: ``at`` in code points. Stands off, never inserted.

    ``label`` is what a reader would say: the page's number as a viewer counts it, the chapter's heading.
    """

    at: int
    kind: str
    label: str


@dataclass(frozen=True, slots=True)
class ReadText:
    """A canonical text out of an original. ``kind`` as in ``TextInfo``; the first of an outcome counts.

    ``marks`` are in order of ``at``. ``made_by`` names what made the text where that is not a reader of ours
    ("tesseract 5.3.0, eng") or was told how to ("as cp1251"); ``confidence`` is its own, from 0 to 1.
    """

    kind: str
    text: str
    marks: tuple[TextMark, ...] = ()
    made_by: str = ""
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class ReadOutcome:
    """What a reader made of one original. ``reason`` is empty only when ``state`` is read.

    ``has_members``: other originals lie in it (the files of an archive, the attachments of a mail), to be taken out.
    """

    state: IntakeState
    reason: str = ""
    texts: tuple[ReadText, ...] = ()
    metadata: Metadata = field(default_factory=Metadata)
    mime: str = "application/octet-stream"
    charset: str = ""
    charset_confidence: float | None = None
    need: Need = Need.NOTHING
    has_members: bool = False


@dataclass(frozen=True, slots=True)
class Member:
    """One original that was taken out of another. ``name`` is what the container calls it: a hint, never a path.

    ``kind``: what a reader must be told, as in its hints. ``mime`` and ``charset``: what the container says of it.
    ``metadata``: what the container knows (an address, the time of capture). ``modified``: the container's time for
    it, ISO 8601 as it stands there, or empty. ``problem``: why it could not be taken out; then ``data`` is empty.
    ``outcome``: what it says, where taking it out and reading it are one (a line of JSON, a row of a table).
    """

    name: str
    data: bytes = b""
    kind: str = ""
    mime: str = ""
    charset: str = ""
    metadata: Metadata = field(default_factory=Metadata)
    modified: str = ""
    problem: str = ""
    outcome: ReadOutcome | None = None


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
        """How many items ended how; what still waits counts as unread."""
        ends = [IntakeState.UNREAD if item.status is IntakeState.WAITING else item.status for item in self.items]
        return {state.value: ends.count(state) for state in IntakeState if state is not IntakeState.WAITING}


@dataclass(frozen=True, slots=True)
class IntakeRow:
    """One line of what came in, or is to come in. ``key`` is stable: ``article:ID``, ``acquisition:ID`` and so on.

    ``name`` is the base name as it came; ``container`` says in what it lay (``S3 letters.zip``), or is empty.
    ``article`` is the number of the article that it is, or is a duplicate of; None where it is none.
    """

    key: str
    state: IntakeState
    name: str
    container: str
    article: int | None
    title: str
    reason: str
    need: Need
    at: str


@dataclass(frozen=True, slots=True)
class Unfinished:
    """Adding that was stopped or broke off: what waits to be read, and what was not taken in at all.

    ``waiting``: originals that are stored and not yet read. ``paths``: what the person named, absolute.
    ``rest``: base names of what was not taken in, as far as it is known.
    """

    job: str
    started: str
    waiting: int
    paths: tuple[str, ...] = ()
    rest: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table of articles. ``field``: the article's field that it becomes, empty for other metadata."""

    name: str
    field: str
    example: str


@dataclass(frozen=True, slots=True)
class TablePreview:
    """How a file would be cut into articles: ``kind`` is ``csv`` or ``jsonl``, empty for a file that is one item."""

    kind: str
    columns: tuple[Column, ...] = ()
    reason: str = ""
