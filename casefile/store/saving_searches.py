"""Searches that a person keeps under a name."""

from __future__ import annotations

import json
from collections.abc import Sequence

from sqlalchemy import func, select

from casefile.domain.errors import UsageError
from casefile.domain.folding import fold
from casefile.domain.journal import Entry
from casefile.domain.records import SavedSearch
from casefile.store import clock
from casefile.store.act import Act
from casefile.store.case_store import CaseStore
from casefile.store.read_saved_searches import saved_search
from casefile.store.tables import TABLES

_SAVED = TABLES["saved_search"]


def save_search(
    store: CaseStore,
    name: str,
    query: str,
    *,
    sort: str,
    types: Sequence[str],
    filters: Sequence[tuple[str, str]] = (),
) -> SavedSearch:
    """Keep a search; it gets the next number. Raises ``UsageError`` where another one has that name."""
    search_id = clock.new_id()
    with store.act("saved", "saved_search", search_id) as act:
        _must_be_free(act, name, search_id)
        number = (act.rows.connection.scalar(select(func.coalesce(func.max(_SAVED.c.number), 0))) or 0) + 1
        act.insert(
            "saved_search",
            {
                "id": search_id,
                "number": number,
                "name": name,
                "query": query,
                "sort": sort,
                "types": ",".join(types),
                "filters": json.dumps([list(pair) for pair in filters], ensure_ascii=False, separators=(",", ":")),
                "created": clock.utc_now(),
            },
        )
    return saved_search(store.reader, search_id)


def rename_search(store: CaseStore, search_id: str, name: str) -> SavedSearch:
    """Call a saved search ``name``. Raises ``NotFound``, and ``UsageError`` where another one has that name."""
    saved_search(store.reader, search_id)
    with store.act("renamed", "saved_search", search_id) as act:
        _must_be_free(act, name, search_id)
        act.update("saved_search", search_id, {"name": name})
    return saved_search(store.reader, search_id)


def retire_search(store: CaseStore, search_id: str) -> Entry | None:
    """Take a saved search out of the list. Raises ``NotFound``."""
    saved_search(store.reader, search_id)
    with store.act("retired", "saved_search", search_id) as act:
        act.retire("saved_search", search_id)
    return act.entry


def _must_be_free(act: Act, name: str, search_id: str) -> None:
    taken = act.rows.connection.scalars(select(_SAVED.c.name).where(_SAVED.c.live, _SAVED.c.id != search_id))
    if fold(name) in map(fold, taken):
        raise UsageError(f"There is a saved search “{name}” already.", "Choose another name, or remove that one first.")
