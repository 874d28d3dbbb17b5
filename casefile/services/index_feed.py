"""The index catches up with the journal: what lies after its stamp becomes documents.

The journal is the only queue. Whoever holds the index's lock feeds it: the desk's worker, or a command. The index
is a cache: whatever is wrong with it, it is built anew from the case. A building that was broken off goes on where
it was; what changed meanwhile is caught up from the journal, as from the row at which it began.
"""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING

from casefile.domain.errors import IndexTrouble
from casefile.domain.search import IndexDocument
from casefile.services import index_changes, index_documents, index_trouble
from casefile.services.cases import OpenCase
from casefile.services.index_place import directory, holds, is_current, is_whole, seq_of
from casefile.services.index_progress import BUILDING, CATCHING_UP, Report
from casefile.store import read_indexable, read_journal

if TYPE_CHECKING:
    from index.port import IndexWriter

__all__ = ["Feed", "catch_up", "directory", "is_current", "rebuild", "seq_of"]

_BATCH = 5000
"""Documents from one commit to the next, and changed objects that are caught up with at a time."""
_BATCH_IN_HASTE = 500
_ROWS = 1000
_WORTH_TELLING = 300
_LOOK_EVERY = 0.05
_ANEW_AFTER, _ANEW_AT_MOST = 1.0, 60.0
"""Seconds until a round that failed is tried again; twice as long after each."""
_WITHOUT_ROOM = 600.0
_ROOM = 1 << 20


def catch_up(case: OpenCase, *, wait: float = 10.0, at_most: float | None = None) -> bool:
    """Bring the index up to the journal as it stands now; False when that cannot be done, or not in time.

    When another program is feeding the index, its progress is waited for, ``wait`` seconds. ``at_most`` bounds one's
    own work too; what was done by then stays done.
    """
    began = time.monotonic()
    until = None if at_most is None else began + at_most
    feed = Feed(case)
    try:
        while True:
            if is_current(case) or feed.catch_up(until):
                return True
            if feed.trouble or time.monotonic() > began + wait or (until is not None and time.monotonic() > until):
                return False
            time.sleep(_LOOK_EVERY)
    finally:
        feed.close()


def rebuild(case: OpenCase, *, wait: float = 60.0) -> int:
    """Build the index anew; how many documents it holds. Raises ``IndexTrouble`` when it stays taken, or cannot be
    written: the old one then still answers."""
    from index.port import IndexBusy

    end = time.monotonic() + wait
    feed = Feed(case)
    try:
        while True:
            try:
                return feed.build_anew()
            except IndexBusy as busy:
                if time.monotonic() > end:
                    raise IndexTrouble(busy.message, "Close the desk on this case, or wait until it is idle.") from None
                time.sleep(_LOOK_EVERY)
    finally:
        feed.close()


class _Cut(Exception):
    """Stopped, or the time is over, with everything kept that can be."""


class Feed:
    """A writer kept open between rounds of catching up. Holds the index's lock until it is closed.

    ``stop`` ends a round early; what it had done by then stays.
    """

    def __init__(self, case: OpenCase, stop: threading.Event | None = None) -> None:
        self._case = case
        self._stop = stop or threading.Event()
        self._writer: IndexWriter | None = None
        self._report = Report(directory(case))
        self._failures = 0
        self._again = 0.0
        self._without_room: tuple[int, float] | None = None
        self.trouble = ""
        """Why the last round could not write, in words (a sentence without its full stop); empty where it could."""

    @property
    def is_due(self) -> bool:
        """Whether a round that failed, or that another program stood in the way of, is worth trying again."""
        return bool(self._failures) and time.monotonic() >= self._again

    def catch_up(self, until: float | None = None) -> bool:
        """One round; False when another program holds the index, it cannot be written, or the time is over.

        ``until`` is a moment of ``time.monotonic``.
        """
        from index.port import IndexBusy

        if self._is_short_of_room() and not is_current(self._case):
            return self._failed(self.trouble)
        try:
            self._round(until)
        except (IndexBusy, _Cut):
            self._report.over()
            return self._failed("")
        except (IndexTrouble, OSError) as error:
            return self._failed(self._in_words(error))
        self._failures, self.trouble, self._without_room = 0, "", None
        self._report.done()
        return True

    def build_anew(self) -> int:
        """A new index whatever there is; how many documents. Raises ``IndexBusy``, or ``IndexTrouble`` in words."""
        from index.port import IndexBusy

        self.close()
        try:
            self._build(None, is_anew=True)
            self._follow(None)
        except IndexBusy:
            raise
        except (IndexTrouble, OSError) as error:
            words = self._in_words(error)
            self.close()
            raise IndexTrouble(
                f"The search index cannot be written: {words}.",
                "Free some space in the cache folder, or see who may write to it; nothing of the case is lost.",
            ) from None
        self._report.done()
        assert self._writer is not None
        return self._writer.stamp.documents

    def rest(self) -> None:
        """Nothing else to do: merge a little. The lock is given up when there is nothing to merge."""
        if self._writer is not None:
            try:
                if not self._writer.merge_when_idle():
                    self.close()
            except (IndexTrouble, OSError):
                self.close()

    def close(self) -> None:
        writer, self._writer = self._writer, None
        if writer is not None:
            writer.close()

    def _round(self, until: float | None) -> None:
        try:
            self._open()
            if self._writer is None:
                self._build(until)
            self._follow(until)
        except (IndexTrouble, OSError) as error:
            if index_trouble.is_of_room(error):
                raise
            # Whatever else is wrong is wrong with the index: another one.
            self.close()
            self._build(until, is_anew=True)
            self._follow(until)

    def _open(self) -> None:
        """Go on with the index that is there, where it may answer for this case."""
        from index.port import IndexWriter

        case = self._case
        if self._writer is None:
            self._writer = IndexWriter.open_or_none(directory(case), case.info().uuid, str(case.root))
            if self._writer is not None and not is_whole(case):
                # Whoever was killed in a commit left a stamp that names other files than there are now. Taking out
                # what is not there is a commit, and a commit writes down what there is.
                stamp = self._writer.stamp
                self._writer.delete(["nothing:"])
                self._writer.commit(stamp.seq, stamp.seq_hash)
        if self._writer is not None and not self._may_go_on(self._writer):
            self.close()

    def _may_go_on(self, writer: IndexWriter) -> bool:
        """What was purged is only marked as gone where it stands: nothing less than another index is clean of it."""
        stamp = writer.stamp
        return (
            stamp is not None and holds(self._case, stamp) and not read_journal.has_purged(self._case.reader, stamp.seq)
        )

    def _build(self, until: float | None, *, is_anew: bool = False) -> None:
        from index.port import IndexWriter

        case = self._case
        place = (directory(case), case.info().uuid, str(case.root))
        writer = None if is_anew else IndexWriter.resume(*place)
        if writer is not None and not self._may_go_on(writer):
            writer.close()
            writer = None
        held: set[str] = set()
        if writer is None:
            self._writer = writer = IndexWriter.rebuild(*place)
            # The head first: what is written while the documents are read is caught up with afterwards.
            seq, seq_hash = read_journal.journal_head(case.reader)
            writer.commit(seq, seq_hash, complete=False)
        else:
            self._writer = writer
            held, seq, seq_hash = writer.keys(), writer.stamp.seq, writer.stamp.seq_hash
        done, total = sum(key.startswith("article:") for key in held), read_indexable.count_articles(case.reader)

        def told(documents: Iterable[IndexDocument]) -> Iterator[IndexDocument]:
            nonlocal done
            for document in documents:
                done += document.type == "article"
                self._report.tell(BUILDING, done, total)
                yield document

        documents = _Watched(told(index_documents.everything(case.reader, held)), self._stop, until)
        self._report.tell(BUILDING, done, total)
        while writer.add(islice(documents, _BATCH)) == _BATCH:
            writer.commit(seq, seq_hash, complete=False)
        writer.commit(seq, seq_hash, complete=not documents.is_cut)
        if documents.is_cut:
            self.close()
            raise _Cut

    def _follow(self, until: float | None) -> None:
        """Catch up with the journal as it stands now, some thousand objects at a time."""
        reader, writer = self._case.reader, self._writer
        assert writer is not None
        head, _ = read_journal.journal_head(reader)
        began = writer.stamp.seq
        while writer.stamp.seq < head:
            seq, seq_hash = writer.stamp.seq, writer.stamp.seq_hash
            upto, objects = self._next(seq, head, _BATCH if until is None else _BATCH_IN_HASTE)
            found, gone = index_changes.changed(reader, objects)
            is_long = head - began > _WORTH_TELLING or len(objects) > _WORTH_TELLING
            share = (upto - seq) / max(1, len(objects))

            def told(
                documents: Iterable[IndexDocument], done: int = seq - began, share: float = share
            ) -> Iterator[IndexDocument]:
                for number, document in enumerate(documents):
                    self._report.tell(CATCHING_UP, min(head - began, done + int(number * share)), head - began)
                    yield document

            documents = _Watched(told(found) if is_long else found, self._stop, until)
            writer.delete(gone)
            while writer.add(islice(documents, _BATCH)) == _BATCH:
                # What is there can be found, though the act that it belongs to is not finished with.
                writer.commit(seq, seq_hash)
            if documents.is_cut:
                writer.commit(seq, seq_hash)
                raise _Cut
            writer.commit(upto, read_journal.hash_at(reader, upto))

    def _next(self, seq: int, head: int, most: int) -> tuple[int, set[tuple[str, str]]]:
        """Up to which row to catch up next, and what was changed by then."""
        objects: set[tuple[str, str]] = set()
        upto = seq
        while upto < head and len(objects) < most:
            upto, after = min(head, upto + min(most, _ROWS)), upto
            objects |= read_journal.changed_objects(self._case.reader, after, upto)
        return upto, objects

    def _failed(self, trouble: str) -> bool:
        self.trouble = trouble
        self._failures = self._failures + 1 if trouble else 1
        self._again = time.monotonic() + min(_ANEW_AT_MOST, _ANEW_AFTER * 2 ** min(10, self._failures - 1))
        if trouble:
            self.close()
            self._report.tell(CATCHING_UP, 0, 0, trouble)
        return False

    def _in_words(self, error: Exception) -> str:
        """Why it cannot be written. Half an index that filled the disk goes: the case needs the room first."""
        self.close()
        if index_trouble.is_of_room(error):
            index_trouble.clear_unfinished(directory(self._case))
            self._without_room = self._free(), time.monotonic()
        return index_trouble.in_words(error)

    def _is_short_of_room(self) -> bool:
        """Whether there is no more room than when there was too little."""
        if self._without_room is None:
            return False
        free, since = self._without_room
        return time.monotonic() - since < _WITHOUT_ROOM and self._free() < free + _ROOM

    def _free(self) -> int:
        try:
            return shutil.disk_usage(directory(self._case)).free
        except OSError:
            return 0


class _Watched:
    """Documents, until somebody says stop or the time is over; ``is_cut`` then."""

    def __init__(self, documents: Iterator[IndexDocument], stop: threading.Event, until: float | None) -> None:
        self._documents, self._stop, self._until = documents, stop, until
        self.is_cut = False

    def __iter__(self) -> Iterator[IndexDocument]:
        return self

    def __next__(self) -> IndexDocument:
        if self._stop.is_set() or (self._until is not None and time.monotonic() > self._until):
            self.is_cut = True
            raise StopIteration
        return next(self._documents)
