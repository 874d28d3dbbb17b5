"""The number of the schema that this casefile reads and writes (``PRAGMA user_version`` of ``case.db``)."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from casefile.domain.errors import DamagedCase

VERSION = 5
APPLICATION_ID = 0x63617365  # "case" in ASCII: `file case.db` can tell it from any other database

# Columns that a machine keeps, of rows that persons own.
DERIVED = {
    "entity": frozenset({"folded", "touched"}),
    "decision": frozenset({"folded"}),
    "text": frozenset({"extracted_by", "extraction_note"}),
    "tag": frozenset({"folded"}),
}


def version_of(connection: sqlite3.Connection) -> int:
    """The schema number of an open case file; 0 for one without tables."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def newer_case(root: Path, version: int) -> DamagedCase:
    """The error for a case of a schema that is not known here yet."""
    return DamagedCase(
        f"The case in {root.name} was written by a newer casefile (schema {version}, this one knows {VERSION}).",
        "Install the newer casefile to open it; nothing was changed.",
    )
