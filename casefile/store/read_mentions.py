"""What is marked in a text: open suggestions, and a person's decisions over them."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass

from casefile.domain.kinds import EntityState, Kind, MentionState
from casefile.domain.records import AttributionRow, Mention
from casefile.domain.span import Span
from casefile.store.read_merges import roots
from casefile.store.reader import CaseReader

_COLUMNS = "text_id, start, stop, kind, entity_id, surface, engine, version, rule, score, value, note"
_OPEN = f"SELECT id, 'suggested' AS verdict, {_COLUMNS} FROM mention WHERE text_id = ? AND open"
_DECIDED = f"SELECT id, verdict, {_COLUMNS} FROM decision WHERE text_id = ? AND live"


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person said of one span. ``entity`` is the id that was named then, before merges."""

    id: str
    text_id: str
    span: Span
    kind: Kind
    verdict: MentionState
    entity: str | None


@dataclass(frozen=True, slots=True)
class _Seen:
    """An entity as a mention of it shows it."""

    id: str
    kind: Kind
    caption: str
    state: EntityState


def decisions(r: CaseReader, text_id: str) -> list[Decision]:
    """The decisions that stand on one text, by place."""
    return [
        Decision(
            row["id"],
            row["text_id"],
            Span(row["start"], row["stop"]),
            Kind(row["kind"]),
            MentionState(row["verdict"]),
            row["entity_id"],
        )
        for row in r.query(_DECIDED + " ORDER BY start, stop", (text_id,))
    ]


def mentions(r: CaseReader, text_id: str, include_rejected: bool = False) -> list[Mention]:
    """What is marked in one text, by place: decisions and merges applied.

    A mention is rejected when its span was, or its entity; then it is left out unless ``include_rejected``.
    """
    with r.snapshot():
        rows = r.query(_OPEN, (text_id,)) + r.query(_DECIDED, (text_id,))
        known = _entities(r, {row["entity_id"] for row in rows if row["entity_id"]})
    found = [
        _mention(row, known.get(row["entity_id"]))
        for row in rows
        # An entity whose making was undone takes its suggestions with it, until the text is read again.
        if row["entity_id"] is None or row["entity_id"] in known
    ]
    if not include_rejected:
        found = [mention for mention in found if mention.state is not MentionState.REJECTED]
    return sorted(found, key=lambda mention: (mention.span.start, -mention.span.end, mention.id))


def _entities(r: CaseReader, ids: set[str]) -> dict[str, _Seen]:
    """Each of ``ids`` that is live, as its root shows it."""
    merged = roots(r)
    wanted = ids | {merged[entity] for entity in ids if entity in merged}
    rows = r.query(
        "SELECT id, kind, caption, state FROM entity WHERE live AND id IN (SELECT value FROM json_each(?))",
        (json.dumps(sorted(wanted)),),
    )
    live = {row["id"]: _Seen(row["id"], Kind(row["kind"]), row["caption"], EntityState(row["state"])) for row in rows}
    return {entity: live[merged.get(entity, entity)] for entity in ids if merged.get(entity, entity) in live}


def _mention(row: sqlite3.Row, entity: _Seen | None) -> Mention:
    state = MentionState(row["verdict"])
    if entity is not None and entity.state is EntityState.REJECTED:
        state = MentionState.REJECTED
    return Mention(
        id=str(row["id"]),
        text_id=row["text_id"],
        span=Span(row["start"], row["stop"]),
        kind=entity.kind if entity else Kind(row["kind"]),
        state=state,
        entity=entity.id if entity else None,
        caption=entity.caption if entity else row["surface"],
        entity_state=entity.state if entity else None,
        engine=row["engine"],
        version=row["version"],
        rule=row["rule"],
        score=row["score"],
        value=row["value"],
        note=row["note"],
    )


def attributions(r: CaseReader, text_id: str) -> list[AttributionRow]:
    """Who says what in one text, as suggested, by the place of what is said."""
    rows = r.query("SELECT * FROM attribution WHERE text_id = ? ORDER BY content_start, id", (text_id,))
    return [
        AttributionRow(
            text_id=row["text_id"],
            source=None if row["source_start"] is None else Span(row["source_start"], row["source_stop"]),
            speaker=row["speaker"],
            cue=Span(row["cue_start"], row["cue_stop"]),
            content=Span(row["content_start"], row["content_stop"]),
            polarity=row["polarity"],
            via=tuple(json.loads(row["via"])),
            rule=row["rule"],
        )
        for row in rows
    ]
