"""What the index is told, read some hundred articles at a time: a question for each of 100,000 would take longer."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import NamedTuple

from casefile.domain.span import Span
from casefile.store.read_merges import roots
from casefile.store.reader import CaseReader

_AMONG = "IN (SELECT value FROM json_each(?))"
_ARTICLES = f"""
SELECT a.id, a.number, a.text_id, a.title, a.author, a.publisher, a.published, a.language, a.reliability,
    a.is_looked_at, coalesce(q.at, ''), coalesce(t.characters, 0)
FROM article a LEFT JOIN text t ON t.id = a.text_id LEFT JOIN acquisition q ON q.article_id = a.id AND q.ordinal = 1
WHERE a.live AND a.id {_AMONG} ORDER BY a.number
"""
_NAMED = f"""
SELECT text_id, entity_id FROM mention WHERE text_id {_AMONG} AND open AND entity_id IS NOT NULL
UNION SELECT text_id, entity_id FROM decision
    WHERE text_id {_AMONG} AND live AND verdict = 'accepted' AND entity_id IS NOT NULL
"""
_CLAIMS = f"""
SELECT text_id, cue_start, cue_stop, content_start, content_stop, polarity, speaker, entity_id
FROM attribution WHERE text_id {_AMONG} ORDER BY text_id, content_start, id
"""
_NAMES = f"""
SELECT DISTINCT entity_id, surface FROM mention WHERE open AND entity_id {_AMONG}
UNION SELECT d.entity_id, d.surface
    FROM decision d JOIN text t ON t.id = d.text_id JOIN article a ON a.id = t.article_id
    WHERE d.live AND d.verdict = 'accepted' AND a.live AND t.live AND d.entity_id {_AMONG}
"""
# An index answers what stands in ``mention`` without looking at one.
_FIRST = """
SELECT f.entity_id, coalesce(q.at, '') FROM (
    SELECT entity_id, min(number) AS number FROM (
        SELECT e.value AS entity_id,
            (SELECT min(m.article) FROM mention m WHERE m.entity_id = e.value AND m.open = 1) AS number
        FROM json_each(:ids) e
        UNION ALL
        SELECT d.entity_id, a.number
        FROM decision d JOIN text t ON t.id = d.text_id JOIN article a ON a.id = t.article_id
        WHERE d.live AND d.verdict = 'accepted' AND a.live AND t.live
            AND d.entity_id IN (SELECT value FROM json_each(:ids))
    ) GROUP BY entity_id HAVING min(number) IS NOT NULL
) f JOIN article a ON a.number = f.number LEFT JOIN acquisition q ON q.article_id = a.id AND q.ordinal = 1
"""
_ENTITIES = "SELECT id, kind, caption, state FROM entity WHERE live"


class ArticleRow(NamedTuple):
    """What the index is told of an article beside its text. ``added`` is when it first came in, ``characters`` how
    long the text that counts is."""

    id: str
    number: int
    text_id: str | None
    title: str
    author: str
    publisher: str
    published: str
    language: str
    grade: str
    is_looked_at: int
    added: str
    characters: int


class ClaimRow(NamedTuple):
    """Who says what in a text, as suggested. ``entity`` is the id that was suggested, before merges."""

    text_id: str
    cue: Span
    content: Span
    polarity: str
    speaker: str
    entity: str | None


@dataclass(frozen=True, slots=True)
class EntityRow:
    """An entity with all that is merged in it; ``added`` is when the first article that names it came in."""

    id: str
    kind: str
    caption: str
    aliases: tuple[str, ...]
    added: str


class Called(NamedTuple):
    """What an article that names an entity is told of it: other names only of one that a person has confirmed."""

    caption: str
    aliases: tuple[str, ...]


def article_ids(r: CaseReader, *, newest_first: bool = False) -> list[str]:
    """Every article of the case, by number, or by the day it is of, undated ones last."""
    order = "published DESC, number DESC" if newest_first else "number"
    return [row[0] for row in r.each(f"SELECT id FROM article WHERE live ORDER BY {order}")]


def article_rows(r: CaseReader, ids: Collection[str]) -> list[ArticleRow]:
    """Those of ``ids`` that are live articles, by number."""
    return [ArticleRow(*row) for row in r.each(_ARTICLES, (json.dumps(list(ids)),))]


def texts(r: CaseReader, text_ids: Collection[str]) -> dict[str, str]:
    """The words of those texts; one that was purged is left out."""
    rows = r.each(f"SELECT id, content FROM text_content WHERE id {_AMONG}", (json.dumps(list(text_ids)),))
    return dict(rows)


def named(r: CaseReader, text_ids: Collection[str]) -> dict[str, set[str]]:
    """The ids of the entities that each text names, before merges."""
    found: dict[str, set[str]] = defaultdict(set)
    wanted = json.dumps(list(text_ids))
    for text_id, entity_id in r.each(_NAMED, (wanted, wanted)):
        found[text_id].add(entity_id)
    return found


def claims(r: CaseReader, text_ids: Collection[str]) -> dict[str, list[ClaimRow]]:
    """Who says what in each text, by the place of what is said."""
    found: dict[str, list[ClaimRow]] = defaultdict(list)
    for text_id, *places, polarity, speaker, entity in r.each(_CLAIMS, (json.dumps(list(text_ids)),)):
        cue, content = Span(places[0], places[1]), Span(places[2], places[3])
        found[text_id].append(ClaimRow(text_id, cue, content, polarity, speaker, entity))
    return found


def texts_of(r: CaseReader, article_ids: Collection[str]) -> dict[str, str]:
    """Every text of those articles, retired ones too, and the id of its article."""
    rows = r.each(f"SELECT id, article_id FROM text WHERE article_id {_AMONG}", (json.dumps(list(article_ids)),))
    return dict(rows)


def articles_of(r: CaseReader, text_ids: Collection[str]) -> set[str]:
    """The ids of the articles that hold those texts."""
    rows = r.each(f"SELECT DISTINCT article_id FROM text WHERE id {_AMONG}", (json.dumps(list(text_ids)),))
    return {row[0] for row in rows}


def entity_ids(r: CaseReader) -> list[str]:
    """Every live entity that is shown as itself."""
    merged = roots(r)
    return [row[0] for row in r.each("SELECT id FROM entity WHERE live ORDER BY rowid") if row[0] not in merged]


def shown_as(r: CaseReader, ids: Collection[str]) -> set[str]:
    """``ids``, and what they are shown as."""
    merged = roots(r)
    return {*ids, *(merged[one] for one in ids if one in merged)}


def entities(r: CaseReader, ids: Collection[str]) -> list[EntityRow]:
    """Those of ``ids`` that are shown as themselves.

    Left out is what was merged, rejected or retired, and a suggestion that nothing names any more.
    """
    with r.snapshot():
        merged = roots(r)
        rows = _standing(r, [one for one in ids if one not in merged])
        groups = _groups(merged, {row[0] for row in rows})
        names, children = _names(r, groups), _captions_of_merged(r, groups)
        first = _first(r, groups)
    return [
        EntityRow(one, kind, caption, _others(caption, names[one] | children[one]), first.get(one, ""))
        for one, kind, caption, state in rows
        if state != "suggested" or one in first or children[one]
    ]


def called(r: CaseReader, ids: Collection[str] | None = None) -> dict[str, Called]:
    """How each of ``ids`` (None: of all) is called where it is named; a rejected or retired one is left out."""
    with r.snapshot():
        merged = roots(r)
        wanted = None if ids is None else {merged.get(one, one) for one in ids}
        rows = _standing(r, wanted)
        groups = _groups(merged, {row[0] for row in rows if row[3] == "confirmed"})
        names, children = _names(r, groups), _captions_of_merged(r, groups)
    found = {one: Called(caption, _others(caption, names[one] | children[one])) for one, _, caption, _ in rows}
    asked = merged if ids is None else {one: merged[one] for one in ids if one in merged}
    return found | {one: found[root] for one, root in asked.items() if root in found}


def confirmed(r: CaseReader) -> list[Called]:
    """Every entity that a person has confirmed, with all its names; suggestions are not read for it."""
    ids = [row[0] for row in r.each(f"{_ENTITIES} AND state = 'confirmed'")]
    found = called(r, ids)
    return list({found[one]: None for one in ids if one in found})


def _standing(r: CaseReader, ids: Collection[str] | None) -> list[tuple[str, str, str, str]]:
    if ids is None:
        rows = r.each(f"{_ENTITIES} AND state <> 'rejected'")
    else:
        rows = r.each(f"{_ENTITIES} AND state <> 'rejected' AND id {_AMONG}", (json.dumps(sorted(ids)),))
    return list(rows)


def _groups(merged: dict[str, str], standing: set[str]) -> dict[str, str]:
    """Every id that belongs to one of ``standing``, and to which."""
    return {one: one for one in standing} | {child: root for child, root in merged.items() if root in standing}


def _names(r: CaseReader, groups: dict[str, str]) -> dict[str, set[str]]:
    names: dict[str, set[str]] = defaultdict(set)
    wanted = json.dumps(list(groups))
    for entity_id, surface in r.each(_NAMES, (wanted, wanted)):
        names[groups[entity_id]].add(surface)
    return names


def _captions_of_merged(r: CaseReader, groups: dict[str, str]) -> dict[str, set[str]]:
    children = [one for one, root in groups.items() if one != root]
    found: dict[str, set[str]] = defaultdict(set)
    for one, _, caption, _ in r.each(f"{_ENTITIES} AND id {_AMONG}", (json.dumps(children),)) if children else ():
        found[groups[one]].add(caption)
    return found


def _first(r: CaseReader, groups: dict[str, str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for one, at in r.each(_FIRST, {"ids": json.dumps(list(groups))}):
        root = groups[one]
        found[root] = min(found.get(root, at), at)
    return found


def _others(caption: str, names: set[str]) -> tuple[str, ...]:
    return tuple(sorted(names - {caption}))


def count_articles(r: CaseReader) -> int:
    """How many articles the case has."""
    row = r.one("SELECT count(*) FROM article WHERE live")
    return int(row[0]) if row else 0
