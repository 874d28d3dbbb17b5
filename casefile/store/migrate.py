"""Bringing a case file to today's schema: one transaction a step, after a copy of what was there."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from casefile.store.migrations.steps import STEPS
from casefile.store.paths import FILE_MODE, CasePaths
from casefile.store.pragmas import set_pragmas
from casefile.store.schema import APPLICATION_ID, newer_case, version_of


def migrate(root: Path, steps: Sequence[tuple[str, ...]] = STEPS) -> int:
    """Run the steps that the case in ``root`` lacks; return how many were run.

    Before the first, what was there is copied to ``case.db.v<old version>.bak``. Raises ``DamagedCase`` for
    a newer file.
    """
    paths = CasePaths(root)
    if not paths.db.exists():
        os.close(os.open(paths.db, os.O_WRONLY | os.O_CREAT | os.O_EXCL, FILE_MODE))
    with closing(sqlite3.connect(paths.db, isolation_level=None)) as connection:
        set_pragmas(connection)
        before = version_of(connection)
        if before > len(steps):
            raise newer_case(root, before)
        if before == len(steps):
            return 0
        if before:
            copy_database(connection, paths.db.with_name(f"case.db.v{before}.bak"))
        for number in range(before + 1, len(steps) + 1):
            _run(connection, number, steps[number - 1])
        return len(steps) - before


def _run(connection: sqlite3.Connection, number: int, statements: tuple[str, ...]) -> None:
    connection.execute("BEGIN IMMEDIATE")
    try:
        # Another process may have run the step while this one waited for its turn.
        if version_of(connection) < number:
            for statement in statements:
                connection.execute(statement)
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version = {number}")
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise


def copy_database(source: sqlite3.Connection, target: Path) -> None:
    """A consistent copy of ``source`` at ``target``, whoever writes meanwhile; an older copy is replaced."""
    temporary = target.with_name(f".{target.name}.tmp")
    temporary.unlink(missing_ok=True)
    os.close(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, FILE_MODE))
    with closing(sqlite3.connect(temporary)) as copy:
        source.backup(copy)
        # A copy stands alone: without this it would ask for its own write-ahead log.
        copy.execute("PRAGMA journal_mode = DELETE")
    with temporary.open("rb") as stream:
        os.fsync(stream.fileno())
    temporary.replace(target)
