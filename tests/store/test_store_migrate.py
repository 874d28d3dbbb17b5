"""Schema steps: each in one transaction, with a copy before, refusing what is newer."""

from __future__ import annotations

import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest

from casefile.domain.errors import DamagedCase
from casefile.store import noting
from casefile.store.case_store import CaseStore
from casefile.store.migrate import migrate
from casefile.store.migrations.steps import STEPS
from casefile.store.reader import CaseReader, OlderCase
from casefile.store.schema import VERSION, version_of
from casefile.store.tables import TABLES

NEXT = (*STEPS, ("ALTER TABLE note ADD COLUMN colour TEXT NOT NULL DEFAULT ''",))


def _version(db: Path) -> int:
    with closing(sqlite3.connect(db)) as connection:
        return version_of(connection)


def test_the_steps_lead_to_the_schema_that_is_expected() -> None:
    assert len(STEPS) == VERSION


def test_the_steps_make_the_tables_that_the_classes_describe(store: CaseStore) -> None:
    for name, table in TABLES.items():
        made = {row["name"]: row for row in store.reader.query(f'PRAGMA table_info("{name}")')}
        assert set(made) == {column.name for column in table.columns}, name
        for column in table.columns:
            row = made[column.name]
            assert bool(row["pk"]) == column.primary_key, (name, column.name)
            assert bool(row["notnull"]) or column.nullable or row["pk"], (name, column.name)
            expected = {"VARCHAR": "TEXT"}.get(str(column.type), str(column.type))
            assert row["type"] == expected, (name, column.name)
        pointed = {row["from"] for row in store.reader.query(f'PRAGMA foreign_key_list("{name}")')}
        assert {key.parent.name for key in table.foreign_keys} <= pointed, name


def test_a_further_step_runs_once_and_keeps_a_copy_of_what_was_there(store: CaseStore) -> None:
    noting.add_note(store, "Before", "body")
    store.close()
    assert migrate(store.root, NEXT) == 1
    assert migrate(store.root, NEXT) == 0
    copy = store.root / f"case.db.v{VERSION}.bak"
    assert (_version(store.paths.db), _version(copy)) == (VERSION + 1, VERSION)
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    with closing(sqlite3.connect(copy)) as old:
        assert old.execute("SELECT title FROM note").fetchone() == ("Before",)


def test_a_step_that_fails_changes_nothing(store: CaseStore) -> None:
    store.close()
    broken = (*STEPS, ("ALTER TABLE note ADD COLUMN colour TEXT", "THIS IS NO SQL"))
    with pytest.raises(sqlite3.OperationalError):
        migrate(store.root, broken)
    assert _version(store.paths.db) == VERSION
    with closing(sqlite3.connect(store.paths.db)) as connection:
        assert "colour" not in {row[1] for row in connection.execute("PRAGMA table_info(note)")}


def test_a_newer_case_is_refused_by_reader_and_writer(store: CaseStore) -> None:
    store.close()
    migrate(store.root, NEXT)
    with pytest.raises(DamagedCase, match="newer casefile"):
        CaseReader(store.root)
    with pytest.raises(DamagedCase, match="newer casefile"):
        CaseStore(store.root)


def test_an_older_case_is_told_apart_and_brought_up_to_date_by_the_writer(tmp_path: Path) -> None:
    root = tmp_path / "old"
    root.mkdir()
    with closing(sqlite3.connect(root / "case.db")):
        pass
    (root / "case.db").touch()
    with pytest.raises(OlderCase):
        CaseReader(root)
    with CaseStore(root) as opened:
        assert opened.reader.query("SELECT count(*) FROM article")[0][0] == 0
