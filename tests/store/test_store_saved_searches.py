"""Searches under a name: rows that a person owns."""

from __future__ import annotations

import pytest

from casefile.domain.errors import NotFound, UsageError
from casefile.domain.records import SavedSearch
from casefile.domain.search import TYPES
from casefile.store import saving_searches
from casefile.store.canonical_export import canonical_export, canonical_rows
from casefile.store.case_store import CaseStore
from casefile.store.read_journal import changed_objects, journal, journal_head
from casefile.store.read_saved_searches import find_saved_search, saved_search, saved_searches, search_ids
from casefile.store.undo import redo, undo


def _save(store: CaseStore, name: str, query: str = "harbour") -> SavedSearch:
    return saving_searches.save_search(
        store, name, query, sort="date", types=TYPES[:2], filters=[("year", "2023"), ("tag", 'a "b", c')]
    )


def test_a_saved_search_is_read_as_it_was_saved_and_is_one_journal_row(store: CaseStore) -> None:
    before = canonical_export(store.reader)
    seq = journal_head(store.reader)[0]
    made = _save(store, "Harbour")
    assert made == find_saved_search(store.reader, "HARBOUR") == saved_search(store.reader, made.id)
    assert (made.number, made.query, made.sort, made.types) == (1, "harbour", "date", ("article", "entity"))
    assert made.filters == (("year", "2023"), ("tag", 'a "b", c'))
    (row,) = journal(store.reader, seq)
    assert (row.verb, row.object_type, row.object_id) == ("saved", "saved_search", made.id)
    assert ("saved_search", made.id) in changed_objects(store.reader, seq)
    (exported,) = canonical_rows(store.reader)["saved_search"]
    assert "created" not in exported
    undo(store)
    assert canonical_export(store.reader) == before
    redo(store)
    assert saved_searches(store.reader) == [made]


def test_they_are_listed_by_name_and_a_number_is_not_used_again(store: CaseStore) -> None:
    first = _save(store, "Zebra")
    saving_searches.retire_search(store, first.id)
    second = _save(store, "ä last")
    third = _save(store, "Boat")
    assert (second.number, third.number) == (2, 3)
    assert saved_searches(store.reader) == [second, third]
    assert search_ids(store.reader) == {first.id, second.id, third.id}
    with pytest.raises(NotFound):
        saved_search(store.reader, first.id)


def test_two_cannot_have_one_name(store: CaseStore) -> None:
    one, two = _save(store, "Harbour"), _save(store, "Ships")
    with pytest.raises(UsageError, match="already"):
        _save(store, "HARBOUR")
    with pytest.raises(UsageError, match="already"):
        saving_searches.rename_search(store, two.id, "harbour")
    assert saving_searches.rename_search(store, one.id, "harbour").name == "harbour"
    undo(store)
    assert saved_search(store.reader, one.id).name == "Harbour"


def test_one_that_was_taken_out_comes_back_with_undo(store: CaseStore) -> None:
    made = _save(store, "Harbour")
    saving_searches.retire_search(store, made.id)
    assert saved_searches(store.reader) == []
    with pytest.raises(NotFound):
        saving_searches.retire_search(store, made.id)
    undo(store)
    assert saved_searches(store.reader) == [made]
