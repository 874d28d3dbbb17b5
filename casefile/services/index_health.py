"""What is wrong with a case's search index, one sentence for each thing, and how it is mended."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from casefile.domain.search import IndexStamp
from casefile.services import index_progress
from casefile.services.cases import OpenCase
from casefile.services.index_place import directory
from casefile.store import read_journal
from casefile.store.doctor import Finding
from index.folders import IndexBusy, WriterLock, current_name, unfinished_folders
from index.stamp import ANALYSER, SCHEMA, read_stamp

_MENDED = "casefile reindex builds it anew; nothing is lost."


def findings(case: OpenCase) -> Iterator[Finding]:
    """Everything that is wrong with the index. That it is behind the journal is not; it catches up."""
    place = directory(case)
    yield from _folder(place)
    told = index_progress.progress(case)
    if told is not None and told.trouble:
        yield Finding("warning", f"The search index stands still: {told.trouble}.", "It goes on when that is cured.")
    elif told is not None:
        yield Finding("warning", f"The search index is being written: {told.words}.", "Wait; search goes on meanwhile.")
        return
    wrong = trouble(case)
    if wrong:
        yield Finding("warning", f"The search index {wrong}.", _MENDED)
    yield from _leftovers(place)


def trouble(case: OpenCase) -> str:
    """What keeps the index from answering, in words that follow “The search index”; empty where nothing does."""
    place = directory(case)
    if not place.is_dir():
        return "is missing"
    name = current_name(place)
    if not name:
        return "is missing" if not (place / "current").exists() else "has a damaged pointer to its folder"
    if not (place / name).is_dir():
        return "is missing: the folder that answers is gone"
    stamp = read_stamp(place)
    if stamp is None:
        return "has no readable stamp"
    return _of_stamp(case, stamp)


def _of_stamp(case: OpenCase, stamp: IndexStamp) -> str:
    if stamp.case_uuid != case.info().uuid:
        return "is of another case"
    if stamp.case_path != str(case.root):
        return "is of a copy of this case in another place"
    if (stamp.schema, stamp.analyser) != (SCHEMA, ANALYSER):
        newer = _version(stamp) > _version(replace(stamp, schema=SCHEMA, analyser=ANALYSER))
        return "was written by a newer casefile" if newer else "was written by an older casefile"
    if stamp.seq > read_journal.journal_head(case.reader)[0]:
        return "goes beyond the journal: the case was brought back to an earlier state"
    if read_journal.hash_at(case.reader, stamp.seq) != stamp.seq_hash:
        return "follows another journal than the case's"
    return ""


def _version(stamp: IndexStamp) -> tuple[int, ...]:
    """Numbers to compare versions by; -1 for what is none."""
    written = f"{stamp.schema}.{stamp.analyser.replace('/', '.')}"
    return tuple(int(part) if part.isdigit() else -1 for part in written.split("."))


def _folder(place: Path) -> Iterator[Finding]:
    standing = next(one for one in (place, *place.parents) if one.exists())
    if not standing.is_dir() or not os.access(standing, os.W_OK | os.X_OK):
        yield Finding(
            "warning",
            f"The search index cannot be written: its folder {standing} is closed to you.",
            "Give yourself the right to write there, or set another cache folder; the index still answers.",
        )


def _leftovers(place: Path) -> Iterator[Finding]:
    """A building that was broken off, where nobody is at it."""
    try:
        with WriterLock(place):
            left = unfinished_folders(place)
    except (IndexBusy, OSError):
        return
    if left:
        yield Finding(
            "warning",
            "A building of the search index was broken off.",
            "It goes on when the desk is open or with casefile work; casefile reindex begins it anew.",
        )
