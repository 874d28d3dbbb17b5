"""Writing which article is a version or a copy of which, and what was carried from the older to the newer."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Sequence
from typing import Any

from sqlalchemy import delete, func, select

from casefile.domain.errors import NotFound
from casefile.domain.folding import fold
from casefile.domain.journal import Entry, canonical_json
from casefile.store import clock
from casefile.store.arrivals import PAUSE_SECONDS, clean
from casefile.store.case_store import CaseStore, Transaction
from casefile.store.differences import CARRIED_BY, decided
from casefile.store.read_articles import article
from casefile.store.read_articles import text as words_of
from casefile.store.read_versions import CarriedRow, Judged
from casefile.store.tables import TABLES

CHUNK = 400  # rows a transaction, each with its mention and what the triggers do: about 20 ms

_VERBS = {"version_of": "versioned", "copy_of": "grouped"}
_CARRIED = TABLES["carried"]
_CARRYING = TABLES["carrying"]
_DECLINE = TABLES["decline"]
_TEXT = TABLES["text"]

Item = tuple[Judged, CarriedRow]


def set_parent(store: CaseStore, number: int, column: str, of: int | None) -> Entry | None:
    """Say that S``number`` is a version or a copy (``column`` version_of, copy_of) of S``of``, or of none.

    A standing refusal of the same goes with it. None where that was said already. Raises ``NotFound``.
    """
    known = article(store.reader, number)
    with store.act(_VERBS[column], "article", known.id) as act:
        act.update("article", known.id, {column: of})
        if of is not None:
            here = _DECLINE.c
            standing = select(here.id).where(
                here.what == column.removesuffix("_of"), here.article == number, here.other == of, here.live
            )
            for row_id in list(act.rows.connection.scalars(standing)):
                act.retire("decline", row_id)
    return act.entry


def decline(store: CaseStore, number: int, column: str, of: int) -> Entry | None:
    """Say that S``number`` is no version, or no copy, of S``of``: it is not offered again. Where it was said to be
    one, it is not any more. None where that was said already. Raises ``NotFound``."""
    known, other = article(store.reader, number), article(store.reader, of)
    with store.act("declined", "article", known.id) as act:
        here, what = _DECLINE.c, column.removesuffix("_of")
        standing = select(here.id).where(here.what == what, here.article == number, here.other == of, here.live)
        if act.rows.connection.scalar(standing) is None:
            row = {"id": clock.new_id(), "what": what, "article": known.number, "other": other.number}
            act.insert("decline", row)
        if getattr(known, column) == of:
            act.update("article", known.id, {column: None})
    return act.entry


def store_carried(
    store: CaseStore, number: int, text_id: str, items: Sequence[Item], old_id: str, made_by: str
) -> None:
    """Replace what was carried to a text by ``items``, and suggest of it what was accepted and has a place.

    One journal row for all. Large results are written in several transactions; until the last one the text counts as
    not carried to. Raises ``NotFound`` where the text, or the older one, went meanwhile.
    """
    known = article(store.reader, number)
    words = words_of(store.reader, text_id)
    chunks = [items[start : start + CHUNK] for start in range(0, len(items), CHUNK)] or [[]]
    for place, chunk in enumerate(chunks):
        if place:
            time.sleep(PAUSE_SECONDS)
        with store.transaction() as transaction:
            _check(transaction, {text_id, old_id, *(row.old_text_id for _, row in chunk)})
            if not place:
                for table in (_CARRIED, _CARRYING):
                    transaction.connection.execute(delete(table).where(table.c.text_id == text_id))
            elif _count(transaction, text_id) != place * CHUNK:
                return  # somebody else is carrying the same, and is ahead
            closed = decided(transaction.connection, text_id)
            is_counted = known.text_id == text_id
            rows = [
                _mention(text_id, number, words, item, made_by, is_open=is_counted and _place(item) not in closed)
                for item in chunk
                if item[0].what == "accepted" and item[1].new is not None
            ]
            # The mentions first: what engines suggested on their spans gives way when ``carried`` tells of it.
            transaction.rows.insert_many("mention", rows)
            transaction.rows.flush()
            transaction.rows.insert_many("carried", [_row(text_id, row) for _, row in chunk])
            if place == len(chunks) - 1:
                row = {"text_id": text_id, "old_text_id": old_id, "made_by": made_by}
                transaction.rows.insert_many("carrying", [row])
                transaction.journal(transaction.act("carried", "article", known.id, _facts(text_id, items, made_by)))


def _count(transaction: Transaction, text_id: str) -> int:
    return transaction.connection.scalar(select(func.count()).where(_CARRIED.c.text_id == text_id)) or 0


def _check(transaction: Transaction, ids: set[str]) -> None:
    """Asked inside the transaction that writes: from here on nobody can take the texts away."""
    found = transaction.connection.scalars(select(_TEXT.c.id).where(_TEXT.c.id.in_(ids), _TEXT.c.live))
    if set(found) != ids:
        raise NotFound("The text was taken out of the case meanwhile.")


def _place(item: Item) -> tuple[int, int, bool]:
    new = item[1].new
    assert new is not None
    return new.start, new.end, item[0].is_reading


def _mention(text_id: str, number: int, words: str, item: Item, made_by: str, *, is_open: bool) -> dict[str, Any]:
    judged, row = item
    assert row.new is not None
    surface = " ".join(row.new.of(words).split())
    return {
        "text_id": text_id,
        "article": number,
        "start": row.new.start,
        "stop": row.new.end,
        "kind": judged.kind,
        "entity_id": judged.entity_id,
        "surface": surface,
        "folded": fold(surface),
        "engine": CARRIED_BY,
        "version": made_by.partition("/")[2],
        "rule": row.rule,
        "score": row.score,
        "value": clean(judged.value),
        "note": clean(judged.note),
        "open": is_open,
    }


def _row(text_id: str, row: CarriedRow) -> dict[str, Any]:
    return {
        "text_id": text_id,
        "old_text_id": row.old_text_id,
        "what": row.what,
        "kind": row.kind,
        "entity_id": row.entity_id,
        "old_start": row.old.start,
        "old_stop": row.old.end,
        "start": row.new.start if row.new else None,
        "stop": row.new.end if row.new else None,
        "rule": row.rule,
        "score": row.score,
        "why": row.why,
    }


def _facts(text_id: str, items: Sequence[Item], made_by: str) -> dict[str, Any]:
    """What the journal keeps: enough to tell whether the same would be carried again."""
    rows = [_row(text_id, row) for _, row in items]
    placed = sum(row["start"] is not None for row in rows)
    digest = hashlib.sha256(canonical_json(rows).encode("ascii")).hexdigest()
    return {"text": text_id, "engines": [made_by], "placed": placed, "lost": len(rows) - placed, "digest": digest}
