"""Purging an article: its bytes and words leave the case for good; that it was there, and is gone, stays.

Left are numbers, hashes, the chain of the journal, and the words that a person wrote of their own: notes and the
captions of confirmed entities. Exports and backups that were made before are not reached.
"""

from __future__ import annotations

from sqlalchemy import text

from casefile.domain.errors import UsageError
from casefile.domain.journal import Entry
from casefile.domain.kinds import IntakeState
from casefile.store import originals
from casefile.store.case_store import CaseStore
from casefile.store.read_articles import article

REASON = "purged"
_BLANK = (
    "title",
    "author",
    "publisher",
    "url",
    "published",
    "published_precision",
    "published_basis",
    "retrieved",
    "language",
    "reliability_reason",
)
_WORDS_GONE = (
    "DELETE FROM text_content WHERE id IN (SELECT id FROM text WHERE article_id = :id)",
    "DELETE FROM mention WHERE text_id IN (SELECT id FROM text WHERE article_id = :id)",
    "DELETE FROM attribution WHERE text_id IN (SELECT id FROM text WHERE article_id = :id)",
    "UPDATE decision SET live = 0, surface = '', folded = '', value = '', note = ''"
    " WHERE text_id IN (SELECT id FROM text WHERE article_id = :id)",
    "UPDATE acquisition SET name = '', container = '', member = '', url = '' WHERE article_id = :id",
    "UPDATE text SET live = 0 WHERE article_id = :id",
)
_ENTITIES_GONE = (
    " FROM entity WHERE state = 'suggested' AND NOT touched"
    " AND NOT EXISTS (SELECT 1 FROM mention WHERE entity_id = entity.id)"
)
# An id is 32 random digits: a payload that holds one speaks of that row.
_SPEAKS = (
    "SELECT DISTINCT p.digest FROM journal_payload p JOIN ("
    " SELECT :id AS row_id UNION SELECT id FROM text WHERE article_id = :id"
    " UNION SELECT id FROM acquisition WHERE article_id = :id"
    " UNION SELECT id FROM decision WHERE text_id IN (SELECT id FROM text WHERE article_id = :id)"
    ") w ON instr(p.json, w.row_id)"
)


def purge_article(store: CaseStore, number: int, why: str) -> Entry:
    """Delete the original, the texts and every payload that speaks of article S``number``; journal that it was done.

    Acts whose payload goes cannot be undone any more. Raises ``NotFound``, and ``UsageError`` without a reason.
    """
    if not why.strip():
        raise UsageError("A purge needs a reason.", "Say why; the journal keeps it.")
    known = article(store.reader, number)
    with store.transaction() as transaction:
        run = transaction.connection
        speaking = list(run.scalars(text(_SPEAKS), {"id": known.id}))
        for statement in _WORDS_GONE:
            run.execute(text(statement), {"id": known.id})
        blank = ", ".join(f"{column} = ''" for column in _BLANK)
        run.execute(
            text(
                f"UPDATE article SET {blank}, extra = '{{}}', text_id = NULL, live = 0, state = :state,"
                " reason = :reason WHERE id = :id"
            ),
            {"id": known.id, "state": IntakeState.UNREAD.value, "reason": REASON},
        )
        gone = list(run.scalars(text("SELECT id" + _ENTITIES_GONE)))
        run.execute(text("DELETE" + _ENTITIES_GONE))
        for digest in speaking:
            run.execute(text("DELETE FROM journal_payload WHERE digest = :digest"), {"digest": digest})
        facts = {"number": number, "sha256": known.sha256, "payloads": len(speaking), "why": why}
        act = transaction.act("purged", "article", known.id, facts | {"entities_gone": sorted(gone)})
        entry = transaction.journal(act)
    _files_gone(store, known.sha256)
    return entry


def _files_gone(store: CaseStore, sha256: str) -> None:
    """After the commit: were it before, a crash in between would leave an article without its original."""
    if not store.reader.query("SELECT 1 FROM article WHERE sha256 = ? AND live", (sha256,)):
        originals.remove(store.paths, sha256)
    for old in store.root.glob("case.db.v*.bak"):
        old.unlink()
    # The log still holds the old pages until it is folded in and cut.
    store.checkpoint()
