"""What is wrong with a case's search index, one sentence for each thing, and how it is mended."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from casefile.services import index_progress
from casefile.services.cases import OpenCase
from casefile.services.index_place import directory, is_current
from casefile.store import read_journal
from casefile.store.doctor import Finding
from index.folders import IndexBusy, WriterLock, unfinished_folders
from index.health import examine
from index.stamp import read_stamp

_MENDED = "casefile reindex builds it anew; nothing is lost."
_LITTLE = 16 << 20
"""Bytes that are too few for a commit of some thousand documents."""


def findings(case: OpenCase) -> Iterator[Finding]:
    """Everything that is wrong with the index. That it is behind the journal is not; it catches up."""
    place = directory(case)
    yield from _closed(place)
    told = index_progress.progress(case)
    if told is not None and told.trouble:
        yield Finding("warning", f"The search index stands still: {told.trouble}.", "It goes on when that is cured.")
    elif told is not None:
        yield Finding("warning", f"The search index is being written: {told.words}.", "Search goes on meanwhile.")
        return
    yield from _short_of_room(case, place)
    wrong = examine(place, case.info().uuid, str(case.root)) or _of_journal(case, place)
    if wrong:
        yield Finding("warning", f"The search index {wrong}.", _MENDED)
    yield from _broken_off(place)


def _of_journal(case: OpenCase, place: Path) -> str:
    stamp = read_stamp(place)
    if stamp is None or read_journal.hash_at(case.reader, stamp.seq) == stamp.seq_hash:
        return ""
    if stamp.seq > read_journal.journal_head(case.reader)[0]:
        return "is ahead of the journal: the case was brought back to an earlier state"
    return "follows another journal than that of the case"


def _short_of_room(case: OpenCase, place: Path) -> Iterator[Finding]:
    """A full disk, where that is in the way: what is current needs no more room."""
    if shutil.disk_usage(_standing(place)).free < _LITTLE and not is_current(case):
        yield Finding(
            "warning",
            "The search index is behind, and there is hardly any space left on its disk.",
            "Free some space; it catches up when the desk is open or with casefile work. Nothing is lost.",
        )


def _standing(place: Path) -> Path:
    return next(one for one in (place, *place.parents) if one.exists())


def _closed(place: Path) -> Iterator[Finding]:
    standing = _standing(place)
    if not standing.is_dir() or not os.access(standing, os.W_OK | os.X_OK):
        yield Finding(
            "warning",
            f"The search index cannot be written: {standing} is closed to you.",
            "Give yourself the right to write there. What the index holds is still found.",
        )


def _broken_off(place: Path) -> Iterator[Finding]:
    """Half an index that nobody is at."""
    try:
        with WriterLock(place):
            left = unfinished_folders(place)
    except (IndexBusy, OSError):
        return
    if left:
        yield Finding(
            "warning",
            "The search index was being built anew when that was broken off.",
            "It goes on when the desk is open, or with casefile work; casefile reindex begins it anew.",
        )
