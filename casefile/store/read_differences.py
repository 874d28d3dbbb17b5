"""What a new engine changed, for a person to look at: rows of ``difference``, entities by their names of today."""

from __future__ import annotations

import json
import sqlite3

from casefile.domain.kinds import Kind, MentionState
from casefile.domain.records import Difference, Suggested
from casefile.domain.span import Span
from casefile.store.read_merges import roots
from casefile.store.reader import CaseReader

_ROWS = """
SELECT d.*, q.verdict FROM difference d JOIN article a ON a.text_id = d.text_id AND a.live
LEFT JOIN decision q ON d.what = 'kept' AND q.live AND q.text_id = d.text_id AND q.start = d.old_start
    AND q.stop = d.old_stop AND (q.kind = 'reading') = (d.old_kind = 'reading')
WHERE (:number IS NULL OR a.number = :number) AND (d.what <> 'kept' OR q.verdict IS NOT NULL)
ORDER BY a.number, coalesce(d.new_start, d.old_start), d.id LIMIT :limit
"""


def differences(r: CaseReader, number: int | None = None, limit: int = -1) -> list[Difference]:
    """What the engines changed in article S``number``, or in all, by place; the first ``limit``."""
    with r.snapshot():
        rows = r.query(_ROWS, {"number": number, "limit": limit})
        merged = roots(r)
        named = {row[which] for row in rows for which in ("old_entity", "new_entity") if row[which]}
        wanted = sorted({merged.get(entity, entity) for entity in named})
        found = r.query(
            "SELECT id, caption FROM entity WHERE live AND id IN (SELECT value FROM json_each(?))",
            (json.dumps(wanted),),
        )
    captions: dict[str, str] = {row["id"]: row["caption"] for row in found}
    names = {entity: captions.get(merged.get(entity, entity), "") for entity in named}
    return [
        Difference(
            article=row["article"],
            text_id=row["text_id"],
            what=row["what"],
            old=_suggested(row, "old_", names),
            new=_suggested(row, "new_", names),
            engine=row["engine"],
            rule=row["rule"],
            verdict=MentionState(row["verdict"]) if row["verdict"] else None,
        )
        for row in rows
    ]


def _suggested(row: sqlite3.Row, which: str, names: dict[str, str]) -> Suggested | None:
    if row[which + "start"] is None:
        return None
    span = Span(row[which + "start"], row[which + "stop"])
    return Suggested(span, Kind(row[which + "kind"]), names.get(row[which + "entity"], ""), row[which + "value"])
