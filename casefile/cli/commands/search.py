"""``casefile search``: one query, or one a line."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Sequence
from typing import Any

from casefile.cli.commands.context import the_case
from casefile.cli.commands.found import results_lines
from casefile.cli.output import Output
from casefile.domain.errors import UsageError
from casefile.domain.search import FACETS, SearchRequest, SearchResults
from casefile.services.search import Search

_NAMES = {"articles": "article", "entities": "entity", "notes": "note", "claims": "claim"}


def search(arguments: Namespace, output: Output) -> int:
    """Catch up with the journal, then answer; a query that does not parse is searched as words."""
    types, filters = types_in(arguments.types), filters_in(arguments.filters)
    if arguments.limit < 0:
        raise UsageError("-n needs a number from 0.", "For example: -n 20, or -n 0 for the counts alone.")
    if arguments.query is None and not arguments.jsonl:
        raise UsageError(
            "No query was given.", "For example: casefile search 'harbour AND contract', or --jsonl for one a line."
        )
    with the_case(arguments) as case, Search(case) as searching:

        def ask(query: str) -> SearchResults:
            return searching.run(
                SearchRequest(query, arguments.limit, arguments.sort, types, filters=filters), wait=10.0
            )

        if arguments.query is not None:
            results = ask(arguments.query)
            output.document(results_json(results), results_lines(results, by_date=arguments.sort == "date"))
            return 0
        for raw in sys.stdin.buffer:
            query = raw.decode("utf-8", "replace").rstrip("\r\n")
            output.stream(results_json(ask(query)))
    return 0


def types_in(written: str) -> tuple[str, ...]:
    """The types that ``--in`` names. Raises ``UsageError``."""
    names = [name.strip() for name in written.split(",") if name.strip()]
    unknown = [name for name in names if name not in _NAMES]
    if unknown or not names:
        raise UsageError(
            f"“{written}” names nothing that can be searched.", "Use articles, notes, entities or claims, with commas."
        )
    return tuple(_NAMES[name] for name in names)


def filters_in(written: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """The pairs of facet and value that ``--filter`` names. Raises ``UsageError``."""
    pairs = []
    for one in written:
        facet, _, value = one.partition("=")
        if facet not in FACETS or not value:
            raise UsageError(f"“{one}” is no filter.", "For example: --filter year=2023. Facets: " + ", ".join(FACETS))
        pairs.append((facet, value))
    return tuple(pairs)


def results_json(results: SearchResults) -> dict[str, Any]:
    """Results as ``search --json`` prints them."""
    return {
        "query": results.query,
        "total": results.total,
        "near_total": results.near_total,
        "took_ms": round(results.took_ms, 2),
        "complete": results.complete,
        "error": results.error or None,
        "hits": [
            {
                "type": hit.type,
                "id": hit.id,
                "title": hit.title,
                "date": hit.date or None,
                "score": hit.score,
                "snippet": hit.snippet,
                "spans": [[span.start, span.end] for span in hit.spans],
                "near": hit.near or None,
            }
            for hit in results.hits
        ],
        "facets": results.facets,
    }
