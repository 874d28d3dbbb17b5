"""Which files are many articles: told by their beginning, shown before they are read."""

from __future__ import annotations

from typing import Any, BinaryIO

from casefile.readers import article_lines
from casefile.readers.hints import Hints

_HEAD = 1024 * 1024


def preview(file: BinaryIO, hints: Hints) -> dict[str, Any]:
    """``{"kind", "columns": [{"name", "field", "example"}]}``; ``kind`` is ``jsonl`` or ``csv``, empty for one item.

    ``field`` is the article's field that a column becomes, empty for one that is kept as metadata.
    """
    head = file.read(_HEAD)
    if hints.suffix in (".jsonl", ".ndjson") and article_lines.is_articles(head):
        return {"kind": "jsonl", "columns": []}
    return {"kind": "", "columns": []}
