"""casefile's index behind its port, as the search process uses it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import texts
from question import Question, Reply

from casefile.domain.search import FACETS, IndexDocument, SearchRequest
from index.port import IndexWriter, Searcher
from index.snippets import Matcher, snippet

CASE = ("00000000-0000-0000-0000-00000000beef", "/bench")


def query_of(question: Question) -> str:
    """The question in casefile's query language."""
    words = " ".join(question.words)
    parts = [f'"{words}"' if question.phrase else words]
    if question.anyof:
        parts.append(f"({' OR '.join(question.anyof)})")
    parts += [f"-{word}" for word in question.without]
    if question.first:
        parts.insert(0, f"date:{question.first}..{question.last}")
    return " ".join(part for part in parts if part)


def request_of(question: Question) -> SearchRequest:
    return SearchRequest(
        query_of(question),
        limit=50 if question.screen else 10,
        sort="relevance" if question.best else "newest" if question.screen else "date",
        typing=question.prefix,
        filters=question.filters,
        facets=FACETS if question.screen else question.facets,
    )


class CasefileEngine:
    name = "casefile"

    def __init__(self, folder: Path) -> None:
        self._folder = folder / "casefile"
        self._texts = texts.connect(folder / "texts.db")
        self._places: dict[str, int] = {}
        self._searcher: Searcher | None = None

    def places_known(self) -> None:
        """Ids are told apart from places outside what is timed."""
        self._places = dict(self._texts.execute("SELECT id, place FROM facts"))

    def build(self, batches: Iterator[list[IndexDocument]]) -> Iterator[float]:
        """Build afresh; yields the seconds of processor time of each step."""
        with IndexWriter.rebuild(self._folder, *CASE) as writer:
            for batch in batches:
                start = _cpu()
                writer.add(batch)
                writer.commit(1, "", complete=False)
                yield _cpu() - start
            start = _cpu()
            writer.commit(1, "")
            while writer.merge_when_idle():
                pass
            yield _cpu() - start

    def size(self) -> int:
        return sum(path.stat().st_size for path in self._folder.rglob("*") if path.is_file())

    def open(self) -> None:
        self._searcher = Searcher(self._folder)

    def warm(self) -> None:
        assert self._searcher is not None
        self._searcher.warm()

    def close(self) -> None:
        if self._searcher is not None:
            self._searcher.close()
            self._searcher = None

    def ask(self, question: Question) -> Reply:
        assert self._searcher is not None
        answer = self._searcher.search(request_of(question))
        exact = [hit.id for hit in answer.hits if not hit.near]
        shown = 0
        if question.best:
            matcher = Matcher(answer.terms)
            for identity in exact:
                body = self._texts.execute("SELECT body FROM article WHERE id = ?", (identity,)).fetchone()
                shown += bool(snippet(body[0], matcher)[0]) if body else 0
        places = tuple(self._places.get(identity, 0) for identity in exact)
        return Reply(answer.total, places, shown, sum(map(len, answer.facets.values())))

    def adding(self, fresh: list[IndexDocument]) -> Iterator[float]:
        """Add one article after another, each until it is found; yields the seconds of processor time each took."""
        writer = IndexWriter.open_or_none(self._folder, *CASE)
        assert writer is not None, "the index was made by another version"
        assert self._searcher is not None
        with writer:
            for number, document in enumerate(fresh):
                start = _cpu()
                writer.add([document])
                writer.commit(2 + number, "")
                request = SearchRequest(document.body.rpartition(" ")[2], limit=10, facets=())
                total = self._searcher.search(request).total
                yield _cpu() - start
                assert total == 1, "what was added is not found"
            writer.delete([document.key for document in fresh])
            writer.commit(1, "")


def _cpu() -> float:
    return time.process_time()
