"""Articles, their texts and how they came in."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from casefile.domain.errors import NotFound
from casefile.domain.intake import TextMark
from casefile.domain.kinds import IntakeState, Need
from casefile.domain.records import Acquisition, Article, TextInfo
from casefile.store.reader import CaseReader

# The columns stand in the order of the record's fields.
_ARTICLES = """
SELECT a.number, a.id, a.sha256, a.bytes, a.text_id, t.sha256, coalesce(t.characters, 0),
    a.title, a.author, a.publisher, a.url, a.published, a.published_basis, a.retrieved, a.collected_by, a.method,
    a.language, a.mime, a.charset, a.charset_confidence, a.reliability, a.reliability_reason,
    a.state, a.reason, a.need, a.is_looked_at, a.version_of, a.copy_of, coalesce(q.name, ''), coalesce(q.at, ''),
    (SELECT c.number FROM article c WHERE c.id = q.container_id AND c.live)
FROM article a
LEFT JOIN text t ON t.id = a.text_id
LEFT JOIN acquisition q ON q.article_id = a.id AND q.ordinal = 1
"""
# Rejected entities are few: taking theirs away is cheaper than asking after the entity of every mention.
_TO_JUDGE = """
SELECT article, sum(number) FROM (
    SELECT article, count(*) AS number FROM mention WHERE open AND entity_id IS NOT NULL {only} GROUP BY article
    UNION ALL
    SELECT article, -count(*) FROM mention
    WHERE entity_id IN (SELECT id FROM entity WHERE state = 'rejected' OR NOT live) AND open {only} GROUP BY article
    UNION ALL
    SELECT article, count(*) FROM mention WHERE open AND kind = 'reading' {only} GROUP BY article
) GROUP BY article
"""
_STATES = {state.value: state for state in IntakeState}
_NEEDS = {need.value: need for need in Need}


def _article(row: sqlite3.Row, to_judge: int) -> Article:
    fields: list[Any] = list(row)
    fields[22] = _STATES[fields[22]]
    fields[24] = _NEEDS.get(fields[24], Need.NOTHING)
    fields[25] = bool(fields[25])
    fields.append(to_judge)
    return Article(*fields)


def articles(r: CaseReader) -> list[Article]:
    """Every article of the case, by number. ``to_judge`` counts the open suggestions in its text."""
    with r.snapshot():
        waiting: dict[int, int] = {row[0]: row[1] for row in r.query(_TO_JUDGE.format(only=""))}
        rows = r.query(_ARTICLES + "WHERE a.live ORDER BY a.number")
    return [_article(row, waiting.get(row[0], 0)) for row in rows]


def _single(r: CaseReader, condition: str, value: str | int) -> Article | None:
    with r.snapshot():
        row = r.one(f"{_ARTICLES} WHERE a.live AND {condition} ORDER BY a.number LIMIT 1", (value,))
        if row is None:
            return None
        waiting = r.one(_TO_JUDGE.format(only="AND text_id = :text"), {"text": row[4]})
    return _article(row, waiting[1] if waiting else 0)


def article(r: CaseReader, number: int) -> Article:
    """Article S``number``. Raises ``NotFound``."""
    found = _single(r, "a.number = ?", number)
    if found is None:
        raise NotFound(f"There is no article S{number} in this case.", "`casefile articles` lists them.")
    return found


def article_by_id(r: CaseReader, article_id: str) -> Article:
    """The article with that id. Raises ``NotFound``."""
    found = _single(r, "a.id = ?", article_id)
    if found is None:
        raise NotFound("There is no such article in this case.", "`casefile articles` lists them.")
    return found


def articles_by_ids(r: CaseReader, ids: Sequence[str]) -> dict[str, Article]:
    """Those of ``ids`` that are live articles, by id. What is left to judge in them is not counted: 0."""
    if not ids:
        return {}
    rows = r.query(f"{_ARTICLES} WHERE a.live AND a.id IN (SELECT value FROM json_each(?))", (json.dumps(ids),))
    return {row[1]: _article(row, 0) for row in rows}


def article_by_sha256(r: CaseReader, sha256: str) -> Article | None:
    """The article whose original has that hash, or None."""
    return _single(r, "a.sha256 = ?", sha256)


@dataclass(frozen=True, slots=True)
class Known:
    """What the case has of an original: the article's number and id, and how reading it ended."""

    number: int
    id: str
    state: IntakeState
    reason: str
    mime: str


def known_originals(r: CaseReader, hashes: Sequence[str]) -> dict[str, Known]:
    """Those of ``hashes`` that are the original of a live article, the first one where there are several."""
    rows = r.query(
        "SELECT sha256, number, id, state, reason, mime FROM article"
        " WHERE live AND sha256 IN (SELECT value FROM json_each(?)) ORDER BY number DESC",
        (json.dumps(list(hashes)),),
    )
    return {row[0]: Known(row[1], row[2], _STATES[row[3]], row[4], row[5]) for row in rows}


@dataclass(frozen=True, slots=True)
class KnownMember:
    """What the case has of one member of a container; ``number`` and ``id`` are its article's."""

    member: str
    sha256: str
    number: int
    id: str


_MEMBERS = """
SELECT q.member, a.sha256, a.number, a.id FROM acquisition q JOIN article a ON a.id = q.article_id
WHERE q.live AND a.live AND q.{column} = ? ORDER BY q.rowid
"""


def taken_out_of(r: CaseReader, container_sha256: str) -> list[KnownMember]:
    """Everything that was taken out of that original, in its order."""
    return [KnownMember(*row) for row in r.query(_MEMBERS.format(column="container_sha256"), (container_sha256,))]


def members_known(r: CaseReader, article_id: str) -> list[KnownMember]:
    """Everything that lay in that article, rows of tables that lay in it among them, in its order."""
    return [KnownMember(*row) for row in r.query(_MEMBERS.format(column="container_id"), (article_id,))]


_TEXTS = """
SELECT t.id, a.number, t.kind, t.sha256, t.characters, t.extraction_note, t.made_by, t.confidence
FROM text t JOIN article a ON a.id = t.article_id
WHERE t.live AND a.live
"""


def texts_of(r: CaseReader, number: int) -> list[TextInfo]:
    """The texts of article S``number``, the one that counts first."""
    rows = r.query(_TEXTS + "AND a.number = ? ORDER BY t.id <> coalesce(a.text_id, ''), t.rowid", (number,))
    return [TextInfo(*row) for row in rows]


def text_info(r: CaseReader, text_id: str) -> TextInfo:
    """What is known of one text. Raises ``NotFound``."""
    row = r.one(_TEXTS + "AND t.id = ?", (text_id,))
    if row is None:
        raise NotFound("There is no such text in this case.")
    return TextInfo(*row)


def text(r: CaseReader, text_id: str) -> str:
    """The words of one text. Raises ``NotFound``, also for a text that was purged."""
    row = r.one("SELECT content FROM text_content WHERE id = ?", (text_id,))
    if row is None:
        raise NotFound("There is no such text in this case.")
    return str(row[0])


def acquisitions(r: CaseReader, number: int | None = None) -> list[Acquisition]:
    """Every arrival of the article's bytes, or of every article's, oldest first."""
    rows = r.query(
        """SELECT q.id, a.number, q.name, q.container, q.member, q.url, q.at, q."by", q.how, q.modified, q.name_bytes,
            c.number
        FROM acquisition q JOIN article a ON a.id = q.article_id
        LEFT JOIN article c ON c.id = q.container_id AND c.live
        WHERE q.live AND a.live AND (:number IS NULL OR a.number = :number) ORDER BY a.number, q.ordinal""",
        {"number": number},
    )
    return [Acquisition(*row) for row in rows]


def text_marks(r: CaseReader, text_id: str) -> list[TextMark]:
    """Where pages, chapters and the like begin in a text, in its order."""
    rows = r.query("SELECT at, kind, label FROM text_mark WHERE text_id = ? ORDER BY at, id", (text_id,))
    return [TextMark(*row) for row in rows]


def members_of(r: CaseReader, number: int) -> list[int]:
    """The numbers of the articles that were taken out of article S``number``, in their order."""
    rows = r.query(
        "SELECT DISTINCT a.number FROM acquisition q JOIN article a ON a.id = q.article_id"
        " JOIN article c ON c.id = q.container_id WHERE q.live AND a.live AND c.number = ? ORDER BY a.number",
        (number,),
    )
    return [row[0] for row in rows]


def extra_of(r: CaseReader, number: int) -> list[tuple[str, str]]:
    """Names and values of everything else that article S``number`` states of itself."""
    rows = r.query("SELECT extra FROM article WHERE number = ? AND live", (number,))
    held = json.loads(rows[0][0] or "[]") if rows else []
    # An object with one value a name is what was written before there were pairs.
    pairs = held.items() if isinstance(held, dict) else held
    return [(str(name), str(value)) for name, value in pairs]


def extraction_queue(r: CaseReader, engines_key: str) -> list[tuple[int, str]]:
    """Number and counted text of each article that the engines named by ``engines_key`` have not yet seen."""
    rows = r.query(
        "SELECT a.number, a.text_id FROM article a JOIN text t ON t.id = a.text_id"
        " WHERE a.live AND t.extracted_by <> ? AND t.kind <> 'contents' ORDER BY a.number",
        (engines_key,),
    )
    return [(row[0], row[1]) for row in rows]
