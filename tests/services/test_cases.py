from __future__ import annotations

import sqlite3
import stat
from pathlib import Path

import pytest

from casefile.domain.errors import CasefileError, NoSuchCase, ReadOnlyCase, UsageError
from casefile.domain.span import Span
from casefile.services import articles, cases, desk_state, judging, notes, rows, settings, upkeep


def test_a_case_is_found_by_path_title_reference_id_and_as_the_last_used(tmp_path: Path) -> None:
    made = cases.create_case("Büro-Affäre / 2021", ref="B-7", directory=tmp_path)
    info = made.info()
    made.close()
    assert made.root.parent == tmp_path
    assert made.root.name == "buro-affare-2021"
    cases.remember_last(made)
    for name in (made.root, made.root / "case.db", "Büro-Affäre / 2021", "b-7", info.uuid, None):
        assert cases.find_case(name) == made.root


def test_two_cases_of_one_title_get_two_folders_and_the_title_alone_is_refused() -> None:
    first, second = cases.create_case("Twin"), cases.create_case("Twin")
    assert first.root != second.root
    with pytest.raises(NoSuchCase, match="fits 2"):
        cases.find_case("Twin")
    first.close()
    second.close()


def test_no_title_and_no_place_to_write_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        cases.create_case("   ")
    (tmp_path / "file").write_text("x", encoding="ascii")
    with pytest.raises(UsageError):
        cases.create_case("Somewhere", directory=tmp_path / "file")


def test_a_title_never_becomes_a_path(tmp_path: Path) -> None:
    for title in ("../../evil", "/etc/passwd", "..", "\x1b]0;x\x07", "漢字"):
        made = cases.create_case(title, directory=tmp_path)
        assert made.root.parent == tmp_path
        assert made.info().title == title.strip()
        made.close()


def test_folders_are_private(case: cases.OpenCase) -> None:
    assert stat.S_IMODE(case.root.stat().st_mode) == 0o700
    assert stat.S_IMODE((case.root / "case.db").stat().st_mode) == 0o600


def test_the_list_of_cases_says_what_is_wrong_with_one(case: cases.OpenCase) -> None:
    broken = cases.create_case("Broken")
    broken.close()
    (broken.root / "case.db").write_bytes(b"not a database" * 100)
    newer = cases.create_case("Newer")
    newer.close()
    with sqlite3.connect(newer.root / "case.db") as connection:
        connection.execute("PRAGMA user_version = 9999")
    by_name = {row.path.name: row for row in cases.list_cases()}
    assert by_name["broken"].problem
    assert by_name["newer"].problem
    assert not by_name[case.root.name].problem
    with pytest.raises(CasefileError):
        cases.open_case(newer.root)


def test_a_case_on_a_medium_that_cannot_be_written_opens_for_reading(
    read_case: cases.OpenCase, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_case.close()
    monkeypatch.setattr("casefile.services.cases.os.access", lambda *_: False)
    opened = cases.open_case(read_case.root, for_desk=True)
    try:
        assert opened.is_read_only
        assert len(rows.articles(opened)) == 2
        with pytest.raises(ReadOnlyCase):
            notes.add_note(opened, "No", "")
    finally:
        opened.close()


def test_the_reading_place_is_remembered_and_nonsense_is_forgotten(case: cases.OpenCase, home: Path) -> None:
    assert desk_state.load_place(case) == desk_state.Place()
    place = desk_state.Place(article=3, offset=40, note=2, sizes=(("source", 60),))
    desk_state.save_place(case, place)
    assert desk_state.load_place(case) == place
    (state,) = (home / "state").glob("*")
    state.write_text('{"places": {"' + str(case.root) + '": {"article": "x", "sizes": 4}}}', encoding="utf-8")
    assert desk_state.load_place(case) == desk_state.Place()


def test_the_case_itself_can_be_described(case: cases.OpenCase) -> None:
    assert cases.set_case_info(case, question="Who?", handling="RESTRICTED").question == "Who?"


def test_settings_are_kept_and_checked() -> None:
    assert settings.change(phone_region="NO", time_zone="Europe/Oslo").phone_region == "NO"
    assert settings.load().time_zone == "Europe/Oslo"
    with pytest.raises(UsageError):
        settings.change(colour="red")
    assert settings.change_written("ascii_marks", "yes").ascii_marks


def test_articles_are_graded_looked_at_and_retired(read_case: cases.OpenCase) -> None:
    assert articles.grade(read_case, 1, "b", "named author").reliability == "B"
    with pytest.raises(UsageError):
        articles.grade(read_case, 1, "Z")
    articles.mark_looked_at(read_case, 1)
    assert rows.article(read_case, 1).is_looked_at
    (text,) = rows.texts_of(read_case, 1)
    assert articles.count_text(read_case, 1, text.id).text_id == text.id
    articles.retire_article(read_case, 1)
    assert [one.number for one in rows.articles(read_case)] == [2]


def test_passages_judgements_and_attributions_are_read_through_one_door(read_case: cases.OpenCase) -> None:
    entity = judging.find_entity(read_case, "Tomas Ekdal")
    assert [passage.article for passage in rows.passages(read_case, entity.id)][:1] == [1]
    article = rows.article(read_case, 1)
    assert article.text_id is not None
    assert any("Gazette" in row.speaker for row in rows.attributions(read_case, article.text_id))
    assert rows.judgements(read_case) == []
    seq, _ = rows.journal_head(read_case)
    assert rows.journal_after(read_case, seq) == []
    assert rows.changed_since(read_case, seq) == set()
    judging.make_entity(read_case, article.text_id, Span(0, 9), entity.kind)
    assert ("mention", article.text_id) in rows.changed_since(read_case, seq)


def test_a_backup_to_a_place_that_cannot_be_is_told(read_case: cases.OpenCase, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="ascii")
    with pytest.raises(CasefileError):
        upkeep.backup(read_case, tmp_path / "file" / "copy")
    with pytest.raises(UsageError):
        upkeep.purge(read_case, 1, "  ")
