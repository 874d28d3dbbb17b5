"""An entity's mentions with the words around them."""

from __future__ import annotations

import json

from casefile.domain.records import Passage
from casefile.domain.span import Span
from casefile.domain.text import paragraph_number, paragraphs
from casefile.store.read_articles import text
from casefile.store.read_merges import members, roots
from casefile.store.reader import CaseReader

_AROUND = 90  # code points on each side: about two lines of an entity card

_PLACES = """
SELECT a.number, t.id AS text_id, t.sha256, p.start, p.stop FROM (
    SELECT text_id, start, stop FROM mention
        WHERE open AND entity_id IN (SELECT value FROM json_each(:group))
    UNION
    SELECT text_id, start, stop FROM decision
        WHERE live AND verdict = 'accepted' AND entity_id IN (SELECT value FROM json_each(:group))
) p JOIN text t ON t.id = p.text_id JOIN article a ON a.id = t.article_id
WHERE a.live AND t.live ORDER BY a.number, t.rowid, p.start, p.stop LIMIT :limit
"""


def passages(r: CaseReader, entity_id: str, limit: int = 50) -> list[Passage]:
    """The first ``limit`` mentions of the entity, and of all that is merged in it, in reading order.

    The excerpt is cut at white space, and its line feeds and tabs are spaces, one for one.
    """
    with r.snapshot():
        merged = roots(r)
        group = members(merged, merged.get(entity_id, entity_id))
        places = r.query(_PLACES, {"group": json.dumps(group), "limit": limit})
        texts = {text_id: text(r, text_id) for text_id in {place["text_id"] for place in places}}
    starts = {text_id: paragraphs(words) for text_id, words in texts.items()}
    found = []
    for place in places:
        span, words = Span(place["start"], place["stop"]), texts[place["text_id"]]
        excerpt, hit = _excerpt(words, span)
        number = paragraph_number(starts[place["text_id"]], span.start)
        found.append(Passage(place["number"], place["sha256"], number, span, excerpt, hit))
    return found


def _excerpt(words: str, span: Span) -> tuple[str, Span]:
    start, end = max(0, span.start - _AROUND), min(len(words), span.end + _AROUND)
    while 0 < start < span.start and not words[start - 1].isspace():
        start += 1
    while span.end < end < len(words) and not words[end].isspace():
        end -= 1
    cut = words[start:end].translate({9: " ", 10: " ", 13: " "})
    return cut, Span(span.start - start, span.end - start)
