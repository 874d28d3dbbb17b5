"""Which values of which facets stand in the column, so that all facets and the saved searches are in sight."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from casefile.tui.search.filters import FACET_WORDS, TYPE_WORDS, Filters, value_words
from widgets.facet_list import FacetRow
from widgets.list_model import Section

ORDER = ("kind", "publisher", "year", "grade", "entity", "tag", "language", "seen")
FEWEST = 2
VALUES = 20
ALL_VALUES = 400

Facets = Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class SavedRow:
    """A saved search in the column; ``total`` None: not counted yet."""

    id: str
    name: str
    total: int | None = None
    new: int = 0


def type_counts(facets: Facets) -> list[tuple[str, str, int | None]]:
    """Key, words and count of every type, all of them first; no counts where nothing was asked."""
    if "type" not in facets:
        return [(key, words, None) for key, words in TYPE_WORDS]
    counts = facets["type"]
    return [(key, words, counts.get(key, 0) if key else sum(counts.values())) for key, words in TYPE_WORDS]


def sections_of(
    facets: Facets,
    type_: str,
    filters: Filters,
    opened: frozenset[str],
    saved: Sequence[SavedRow],
    lines: int,
) -> list[Section[FacetRow]]:
    """The column for ``lines`` lines. ``type_`` is the chosen type, empty for all; ``opened`` are the facets all of
    whose values are shown, and ``year:2021`` the years whose months are."""
    types = [FacetRow("type", "type", key, words, count, key == type_) for key, words, count in type_counts(facets)]
    values = {facet: found for facet in ORDER if (found := _values(facet, facets.get(facet, {}), filters))}
    heads = 1 + len(values) + bool(saved)
    room = lines - 1 - len(types) - len(saved) - heads
    sizes = {facet: len(found) for facet, found in values.items()}
    # A line between them, or where that is too much none.
    shares = _shares(sizes, room - heads + 1)
    if _taken(sizes, shares) > room - heads + 1:
        shares = _shares(sizes, room)
    sections = [Section("in", types)]
    for facet, found in values.items():
        shown = found if facet in opened else _foremost(found, shares[facet], filters, facet)
        counted = _rows(facet, shown, filters)
        if facet == "year":
            counted = list(_with_months(counted, facets.get("month", {}), filters, opened))
        left = len(found) - len(shown)
        if left:
            words = f"{left:,} more…" if len(found) < VALUES else "more…"
            counted.append(FacetRow(facet, facet, "", words, is_more=True))
        elif facet in opened and len(found) > shares[facet]:
            counted.append(FacetRow(facet, facet, "", "fewer", is_more=True))
        sections.append(Section(FACET_WORDS[facet], counted))
    if saved:
        rows = [FacetRow("saved", "saved", one.id, one.name, one.total, new=one.new) for one in saved]
        sections.append(Section("saved", rows))
    return sections


def _values(facet: str, counts: Mapping[str, int], filters: Filters) -> list[tuple[str, int]]:
    """Values and counts in the order in which they are shown; what is chosen is there with 0 hits too."""
    known = dict(counts) | {value: counts.get(value, 0) for name, value in filters if name == facet}
    if facet == "year":
        return sorted(known.items(), reverse=True)
    if facet in ("grade", "seen"):
        return sorted(known.items(), reverse=facet == "seen")
    return sorted(known.items(), key=lambda item: (-item[1], item[0]))


def _shares(sizes: Mapping[str, int], room: int) -> dict[str, int]:
    """How many values of each facet fit in ``room`` lines: a few of each, then one more of each in turn."""
    shares = {facet: min(FEWEST, size) for facet, size in sizes.items()}
    grew = True
    while grew:
        grew = False
        for facet, size in sizes.items():
            if shares[facet] < size and _taken(sizes, shares) + (shares[facet] + 1 < size) <= room:
                shares[facet] += 1
                grew = True
    # A line that says "1 more" has room for the value itself.
    return {facet: share + (sizes[facet] - share == 1) for facet, share in shares.items()}


def _taken(sizes: Mapping[str, int], shares: Mapping[str, int]) -> int:
    """Lines that values take, with those that open the rest."""
    return sum(share + (share < sizes[facet]) for facet, share in shares.items())


def _foremost(found: Sequence[tuple[str, int]], share: int, filters: Filters, facet: str) -> list[tuple[str, int]]:
    chosen = {value for name, value in filters if name == facet}
    return [item for place, item in enumerate(found) if place < share or item[0] in chosen]


def _rows(facet: str, found: Iterable[tuple[str, int]], filters: Filters) -> list[FacetRow]:
    pairs = list(found)
    most = max((count for _, count in pairs), default=0) or 1
    return [
        FacetRow(
            facet,
            facet,
            value,
            value_words(facet, value),
            count,
            (facet, value) in filters,
            count / most if facet == "year" else 0.0,
        )
        for value, count in pairs
    ]


def _with_months(
    years: Iterable[FacetRow], months: Mapping[str, int], filters: Filters, opened: frozenset[str]
) -> Iterable[FacetRow]:
    """Each year followed by its months where it is opened or chosen, the latest first."""
    chosen = {value for name, value in filters if name == "month"}
    for year in years:
        yield year
        if not (year.is_chosen or f"year:{year.value}" in opened or any(m.startswith(year.value) for m in chosen)):
            continue
        inside = {month: months.get(month, 0) for month in {*months, *chosen} if month.startswith(f"{year.value}-")}
        most = max(inside.values(), default=0) or 1
        for month in sorted(inside, reverse=True):
            words, count = value_words("month", month)[:3], inside[month]
            yield FacetRow("year", "month", month, words, count, month in chosen, count / most, depth=1)
