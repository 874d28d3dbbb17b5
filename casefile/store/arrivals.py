"""Articles coming in: new ones with their texts, known ones met again."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import bindparam, delete, func, select, text

from casefile.domain.dates import parse_date
from casefile.domain.intake import ReadOutcome
from casefile.domain.journal import canonical_json
from casefile.domain.records import Metadata
from casefile.domain.text import text_sha256
from casefile.store import clock
from casefile.store.act import Act
from casefile.store.case_store import CaseStore, Transaction
from casefile.store.tables import TABLES

BATCH_SECONDS = 0.02  # a longer transaction would hold up the desk's own small ones
PAUSE_SECONDS = 0.01  # shorter, and a writer that polls for its turn could miss every gap

_LOOKED_UP = 200
_KNOWN = text(
    "SELECT sha256, number, id FROM article WHERE live AND sha256 IN (SELECT value FROM json_each(:hashes))"
    " ORDER BY number DESC"
)
_ORDINALS = text(
    "SELECT article_id, max(ordinal) AS latest FROM acquisition"
    " WHERE article_id IN (SELECT value FROM json_each(:ids)) GROUP BY article_id"
)
_SURROGATE = re.compile("[\ud800-\udfff]")
_ARTICLE = TABLES["article"]
_ACQUISITION = TABLES["acquisition"]
_WAITING = TABLES["waiting"]
_NO_LONGER_WAITING = delete(_WAITING).where(_WAITING.c.id == bindparam("waiting_id"))


@dataclass(frozen=True, slots=True)
class Arrival:
    """Bytes that came in, stored already, and what a reader made of them.

    ``name`` is a base name; ``name_bytes`` holds it in hex where it is no UTF-8. ``metadata`` is final: what a person
    gave laid over what was read. ``container_sha256``: the original that the bytes were taken out of,
    ``container_id`` its article where it is one. ``modified``: the file's own time. ``version_of`` and ``copy_of``
    are article numbers. ``waiting``: the id of the waiting row that ends with this arrival.
    """

    sha256: str
    bytes: int
    name: str
    outcome: ReadOutcome
    metadata: Metadata = field(default_factory=Metadata)
    container: str = ""
    member: str = ""
    container_id: str | None = None
    container_sha256: str = ""
    modified: str = ""
    name_bytes: str = ""
    how: str = "added"
    version_of: int | None = None
    copy_of: int | None = None
    waiting: int | None = None


@dataclass(frozen=True, slots=True)
class Arrived:
    """Where an arrival ended. ``is_duplicate``: the case had these bytes; only the acquisition is new."""

    number: int
    article_id: str
    is_duplicate: bool


def add_arrivals(store: CaseStore, arrivals: Sequence[Arrival]) -> list[Arrived]:
    """Add each arrival as an article, or as one more acquisition of the article with the same bytes.

    One journal row each, many to a transaction, with pauses in which others may write. What has been
    committed stays when the process ends in the middle.
    """
    arrived: list[Arrived] = []
    while len(arrived) < len(arrivals):
        if arrived:
            time.sleep(PAUSE_SECONDS)
        with store.transaction() as transaction:
            until = time.monotonic() + BATCH_SECONDS
            left = arrivals[len(arrived) : len(arrived) + _LOOKED_UP]
            intake = _Intake(store, transaction, {arrival.sha256 for arrival in left})
            for arrival in left:
                arrived.append(intake.add(arrival))
                if time.monotonic() > until:
                    break
            intake.close()
    return arrived


class _Intake:
    """The arrivals of one transaction."""

    def __init__(self, store: CaseStore, transaction: Transaction, hashes: set[str]) -> None:
        self._store = store
        self._transaction = transaction
        self._number: int = transaction.connection.scalar(select(func.coalesce(func.max(_ARTICLE.c.number), 0))) or 0
        # The first article of those with the same bytes comes last, and stays.
        known = transaction.connection.execute(_KNOWN, {"hashes": json.dumps(sorted(hashes))})
        self._here: dict[str, tuple[int, str]] = {row.sha256: (row.number, row.id) for row in known}
        ids = json.dumps([article_id for _, article_id in self._here.values()])
        counted = transaction.connection.execute(_ORDINALS, {"ids": ids})
        self._ordinals: dict[str, int] = {row.article_id: row.latest for row in counted}
        self._finished: list[dict[str, int]] = []

    def close(self) -> None:
        """Take the rows of those that have arrived out of what waits."""
        if self._finished:
            self._transaction.connection.execute(_NO_LONGER_WAITING, self._finished)

    def add(self, arrival: Arrival) -> Arrived:
        known = self._here.get(arrival.sha256)
        if known:
            act = self._transaction.act("acquired", "article", known[1])
            act.insert("acquisition", self._acquisition(arrival, known[1]))
        else:
            known = self._number + 1, clock.new_id()
            self._number += 1
            act = self._transaction.act("added", "article", known[1])
            self._article(act, arrival, *known)
        self._transaction.journal(act)
        if arrival.waiting is not None:
            self._finished.append({"waiting_id": arrival.waiting})
        is_duplicate = act.verb == "acquired"
        self._here[arrival.sha256] = known
        return Arrived(known[0], known[1], is_duplicate)

    def _article(self, act: Act, arrival: Arrival, number: int, article_id: str) -> None:
        outcome, known = arrival.outcome, arrival.metadata
        texts = list(text_rows(act, outcome, article_id))
        act.insert(
            "article",
            {
                "id": article_id,
                "number": number,
                "sha256": arrival.sha256,
                "bytes": arrival.bytes,
                "text_id": texts[0] if texts else None,
                "title": "",
                "author": "",
                "publisher": "",
                "url": "",
                "published": "",
                "published_precision": "",
                "published_basis": "",
                "retrieved": "",
                "collected_by": self._store.actor,
                "method": arrival.how,
                "language": "",
                "mime": outcome.mime,
                "charset": outcome.charset,
                "charset_confidence": outcome.charset_confidence,
                "reliability": "",
                "reliability_reason": "",
                "state": outcome.state.value,
                "reason": outcome.reason,
                "need": outcome.need.value,
                "is_looked_at": False,
                "version_of": arrival.version_of,
                "copy_of": arrival.copy_of,
                "extra": "{}",
                **described(known),
            },
        )
        act.insert("acquisition", self._acquisition(arrival, article_id))

    def _next_ordinal(self, article_id: str) -> int:
        self._ordinals[article_id] = self._ordinals.get(article_id, 0) + 1
        return self._ordinals[article_id]

    def _acquisition(self, arrival: Arrival, article_id: str) -> dict[str, Any]:
        return {
            "id": clock.new_id(),
            "article_id": article_id,
            "ordinal": self._next_ordinal(article_id),
            "name": clean(arrival.name),
            "container": clean(arrival.container),
            "member": clean(arrival.member),
            "url": clean(arrival.metadata.url or ""),
            "at": clock.utc_now(),
            "by": self._store.actor,
            "how": arrival.how,
            "container_id": arrival.container_id,
            "container_sha256": arrival.container_sha256,
            "modified": clean(arrival.modified),
            "name_bytes": arrival.name_bytes,
        }


def text_rows(act: Act, outcome: ReadOutcome, article_id: str) -> Iterator[str]:
    """Insert the texts of ``outcome``; yield their ids. The journal gets their hashes, never their words."""
    for made in outcome.texts:
        text_id, words = clock.new_id(), storable(made.text)
        act.insert(
            "text",
            {
                "id": text_id,
                "article_id": article_id,
                "kind": made.kind,
                "sha256": text_sha256(words),
                "characters": len(words),
                "made_by": clean(made.made_by),
                "confidence": made.confidence,
            },
        )
        act.rows.insert("text_content", {"id": text_id, "content": words})
        act.rows.insert_many(
            "text_mark",
            ({"text_id": text_id, "at": mark.at, "kind": mark.kind, "label": clean(mark.label)} for mark in made.marks),
        )
        yield text_id


def storable(words: str) -> str:
    """``words`` as the reader gave them, who made them canonical: done twice, that would eat what it should keep.
    Only a lone surrogate, which no database takes, becomes U+FFFD."""
    return _SURROGATE.sub("\ufffd", words)


def described(known: Metadata) -> dict[str, str]:
    """The article's columns that ``known`` gives. Raises ``UsageError`` for a date that cannot be kept."""
    fields = ("title", "author", "publisher", "url", "published_basis", "retrieved", "language")
    columns = {name: clean(getattr(known, name)) for name in fields if getattr(known, name) is not None}
    if known.published is not None:
        parsed = parse_date(known.published) if known.published.strip() else None
        columns["published"] = parsed.edtf if parsed else ""
        columns["published_precision"] = parsed.precision if parsed else ""
    if known.extra:
        # Pairs, not an object: a mail has one Received line for each hand that it went through.
        columns["extra"] = canonical_json([[clean(name), clean(value)] for name, value in known.extra])
    return columns


def clean(value: str) -> str:
    """``value`` as a database can keep it: a lone surrogate becomes U+FFFD, as in a text."""
    return value.encode("utf-8", "surrogatepass").decode("utf-8", "replace") if not value.isascii() else value
