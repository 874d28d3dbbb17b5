"""What a list of search results needs of a case, each in one query however many there are."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from casefile.domain.intake import TextMark
from casefile.domain.kinds import NoteKind
from casefile.domain.records import Note
from casefile.domain.span import Span
from casefile.store.read_merges import roots
from casefile.store.reader import CaseReader

Place = tuple[str, int, int]
"""A text's id, and start and end in it."""

_PAGES = """
WITH wanted(text_id, at) AS (
    SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]') FROM json_each(?)
)
SELECT w.text_id, w.at, m.at, m.kind, m.label, (
    SELECT count(*) FROM text_mark o WHERE o.text_id = m.text_id AND o.kind = m.kind AND (o.at, o.id) <= (m.at, m.id)
)
FROM wanted w JOIN text_mark m ON m.id = (
    SELECT id FROM text_mark WHERE text_id = w.text_id AND at <= w.at ORDER BY at DESC, id DESC LIMIT 1
)
"""
_CLAIMS = """
WITH wanted(text_id, start, stop) AS (
    SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]'), json_extract(value, '$[2]') FROM json_each(?)
)
SELECT w.text_id, w.start, w.stop, a.number, a.published, t.polarity, t.speaker, t.entity_id
FROM wanted w JOIN attribution t ON t.text_id = w.text_id AND t.content_start = w.start AND t.content_stop = w.stop
JOIN article a ON a.text_id = w.text_id AND a.live
ORDER BY t.id
"""


@dataclass(frozen=True, slots=True)
class Claim:
    """What is said in one passage of article S``article``. ``speakers`` are the captions of those who say it, their
    words where nobody knows who they are; ``polarity`` is the first one's."""

    article: int
    published: str
    text_id: str
    content: Span
    polarity: str
    speakers: tuple[str, ...]


def texts(r: CaseReader, ids: Iterable[str]) -> dict[str, str]:
    """The words of those of ``ids`` that the case holds."""
    return dict(
        r.each(
            "SELECT id, content FROM text_content WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps(list(ids)),),
        )
    )


def notes_by_ids(r: CaseReader, ids: Sequence[str]) -> dict[str, Note]:
    """Those of ``ids`` that are live notes."""
    rows = r.each(
        "SELECT id, number, kind, title, body, state, created, changed FROM note"
        " WHERE live AND id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(ids)),),
    )
    return {row[0]: Note(row[0], row[1], NoteKind(row[2]), *row[3:]) for row in rows}


def pages_at(r: CaseReader, places: Sequence[tuple[str, int]]) -> dict[tuple[str, int], tuple[TextMark, int]]:
    """For each text's id and offset the page, chapter or slide it stands on, and the how manieth of its kind that is;
    without what stands on none."""
    rows = r.each(_PAGES, (json.dumps(list(places)),))
    return {(text_id, at): (TextMark(begins, kind, label), count) for text_id, at, begins, kind, label, count in rows}


def claims_at(r: CaseReader, places: Sequence[Place]) -> dict[Place, Claim]:
    """What is said at each of ``places``, the content's own; only in texts that count."""
    rows = r.query(_CLAIMS, (json.dumps(list(places)),))
    named = _captions(r, {row["entity_id"] for row in rows if row["entity_id"]})
    found: dict[Place, Claim] = {}
    for text_id, start, stop, article, published, polarity, speaker, entity in rows:
        before = found.get((text_id, start, stop))
        speakers = (*(before.speakers if before else ()), named.get(entity, speaker))
        found[text_id, start, stop] = Claim(
            article,
            published,
            text_id,
            Span(start, stop),
            before.polarity if before else polarity,
            tuple(dict.fromkeys(filter(None, speakers))),
        )
    return found


def _captions(r: CaseReader, ids: set[str]) -> dict[str, str]:
    """What each of ``ids`` is called now, merges applied; without what is not live any more."""
    if not ids:
        return {}
    merged = roots(r)
    shown = {one: merged.get(one, one) for one in ids}
    rows = r.each(
        "SELECT id, caption FROM entity WHERE live AND id IN (SELECT value FROM json_each(?))",
        (json.dumps(sorted(set(shown.values()))),),
    )
    captions: dict[str, str] = dict(rows)
    return {one: captions[root] for one, root in shown.items() if root in captions}
