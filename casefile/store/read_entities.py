"""The entity list: merges resolved, mentions counted, names gathered, in two walks along covering indexes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from casefile.domain.errors import NotFound
from casefile.domain.folding import fold
from casefile.domain.kinds import EntityState, Kind
from casefile.domain.records import Entity
from casefile.store.read_merges import members, roots
from casefile.store.reader import CaseReader

# One that only a difference tells of is kept for the next run of the engines, and not shown.
_ENTITIES = """
SELECT id, kind, caption, summary, state FROM entity e WHERE live {only} AND NOT (
    id IN (SELECT old_entity FROM difference WHERE old_entity IS NOT NULL) AND state = 'suggested' AND NOT touched
    AND NOT EXISTS (SELECT 1 FROM mention m WHERE m.entity_id = e.id))
"""
_OPEN = """
SELECT entity_id, count(*), json_group_array(DISTINCT article), json_group_array(DISTINCT surface)
FROM mention WHERE open AND entity_id IS NOT NULL {only} GROUP BY entity_id
"""
_ACCEPTED = """
SELECT d.entity_id, count(*), json_group_array(DISTINCT a.number), json_group_array(DISTINCT d.surface)
FROM decision d JOIN text t ON t.id = d.text_id JOIN article a ON a.id = t.article_id
WHERE d.live AND d.verdict = 'accepted' AND d.entity_id IS NOT NULL AND a.live AND t.live {only} GROUP BY d.entity_id
"""
_ONLY = "AND {column} IN (SELECT value FROM json_each(:ids))"
_KINDS = {kind.value: kind for kind in Kind}
_STATES = {state.value: state for state in EntityState}
_FIRST = (EntityState.SUGGESTED, EntityState.CONFIRMED, EntityState.REJECTED, EntityState.RETIRED)


# What is gathered of one group of merged entities: mentions, of these to judge, articles, names. A plain tuple:
# an object with lists of its own for each of 50,000 entities costs as much again as the query.
_Tally = tuple[int, int, list[int], list[str]]
_NOTHING: _Tally = (0, 0, [], [])
_TOGETHER = 500


def entities(r: CaseReader, include_rejected: bool = False) -> list[Entity]:
    """The entities of the case: those to judge first, then by mentions, most first, then by caption.

    Merged ones are shown as what they were merged in. A suggestion without any mention left is not listed;
    rejected ones are only with ``include_rejected``. ``aliases`` are sorted, and never hold the caption.
    """
    with r.snapshot():
        found = _gather(r, None)
    listed = [entity for entity in found if include_rejected or _is_listed(entity)]
    return sorted(listed, key=lambda e: (_FIRST.index(e.state), -e.mentions, e.caption, e.id))


def _is_listed(entity: Entity) -> bool:
    if entity.state is EntityState.SUGGESTED:
        return entity.mentions > 0 or bool(entity.merged)
    return entity.state is not EntityState.REJECTED


def entity(r: CaseReader, entity_id: str) -> Entity:
    """One entity; the id of a merged one gives what it is shown as. Raises ``NotFound``."""
    with r.snapshot():
        merged = roots(r)
        found = _gather(r, members(merged, merged.get(entity_id, entity_id)))
    if not found:
        raise NotFound("There is no such entity in this case.", "`casefile entities` lists them.")
    return found[0]


def entities_by_ids(r: CaseReader, ids: Sequence[str]) -> dict[str, Entity]:
    """For each of ``ids`` the entity it is shown as; an id that the case does not hold is left out."""
    if not ids:
        return {}
    with r.snapshot():
        merged = roots(r)
        wanted = {merged.get(one, one) for one in ids}
        found = _gather(r, [member for root in wanted for member in members(merged, root)])
    shown = {entity.id: entity for entity in found}
    return {one: shown[merged.get(one, one)] for one in ids if merged.get(one, one) in shown}


def find_entities(r: CaseReader, name_or_id: str) -> list[Entity]:
    """The entities that an id, a caption or, when no caption fits, an alias names; folded, merges resolved."""
    with r.snapshot():
        merged = roots(r)
        wanted: set[str] = set()
        for sql in (
            "SELECT id FROM entity WHERE live AND id = :written",
            "SELECT id FROM entity WHERE live AND folded = :folded",
            "SELECT entity_id FROM mention WHERE folded = :folded AND open AND entity_id IS NOT NULL"
            " UNION SELECT entity_id FROM decision WHERE folded = :folded AND live AND verdict = 'accepted'"
            " AND entity_id IS NOT NULL",
        ):
            rows = r.query(sql, {"written": name_or_id, "folded": fold(" ".join(name_or_id.split()))})
            wanted = {merged.get(row[0], row[0]) for row in rows}
            if wanted:
                break
        found = _gather(r, [member for root in wanted for member in members(merged, root)])
    return sorted(found, key=lambda e: (_FIRST.index(e.state), -e.mentions, e.caption, e.id))


def _gather(r: CaseReader, ids: Iterable[str] | None) -> list[Entity]:
    """The roots among ``ids`` (all live entities where None), with everything that belongs to them."""
    only = {"ids": json.dumps(list(ids))} if ids is not None else {}

    def restricted(column: str) -> str:
        return _ONLY.format(column=column) if only else ""

    merged = roots(r)
    rows = r.query(_ENTITIES.format(only=restricted("id")), only)
    tallies: dict[str, _Tally] = {}
    groups: dict[str, list[str]] = {}
    for row in rows if merged else ():
        root = merged.get(row[0])
        if root is not None:
            groups.setdefault(root, []).append(row[0])
            tallies[root] = _sum(tallies.get(root), (0, 0, [], [row[2]]))
    for sql, is_open in (
        (_OPEN.format(only=restricted("entity_id")), True),
        (_ACCEPTED.format(only=restricted("d.entity_id")), False),
    ):
        found = r.query(sql, only)
        articles = _arrays(found, 2)
        names = _arrays(found, 3)
        for row, in_articles, by_names in zip(found, articles, names, strict=True):
            root = merged.get(row[0], row[0])
            tally = (row[1], row[1] if is_open else 0, in_articles, by_names)
            tallies[root] = _sum(tallies.get(root), tally)
    return [
        _entity(row[0], row[1], row[2], row[3], row[4], tallies.get(row[0], _NOTHING), groups.get(row[0], ()))
        for row in rows
        if row[0] not in merged
    ]


def _arrays(rows: Sequence[Sequence[Any]], column: int) -> list[list[Any]]:
    """The JSON arrays in one column. An array of arrays is read four times as fast as an array a row; some hundreds
    at a time, because the reading of one holds up every other thread."""
    found: list[list[Any]] = []
    for start in range(0, len(rows), _TOGETHER):
        found += json.loads(f"[{','.join(row[column] for row in rows[start : start + _TOGETHER])}]")
    return found


def _sum(one: _Tally | None, other: _Tally) -> _Tally:
    return (one[0] + other[0], one[1] + other[1], one[2] + other[2], one[3] + other[3]) if one else other


def _entity(
    entity_id: str, kind: str, caption: str, summary: str, state: str, tally: _Tally, group: Sequence[str]
) -> Entity:
    mentions, to_judge, articles, names = tally
    return Entity(
        entity_id,
        _KINDS[kind],
        caption,
        summary,
        _STATES[state],
        tuple(sorted(set(names) - {caption})),
        mentions,
        to_judge,
        tuple(sorted(set(articles))),
        tuple(sorted(group)),
    )
