"""The reader: small, read-only, beside writers, on read-only media."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from casefile.domain.errors import DamagedCase, NoSuchCase, ReadOnlyCase, UsageError
from casefile.store import noting
from casefile.store.case_store import CaseStore
from casefile.store.read_case import case_info, counts, data_version
from casefile.store.read_notes import notes
from casefile.store.reader import CaseReader


def test_the_reader_needs_the_standard_library_only() -> None:
    script = (
        "import sys\n"
        "from casefile.store import (reader, read_case, read_articles, read_entities, read_mentions, read_notes,\n"
        "    read_journal, read_passages, read_merges, desk_lock, settings_file, state_file, doctor, backup, migrate)\n"
        "print([m for m in sys.modules if m.split('.')[0] in ('sqlmodel', 'sqlalchemy', 'pydantic', 'platformdirs')])"
    )
    done = subprocess.run([sys.executable, "-P", "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_missing_case_is_no_case(tmp_path: Path) -> None:
    for opening in (CaseReader, CaseStore):
        with pytest.raises(NoSuchCase):
            opening(tmp_path / "nowhere")


def test_what_is_no_database_is_a_damaged_case(tmp_path: Path) -> None:
    (tmp_path / "case.db").write_bytes(b"not a database at all, but long enough to be looked at" * 40)
    with pytest.raises(DamagedCase, match="damaged"):
        CaseReader(tmp_path)


def test_a_case_that_was_never_finished_being_made_says_so(tmp_path: Path) -> None:
    (tmp_path / "case.db").touch()
    with CaseStore(tmp_path) as opened, pytest.raises(DamagedCase, match="never finished"):
        case_info(opened.reader)


def test_a_case_is_made_in_an_empty_place_only(tmp_path: Path) -> None:
    (tmp_path / "something").touch()
    with pytest.raises(UsageError, match="not an empty folder"):
        CaseStore.create(tmp_path, "T")


def test_the_case_says_what_it_is(case: CaseStore) -> None:
    info = case_info(case.reader)
    assert (info.title, info.ref, info.status, info.time_zone) == ("Harbour", "R-1", "open", "UTC")
    assert (counts(case.reader).articles, counts(case.reader).undated) == (2, 2)


def test_the_reader_cannot_write(case: CaseStore) -> None:
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        case.reader.query("DELETE FROM note")


def test_a_commit_of_somebody_else_changes_the_data_version(case: CaseStore) -> None:
    with CaseReader(case.root) as reader:
        before = data_version(reader)
        assert data_version(reader) == before
        noting.add_note(case, "One", "")
        assert data_version(reader) != before


def test_reads_go_on_while_another_writes_and_a_snapshot_sees_one_state(case: CaseStore) -> None:
    with CaseReader(case.root) as reader:
        with reader.snapshot(), reader.snapshot():
            assert notes(reader) == []
            noting.add_note(case, "One", "")
            assert notes(reader) == []
        assert [note.title for note in notes(reader)] == ["One"]


def test_every_thread_reads_over_a_connection_of_its_own(case: CaseStore) -> None:
    found: list[int] = []
    threads = [threading.Thread(target=lambda: found.append(counts(case.reader).articles)) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [2, 2, 2]


def _on_read_only_media(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("casefile.store.reader.os.access", lambda *_: False)


def test_a_case_on_read_only_media_opens(case: CaseStore, monkeypatch: pytest.MonkeyPatch) -> None:
    case.close()
    _on_read_only_media(monkeypatch)
    with CaseReader(case.root) as reader:
        assert reader.is_immutable
        assert counts(reader).articles == 2


def test_read_only_media_with_work_not_folded_in_are_refused(
    case: CaseStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(case.root, copy)  # case is open: its log is beside it
    assert (copy / "case.db-wal").stat().st_size
    _on_read_only_media(monkeypatch)
    with pytest.raises(ReadOnlyCase, match="read-only media"):
        CaseReader(copy)


def test_a_case_that_cannot_be_written_says_so(case: CaseStore, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(_root: Path) -> int:
        raise sqlite3.OperationalError("attempt to write a readonly database")

    monkeypatch.setattr("casefile.store.case_store.migrate", refused)
    with pytest.raises(ReadOnlyCase, match="cannot be written"):
        CaseStore(case.root)


def test_other_trouble_with_the_database_is_not_hidden(case: CaseStore) -> None:
    with pytest.raises(OperationalError, match="no such table"):
        _select_nothing(case)


def _select_nothing(case: CaseStore) -> None:
    with case.transaction() as transaction:
        transaction.connection.exec_driver_sql("SELECT * FROM nowhere")


def test_closing_folds_the_log_into_the_file(case: CaseStore) -> None:
    case.close()
    log = case.paths.db.with_name("case.db-wal")
    assert not log.exists() or not log.stat().st_size
