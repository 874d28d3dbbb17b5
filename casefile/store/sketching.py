"""Storing sketches and the likenesses that they led to: machine's rows, not journaled, made anew when need be."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import delete, or_, select, tuple_

from casefile.store.case_store import CaseStore, Transaction
from casefile.store.tables import TABLES

_SKETCH = TABLES["sketch"]
_HASH = TABLES["sketch_hash"]
_LIKENESS = TABLES["likeness"]
_TEXT = TABLES["text"]


@dataclass(frozen=True, slots=True)
class Likeness:
    """Of two texts the share of either one's words that stands in the other, from 0 to 1."""

    text_id: str
    other_id: str
    of_text: float
    of_other: float


@dataclass(frozen=True, slots=True)
class Sketched:
    """What was made of one text: its sketch as it is stored, the hashes in it, the texts that read alike."""

    text_id: str
    packed: bytes
    hashes: tuple[int, ...]
    alike: tuple[Likeness, ...]


def store_sketches(
    store: CaseStore,
    made: Sequence[Sketched],
    made_by: str,
    *,
    revised: Iterable[Likeness] = (),
    gone: Iterable[tuple[str, str]] = (),
) -> None:
    """Replace what is kept of these texts; ``revised`` and ``gone`` are likenesses of others that were looked at again.

    A text that was taken out of the case meanwhile is left out.
    """
    with store.transaction() as transaction:
        run = transaction.connection
        there = _there(transaction, [one.text_id for one in made] + [two.other_id for one in made for two in one.alike])
        known = run.execute(
            select(_SKETCH.c.id, _SKETCH.c.text_id, _SKETCH.c.hashes).where(
                _SKETCH.c.text_id.in_([one.text_id for one in made])
            )
        ).all()
        for old in known:
            _forget(transaction, old.id, old.text_id, old.hashes)
        for one in made:
            if one.text_id not in there:
                continue
            row = {"text_id": one.text_id, "made_by": made_by, "hashes": one.packed}
            inserted = run.execute(_SKETCH.insert().values(row)).inserted_primary_key
            assert inserted is not None
            transaction.rows.insert_many("sketch_hash", [{"hash": each, "sketch": inserted[0]} for each in one.hashes])
            transaction.rows.insert_many("likeness", [_row(two) for two in one.alike if two.other_id in there])
        again = list(revised)
        pairs = [*gone, *((one.text_id, one.other_id) for one in again)]
        if pairs:
            run.execute(delete(_LIKENESS).where(tuple_(_LIKENESS.c.text_id, _LIKENESS.c.other_id).in_(pairs)))
        transaction.rows.insert_many("likeness", [_row(one) for one in again])


def _row(one: Likeness) -> dict[str, str | float]:
    return {"text_id": one.text_id, "other_id": one.other_id, "of_text": one.of_text, "of_other": one.of_other}


def _there(transaction: Transaction, ids: list[str]) -> set[str]:
    return set(transaction.connection.scalars(select(_TEXT.c.id).where(_TEXT.c.id.in_(ids), _TEXT.c.live)))


def _forget(transaction: Transaction, sketch: int, text_id: str, packed: bytes) -> None:
    """The hashes are taken out one by one, where they stand: nothing is looked through."""
    values = [int.from_bytes(packed[at : at + 6], "big") for at in range(6, len(packed), 6)]
    if values:
        statement = "DELETE FROM sketch_hash WHERE hash = ? AND sketch = ?"
        transaction.connection.exec_driver_sql(statement, [(value, sketch) for value in values])
    run = transaction.connection
    run.execute(delete(_LIKENESS).where(or_(_LIKENESS.c.text_id == text_id, _LIKENESS.c.other_id == text_id)))
    run.execute(delete(_SKETCH).where(_SKETCH.c.id == sketch))
