"""Articles come in: stored by hash, read in a child, journaled, findable. N in are N stored, each with a reason."""

from __future__ import annotations

import os
import stat
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING

from casefile.domain.dates import parse_date
from casefile.domain.errors import UsageError
from casefile.domain.intake import IntakeItem, IntakeReport, ReadOutcome, ReadText
from casefile.domain.kinds import IntakeState
from casefile.domain.records import Metadata
from casefile.domain.text import canonical
from casefile.readers import wire
from casefile.readers.article_lines import is_articles
from casefile.services import index_feed
from casefile.services.cases import OpenCase
from casefile.services.queue_children import Readers
from casefile.store import originals, read_articles

if TYPE_CHECKING:
    from casefile.store.arrivals import Arrived

Progress = Callable[[int, int], None]

LARGEST = 1024 * 1024 * 1024
_BATCH_ITEMS = 200
_BATCH_BYTES = 16 * 1024 * 1024
_SMALL = 256 * 1024
_HEAD = 1024 * 1024


@dataclass(frozen=True, slots=True)
class _Found:
    """One item before it is stored: its bytes, or the reason why there are none."""

    path: str
    name: str
    data: bytes
    member: str | None = None
    kind: str = ""
    reason: str = ""


def add_paths(
    case: OpenCase,
    paths: Sequence[str],
    metadata: Metadata | None = None,
    *,
    version_of: int | None = None,
    retry: bool = False,
    index: bool = True,
    progress: Progress | None = None,
    stop: threading.Event | None = None,
) -> IntakeReport:
    """Add files, folders and JSON Lines of articles; what a person said of them lies over what readers found.

    Every item is stored, read and journaled when this returns and, with ``index``, findable. ``stop`` ends it
    after the batch under way: what is stored stays, adding the same paths again goes on with the rest.
    """
    given = _checked(metadata or Metadata())
    if version_of is not None:
        read_articles.article(case.reader, version_of)
    missing = [path for path in paths if not os.path.lexists(path)]
    if missing:
        raise UsageError(f"There is no file “{missing[0]}”.", "Nothing was added. Check the path.")
    total = _count(paths)
    items: list[IntakeItem] = []
    intake = _Intake(case, given, version_of, retry)
    was_stopped = False
    try:
        for batch in _batches(_walk(paths)):
            if stop is not None and stop.is_set():
                was_stopped = True
                break
            items += intake.take(batch)
            if progress is not None:
                progress(len(items), max(total, len(items)))
    finally:
        intake.close()
    is_findable = index_feed.catch_up(case, wait=60.0) if index else True
    return IntakeReport(tuple(items), is_findable, was_stopped)


def add_pasted(case: OpenCase, text: str, metadata: Metadata | None = None, *, index: bool = True) -> IntakeItem:
    """Make an article of pasted text; its UTF-8 bytes are the original."""
    if not text.strip():
        raise UsageError("There is no text to add.", "Copy the text of the article first, then paste it.")
    data = text.encode("utf-8", "replace")
    intake = _Intake(case, _checked(metadata or Metadata()), None, retry=False)
    outcome = ReadOutcome(
        IntakeState.READ,
        texts=(ReadText("text", canonical(data.decode("utf-8"))),),
        mime="text/plain",
        charset="utf-8",
        charset_confidence=1.0,
    )
    try:
        (item,) = intake.take([_Found("pasted text", "pasted text", data)], outcomes=[outcome], how="pasted")
    finally:
        intake.close()
    if index:
        index_feed.catch_up(case, wait=60.0)
    return item


class _Intake:
    """One run of adding: a batch of found items in, a report line for each out."""

    def __init__(self, case: OpenCase, given: Metadata, version_of: int | None, retry: bool) -> None:
        self._case, self._given, self._version_of, self._retry = case, given, version_of, retry
        self._readers = Readers()

    def close(self) -> None:
        self._readers.close()

    def take(
        self, batch: Sequence[_Found], *, outcomes: Sequence[ReadOutcome] | None = None, how: str = "added"
    ) -> list[IntakeItem]:
        """Store, read and journal ``batch``; items without bytes are reported as unread and leave no row."""
        from casefile.store.arrivals import Arrival, add_arrivals

        store = self._case.store()
        here = [found for found in batch if not found.reason]
        hashes = originals.put_many(self._case.paths, [found.data for found in here])
        read = dict(zip(range(len(here)), outcomes, strict=True)) if outcomes is not None else self._read(here, hashes)
        arrivals = [
            Arrival(
                sha256=sha256,
                bytes=len(found.data),
                name=found.name,
                outcome=read[position],
                metadata=overlay(read[position].metadata, self._given),
                container=found.name if found.member else "",
                member=found.member or "",
                how=how,
                version_of=self._version_of,
            )
            for position, (found, sha256) in enumerate(zip(here, hashes, strict=True))
        ]
        arrived = iter(zip(add_arrivals(store, arrivals), arrivals, strict=True))
        items = []
        for found in batch:
            if found.reason:
                items.append(IntakeItem(found.path, found.member, IntakeState.UNREAD, None, "", found.reason))
                continue
            done, arrival = next(arrived)
            items.append(self._report(found, arrival.sha256, arrival.outcome, done))
        return items

    def _read(self, here: Sequence[_Found], hashes: Sequence[str]) -> dict[int, ReadOutcome]:
        """Outcomes by position. What the case knows already is not read again unless that is asked for."""
        outcomes: dict[int, ReadOutcome] = {}
        seen: set[str] = set()
        todo: list[int] = []
        for position, sha256 in enumerate(hashes):
            if sha256 in seen or self._known(sha256):
                outcomes[position] = ReadOutcome(IntakeState.DUPLICATE, "already in the case")
            else:
                todo.append(position)
            seen.add(sha256)
        for group in _groups(todo, here):
            asked = [self._asked(here[position], hashes[position]) for position in group]
            outcomes |= zip(group, self._readers.read_many(asked), strict=True)
        return outcomes

    def _asked(self, found: _Found, sha256: str) -> wire.Asked:
        return wire.Asked(str(originals.path_of(self._case.paths, sha256)), found.name, found.kind)

    def _known(self, sha256: str) -> bool:
        return read_articles.article_by_sha256(self._case.reader, sha256) is not None

    def _report(self, found: _Found, sha256: str, outcome: ReadOutcome, done: Arrived) -> IntakeItem:
        label = f"S{done.number}"
        if not done.is_duplicate:
            return IntakeItem(found.path, found.member, outcome.state, label, sha256, outcome.reason)
        article = read_articles.article(self._case.reader, done.number)
        if self._retry and article.state is not IntakeState.READ:
            again = self._readers.read(self._asked(found, sha256))
            from casefile.store.rereading import reread

            try:
                after = reread(self._case.store(), done.number, again)
            except UsageError as error:
                reason = f"read again without success ({again.reason or error.message}); what was read before stays"
                return IntakeItem(found.path, found.member, article.state, label, sha256, reason)
            return IntakeItem(found.path, found.member, after.state, label, sha256, after.reason)
        reason = f"already in the case as {label}"
        if article.state is not IntakeState.READ:
            reason += f", {article.state.value}: {article.reason}; --retry reads it again"
        return IntakeItem(found.path, found.member, IntakeState.DUPLICATE, label, sha256, reason)


def overlay(read: Metadata, given: Metadata) -> Metadata:
    """What a person said of an article over what its reader found."""
    said = {field.name: getattr(given, field.name) for field in fields(Metadata) if field.name != "extra"}
    said = {name: value for name, value in said.items() if value is not None}
    if "published" in said and "published_basis" not in said:
        said["published_basis"] = "given"
    return replace(read, **said)


def _checked(metadata: Metadata) -> Metadata:
    for written in (metadata.published, metadata.retrieved):
        if written:
            parse_date(written)
    return metadata


def _groups(positions: Sequence[int], here: Sequence[_Found]) -> Iterator[list[int]]:
    """Small items of one kind together; a big one by itself, so that its limits are its own."""
    group: list[int] = []
    for position in positions:
        found = here[position]
        is_small = len(found.data) <= _SMALL
        if group and (not is_small or here[group[0]].kind != found.kind):
            yield group
            group = []
        group.append(position)
        if not is_small:
            yield group
            group = []
    if group:
        yield group


def _batches(found: Iterable[_Found]) -> Iterator[list[_Found]]:
    batch: list[_Found] = []
    size = 0
    for item in found:
        batch.append(item)
        size += len(item.data)
        if len(batch) >= _BATCH_ITEMS or size >= _BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _walk(paths: Sequence[str]) -> Iterator[_Found]:
    for path in paths:
        if os.path.isdir(path):
            for file in _files_under(path):
                yield from _open(file, is_named=False)
        else:
            yield from _open(path, is_named=True)


def _files_under(folder: str) -> Iterator[str]:
    """Every entry below ``folder`` that is no folder, and every folder that cannot be opened, in order of name.

    Links to folders are named, not followed.
    """
    closed: list[str] = []
    for where, folders, files in os.walk(folder, onerror=lambda error: closed.append(str(error.filename))):
        links = [name for name in folders if os.path.islink(os.path.join(where, name))]
        folders[:] = sorted(name for name in folders if name not in links)
        for name in sorted([*files, *links]):
            yield os.path.join(where, name)
    yield from closed


def _open(path: str, *, is_named: bool) -> Iterator[_Found]:
    """The item or items in one file. A link is followed only when it was named; a pipe or a device never."""
    name = os.path.basename(path.rstrip("/")) or path
    try:
        about = os.stat(path) if is_named else os.lstat(path)
        if stat.S_ISDIR(about.st_mode):
            yield _Found(path, name, b"", reason="a folder that cannot be opened")
        elif stat.S_ISLNK(about.st_mode):
            yield _Found(path, name, b"", reason="a symbolic link; what it points at was not followed")
        elif not stat.S_ISREG(about.st_mode):
            yield _Found(path, name, b"", reason="not a file with content of its own (a pipe, a socket or a device)")
        elif about.st_size > LARGEST:
            yield _Found(path, name, b"", reason=f"larger than {LARGEST // 1024**3} GiB; not stored")
        else:
            yield from _items(path, name, Path(path).read_bytes())
    except OSError as error:
        yield _Found(path, name, b"", reason=f"it cannot be opened: {error.strerror}")


def _items(path: str, name: str, data: bytes) -> Iterator[_Found]:
    if not (name.lower().endswith((".jsonl", ".ndjson")) and is_articles(data[:_HEAD])):
        yield _Found(path, name, data)
        return
    lines = [(number, line) for number, line in enumerate(data.split(b"\n"), 1) if line.strip()]
    if not lines:
        yield _Found(path, name, data)
    for number, line in lines:
        yield _Found(path, name, line.removesuffix(b"\r"), member=f"line {number}", kind="jsonline")


def _count(paths: Sequence[str]) -> int:
    """How many files there are to look at; lines of JSON Lines are not counted before they are read."""
    return sum(sum(1 for _ in _files_under(path)) if os.path.isdir(path) else 1 for path in paths)
