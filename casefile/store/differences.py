"""What another run of the engines changed in one text: worked out when it is stored, kept until a person has seen it.

A run is compared with what stood when the person last saw the suggestions of the text, however many runs lie in
between. A first run is no difference. Nothing here decides: a span that a person has decided on is never listed as
new, gone or changed; where the engines do not find it any more, it is listed as kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, RowMapping, delete, func, select, text, update

from casefile.domain.journal import Entry
from casefile.domain.kinds import Kind
from casefile.store.act import Rows
from casefile.store.case_store import CaseStore
from casefile.store.read_articles import article
from casefile.store.read_case import case_info
from casefile.store.tables import TABLES

AGAIN = "again"
"""What stands for the engines of a text that a person has asked to be read again."""
INTERRUPTED = "interrupted"
"""… and of one whose suggestions are being written in several transactions."""

CARRIED_BY = "version"
"""The engine of what was carried from an older version of the article: no run of the engines changes it."""

Place = tuple[int, int, bool]

_COMPARED = ("start", "stop", "kind", "entity", "value")

_DIFFERENCE = TABLES["difference"]
_MENTION = TABLES["mention"]
_DECISION = TABLES["decision"]
_TEXT = TABLES["text"]
_ARTICLE = TABLES["article"]


@dataclass(frozen=True, slots=True)
class Side:
    """A suggestion as it is compared. ``engine`` and ``rule`` say where it is from and are not compared."""

    start: int
    stop: int
    kind: str
    entity: str | None
    value: str
    engine: str
    rule: str

    @property
    def place(self) -> Place:
        return self.start, self.stop, self.kind == Kind.READING


class Before:
    """What stood in a text before the run that is being stored; made in its first transaction."""

    def __init__(self, connection: Connection, text_id: str) -> None:
        engines = connection.scalar(select(_TEXT.c.extracted_by).where(_TEXT.c.id == text_id)) or ""
        kept = connection.execute(select(_DIFFERENCE).where(_DIFFERENCE.c.text_id == text_id)).mappings().all()
        # Without a name of engines it was never read, or a person changed what engines are told of it.
        self.is_compared = bool(engines or kept)
        self.sides: list[Side] = []
        if self.is_compared:
            self.sides = [_side(row, "old_") for row in kept if row["old_start"] is not None]
        if self.is_compared and engines != INTERRUPTED:
            newer = {_side(row, "new_").place for row in kept if row["new_start"] is not None}
            self.sides += [side for side in sides(connection, text_id) if side.place not in newer]

    def keep(self, rows: Rows, text_id: str, number: int) -> None:
        """Write down what stood: the run will take several transactions, and may be cut short."""
        if self.is_compared:
            _replace(rows, text_id, number, [("gone", side, None) for side in self.sides])
            rows.connection.execute(update(_TEXT).where(_TEXT.c.id == text_id).values(extracted_by=INTERRUPTED))

    def compare(self, rows: Rows, text_id: str, number: int, same: Mapping[str, str]) -> dict[str, int]:
        """Write what differs now that the run is stored; how much of each sort. ``same``: an entity's root."""
        if not self.is_compared:
            return {}
        rows.flush()
        now = sides(rows.connection, text_id)
        found = list(differences(self.sides, now, decided(rows.connection, text_id), same))
        _replace(rows, text_id, number, found)
        return {what: sum(one[0] == what for one in found) for what in ("new", "gone", "changed", "kept")}


Found = tuple[str, Side | None, Side | None]


def differences(
    old: Sequence[Side], new: Sequence[Side], is_decided: set[Place], same: Mapping[str, str]
) -> Iterable[Found]:
    """Sort, old side and new side of each difference: those on one span first, then by place.

    A suggestion that went and one that came on overlapping spans are one that changed.
    """
    now = {side.place: side for side in new}
    went = []
    for side in old:
        found = now.get(side.place)
        if side.place in is_decided:
            if found is None:
                yield "kept", side, None
        elif found is None:
            went.append(side)
        elif _said(found, same) != _said(side, same):
            yield "changed", side, found
    known = {side.place for side in old} | is_decided
    came = sorted((side for side in new if side.place not in known), key=lambda side: side.place)
    at = 0
    for side in sorted(went, key=lambda side: side.place):
        while at < len(came) and came[at].stop <= side.start:
            yield "new", None, came[at]
            at += 1
        if at < len(came) and came[at].start < side.stop and came[at].place[2] == side.place[2]:
            yield "changed", side, came[at]
            at += 1
        else:
            yield "gone", side, None
    yield from (("new", None, side) for side in came[at:])


def _said(side: Side, same: Mapping[str, str]) -> tuple[str, str, str]:
    return side.kind, same.get(side.entity or "", side.entity or ""), side.value


def sides(connection: Connection, text_id: str) -> list[Side]:
    """The suggestions of engines that stand on a text, decided or not."""
    columns = _MENTION.c
    by_engines = columns.text_id == text_id, columns.engine != CARRIED_BY
    rows = connection.execute(select(_MENTION).where(*by_engines).order_by(columns.id)).mappings()
    return [
        Side(
            row["start"],
            row["stop"],
            row["kind"],
            row["entity_id"],
            row["value"],
            "/".join(filter(None, (row["engine"], row["version"]))),
            row["rule"],
        )
        for row in rows
    ]


def decided(connection: Connection, text_id: str) -> set[Place]:
    """The places of a text that a person has decided on."""
    columns = _DECISION.c
    rows = connection.execute(
        select(columns.start, columns.stop, columns.kind).where(columns.text_id == text_id, columns.live)
    )
    return {(row.start, row.stop, row.kind == Kind.READING) for row in rows}


def carried_places(connection: Connection, text_id: str) -> set[Place]:
    """The places of a text to which something was carried that a person has judged: engines' suggestions give way."""
    columns = TABLES["carried"].c
    rows = connection.execute(
        select(columns.start, columns.stop, columns.kind).where(
            columns.text_id == text_id, columns.start.is_not(None), columns.what != "cited"
        )
    )
    return {(row.start, row.stop, row.kind == Kind.READING) for row in rows}


def _side(row: RowMapping, which: str) -> Side:
    said = {column: row[which + column] for column in _COMPARED}
    return Side(**said, engine=row["engine"], rule=row["rule"])


def _columns(side: Side | None, which: str) -> dict[str, Any]:
    return {which + column: getattr(side, column) if side else None for column in _COMPARED}


def _replace(rows: Rows, text_id: str, number: int, found: Iterable[Found]) -> None:
    rows.connection.execute(delete(_DIFFERENCE).where(_DIFFERENCE.c.text_id == text_id))
    said = []
    for what, old, new in found:
        by = new or old
        assert by is not None
        place = {"text_id": text_id, "article": number, "what": what, "engine": by.engine, "rule": by.rule}
        said.append(place | _columns(old, "old_") | _columns(new, "new_"))
    rows.insert_many("difference", said)
    rows.flush()


_NAMELESS = """FROM entity WHERE id = :id AND NOT touched AND state = 'suggested'
    AND NOT EXISTS (SELECT 1 FROM mention WHERE entity_id = :id)"""
_TOLD = " AND NOT EXISTS (SELECT 1 FROM difference WHERE old_entity = :id)"


def tidy(connection: Connection, left: Iterable[str]) -> list[str]:
    """Those of ``left`` that no mention, no person and no journal row speaks of any more: they are not listed.

    They are deleted, but for those that a difference tells of: should another run find them again, they are the same.
    """
    gone = []
    for entity_id in sorted(left):
        if connection.execute(text("SELECT 1 " + _NAMELESS), {"id": entity_id}).first():
            gone.append(entity_id)
            connection.execute(text("DELETE " + _NAMELESS + _TOLD), {"id": entity_id})
    return gone


def seen(store: CaseStore, number: int | None = None) -> Entry | None:
    """A person has looked at what changed in article S``number``, or everywhere: the rows go, the journal keeps how
    many. None where nothing was waiting. Raises ``NotFound``."""
    what, row_id = ("article", article(store.reader, number).id) if number else ("case", case_info(store.reader).uuid)
    chosen = [_DIFFERENCE.c.article == number] if number else []
    with store.transaction() as transaction:
        waiting = transaction.connection.scalar(select(func.count()).select_from(_DIFFERENCE).where(*chosen))
        if not waiting:
            return None
        named = set(transaction.connection.scalars(select(_DIFFERENCE.c.old_entity).where(*chosen).distinct()))
        transaction.connection.execute(delete(_DIFFERENCE).where(*chosen))
        tidy(transaction.connection, filter(None, named))
        return transaction.journal(transaction.act("reviewed", what, row_id, {"differences": waiting}))


def read_again(store: CaseStore, numbers: Sequence[int] = ()) -> int:
    """Queue the counted texts of these articles, or of all, for the engines once more; how many were queued.

    Those that no engine has read wait already and are not counted.
    """
    chosen = [_ARTICLE.c.number.in_(numbers)] if numbers else []
    counted = select(_ARTICLE.c.text_id).where(_ARTICLE.c.live, *chosen)
    with store.transaction() as transaction:
        done = transaction.connection.execute(
            update(_TEXT).where(_TEXT.c.id.in_(counted), _TEXT.c.extracted_by != "").values(extracted_by=AGAIN)
        )
        return done.rowcount
