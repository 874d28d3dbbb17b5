"""What came in, as commands tell it: lists, trying again, patterns, previews, going on."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

Runner = Any


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "in"
    made.mkdir()
    (made / "note.txt").write_text("The crane was paid for twice.", encoding="utf-8")
    (made / "empty.txt").write_bytes(b"")
    with zipfile.ZipFile(made / "letters.zip", "w") as archive:
        archive.writestr("letter.md", "# The berth\n\nIt was free in March.")
    (made / "link").symlink_to("note.txt")
    return made


def test_the_list_of_what_came_in_has_every_item_in_one_state(run: Runner, folder: Path) -> None:
    run("new", "Ferry affair")
    added = run("add", str(folder), "--no-index", "--json")
    assert added.code == 3
    assert added.json["counts"] == {"read": 3, "partly": 0, "unread": 2, "duplicate": 0}
    listed = run("intake", "--json").json
    assert listed["counts"] == {"read": 3, "partly": 0, "unread": 2, "duplicate": 0, "waiting": 0}
    by_name = {item["name"]: item for item in listed["items"]}
    assert by_name["letter.md"]["container"] == "S2 letters.zip"
    assert by_name["link"]["article"] is None
    assert "not followed" in by_name["link"]["reason"]
    assert [item["name"] for item in run("intake", "--state", "unread", "--json").json["items"]] == [
        "empty.txt",
        "link",
    ]
    assert run("intake", "--state", "lost").code == 2


def test_what_an_article_lay_in_and_holds_is_shown(run: Runner, folder: Path) -> None:
    run("new", "Ferry affair")
    run("add", str(folder / "letters.zip"), "--no-index")
    letter = run("show", "S2", "--json").json
    assert letter["part_of"] == "S1"
    assert letter["acquisitions"][0]["container"] == "letters.zip"
    assert letter["acquisitions"][0]["member"] == "letter.md"
    assert letter["acquisitions"][0]["modified"]
    assert run("show", "S1", "--json").json["members"] == ["S2"]


def test_patterns_of_a_folder_and_a_second_run(run: Runner, folder: Path) -> None:
    run("new", "Ferry affair")
    some = run("add", str(folder), "--include", "*.txt", "--exclude", "empty*", "--no-index", "--json").json
    assert [Path(item["path"]).name for item in some["items"]] == ["note.txt"]
    rest = run("add", str(folder), "--no-index", "--json").json
    assert rest["counts"]["duplicate"] == 1
    again = run("add", str(folder), "--no-index", "--json").json
    assert again["counts"]["read"] == 0
    assert len(run("articles", "--json").json["articles"]) == 4


def test_a_table_is_shown_before_it_is_added_and_its_columns_can_be_said(run: Runner, tmp_path: Path) -> None:
    table = tmp_path / "rows.csv"
    table.write_text("kop,lichaam\nOne,The crane was paid for twice.\n", encoding="utf-8")
    run("new", "Ferry affair")
    mapped = ("--map", "kop=title", "--map", "lichaam=text")
    shown = run("add", str(table), "--preview", *mapped, "--json").json["tables"][0]
    assert shown["kind"] == "csv"
    assert [(column["name"], column["field"]) for column in shown["columns"]] == [("kop", "title"), ("lichaam", "text")]
    assert run("articles", "--json").json["articles"] == []
    added = run("add", str(table), *mapped, "--no-index", "--json").json
    assert [(item["member"], item["status"]) for item in added["items"]] == [("row 2", "read")]
    assert run("articles", "--json").json["articles"][0]["title"] == "One"
    assert run("add", str(table), "--map", "text").code == 2


def test_reading_again_in_a_charset_that_a_person_says(run: Runner, tmp_path: Path) -> None:
    words = "Капитан подписал письмо в порту."
    (tmp_path / "note.txt").write_bytes(words.encode("cp866"))
    run("new", "Ferry affair")
    run("add", str(tmp_path / "note.txt"), "--no-index")
    again = run("reread", "S1", "--charset", "cp866", "--no-index", "--json")
    assert again.json["items"][0]["status"] == "read"
    assert run("text", "S1", "--json").json["text"] == words
    assert run("reread", "S1", "--charset", "klingon").code == 2
    assert run("reread", "S7").code == 2


def test_nothing_to_add_and_nothing_to_resume_are_told(run: Runner) -> None:
    run("new", "Ferry affair")
    assert run("add").code == 2
    nothing = run("add", "--resume", "--no-index", "--json")
    assert (nothing.code, nothing.json["items"]) == (0, [])
    assert run("intake").out.strip() == "nothing came in yet"


def test_progress_names_what_is_done(run: Runner, folder: Path) -> None:
    run("new", "Ferry affair")
    told = run("add", str(folder), "--no-index", "--progress", "--json").err
    steps = [json.loads(line) for line in told.splitlines() if line.startswith("{")]
    assert steps[-1]["done"] == steps[-1]["total"] == 5
    assert steps[-1]["label"] in {"note.txt", "letter.md", "letters.zip"}
