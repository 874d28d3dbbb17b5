"""Saved searches: what each asks, what is new in it since it was looked at, and where that is remembered."""

from __future__ import annotations

import json

import pytest

from casefile.domain.errors import CasefileError, NotFound, UsageError
from casefile.domain.search import TYPES
from casefile.services import cases, history, index_feed, rows, saved_searches
from casefile.store import home, state_file
from casefile.store.canonical_export import canonical_export


def test_a_saved_search_asks_what_was_saved(read_case: cases.OpenCase) -> None:
    made = saved_searches.save(
        read_case,
        "  The  ferry ",
        " ferry AND repairs\n",
        sort="date",
        types=("note", "article"),
        filters=[("year", "2021"), ("year", "2021"), ("tag", "x"), ("tag", "")],
    )
    assert made.name == "The ferry"
    request = saved_searches.request_of(made, limit=7, since="2026")
    assert (request.query, request.limit, request.sort) == ("ferry AND repairs", 7, "date")
    assert (request.types, request.since) == (("article", "note"), "2026")
    assert request.filters == (("year", "2021"), ("tag", "x"))
    assert saved_searches.saved_searches(read_case) == [made]
    assert saved_searches.find(read_case, "THE FERRY") == made


@pytest.mark.parametrize(
    ("name", "query", "more"),
    [
        ("x", "", {}),
        ("x", "\u202e \x1b", {}),
        ("", "ferry", {}),
        ("\u202e", "ferry", {}),
        ("x" * 10_000, "ferry", {}),
        ("x", "y" * 10_001, {}),
        ("x", "ferry", {"sort": "backwards"}),
        ("x", "ferry", {"types": ("article", "picture")}),
        ("x", "ferry", {"types": ()}),
        ("x", "ferry", {"filters": [("colour", "red")]}),
    ],
)
def test_what_cannot_be_a_saved_search_is_refused(
    read_case: cases.OpenCase, name: str, query: str, more: dict[str, list[tuple[str, str]]]
) -> None:
    with pytest.raises(UsageError):
        saved_searches.save(read_case, name, query, **more)  # type: ignore[arg-type]
    assert saved_searches.saved_searches(read_case) == []


def test_what_hides_in_a_query_is_not_saved_and_filters_alone_are_enough(read_case: cases.OpenCase) -> None:
    assert saved_searches.save(read_case, "[bold]x[/]", "fer\u202ery\x1b").query == "ferry"
    made = saved_searches.save(read_case, "only a filter", "", filters=[("tag", "a=b, c")])
    assert (made.query, made.filters, made.types) == ("", (("tag", "a=b, c"),), TYPES)


def test_words_that_a_tab_or_a_line_end_parts_stay_apart(read_case: cases.OpenCase) -> None:
    assert saved_searches.save(read_case, "x", "anna\tbob\r\ncarl").query == "anna bob carl"


def test_each_act_is_told_in_words_and_taken_back(read_case: cases.OpenCase) -> None:
    before = canonical_export(read_case.reader)
    made = saved_searches.save(read_case, "Ferry", "ferry")
    saved_searches.rename(read_case, made, "Ferries")
    with pytest.raises(UsageError, match="already"):
        saved_searches.save(read_case, "FERRIES", "x")
    saved_searches.retire(read_case, made)
    with pytest.raises(NotFound):
        saved_searches.find(read_case, "Ferries")
    told = [history.describe(read_case, entry) for entry in history.log(read_case)][-3:]
    assert told == [
        "saved the search “Ferries”",
        "renamed the search “Ferries”",
        "retired the search “Ferries”",
    ]
    assert history.undo(read_case) == "Took back: retired the search “Ferries”"
    history.undo(read_case)
    assert saved_searches.find(read_case, "ferry") == made
    history.undo(read_case)
    assert canonical_export(read_case.reader) == before


def test_without_an_index_nothing_counts_as_looked_at(read_case: cases.OpenCase) -> None:
    saved = saved_searches.save(read_case, "Ekdal", "ekdal")
    assert saved_searches.looked_at(read_case, saved) == saved.created
    for file in index_feed.directory(read_case).rglob("*"):
        if file.is_file():
            file.unlink()
    assert saved_searches.found_until(read_case) == ""
    saved_searches.look(read_case, saved)
    assert saved_searches.looked_at(read_case, saved) == saved.created


def test_looking_changes_no_case_and_never_goes_back(read_case: cases.OpenCase) -> None:
    saved = saved_searches.save(read_case, "Ekdal", "ekdal")
    head, before = rows.journal_head(read_case), canonical_export(read_case.reader)
    saved_searches.look(read_case, saved, "2999-01-01T00:00:00.000000Z")
    saved_searches.look(read_case, saved)
    assert saved_searches.looked_at(read_case, saved) == "2999-01-01T00:00:00.000000Z"
    assert rows.journal_head(read_case) == head
    assert canonical_export(read_case.reader) == before


def test_each_case_remembers_its_own_and_forgets_those_that_never_were(read_case: cases.OpenCase) -> None:
    saved = saved_searches.save(read_case, "Ekdal", "ekdal")
    other = cases.create_case("Another")
    theirs = saved_searches.save(other, "Ekdal", "ekdal")
    state_file.save_state({"searches": {str(read_case.root): {"0" * 32: "2020", saved.id: 7}}, "last": "x"})
    assert saved_searches.looked_at(read_case, saved) == saved.created
    saved_searches.look(other, theirs, "2998")
    saved_searches.look(read_case, saved, "2999")
    state = json.loads((home.state_dir() / "state.json").read_text())
    assert state["last"] == "x"
    assert state["searches"] == {str(read_case.root): {saved.id: "2999"}, str(other.root): {theirs.id: "2998"}}
    other.close()


def test_what_cannot_be_remembered_is_said(read_case: cases.OpenCase) -> None:
    saved = saved_searches.save(read_case, "Ekdal", "ekdal")
    # A folder in the file's place: nobody can write there, not even root.
    (home.state_dir() / "state.json").unlink(missing_ok=True)
    (home.state_dir() / "state.json" / "x").mkdir(parents=True)
    with pytest.raises(CasefileError, match="cannot be remembered"):
        saved_searches.look(read_case, saved, "2999")
    assert saved_searches.looked_at(read_case, saved) == saved.created


def test_state_that_cannot_be_read_only_makes_everything_new_again(read_case: cases.OpenCase) -> None:
    saved = saved_searches.save(read_case, "Ekdal", "ekdal")
    for broken in ("not json", '{"searches": 3}', '{"searches": {"x": []}}'):
        (home.state_dir() / "state.json").write_text(broken)
        assert saved_searches.looked_at(read_case, saved) == saved.created
    saved_searches.look(read_case, saved, "2999")
    assert saved_searches.looked_at(read_case, saved) == "2999"
