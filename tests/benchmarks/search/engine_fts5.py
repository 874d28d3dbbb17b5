"""SQLite's FTS5 over the same table of texts, as well as we know how to use it.

Its row numbers follow the date, so that the ten newest are read from the end of a list of hits and a range of dates
is a range of rows. The texts are not stored a second time. It is given room for caching and a merged index.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path

import texts
from question import Question, Reply

from casefile.domain.search import IndexDocument

_SCHEMA = """
CREATE VIRTUAL TABLE fts USING fts5(title, body, content='article', content_rowid='place', prefix='1 2 3',
                                    tokenize='unicode61 remove_diacritics 2');
"""
_LINKED = ("tag", "entity")


def match_of(question: Question) -> str:
    """The question as FTS5's MATCH takes it."""
    quoted = [f'"{word}"' for word in question.words]
    if question.phrase:
        quoted = [f'"{" ".join(question.words)}"']
    if question.prefix:
        quoted[-1] += "*"
    if question.anyof:
        quoted.append("(" + " OR ".join(f'"{word}"' for word in question.anyof) + ")")
    match = " AND ".join(quoted)
    return match + "".join(f' NOT "{word}"' for word in question.without)


class Fts5Engine:
    name = "fts5"

    def __init__(self, folder: Path) -> None:
        self._path = folder / "texts.db"
        self._connection: sqlite3.Connection | None = None
        self._size = folder / "fts5.size"

    def places_known(self) -> None:
        """Its rows are the places."""

    def build(self, batches: Iterator[list[IndexDocument]]) -> Iterator[float]:
        """From the table of texts, in the order of dates, then merged; yields seconds of processor time."""
        connection = texts.connect(self._path)
        connection.execute("DROP TABLE IF EXISTS fts")
        connection.execute("VACUUM")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        before = os.path.getsize(self._path)
        start = time.process_time()
        connection.executescript(_SCHEMA)
        last = connection.execute("SELECT max(place) FROM article").fetchone()[0]
        for first in range(1, last + 1, texts.BATCH):
            connection.execute("BEGIN")
            connection.execute(
                "INSERT INTO fts (rowid, title, body) "
                "SELECT place, title, body FROM article WHERE place BETWEEN ? AND ?",
                (first, first + texts.BATCH - 1),
            )
            connection.execute("COMMIT")
        connection.execute("INSERT INTO fts (fts) VALUES ('optimize')")
        yield time.process_time() - start
        connection.execute("VACUUM")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self._size.write_text(str(os.path.getsize(self._path) - before))
        connection.close()

    def size(self) -> int:
        return int(self._size.read_text())

    def open(self) -> None:
        self._connection = texts.connect(self._path)

    def warm(self) -> None:
        self._ready().execute("SELECT count(*) FROM fts WHERE fts MATCH 'zzzzz'").fetchone()

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _ready(self) -> sqlite3.Connection:
        assert self._connection is not None
        return self._connection

    def _bounds(self, question: Question) -> tuple[str, list[object]]:
        """What limits a query beside its words, over ``fts`` and, where it must be, ``facts``."""
        where, values = "fts MATCH ?", list[object]([match_of(question)])
        if question.first:
            low = "SELECT min(place) FROM facts WHERE day = (SELECT min(day) FROM facts WHERE day >= ?)"
            high = "SELECT max(place) FROM facts WHERE day = (SELECT max(day) FROM facts WHERE day <= ?)"
            row = self._ready().execute(f"SELECT ({low}), ({high})", (question.first, question.last)).fetchone()
            where += " AND fts.rowid BETWEEN ? AND ?"
            values += [row[0] or 1, row[1] or 0]
        source = "fts"
        if question.filters:
            # The planner left to itself asks the index of words once for each row of facts: twenty times slower.
            source = "fts CROSS JOIN facts ON facts.place = fts.rowid"
            for name, value in question.filters:
                where += f" AND facts.{name} = ?"
                values.append(value)
        return f"FROM {source} WHERE {where}", values

    def ask(self, question: Question) -> Reply:
        connection = self._ready()
        tail, values = self._bounds(question)
        total = connection.execute(f"SELECT count(*) {tail}", values).fetchone()[0]
        if question.best:
            rows = connection.execute(
                f"SELECT fts.rowid, snippet(fts, 1, '[', ']', '…', 28) {tail} ORDER BY rank LIMIT 10", values
            ).fetchall()
            return Reply(total, tuple(row[0] for row in rows), sum(bool(row[1]) for row in rows))
        rows = connection.execute(f"SELECT fts.rowid {tail} ORDER BY fts.rowid DESC LIMIT 10", values).fetchall()
        counted = self._facets(question, tail, values) if question.facets else 0
        return Reply(total, tuple(row[0] for row in rows), 0, counted)

    def _facets(self, question: Question, tail: str, values: list[object]) -> int:
        """Every facet's values and counts, over hits that are looked up once."""
        parts = []
        for name in question.facets:
            if name in _LINKED:
                parts.append(
                    f"SELECT '{name}', value, count(*) FROM hit CROSS JOIN {name} USING (place) GROUP BY value"
                )
            else:
                parts.append(
                    f"SELECT '{name}', {name}, count(*) FROM hit CROSS JOIN facts USING (place) GROUP BY {name}"
                )
        counted = " UNION ALL ".join(parts)
        hits = f"WITH hit (place) AS MATERIALIZED (SELECT fts.rowid {tail})"
        return len(self._ready().execute(f"{hits} {counted}", values).fetchall())

    def adding(self, fresh: list[IndexDocument]) -> Iterator[float]:
        """Add one article after another, each until it is found; yields the seconds of processor time each took."""
        connection = self._ready()
        last = connection.execute("SELECT max(place) FROM article").fetchone()[0]
        for place, document in enumerate(fresh, last + 1):
            # The case's own table of texts is written whatever the engine.
            connection.execute(
                "INSERT INTO article VALUES (?, ?, ?, ?, ?)",
                (place, place, document.id, document.title, document.body),
            )
            start = time.process_time()
            connection.execute(
                "INSERT INTO fts (rowid, title, body) VALUES (?, ?, ?)", (place, document.title, document.body)
            )
            word = f'"{document.body.rpartition(" ")[2]}"'
            total = connection.execute("SELECT count(*) FROM fts WHERE fts MATCH ?", (word,)).fetchone()[0]
            yield time.process_time() - start
            assert total == 1, "what was added is not found"
        for place, document in enumerate(fresh, last + 1):
            gone = (place, document.title, document.body)
            connection.execute("INSERT INTO fts (fts, rowid, title, body) VALUES ('delete', ?, ?, ?)", gone)
            connection.execute("DELETE FROM article WHERE place = ?", (place,))
