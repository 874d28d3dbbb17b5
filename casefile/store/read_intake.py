"""Everything that came in, item by item: articles, further arrivals of the same bytes, what waits, what was skipped."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from casefile.domain.intake import IntakeRow
from casefile.domain.kinds import IntakeState, Need
from casefile.store.reader import CaseReader


@dataclass(frozen=True, slots=True)
class Received:
    """An original that has just been stored. ``kind``: how it is to be taken apart (``jsonl``, ``csv``), or empty."""

    sha256: str
    bytes: int
    name: str
    name_bytes: str = ""
    modified: str = ""
    kind: str = ""
    id: int = 0


_FIRST = """
SELECT 'article:' || a.id, a.state, q.name, q.name_bytes, q.container, q.member, c.number, a.number, a.title,
    a.reason, a.need, q.at
FROM article a JOIN acquisition q ON q.article_id = a.id AND q.ordinal = 1
LEFT JOIN article c ON c.id = q.container_id AND c.live
WHERE a.live ORDER BY a.number
"""
_AGAIN = """
SELECT 'acquisition:' || q.id, 'duplicate', q.name, q.name_bytes, q.container, q.member, c.number, a.number, a.title,
    'already in the case as S' || a.number, '', q.at
FROM acquisition q JOIN article a ON a.id = q.article_id
LEFT JOIN article c ON c.id = q.container_id AND c.live
WHERE a.live AND q.live AND q.ordinal > 1 ORDER BY q.at, q.rowid
"""
_WAITING = """
SELECT 'waiting:' || id, 'waiting', name, name_bytes, '', '', NULL, NULL, '', 'stored and not read yet', '', ''
FROM waiting ORDER BY id
"""
_SKIPPED = """
SELECT 'skipped:' || s.id, 'unread', s.name, s.name_bytes, '', '', c.number, NULL, '', s.reason, '', s.at
FROM skipped s LEFT JOIN article c ON c.id = s.container_id AND c.live
WHERE s.live ORDER BY s.at, s.rowid
"""
_STATES = {state.value: state for state in IntakeState}
_NEEDS = {need.value: need for need in Need}


def intake_rows(r: CaseReader) -> list[IntakeRow]:
    """Every item of the case: articles by number, then duplicates, what waits, and what could not be stored."""
    with r.snapshot():
        rows: list[sqlite3.Row] = [row for query in (_FIRST, _AGAIN, _WAITING, _SKIPPED) for row in r.query(query)]
    return [_row(*row) for row in rows]


def _row(
    key: str,
    state: str,
    name: str,
    name_bytes: str,
    container: str,
    member: str,
    part_of: int | None,
    article: int | None,
    title: str,
    reason: str,
    need: str,
    at: str,
) -> IntakeRow:
    if name_bytes:
        # As it stood on its disk: what is no UTF-8 becomes visible escapes on a screen.
        name = bytes.fromhex(name_bytes).decode("utf-8", "surrogateescape")
    return IntakeRow(
        key,
        _STATES[state],
        _shown(name, container, member),
        f"S{part_of} {container}".strip() if part_of else container,
        article,
        title,
        reason,
        _NEEDS.get(need, Need.NOTHING),
        at,
    )


def _shown(name: str, container: str, member: str) -> str:
    """A line of a table bears the name of its file: which line it is tells it apart."""
    return f"{name}, {member}" if container and name == container else member or name


def counts_of(rows: Sequence[IntakeRow]) -> dict[IntakeState, int]:
    """How many items ended how."""
    return {state: sum(row.state is state for row in rows) for state in IntakeState}


def waiting(r: CaseReader, job: str | None = None) -> list[tuple[str, Received]]:
    """What waits, in its order: the job that brought it, and the original."""
    rows = r.query(
        "SELECT job, sha256, bytes, name, name_bytes, modified, kind, id FROM waiting"
        " WHERE :job IS NULL OR job = :job ORDER BY id",
        {"job": job},
    )
    return [(row[0], Received(*tuple(row)[1:])) for row in rows]


def known_skips(r: CaseReader) -> Counter[tuple[str, str]]:
    """Name and reason of everything that was skipped, with how often."""
    rows = r.query("SELECT name, reason, count(*) FROM skipped WHERE live GROUP BY name, reason")
    return Counter({(row[0], row[1]): row[2] for row in rows})


def acquired_since(r: CaseReader, at: str) -> Counter[tuple[str, str]]:
    """Name and hash of everything that came in by itself, not out of a container, at ``at`` or later."""
    return Counter(
        (row[0], row[1])
        for row in r.query(
            "SELECT q.name, a.sha256 FROM acquisition q JOIN article a ON a.id = q.article_id"
            " WHERE q.live AND q.container_sha256 = '' AND q.at >= ?",
            (at,),
        )
    )
