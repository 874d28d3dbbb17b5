"""Storing what engines found in one text: disposable rows, one journal row for them all.

A run replaces the suggestions of the run before; what it changed is kept to be looked at (see ``differences``).
Decisions are not touched, and win over whatever comes.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator
from typing import Any

from sqlalchemy import delete, select, update

from casefile.domain.errors import NotFound
from casefile.domain.extraction import Extraction
from casefile.domain.journal import Entry, canonical_json
from casefile.domain.kinds import EntityState, Kind
from casefile.store import clock
from casefile.store.act import Rows
from casefile.store.arrivals import PAUSE_SECONDS, clean
from casefile.store.case_store import CaseStore, Transaction
from casefile.store.differences import CARRIED_BY, Before, carried_places, decided, tidy
from casefile.store.found import Found, Named, attribution_rows, found_in
from casefile.store.joining import Bearers, Name, kept_places
from casefile.store.read_articles import article, text_info
from casefile.store.read_articles import text as words_of
from casefile.store.read_merges import roots
from casefile.store.tables import TABLES

CHUNK = 1000  # rows a transaction: about 20 ms

_MENTION = TABLES["mention"]
_ATTRIBUTION = TABLES["attribution"]
_TEXT = TABLES["text"]


def store_extraction(store: CaseStore, text_id: str, extraction: Extraction, engines_key: str) -> Entry:
    """Replace the suggestions of one text by what ``extraction`` found, and mark it as seen by ``engines_key``.

    Names and identifiers join entities of the case (see ``joining``) or make suggested ones; a suggested
    entity that is left without a mention, and that no person ever touched, goes. Large results are written
    in several transactions; until the last one the text still counts as not extracted, so a crash in the
    middle is repaired by doing it again. Raises ``NotFound``, with nothing more written, where the text is not in
    the case or was taken out of it meanwhile: no word of a purged text comes back. Raises ``ValueError`` for spans
    outside the text.
    """
    info, words = text_info(store.reader, text_id), words_of(store.reader, text_id)
    article_id = article(store.reader, info.article).id
    found = found_in(extraction, words)
    chunks = [found[start : start + CHUNK] for start in range(0, len(found), CHUNK)] or [[]]
    before: set[str] = set()
    kept: dict[tuple[Kind, str], str] = {}
    placed: dict[Name, str] = {}
    named = Named()
    made: list[str] = []
    for number, chunk in enumerate(chunks):
        if number:
            time.sleep(PAUSE_SECONDS)
        with store.transaction() as transaction:
            if not _is_there(transaction, text_id):
                raise NotFound("The text was taken out of the case meanwhile.")
            if not number:
                kept = kept_places(transaction.connection, text_id)
                stood = Before(transaction.connection, text_id)
                before = _clear(transaction, text_id)
                if len(chunks) > 1:
                    stood.keep(transaction.rows, text_id, info.article)
            made += _place(transaction, chunk, placed, kept)
            transaction.rows.insert_many("mention", _rows(transaction.rows, text_id, info.article, chunk, placed))
            for item in chunk:
                if item.name:
                    named.add(item, placed[item.name])
            if number < len(chunks) - 1:
                continue
            unsaid = _replace_claims(transaction, text_id, attribution_rows(extraction, text_id, named))
            transaction.rows.flush()
            changed = stood.compare(transaction.rows, text_id, info.article, roots(store.reader))
            gone = tidy(transaction.connection, before - set(placed.values()))
            _mark(transaction, text_id, engines_key, " ".join(map(clean, extraction.notes)))
            facts = _facts(text_id, extraction, found) | {"entities_made": sorted(made), "entities_gone": gone}
            facts |= ({"changed": changed} if changed else {}) | ({"claims_gone": unsaid} if unsaid else {})
            return transaction.journal(transaction.act("extracted", "article", article_id, facts))
    raise AssertionError("unreachable: there is always a last chunk")


def extraction_failed(store: CaseStore, text_id: str, engines_key: str, reason: str) -> Entry | None:
    """Note that the engines could not read one text, so that they are not asked again; None where it is gone.

    ``reason`` is our own words.
    """
    try:
        article_id = article(store.reader, text_info(store.reader, text_id).article).id
    except NotFound:
        return None
    with store.transaction() as transaction:
        if not _is_there(transaction, text_id):
            return None
        _mark(transaction, text_id, engines_key, reason)
        facts = {"text": text_id, "failed": reason}
        return transaction.journal(transaction.act("extracted", "article", article_id, facts))


def _is_there(transaction: Transaction, text_id: str) -> bool:
    """Asked inside the transaction that writes: from here on nobody can take the text away."""
    return transaction.connection.scalar(select(_TEXT.c.id).where(_TEXT.c.id == text_id, _TEXT.c.live)) is not None


def _mark(transaction: Transaction, text_id: str, engines_key: str, note: str) -> None:
    values = {"extracted_by": engines_key, "extraction_note": note}
    transaction.connection.execute(update(_TEXT).where(_TEXT.c.id == text_id).values(values))


def _clear(transaction: Transaction, text_id: str) -> set[str]:
    """Delete the suggestions of the run before, not what was carried from another version; the entities they named."""
    run = transaction.connection
    by_engines = _MENTION.c.text_id == text_id, _MENTION.c.engine != CARRIED_BY
    named = run.scalars(select(_MENTION.c.entity_id).where(*by_engines).distinct())
    before = {entity_id for entity_id in named if entity_id}
    run.execute(delete(_MENTION).where(*by_engines))
    return before


def _replace_claims(transaction: Transaction, text_id: str, rows: list[dict[str, Any]]) -> list[str]:
    """Put ``rows`` in the place of what was suggested of who says what; where that said something and ``rows`` do not.

    In the transaction that journals the run, not in its first one: what went is written down nowhere else.
    """
    run, mine = transaction.connection, _ATTRIBUTION.c.text_id == text_id
    stood = run.execute(select(_ATTRIBUTION.c.content_start, _ATTRIBUTION.c.content_stop).where(mine).distinct())
    gone = {(start, stop) for start, stop in stood} - {(row["content_start"], row["content_stop"]) for row in rows}
    run.execute(delete(_ATTRIBUTION).where(mine))
    transaction.rows.insert_many("attribution", rows)
    return [f"{start}-{stop}" for start, stop in sorted(gone)]


def _place(
    transaction: Transaction, found: list[Found], placed: dict[Name, str], kept: dict[tuple[Kind, str], str]
) -> list[str]:
    """Add to ``placed`` the entity of every name in ``found``; the ids of those that had to be made."""
    names = list(dict.fromkeys(item.name for item in found if item.name and item.name not in placed))
    bearers = Bearers(transaction.connection, names, kept)
    made = []
    for name in names:
        entity_id = bearers.place(name)
        if entity_id is None:
            entity_id = clock.new_id()
            made.append(entity_id)
            row = {"id": entity_id, "kind": name.kind.value, "caption": name.name, "summary": "", "folded": name.key}
            state = {"state": EntityState.SUGGESTED.value, "owner": "machine", "touched": False, "live": True}
            transaction.rows.insert_many("entity", [row | state])
        placed[name] = entity_id
    return made


def _rows(
    rows: Rows, text_id: str, number: int, found: list[Found], placed: dict[Name, str]
) -> Iterator[dict[str, Any]]:
    """The table's rows for ``found``: open where the text counts, nobody has decided on the span and nothing was
    carried to it from another version."""
    article_ = TABLES["article"].c
    closed = decided(rows.connection, text_id) | carried_places(rows.connection, text_id)
    counts = rows.connection.scalar(select(article_.id).where(article_.text_id == text_id, article_.live)) is not None
    for item in found:
        yield {
            "text_id": text_id,
            "article": number,
            "entity_id": placed[item.name] if item.name else None,
            "open": counts and item.place not in closed,
            **item.columns,
        }


def _facts(text_id: str, extraction: Extraction, found: list[Found]) -> dict[str, Any]:
    """What the journal keeps of a run: enough to tell whether the same engines would find the same again."""
    said = [sorted(item.columns.items()) for item in found]
    attributed = [sorted(row.items()) for row in attribution_rows(extraction, "")]
    return {
        "text": text_id,
        "engines": list(extraction.engines),
        "mentions": len(found) - len(extraction.readings),
        "attributions": len(attributed),
        "readings": len(extraction.readings),
        "digest": hashlib.sha256(canonical_json([said, attributed]).encode("ascii")).hexdigest(),
    }
