"""Originals that are stored and journaled and wait to be read, and what could not be stored at all."""

from __future__ import annotations

import time
from collections.abc import Sequence

from sqlalchemy import delete, func, insert, select

from casefile.store import clock
from casefile.store.arrivals import PAUSE_SECONDS, clean
from casefile.store.case_store import CaseStore
from casefile.store.read_case import case_info
from casefile.store.read_intake import Received
from casefile.store.tables import TABLES

_WAITING = TABLES["waiting"]
_AT_ONCE = 200


def receive(store: CaseStore, job: str, originals: Sequence[Received]) -> list[int]:
    """Journal that ``originals`` came in and let them wait; the ids of their rows. One act for them together.

    The act names hashes only: what a file was called is journaled with its article.
    """
    if not originals:
        return []
    with store.transaction() as transaction:
        run = transaction.connection
        first: int = (run.scalar(select(func.coalesce(func.max(_WAITING.c.id), 0))) or 0) + 1
        rows = [
            {
                "id": first + at,
                "job": job,
                "sha256": one.sha256,
                "bytes": one.bytes,
                "name": clean(one.name),
                "name_bytes": one.name_bytes,
                "modified": one.modified,
                "kind": one.kind,
            }
            for at, one in enumerate(originals)
        ]
        run.execute(insert(_WAITING), rows)
        facts = {"originals": [{"bytes": one.bytes, "sha256": one.sha256} for one in originals]}
        transaction.journal(transaction.act("received", "case", case_info(store.reader).uuid, facts))
    return [first + at for at in range(len(originals))]


def finished(store: CaseStore, ids: Sequence[int]) -> None:
    """These wait no longer: what they held is in the case."""
    with store.transaction() as transaction:
        transaction.connection.execute(delete(_WAITING).where(_WAITING.c.id.in_(ids)))


def skip(store: CaseStore, found: Sequence[tuple[str, str, str, str | None]]) -> None:
    """Journal what holds no bytes to store: name, its bytes in hex, the reason, and the id of its container."""
    for at in range(0, len(found), _AT_ONCE):
        if at:
            time.sleep(PAUSE_SECONDS)
        with store.transaction() as transaction:
            for name, name_bytes, reason, container_id in found[at : at + _AT_ONCE]:
                row_id = clock.new_id()
                act = transaction.act("skipped", "skipped", row_id)
                act.insert(
                    "skipped",
                    {
                        "id": row_id,
                        "name": clean(name),
                        "name_bytes": name_bytes,
                        "container_id": container_id,
                        "at": clock.utc_now(),
                        "by": store.actor,
                        "reason": reason,
                    },
                )
                transaction.journal(act)


def no_longer_skipped(store: CaseStore, container_id: str, still: set[tuple[str, str]]) -> None:
    """Retire what once could not be taken out of that article, but for name and reason of what still cannot."""
    skipped = TABLES["skipped"]
    with store.act("unpacked", "article", container_id) as act:
        rows = act.rows.connection.execute(
            select(skipped).where(skipped.c.container_id == container_id, skipped.c.live)
        ).all()
        for row in rows:
            if (row.name, row.reason) not in still:
                act.retire("skipped", row.id)
