"""Originals read once more: with a password, as another charset, by a program that came since."""

from __future__ import annotations

from sqlalchemy import select

from casefile.domain.errors import UsageError
from casefile.domain.intake import ReadOutcome
from casefile.domain.kinds import IntakeState
from casefile.domain.records import Article
from casefile.domain.text import text_sha256
from casefile.store.arrivals import described, storable, text_rows
from casefile.store.case_store import CaseStore
from casefile.store.read_articles import article
from casefile.store.tables import TABLES


def reread(store: CaseStore, number: int, outcome: ReadOutcome) -> Article:
    """What a second reading of article S``number`` made of it; the first of its texts counts from now on.

    A text that the article has already, of the same kind, is used again. What a person wrote of the article
    stays; only empty fields are filled. Raises ``UsageError`` where an outcome without any text would hide one.
    """
    known = article(store.reader, number)
    if known.text_id and not outcome.texts:
        raise UsageError(f"S{number} has a text; this reading found none.", "It stays as it is.")
    with store.act("re-read", "article", known.id) as act:
        texts = TABLES["text"]
        same = {
            (row.kind, row.sha256): row.id
            for row in act.rows.connection.execute(select(texts).where(texts.c.article_id == known.id, texts.c.live))
        }
        ids = []
        for made in outcome.texts:
            there = same.get((made.kind, text_sha256(storable(made.text))))
            ids.append(there or next(text_rows(act, ReadOutcome(outcome.state, texts=(made,)), known.id)))
        now = act.rows.get("article", known.id) or {}
        filled = {name: value for name, value in described(outcome.metadata).items() if now.get(name) in ("", "{}")}
        values = {
            "text_id": ids[0] if ids else None,
            "mime": outcome.mime,
            "charset": outcome.charset,
            "charset_confidence": outcome.charset_confidence,
            "state": outcome.state.value,
            "reason": outcome.reason,
            "need": outcome.need.value,
        }
        act.update("article", known.id, filled | values)
    return article(store.reader, number)


def members_missing(store: CaseStore, number: int, reason: str) -> Article:
    """Not everything could be taken out of article S``number``: it is partly read, for ``reason``."""
    known = article(store.reader, number)
    words = "; ".join(filter(None, [known.reason, "" if reason in known.reason else reason]))
    with store.act("unpacked", "article", known.id) as act:
        act.update("article", known.id, {"state": IntakeState.PARTLY.value, "reason": words})
    return article(store.reader, number)
