"""What a search is limited to, and how it is called."""

from __future__ import annotations

from dataclasses import dataclass, field

from casefile.domain.kinds import Kind
from casefile.domain.search import TYPES, SearchResults

Filters = tuple[tuple[str, str], ...]

TYPE_WORDS = (("", "all"), ("article", "articles"), ("entity", "entities"), ("note", "notes"), ("claim", "claims"))
FACET_WORDS = {
    "kind": "kind",
    "publisher": "publisher",
    "year": "year",
    "month": "month",
    "grade": "grade",
    "entity": "who is named",
    "tag": "tag",
    "language": "language",
    "seen": "read",
}
_SEEN = {"yes": "looked at", "no": "not yet"}
_SAYS = {"assert": "said", "deny": "denied", "unconfirmed": "not confirmed"}
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(slots=True)
class Remembered:
    """What was searched last, so that one can go on with it: kept by the desk while it is open."""

    query: str = ""
    sort: str = "newest"
    types: tuple[str, ...] = TYPES
    filters: Filters = ()
    opened: frozenset[str] = frozenset()
    results: SearchResults | None = None
    at: str = ""
    """The key of the hit that was selected."""
    hint_counts: dict[str, int] = field(default_factory=dict)


def toggled(filters: Filters, facet: str, value: str) -> Filters:
    """``filters`` with the pair added at the end, or taken out if it was there. A year that goes takes its months."""
    pair = (facet, value)
    if pair not in filters:
        return (*filters, pair)
    return tuple(one for one in filters if one != pair and not _lies_in(one, pair))


def without(filters: Filters, facet: str) -> Filters:
    """``filters`` without those of one facet; the months go with the years."""
    gone = ("year", "month") if facet in ("year", "month") else (facet,)
    return tuple(one for one in filters if one[0] not in gone)


def _lies_in(one: tuple[str, str], year: tuple[str, str]) -> bool:
    return one[0] == "month" and year[0] == "year" and one[1].startswith(year[1])


def value_words(facet: str, value: str) -> str:
    """A value as people call it."""
    if facet == "kind":
        return Kind(value).word if value in list(Kind) else _SAYS.get(value, value)
    if facet == "seen":
        return _SEEN.get(value, value)
    if facet == "month" and value[5:].isdecimal() and 1 <= int(value[5:]) <= 12:
        return f"{_MONTHS[int(value[5:]) - 1]} {value[:4]}"
    return value
