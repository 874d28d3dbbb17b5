"""The journal, read: for the log, for undo, for the index's catching up and the panes' refreshing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from casefile.domain.journal import GENESIS, Entry
from casefile.store.read_merges import roots
from casefile.store.reader import CaseReader

_ENTRIES = (
    "SELECT seq, at, actor, verb, object_type, object_id, undoes, payload_digest, prev_hash, hash FROM journal"
    " WHERE seq > ? ORDER BY seq LIMIT ?"
)
_PAYLOADS = (
    "SELECT j.verb, j.object_type, j.object_id, p.json FROM journal j"
    " LEFT JOIN journal_payload p ON p.digest = j.payload_digest WHERE j.seq > ? AND j.seq <= ? ORDER BY j.seq"
)
_NAMED_WITH = {"live", "version_of"}
_SELF = {"case", "article", "entity", "note"}


def journal(r: CaseReader, after: int = 0, limit: int | None = None) -> list[Entry]:
    """The rows after ``after``, oldest first, at most ``limit``."""
    return [Entry(*row) for row in r.query(_ENTRIES, (after, -1 if limit is None else limit))]


def payload(r: CaseReader, seq: int) -> dict[str, Any] | None:
    """``{"changes", "facts"}`` of one row, or None where it was purged (or there is no such row)."""
    row = r.one(
        "SELECT p.json FROM journal j JOIN journal_payload p ON p.digest = j.payload_digest WHERE j.seq = ?", (seq,)
    )
    return dict(json.loads(row[0])) if row else None


def journal_head(r: CaseReader) -> tuple[int, str]:
    """The number and hash of the latest row; 0 and the first link's hash before there is any."""
    row = r.one("SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1")
    return (row[0], row[1]) if row else (0, GENESIS)


def hash_at(r: CaseReader, seq: int) -> str:
    """The hash of row ``seq``, the first link's for 0; empty where there is no such row."""
    row = r.one("SELECT hash FROM journal WHERE seq = ?", (seq,))
    return str(row[0]) if row else GENESIS if seq == 0 else ""


def has_purged(r: CaseReader, after: int) -> bool:
    """Whether a row after ``after`` says that something was purged."""
    return r.one("SELECT 1 FROM journal WHERE seq > ? AND verb = 'purged' LIMIT 1", (after,)) is not None


def changed_objects(r: CaseReader, after: int, upto: int | None = None) -> set[tuple[str, str]]:
    """Type and id of everything that the rows after ``after`` changed, up to row ``upto`` where it is given.

    Types are case, article, entity and note, and ``mention`` with the id of the text in which something was
    marked, or is shown under another name. What is gone is named too; whatever is tagged is named by its tags.
    ``claim`` is named only where it may be gone, by its text and the place of what is said (``TEXTID:START-STOP``).
    """
    found: set[tuple[str, str]] = set()
    renamed: set[str] = set()
    texts: set[str] = set()
    with r.snapshot():
        for row in r.query(_PAYLOADS, (after, 1 << 62 if upto is None else upto)):
            found.add((row["object_type"], row["object_id"]))
            payload = json.loads(row["json"]) if row["json"] else {"changes": [], "facts": {}}
            facts = payload["facts"]
            found.update(("entity", gone) for gone in facts.get("entities_gone", ()))
            found.update(("claim", f"{facts.get('text', '')}:{gone}") for gone in facts.get("claims_gone", ()))
            if row["verb"] in ("extracted", "carried"):
                texts.add(facts.get("text", ""))
            for change in payload["changes"]:
                objects = set(_of_change(r, change))
                found |= objects
                if change["table"] in ("entity", "judgement"):
                    renamed.update(object_id for _, object_id in objects)
                if change["table"] == "article" and not _NAMED_WITH.isdisjoint(change["before"] or ()):
                    # Who is named in an article comes and goes with it, and with the version it was said to be of.
                    texts.update(_texts_of(r, change["id"]))
        found.update(("mention", text_id) for text_id in texts if text_id)
        found.update(_named_in(r, texts))
        found.update(_naming(r, renamed))
    return found


def _of_change(r: CaseReader, change: dict[str, Any]) -> Iterator[tuple[str, str]]:
    table, row_id = change["table"], change["id"]
    if table in _SELF:
        yield table, row_id
        return
    if table == "tag":
        tagged = r.one("SELECT object_type, object_id FROM tag WHERE id = ?", (row_id,))
        if tagged:
            yield tagged[0], tagged[1]
        return
    if table in ("decision", "judgement"):
        columns = ("entity_id", "text_id") if table == "decision" else ("left_id", "right_id")
        now = r.one(f"SELECT {', '.join(columns)} FROM {table} WHERE id = ?", (row_id,))
        for values in (change["before"] or {}, change["after"] or {}, dict(now) if now else {}):
            for column in columns:
                if values.get(column):
                    yield "mention" if column == "text_id" else "entity", values[column]


def _texts_of(r: CaseReader, article_id: str) -> Iterator[str]:
    yield from (row[0] for row in r.query("SELECT id FROM text WHERE article_id = ?", (article_id,)))


def _named_in(r: CaseReader, texts: set[str]) -> Iterator[tuple[str, str]]:
    rows = r.query(
        "SELECT DISTINCT entity_id FROM mention WHERE text_id IN (SELECT value FROM json_each(?))"
        " AND entity_id IS NOT NULL",
        (json.dumps(sorted(texts)),),
    )
    for row in rows:
        yield "entity", row[0]


def _naming(r: CaseReader, entities: set[str]) -> Iterator[tuple[str, str]]:
    """The texts that name one of ``entities``, or what is merged with it: they show its caption."""
    if not entities:
        return
    merged = roots(r)
    shown = {merged.get(one, one) for one in entities}
    group = entities | shown | {child for child, root in merged.items() if root in shown}
    rows = r.query(
        "SELECT text_id FROM mention WHERE open AND entity_id IN (SELECT value FROM json_each(:ids))"
        " UNION SELECT text_id FROM decision WHERE live AND entity_id IN (SELECT value FROM json_each(:ids))",
        {"ids": json.dumps(sorted(group))},
    )
    for row in rows:
        yield "mention", row[0]


def sealed_payload(r: CaseReader, seq: int) -> tuple[str, str] | None:
    """Salt and JSON of one row's payload exactly as they were digested, or None where it was purged."""
    row = r.one(
        "SELECT p.salt, p.json FROM journal j JOIN journal_payload p ON p.digest = j.payload_digest WHERE j.seq = ?",
        (seq,),
    )
    return (row[0], row[1]) if row else None
