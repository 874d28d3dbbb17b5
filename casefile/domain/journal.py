"""The journal's arithmetic: canonical payloads, salted digests, the chain.

A row's ``hash`` covers its own fields, its payload's *digest* and the row before it; the payload itself (what
changed, as JSON) stands apart with its salt, so that a purge can delete payload and salt while the chain still
verifies. A chain shows an edit in its middle; it cannot show that its tail was cut or that all of it was
written anew, so exports print the head.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

GENESIS = "0" * 64


@dataclass(frozen=True, slots=True)
class Change:
    """One row that an act changed: ``before`` is None for a creation. Values are JSON scalars."""

    table: str
    id: str
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None

    def inverse(self) -> Change:
        return Change(self.table, self.id, self.after, self.before)


@dataclass(frozen=True, slots=True)
class Entry:
    """One act. ``at`` is UTC, ISO 8601 with microseconds and ``Z``; ``undoes`` names the act it takes back."""

    seq: int
    at: str
    actor: str
    verb: str
    object_type: str
    object_id: str
    undoes: int | None
    payload_digest: str
    prev_hash: str
    hash: str


def canonical_json(value: Any) -> str:
    """The one way a value is written as JSON for hashing: sorted keys, no spaces, ASCII."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True)


def payload_json(changes: Sequence[Change], facts: Mapping[str, Any] | None = None) -> str:
    """What stands beside a journal row: the changes, and ``facts`` (counts, hashes, names) of the act."""
    rows = [{"table": c.table, "id": c.id, "before": c.before, "after": c.after} for c in changes]
    return canonical_json({"changes": rows, "facts": facts or {}})


def payload_digest(salt: str, payload: str) -> str:
    """SHA-256 over the salt (hexadecimal, 32 digits) and the payload, so that a purged one cannot be guessed."""
    return hashlib.sha256(bytes.fromhex(salt) + payload.encode("ascii")).hexdigest()


def entry_hash(
    *,
    prev_hash: str,
    seq: int,
    at: str,
    actor: str,
    verb: str,
    object_type: str,
    object_id: str,
    undoes: int | None,
    payload_digest: str,
) -> str:
    """The hash of one journal row, over its fields in this order, as canonical JSON."""
    fields = [prev_hash, seq, at, actor, verb, object_type, object_id, undoes, payload_digest]
    return hashlib.sha256(canonical_json(fields).encode("ascii")).hexdigest()


def first_break(entries: Iterable[Entry], *, prev_hash: str = GENESIS, seq: int = 0) -> int | None:
    """The ``seq`` of the first row that does not follow from the one before it, or None when the chain holds."""
    for entry in entries:
        seq += 1
        expected = entry_hash(
            prev_hash=prev_hash,
            seq=entry.seq,
            at=entry.at,
            actor=entry.actor,
            verb=entry.verb,
            object_type=entry.object_type,
            object_id=entry.object_id,
            undoes=entry.undoes,
            payload_digest=entry.payload_digest,
        )
        if entry.seq != seq or entry.prev_hash != prev_hash or entry.hash != expected:
            return entry.seq
        prev_hash = entry.hash
    return None
