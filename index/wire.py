"""Searches and answers as JSON, for the pipe between the desk and the search process. Imports no Whoosh."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from casefile.domain.errors import IndexTrouble
from casefile.domain.search import FACETS, SORTS, TYPES, IndexAnswer, IndexHit, SearchRequest

_FIELDS = {kind: tuple(field.name for field in fields(kind)) for kind in (SearchRequest, IndexAnswer, IndexHit)}


def _as_object(value: SearchRequest | IndexAnswer | IndexHit) -> dict[str, Any]:
    """The fields by name, as they are: ``asdict`` copies whatever is in them, which took longer than the search."""
    return {name: getattr(value, name) for name in _FIELDS[type(value)]}


def request_to_json(request: SearchRequest) -> dict[str, Any]:
    """The message that asks for ``request``."""
    return _as_object(request)


def request_from_json(value: dict[str, Any]) -> SearchRequest:
    """The request in a message. Raises ``ValueError`` for anything that is none."""
    try:
        query, sort, types = value["query"], value.get("sort", "relevance"), value.get("types", TYPES)
        facets, since = value.get("facets", FACETS), value.get("since", "")
        numbers = [value.get(name, usual) for name, usual in (("limit", 50), ("generation", 0), ("values", 20))]
        filters = tuple((str(name), str(wanted)) for name, wanted in value.get("filters", ()))
        names = tuple(tuple(map(str, group)) for group in value.get("names", ()))
        if not (isinstance(query, str) and isinstance(since, str) and all(isinstance(one, int) for one in numbers)):
            raise TypeError
        if sort not in SORTS or not set(types) <= set(TYPES):
            raise ValueError
        if not set(facets) | {name for name, _ in filters} <= set(FACETS):
            raise ValueError
    except (KeyError, TypeError, ValueError) as error:
        raise ValueError("this is no search request") from error
    limit, generation, values = numbers
    return SearchRequest(
        query,
        max(0, limit),
        sort,
        tuple(types),
        bool(value.get("typing", False)),
        generation,
        filters,
        tuple(facets),
        max(0, values),
        since,
        names,
    )


def answer_to_json(answer: IndexAnswer, seq: int = 0) -> dict[str, Any]:
    """The message that carries ``answer``; ``seq`` is the journal row that the index stands at."""
    return _as_object(answer) | {"hits": [_as_object(hit) for hit in answer.hits], "seq": seq}


def error_to_json(kind: str, message: str) -> dict[str, Any]:
    """The message that carries an error: ``index`` (rebuild it), or ``request`` (it was none)."""
    return {"error_kind": kind, "message": message}


def answer_from_json(value: dict[str, Any]) -> IndexAnswer:
    """The answer in a message. Raises ``IndexTrouble`` for an error, and for what is no answer at all."""
    if "error_kind" in value:
        raise IndexTrouble(str(value.get("message", "")), "It is rebuilt from the case; searching goes on, slower.")
    try:
        return IndexAnswer(
            total=int(value["total"]),
            near_total=int(value["near_total"]),
            hits=tuple(
                IndexHit(h["type"], h["id"], float(h["score"]), h["near"], bool(h["in_title"])) for h in value["hits"]
            ),
            terms=tuple(value["terms"]),
            error=str(value["error"]),
            facets={name: dict(values) for name, values in value["facets"].items()},
            generation=int(value["generation"]),
            new=int(value.get("new", 0)),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise IndexTrouble("The search process gave no answer.", "Try again.") from error
