"""Undo and redo: acts that append the inverse of an earlier act.

Undo takes back the latest act of a person that stands; redo takes back the latest undo that stands, as long as
no person has acted since. Either refuses when a row does not hold any more what the act left in it. Undoing a
creation retires the row; redo revives it under the same id.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import text

from casefile.domain.errors import Refused
from casefile.domain.journal import Change, Entry
from casefile.store.act import Act, Rows
from casefile.store.case_store import CaseStore, Transaction
from casefile.store.read_journal import payload

NEVER_UNDONE = (
    "created",
    "received",
    "acquired",
    "skipped",
    "unpacked",
    "looked",
    "extracted",
    "carried",
    "reviewed",
    "exported",
    "opened",
    "purged",
    "undid",
    "redid",
)
_NOT = ", ".join(f"'{verb}'" for verb in NEVER_UNDONE)

# What changed no row cannot be taken back, nor what was purged; what was done before still can.
_CHANGED = """EXISTS (SELECT 1 FROM journal_payload p
    WHERE p.digest = {}.payload_digest AND substr(p.json, 1, 13) <> '{{"changes":[]')"""
# An act is undone while something undoes it that is not undone itself.
_LATEST_ACT = f"""
SELECT a.seq, a.object_type, a.object_id FROM journal a
WHERE a.verb NOT IN ({_NOT}) AND a.undoes IS NULL AND {_CHANGED.format("a")} AND NOT EXISTS (
    SELECT 1 FROM journal u WHERE u.undoes = a.seq AND NOT EXISTS (SELECT 1 FROM journal r WHERE r.undoes = u.seq))
ORDER BY a.seq DESC LIMIT 1
"""
_CAME_AGAIN = """
SELECT 1 FROM journal a JOIN journal q ON q.object_type = a.object_type AND q.object_id = a.object_id
WHERE a.seq = :seq AND a.verb = 'added' AND q.object_id = :id AND q.verb = 'acquired' AND q.seq > a.seq LIMIT 1
"""
_LATEST_UNDO = f"""
SELECT u.seq, u.object_type, u.object_id FROM journal u
WHERE u.verb = 'undid' AND {_CHANGED.format("u")}
    AND NOT EXISTS (SELECT 1 FROM journal r WHERE r.undoes = u.seq)
ORDER BY u.seq DESC LIMIT 1
"""
_ACTED_SINCE = (
    f"SELECT 1 FROM journal a WHERE a.seq > :seq AND a.verb NOT IN ({_NOT}) AND {_CHANGED.format('a')} LIMIT 1"
)

# What may differ from what a creation left: looking at an article is no change of it, nor is what its members said.
_LOOKING = frozenset({"is_looked_at", "state", "reason", "need"})


def undo(store: CaseStore) -> Entry:
    """Take back the latest act that stands; ``entry.undoes`` names it. Raises ``Refused``, saying why."""
    with store.transaction() as transaction:
        row = transaction.connection.execute(text(_LATEST_ACT)).first()
        if row is None:
            raise Refused("There is nothing to undo.")
        if transaction.connection.execute(text(_CAME_AGAIN), {"seq": row.seq, "id": row.object_id}).first():
            raise Refused(
                "The bytes of that article came in once more since it was added.",
                "Undo would hide that; it stays in the case.",
            )
        return _take_back(store, transaction, "undid", row)


def redo(store: CaseStore) -> Entry:
    """Do again what was undone last. Raises ``Refused`` where nothing was, or a person has acted since."""
    with store.transaction() as transaction:
        row = transaction.connection.execute(text(_LATEST_UNDO)).first()
        if row is None:
            raise Refused("There is nothing to redo.")
        if transaction.connection.execute(text(_ACTED_SINCE), {"seq": row.seq}).first():
            raise Refused("Something was done since the last undo; redo would hide it.", "Do it again by hand.")
        return _take_back(store, transaction, "redid", row)


def _take_back(store: CaseStore, transaction: Transaction, verb: str, row: Any) -> Entry:
    recorded = payload(store.reader, row.seq) or {"changes": []}
    act = transaction.act(verb, row.object_type, row.object_id)
    for change in reversed(recorded["changes"]):
        _invert(act, Change(change["table"], change["id"], change["before"], change["after"]))
    return transaction.journal(act, undoes=row.seq)


def _invert(act: Act, change: Change) -> None:
    now = act.rows.get(change.table, change.id)
    left = dict(change.after or {})
    if now is None or any(now[name] != value for name, value in left.items() if not _may_differ(change, name)):
        raise Refused(
            f"Something later changed the same {_WORDS.get(change.table, change.table)}.",
            "Undo would hide that; change it by hand.",
        )
    act.update(change.table, change.id, change.before if change.before is not None else {"live": False})
    if change.table == "entity" and (change.before is None or "live" in left):
        _read_again(act.rows, change.id)


_WORDS = {"decision": "mention", "judgement": "merge", "saved_search": "saved search"}


def _may_differ(change: Change, column: str) -> bool:
    return change.before is None and column in _LOOKING


def _read_again(rows: Rows, entity_id: str) -> None:
    """Queue the texts whose suggestions joined an entity that comes or goes: they need another home."""
    rows.flush()
    rows.connection.execute(
        text(
            "UPDATE text SET extracted_by = '' WHERE id IN (SELECT text_id FROM mention WHERE entity_id = :id AND open)"
        ),
        {"id": entity_id},
    )
