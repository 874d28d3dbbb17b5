"""While a word is being typed only the letters that stand there already are marked in what was found."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from casefile.domain.folding import fold
from casefile.domain.search import SearchResults
from casefile.domain.span import Span


def beginnings(terms: Iterable[str]) -> tuple[str, ...]:
    """The folded beginnings of words among an answer's ``terms``, the longest first; of a phrase its last word."""
    found = {term[:-1].rpartition(" ")[2] for term in terms if term.endswith("*") and term[:1].isalnum()}
    return tuple(sorted(found, key=lambda start: (-len(start), start)))


def shortened(text: str, spans: Sequence[Span], starts: Sequence[str]) -> tuple[Span, ...]:
    """``spans`` of ``text`` as far as their words are one of ``starts``; those of other words as they are."""
    return tuple(_shortened(text, span, starts) for span in spans)


def _shortened(text: str, span: Span, starts: Sequence[str]) -> Span:
    words = span.of(text)
    folded = fold(words)
    start = next((one for one in starts if one and folded.startswith(one)), "")
    if not start or folded == start:
        return span
    # Folding may make letters more or fewer: the shortest beginning that folds to enough.
    end = next((end for end in range(1, len(words)) if len(fold(words[:end])) >= len(start)), len(words))
    return Span(span.start, span.start + end)


def as_typed(results: SearchResults) -> SearchResults:
    """``results`` with the exact hits marked as far as they were typed."""
    starts = beginnings(results.terms)
    if not starts:
        return results
    hits = tuple(
        hit if hit.near else replace(hit, spans=shortened(hit.snippet, hit.spans, starts)) for hit in results.hits
    )
    return replace(results, hits=hits)
