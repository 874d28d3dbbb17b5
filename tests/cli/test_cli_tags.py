"""Tags and saved searches from the command line."""

from __future__ import annotations

import pytest
from running import Runner


@pytest.fixture
def ferry(run: Runner, article: str) -> Runner:
    """A case with S1, read by the engines, and n1."""
    run("new", "Ferry affair")
    run("add", article)
    run("work")
    run("note", "add", "Silence", "--body", "Ekdal said nothing.")
    return run


def test_tags_are_put_on_listed_renamed_taken_off_and_undone(ferry: Runner) -> None:
    run = ferry
    put = run("tag", "S1", "ferries, repairs", "Brisvik", "--json")
    assert put.code == 0
    assert "case: Ferry affair" in put.err
    assert (put.json["type"], put.json["object"], put.json["tags"]) == (
        "article",
        "S1",
        ["Brisvik", "ferries", "repairs"],
    )
    assert run("tag", "n1", "FERRIES").out == "n1: ferries\n"
    assert run("tag", "Tomas Ekdal", "ferries").out == "Tomas Ekdal: ferries\n"
    assert run("tags", "--json").json == {
        "tags": [
            {"name": "ferries", "count": 3},
            {"name": "Brisvik", "count": 1},
            {"name": "repairs", "count": 1},
        ]
    }
    assert run("tags").out.splitlines()[0].split() == ["3", "ferries"]
    assert run("tags", "rename", "ferries", "Ships").out == "“ferries” is now “Ships” in 3 places\n"
    assert run("untag", "s1", "ships", "--json").json["tags"] == ["Brisvik", "repairs"]
    assert run("show", "S1", "--json").json["tags"] == ["Brisvik", "repairs"]
    assert "tags      Brisvik, repairs" in run("show", "S1").out
    assert [one["tags"] for one in run("notes", "--json").json["notes"]] == [["Ships"]]
    found = {one["name"]: one["tags"] for one in run("entities", "--json").json["entities"]}
    assert found["Tomas Ekdal"] == ["Ships"]
    assert "Ships" in run("notes").out
    assert run("undo").out == "Took back: took tags off S1 ferry.txt: “Ships”\n"
    assert "tagged S1 ferry.txt: “ferries”, “repairs”, “Brisvik”" in run("log").out


@pytest.mark.parametrize(
    "words",
    [
        ("tag", "S7", "x"),
        ("tag", "n7", "x"),
        ("tag", "nobody", "x"),
        ("tag", "S1", "!"),
        ("tag", "S1", "x" * 10_000),
        ("tag", "S1"),
        ("untag", "S1", "x"),
        ("tags", "rename", "x", "y"),
        ("tags", "forget", "x"),
        ("searches", "look", "x"),
        ("searches", "remove", "x"),
        ("searches", "save", "x", ""),
        ("searches", "save", "x", "ferry", "--in", "pictures"),
        ("searches", "save", "x", "ferry", "--filter", "year"),
        ("searches", "save", "x", "ferry", "--filter", "colour=red"),
        ("searches", "look", "x", "-n", "0"),
    ],
)
def test_what_cannot_be_done_is_said_and_exits_2(ferry: Runner, words: tuple[str, ...]) -> None:
    ran = ferry(*words)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err
    assert "Traceback" not in ran.err


def test_a_hostile_tag_reaches_neither_terminal_nor_case(ferry: Runner) -> None:
    run = ferry
    ran = run("tag", "S1", "evil\u202egnp\x1b[2J", "--json")
    assert ran.json["tags"] == ["evilgnp[2J"]
    assert "\x1b" not in run("untag", "S1", "\x1b[2J\u202e").err
    assert "\x1b" not in run("tag", "\x1b[2J", "x").err


def test_nothing_is_there_at_first_and_both_lists_say_how_to_begin(ferry: Runner) -> None:
    assert "casefile tag S1" in ferry("tags").out
    assert "casefile searches save" in ferry("searches").out
    assert ferry("searches", "--json").json == {"searches": [], "complete": True}


def test_a_saved_search_keeps_its_filters(ferry: Runner) -> None:
    run = ferry
    run("tag", "S1", "a=b")
    run("searches", "save", "tagged", "", "--filter", "tag=a=b", "--filter", "year=2023", "--filter", "year=2021")
    (listed,) = run("searches", "--json").json["searches"]
    assert listed["filters"] == [["tag", "a=b"], ["year", "2023"], ["year", "2021"]]
    assert "tag=a=b · year=2023 · year=2021" in run("searches").out
