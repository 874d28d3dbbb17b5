"""Tags as they stand. Merged entities share theirs: each keeps its own rows, so that a split parts them again."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator

from casefile.store.read_merges import roots
from casefile.store.reader import CaseReader

_TAGS = "SELECT object_id, folded, name FROM tag WHERE live AND object_type = ? {only} ORDER BY folded, name"
_ONLY = "AND object_id IN (SELECT value FROM json_each(?))"
# Entities row by row, because merged ones count once; the others as they are.
_COUNTS = """
SELECT t.folded, t.name, CASE t.object_type WHEN 'entity' THEN t.object_id END AS entity, count(*) FROM tag t
WHERE t.live AND CASE t.object_type
    WHEN 'article' THEN EXISTS (SELECT 1 FROM article a WHERE a.id = t.object_id AND a.live)
    WHEN 'note' THEN EXISTS (SELECT 1 FROM note n WHERE n.id = t.object_id AND n.live)
    ELSE EXISTS (SELECT 1 FROM entity e WHERE e.id = t.object_id AND e.live AND e.state <> 'rejected') END
GROUP BY t.folded, t.name, entity
"""


def tags_of(r: CaseReader, object_type: str, ids: Iterable[str] | None = None) -> dict[str, tuple[str, ...]]:
    """The tags of each of ``ids`` (None: of all), in alphabetical order; what has none is left out.

    ``object_type`` is article, note or entity. An entity has the tags of all that is merged in it; without ``ids``
    they stand under the one that is shown.
    """
    with r.snapshot():
        merged = roots(r) if object_type == "entity" else {}
        asked = None if ids is None else list(ids)
        shown = None if asked is None else {merged.get(one, one) for one in asked}
        wanted = None if shown is None else [*shown, *(child for child, root in merged.items() if root in shown)]
        found = _gathered((merged.get(row[0], row[0]), *row[1:]) for row in _rows(r, object_type, wanted))
    if asked is None or not merged:
        return found
    return {one: found[root] for one in asked if (root := merged.get(one, one)) in found}


def all_tags(r: CaseReader) -> list[tuple[str, int]]:
    """Every tag and on how many articles, notes and entities of the case it stands: most used first, then by name."""
    spelled: dict[str, Counter[str]] = {}
    entities: dict[str, set[str]] = {}
    with r.snapshot():
        merged = roots(r)
        for folded, name, entity, count in r.query(_COUNTS):
            spelling = spelled.setdefault(folded, Counter())
            if entity is None:
                spelling[name] += count
            elif (shown := merged.get(entity, entity)) not in entities.setdefault(folded, set()):
                entities[folded].add(shown)
                spelling[name] += 1
    counted = [(folded, _commonest(spelling), spelling.total()) for folded, spelling in spelled.items()]
    return [(name, count) for folded, name, count in sorted(counted, key=lambda one: (-one[2], one[0]))]


def tag_names(r: CaseReader, ids: Iterable[str]) -> dict[str, str]:
    """The names of tags by their ids, those that were taken off too: for the log."""
    rows = r.query("SELECT id, name FROM tag WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(list(ids)),))
    return {row[0]: row[1] for row in rows}


def _rows(r: CaseReader, object_type: str, ids: list[str] | None) -> Iterator[tuple[str, str, str]]:
    if ids is None:
        return r.each(_TAGS.format(only=""), (object_type,))
    return r.each(_TAGS.format(only=_ONLY), (object_type, json.dumps(ids)))


def _gathered(rows: Iterable[tuple[str, str, str]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, str]] = {}
    for object_id, folded, name in rows:
        found.setdefault(object_id, {}).setdefault(folded, name)
    return {object_id: tuple(names.values()) for object_id, names in found.items()}


def _commonest(spelling: Counter[str]) -> str:
    return min(spelling, key=lambda name: (-spelling[name], name))
