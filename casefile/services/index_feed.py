"""The index catches up with the journal: what lies after its stamp becomes documents.

The journal is the only queue. Whoever holds the index's lock feeds it: the desk's worker, or a command. The index
is a cache: whatever is wrong with it, it is built anew from the case.
"""

from __future__ import annotations

import hashlib
import time
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from casefile.domain.errors import CasefileError, IndexTrouble
from casefile.domain.journal import GENESIS
from casefile.domain.search import IndexStamp
from casefile.services import index_documents
from casefile.services.cases import OpenCase
from casefile.store import home, read_journal
from casefile.store.reader import CaseReader
from index.stamp import fits, read_stamp

if TYPE_CHECKING:
    from index.port import IndexWriter

_BATCH = 5000
_LOOK_EVERY = 0.05


def directory(case: OpenCase) -> Path:
    """Where this case's index is kept: by the case and by its place, so that a copied case has one of its own."""
    place = hashlib.sha256(str(case.root).encode("utf-8", "surrogateescape")).hexdigest()[:8]
    return home.cache_dir() / "index" / f"{case.info().uuid}-{place}"


def seq_of(case: OpenCase) -> int | None:
    """The journal row that the index has caught up with; None when there is no index that fits the case."""
    found = read_stamp(directory(case))
    return found.seq if found is not None and _holds(case, found) else None


def trouble(case: OpenCase) -> str:
    """What is wrong with the index, in words that follow “The search index”; being behind the journal is not."""
    return "" if seq_of(case) is not None else "is missing or does not fit the case"


def catch_up(case: OpenCase, *, wait: float = 10.0) -> bool:
    """Bring the index up to the journal as it stands now; False when that took longer than ``wait`` seconds.

    When another program is feeding the index, its progress is waited for.
    """
    head, _ = read_journal.journal_head(case.reader)
    end = time.monotonic() + wait
    feed = Feed(case)
    try:
        while True:
            if (seq_of(case) or -1) >= head or feed.catch_up():
                return True
            if feed.is_hopeless or time.monotonic() > end:
                return False
            time.sleep(_LOOK_EVERY)
    finally:
        feed.close()


def rebuild(case: OpenCase, *, wait: float = 60.0) -> int:
    """Build the index anew; how many documents it holds. Raises ``IndexTrouble`` when it stays taken."""
    from index.port import IndexBusy

    end = time.monotonic() + wait
    while True:
        try:
            writer = _built_anew(case)
            break
        except OSError as error:
            raise IndexTrouble(
                f"The search index cannot be written: {error.strerror}.", "Free some space in the cache, or clear it."
            ) from None
        except IndexBusy as busy:
            if time.monotonic() > end:
                raise IndexTrouble(busy.message, "Close the desk on this case, or wait until it is idle.") from None
            time.sleep(_LOOK_EVERY)
    try:
        return writer.stamp.documents if writer.stamp else 0
    finally:
        writer.close()


class Feed:
    """A writer kept open between rounds of catching up. Holds the index's lock until it is closed."""

    def __init__(self, case: OpenCase) -> None:
        self._case = case
        self._writer: IndexWriter | None = None
        self.is_hopeless = False
        """Whether the last round failed for a reason that waiting does not cure: a full or damaged cache."""

    def catch_up(self) -> bool:
        """One round; False when another program holds the index, or the cache cannot be written."""
        from index.port import IndexBusy

        self.is_hopeless = False
        try:
            self._feed()
        except IndexBusy:
            return False
        except (IndexTrouble, OSError):
            self.close()
            try:
                self._writer = _built_anew(self._case)
            except IndexBusy:
                return False
            except (CasefileError, OSError):
                self.is_hopeless = True
                return False
        return True

    def rest(self) -> None:
        """Nothing else to do: merge a little. The lock is given up when there is nothing to merge."""
        if self._writer is not None:
            try:
                if not self._writer.merge_when_idle():
                    self.close()
            except CasefileError:
                self.close()

    def close(self) -> None:
        writer, self._writer = self._writer, None
        if writer is not None:
            writer.close()

    def _feed(self) -> None:
        case = self._case
        if self._writer is None:
            from index.port import IndexWriter

            self._writer = IndexWriter.open_or_none(directory(case), case.info().uuid, str(case.root))
        if self._writer is None or self._writer.stamp is None or not _holds(case, self._writer.stamp):
            self.close()
            self._writer = _built_anew(case)
            return
        seq, seq_hash = read_journal.journal_head(case.reader)
        if self._writer.stamp.seq >= seq:
            return
        documents, gone = index_documents.changed(
            case.reader, read_journal.changed_objects(case.reader, self._writer.stamp.seq)
        )
        self._writer.delete(gone)
        self._writer.add(documents)
        self._writer.commit(seq, seq_hash)


def _built_anew(case: OpenCase) -> IndexWriter:
    from index.port import IndexWriter

    writer = IndexWriter.rebuild(directory(case), case.info().uuid, str(case.root))
    try:
        # The head first: what is written while the documents are read is caught up with afterwards.
        seq, seq_hash = read_journal.journal_head(case.reader)
        documents = index_documents.everything(case.reader)
        while batch := list(islice(documents, _BATCH)):
            writer.add(batch)
            writer.commit(seq, seq_hash, complete=False)
        writer.commit(seq, seq_hash, complete=True)
    except BaseException:
        writer.close()
        raise
    return writer


def _holds(case: OpenCase, stamp: IndexStamp) -> bool:
    """Whether the stamp is this case's and its journal row is still the one that stands there."""
    return fits(stamp, case.info().uuid, str(case.root)) and _hash_at(case.reader, stamp.seq) == stamp.seq_hash


def _hash_at(reader: CaseReader, seq: int) -> str:
    if seq == 0:
        return GENESIS
    found = read_journal.journal(reader, seq - 1, 1)
    return found[0].hash if found and found[0].seq == seq else ""
