"""Where an entity, and all that was merged in it, is named: the places alone, for whoever reads the texts itself."""

from __future__ import annotations

import json
from dataclasses import dataclass

from casefile.domain.kinds import Kind, MentionState
from casefile.domain.span import Span
from casefile.store.read_merges import members, roots
from casefile.store.reader import CaseReader

# A place that was accepted and is suggested too counts once, as accepted.
_PLACES = """
SELECT a.number, t.id, t.sha256, a.title, coalesce(q.name, ''), a.publisher, a.published,
    a.published_basis, p.start, p.stop, p.kind, max(p.accepted)
FROM (
    SELECT text_id, start, stop, kind, 0 AS accepted FROM mention
        WHERE open AND entity_id IN (SELECT value FROM json_each(:group))
    UNION ALL
    SELECT text_id, start, stop, kind, 1 FROM decision
        WHERE live AND verdict = 'accepted' AND entity_id IN (SELECT value FROM json_each(:group))
) p JOIN text t ON t.id = p.text_id JOIN article a ON a.id = t.article_id
LEFT JOIN acquisition q ON q.article_id = a.id AND q.ordinal = 1
WHERE a.live AND t.live GROUP BY p.text_id, p.start, p.stop
ORDER BY a.number, t.rowid, p.start, p.stop
"""


@dataclass(frozen=True, slots=True)
class NamedText:
    """A text that names the entity, and where: span, kind and state of each mention, in reading order."""

    article: int
    text_id: str
    text_sha256: str
    title: str
    publisher: str
    published: str
    published_basis: str
    places: tuple[tuple[Span, Kind, MentionState], ...]


def named_texts(r: CaseReader, entity_id: str) -> list[NamedText]:
    """Every text that names the entity or one of those that were merged in it, by number."""
    with r.snapshot():
        merged = roots(r)
        group = members(merged, merged.get(entity_id, entity_id))
        rows = r.query(_PLACES, {"group": json.dumps(group)})
    places: dict[str, list[tuple[Span, Kind, MentionState]]] = {}
    heads: dict[str, tuple[int, str, str, str, str, str, str]] = {}
    for number, text_id, sha256, title, name, publisher, published, basis, start, stop, kind, accepted in rows:
        heads[text_id] = (number, text_id, sha256, title or name, publisher, published, basis)
        state = MentionState.ACCEPTED if accepted else MentionState.SUGGESTED
        places.setdefault(text_id, []).append((Span(start, stop), Kind(kind), state))
    return [NamedText(*head, tuple(places[text_id])) for text_id, head in heads.items()]
