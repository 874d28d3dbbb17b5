"""One act: the rows it changes, and exactly what they held before and after."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, bindparam, select, update

from casefile.domain.errors import NotFound
from casefile.domain.folding import fold
from casefile.domain.journal import Change
from casefile.store.tables import TABLES


class Rows:
    """The rows of a case inside one write transaction. Inserts wait and go out together."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self._waiting: dict[str, list[dict[str, Any]]] = {}

    def insert(self, table: str, row: Mapping[str, Any]) -> None:
        """Insert ``row`` (all columns but the derived ones) with the next ``flush``."""
        self._waiting.setdefault(table, []).append({**row, **derived(table, row)})

    def insert_many(self, table: str, rows: Iterable[Mapping[str, Any]]) -> None:
        """Insert ``rows`` as they are, derived columns included, with the next ``flush``."""
        self._waiting.setdefault(table, []).extend(dict(row) for row in rows)

    def flush(self) -> None:
        """Send what waits, what is pointed at first."""
        if self._waiting:
            for name, table in TABLES.items():
                rows = self._waiting.pop(name, None)
                if rows:
                    self.connection.execute(table.insert(), rows)

    def get(self, table: str, row_id: str) -> dict[str, Any] | None:
        """The row as it is now, every column, or None."""
        self.flush()
        target = TABLES[table]
        row = self.connection.execute(select(target).where(target.c.id == row_id)).mappings().first()
        return dict(row) if row else None

    def write(self, table: str, row_id: str, values: Mapping[str, Any]) -> None:
        """Set columns of one row, and the columns derived from them."""
        self.flush()
        target = TABLES[table]
        self.connection.execute(
            update(target).where(target.c.id == row_id).values({**values, **derived(table, values)})
        )

    def read_again(self, article_id: str) -> None:
        """Queue the texts of an article for the engines: their suggestions are replaced, no decision is."""
        self.flush()
        text = TABLES["text"]
        self.connection.execute(update(text).where(text.c.article_id == article_id).values(extracted_by=""))


# What the engines are told of an article beside its words: dates are resolved by the one, names found by the other.
_TOLD = frozenset({"published", "language"})


def derived(table: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """The machine's columns that follow from ``values`` of a row that a person writes."""
    if table == "entity":
        folded = {"folded": fold(values["caption"])} if "caption" in values else {}
        return {"touched": True, **folded}
    if table == "tag" and "name" in values:
        return {"folded": fold(values["name"])}
    if table == "decision" and "surface" in values:
        return {"folded": fold(values["surface"])}
    return {"extracted_by": "", "extraction_note": ""} if table == "text" and "sha256" in values else {}


class Act:
    """What one journal row will say. Ids are the rows' ids; values are JSON scalars."""

    def __init__(self, rows: Rows, verb: str, object_type: str, object_id: str, facts: Mapping[str, Any]) -> None:
        self.rows = rows
        self.verb = verb
        self.object_type = object_type
        self.object_id = object_id
        self.facts: dict[str, Any] = dict(facts)
        self.changes: list[Change] = []

    def insert(self, table: str, row: Mapping[str, Any]) -> None:
        """Create a row that a person owns; ``live`` is set."""
        full = {**row, "live": True}
        self.rows.insert(table, full)
        self.changes.append(Change(table, row["id"], None, full))

    def update(self, table: str, row_id: str, values: Mapping[str, Any]) -> bool:
        """Set columns of a row; only what really changes is recorded. Says whether anything did.

        Raises ``NotFound`` where there is no such row.
        """
        now = self.rows.get(table, row_id)
        if now is None:
            raise NotFound(f"There is no such {table} in this case.")
        after = {name: value for name, value in values.items() if now[name] != value}
        if after:
            self.rows.write(table, row_id, after)
            if table == "article" and not _TOLD.isdisjoint(after):
                self.rows.read_again(row_id)
            self.changes.append(Change(table, row_id, {name: now[name] for name in after}, after))
        return bool(after)

    def update_many(self, table: str, before: Mapping[str, Mapping[str, Any]], values: Mapping[str, Any]) -> None:
        """As ``update`` for each row of ``before`` (id to these columns as they stand now), in one statement: ten
        thousand one by one would keep other writers waiting for longer than they do."""
        changed = {row_id: row for row_id, row in before.items() if dict(row) != dict(values)}
        if changed:
            self.rows.flush()
            target = TABLES[table]
            statement = update(target).where(target.c.id == bindparam("row_id"))
            ids = [{"row_id": row_id} for row_id in changed]
            self.rows.connection.execute(statement.values({**values, **derived(table, values)}), ids)
        for row_id, row in changed.items():
            after = {name: value for name, value in values.items() if row[name] != value}
            self.changes.append(Change(table, row_id, {name: row[name] for name in after}, after))

    def retire(self, table: str, row_id: str) -> bool:
        """Take a row out of the case; it stays in the file, and its id with it."""
        return self.update(table, row_id, {"live": False})
