"""What a search found, as lines for people: by sort of thing, what is near apart, and what could narrow it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence

from casefile.cli.output import Marked
from casefile.domain.search import Hit, SearchResults
from casefile.domain.span import Span
from casefile.services.index_progress import scan_words

_SECTIONS = {"entity": "Entities", "claim": "Claims", "article": "Articles", "note": "Notes"}
_NEAR = "Near: another spelling, or a letter away"
_FACETS = ("type", "year", "publisher", "tag", "entity", "language", "kind", "grade", "seen", "month")
_VALUES = 3
_INDENT = 4


def results_lines(results: SearchResults, *, by_date: bool = False) -> list[str | Marked]:
    """Results as ``search`` prints them for people; ``by_date`` keeps them in one list, whatever they are."""
    lines: list[str | Marked] = [_head(results)]
    if results.error:
        lines.append(f"searched as words: {results.error}")
    exact = [hit for hit in results.hits if not hit.near]
    near = [hit for hit in results.hits if hit.near]
    if by_date:
        lines += _section("", exact)
    else:
        # The sort of the best hit first.
        for kind in dict.fromkeys(hit.type for hit in exact):
            lines += _section(_SECTIONS[kind], [hit for hit in exact if hit.type == kind])
    lines += _section(_NEAR, near)
    facets = list(_facet_lines(results.facets))
    return [*lines, "", *facets] if facets else lines


def _head(results: SearchResults) -> str:
    hits = "1 hit" if results.total == 1 else f"{results.total:,} hits"
    near = f" and {results.near_total:,} near" if results.near_total else ""
    behind = scan_words(results) or ("" if results.complete else "index catching up")
    shown = len(results.hits)
    some = f"the first {shown:,}" if 0 < shown < results.total + results.near_total else ""
    return " · ".join(filter(None, [hits + near, some, f"{results.took_ms:.0f} ms", behind]))


def _section(heading: str, hits: Sequence[Hit]) -> Iterator[str | Marked]:
    if hits and heading:
        yield ""
        yield heading
    for hit in hits:
        yield " " * 2 + "  ".join(filter(None, _facts(hit)))
        if hit.snippet and not (hit.type == "entity" and hit.snippet == hit.title):
            spans = tuple(Span(span.start + _INDENT, span.end + _INDENT) for span in hit.spans)
            yield Marked(" " * _INDENT + hit.snippet, spans)


def _facts(hit: Hit) -> list[str]:
    near = f"[{hit.near}]" if hit.near else ""
    place = f"{hit.page} ¶{hit.paragraph}".strip() if hit.paragraph else hit.page
    if hit.type == "entity":
        mentions = "1 mention" if hit.mentions == 1 else f"{hit.mentions:,} mentions"
        state = hit.state if hit.state != "confirmed" else ""
        return [hit.kind, hit.title, mentions, state, near]
    if hit.type == "note":
        return [f"n{hit.number}", hit.title, hit.date, hit.kind, near]
    if hit.type == "claim":
        return [f"S{hit.number} {place}".strip(), hit.title, hit.date, hit.kind, near]
    return [f"S{hit.number} {place}".strip(), hit.title, hit.date, near]


def _facet_lines(facets: dict[str, dict[str, int]]) -> Iterator[str]:
    """At most two lines of what the hits could be narrowed by, the first values of each facet that tells them apart."""
    width = min(160, shutil.get_terminal_size((120, 24)).columns)
    line, lines = "", 0
    for name in _FACETS:
        values = facets.get(name, {})
        if len(values) < 2:
            continue
        counts = [f"{value} {count:,}" for value, count in list(values.items())[:_VALUES]]
        part = f"{name}: {', '.join(counts)}{', …' if len(values) > _VALUES else ''}"
        if line and len(line) + len(part) + 3 > width:
            yield line
            lines, line = lines + 1, ""
            if lines == 2:
                return
        line += (" · " if line else "") + part
    if line:
        yield line
