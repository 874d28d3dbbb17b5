"""Tags: a person's words on articles, notes and entities, which a journal row puts on and takes off."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from store_cases import FIRST, extraction

from casefile.domain.errors import NotFound, Refused
from casefile.domain.folding import fold
from casefile.store import judging, merging, noting, saving_searches, tagging
from casefile.store.backup import backup, restore
from casefile.store.canonical_export import canonical_export, canonical_rows
from casefile.store.case_store import CaseStore
from casefile.store.describing import retire_article
from casefile.store.doctor import doctor
from casefile.store.migrate import migrate
from casefile.store.migrations.steps import STEPS
from casefile.store.purge import purge_article
from casefile.store.read_articles import article
from casefile.store.read_entities import entities, find_entities
from casefile.store.read_journal import changed_objects, journal, journal_head, payload
from casefile.store.read_saved_searches import saved_searches
from casefile.store.read_tags import all_tags, tag_names, tags_of
from casefile.store.suggestions import store_extraction
from casefile.store.undo import redo, undo


def _on(case: CaseStore, number: int, *names: str) -> str:
    article_id = article(case.reader, number).id
    tagging.change_tags(case, "article", article_id, names)
    return article_id


def _entity(case: CaseStore, name: str) -> str:
    return find_entities(case.reader, name)[0].id


def test_a_tag_is_one_journal_row_and_undo_and_redo_follow_it(case: CaseStore) -> None:
    before = canonical_export(case.reader)
    seq = journal_head(case.reader)[0]
    one = _on(case, 1, "bribery", "ships")
    (row,) = journal(case.reader, seq)
    assert (row.verb, row.object_type, row.object_id) == ("tagged", "article", one)
    assert tags_of(case.reader, "article", [one]) == {one: ("bribery", "ships")}
    tagged = canonical_export(case.reader)
    undo(case)
    assert canonical_export(case.reader) == before
    assert tags_of(case.reader, "article", [one]) == {}
    redo(case)
    assert canonical_export(case.reader) == tagged


def test_a_tag_that_is_there_is_put_on_once_however_it_is_written(case: CaseStore) -> None:
    one = _on(case, 1, "Ćmielów")
    assert tagging.change_tags(case, "article", one, ["ćmielów", "CMIELÓW"]) is None
    assert tags_of(case.reader, "article", [one]) == {one: ("Ćmielów",)}


def test_a_tag_keeps_the_spelling_that_the_case_has(case: CaseStore) -> None:
    _on(case, 1, "Bribery")
    two = _on(case, 2, "bribery")
    assert tags_of(case.reader, "article", [two]) == {two: ("Bribery",)}
    assert all_tags(case.reader) == [("Bribery", 2)]


def test_putting_on_and_taking_off_at_once_is_one_act(case: CaseStore) -> None:
    one = _on(case, 1, "a", "b")
    seq = journal_head(case.reader)[0]
    tagging.change_tags(case, "article", one, ["b", "c"], ["A"])
    assert [row.verb for row in journal(case.reader, seq)] == ["tagged"]
    assert tags_of(case.reader, "article", [one]) == {one: ("b", "c")}
    undo(case)
    assert tags_of(case.reader, "article", [one]) == {one: ("a", "b")}


def test_what_is_taken_off_is_retired_and_can_be_put_on_again(case: CaseStore) -> None:
    one = _on(case, 1, "a")
    entry = tagging.change_tags(case, "article", one, (), ["a"])
    assert entry is not None
    assert entry.verb == "untagged"
    (change,) = (payload(case.reader, entry.seq) or {})["changes"]
    assert (change["before"], change["after"]) == ({"live": True}, {"live": False})
    assert tag_names(case.reader, [change["id"]]) == {change["id"]: "a"}
    _on(case, 1, "a")
    assert tags_of(case.reader, "article", [one]) == {one: ("a",)}
    undo(case)
    undo(case)
    assert tags_of(case.reader, "article", [one]) == {one: ("a",)}


def test_the_index_is_told_whose_tags_changed(read_case: CaseStore) -> None:
    noted = noting.add_note(read_case, "One", "body")
    anna = _entity(read_case, "Anna Berg")
    one = _on(read_case, 1, "ship")
    tagging.change_tags(read_case, "note", noted.id, ["ship"])
    tagging.change_tags(read_case, "entity", anna, ["ship"])
    wanted = {("article", one), ("note", noted.id), ("entity", anna)}
    seq = journal_head(read_case.reader)[0]
    tagging.rename_tag(read_case, "ship", "vessel")
    assert wanted <= changed_objects(read_case.reader, seq)
    seq = journal_head(read_case.reader)[0]
    undo(read_case)
    assert wanted <= changed_objects(read_case.reader, seq)


def test_a_tag_is_renamed_everywhere_in_one_act_and_meets_the_one_that_is_there(case: CaseStore) -> None:
    one, two = _on(case, 1, "ship", "Vessel"), _on(case, 2, "ship")
    before = canonical_export(case.reader)
    assert tagging.rename_tag(case, "SHIP", "vessels") == 2
    assert tags_of(case.reader, "article", [one, two]) == {one: ("Vessel", "vessels"), two: ("vessels",)}
    assert tagging.rename_tag(case, "vessels", "vessel") == 2
    assert tags_of(case.reader, "article", [one, two]) == {one: ("vessel",), two: ("vessel",)}
    assert all_tags(case.reader) == [("vessel", 2)]
    undo(case)
    undo(case)
    assert canonical_export(case.reader) == before
    redo(case)
    assert tags_of(case.reader, "article", [two]) == {two: ("vessels",)}
    with pytest.raises(NotFound):
        tagging.rename_tag(case, "ship", "boat")


def test_a_tag_may_be_written_otherwise(case: CaseStore) -> None:
    one = _on(case, 1, "ofac")
    assert tagging.rename_tag(case, "ofac", "OFAC") == 1
    assert tags_of(case.reader, "article", [one]) == {one: ("OFAC",)}
    seq = journal_head(case.reader)[0]
    tagging.rename_tag(case, "ofac", "OFAC")
    assert journal_head(case.reader)[0] == seq


def test_merged_entities_share_their_tags_and_a_split_parts_them_again(read_case: CaseStore) -> None:
    anna, karl = _entity(read_case, "Anna Berg"), _entity(read_case, "Karl Voss")
    tagging.change_tags(read_case, "entity", anna, ["lawyer"])
    tagging.change_tags(read_case, "entity", karl, ["Lawyer", "harbour"])
    merging.merge(read_case, anna, karl)
    for one in (anna, karl):
        assert tags_of(read_case.reader, "entity", [one]) == {one: ("harbour", "lawyer")}
    assert tags_of(read_case.reader, "entity") == {anna: ("harbour", "lawyer")}
    assert all_tags(read_case.reader) == [("harbour", 1), ("lawyer", 1)]
    tagging.change_tags(read_case, "entity", karl, ["both"], ["lawyer"])
    merging.split(read_case, karl)
    assert tags_of(read_case.reader, "entity") == {anna: ("both",), karl: ("harbour",)}


def test_a_tag_confirms_nobody_and_outlives_another_run_of_the_engines(read_case: CaseStore) -> None:
    lund = _entity(read_case, "Lund")
    tagging.change_tags(read_case, "entity", lund, ["place of the meeting"])
    text_id = article(read_case.reader, 1).text_id or ""
    store_extraction(read_case, text_id, extraction(FIRST, {}), "later")
    assert read_case.reader.query("SELECT state FROM entity WHERE id = ?", (lund,))[0][0] == "suggested"
    assert tags_of(read_case.reader, "entity", [lund]) == {lund: ("place of the meeting",)}


def test_only_what_is_in_the_case_is_counted(read_case: CaseStore) -> None:
    _on(read_case, 1, "a")
    _on(read_case, 2, "a", "b")
    lund = _entity(read_case, "Lund")
    tagging.change_tags(read_case, "entity", lund, ["a", "c"])
    assert all_tags(read_case.reader) == [("a", 3), ("b", 1), ("c", 1)]
    retire_article(read_case, 2)
    judging.reject_entity(read_case, lund)
    assert all_tags(read_case.reader) == [("a", 1)]
    assert lund not in {one.id for one in entities(read_case.reader)}


def test_undo_says_so_when_a_later_act_changed_the_tag(case: CaseStore) -> None:
    one = _on(case, 1, "secret")
    # What was purged cannot be undone any more, and the act before it does not hide that.
    _on(case, 2, "secret")
    tagging.rename_tag(case, "secret", "public")
    purge_article(case, 2, "court order")
    with pytest.raises(Refused, match="changed the same tag"):
        undo(case)
    assert tags_of(case.reader, "article", [one]) == {one: ("public",)}


def test_a_purge_takes_the_tags_of_the_article_with_it(case: CaseStore) -> None:
    one, two = _on(case, 1, "blackmail"), _on(case, 2, "ships")
    purge_article(case, 1, "court order")
    assert tags_of(case.reader, "article", [one, two]) == {two: ("ships",)}
    case.checkpoint()
    assert b"blackmail" not in case.paths.db.read_bytes()


def test_the_canonical_export_holds_live_tags_and_no_machine_column(case: CaseStore) -> None:
    one = _on(case, 1, "Ship", "gone")
    tagging.change_tags(case, "article", one, (), ["gone"])
    (row,) = canonical_rows(case.reader)["tag"]
    assert {name: row[name] for name in row if name != "id"} == {
        "object_type": "article",
        "object_id": one,
        "name": "Ship",
    }


def test_a_backup_holds_tags_and_saved_searches(case: CaseStore, tmp_path: Path) -> None:
    _on(case, 1, "ships")
    saved = saving_searches.save_search(case, "Ships", "tag:ships", sort="date", types=("article",))
    backup(case.root, tmp_path / "kept")
    with CaseStore(restore(tmp_path / "kept", tmp_path / "again")) as again:
        assert canonical_export(again.reader) == canonical_export(case.reader)
        assert saved_searches(again.reader) == [saved]
        assert doctor(again.reader) == []


def test_a_case_of_the_step_before_gets_its_tables_after_a_copy(tmp_path: Path) -> None:
    with CaseStore.create(tmp_path / "case", "Old") as made:
        root = made.root
    with closing(sqlite3.connect(root / "case.db")) as old:
        old.executescript("DROP TABLE tag; DROP TABLE saved_search; PRAGMA user_version = 4")
    migrate(root)
    assert (root / "case.db.v4.bak").is_file()
    with CaseStore(root) as case:
        assert all_tags(case.reader) == []
        noted = noting.add_note(case, "One", "")
        tagging.change_tags(case, "note", noted.id, ["a"])
        assert tags_of(case.reader, "note", [noted.id]) == {noted.id: ("a",)}


def test_every_step_before_can_still_be_brought_up_to_date(tmp_path: Path) -> None:
    for version in range(1, len(STEPS)):
        root = tmp_path / str(version)
        root.mkdir()
        migrate(root, STEPS[:version])
        assert migrate(root) == len(STEPS) - version
        with CaseStore(root) as case:
            assert all_tags(case.reader) == []


def test_names_that_act_on_a_terminal_or_the_database_stay_words(case: CaseStore) -> None:
    names = ["'; DROP TABLE tag; --", "[bold]x[/]", "%s {0} \\u0041", "x" * 80]
    one = _on(case, 1, *names)
    assert tags_of(case.reader, "article", [one]) == {one: tuple(sorted(names, key=fold))}
    assert json.loads(canonical_export(case.reader))["tag"]
