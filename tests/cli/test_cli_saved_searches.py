"""A saved search from the command line: what is new in it."""

from __future__ import annotations

import pytest
from running import Runner

from casefile.store import home


@pytest.fixture
def ferry(run: Runner, article: str) -> Runner:
    """A case with S1, read by the engines, and n1."""
    run("new", "Ferry affair")
    run("add", article)
    run("work")
    run("note", "add", "Silence", "--body", "Ekdal said nothing.")
    return run


def test_a_search_is_saved_listed_looked_at_renamed_and_removed(
    ferry: Runner, tmp_path_factory: pytest.TempPathFactory
) -> None:
    run = ferry
    made = run("searches", "save", "Ekdal", "ekdal", "--in", "articles,notes", "--sort", "date", "--json")
    assert "case: Ferry affair" in made.err
    assert (made.json["number"], made.json["query"], made.json["in"]) == (1, "ekdal", ["articles", "notes"])
    (listed,) = run("searches", "--json").json["searches"]
    assert (listed["name"], listed["total"], listed["new"], listed["looked_at"]) == ("Ekdal", 2, 0, listed["created"])
    later = tmp_path_factory.mktemp("later") / "later.txt"
    later.write_text("Ekdal came back in 2023.", encoding="utf-8")
    run("add", str(later), "--published", "2023-04-01")
    (listed,) = run("searches", "--json").json["searches"]
    assert (listed["total"], listed["new"]) == (3, 1)
    assert run("searches").out.startswith("1 new  3 hits  Ekdal  ekdal · in articles, notes · newest first")
    looked = run("searches", "look", "EKDAL", "--json")
    assert (looked.json["total"], looked.json["new"], looked.json["hits"][1]["date"]) == (3, 1, "2023-04-01")
    assert "case:" not in looked.err
    again = run("searches", "look", "Ekdal").out
    assert again.startswith("0 new since ")
    assert "3 hits" in again
    state = home.state_dir() / "state.json"
    kept = state.read_bytes()
    state.unlink()
    (state / "x").mkdir(parents=True)
    unmarked = run("searches", "look", "Ekdal", "--json", "-c", "Ferry affair")
    assert (unmarked.code, unmarked.json["total"]) == (1, 3)
    assert "cannot be remembered" in unmarked.err
    (state / "x").rmdir()
    state.rmdir()
    state.write_bytes(kept)
    assert run("searches", "rename", "Ekdal", "Harbour master").out == "renamed to “Harbour master”\n"
    assert run("searches", "remove", "harbour master").code == 0
    assert run("searches", "--json").json["searches"] == []
    assert run("undo").out == "Took back: retired the search “Harbour master”\n"
    (listed,) = run("searches", "--json").json["searches"]
    assert (listed["name"], listed["new"]) == ("Harbour master", 0)
