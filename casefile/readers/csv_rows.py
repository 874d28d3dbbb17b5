"""Rows of a table of articles: each an original of its own, made of the columns' names and the row as it stands."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

from casefile.domain.intake import Member, ReadOutcome, ReadText
from casefile.domain.text import canonical
from casefile.readers import table_fields
from casefile.readers.charset import Decoded
from casefile.readers.csv_table import Row, Table, rows, table_of
from casefile.readers.hints import MAX_MEMBER, Hints, Unreadable, state_for, unread

MIMES = ("text/csv",)


def members(file: BinaryIO, hints: Hints, mime: str) -> Iterator[Member]:
    """One member a row, ``row 2`` the first; its bytes are the first row and its own, in the file's bytes."""
    table = table_of(file, hints)
    if table is None or not table.is_of_articles:
        raise Unreadable("the table has no column with a text")
    for row in rows(file, table):
        name = f"row {row.number}"
        data = table.header + row.raw
        if len(data) > MAX_MEMBER:
            yield Member(name, problem=f"the row is larger than {MAX_MEMBER // 1024**2} MB")
        else:
            yield Member(name, data, "csvrow", "text/csv", table.charset, outcome=_outcome(row, table))


def read(data: bytes, hints: Hints) -> ReadOutcome:
    """One row again, out of its member's bytes; in the table's charset, which a row alone may not tell."""
    file = io.BytesIO(data)
    table = table_of(file, replace(hints, forced_charset=hints.forced_charset or hints.charset))
    if table is None or not table.is_of_articles:
        return unread("the table has no column with a text", "text/csv")
    row = next(rows(file, table), None)
    return _outcome(row, table) if row is not None else unread("the row is empty", "text/csv")


def _outcome(row: Row, table: Table) -> ReadOutcome:
    cells = row.cells
    stated: dict[str, object] = {field: cells[at] for at, field in table.fields.items() if at < len(cells)}
    text = canonical(str(stated.pop("text", "")))
    if not text.strip():
        return unread(row.problem or "the row has no text", "text/csv")
    others: list[tuple[str, object]] = [
        (name or f"column {at + 1}", cells[at])
        for at, name in enumerate(table.columns[: len(cells)])
        if at not in table.fields
    ]
    others += [(f"column {at + 1}", cells[at]) for at in range(len(table.columns), len(cells))]
    metadata, reasons = table_fields.metadata(stated, others)
    if row.problem:
        reasons.append(row.problem)
    elif len(cells) != len(table.columns):
        reasons.append(f"the row has {len(cells):,} cells for {len(table.columns):,} columns")
    if row.lost:
        reasons.append(Decoded("", table.charset, None, row.lost).problem)
    state, reason = state_for(reasons)
    return ReadOutcome(state, reason, (ReadText("text", text),), metadata, "text/csv", table.charset, table.confidence)
