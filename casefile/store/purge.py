"""Purging an article: its bytes and words leave the case for good; that it was there, and is gone, stays.

Left are numbers, hashes, the chain of the journal, and the words that a person wrote of their own: notes and the
captions of confirmed entities. Exports and backups that were made before are not reached.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

from sqlalchemy import text

from casefile.domain.errors import NotFound, UsageError
from casefile.domain.journal import Entry
from casefile.domain.kinds import IntakeState
from casefile.store import originals
from casefile.store.case_store import CaseStore, Transaction

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
    "DELETE FROM text_mark WHERE text_id IN (SELECT id FROM text WHERE article_id = :id)",
    "DELETE FROM carried WHERE :id IN (SELECT article_id FROM text WHERE id IN (text_id, old_text_id))",
    "DELETE FROM carrying WHERE :id IN (SELECT article_id FROM text WHERE id IN (text_id, old_text_id))",
    "DELETE FROM likeness WHERE :id IN (SELECT article_id FROM text WHERE id IN (text_id, other_id))",
    "DELETE FROM sketch_hash WHERE sketch IN"
    " (SELECT s.id FROM sketch s JOIN text t ON t.id = s.text_id WHERE t.article_id = :id)",
    "DELETE FROM sketch WHERE text_id IN (SELECT id FROM text WHERE article_id = :id)",
    "UPDATE tag SET live = 0, name = '', folded = '' WHERE object_type = 'article' AND object_id = :id",
    "UPDATE decline SET live = 0 WHERE (SELECT number FROM article WHERE id = :id) IN (article, other)",
    "DELETE FROM mention WHERE text_id IN (SELECT id FROM text WHERE article_id = :id)",
    "DELETE FROM attribution WHERE text_id IN (SELECT id FROM text WHERE article_id = :id)",
    "DELETE FROM difference WHERE text_id IN (SELECT id FROM text WHERE article_id = :id)",
    "UPDATE decision SET live = 0, surface = '', folded = '', value = '', note = ''"
    " WHERE text_id IN (SELECT id FROM text WHERE article_id = :id)",
    "UPDATE acquisition SET name = '', name_bytes = '', container = '', member = '', url = '', modified = ''"
    " WHERE article_id = :id",
    "UPDATE skipped SET name = '', name_bytes = '', reason = '', live = 0 WHERE container_id = :id",
    "UPDATE text SET live = 0 WHERE article_id = :id",
)
_ENTITIES_GONE = (
    " FROM entity WHERE state = 'suggested' AND NOT touched"
    " AND NOT EXISTS (SELECT 1 FROM mention WHERE entity_id = entity.id)"
)
_TEXTS = "SELECT t.id FROM text t WHERE t.article_id = :id"
_NAMED = (
    f"SELECT entity_id FROM mention WHERE text_id IN ({_TEXTS}) AND entity_id IS NOT NULL"
    f" UNION SELECT entity_id FROM decision WHERE text_id IN ({_TEXTS}) AND entity_id IS NOT NULL"
)
# Of those that the purged texts named, those that no other text names.
_NAMELESS = """
SELECT id, state = 'confirmed' AND live AS is_confirmed FROM entity WHERE id IN (SELECT value FROM json_each(:ids))
    AND NOT EXISTS (SELECT 1 FROM mention m WHERE m.entity_id = entity.id)
    AND NOT EXISTS (SELECT 1 FROM decision d WHERE d.entity_id = entity.id AND d.live)
ORDER BY id
"""
_ENTITIES_BLANK = (
    "UPDATE judgement SET live = 0 WHERE left_id IN (SELECT value FROM json_each(:ids))"
    " OR right_id IN (SELECT value FROM json_each(:ids))",
    "UPDATE tag SET live = 0, name = '', folded = ''"
    " WHERE object_type = 'entity' AND object_id IN (SELECT value FROM json_each(:ids))",
    "UPDATE entity SET caption = '', folded = '', summary = '', live = 0"
    " WHERE id IN (SELECT value FROM json_each(:ids))",
)
# An id is 32 random digits: a payload that holds one speaks of that row.
_ID = re.compile(r"\b[0-9a-f]{32}\b")
_SPEAKS = (
    "SELECT DISTINCT p.digest FROM journal_payload p JOIN ("
    f" SELECT :id AS row_id UNION {_TEXTS}"
    " UNION SELECT id FROM acquisition WHERE article_id = :id"
    " UNION SELECT id FROM tag WHERE object_type = 'article' AND object_id = :id"
    f" UNION SELECT id FROM decision WHERE text_id IN ({_TEXTS})"
    ") w ON instr(p.json, w.row_id)"
)
_SPEAKS_OF = "SELECT DISTINCT p.digest FROM journal_payload p JOIN json_each(:ids) w ON instr(p.json, w.value)"


def purge_article(store: CaseStore, number: int, why: str) -> Entry:
    """Delete the original, the texts and every payload that speaks of article S``number``; journal that it was done.

    An article that was taken back or retired is purged too, and with it every other that has the same bytes, each
    with a journal row of its own; that of S``number`` is returned. Acts whose payload goes cannot be undone any
    more. Raises ``NotFound``, and ``UsageError`` without a reason.
    """
    if not why.strip():
        raise UsageError("A purge needs a reason.", "Say why; the journal keeps it.")
    with store.transaction() as transaction:
        rows = transaction.connection.execute(text(_SAME_BYTES), {"number": number, "reason": REASON}).all()
        if not rows:
            raise NotFound(f"There is no article S{number} in this case.", "`casefile articles` lists them.")
        tables = _tables_of(transaction, [row.id for row in rows])
        speaking, named = _blank(transaction, [row.id for row in rows])
        gone = _entities_gone(transaction, named)
        for row in rows:
            facts = {"number": row.number, "sha256": row.sha256, "payloads": speaking + gone.payloads, "why": why}
            act = transaction.act("purged", "article", row.id, facts | {"entities_gone": gone.entities})
            # S{number} comes last: its entry is the one that is returned.
            entry = transaction.journal(act)
        sha256 = rows[0].sha256
    for original in (sha256, *tables):
        _files_gone(store, original)
    return entry


def _tables_of(transaction: Transaction, ids: list[str]) -> list[str]:
    """The files of rows or lines that these were cut out of, and that are no articles themselves: each row is an
    original of its own, so that the file can go, and must, since it holds the purged words too."""
    query = (
        "SELECT DISTINCT q.container_sha256 FROM acquisition q"
        " WHERE q.container_sha256 <> '' AND NOT EXISTS (SELECT 1 FROM article a WHERE a.sha256 = q.container_sha256)"
        " AND q.article_id IN (SELECT value FROM json_each(:ids))"
    )
    return list(transaction.connection.scalars(text(query), {"ids": json.dumps(ids)}))


_SAME_BYTES = """
SELECT a.id, a.number, a.sha256 FROM article a JOIN article b ON b.sha256 = a.sha256
WHERE b.number = :number AND (b.live OR b.reason <> :reason) AND (a.live OR a.reason <> :reason)
ORDER BY a.number = :number, a.number
"""


def _blank(transaction: Transaction, ids: list[str]) -> tuple[int, set[str]]:
    """Take the words of these articles out of every table; the number of payloads that went, and who was named."""
    run = transaction.connection
    speaking: set[str] = set()
    named: set[str] = set()
    for article_id in ids:
        speaking.update(run.scalars(text(_SPEAKS), {"id": article_id}))
        named.update(run.scalars(text(_NAMED), {"id": article_id}))
    for digest in speaking:
        # Also whom it named once: runs tell which entities they made, decisions whom they were of.
        said = run.scalar(text("SELECT json FROM journal_payload WHERE digest = :digest"), {"digest": digest})
        named.update(_ID.findall(said or ""))
    columns = ", ".join(f"{column} = ''" for column in _BLANK)
    for article_id in ids:
        for statement in _WORDS_GONE:
            run.execute(text(statement), {"id": article_id})
        run.execute(
            text(
                f"UPDATE article SET {columns}, extra = '{{}}', text_id = NULL, live = 0, state = :state,"
                " reason = :reason WHERE id = :id"
            ),
            {"id": article_id, "state": IntakeState.UNREAD.value, "reason": REASON},
        )
    return _payloads_gone(transaction, speaking), named


@dataclass(frozen=True, slots=True)
class _Gone:
    entities: list[str]
    payloads: int


def _entities_gone(transaction: Transaction, named: set[str]) -> _Gone:
    """Take out the captions that the purged texts gave: nobody confirmed them, and no other text names them.

    A confirmed one keeps its caption, which is a person's word; what the journal quotes of how it was called
    before goes.
    """
    run = transaction.connection
    gone = list(run.scalars(text("SELECT id" + _ENTITIES_GONE)))
    run.execute(text("DELETE" + _ENTITIES_GONE))
    left = run.execute(text(_NAMELESS), {"ids": json.dumps(sorted(named))}).all()
    blank = [row.id for row in left if not row.is_confirmed]
    for statement in _ENTITIES_BLANK:
        run.execute(text(statement), {"ids": json.dumps(blank)})
    speaking = run.scalars(text(_SPEAKS_OF), {"ids": json.dumps([row.id for row in left])})
    return _Gone(sorted([*gone, *blank]), _payloads_gone(transaction, set(speaking)))


def _payloads_gone(transaction: Transaction, digests: set[str]) -> int:
    for digest in sorted(digests):
        transaction.connection.execute(text("DELETE FROM journal_payload WHERE digest = :digest"), {"digest": digest})
    return len(digests)


def _files_gone(store: CaseStore, sha256: str) -> None:
    """After the commit: were it before, a crash in between would leave an article without its original."""
    if not store.reader.query("SELECT 1 FROM article WHERE sha256 = ? AND (live OR reason <> ?)", (sha256, REASON)):
        originals.remove(store.paths, sha256)
    for old in store.root.glob("case.db.v*.bak"):
        old.unlink()
    # The log still holds the old pages until it is folded in and cut.
    store.checkpoint()
