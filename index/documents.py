"""What is indexed of a document: which words stand where in which field."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from casefile.domain.folding import fold
from casefile.domain.search import IndexDocument
from index.analysis import analyse

GAP = 2000
"""Words between two values of one field, more than any ``~N``, so that no phrase runs from one into the next."""

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_MONTH = re.compile(r"\d{4}(-\d{2})?")


@dataclass(slots=True)
class Placed:
    """The words of one field: ``words`` maps a word to its positions, ``wide`` a wide term to (first, last) pairs
    laid end to end. ``length`` counts words."""

    words: dict[str, list[int]] = field(default_factory=dict)
    wide: dict[str, list[int]] = field(default_factory=dict)
    length: int = 0


def place(values: tuple[str, ...]) -> Placed:
    """The words of ``values``, one after the other with a gap between."""
    placed, base = Placed(), 0
    for value in values:
        found = analyse(value)
        words = placed.words
        for position, word in enumerate(found.words, base):
            if word in words:
                words[word].append(position)
            else:
                words[word] = [position]
        for term, first, last in found.wide:
            placed.wide.setdefault(term, []).extend((base + first, base + last))
        placed.length += len(found.words)
        base += len(found.words) + GAP
    return placed


def values_of(document: IndexDocument, name: str) -> tuple[str, ...]:
    """The values of a text field; the empty name is title and text together."""
    if name == "":
        return (document.title, document.body)
    if name == "entity":
        named = (*document.entities, *document.aliases)
        return (document.title, document.body) if document.type == "entity" else named
    if name == "tag":
        return document.tags
    return ({"title": document.title, "author": document.author, "publisher": document.publisher}[name],)


def day_of(document: IndexDocument) -> str:
    """The document's ISO day; the first one of a month or a year that is all that is known; empty without a date."""
    match = _DAY.match(document.date) or _MONTH.match(document.date)
    if match is None:
        return ""
    day = (match[0] + "-01-01")[:10] if len(match[0]) == 4 else (match[0] + "-01")[:10]
    try:
        date.fromisoformat(day)
    except ValueError:
        return ""
    return day


def facets_of(document: IndexDocument) -> list[tuple[str, str]]:
    """Facet and value of everything that ``document`` is counted by, none twice."""
    day = day_of(document)
    single = {
        "type": document.type,
        "publisher": document.publisher,
        "kind": document.kind,
        "language": document.language,
        "grade": document.grade,
        "year": day[:4],
        # Of a date that is only a year no month is known, whatever day stands for it.
        "month": day[:7] if len(document.date) > 4 else "",
        "seen": document.seen,
    }
    several = [("tag", tag) for tag in document.tags] + [("entity", name) for name in document.entities]
    return [pair for pair in dict.fromkeys([*single.items(), *several]) if pair[1]]


def foremost(counts: dict[str, int], most: int) -> dict[str, int]:
    """The ``most`` frequent values, the most frequent first; equally frequent ones by name."""
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:most])


def fact_matches(facet: str, written: str, value: str, *, prefix: bool = False) -> bool:
    """The rule of ``kind: lang: grade:``: the folded ``value`` against a document's; ``en`` finds ``en-GB``."""
    folded = fold(written)
    if prefix and folded.startswith(value):
        return True
    return folded == value or (facet == "language" and folded.partition("-")[0] == value)


FACT_FACETS = {"kind": "kind", "lang": "language", "grade": "grade"}
"""Which facet a field of the query language looks at."""
