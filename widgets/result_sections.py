"""The parts that a list of hits is shown in, and what stands at their heads."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from casefile.domain.search import Hit, SearchResults
from widgets.list_model import Section

NAMES, CLAIMS = 5, 3
"""So many names and claims stand before everything else; further ones follow it."""

_PLURALS = (("article", "articles"), ("note", "notes"), ("claim", "claims"), ("entity", "entities"))


def sections_of(results: SearchResults, order: str, *, by_title: bool, most: int) -> list[Section[Hit]]:
    """Names, claims, hits in the title (``by_title``: where the order puts them together), the rest, near spellings.

    ``most`` hits were asked for. Hits stay in their order: a part ends where the next hit is of another kind. Of names
    and claims only a few come first, where anything else was found; the others follow once all hits are there. Heads
    count all exact hits, listed or not, as far as the answer says; ``order`` says how the rest is sorted.
    """
    exact = [hit for hit in results.hits if not hit.near]
    near = [hit for hit in results.hits if hit.near]
    names, exact = _lead(exact, lambda hit: hit.type == "entity")
    claims, exact = _lead(exact, lambda hit: hit.type == "claim")
    titled, rest = _lead(exact, lambda hit: by_title and hit.in_title)
    if not names and not claims and len(rest) < len(exact) and not rest:
        titled, rest = [], exact
    there = {hit.type for hit in rest}
    kinds = ", ".join(word for type_, word in _PLURALS if type_ in there)
    is_whole = len(results.hits) >= min(results.total + results.near_total, most)
    types = results.facets.get("type", {})
    others = 0 if len(results.hits) >= results.total else sum(types.get(type_, 0) for type_ in there) - len(titled)
    more_names, more_claims = names[NAMES:], claims[CLAIMS:]
    if titled or rest:
        names, claims = names[:NAMES], claims[:CLAIMS]
    else:
        more_names, more_claims = [], []
    return [
        Section("entities", names, _of(len(names), types.get("entity", 0))),
        Section("claims", claims, _of(len(claims), types.get("claim", 0))),
        Section("in the title", titled),
        Section(", ".join(filter(None, (kinds, order))), rest, f"{others:,}" if others > len(rest) else ""),
        Section("more entities", more_names if is_whole else []),
        Section("more claims", more_claims if is_whole else []),
        Section("close in spelling, ranked below", near, _of(len(near), results.near_total)),
    ]


def _lead(hits: Sequence[Hit], belongs: Callable[[Hit], bool]) -> tuple[list[Hit], list[Hit]]:
    end = next((place for place, hit in enumerate(hits) if not belongs(hit)), len(hits))
    return list(hits[:end]), list(hits[end:])


def _of(shown: int, total: int) -> str:
    return f"{shown:,} of {total:,}" if shown < total else ""
