"""A person judging what was suggested, one act a keypress. Decisions outlive suggestions."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from casefile.domain.errors import NotFound, UsageError
from casefile.domain.journal import Entry
from casefile.domain.kinds import EntityState, Kind, MentionState
from casefile.domain.span import Span
from casefile.store import clock
from casefile.store.act import Act
from casefile.store.arrivals import clean
from casefile.store.case_store import CaseStore
from casefile.store.differences import CARRIED_BY
from casefile.store.read_articles import text
from casefile.store.read_entities import entity
from casefile.store.read_merges import members, roots
from casefile.store.tables import TABLES

_MENTION = TABLES["mention"]
_DECISION = TABLES["decision"]
_CARRIED = (
    "text_id",
    "start",
    "stop",
    "kind",
    "entity_id",
    "surface",
    "engine",
    "version",
    "rule",
    "score",
    "value",
    "note",
)


def accept_mention(
    store: CaseStore,
    text_id: str,
    span: Span,
    kind: Kind | None = None,
    entity_id: str | None = None,
    *,
    is_reading: bool = False,
) -> Entry | None:
    """Say that this span names that entity; a suggested or rejected entity is confirmed by it.

    What is not given comes from the suggestion, or the decision, on the same span. Raises ``NotFound``
    where there is neither. ``is_reading``: say instead that the span should be read as its reading says.
    """
    with store.act("accepted", "mention", text_id) as act:
        row = _said_of(act, text_id, span, is_reading)
        if row is None:
            row = _by_hand(store, text_id, span, None if is_reading else kind, entity_id)
        if kind is not None:
            row["kind"] = kind.value
        if entity_id is not None:
            row["entity_id"] = entity_id
        decide(act, row, MentionState.ACCEPTED)
        if row["entity_id"]:
            _confirm(act, entity(store.reader, row["entity_id"]).id)
    return act.entry


def reject_mention(store: CaseStore, text_id: str, span: Span, *, is_reading: bool = False) -> Entry | None:
    """Say that this span names nothing; whatever an engine suggests there stays rejected. Raises ``NotFound``.

    ``is_reading``: say that the span is to be read as it stands; names on it are not touched.
    """
    with store.act("rejected", "mention", text_id) as act:
        row = _said_of(act, text_id, span, is_reading)
        if row is None:
            raise NotFound("Nothing is marked there.", "Choose a mention first.")
        decide(act, row, MentionState.REJECTED)
    return act.entry


def accept_entity(store: CaseStore, entity_id: str) -> Entry | None:
    """Confirm an entity and every open suggestion of it, and of all that is merged in it. Raises ``NotFound``."""
    with store.act("accepted", "entity", entity_id) as act:
        # Read inside the transaction: nobody can merge it elsewhere meanwhile.
        root = act.object_id = entity(store.reader, entity_id).id
        _confirm(act, root)
        group = members(roots(store.reader), root)
        waiting = act.rows.connection.execute(
            select(_MENTION).where(_MENTION.c.entity_id.in_(group), _MENTION.c.open).order_by(_MENTION.c.id)
        ).mappings()
        # Two engines may have marked one span; a span is decided once.
        spans = {(row["text_id"], row["start"], row["stop"]): row for row in waiting}
        for row in spans.values():
            _insert(act, {name: row[name] for name in _CARRIED}, MentionState.ACCEPTED)
    return act.entry


def reject_entity(store: CaseStore, entity_id: str) -> Entry | None:
    """Say that this is no entity of the case: its mentions go with it, and so does its name in later articles."""
    return _set(store, "rejected", entity_id, {"state": EntityState.REJECTED.value})


def rename(store: CaseStore, entity_id: str, caption: str) -> Entry | None:
    """Give an entity another caption; how texts write it stays an alias. Raises ``UsageError`` for an empty one."""
    caption = " ".join(clean(caption).split())
    if not caption:
        raise UsageError("An entity needs a name.", "Write one, or reject the entity.")
    return _set(store, "renamed", entity_id, {"caption": caption})


def set_kind(store: CaseStore, entity_id: str, kind: Kind) -> Entry | None:
    """Say what kind of thing an entity is."""
    return _set(store, "re-kinded", entity_id, {"kind": kind.value})


def make_entity(
    store: CaseStore, text_id: str, span: Span, kind: Kind, caption: str | None = None, into: str | None = None
) -> str:
    """Make an entity of a span, or add the span to the entity ``into``; return the entity's id.

    Raises ``NotFound``, and ``UsageError`` for a span of white space or outside the text.
    """
    made = clock.new_id()
    with store.act("accepted" if into else "made", "entity", made) as act:
        if into:
            made = act.object_id = entity(store.reader, into).id
        row = _by_hand(store, text_id, span, kind, made)
        if into:
            _confirm(act, made)
        else:
            act.insert(
                "entity",
                {
                    "id": made,
                    "kind": kind.value,
                    "caption": " ".join(clean(caption or "").split()) or row["surface"],
                    "summary": "",
                    "state": EntityState.CONFIRMED.value,
                    "owner": "person",
                },
            )
        decide(act, row, MentionState.ACCEPTED)
    return made


def decide(act: Act, row: dict[str, Any], verdict: MentionState) -> None:
    """Let a span's decision be this one: the standing decision is changed, or a new one made."""
    is_reading = row["kind"] == Kind.READING
    at = _at(_DECISION, row, is_reading=is_reading)
    standing = act.rows.connection.scalar(select(_DECISION.c.id).where(*at, _DECISION.c.live))
    if row["entity_id"]:
        # From now on the journal speaks of it: it is never tidied away.
        act.rows.write("entity", row["entity_id"], {"touched": True})
    if standing:
        act.update("decision", standing, {**row, "verdict": verdict.value})
    else:
        _insert(act, row, verdict)


def _insert(act: Act, row: dict[str, Any], verdict: MentionState) -> None:
    act.insert("decision", {"id": clock.new_id(), **row, "verdict": verdict.value})


def _at(table: Any, row: dict[str, Any], *, is_reading: bool) -> tuple[Any, ...]:
    place = table.c.text_id == row["text_id"], table.c.start == row["start"], table.c.stop == row["stop"]
    return *place, (table.c.kind == Kind.READING.value) == is_reading


def _said_of(act: Act, text_id: str, span: Span, is_reading: bool) -> dict[str, Any] | None:
    """The decision on a span, else what was carried to it, else the likeliest suggestion, as a decision carries it."""
    place = {"text_id": text_id, "start": span.start, "stop": span.end}
    for query in (
        select(_DECISION).where(*_at(_DECISION, place, is_reading=is_reading), _DECISION.c.live),
        select(_MENTION)
        .where(*_at(_MENTION, place, is_reading=is_reading))
        .order_by((_MENTION.c.engine == CARRIED_BY).desc(), _MENTION.c.score.desc(), _MENTION.c.id),
    ):
        row = act.rows.connection.execute(query).mappings().first()
        if row:
            return {name: row[name] for name in _CARRIED}
    return None


def _by_hand(store: CaseStore, text_id: str, span: Span, kind: Kind | None, entity_id: str | None) -> dict[str, Any]:
    if kind is None:
        raise NotFound("Nothing is marked there.", "Choose a mention first, or select the words and say what they are.")
    words = text(store.reader, text_id)
    surface = " ".join(span.of(words).split())
    if span.end > len(words) or not surface:
        raise UsageError("There are no words in that selection.", "Select the words of the name.")
    made = {"kind": kind.value, "entity_id": entity_id, "surface": surface, "score": None}
    place = {"text_id": text_id, "start": span.start, "stop": span.end}
    return {**dict.fromkeys(_CARRIED, ""), **place, **made}


def _confirm(act: Act, entity_id: str) -> None:
    act.update("entity", entity_id, {"state": EntityState.CONFIRMED.value, "owner": "person"})


def _set(store: CaseStore, verb: str, entity_id: str, values: dict[str, str]) -> Entry | None:
    with store.act(verb, "entity", entity_id) as act:
        root = act.object_id = entity(store.reader, entity_id).id
        act.update("entity", root, {**values, "owner": "person"})
    return act.entry
