"""Appending to the journal inside one write transaction."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, select

from casefile.domain.journal import GENESIS, Change, Entry, entry_hash, payload_digest, payload_json
from casefile.store import clock
from casefile.store.tables import TABLES

_JOURNAL = TABLES["journal"]
_PAYLOAD = TABLES["journal_payload"]


class JournalWriter:
    """Chains rows onto the journal. Made inside ``BEGIN IMMEDIATE``, so the head it reads stays the head."""

    def __init__(self, connection: Connection, actor: str) -> None:
        self._connection = connection
        self._actor = actor
        head = connection.execute(
            select(_JOURNAL.c.seq, _JOURNAL.c.hash).order_by(_JOURNAL.c.seq.desc()).limit(1)
        ).first()
        self._seq: int = head.seq if head else 0
        self._hash: str = head.hash if head else GENESIS
        self._rows: list[dict[str, Any]] = []
        self._payloads: list[dict[str, Any]] = []

    def append(
        self,
        verb: str,
        object_type: str,
        object_id: str,
        changes: Sequence[Change],
        facts: Mapping[str, Any],
        undoes: int | None = None,
    ) -> Entry:
        """Chain one act; it is written by ``flush``."""
        salt = secrets.token_hex(16)
        payload = payload_json(changes, facts)
        digest = payload_digest(salt, payload)
        fields: dict[str, Any] = {
            "seq": self._seq + 1,
            "at": clock.utc_now(),
            "actor": self._actor,
            "verb": verb,
            "object_type": object_type,
            "object_id": object_id,
            "undoes": undoes,
            "payload_digest": digest,
            "prev_hash": self._hash,
        }
        entry = Entry(**fields, hash=entry_hash(**fields))
        self._seq, self._hash = entry.seq, entry.hash
        self._rows.append(fields | {"hash": entry.hash})
        self._payloads.append({"digest": digest, "salt": salt, "json": payload})
        return entry

    def flush(self) -> None:
        """Write what was appended."""
        if self._rows:
            self._connection.execute(_JOURNAL.insert(), self._rows)
            self._connection.execute(_PAYLOAD.insert(), self._payloads)
            self._rows, self._payloads = [], []
