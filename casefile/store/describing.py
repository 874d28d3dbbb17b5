"""What is known of the case and of its articles, written by a person."""

from __future__ import annotations

from casefile.domain.errors import NotFound, UsageError
from casefile.domain.records import Article, CaseInfo, Metadata
from casefile.store.arrivals import clean, described
from casefile.store.case_store import CaseStore
from casefile.store.read_articles import article, texts_of
from casefile.store.read_case import case_info

CASE_FIELDS = ("title", "ref", "question", "scope", "time_zone", "handling", "status", "closing_note")


def set_metadata(store: CaseStore, number: int, metadata: Metadata) -> Article:
    """Set what ``metadata`` gives on article S``number``. Raises ``NotFound``, and ``UsageError`` for a bad date.

    The basis of a date that comes without one is that it was given. Another date or language queues the article's
    texts for the engines again.
    """
    known = article(store.reader, number)
    columns = described(metadata)
    if metadata.published is not None and metadata.published_basis is None:
        columns["published_basis"] = "given" if columns["published"] else ""
    with store.act("described", "article", known.id) as act:
        act.update("article", known.id, columns)
    return article(store.reader, number)


def mark_looked_at(store: CaseStore, number: int) -> None:
    """Note that a person has seen article S``number``; nothing happens the second time."""
    known = article(store.reader, number)
    if not known.is_looked_at:
        with store.act("looked", "article", known.id) as act:
            act.update("article", known.id, {"is_looked_at": True})


def set_case(store: CaseStore, **fields: str) -> CaseInfo:
    """Set some of ``CASE_FIELDS``. Raises ``UsageError`` for any other, and for an empty title."""
    unknown = sorted(set(fields) - set(CASE_FIELDS))
    if unknown:
        raise UsageError(f"A case has no {unknown[0]}.", "It has " + ", ".join(CASE_FIELDS) + ".")
    if not fields.get("title", "?").strip():
        raise UsageError("A case needs a title.", "Give it a few words.")
    known = case_info(store.reader)
    with store.act("described", "case", known.uuid) as act:
        act.update("case", known.uuid, {name: clean(value) for name, value in fields.items()})
    return case_info(store.reader)


def grade(store: CaseStore, number: int, reliability: str, reason: str = "") -> Article:
    """Set the reliability (A to F, or empty) of article S``number`` and why. Raises ``NotFound``."""
    known = article(store.reader, number)
    with store.act("graded", "article", known.id) as act:
        act.update("article", known.id, {"reliability": reliability, "reliability_reason": clean(reason)})
    return article(store.reader, number)


def count_text(store: CaseStore, number: int, text_id: str) -> Article:
    """Let another of its texts be the one of article S``number`` that counts. Raises ``NotFound``."""
    known = article(store.reader, number)
    if text_id not in {text.id for text in texts_of(store.reader, number)}:
        raise NotFound(f"S{number} has no such text.", "casefile show lists its texts.")
    with store.act("re-counted", "article", known.id) as act:
        act.update("article", known.id, {"text_id": text_id})
    return article(store.reader, number)


def retire_article(store: CaseStore, number: int) -> None:
    """Take article S``number`` out of the case. Its number and its bytes stay; undo brings it back."""
    known = article(store.reader, number)
    with store.act("retired", "article", known.id) as act:
        act.retire("article", known.id)
