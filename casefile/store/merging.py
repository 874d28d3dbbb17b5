"""Saying that two entities are one, and taking it back. A merge is a judgement; nothing is rewritten."""

from __future__ import annotations

from sqlalchemy import and_, or_, select

from casefile.domain.errors import NotFound, Refused, UsageError
from casefile.domain.journal import Entry
from casefile.domain.kinds import EntityState
from casefile.store import clock
from casefile.store.act import Act
from casefile.store.case_store import CaseStore
from casefile.store.read_entities import entity
from casefile.store.tables import TABLES

_JUDGEMENT = TABLES["judgement"]


def merge(store: CaseStore, keep_id: str, other_id: str, why: str = "") -> Entry | None:
    """Show ``other_id`` as ``keep_id`` from now on, with all that either stands for.

    Raises ``NotFound``, ``UsageError`` where they are one already, ``Refused`` where one is rejected.
    """
    with store.act("merged", "entity", keep_id) as act:
        # Read inside the transaction: nobody can close a circle meanwhile.
        keep, other = entity(store.reader, keep_id), entity(store.reader, other_id)
        act.object_id = keep.id
        if keep.id == other.id:
            raise UsageError("These are one entity already.", "Choose two different ones.")
        if EntityState.REJECTED in (keep.state, other.state):
            raise Refused("One of the two is rejected.", "Accept it first.")
        for judgement_id in _between(act, keep.id, other.id):
            act.retire("judgement", judgement_id)
        _judge(act, keep.id, other.id, "same", why)
    return act.entry


def split(store: CaseStore, merged_id: str) -> Entry | None:
    """Take back that ``merged_id`` is another entity, and note that the two are different.

    What had been merged in ``merged_id`` before goes with it. Raises ``NotFound`` where it is not merged.
    """
    with store.act("split", "entity", merged_id) as act:
        row = act.rows.connection.execute(
            select(_JUDGEMENT).where(
                _JUDGEMENT.c.right_id == merged_id, _JUDGEMENT.c.verdict == "same", _JUDGEMENT.c.live
            )
        ).first()
        if row is None:
            raise NotFound("This entity is not merged in another.", "Choose one of the names that were merged.")
        act.retire("judgement", row.id)
        _judge(act, row.left_id, merged_id, "different", "")
    return act.entry


def _judge(act: Act, left: str, right: str, verdict: str, why: str) -> None:
    judgement = {"id": clock.new_id(), "left_id": left, "right_id": right, "verdict": verdict, "why": why}
    act.insert("judgement", {**judgement, "at": clock.utc_now()})
    for entity_id in (left, right):
        # From now on the journal speaks of it: it is never tidied away.
        act.rows.write("entity", entity_id, {"touched": True})


def _between(act: Act, one: str, two: str) -> list[str]:
    """The standing judgements on these two that a merge replaces."""
    here = _JUDGEMENT.c
    pair = or_(and_(here.left_id == one, here.right_id == two), and_(here.left_id == two, here.right_id == one))
    query = select(here.id).where(pair, here.live, here.verdict != "same").order_by(here.id)
    return list(act.rows.connection.scalars(query))
