"""The searches that are kept under names."""

from __future__ import annotations

import json
import sqlite3

from casefile.domain.errors import NotFound
from casefile.domain.folding import fold
from casefile.domain.records import SavedSearch
from casefile.store.reader import CaseReader

_SAVED = "SELECT id, number, name, query, sort, types, filters, created FROM saved_search WHERE {}"


def saved_searches(r: CaseReader) -> list[SavedSearch]:
    """Every saved search, by name."""
    found = [_saved(row) for row in r.query(_SAVED.format("live"))]
    return sorted(found, key=lambda one: (fold(one.name), one.number))


def saved_search(r: CaseReader, search_id: str) -> SavedSearch:
    """The saved search with that id. Raises ``NotFound``."""
    row = r.one(_SAVED.format("live AND id = ?"), (search_id,))
    if row is None:
        raise NotFound("There is no such saved search in this case.", "`casefile searches` lists them.")
    return _saved(row)


def find_saved_search(r: CaseReader, name: str) -> SavedSearch:
    """The saved search of that name, folded. Raises ``NotFound``."""
    wanted = fold(" ".join(name.split()))
    for one in saved_searches(r):
        if fold(one.name) == wanted:
            return one
    raise NotFound(f"There is no saved search “{name}”.", "`casefile searches` lists them.")


def search_name(r: CaseReader, search_id: str) -> str:
    """What a saved search is called, or was when it was taken out; empty where there never was one."""
    row = r.one("SELECT name FROM saved_search WHERE id = ?", (search_id,))
    return str(row[0]) if row else ""


def search_ids(r: CaseReader) -> set[str]:
    """The ids of all saved searches, those that were taken out too: undo may bring them back."""
    return {row[0] for row in r.query("SELECT id FROM saved_search")}


def _saved(row: sqlite3.Row) -> SavedSearch:
    search_id, number, name, query, sort, types, filters, created = row
    pairs = tuple((str(facet), str(value)) for facet, value in json.loads(filters))
    return SavedSearch(search_id, number, name, query, sort, tuple(filter(None, types.split(","))), pairs, created)
