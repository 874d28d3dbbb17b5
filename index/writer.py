"""The one writer of an index: adds, deletes, commits with a stamp, merges when there is nothing else to do.

A document is never replaced twice inside one Whoosh writer (that leaves two copies): a key that comes again
before a commit ends the Whoosh writer first, without moving the stamp's seq.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Any

import numpy as np

from casefile.domain.errors import IndexTrouble
from casefile.domain.search import IndexDocument, IndexStamp
from index.bits import Mask
from index.codec import EXTENSION, FIELD, PackCodec, create_index, open_index, segments_of
from index.folders import (
    WriterLock,
    clear_others,
    current_folder,
    current_name,
    new_folder,
    point_at,
    sync_files,
    unfinished_folders,
)
from index.memory import Memory
from index.merging import Source
from index.pack import Pack
from index.segment import Segment
from index.stamp import (
    Recorded,
    are_whole,
    believable,
    boot_id,
    fits,
    make_stamp,
    measured,
    read_recorded,
    write_recorded,
)

_MOST_TOKENS = 4_000_000
"""Words held in memory before a segment is written in any case; some eight thousand articles, 200 MB."""
_MERGE_FROM = 6
_MERGE_AT_MOST = 20_000
"""Documents: a merge holds up what is added meanwhile for some seconds."""
_LARGEST = 1 << 16
"""Documents of a segment at the most: their numbers take two bytes each."""
_MERGE_WHILE_BUILDING = 8
_SEGMENTS, _SMALL = 24, 500
"""From so many segments on the small ones are merged at once, up to so many documents."""
_MANY = 300
"""Documents in one go from which on it is worth knowing every key."""


class IndexWriter:
    """Open with ``open_or_none`` or ``rebuild``; holds the index's writer lock until ``close``."""

    def __init__(self, directory: Path, lock: WriterLock, folder: Path, stamp: IndexStamp, index: Any) -> None:
        self._directory = directory
        self._lock = lock
        self._folder = folder
        self._index = index
        self._stamp = stamp
        self._writer: Any = None
        self._segments: dict[str, Segment] = {}
        self._written: set[str] = set()
        self._keys: set[str] | None = None
        self._added = 0
        self._count: int = _held(index)
        self._files: dict[str, tuple[int, int]] = {}
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
            writer = cls._opened(directory, lock, folder, recorded)
        except Exception:
            return None
        if writer is not None:
            clear_others(directory, folder.name)
        return writer

    @classmethod
    def _opened(cls, directory: Path, lock: WriterLock, folder: Path, recorded: Recorded) -> IndexWriter | None:
        index = open_index(folder)
        if not believable(recorded, _held(index)) or not are_whole(folder, recorded):
            return None
        writer = cls(directory, lock, folder, recorded.stamp, index)
        # Opens every segment: what is missing or cut short shows here and not in a search.
        writer._open_segments(segments_of(index))
        writer._tidy()
        writer._files = dict(recorded.files)
        return writer

    @classmethod
    def resume(cls, directory: Path, case_uuid: str, case_path: str) -> IndexWriter | None:
        """A rebuild that ended before its time, to go on with; None when there is none that fits.

        What was committed is there (``keys``); its stamp says the row of the journal at which it began.
        """
        lock = WriterLock(directory)
        try:
            for folder in unfinished_folders(directory):
                try:
                    recorded = read_recorded(folder)
                    if fits(recorded.stamp, case_uuid, case_path):
                        writer = cls._opened(directory, lock, folder, recorded)
                        if writer is not None:
                            writer._keys = writer.keys()
                            return writer
                except Exception:
                    continue  # what cannot be gone on with is not gone on with
        except BaseException:
            lock.release()
            raise
        lock.release()
        return None

    @classmethod
    def rebuild(cls, directory: Path, case_uuid: str, case_path: str) -> IndexWriter:
        """An empty index in a new folder; searches see the old one until a commit that is ``complete``."""
        lock = WriterLock(directory)
        try:
            clear_others(directory, current_name(directory))
            folder = new_folder(directory)
            index = create_index(folder)
            writer = cls(directory, lock, folder, make_stamp(case_uuid, case_path), index)
            writer._keys = set()
            return writer
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

    def keys(self) -> set[str]:
        """The keys of every document that is committed."""
        found: set[str] = set()
        for segment in segments_of(self._index):
            opened = self._segments[segment.segment_id()]
            deleted = set(segment.deleted_docs())
            found.update(opened.key(number) for number in range(opened.size) if number not in deleted)
        return found

    def add(self, documents: Iterable[IndexDocument]) -> int:
        """Add documents, replacing those of the same keys; how many. They are found after ``commit``."""
        count = 0
        with self._trouble():
            for document in documents:
                self._remove(document.key)
                writer = self._open_writer()
                writer.add_document(**{FIELD: document})
                self._written.add(document.key)
                self._count += 1
                count += 1
                if writer.perdocwriter.tokens > _MOST_TOKENS:
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
        self._added += 1
        if self._keys is None and self._added == _MANY:
            self._keys = self.keys()
        if self._keys is not None and key not in self._keys:
            self._keys.add(key)
            return
        for segment in self._open_writer().segments:
            number = self._segments[segment.segment_id()].find_key(key)
            if number >= 0 and not segment.is_deleted(number):
                segment.delete_document(number)
                self._count -= 1

    def _open_segments(self, segments: list[Any]) -> None:
        opened = {}
        for segment in segments:
            name = segment.segment_id()
            known = self._segments.get(name)
            opened[name] = known or Segment(name, Pack(self._folder / (name + EXTENSION)), Memory(0))
        self._segments = opened

    def _tidy(self) -> None:
        """Take away segments that no table of contents names: what a commit that failed has left takes room."""
        named = {segment.segment_id() + EXTENSION for segment in segments_of(self._index)}
        for path in self._folder.glob("*" + EXTENSION):
            if path.name not in named:
                path.unlink()

    def _open_writer(self) -> Any:
        if self._writer is None:
            self._writer = self._index.writer(compound=False, codec=PackCodec())
        return self._writer

    def commit(self, seq: int, seq_hash: str, *, complete: bool = True) -> IndexStamp:
        """Make everything findable and durable, and say up to which journal row it goes.

        While rebuilding, ``complete=False`` keeps what was added so far; the first commit that is complete
        makes the new index the one that answers.
        """
        with self._trouble():
            self._commit_files(replace(self._stamp, seq=seq, seq_hash=seq_hash))
            if not complete and len(self._segments) >= _MERGE_WHILE_BUILDING:
                self._merge_some(_LARGEST)
            elif len(self._segments) >= _SEGMENTS:
                self._merge_some(_SMALL)
            if complete and current_name(self._directory) != self._folder.name:
                point_at(self._folder)
                clear_others(self._directory, self._folder.name)
        return self._stamp

    def _commit_files(self, stamp: IndexStamp) -> None:
        stamp = replace(stamp, documents=self._count)
        if self._writer is not None:
            self._finish(lambda writer, segments: [segment for segment in segments if segment.doc_count()])
        write_recorded(self._folder, Recorded(stamp, files=self._files))
        self._stamp = stamp

    def _finish(self, mergetype: Callable[[Any, list[Any]], list[Any]]) -> None:
        write_recorded(self._folder, Recorded(self._stamp, self._count, self._boot, self._files))
        writer, self._writer = self._writer, None
        try:
            writer.commit(mergetype=mergetype)
        except BaseException:
            # What was to be committed is lost: the next commit must not count it.
            self._written.clear()
            with contextlib.suppress(Exception):
                writer.writelock.release()
            with contextlib.suppress(Exception):
                self._count = _held(self._index)
                self._tidy()
            raise
        self._written.clear()
        self._open_segments(segments_of(self._index))
        self._synced = sync_files(self._folder, self._synced)
        names = [*(name + EXTENSION for name in self._segments), *(path.name for path in self._folder.glob("*.toc"))]
        self._files = {name: self._files.get(name) or measured(self._folder / name) for name in names}

    def merge_when_idle(self) -> bool:
        """Merge some of the smaller segments into one; whether anything was done.

        One call is bounded: it never puts together more than 20,000 documents; a segment that many documents were
        taken out of is written anew by itself, however large it is.
        """
        if self._writer is not None:
            return False
        with self._trouble():
            return self._merge_some(_MERGE_AT_MOST)

    def _merge_some(self, at_most: int) -> bool:
        sizes = [(s.doc_count(), s.deleted_count()) for s in segments_of(self._index)]
        chosen = _to_merge(sizes, at_most)
        if not chosen:
            return False
        self._open_writer()
        self._finish(lambda writer, segments: self._merge(writer, segments, chosen))
        write_recorded(self._folder, Recorded(self._stamp, files=self._files))
        return True

    def _merge(self, writer: Any, segments: list[Any], chosen: set[int]) -> list[Any]:
        sources = [
            Source(self._segments[segment.segment_id()].pack, _living(segment))
            for number, segment in enumerate(segments)
            if number in chosen
        ]
        size = writer.perdocwriter.take(sources)
        # Whoosh numbers the documents of the new segment by what was added to it.
        writer.docnum, writer._added = size, size > 0
        return [segment for number, segment in enumerate(segments) if number not in chosen]

    def close(self) -> None:
        """Free the lock; what was added and not committed is dropped."""
        writer, self._writer = self._writer, None
        if writer is not None:
            with contextlib.suppress(Exception):
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


def _to_merge(sizes: list[tuple[int, int]], at_most: int) -> set[int]:
    """Which segments, by number, to make one of: many small ones, or one of which a quarter is deleted."""
    order = sorted(range(len(sizes)), key=lambda number: sizes[number][0])
    chosen: list[int] = []
    total = 0
    for number in order:
        size = sizes[number][0]
        if total + size > at_most or (len(chosen) >= _MERGE_FROM and size > total):
            break
        chosen.append(number)
        total += size
    if len(chosen) >= _MERGE_FROM:
        return set(chosen)
    worn = [number for number in order if sizes[number][1] * 3 > sizes[number][0] > 0]
    return set(worn[:1])


def _held(index: Any) -> int:
    return sum(segment.doc_count() for segment in segments_of(index))


def _living(segment: Any) -> Mask:
    live: Mask = np.ones(segment.doc_count_all(), np.bool_)
    live[list(segment.deleted_docs())] = False
    return live
