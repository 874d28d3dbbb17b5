"""Which files are many articles: told by their beginning, shown before they are read."""

from __future__ import annotations

import json
from itertools import islice
from typing import Any, BinaryIO

from casefile.domain.text import canonical
from casefile.readers import article_lines, table_fields
from casefile.readers.csv_table import rows, table_of
from casefile.readers.hints import Hints

_HEAD = 1024 * 1024
_LONGEST_EXAMPLE = 200
_MOST_COLUMNS = 200


def preview(file: BinaryIO, hints: Hints) -> dict[str, Any]:
    """``{"kind", "columns": [{"name", "field", "example"}]}``; ``kind`` is ``jsonl`` or ``csv``, empty for one item.

    ``field`` is the article's field that a column becomes, empty for one that is kept as metadata. A table without a
    text has its columns shown too, with the ``reason`` why it is one item: a person may say which of them is the text.
    """
    if hints.suffix in (".jsonl", ".ndjson"):
        return _of_lines(file.read(_HEAD), hints)
    return _of_table(file, hints) if hints.suffix in (".csv", ".tsv", ".tab") else {"kind": "", "columns": []}


def _of_lines(head: bytes, hints: Hints) -> dict[str, Any]:
    examples: dict[str, object] = {}
    for value in islice(article_lines.objects(head), 5):
        for key, one in islice(value.items(), _MOST_COLUMNS):
            if examples.get(key) in (None, ""):
                examples[key] = one
    names = list(examples)[:_MOST_COLUMNS]
    found = table_fields.mapping(names, hints.columns)
    columns = [_column(name, found.get(at, ""), examples[name]) for at, name in enumerate(names)]
    if article_lines.is_articles(head, hints):
        return {"kind": "jsonl", "columns": columns}
    reason = "no key of its objects is a text" if columns else ""
    return {"kind": "", "columns": columns, "reason": reason}


def _of_table(file: BinaryIO, hints: Hints) -> dict[str, Any]:
    table = table_of(file, hints)
    if table is None:
        return {"kind": "", "columns": [], "reason": "its first row names no columns"}
    first = next(rows(file, table), None)
    cells = first.cells if first is not None else []
    columns = [
        _column(name or f"column {at + 1}", table.fields.get(at, ""), cells[at] if at < len(cells) else "")
        for at, name in enumerate(table.columns[:_MOST_COLUMNS])
    ]
    if not table.is_of_articles:
        return {"kind": "", "columns": columns, "reason": "no column of it is called a text"}
    if first is None:
        return {"kind": "", "columns": columns, "reason": "it has no rows"}
    return {"kind": "csv", "columns": columns}


def _column(name: str, field: str, example: object) -> dict[str, str]:
    written = example if isinstance(example, str) else json.dumps(example, ensure_ascii=False)[:10_000]
    shown = canonical(" ".join(written[: 4 * _LONGEST_EXAMPLE].split()))[:_LONGEST_EXAMPLE]
    return {"name": canonical(name)[:_LONGEST_EXAMPLE], "field": field, "example": shown}
