"""The SQLAlchemy engine of a case: pragmas on every connection, ``BEGIN IMMEDIATE`` for every transaction."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event

from casefile.store.pragmas import set_pragmas


def case_engine(db: Path) -> Engine:
    """An engine for writing ``db``. Errors never show values: they are evidence."""
    engine = create_engine(URL.create("sqlite", database=str(db)), hide_parameters=True)

    @event.listens_for(engine, "connect")
    def _connected(connection: Any, _record: Any) -> None:
        # The driver's own BEGIN is deferred: two writers would both read first and then one fail.
        connection.isolation_level = None
        set_pragmas(connection)

    @event.listens_for(engine, "begin")
    def _begun(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine
