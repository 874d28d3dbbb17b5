"""Upkeep: doctor, backup and restore, purge."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from store_cases import FIRST, arrival, extraction, span_of

from casefile.domain.errors import DamagedCase, NotFound, UsageError
from casefile.domain.journal import first_break
from casefile.domain.kinds import Kind
from casefile.domain.records import Metadata
from casefile.domain.span import Pin
from casefile.store import judging, merging, noting, originals
from casefile.store.arrivals import add_arrivals
from casefile.store.backup import backup, restore
from casefile.store.canonical_export import canonical_export, canonical_rows
from casefile.store.case_store import CaseStore
from casefile.store.describing import set_metadata
from casefile.store.doctor import doctor
from casefile.store.purge import purge_article
from casefile.store.read_articles import article, articles, text
from casefile.store.read_case import case_info
from casefile.store.read_entities import entities, find_entities
from casefile.store.read_journal import journal, journal_head, payload
from casefile.store.suggestions import store_extraction
from casefile.store.undo import undo


@contextmanager
def _meddling(case: CaseStore) -> Iterator[sqlite3.Connection]:
    """A way past everything that guards the file."""
    with closing(sqlite3.connect(case.paths.db, isolation_level=None)) as connection:
        connection.execute("PRAGMA recursive_triggers = OFF")
        for name in ("journal_is_not_changed", "journal_is_not_cut", "payload_is_not_changed"):
            connection.execute(f"DROP TRIGGER {name}")
        yield connection


def _found(case: CaseStore) -> list[str]:
    return [finding.what for finding in doctor(case.reader)]


def test_a_sound_case_has_a_clean_bill(read_case: CaseStore) -> None:
    first = article(read_case.reader, 1)
    noting.add_note(read_case, "One", f"See {Pin.make(1, span_of(FIRST, 'Lund'), first.text_sha256 or '')}.")
    assert doctor(read_case.reader) == []


@pytest.mark.parametrize(
    ("meddled", "said"),
    [
        ("UPDATE journal SET actor = 'x' WHERE seq = 2", "row 2 does not follow"),
        ("DELETE FROM journal WHERE seq = 2", "row 3 does not follow"),
        ("UPDATE journal_payload SET json = '{}'", "journal row 1 says was changed"),
        ("UPDATE journal_payload SET salt = 'no salt'", "journal row 1 says was changed"),
        ("DELETE FROM journal_payload", "lost what they say"),
        ("UPDATE text_content SET content = 'x'", "text of S1 was changed"),
        ("DELETE FROM text_content", "text of S1 has lost its words"),
        ("UPDATE article SET text_id = 'x' WHERE number = 1", "S1 counts on a text"),
        ("UPDATE text SET article_id = 'x'", "table text point"),
        ("UPDATE article SET sha256 = 'aa' WHERE number = 1", "original of S1 is missing"),
    ],
)
def test_the_doctor_finds_what_was_meddled_with(case: CaseStore, meddled: str, said: str) -> None:
    with _meddling(case) as connection:
        connection.execute(meddled)
    assert any(said in what for what in _found(case)), _found(case)


def test_the_doctor_finds_files_that_changed_or_are_left_over(case: CaseStore) -> None:
    originals.path_of(case.paths, article(case.reader, 1).sha256).write_bytes(b"x" * len(FIRST))
    (stray,) = originals.put_many(case.paths, [b"belongs to nobody"])
    (case.paths.originals / "aa").mkdir(mode=0o700, exist_ok=True)
    (case.paths.originals / "aa" / ".half.tmp").touch(mode=0o600)
    (case.paths.drafts / "open").touch()
    (case.paths.drafts / "open").chmod(0o644)
    (case.root / "link").symlink_to(case.paths.db)
    assert _found(case) == [
        "The original of S1 was changed.",
        f"The original {stray[:12]}… belongs to no article.",
        "open can be read by other people.",
        "1 files were left half written by a crash.",
    ]


def test_the_doctor_finds_damaged_pins(case: CaseStore) -> None:
    noting.add_note(case, "One", "⟦S1:0-9#0000⟧ and ⟦S9:0-9⟧")
    assert _found(case) == [
        "A pin to S1 in n1 is damaged.",
        "n1 pins S9, which is not in the case.",
    ]


def test_a_file_that_sqlite_finds_damaged_is_said_to_be(case: CaseStore) -> None:
    noting.add_note(case, "One", "x" * 100_000)
    case.close()
    with case.paths.db.open("r+b") as stream:
        stream.seek(-6000, 2)
        stream.write(b"\xff" * 3000)
    with CaseStore(case.root) as opened:
        assert "integrity check" in _found(opened)[0]


def test_a_backup_is_a_case_again_elsewhere(read_case: CaseStore, tmp_path: Path) -> None:
    (read_case.paths.drafts / "n1.md").write_text("draft")
    manifest = backup(read_case.root, tmp_path / "kept")
    assert manifest["case"] == case_info(read_case.reader).uuid
    assert manifest["journal"]["hash"] == journal_head(read_case.reader)[1]
    restored = restore(tmp_path / "kept", tmp_path / "again")
    with CaseStore(restored) as again:
        assert canonical_export(again.reader) == canonical_export(read_case.reader)
        assert doctor(again.reader) == []
        noting.add_note(again, "On", "it goes")
    assert (restored / "drafts" / "n1.md").read_text() == "draft"


def test_nothing_is_overwritten_by_backup_or_restore(case: CaseStore, tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "x").touch()
    with pytest.raises(UsageError, match="not an empty folder"):
        backup(case.root, tmp_path / "full")
    backup(case.root, tmp_path / "kept")
    with pytest.raises(UsageError, match="not an empty folder"):
        restore(tmp_path / "kept", tmp_path / "full")


def test_a_backup_that_was_changed_is_not_restored(case: CaseStore, tmp_path: Path) -> None:
    backup(case.root, tmp_path / "kept")
    kept = originals.path_of(CaseStore(case.root).paths, article(case.reader, 1).sha256).relative_to(case.root)
    (tmp_path / "kept" / kept).write_bytes(b"x")
    with pytest.raises(DamagedCase, match="changed"):
        restore(tmp_path / "kept", tmp_path / "again")
    assert not (tmp_path / "again").exists()


@pytest.mark.parametrize("name", ["../outside", "/outside"])
def test_a_manifest_that_points_outside_is_refused(case: CaseStore, tmp_path: Path, name: str) -> None:
    manifest = backup(case.root, tmp_path / "kept")
    manifest["files"][name] = manifest["files"]["case.db"]
    (tmp_path / "kept" / "backup.json").write_text(json.dumps(manifest))
    with pytest.raises(UsageError, match="no backup"):
        restore(tmp_path / "kept", tmp_path / "again")


def test_what_is_no_backup_is_not_restored(case: CaseStore, tmp_path: Path) -> None:
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept" / "backup.json").write_text('{"format": 1, "files": {}}')
    for folder in (tmp_path / "kept", tmp_path / "nowhere"):
        with pytest.raises(UsageError, match="no backup"):
            restore(folder, tmp_path / "again")


def test_a_backup_can_be_made_of_read_only_media(
    case: CaseStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case.close()
    shutil.copytree(case.root, tmp_path / "disc")
    monkeypatch.setattr("casefile.store.reader.os.access", lambda *_: False)
    assert backup(tmp_path / "disc", tmp_path / "kept")["title"] == "Harbour"


def test_a_purge_leaves_no_word_and_a_journal_that_holds(read_case: CaseStore) -> None:
    secret = "Xavier Quill sold the harbour."
    known = Metadata(title="Quill confesses", url="https://quill.example")
    number = add_arrivals(read_case, [arrival(read_case, secret, "quill.txt", known)])[0].number
    text_id = article(read_case.reader, number).text_id or ""
    judging.make_entity(read_case, text_id, span_of(secret, "the harbour"), Kind.PLACE, caption="A place")
    set_metadata(read_case, number, Metadata(author="Quill"))
    sha256 = article(read_case.reader, number).sha256
    (read_case.root / "case.db.v0.bak").write_bytes(secret.encode())

    entry = purge_article(read_case, number, "a court's order")

    with pytest.raises(NotFound):
        article(read_case.reader, number)
    with pytest.raises(NotFound):
        text(read_case.reader, text_id)
    assert first_break(journal(read_case.reader)) is None
    assert [payload(read_case.reader, seq) for seq in range(entry.seq - 3, entry.seq)] == [None, None, None]
    assert (payload(read_case.reader, entry.seq) or {})["facts"]["sha256"] == sha256
    assert doctor(read_case.reader) == []
    assert "A place" in [e.caption for e in entities(read_case.reader)]
    canonical_export(read_case.reader)
    read_case.close()
    for path in read_case.root.rglob("*"):
        if path.is_file():
            kept = path.read_bytes()
            assert b"Quill" not in kept, path.name
            assert b"quill" not in kept, path.name
    with CaseStore(read_case.root) as again:
        assert add_arrivals(again, [arrival(again, secret)])[0].number == number + 1


def test_a_purge_needs_a_reason(case: CaseStore) -> None:
    with pytest.raises(UsageError):
        purge_article(case, 1, " ")
    assert len(articles(case.reader)) == 2


def _purge_and_look_for(case: CaseStore, number: int, *words: str) -> None:
    purge_article(case, number, "a court's order")
    assert first_break(journal(case.reader)) is None
    assert doctor(case.reader) == []
    case.close()
    for path in case.root.rglob("*"):
        if path.is_file():
            kept = path.read_bytes().lower()
            assert [word for word in words if word.lower().encode() in kept] == [], path.name


def test_an_article_that_was_taken_back_can_be_purged(case: CaseStore) -> None:
    number = add_arrivals(case, [arrival(case, "Xavier Quill sold it.", "quill.txt", Metadata(title="Quill"))])[
        0
    ].number
    undo(case)
    _purge_and_look_for(case, number, "Quill", "Xavier")
    with CaseStore(case.root) as again, pytest.raises(NotFound):
        purge_article(again, number, "once more")


def test_a_purge_takes_every_article_with_the_same_bytes(case: CaseStore) -> None:
    secret = "Xavier Quill sold it."
    for name in ("quill one.txt", "quill two.txt"):
        add_arrivals(case, [arrival(case, secret, name)])
        undo(case)
    sha256 = article(case.reader, add_arrivals(case, [arrival(case, secret, "quill three.txt")])[0].number).sha256
    _purge_and_look_for(case, 4, "Quill", "Xavier")
    with CaseStore(case.root) as again:
        purged = [(row.verb, row.object_id) for row in journal(again.reader)][-3:]
        assert [verb for verb, _ in purged] == ["purged"] * 3
        assert len({article_id for _, article_id in purged}) == 3
        assert sha256 not in originals.stored(again.paths)
        assert [a.number for a in articles(again.reader)] == [1, 2]


def test_a_purge_leaves_no_caption_that_nobody_confirmed_and_none_that_was_changed(read_case: CaseStore) -> None:
    secret = "Xavier Quill met Petra Zorn, Udo Yelm, Ines Wolk and Anna Berg."
    people = ("Xavier Quill", "Petra Zorn", "Udo Yelm", "Ines Wolk", "Anna Berg")
    number = add_arrivals(read_case, [arrival(read_case, secret)])[0].number
    text_id = article(read_case.reader, number).text_id or ""
    store_extraction(read_case, text_id, extraction(secret, dict.fromkeys(people, (Kind.PERSON, ()))), "k")
    quill, zorn, yelm, wolk, berg = (find_entities(read_case.reader, name)[0].id for name in people)
    judging.reject_entity(read_case, quill)
    judging.rename(read_case, zorn, "P. Zorn")
    judging.rename(read_case, yelm, "The buyer")
    judging.accept_entity(read_case, yelm)
    merging.merge(read_case, berg, wolk)
    judging.rename(read_case, berg, "A. Berg")
    judging.make_entity(read_case, text_id, span_of(secret, "met"), Kind.PLACE)
    undo(read_case)
    # Engines that are better now do not find two of them any more.
    store_extraction(read_case, text_id, extraction(secret, dict.fromkeys(people[2:], (Kind.PERSON, ()))), "k2")
    _purge_and_look_for(read_case, number, "Quill", "Zorn", "Yelm", "Wolk", "Xavier")
    with CaseStore(read_case.root) as again:
        assert {e.caption for e in entities(again.reader, include_rejected=True)} == {
            "A. Berg",
            "The buyer",
            "Karl Voss",
            "Voss",
            "Lund",
            "anna@berg.example",
        }
        assert find_entities(again.reader, "A. Berg")[0].mentions == 3


def test_the_canonical_export_holds_what_persons_own_and_no_suggestion(read_case: CaseStore) -> None:
    before = canonical_rows(read_case.reader)
    assert before["entity"] == before["decision"] == before["note"] == []
    assert len(before["article"]) == 2
    berg = entities(read_case.reader)[0]
    judging.accept_entity(read_case, berg.id)
    after = canonical_rows(read_case.reader)
    assert [row["caption"] for row in after["entity"]] == ["Anna Berg"]
    assert len(after["decision"]) == 3
