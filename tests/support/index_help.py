"""A small index on disk, for the tests of the index."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from casefile.domain.search import IndexAnswer, IndexDocument, SearchRequest
from index.port import IndexWriter, Searcher

CASE = ("11111111-2222-3333-4444-555555555555", "/cases/one")


def article(identity: str, title: str = "", body: str = "", **more: object) -> IndexDocument:
    return IndexDocument("article", identity, title, body, **more)  # type: ignore[arg-type]


def build(directory: Path, documents: Iterable[IndexDocument], seq: int = 1) -> None:
    """A new index of ``documents``."""
    with IndexWriter.rebuild(directory, *CASE) as writer:
        writer.add(documents)
        writer.commit(seq, f"hash{seq}")


def append(directory: Path, documents: Iterable[IndexDocument], seq: int = 2) -> None:
    """Add ``documents`` to the index that is there."""
    writer = IndexWriter.open_or_none(directory, *CASE)
    assert writer is not None
    with writer:
        writer.add(documents)
        writer.commit(seq, f"hash{seq}")


def ask(directory: Path, query: str, **more: object) -> IndexAnswer:
    with Searcher(directory) as searcher:
        return searcher.search(SearchRequest(query, **more))  # type: ignore[arg-type]


def found(answer: IndexAnswer) -> set[str]:
    """The ids of the exact hits."""
    return {hit.id for hit in answer.hits if not hit.near}


def near(answer: IndexAnswer) -> dict[str, str]:
    """The ids of the near hits and what they are near by."""
    return {hit.id: hit.near for hit in answer.hits if hit.near}
