"""The engines that the port's tests run: the index, and the scan. Another one is tried by a line in ``ENGINES``."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Protocol

from index_help import CASE

from casefile.domain.search import IndexAnswer, IndexDocument, SearchRequest
from index.port import IndexWriter, Searcher
from index.scan import scan


class Engine(Protocol):
    """Documents in, requests out. What was put or deleted is found, or not, by the next search."""

    def put(self, documents: Iterable[IndexDocument]) -> None:
        """Add ``documents``; one whose key is known takes the place of the old one."""

    def delete(self, keys: Iterable[str]) -> None: ...

    def search(self, request: SearchRequest) -> IndexAnswer: ...

    def close(self) -> None: ...


class IndexEngine:
    """The index in ``directory``; each ``put`` and each ``delete`` is a commit, so that it has several segments."""

    def __init__(self, directory: Path) -> None:
        self._directory, self._seq = directory, 0
        with IndexWriter.rebuild(directory, *CASE) as writer:
            writer.commit(0, "hash0")
        self._searcher = Searcher(directory)

    def put(self, documents: Iterable[IndexDocument]) -> None:
        self._commit(documents, ())

    def delete(self, keys: Iterable[str]) -> None:
        self._commit((), keys)

    def _commit(self, documents: Iterable[IndexDocument], keys: Iterable[str]) -> None:
        self._seq += 1
        writer = IndexWriter.open_or_none(self._directory, *CASE)
        assert writer is not None
        with writer:
            writer.add(documents)
            writer.delete(keys)
            writer.commit(self._seq, f"hash{self._seq}")

    def search(self, request: SearchRequest) -> IndexAnswer:
        return self._searcher.search(request)

    def close(self) -> None:
        self._searcher.close()


class ScanEngine:
    """Every document looked at for every search."""

    def __init__(self, directory: Path) -> None:
        self._documents: dict[str, IndexDocument] = {}

    def put(self, documents: Iterable[IndexDocument]) -> None:
        self._documents |= {document.key: document for document in documents}

    def delete(self, keys: Iterable[str]) -> None:
        for key in keys:
            self._documents.pop(key, None)

    def search(self, request: SearchRequest) -> IndexAnswer:
        return scan(self._documents.values(), request)

    def close(self) -> None:
        self._documents.clear()


ENGINES = {"scan": ScanEngine, "index": IndexEngine}
