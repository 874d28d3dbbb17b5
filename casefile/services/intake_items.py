"""What is on its way into the case: one original, where it came from, and what a person said of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from casefile.domain.intake import ReadOutcome
from casefile.domain.records import Metadata
from casefile.services.gathering import Found
from casefile.services.metadata import of_members, over, overlay
from casefile.store import read_articles

if TYPE_CHECKING:
    from casefile.store.arrivals import Arrival

BATCH_ITEMS = 100
_BATCH_BYTES = 64 * 1024 * 1024
TABLE_KINDS = ("csv", "jsonl")
TABLE_NAMES = (".csv", ".tsv", ".jsonl", ".ndjson")


@dataclass(frozen=True, slots=True)
class How:
    """What a person said of what is added. ``metadata`` lies over what readers find."""

    job: str = ""
    metadata: Metadata = field(default_factory=Metadata)
    version_of: int | None = None
    retry: bool = False
    password: str = ""
    charset: str = ""
    columns: tuple[tuple[str, str], ...] = ()
    how: str = "added"


@dataclass(frozen=True, slots=True)
class Parent:
    """The container that items are taken out of. ``article_id``: its article, or what a table, which is no article, lay
    in; None where that is nothing. ``place``: where it lies in what a person named, empty for that itself."""

    name: str
    place: str
    sha256: str
    is_table: bool
    article_id: str | None
    depth: int


@dataclass(slots=True)
class Item:
    """One original on its way. ``problem``: why there are no bytes. ``known``: what the case has of it already.

    ``is_told``: it did not come in now (an earlier part of the same job brought it). ``is_again``: what it says
    is to be compared with what the case has of it.
    """

    path: str
    name: str
    name_bytes: str = ""
    member: str | None = None
    parent: Parent | None = None
    sha256: str = ""
    bytes: int = 0
    modified: str = ""
    kind: str = ""
    mime: str = ""
    charset: str = ""
    stated: Metadata = field(default_factory=Metadata)
    problem: str = ""
    waiting: int | None = None
    known: read_articles.Known | None = None
    is_told: bool = False
    is_again: bool = False
    outcome: Future[ReadOutcome] | ReadOutcome | None = None

    @property
    def place(self) -> str | None:
        """Where it lies in what a person named: ``message 2/list.txt``; None for that itself."""
        if self.parent is None:
            return None
        return "/".join(filter(None, (self.parent.place, self.member)))

    @property
    def is_table(self) -> bool:
        return self.kind in TABLE_KINDS


def arrival_of(item: Item, outcome: ReadOutcome, how: How) -> Arrival:
    """What the store is told of an item that was read."""
    from casefile.store.arrivals import Arrival

    parent = item.parent
    given = how.metadata if parent is None or parent.is_table else of_members(how.metadata)
    return Arrival(
        sha256=item.sha256,
        bytes=item.bytes,
        name=item.name,
        outcome=outcome,
        metadata=overlay(over(outcome.metadata, item.stated), given),
        container=parent.name if parent else "",
        member=item.member or "",
        container_id=parent.article_id if parent else None,
        container_sha256=parent.sha256 if parent else "",
        modified=item.modified,
        name_bytes=item.name_bytes,
        how=how.how,
        version_of=how.version_of if parent is None else None,
        # What holds others waits until they are through.
        waiting=None if outcome.has_members else item.waiting,
    )


def batches(found: Iterable[Found]) -> Iterator[list[Found]]:
    """``found`` in pieces that are stored and journaled together."""
    batch: list[Found] = []
    size = 0
    for one in found:
        batch.append(one)
        size += one.bytes
        if len(batch) >= BATCH_ITEMS or size >= _BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def utc(seconds: float) -> str:
    """Seconds since 1970 as ISO 8601 in UTC, or empty where a calendar has no such day."""
    try:
        return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    except (OverflowError, ValueError, OSError):
        return ""
