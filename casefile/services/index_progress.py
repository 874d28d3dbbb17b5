"""How far the index is, for whoever looks on: a small file beside it, and the words for it.

The file is written over in place and never grows, so that it can still say that the disk is full.
"""

from __future__ import annotations

import contextlib
import json
import os
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from casefile.domain.search import SearchResults
from casefile.services import index_place
from casefile.services.cases import OpenCase

BUILDING, CATCHING_UP = "building", "catching up"
_NAME = "progress.json"
_SIZE = 512
_NOTHING = b'{"what": "",'
_EVERY = 0.5
_STALE = 600.0
"""Seconds after which nobody believes what a process that seems alive has left: its number may be another's."""


@dataclass(frozen=True, slots=True)
class IndexProgress:
    """``done`` of ``total`` articles (building) or acts of the journal (catching up).

    ``trouble`` says why the index cannot be written, a sentence without its full stop; empty while it can.
    """

    what: str
    done: int
    total: int
    trouble: str = ""

    @property
    def words(self) -> str:
        """For a status line."""
        if self.trouble:
            return f"the index stands still: {self.trouble}"
        if not self.total:
            return "index catching up" if self.what == CATCHING_UP else "building the index"
        far = f"{min(self.done, self.total):,} of {self.total:,}"
        return f"index catching up {far}" if self.what == CATCHING_UP else f"building the index {far}"


def progress(case: OpenCase) -> IndexProgress | None:
    """What is being done with the index now, or keeps it from being done; None when nothing is. Quick."""
    try:
        value = json.loads((index_place.directory(case) / _NAME).read_bytes())
        found = IndexProgress(value["what"], int(value["done"]), int(value["total"]), str(value["trouble"]))
        is_over = not value["what"] or time.time() - value["at"] > _STALE or not _is_alive(int(value["pid"]))
    except (OSError, ValueError, TypeError, KeyError):
        return None
    return None if is_over else found


def scan_words(results: SearchResults) -> str:
    """How far a search without an index went; empty for one that had an index."""
    if not results.by_scan:
        return ""
    if results.searched >= results.articles:
        return "no index yet: every article was looked through"
    return f"no index yet: the newest {results.searched:,} of {results.articles:,} articles were searched"


class Report:
    """Writes the file, twice a second at the most; ``over`` when there is nothing to tell any more."""

    def __init__(self, directory: Path) -> None:
        self._path = directory / _NAME
        self._last = 0.0
        self._is_told = False

    def tell(self, what: str, done: int, total: int, trouble: str = "") -> None:
        """Say how far it is. Never fails."""
        now = time.monotonic()
        if trouble or now - self._last >= _EVERY:
            self._last = now
            self._write(IndexProgress(what, done, total, trouble))

    def over(self) -> None:
        """Say that nothing is under way, where this one said something before."""
        if self._is_told:
            self._write(IndexProgress("", 0, 0))
            self._is_told = False

    def done(self) -> None:
        """Say that nothing is under way whoever said something before: for the one that holds the index's lock."""
        with contextlib.suppress(OSError):
            self._is_told = self._is_told or not self._path.read_bytes().startswith(_NOTHING)
        self.over()

    def _write(self, told: IndexProgress) -> None:
        value = asdict(told) | {"pid": os.getpid(), "at": round(time.time(), 1)}
        data = json.dumps(value).encode().ljust(_SIZE)
        with contextlib.suppress(OSError):
            file = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC, 0o600)
            try:
                os.pwrite(file, data, 0)
                self._is_told = True
            finally:
                os.close(file)


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
