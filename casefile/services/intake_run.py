"""One run of adding: what was found is stored and journaled, read in a pool of children, and taken apart.

Articles get their numbers in the order of what was named, the members of a container right behind it, however the
children's work is shared out. Whatever the end of a run, nothing that was stored is forgotten: what was not read yet
waits in the case.
"""

from __future__ import annotations

import errno
import threading
from collections import Counter, deque
from collections.abc import Iterable, Sequence
from concurrent.futures import Future
from concurrent.futures import TimeoutError as NotYet
from dataclasses import replace

from casefile.domain.errors import CasefileError
from casefile.domain.intake import Member, ReadOutcome
from casefile.domain.kinds import IntakeState
from casefile.readers import wire
from casefile.services.cases import OpenCase
from casefile.services.gathering import Found, without_room
from casefile.services.intake_items import BATCH_ITEMS, TABLE_NAMES, How, Item, Parent, arrival_of, batches, utc
from casefile.services.intake_lines import DEEPEST, IntakeLines, Progress
from casefile.services.reading_children import ReadingPool, Unpackers
from casefile.store import originals, read_articles, read_intake
from casefile.store.read_intake import Received

MEMBER = "member"
"""The kind of a waiting row whose original lay in another: it waits to be taken apart, its article is there."""

MOST_MEMBERS = 1_000_000
"""Members of one thing that a person named, at whatever depth: rows of a table are members too."""

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_ROOM_ASKED = 16 * 1024 * 1024
_LOOK_EVERY = 0.2
_AGAIN = ReadOutcome(IntakeState.DUPLICATE, "already in the case")


class Stopped(Exception):
    """Somebody asked for an end; what is stored and not yet read waits."""


class IntakeRun:
    """Found files in, report lines out. ``since``: when the job was begun that this run goes on with, if it does."""

    def __init__(
        self,
        case: OpenCase,
        how: How,
        pool: ReadingPool,
        *,
        total: int = 0,
        since: str = "",
        progress: Progress | None = None,
        stop: threading.Event | None = None,
    ) -> None:
        self.report = IntakeLines(case, total, progress, is_resumed=bool(since))
        self._case, self._how, self._pool = case, how, pool
        self._unpackers = Unpackers()
        self._stop = stop or threading.Event()
        self._since = since
        self._before: Counter[tuple[str, str]] = Counter()
        self._waited: Counter[tuple[str, str]] = Counter()
        self._coming: set[str] = set()
        self._members_of: Counter[str] = Counter()

    def close(self) -> None:
        self._unpackers.close()

    def add(self, found: Iterable[Found]) -> None:
        """Take in everything in ``found``. Raises ``Stopped``; what is stored and not read then waits in the case."""
        if self._since:
            self._before = read_intake.acquired_since(self._case.reader, self._since)
        ahead: deque[list[Item]] = deque()
        try:
            coming = batches(found)
            # Before the next ones are looked at: what was not looked at is what is left.
            while self._look() and (batch := next(coming, None)):
                ahead.append(self._take_in(batch))
                if len(ahead) > 1:
                    self._settle(ahead.popleft())
            while ahead:
                self._settle(ahead.popleft())
        except Stopped:
            for items in ahead:
                self.report.leave(items)
            raise

    def go_on(self, waiting: Sequence[Received]) -> None:
        """Read what waits in the case since an earlier run, and take apart what was not taken apart to its end."""
        whole = [one for one in waiting if one.kind != MEMBER]
        for at in range(0, len(whole), BATCH_ITEMS):
            self._go_on(whole[at : at + BATCH_ITEMS])
        # Behind those that they lay in, which are there to their end by now.
        self._go_on([one for one in waiting if one.kind == MEMBER])

    def _go_on(self, waiting: Sequence[Received]) -> None:
        from casefile.store import waiting as rows

        self._look()
        known = read_articles.known_originals(self._case.reader, [one.sha256 for one in waiting])
        items = []
        for one in waiting:
            is_member = one.kind == MEMBER
            if is_member and one.sha256 not in known:
                # What it lay in has been taken apart again, and could not give it this time.
                rows.finished(self._case.store(), [one.id])
                continue
            item = Item(
                one.name,
                one.name,
                one.name_bytes,
                sha256=one.sha256,
                bytes=one.bytes,
                modified=one.modified,
                kind="" if is_member else one.kind,
                waiting=one.id,
                known=known.get(one.sha256),
            )
            item.is_told = item.is_again = item.known is not None
            self._expect(item)
            self._waited[item.name, item.sha256] += not is_member
            items.append(item)
        self._submit([item for item in items if not item.is_table])
        self._settle(items)

    def again(self, items: Sequence[Item]) -> None:
        """Read originals that the case has once more, without a new arrival."""
        known = read_articles.known_originals(self._case.reader, [item.sha256 for item in items])
        for at in range(0, len(items), BATCH_ITEMS):
            self._look()
            part = items[at : at + BATCH_ITEMS]
            for item in part:
                item.known, item.is_told, item.is_again = known[item.sha256], True, True
            self._submit(part)
            self._settle(part)

    def take(self, data: bytes, name: str, outcome: ReadOutcome) -> None:
        """Add bytes that are no file's, with the outcome that they have."""
        (sha256,) = originals.put_many(self._case.paths, [data])
        self._settle([Item(name, name, sha256=sha256, bytes=len(data), outcome=outcome)])

    # Storing

    def _take_in(self, batch: Sequence[Found]) -> list[Item]:
        """Store and journal a batch, and have it read."""
        items = [Item(one.path, one.name, one.name_bytes, problem=one.reason or self._no_room(one)) for one in batch]
        there = [(item, one) for item, one in zip(items, batch, strict=True) if not item.problem]
        sources = [originals.Source(one.path, one.is_named) for _, one in there]
        for (item, _), copy in zip(there, originals.put_files(self._case.paths, sources), strict=True):
            if isinstance(copy, originals.Put):
                item.sha256, item.bytes, item.modified = copy.sha256, copy.bytes, utc(copy.modified)
            elif copy.errno in _FULL:
                raise CasefileError(
                    "The disk of the case is full.", "Make room, then casefile add --resume goes on; nothing is lost."
                )
            else:
                item.problem = f"it cannot be opened: {copy.strerror}"
        items = [item for item in items if not self._has_waited(item)]
        stored = [item for item in items if not item.problem]
        self._recognise(stored, self._before)
        self._receive([item for item in stored if item.known is None and item.outcome is None])
        self._have_read(stored)
        return items

    def _has_waited(self, item: Item) -> bool:
        """Whether this run had it before, as one that waited in the case."""
        mark = (item.name, item.sha256)
        if self._waited[mark] <= 0:
            return False
        self._waited[mark] -= 1
        self._before[mark] -= 1
        return True

    def _no_room(self, found: Found) -> str:
        # Small ones are many; a disk that is full says so itself.
        return without_room(found.bytes, self._case.root) if found.bytes > _ROOM_ASKED else ""

    def _recognise(self, items: Sequence[Item], before: Counter[tuple[str, str]]) -> None:
        """Tell what the case has already, what comes a second time, and which files are tables of articles."""
        known = read_articles.known_originals(self._case.reader, [item.sha256 for item in items])
        for item in items:
            item.known = known.get(item.sha256)
            mark = (item.member or item.name, item.sha256)
            if item.known is not None and before[mark] > 0:
                before[mark] -= 1
                item.is_told = True
            elif item.known is None and item.sha256 in self._coming:
                item.outcome = _AGAIN
            elif item.known is None and not item.kind and item.name.lower().endswith(TABLE_NAMES):
                item.kind = self._unpackers.preview(self._asked(item)).kind
            self._expect(item)

    def _expect(self, item: Item) -> None:
        # A table is no article: a line of it may have the same bytes.
        if not item.is_table:
            self._coming.add(item.sha256)

    def _receive(self, items: Sequence[Item], kind: str = "") -> None:
        from casefile.store import waiting

        rows = [
            Received(item.sha256, item.bytes, item.name, item.name_bytes, item.modified, kind or item.kind)
            for item in items
        ]
        for item, row_id in zip(items, waiting.receive(self._case.store(), self._how.job, rows), strict=True):
            item.waiting = row_id

    # Reading

    def _have_read(self, items: Sequence[Item]) -> None:
        """Give to the pool what is new, and what a person wants tried again."""
        for item in items:
            item.is_again = self._how.retry and item.known is not None and item.known.state is not IntakeState.READ
        self._submit(
            [
                item
                for item in items
                if item.outcome is None and not item.is_table and (item.known is None or item.is_again)
            ]
        )

    def _submit(self, items: Sequence[Item]) -> None:
        futures = self._pool.submit([self._asked(item) for item in items], [item.bytes for item in items])
        for item, future in zip(items, futures, strict=True):
            item.outcome = future

    def _asked(self, item: Item) -> wire.Asked:
        how = self._how
        path = str(originals.path_of(self._case.paths, item.sha256))
        return wire.Asked(path, item.name, item.kind, item.mime, item.charset, how.charset, how.password, how.columns)

    def _look(self) -> bool:
        """True; raises ``Stopped`` when an end was asked for."""
        if self._stop.is_set():
            raise Stopped
        return True

    def _wait(self, item: Item) -> ReadOutcome:
        while isinstance(item.outcome, Future):
            try:
                item.outcome = item.outcome.result(_LOOK_EVERY)
            except NotYet:
                self._look()
        return item.outcome or _AGAIN

    # Settling, in the order in which items came

    def _settle(self, items: Sequence[Item]) -> None:
        """Wait for what was read of ``items``, store it, and take apart what holds others."""
        read: list[tuple[Item, ReadOutcome]] = []
        for at, item in enumerate(items):
            try:
                if item.problem or item.is_table:
                    self._store(read)
                    self.report.skip(item) if item.problem else self._cut(item)
                    continue
                outcome = self._wait(item)
                if outcome is _AGAIN and item.known is None:
                    # The one that it repeats may come behind it: a file beside the archive that it lay in.
                    self._store(read)
                    outcome = self._read_after_all(item)
            except Stopped:
                self._store(read)
                self.report.leave(items[at:])
                raise
            read.append((item, outcome))
            if outcome.has_members:
                try:
                    self._store(read)
                except Stopped:
                    self.report.leave(items[at + 1 :])
                    raise
        self._store(read)

    def _read_after_all(self, item: Item) -> ReadOutcome:
        if item.sha256 in read_articles.known_originals(self._case.reader, [item.sha256]):
            return _AGAIN
        self._submit([item])
        return self._wait(item)

    def _store(self, read: list[tuple[Item, ReadOutcome]]) -> None:
        """Store and report what was read. Only the last one may hold others: it is taken apart."""
        if not read:
            return
        from casefile.store.arrivals import add_arrivals

        # Before it is said to be there: were this to end in the middle, its members would be missed by nobody.
        self._receive([item for item, outcome in read if outcome.has_members and item.waiting is None], MEMBER)
        new = [(item, outcome) for item, outcome in read if not item.is_told]
        arrived = iter(add_arrivals(self._case.store(), [arrival_of(*pair, self._how) for pair in new]))
        for item, outcome in read:
            done = None if item.is_told else next(arrived)
            place = self.report.report(item, outcome, done)
            if outcome.has_members:
                self._take_apart(item, outcome, place)
        self.report.say(read[-1][0].name)
        read.clear()

    # Taking apart

    def _take_apart(self, item: Item, outcome: ReadOutcome, place: int) -> None:
        """The members of a container become items of their own; what is missing makes it partly read."""
        from casefile.store import rereading, waiting

        known = read_articles.known_originals(self._case.reader, [item.sha256])[item.sha256]
        depth = item.parent.depth + 1 if item.parent else 0
        reason = f"containers more than {DEEPEST} deep in others are not opened"
        if depth < DEEPEST:
            reason = self._members(item, Parent(item.name, item.place or "", item.sha256, False, known.id, depth))
        if item.is_again:
            waiting.no_longer_skipped(self._case.store(), known.id, self.report.skipped_of(known.id))
        if reason:
            article = rereading.members_missing(self._case.store(), known.number, reason)
            self.report.correct(place, article)
        if item.waiting is not None:
            waiting.finished(self._case.store(), [item.waiting])

    def _cut(self, item: Item) -> None:
        """A table of articles: each row or line is one; a table without any is an item itself."""
        from casefile.store import waiting

        depth = item.parent.depth + 1 if item.parent else 0
        count = len(self.report.lines)
        # A table is no article: what it lay in is what its rows lie in.
        holder = item.parent.article_id if item.parent else None
        reason = self._members(item, Parent(item.name, item.place or "", item.sha256, True, holder, depth))
        if reason:
            self.report.skip(replace(item, problem=f"not all of its rows were read: {reason}"))
        if len(self.report.lines) == count:
            item.kind = ""
            self._submit([item])
            self._store([(item, self._wait(item))])
        elif item.waiting is not None:
            waiting.finished(self._case.store(), [item.waiting])

    def _members(self, item: Item, parent: Parent) -> str:
        """Store and settle the members of ``item``; why there are no more of them, or empty."""
        here = read_articles.taken_out_of(self._case.reader, item.sha256)
        before = Counter((one.member, one.sha256) for one in here)
        opened = self._unpackers.open(self._asked(item), parent.depth)
        taken = 0
        for members in opened.members():
            self._look()
            held = sum(len(member.data) for member in members)
            if not taken and parent.is_table and held:
                self.report.expect(item.bytes * len(members) // held - 1)
            elif not parent.is_table:
                self.report.expect(len(members))
            taken += len(members)
            self._members_of[item.path] += len(members)
            if self._members_of[item.path] > MOST_MEMBERS:
                return f"there are more than {MOST_MEMBERS:,} members in it, the rest is left in the original"
            self._settle(self._taken_out(item, members, parent, before, taken - len(members)))
        return opened.reason

    def _taken_out(
        self,
        container: Item,
        members: Sequence[Member],
        parent: Parent,
        before: Counter[tuple[str, str]],
        ordinal: int,
    ) -> list[Item]:
        hashes = iter(originals.put_many(self._case.paths, [one.data for one in members if not one.problem]))
        items = [
            Item(
                container.path,
                parent.name if parent.is_table else _base(one.name) or f"entry {number}",
                member=one.name or f"entry {number}",
                parent=parent,
                sha256="" if one.problem else next(hashes),
                bytes=len(one.data),
                modified=one.modified,
                kind=one.kind,
                mime=one.mime,
                charset=one.charset,
                stated=one.metadata,
                problem=one.problem,
                outcome=one.outcome,
            )
            for number, one in enumerate(members, ordinal + 1)
        ]
        self._recognise([item for item in items if not item.problem], before)
        self._have_read([item for item in items if not item.problem])
        return items


def _base(name: str) -> str:
    """The last part of a member's name."""
    return name.rstrip("/").rpartition("/")[2]
