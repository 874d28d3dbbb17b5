"""The articles in SQLite: where every engine takes them from, and the snippets their text.

``place`` is the rank by date, 1 the oldest, so that for SQLite and tantivy the order of row numbers is the order of
dates: newest first is ``place`` descending, undated last, equal days by key.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

from corpus import SEED, Facts, article, facts

from casefile.domain.search import IndexDocument

BATCH = 5_000
_SCHEMA = """
CREATE TABLE article (place INTEGER PRIMARY KEY, number INTEGER, id TEXT, title TEXT, body TEXT);
CREATE TABLE facts (place INTEGER PRIMARY KEY, id TEXT, day TEXT, publisher TEXT, kind TEXT, language TEXT,
                    grade TEXT, year TEXT, month TEXT);
CREATE TABLE tag (place INTEGER, value TEXT, PRIMARY KEY (place, value)) WITHOUT ROWID;
CREATE TABLE entity (place INTEGER, value TEXT, PRIMARY KEY (place, value)) WITHOUT ROWID;
"""
_INDEXES = """
CREATE UNIQUE INDEX article_number ON article (number);
CREATE UNIQUE INDEX article_id ON article (id);
CREATE INDEX facts_day ON facts (day);
CREATE INDEX facts_publisher ON facts (publisher);
CREATE INDEX facts_kind ON facts (kind);
CREATE INDEX facts_language ON facts (language);
"""


def connect(path: Path) -> sqlite3.Connection:
    """The database with a cache of 64 MB and mapped into memory: more than its defaults."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.executescript("PRAGMA journal_mode=WAL; PRAGMA cache_size=-65536; PRAGMA mmap_size=4294967296;")
    return connection


def order(count: int, seed: int = SEED) -> list[int]:
    """The numbers of the articles by place, oldest first."""
    known = [(about.day, about.id, number) for number in range(count) for about in (facts(number, seed),)]
    newest = sorted(sorted(known, key=lambda row: row[1]), key=lambda row: row[0], reverse=True)
    return [number for _, _, number in reversed(newest)]


def row_of(place: int, about: Facts) -> tuple[object, ...]:
    month = about.day[:7] if len(about.date) > 4 else ""
    return place, about.id, about.day, about.publisher, about.kind, about.language, about.grade, about.day[:4], month


def write(path: Path, count: int, seed: int = SEED) -> None:
    """Make the database of the first ``count`` articles."""
    with sqlite3.connect(path) as connection:
        connection.executescript(f"PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF; {_SCHEMA}")
        for place, number in enumerate(order(count, seed), 1):
            add(connection, place, number, article(number, seed), facts(number, seed))
        connection.executescript(_INDEXES)
    connection.close()


def add(connection: sqlite3.Connection, place: int, number: int, text: IndexDocument, about: Facts) -> None:
    connection.execute("INSERT INTO article VALUES (?, ?, ?, ?, ?)", (place, number, text.id, text.title, text.body))
    connection.execute("INSERT INTO facts VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", row_of(place, about))
    connection.executemany("INSERT INTO tag VALUES (?, ?)", [(place, tag) for tag in about.tags])
    connection.executemany("INSERT INTO entity VALUES (?, ?)", [(place, name) for name in about.entities])


def documents(path: Path, seed: int = SEED) -> Iterator[list[IndexDocument]]:
    """The articles in batches, in the order in which they came in."""
    connection = connect(path)
    rows = connection.execute("SELECT number, id, title, body FROM article ORDER BY number")
    while batch := rows.fetchmany(BATCH):
        yield [_document(number, identity, title, body, seed) for number, identity, title, body in batch]
    connection.close()


def _document(number: int, identity: str, title: str, body: str, seed: int) -> IndexDocument:
    about = facts(number, seed)
    return IndexDocument(
        "article",
        identity,
        title,
        body,
        about.date,
        about.author,
        about.publisher,
        about.kind,
        about.language,
        about.grade,
        about.entities,
        about.tags,
        (),
        about.added,
        about.seen,
    )
