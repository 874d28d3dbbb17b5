"""Which entity of the case a name found in another article belongs to.

A name joins what bears it already, of the same kind: by caption first, then by an alias, then (not for persons,
whose short forms several people share) by one of its own short forms that is somebody's caption. What a person
confirmed wins over what is only suggested; a rejected name stays rejected; where two confirmed entities bear a
name, or a person called its bearers different, it stays apart as a suggestion of its own. Before all that, what a
text named by an entity that a person has touched it names still when engines read it again: a new caption or a
rejection does not come undone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from sqlalchemy import Connection, text

from casefile.domain.folding import fold
from casefile.domain.kinds import EntityState, Kind
from casefile.store.read_merges import resolve

_VARIABLES = 500  # SQLite of old allowed 999 values in one statement


@dataclass(frozen=True, slots=True)
class Name:
    """Something to be placed: ``aliases`` are its other written forms in its document."""

    kind: Kind
    name: str
    aliases: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        return fold(" ".join(self.name.split()))

    @property
    def short_keys(self) -> list[str]:
        return sorted({fold(" ".join(alias.split())) for alias in self.aliases} - {self.key})


@dataclass(frozen=True, slots=True)
class Bearer:
    """An entity that bears a name; ``root`` is what it is shown as, whose kind and state these are."""

    id: str
    root: str
    kind: Kind
    state: EntityState
    is_persons: bool


class Bearers:
    """Who bears which folded name, for all names of one document at once."""

    def __init__(
        self, connection: Connection, names: Sequence[Name], kept: Mapping[tuple[Kind, str], str] | None = None
    ) -> None:
        self._kept = kept or {}
        keys = {name.key for name in names} | {key for name in names for key in name.short_keys}
        by_caption, by_alias = {}, {}  # type: dict[str, set[str]], dict[str, set[str]]
        for some in _parts(sorted(keys)):
            _collect(connection, _CAPTIONS, some, by_caption)
            _collect(connection, _ALIASES, some, by_alias)
        parents = connection.execute(text("SELECT right_id, left_id FROM judgement WHERE live AND verdict = 'same'"))
        merged = resolve({row[0]: row[1] for row in parents})
        ids = set().union(*by_caption.values(), *by_alias.values())
        bearers = _bearers(connection, ids, merged)
        self._captions = _among(by_caption, bearers)
        self._aliases = _among(by_alias, bearers)

    def place(self, name: Name) -> str | None:
        """The entity that ``name`` joins, or None where it is to be a new one."""
        if (name.kind, name.key) in self._kept:
            return self._kept[name.kind, name.key]
        captioned, aliased = self._captions.get(name.key, []), self._aliases.get(name.key, [])
        chosen = _choose(b for b in captioned if b.kind is name.kind)
        if chosen is None and name.kind.is_name:
            chosen = _choose(b for b in captioned if b.is_persons and b.kind.is_name)
        if chosen is None:
            chosen = _choose(b for b in aliased if b.kind is name.kind)
        if chosen is None and name.kind is not Kind.PERSON:
            short = {b.id: b for key in name.short_keys for b in self._captions.get(key, ()) if b.kind is name.kind}
            chosen = _choose(short.values()) if len({b.root for b in short.values()}) == 1 else None
        return chosen.id if chosen else None


def kept_places(connection: Connection, text_id: str) -> dict[tuple[Kind, str], str]:
    """What the suggestions of one text, about to be replaced, are to name still: the entity by kind and folded name.

    Only entities that a person has touched count; where several share a name, those that a person wrote come first,
    and a name that is still not one entity's is left out.
    """
    rows = connection.execute(text(_TOUCHED), {"id": text_id})
    found: dict[tuple[Kind, str], dict[bool, set[str]]] = {}
    for row in rows:
        for key in {row.folded, fold(row.value)} - {""}:
            is_persons = row.owner == "person"
            found.setdefault((Kind(row.kind), key), {}).setdefault(is_persons, set()).add(row.entity_id)
    first = {name: by_owner.get(True) or by_owner[False] for name, by_owner in found.items()}
    return {name: next(iter(ids)) for name, ids in first.items() if len(ids) == 1}


_TOUCHED = """
SELECT DISTINCT m.kind, m.folded, m.value, m.entity_id, e.owner FROM mention m JOIN entity e ON e.id = m.entity_id
WHERE m.text_id = :id AND e.live AND (e.touched OR e.owner = 'person')
"""
_CAPTIONS = "SELECT folded, id FROM entity WHERE live AND folded IN ({})"
_ALIASES = (
    "SELECT folded, entity_id FROM mention WHERE open AND entity_id IS NOT NULL AND folded IN ({0})"
    " UNION SELECT folded, entity_id FROM decision"
    " WHERE live AND verdict = 'accepted' AND entity_id IS NOT NULL AND folded IN ({0})"
)


def _parts(values: Sequence[str]) -> Iterator[list[str]]:
    rest = iter(values)
    while part := list(islice(rest, _VARIABLES)):
        yield part


def _marks(values: Sequence[str]) -> tuple[str, dict[str, str]]:
    named = {f"v{number}": value for number, value in enumerate(values)}
    return ", ".join(f":{name}" for name in named), named


def _collect(connection: Connection, sql: str, keys: Sequence[str], into: dict[str, set[str]]) -> None:
    marks, values = _marks(keys)
    for folded, entity_id in connection.execute(text(sql.format(marks)), values):
        into.setdefault(folded, set()).add(entity_id)


def _bearers(connection: Connection, ids: set[str], merged: Mapping[str, str]) -> dict[str, Bearer]:
    shown = {}
    for some in _parts(sorted({merged.get(entity, entity) for entity in ids})):
        marks, values = _marks(some)
        rows = connection.execute(
            text(f"SELECT id, kind, state, owner FROM entity WHERE live AND id IN ({marks})"), values
        )
        shown.update({row.id: row for row in rows})
    found = {}
    for entity in sorted(ids):
        row = shown.get(merged.get(entity, entity))
        if row is not None:
            found[entity] = Bearer(entity, row.id, Kind(row.kind), EntityState(row.state), row.owner == "person")
    return found


def _among(ids: Mapping[str, set[str]], bearers: Mapping[str, Bearer]) -> dict[str, list[Bearer]]:
    return {key: [bearers[i] for i in sorted(found) if i in bearers] for key, found in ids.items()}


def _choose(bearers: Iterable[Bearer]) -> Bearer | None:
    """The one that a name belongs to: the only confirmed one; else, where none or several are confirmed,
    a suggested one; else, where there are only rejected ones, one of these."""
    roots: dict[str, Bearer] = {}
    for bearer in bearers:
        # Of a merged group its own root is taken, where it bears the name itself.
        if bearer.root not in roots or bearer.id == bearer.root:
            roots[bearer.root] = bearer
    by_state: dict[EntityState, list[Bearer]] = {}
    for bearer in roots.values():
        by_state.setdefault(bearer.state, []).append(bearer)
    confirmed = by_state.get(EntityState.CONFIRMED, [])
    suggested = by_state.get(EntityState.SUGGESTED, [])
    if len(confirmed) == 1:
        return confirmed[0]
    if suggested:
        return suggested[0]
    return None if confirmed else next(iter(by_state.get(EntityState.REJECTED, [])), None)
