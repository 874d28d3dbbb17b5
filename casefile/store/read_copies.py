"""Sketches and what they found: which texts may read alike, and which do."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from casefile.store.reader import CaseReader

# The first added come first: the original is among them, however many copies there are.
_POSTINGS = "SELECT sketch FROM sketch_hash WHERE hash = ? LIMIT ?"
_WAITING = """
SELECT a.text_id FROM article a LEFT JOIN sketch s ON s.text_id = a.text_id AND s.made_by = ?
WHERE a.live AND a.text_id IS NOT NULL AND s.id IS NULL ORDER BY a.number
"""
_SKETCHES = """
SELECT s.id, s.text_id, s.hashes, a.publisher, a.url FROM sketch s
JOIN article a ON a.text_id = s.text_id AND a.live
WHERE s.made_by = ? AND s.id IN (SELECT value FROM json_each(?))
"""
_ALIKE = """
SELECT n.number, o.number, l.of_text, l.of_other FROM likeness l
JOIN article n ON n.text_id = l.text_id AND n.live JOIN article o ON o.text_id = l.other_id AND o.live
"""


@dataclass(frozen=True, slots=True)
class Sketched:
    """A text with its packed sketch, and who published its article, and where."""

    id: int
    text_id: str
    hashes: bytes
    publisher: str
    url: str


@dataclass(frozen=True, slots=True)
class Alike:
    """Two articles whose counted texts read alike: the share of either one's words that stands in the other."""

    number: int
    other: int
    of_number: float
    of_other: float


@dataclass(frozen=True, slots=True)
class Facts:
    """What settles which of two articles was first, and whether they are one page's. Dates are EDTF text."""

    number: int
    published: str
    published_basis: str
    url: str
    copy_of: int | None


def sketching_queue(r: CaseReader, made_by: str) -> list[str]:
    """The counted texts that have no sketch of this making, by article."""
    return [row[0] for row in r.query(_WAITING, (made_by,))]


def sharing(r: CaseReader, hashes: Sequence[int], most: int) -> list[tuple[int, int]]:
    """Sketches that have some of ``hashes``, and how many, the most first. Of each hash the first ``most`` count."""
    found: Counter[int] = Counter()
    for value in hashes:
        found.update(row[0] for row in r.each(_POSTINGS, (value, most)))
    return sorted(found.items(), key=lambda item: (-item[1], item[0]))


def sketches(r: CaseReader, ids: Collection[int], made_by: str) -> dict[int, Sketched]:
    """Those of these sketches whose text counts still, by id."""
    rows = r.query(_SKETCHES, (made_by, json.dumps(sorted(ids))))
    return {row[0]: Sketched(*row) for row in rows}


def source_of(r: CaseReader, text_id: str) -> tuple[str, str]:
    """Publisher and URL of the article whose counted text this is; empty where it is nobody's any more."""
    row = r.one("SELECT publisher, url FROM article WHERE text_id = ? AND live", (text_id,))
    return (row[0], row[1]) if row else ("", "")


def alike_among(r: CaseReader, text_ids: Collection[str]) -> list[tuple[str, str]]:
    """The pairs of these texts that were found to read alike."""
    rows = r.query(
        "SELECT text_id, other_id FROM likeness WHERE text_id IN (SELECT value FROM json_each(:ids))"
        " AND other_id IN (SELECT value FROM json_each(:ids))",
        {"ids": json.dumps(sorted(text_ids))},
    )
    return [(row[0], row[1]) for row in rows]


def alike(r: CaseReader, number: int | None = None) -> list[Alike]:
    """Every two articles that read alike, or those that S``number`` is one of."""
    only = " WHERE :number IN (n.number, o.number)" if number is not None else ""
    return [Alike(*row) for row in r.query(_ALIKE + only, {"number": number} if number is not None else {})]


def facts(r: CaseReader, numbers: Collection[int]) -> dict[int, Facts]:
    """What is known of these articles, by number."""
    rows = r.query(
        "SELECT number, published, published_basis, url, copy_of FROM article"
        " WHERE live AND number IN (SELECT value FROM json_each(?))",
        (json.dumps(sorted(numbers)),),
    )
    return {row[0]: Facts(*row) for row in rows}
