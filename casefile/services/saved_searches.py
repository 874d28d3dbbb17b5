"""Searches under a name, and how many hits came since each was last looked at.

The searches are the case's; when they were looked at is not, and is remembered beside it (see ``state_file``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from casefile.domain.errors import CasefileError, UsageError
from casefile.domain.records import SavedSearch
from casefile.domain.search import FACETS, SORTS, TYPES, SearchRequest
from casefile.domain.tags import plain_name
from casefile.domain.visible import visible
from casefile.services import index_feed
from casefile.services.cases import OpenCase
from casefile.store import read_journal, read_saved_searches, state_file

if TYPE_CHECKING:
    from casefile.services.search import Search

LONGEST_QUERY = 10_000
_LOOKED = "searches"


def saved_searches(case: OpenCase) -> list[SavedSearch]:
    """Every saved search, by name."""
    return read_saved_searches.saved_searches(case.reader)


def find(case: OpenCase, name: str) -> SavedSearch:
    """The saved search of that name, however it is capitalised. Raises ``NotFound``."""
    return read_saved_searches.find_saved_search(case.reader, name)


def save(
    case: OpenCase,
    name: str,
    query: str,
    *,
    sort: str = "relevance",
    types: Sequence[str] = TYPES,
    filters: Sequence[tuple[str, str]] = (),
) -> SavedSearch:
    """Keep a search. Raises ``UsageError`` for a name that is taken, a search for nothing, what no search knows."""
    query = " ".join(query.split())
    query = "".join(one for one, shown in zip(query, visible(query), strict=True) if one == shown).strip()
    if not query and not filters:
        raise UsageError("There is nothing to search for.", "Type a query, or choose a filter.")
    if len(query) > LONGEST_QUERY:
        raise UsageError(f"A saved search has at most {LONGEST_QUERY:,} characters.", "Shorten it.")
    unknown = [one for one in types if one not in TYPES] + [one for one, _ in filters if one not in FACETS]
    if sort not in SORTS or unknown or not types:
        wrong = unknown[0] if unknown else sort if types else "nothing"
        raise UsageError(f"No search knows “{wrong}”.", "Facets are " + ", ".join(FACETS) + ".")
    from casefile.store import saving_searches

    return saving_searches.save_search(
        case.store(),
        plain_name(name, "A saved search"),
        query,
        sort=sort,
        types=[one for one in TYPES if one in types],
        filters=list(dict.fromkeys((facet, value) for facet, value in filters if value)),
    )


def rename(case: OpenCase, saved: SavedSearch, name: str) -> SavedSearch:
    """Call a saved search otherwise. Raises ``UsageError`` for a name that is taken."""
    from casefile.store import saving_searches

    return saving_searches.rename_search(case.store(), saved.id, plain_name(name, "A saved search"))


def retire(case: OpenCase, saved: SavedSearch) -> None:
    """Take a saved search out of the list; undo brings it back."""
    from casefile.store import saving_searches

    saving_searches.retire_search(case.store(), saved.id)


def request_of(saved: SavedSearch, *, limit: int = 50, since: str = "") -> SearchRequest:
    """What a saved search asks the index."""
    return SearchRequest(
        saved.query, limit=limit, sort=saved.sort, types=saved.types, filters=saved.filters, since=since
    )


# What came since it was looked at


def looked_at(case: OpenCase, saved: SavedSearch) -> str:
    """Until when a saved search has been looked at, ISO 8601 in UTC; when it was saved where nobody has since."""
    at = _remembered(case).get(saved.id, "")
    return max(at, saved.created) if isinstance(at, str) else saved.created


def found_until(case: OpenCase) -> str:
    """Up to which time a search that is run now finds what came in: the index may be behind the journal.

    Empty where there is no index. To be asked before the search whose hits are looked at.
    """
    seq = index_feed.seq_of(case)
    row = read_journal.journal(case.reader, seq - 1, 1) if seq else ()
    return row[0].at if row else ""


def look(case: OpenCase, saved: SavedSearch, until: str | None = None) -> None:
    """Mark as looked at: from here on only hits count as new that come after ``until`` (default: ``found_until``).

    Writes no case: a desk that only reads may do it too. Nothing goes back to an earlier time. Raises
    ``CasefileError`` where the state folder cannot be written.
    """
    at = max(found_until(case) if until is None else until, looked_at(case, saved))
    known = read_saved_searches.search_ids(case.reader)
    kept = {one: when for one, when in _remembered(case).items() if one in known}
    state = state_file.load_state()
    cases = state.get(_LOOKED)
    state[_LOOKED] = {**(cases if isinstance(cases, dict) else {}), str(case.root): {**kept, saved.id: at}}
    try:
        state_file.save_state(state)
    except OSError as error:
        raise CasefileError(
            f"That “{saved.name}” was looked at cannot be remembered: {error.strerror}.",
            "Its hits stay new until it can; the case is not touched.",
        ) from None


def new_hits(case: OpenCase, search: Search, saved: SavedSearch) -> tuple[int, int]:
    """How many hits a saved search has, and how many of them came after it was looked at. Blocks, some milliseconds."""
    request = replace(request_of(saved, limit=0, since=looked_at(case, saved)), facets=())
    found = search.begin(request).found
    return found.total, found.new


def _remembered(case: OpenCase) -> dict[str, Any]:
    cases = state_file.load_state().get(_LOOKED)
    found = cases.get(str(case.root)) if isinstance(cases, dict) else None
    return found if isinstance(found, dict) else {}
