"""Writing a case: short transactions, every act with its journal row, one reader beside them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from sqlalchemy.exc import OperationalError

from casefile.domain.errors import CasefileError, NoSuchCase, ReadOnlyCase, UsageError
from casefile.domain.journal import Entry
from casefile.store import clock
from casefile.store.act import Act, Rows
from casefile.store.engine import case_engine
from casefile.store.journal_writer import JournalWriter
from casefile.store.migrate import migrate
from casefile.store.paths import CasePaths
from casefile.store.reader import CaseReader


class Transaction:
    """One ``BEGIN IMMEDIATE``: rows and journal are written together when it ends, or not at all."""

    def __init__(self, rows: Rows, journal: JournalWriter) -> None:
        self.rows = rows
        self.connection = rows.connection
        self._journal = journal

    def act(self, verb: str, object_type: str, object_id: str, facts: Mapping[str, Any] | None = None) -> Act:
        """Begin an act; ``journal`` it when its changes are made."""
        return Act(self.rows, verb, object_type, object_id, facts or {})

    def journal(self, act: Act, undoes: int | None = None) -> Entry:
        """Append the row of ``act``."""
        return self._journal.append(act.verb, act.object_type, act.object_id, act.changes, act.facts, undoes)


class OpenAct(Act):
    """The act of a ``with store.act(…)`` block; ``entry`` is its journal row once the block has ended."""

    entry: Entry | None = None


class CaseStore:
    """The writing side of the case folder ``root``. ``actor`` is the name that journal rows bear."""

    def __init__(self, root: Path, actor: str = "analyst") -> None:
        self.root = root
        self.paths = CasePaths(root)
        self.actor = actor
        if not self.paths.db.exists():
            raise NoSuchCase(f"There is no case in {root.name}.", "`casefile cases` lists the cases there are.")
        with _said_plainly():
            migrate(root)
        self.reader = CaseReader(root)
        self._engine = case_engine(self.paths.db)

    @classmethod
    def create(
        cls,
        root: Path,
        title: str,
        ref: str = "",
        *,
        actor: str = "analyst",
        time_zone: str = "UTC",
        question: str = "",
        scope: str = "",
        handling: str = "",
    ) -> CaseStore:
        """Make a case in the folder ``root``, which must be missing or empty (``UsageError``)."""
        if root.exists() and (not root.is_dir() or any(root.iterdir())):
            raise UsageError(f"{root.name} is not an empty folder.", "Choose another place for the case.")
        CasePaths(root).create()
        migrate(root)
        store = cls(root, actor)
        case_id = clock.new_id()
        with store.act("created", "case", case_id) as act:
            act.insert(
                "case",
                {
                    "id": case_id,
                    "ref": ref,
                    "title": title,
                    "question": question,
                    "scope": scope,
                    "time_zone": time_zone,
                    "handling": handling,
                    "status": "open",
                    "closing_note": "",
                    "created": clock.utc_now(),
                },
            )
        return store

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        """One write transaction; committed, on disk, when the block ends without an error."""
        with _said_plainly(), self._engine.begin() as connection:
            rows, journal = Rows(connection), JournalWriter(connection, self.actor)
            yield Transaction(rows, journal)
            rows.flush()
            journal.flush()

    @contextmanager
    def act(
        self, verb: str, object_type: str, object_id: str, facts: Mapping[str, Any] | None = None
    ) -> Iterator[OpenAct]:
        """One act in a transaction of its own. An act that neither changes nor states anything leaves no row."""
        with self.transaction() as transaction:
            act = OpenAct(transaction.rows, verb, object_type, object_id, facts or {})
            yield act
            if act.changes or act.facts:
                act.entry = transaction.journal(act)

    def record(self, verb: str, object_type: str, object_id: str, facts: Mapping[str, Any]) -> Entry:
        """Journal an act that changes no row: exported, opened."""
        with self.transaction() as transaction:
            return transaction.journal(transaction.act(verb, object_type, object_id, facts))

    def close(self) -> None:
        """Fold the write-ahead log into the file and let go of it. What was committed is safe without this."""
        self.reader.close()
        self.checkpoint()
        self._engine.dispose()

    def checkpoint(self) -> None:
        """Fold the write-ahead log into the file, unless somebody else is at it."""
        connection = self._engine.raw_connection()
        try:
            # A log that cannot be folded in now will be by whoever closes last.
            with suppress(sqlite3.OperationalError):
                connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            connection.close()

    def __enter__(self) -> CaseStore:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


@contextmanager
def _said_plainly() -> Iterator[None]:
    try:
        yield
    except (OperationalError, sqlite3.OperationalError) as error:
        reason = str(getattr(error, "orig", error))
        if "locked" in reason or "busy" in reason:
            raise CasefileError(
                "The case is busy: something else is writing to it.", "Try again in a moment."
            ) from None
        if "readonly" in reason or "unable to open" in reason:
            raise ReadOnlyCase(
                "The case cannot be written here.", "Copy its folder to a place you can write."
            ) from None
        raise
