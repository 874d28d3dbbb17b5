"""The journal: chained, append-only, written with the change or not at all."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing

import pytest
from store_cases import FIRST, span_of

from casefile.domain.errors import CasefileError, NotFound
from casefile.domain.journal import GENESIS, first_break, payload_digest
from casefile.domain.kinds import Kind
from casefile.store import judging, merging, noting
from casefile.store.case_store import CaseStore
from casefile.store.read_articles import articles
from casefile.store.read_case import case_info
from casefile.store.read_entities import entities
from casefile.store.read_journal import changed_objects, journal, journal_head, payload, sealed_payload
from casefile.store.read_notes import note
from casefile.store.schema import DERIVED
from casefile.store.undo import undo


def test_every_act_is_one_chained_row_with_a_salted_payload(read_case: CaseStore) -> None:
    noting.add_note(read_case, "One", "body")
    rows = journal(read_case.reader)
    assert [row.verb for row in rows] == ["created", "added", "added", "extracted", "extracted", "noted"]
    assert rows[0].prev_hash == GENESIS
    assert {row.actor for row in rows} == {"mara"}
    assert first_break(rows) is None
    assert journal_head(read_case.reader) == (6, rows[-1].hash)
    for row in read_case.reader.query("SELECT * FROM journal_payload"):
        assert payload_digest(row["salt"], row["json"]) == row["digest"]
    change = (payload(read_case.reader, 6) or {})["changes"][0]
    assert (change["table"], change["before"], change["after"]["title"]) == ("note", None, "One")


def test_texts_appear_in_the_journal_as_hashes_only(case: CaseStore) -> None:
    kept = "".join(row[0] for row in case.reader.query("SELECT json FROM journal_payload"))
    assert "Karl Voss" not in kept
    assert articles(case.reader)[0].sha256 in kept


def test_an_update_records_only_what_changed(case: CaseStore) -> None:
    noting.add_note(case, "One", "body")
    noting.save_note(case, 1, title="Two", body="body")
    changes = (payload(case.reader, journal_head(case.reader)[0]) or {})["changes"]
    assert changes[0]["before"] == {"title": "One"}
    assert changes[0]["after"] == {"title": "Two"}


def _fail_in_an_act(case: CaseStore) -> None:
    with case.act("saved", "note", "x") as act:
        act.update("note", note(case.reader, 1).id, {"title": "Two"})
        raise RuntimeError


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE journal SET actor = 'x'",
        "DELETE FROM journal",
        "UPDATE journal_payload SET json = '{}'",
    ],
)
def test_rows_of_the_journal_cannot_be_changed_or_cut(case: CaseStore, statement: str) -> None:
    with closing(sqlite3.connect(case.paths.db)) as other, pytest.raises(sqlite3.IntegrityError, match="append-only"):
        other.execute(statement)


def test_an_act_that_fails_leaves_neither_change_nor_row(case: CaseStore) -> None:
    noting.add_note(case, "One", "body")
    before = journal_head(case.reader)
    with pytest.raises(RuntimeError):
        _fail_in_an_act(case)
    with pytest.raises(NotFound), case.act("saved", "note", "x") as act:
        act.update("note", "no such", {"title": "Two"})
    assert note(case.reader, 1).title == "One"
    assert journal_head(case.reader) == before


def test_two_writers_share_one_chain(case: CaseStore) -> None:
    with CaseStore(case.root, "other") as other:
        for number in range(5):
            noting.add_note(case, f"a{number}", "")
            noting.add_note(other, f"b{number}", "")
    assert first_break(journal(case.reader)) is None


def test_a_writer_that_waits_too_long_is_told_so(case: CaseStore) -> None:
    with closing(sqlite3.connect(case.paths.db, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(CasefileError, match="busy"):
            noting.add_note(case, "One", "")


def test_the_log_is_read_in_parts(case: CaseStore) -> None:
    assert [row.seq for row in journal(case.reader, after=1, limit=1)] == [2]
    assert payload(case.reader, 99) is None


def test_a_payload_is_read_as_it_was_digested(case: CaseStore) -> None:
    salt, sealed = sealed_payload(case.reader, 1) or ("", "")
    assert payload_digest(salt, sealed) == journal(case.reader)[0].payload_digest
    assert sealed_payload(case.reader, 99) is None


def test_derived_columns_stay_out_of_the_journal(read_case: CaseStore) -> None:
    judging.accept_entity(read_case, entities(read_case.reader)[0].id)
    judging.rename(read_case, entities(read_case.reader)[-1].id, "Another")
    for seq in range(1, journal_head(read_case.reader)[0] + 1):
        for change in (payload(read_case.reader, seq) or {})["changes"]:
            assert not set(change["after"]) & DERIVED.get(change["table"], set())


def test_a_reading_of_what_changed_names_every_object(read_case: CaseStore) -> None:
    head = journal_head(read_case.reader)[0]
    first = articles(read_case.reader)[0]
    extracted = changed_objects(read_case.reader, head - 2)
    assert ("article", first.id) in extracted
    assert ("mention", first.text_id) in extracted
    assert {("entity", e.id) for e in entities(read_case.reader)} <= extracted

    berg, voss = (e.id for e in entities(read_case.reader)[:2])
    merging.merge(read_case, berg, voss)
    assert {("entity", berg), ("entity", voss)} <= changed_objects(read_case.reader, head)

    head = journal_head(read_case.reader)[0]
    made = judging.make_entity(read_case, first.text_id or "", span_of(FIRST, "met"), Kind.PLACE)
    read_case.record("exported", "case", case_info(read_case.reader).uuid, {"format": "md"})
    assert changed_objects(read_case.reader, head) == {
        ("entity", made),
        ("mention", first.text_id),
        ("case", case_info(read_case.reader).uuid),
    }


def test_an_entity_that_is_shown_otherwise_names_every_text_that_names_it(read_case: CaseStore) -> None:
    one, two = (a.text_id or "" for a in articles(read_case.reader))
    berg, karl, lund, voss = entities(read_case.reader)[:4]

    def texts_after(act: Callable[[], object]) -> set[str]:
        head = journal_head(read_case.reader)[0]
        act()
        return {object_id for kind, object_id in changed_objects(read_case.reader, head) if kind == "mention"}

    assert texts_after(lambda: judging.rename(read_case, berg.id, "A. B.")) == {one, two}
    assert texts_after(lambda: judging.set_kind(read_case, lund.id, Kind.ORGANIZATION)) == {one}
    assert texts_after(lambda: judging.accept_entity(read_case, voss.id)) == {two}
    assert texts_after(lambda: merging.merge(read_case, karl.id, voss.id)) == {one, two}
    assert texts_after(lambda: judging.rename(read_case, karl.id, "K. V.")) == {one, two}
    assert texts_after(lambda: merging.split(read_case, voss.id)) == {one, two}
    assert texts_after(lambda: judging.reject_entity(read_case, karl.id)) == {one}
    assert texts_after(lambda: undo(read_case)) == {one}
