"""Reading a case with the standard library alone: what first paint and every pane stand on.

A reader has one read-only connection a thread. It works beside a process that writes, and on read-only media.
"""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any

from casefile.domain.errors import CasefileError, DamagedCase, NoSuchCase, ReadOnlyCase
from casefile.store.paths import CasePaths
from casefile.store.pragmas import set_pragmas
from casefile.store.schema import VERSION, newer_case, version_of


class OlderCase(CasefileError):
    """The case has an older schema: ``casefile.store.migrate.migrate`` brings it up to date first."""


class CaseReader:
    """The reading side of the case folder ``root``.

    Raises ``NoSuchCase``, ``DamagedCase`` (broken, or newer than this program) or ``OlderCase``.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.paths = CasePaths(root)
        self.is_immutable = False
        self._mine = threading.local()
        self._all: list[sqlite3.Connection] = []
        self._guard = threading.Lock()
        if not self.paths.db.is_file():
            raise NoSuchCase(f"There is no case in {root.name}.", "`casefile cases` lists the cases there are.")
        self.is_immutable = self._must_be_immutable()
        try:
            version = version_of(self._connection())
        except sqlite3.DatabaseError:
            self.close()
            raise DamagedCase(
                f"The case file in {root.name} is damaged or is no case file.", "Restore it from a backup."
            ) from None
        if version != VERSION:
            self.close()
            if version > VERSION:
                raise newer_case(root, version)
            raise OlderCase(f"The case in {root.name} was written by an older casefile.", "Open it once to update it.")

    def _must_be_immutable(self) -> bool:
        if os.access(self.root, os.W_OK):
            return False
        log = self.paths.db.with_name("case.db-wal")
        if log.exists() and log.stat().st_size:
            raise ReadOnlyCase(
                f"The case in {self.root.name} is on read-only media with work that was not folded in.",
                "Copy its folder to a place you can write, and open it there.",
            )
        return True

    def _connection(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = getattr(self._mine, "connection", None)
        if connection is None:
            uri = self.paths.db.absolute().as_uri() + "?mode=ro" + ("&immutable=1" if self.is_immutable else "")
            connection = sqlite3.connect(uri, uri=True, isolation_level=None, check_same_thread=False)
            connection.row_factory = sqlite3.Row
            set_pragmas(connection, writing=False)
            self._mine.connection = connection
            with self._guard:
                self._all.append(connection)
        return connection

    def query(self, sql: str, values: Sequence[Any] | dict[str, Any] = ()) -> list[sqlite3.Row]:
        """Every row of one SELECT."""
        return self._connection().execute(sql, values).fetchall()

    def each(self, sql: str, values: Sequence[Any] | dict[str, Any] = ()) -> Iterator[tuple[Any, ...]]:
        """The rows of one SELECT as plain tuples, one at a time: for thousands that are turned into something else."""
        cursor = self._connection().cursor()
        cursor.row_factory = None
        yield from cursor.execute(sql, values)

    def one(self, sql: str, values: Sequence[Any] | dict[str, Any] = ()) -> sqlite3.Row | None:
        """The first row of one SELECT, or None."""
        row: sqlite3.Row | None = self._connection().execute(sql, values).fetchone()
        return row

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Several reads that see one state of the case. May be nested."""
        connection = self._connection()
        if connection.in_transaction:
            yield
            return
        connection.execute("BEGIN")
        try:
            yield
        finally:
            # Nothing was written; unlike COMMIT this cannot fail on a damaged file.
            connection.execute("ROLLBACK")

    def close(self) -> None:
        """Let go of the file, in every thread."""
        with self._guard:
            connections, self._all = self._all, []
            self._mine = threading.local()
        for connection in connections:
            connection.close()

    def __enter__(self) -> CaseReader:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
