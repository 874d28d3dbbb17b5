"""Versions: which article is said to be one of which, what was judged in the older, what was carried to the newer."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from casefile.domain.errors import NotFound
from casefile.domain.kinds import Kind
from casefile.domain.records import Article
from casefile.domain.span import Span, find_pins
from casefile.store.read_articles import articles_by_ids
from casefile.store.read_merges import roots
from casefile.store.reader import CaseReader

_JUDGED = """
SELECT d.verdict, d.kind, d.entity_id, d.start, d.stop, d.value, d.note FROM decision d
LEFT JOIN entity e ON e.id = d.entity_id
WHERE d.text_id = ? AND d.live AND (d.entity_id IS NULL OR e.live) ORDER BY d.start, d.stop, d.kind
"""
# The one that counts first: what was judged twice is carried from there.
_OLDER = """
SELECT t.id, t.sha256, t.characters FROM text t JOIN article a ON a.id = t.article_id
WHERE a.number = ? AND a.live AND t.live ORDER BY t.id <> coalesce(a.text_id, ''), t.rowid
"""
_WAITING = """
SELECT a.number FROM article a JOIN article o ON o.number = a.version_of
LEFT JOIN carrying c ON c.text_id = a.text_id AND c.old_text_id = o.text_id AND c.made_by = ?
WHERE a.live AND o.live AND a.text_id IS NOT NULL AND o.text_id IS NOT NULL AND c.text_id IS NULL ORDER BY a.number
"""


@dataclass(frozen=True, slots=True)
class Judged:
    """A span of one text that a person has judged, or that notes pin; as ``carried`` keeps it."""

    what: str
    kind: str
    entity_id: str | None
    span: Span
    value: str = ""
    note: str = ""

    @property
    def is_reading(self) -> bool:
        return self.kind == Kind.READING


@dataclass(frozen=True, slots=True)
class CarriedRow:
    """A row of ``carried``."""

    old_text_id: str
    what: str
    kind: str
    entity_id: str | None
    old: Span
    new: Span | None
    rule: str
    score: float
    why: str


def older_texts(r: CaseReader, number: int) -> list[tuple[str, str, int]]:
    """Id, hash and code points of each text of S``number``, the one that counts first."""
    return [tuple(row) for row in r.query(_OLDER, (number,))]


def judged(r: CaseReader, text_id: str) -> list[Judged]:
    """What a person has decided on the spans of a text, by place."""
    return [
        Judged(
            row["verdict"], row["kind"], row["entity_id"], Span(row["start"], row["stop"]), row["value"], row["note"]
        )
        for row in r.query(_JUDGED, (text_id,))
    ]


def pinned(r: CaseReader, number: int) -> dict[tuple[str, Span], list[str]]:
    """The labels of the notes that pin each span of each text of S``number``; a damaged pin is nobody's.

    A pin that fits several texts means the first of them.
    """
    texts = older_texts(r, number)
    found: dict[tuple[str, Span], list[str]] = {}
    for row in r.query(
        "SELECT number, body FROM note WHERE live AND instr(body, ?) ORDER BY number", (f"⟦S{number}:",)
    ):
        for pin in (placed.pin for placed in find_pins(row["body"])):
            means = next((text_id for text_id, sha256, length in texts if pin.fits(sha256, length)), None)
            if pin.article == number and means is not None:
                labels = found.setdefault((means, pin.span), [])
                if f"n{row['number']}" not in labels:
                    labels.append(f"n{row['number']}")
    return found


def is_carried(r: CaseReader, text_id: str, old_text_id: str, made_by: str) -> bool:
    """Whether everything was carried from the one text to the other, by these rules."""
    query = "SELECT 1 FROM carrying WHERE text_id = ? AND old_text_id = ? AND made_by = ?"
    return r.one(query, (text_id, old_text_id, made_by)) is not None


def carried(r: CaseReader, text_id: str) -> list[CarriedRow]:
    """What was carried to a text, by place in the older one."""
    rows = r.query(
        "SELECT old_text_id, what, kind, entity_id, old_start, old_stop, start, stop, rule, score, why FROM carried"
        " WHERE text_id = ? ORDER BY old_start, old_stop, id",
        (text_id,),
    )
    return [
        CarriedRow(
            row["old_text_id"],
            row["what"],
            row["kind"],
            row["entity_id"],
            Span(row["old_start"], row["old_stop"]),
            None if row["start"] is None else Span(row["start"], row["stop"]),
            row["rule"],
            row["score"],
            row["why"],
        )
        for row in rows
    ]


def captions(r: CaseReader, ids: Iterable[str]) -> dict[str, str]:
    """What each of these entities is called now, after merges; those that are gone are left out."""
    merged = roots(r)
    wanted = {entity: merged.get(entity, entity) for entity in ids}
    rows = r.query(
        "SELECT id, caption FROM entity WHERE live AND id IN (SELECT value FROM json_each(?))",
        (json.dumps(sorted(set(wanted.values()))),),
    )
    known = {row["id"]: row["caption"] for row in rows}
    return {entity: known[root] for entity, root in wanted.items() if root in known}


def carrying_queue(r: CaseReader, made_by: str) -> list[int]:
    """The articles to which nothing was carried yet from the version before, by these rules."""
    return [row[0] for row in r.query(_WAITING, (made_by,))]


def parents(r: CaseReader, column: str) -> dict[int, int]:
    """Every article that is said to be a version, or a copy, of another that is in the case, and of which.

    ``column`` is ``version_of`` or ``copy_of``.
    """
    if column not in ("version_of", "copy_of"):
        raise ValueError(column)
    rows = r.query(
        f"SELECT a.number, a.{column} FROM article a JOIN article o ON o.number = a.{column} WHERE a.live AND o.live"
    )
    return {row[0]: row[1] for row in rows}


def declined(r: CaseReader, what: str) -> set[tuple[int, int]]:
    """The pairs of articles of which a person said that the one is no ``what`` (version, copy) of the other."""
    return {(row[0], row[1]) for row in r.query("SELECT article, other FROM decline WHERE live AND what = ?", (what,))}


def addresses(r: CaseReader) -> list[tuple[int, str, int | None]]:
    """Number, URL and version before of every article that has a URL, by number."""
    return [
        (row[0], row[1], row[2])
        for row in r.query("SELECT number, url, version_of FROM article WHERE live AND url <> '' ORDER BY number")
    ]


def articles(r: CaseReader, numbers: Collection[int]) -> dict[int, Article]:
    """Those of these articles that are in the case, by number. What is left to judge in them is not counted."""
    ids = r.query(
        "SELECT id FROM article WHERE live AND number IN (SELECT value FROM json_each(?))",
        (json.dumps(sorted(numbers)),),
    )
    found = articles_by_ids(r, [row[0] for row in ids])
    return {article.number: article for article in found.values()}


def older_than(r: CaseReader, number: int) -> int:
    """The article that S``number`` is said to be a version of. Raises ``NotFound`` where there is none."""
    row = r.one("SELECT version_of FROM article WHERE live AND number = ?", (number,))
    if row is None:
        raise NotFound(f"There is no article S{number} in this case.", "`casefile articles` lists them.")
    if row[0] is None:
        raise NotFound(f"S{number} is not said to be a version of another article.", "Say of which with --of.")
    return int(row[0])
