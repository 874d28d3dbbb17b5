"""The one writer of an index: adds, deletes, commits with a stamp, merges when there is nothing else to do.

A document is never replaced twice inside one Whoosh writer (that leaves two copies): a key that comes again
before a commit ends the Whoosh writer first, without moving the stamp's seq.
"""

from __future__ import annotations

import contextlib
import warnings
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Any

from casefile.domain.errors import IndexTrouble
from casefile.domain.search import IndexDocument, IndexStamp
from index.folders import WriterLock, clear_others, current_folder, current_name, new_folder, point_at, sync_files
from index.pool import Pool
from index.schema import schema, terms_of
from index.stamp import Recorded, believable, boot_id, fits, make_stamp, read_recorded, write_recorded

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from whoosh import index as whoosh_index
    from whoosh.codec import default_codec

_MOST_POSTINGS = 2_500_000
"""Held in memory before a segment is written in any case; some four thousand articles of 500 words, 150 MB."""
_MERGE_FROM = 6
_MERGE_AT_MOST = 3_000
"""Documents: a merge holds up what is added meanwhile, and a search takes thirty segments in its stride."""


class IndexWriter:
    """Open with ``open_or_none`` or ``rebuild``; holds the index's writer lock until ``close``."""

    def __init__(self, directory: Path, lock: WriterLock, folder: Path, stamp: IndexStamp, index: Any) -> None:
        self._directory = directory
        self._lock = lock
        self._folder = folder
        self._index = index
        self._stamp = stamp
        self._writer: Any = None
        self._reader: Any = None
        self._pool = Pool()
        self._written: set[str] = set()
        self._removed: set[int] = set()
        self._count: int = index.doc_count()
        self._synced: set[str] = set()
        self._boot = boot_id()

    @classmethod
    def open_or_none(cls, directory: Path, case_uuid: str, case_path: str) -> IndexWriter | None:
        """The index of this case, to go on with; None when there is none that fits and ``rebuild`` is due.

        Raises ``IndexBusy`` while another program writes it.
        """
        lock = WriterLock(directory)
        try:
            writer = cls._open(directory, lock, case_uuid, case_path)
        except BaseException:
            lock.release()
            raise
        if writer is None:
            lock.release()
        return writer

    @classmethod
    def _open(cls, directory: Path, lock: WriterLock, case_uuid: str, case_path: str) -> IndexWriter | None:
        try:
            folder = current_folder(directory)
            recorded = read_recorded(folder)
            if not fits(recorded.stamp, case_uuid, case_path):
                return None
            index = whoosh_index.open_dir(str(folder))
            if not believable(recorded, index.doc_count()):
                return None
            # Opens every segment's files: what is missing or cut short shows here and not in a search.
            index.reader().close()
        except Exception:
            return None
        clear_others(directory, folder.name)
        return cls(directory, lock, folder, recorded.stamp, index)

    @classmethod
    def rebuild(cls, directory: Path, case_uuid: str, case_path: str) -> IndexWriter:
        """An empty index in a new folder; searches see the old one until a commit that is ``complete``."""
        lock = WriterLock(directory)
        try:
            clear_others(directory, current_name(directory))
            folder = new_folder(directory)
            index = whoosh_index.create_in(str(folder), schema())
            return cls(directory, lock, folder, make_stamp(case_uuid, case_path), index)
        except BaseException:
            lock.release()
            raise

    def __enter__(self) -> IndexWriter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def stamp(self) -> IndexStamp:
        """What was last committed; after ``rebuild`` a stamp of seq 0."""
        return self._stamp

    def add(self, documents: Iterable[IndexDocument]) -> int:
        """Add documents, replacing those of the same keys; how many. They are found after ``commit``."""
        count = 0
        with self._trouble():
            for document in documents:
                self._remove(document.key)
                self._open_writer().add_document(**terms_of(document))
                self._written.add(document.key)
                self._count += 1
                count += 1
                if self._pool.size > _MOST_POSTINGS:
                    self._commit_files(self._stamp)
        return count

    def delete(self, keys: Iterable[str]) -> None:
        """Take documents out by key; unknown keys are ignored."""
        with self._trouble():
            for key in keys:
                self._remove(key)

    def _remove(self, key: str) -> None:
        if key in self._written:
            self._commit_files(self._stamp)
        writer = self._open_writer()
        if not self._reader.doc_count_all() or ("key", key) not in self._reader:
            return
        for number in self._reader.postings("key", key).all_ids():
            if number not in self._removed and not self._reader.is_deleted(number):
                writer.delete_document(number)
                self._removed.add(number)
                self._count -= 1

    def _open_writer(self) -> Any:
        if self._writer is None:
            codec = default_codec()
            # Statistics of lengths for each block serve Whoosh's own scoring, which is not used here.
            codec.length_stats = False
            self._writer = self._index.writer(compound=False, codec=codec)
            self._pool = self._writer.pool = Pool()
            self._reader = self._index.reader()
        return self._writer

    def commit(self, seq: int, seq_hash: str, *, complete: bool = True) -> IndexStamp:
        """Make everything findable and durable, and say up to which journal row it goes.

        While rebuilding, ``complete=False`` keeps what was added so far; the first commit that is complete
        makes the new index the one that answers.
        """
        with self._trouble():
            self._commit_files(replace(self._stamp, seq=seq, seq_hash=seq_hash))
            if complete and current_name(self._directory) != self._folder.name:
                point_at(self._folder)
                clear_others(self._directory, self._folder.name)
        return self._stamp

    def _commit_files(self, stamp: IndexStamp) -> None:
        stamp = replace(stamp, documents=self._count)
        if self._writer is not None:
            write_recorded(self._folder, Recorded(self._stamp, self._count, self._boot))
            self._finish(merge=False)
            self._synced = sync_files(self._folder, self._synced)
        write_recorded(self._folder, Recorded(stamp))
        self._stamp = stamp

    def _finish(self, **how: Any) -> None:
        writer, self._writer = self._writer, None
        self._reader.close()
        writer.commit(**how)
        self._pool = Pool()
        self._written.clear()
        self._removed.clear()

    def merge_when_idle(self) -> bool:
        """Merge some of the smaller segments into one; whether anything was done.

        One call is bounded: it never makes one segment of more than some thousand documents.
        """
        if self._writer is not None:
            return False
        with self._trouble():
            writer = self._open_writer()
            chosen = _to_merge([(s.doc_count_all(), s.deleted_count()) for s in writer.segments])
            if not chosen:
                self._writer = None
                self._reader.close()
                writer.cancel()
                return False
            write_recorded(self._folder, Recorded(self._stamp, self._count, self._boot))
            self._finish(mergetype=lambda writer, segments: _merge(writer, segments, chosen))
            self._synced = sync_files(self._folder, self._synced)
            write_recorded(self._folder, Recorded(self._stamp))
        return True

    def close(self) -> None:
        """Free the lock; what was added and not committed is dropped."""
        writer, self._writer = self._writer, None
        if writer is not None:
            with contextlib.suppress(Exception):
                self._reader.close()
                writer.cancel()
        self._lock.release()

    @contextlib.contextmanager
    def _trouble(self) -> Any:
        try:
            yield
        except IndexTrouble:
            raise
        except Exception as error:
            raise IndexTrouble("The search index cannot be written.", "It will be rebuilt from the case.") from error


def _to_merge(sizes: list[tuple[int, int]]) -> set[int]:
    """Which segments, by number, to make one of: many small ones, or one that is mostly deleted."""
    order = sorted(range(len(sizes)), key=lambda number: sizes[number][0])
    chosen: list[int] = []
    total = 0
    for number in order:
        size = sizes[number][0]
        if total + size > _MERGE_AT_MOST or (len(chosen) >= _MERGE_FROM and size > total):
            break
        chosen.append(number)
        total += size
    if len(chosen) >= _MERGE_FROM:
        return set(chosen)
    worn = [number for number in order if sizes[number][1] * 3 > sizes[number][0] > 0]
    return set(worn[:1])


def _merge(writer: Any, segments: list[Any], chosen: set[int]) -> list[Any]:
    from whoosh.reading import SegmentReader

    for number in sorted(chosen):
        reader = SegmentReader(writer.storage, writer.schema, segments[number])
        writer.add_reader(reader)
        reader.close()
    return [segment for number, segment in enumerate(segments) if number not in chosen]
