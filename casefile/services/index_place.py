"""Where a case's index is, and whether the one that is there may answer for the case."""

from __future__ import annotations

import hashlib
from pathlib import Path

from casefile.domain.errors import IndexTrouble
from casefile.domain.search import IndexStamp
from casefile.services.cases import OpenCase
from casefile.store import home, read_journal
from index.folders import current_folder
from index.stamp import fits, read_recorded, read_stamp


def directory(case: OpenCase) -> Path:
    """Where this case's index is kept: by the case and by its place, so that a copied case has one of its own."""
    place = hashlib.sha256(str(case.root).encode("utf-8", "surrogateescape")).hexdigest()[:8]
    return home.cache_dir() / "index" / f"{case.info().uuid}-{place}"


def seq_of(case: OpenCase) -> int | None:
    """The journal row that the index has caught up with; None when there is no index that fits the case."""
    found = read_stamp(directory(case))
    return found.seq if found is not None and holds(case, found) else None


def is_current(case: OpenCase) -> bool:
    """Whether the index has caught up with the journal and none of its files is missing or cut short. Quick."""
    seq = seq_of(case)
    return seq is not None and seq >= read_journal.journal_head(case.reader)[0] and is_whole(case)


def is_whole(case: OpenCase) -> bool:
    """Whether the files that the stamp names are there, each as long as it says."""
    try:
        folder = current_folder(directory(case))
        files = read_recorded(folder).files
        return all((folder / name).stat().st_size == size for name, (size, _) in files.items())
    except (IndexTrouble, OSError):
        return False


def holds(case: OpenCase, stamp: IndexStamp) -> bool:
    """Whether the stamp is this case's and its journal row is still the one that stands there."""
    if not fits(stamp, case.info().uuid, str(case.root)):
        return False
    return read_journal.hash_at(case.reader, stamp.seq) == stamp.seq_hash
