"""``casefile searches``: the saved ones, with what is new in each; ``save``, ``rename``, ``look``, ``remove``."""

from __future__ import annotations

import sys
from argparse import Namespace
from typing import Any

from casefile.cli.commands.context import the_case
from casefile.cli.commands.found import results_lines
from casefile.cli.commands.search import filters_in, results_json, types_in
from casefile.cli.output import Output, table
from casefile.domain.errors import CasefileError, UsageError
from casefile.domain.records import SavedSearch
from casefile.domain.search import TYPES
from casefile.domain.visible import visible
from casefile.services import index_feed, saved_searches
from casefile.services.cases import OpenCase
from casefile.services.search import Search

_WAIT = 10.0
_PLURALS = {"article": "articles", "entity": "entities", "note": "notes", "claim": "claims"}


def list_all(arguments: Namespace, output: Output) -> int:
    """Every saved search with its hits, and how many are new since it was last looked at."""
    with the_case(arguments) as case:
        saved = saved_searches.saved_searches(case)
        found: list[tuple[SavedSearch, str, int, int]] = []
        if saved:
            is_complete = index_feed.catch_up(case, wait=_WAIT)
            with Search(case) as searching:
                for one in saved:
                    total, new = saved_searches.new_hits(case, searching, one)
                    found.append((one, saved_searches.looked_at(case, one), total, new))
        else:
            is_complete = True
    value = {
        "searches": [
            _json(one) | {"total": total, "new": new, "looked_at": looked} for one, looked, total, new in found
        ],
        "complete": is_complete,
    }
    lines = table(
        [[f"{new:,} new" if new else "", f"{total:,} hits", one.name, _said(one)] for one, _, total, new in found]
    )
    output.document(value, lines or ["No saved searches yet. Keep one with: casefile searches save NAME QUERY"])
    if not is_complete:
        print("casefile: the index has not caught up; there may be more.", file=sys.stderr)
    return 0


def save(arguments: Namespace, output: Output) -> int:
    """Keep a search under a name."""
    types, filters = types_in(arguments.types), filters_in(arguments.filters)
    with the_case(arguments, writes=True) as case:
        made = saved_searches.save(
            case, arguments.name, arguments.query, sort=arguments.sort, types=types, filters=filters
        )
    output.document(_json(made), [f"saved “{made.name}”: {_said(made)}"])
    return 0


def rename(arguments: Namespace, output: Output) -> int:
    """Call a saved search otherwise."""
    with the_case(arguments, writes=True) as case:
        made = saved_searches.rename(case, saved_searches.find(case, arguments.name), arguments.new)
    output.document(_json(made), [f"renamed to “{made.name}”"])
    return 0


def look(arguments: Namespace, output: Output) -> int:
    """Print what a saved search finds now, and mark it as looked at."""
    if arguments.limit < 1:
        raise UsageError("-n needs a number from 1.", "For example: -n 20")
    with the_case(arguments) as case, Search(case) as searching:
        saved = saved_searches.find(case, arguments.name)
        index_feed.catch_up(case, wait=_WAIT)
        since, until = saved_searches.looked_at(case, saved), saved_searches.found_until(case)
        results = searching.run(saved_searches.request_of(saved, limit=arguments.limit, since=since))
        output.document(
            _json(saved) | results_json(results) | {"new": results.new, "since": since},
            [
                f"{results.new:,} new since {since[:16].replace('T', ' ')} UTC",
                *results_lines(results, by_date=saved.sort == "date"),
            ],
        )
        output.flush()
        return _mark(case, saved, until)


def _mark(case: OpenCase, saved: SavedSearch, until: str) -> int:
    """Mark as looked at; the exit code. The hits are printed by then, so that what goes wrong is only said."""
    if not until:
        print("casefile: there is no index yet; not marked as looked at.", file=sys.stderr)
        return 0
    try:
        saved_searches.look(case, saved, until)
    except CasefileError as error:
        print(f"casefile: {visible(error.message)}\n  {error.hint}", file=sys.stderr)
        return error.exit_code
    return 0


def remove(arguments: Namespace, output: Output) -> int:
    """Take a saved search out of the list."""
    with the_case(arguments, writes=True) as case:
        saved = saved_searches.find(case, arguments.name)
        saved_searches.retire(case, saved)
    output.document({"removed": saved.name}, [f"removed “{saved.name}”; casefile undo brings it back"])
    return 0


def _said(saved: SavedSearch) -> str:
    """What a saved search asks, as one would write it for ``casefile search``."""
    filters = [f"{facet}={value}" for facet, value in saved.filters]
    if not set(saved.types) >= set(TYPES) - {"claim"}:
        filters.append("in " + ", ".join(_PLURALS[one] for one in saved.types))
    return " · ".join(filter(None, [saved.query, *filters, "newest first" if saved.sort != "relevance" else ""]))


def _json(saved: SavedSearch) -> dict[str, Any]:
    return {
        "number": saved.number,
        "name": saved.name,
        "query": saved.query,
        "sort": saved.sort,
        "in": [_PLURALS[one] for one in saved.types],
        "filters": [list(pair) for pair in saved.filters],
        "created": saved.created,
    }
