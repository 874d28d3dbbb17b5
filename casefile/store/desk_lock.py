"""Who has the desk: a lock that ends with its process, never waited for."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path

from casefile.store.paths import FILE_MODE, CasePaths


class DeskLock:
    """The lock on a case's ``desk.lock``. A second desk reads only; commands do not ask."""

    def __init__(self, handle: int) -> None:
        self._handle = handle

    @classmethod
    def try_take(cls, root: Path) -> DeskLock | None:
        """The lock of the case in ``root``, or None where another desk has it or nothing can be written there."""
        try:
            # Not inherited by children: a worker that outlives the desk must not keep the lock.
            handle = os.open(CasePaths(root).lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, FILE_MODE)
        except OSError:
            return None
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(handle)
            return None
        return cls(handle)

    def release(self) -> None:
        """Give the desk back; nothing happens the second time."""
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1
