"""What is marked in a text: open suggestions, and a person's decisions over them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from casefile.domain.kinds import EntityState, Kind, MentionState
from casefile.domain.records import AttributionRow, Mention
from casefile.domain.span import Span
from casefile.store.read_merges import roots
from casefile.store.reader import CaseReader

_COLUMNS = "text_id, start, stop, kind, entity_id, surface, engine, version, rule, score, value, note"
_ENTITY = 6  # where entity_id stands behind id and verdict
_OPEN = f"SELECT id, 'suggested' AS verdict, {_COLUMNS} FROM mention WHERE text_id = ? AND open"
_DECIDED = f"SELECT id, verdict, {_COLUMNS} FROM decision WHERE text_id = ? AND live"
_NAMED = (
    "SELECT entity_id FROM mention WHERE text_id = ? AND open AND entity_id IS NOT NULL"
    " UNION SELECT entity_id FROM decision WHERE text_id = ? AND live AND entity_id IS NOT NULL"
)
# Looked up, not called: an enumeration's constructor is the dearest part of a row.
_KINDS = {kind.value: kind for kind in Kind}
_STATES = {state.value: state for state in MentionState}


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


def mention_count(r: CaseReader, text_id: str) -> int:
    """How many suggestions are open on one text: a measure of what reading them will take."""
    row = r.one("SELECT count(*) FROM mention WHERE text_id = ? AND open", (text_id,))
    return int(row[0]) if row else 0


def mentions(r: CaseReader, text_id: str, include_rejected: bool = False) -> list[Mention]:
    """What is marked in one text, by place: decisions and merges applied.

    A mention is rejected when its span was, or its entity; then it is left out unless ``include_rejected``.
    """
    one = _Shared()
    with r.snapshot():
        known = _entities(r, {row[0] for row in r.each(_NAMED, (text_id, text_id))})
        found = [
            _mention(row, known.get(row[_ENTITY]), one)
            for query in (_OPEN, _DECIDED)
            for row in r.each(query, (text_id,))
            # An entity whose making was undone takes its suggestions with it, until the text is read again.
            if row[_ENTITY] is None or row[_ENTITY] in known
        ]
    if not include_rejected:
        found = [mention for mention in found if mention.state is not MentionState.REJECTED]
    found.sort(key=lambda mention: (mention.span.start, -mention.span.end, mention.id))
    return found


class _Shared(dict[Any, Any]):
    """The one copy of a value that thousands of rows repeat: a long text has as many mentions as words on a page."""

    def __missing__(self, value: Any) -> Any:
        self[value] = value
        return value


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


def _mention(row: tuple[Any, ...], entity: _Seen | None, one: _Shared) -> Mention:
    key, verdict, text_id, start, stop, kind, _, surface, engine, version, rule, score, value, note = row
    state = _STATES[verdict]
    if entity is not None and entity.state is EntityState.REJECTED:
        state = MentionState.REJECTED
    return Mention(
        str(key),
        one[text_id],
        Span(start, stop),
        entity.kind if entity else _KINDS[kind],
        state,
        entity.id if entity else None,
        entity.caption if entity else one[surface],
        entity.state if entity else None,
        one[engine],
        one[version],
        one[rule],
        score,
        one[value],
        one[note],
    )


def attributions(r: CaseReader, text_id: str) -> list[AttributionRow]:
    """Who says what in one text, as suggested, by the place of what is said."""
    with r.snapshot():
        rows = r.query("SELECT * FROM attribution WHERE text_id = ? ORDER BY content_start, id", (text_id,))
        known = _entities(r, {row["entity_id"] for row in rows if row["entity_id"]})
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
            entity=known[row["entity_id"]].id if row["entity_id"] in known else None,
            hedged=bool(row["hedged"]),
        )
        for row in rows
    ]
