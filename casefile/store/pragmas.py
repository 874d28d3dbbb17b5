"""What every connection to a case is told first."""

from __future__ import annotations

import sqlite3
import sys

BUSY_MS = 2000
_READING = ("foreign_keys = ON", f"busy_timeout = {BUSY_MS}", "trusted_schema = OFF", "cell_size_check = ON")
_WRITING = ("journal_mode = WAL", "synchronous = FULL", "secure_delete = ON")
_APPLE = ("fullfsync = ON",)  # without it fsync on macOS stops at the drive's own cache


def set_pragmas(connection: sqlite3.Connection, *, writing: bool = True) -> None:
    """The design's pragmas, for a connection that is about to write or, without ``writing``, only to read."""
    wanted = _READING + (_WRITING if writing else ()) + (_APPLE if writing and sys.platform == "darwin" else ())
    for pragma in wanted:
        connection.execute(f"PRAGMA {pragma}")
