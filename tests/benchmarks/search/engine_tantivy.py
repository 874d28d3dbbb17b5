"""tantivy, a full-text library in Rust, through its Python package; who runs this installs it."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import tantivy
import texts
from question import Question, Reply

from casefile.domain.search import IndexDocument

_FACTS = ("publisher", "kind", "language", "grade", "year", "month", "tag", "entity")
_FRESH = 1 << 30
"""The place of articles that are added for a moment."""


def _schema() -> Any:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("text", tokenizer_name="folded", index_option="position")
    builder.add_unsigned_field("place", indexed=True, fast=True)
    for name in _FACTS:
        builder.add_text_field(name, fast=True, tokenizer_name="raw", index_option="basic")
    return builder.build()


class TantivyEngine:
    name = "tantivy"

    def __init__(self, folder: Path) -> None:
        self._folder = folder / "tantivy"
        self._texts = texts.connect(folder / "texts.db")
        self._schema = _schema()
        self._index: Any = None
        self._searcher: Any = None

    def places_known(self) -> None:
        """Its documents hold their places."""

    def _open(self) -> Any:
        index = tantivy.Index(self._schema, path=str(self._folder))
        simple = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
        folded = simple.filter(tantivy.Filter.lowercase()).filter(tantivy.Filter.ascii_fold()).build()
        index.register_tokenizer("folded", folded)
        return index

    def _document(self, document: IndexDocument, row: tuple[Any, ...]) -> Any:
        made = tantivy.Document()
        made.add_text("text", f"{document.title}\n{document.body}")
        made.add_unsigned("place", row[0])
        for name, value in zip(("publisher", "kind", "language", "grade", "year", "month"), row[3:], strict=True):
            if value:
                made.add_text(name, value)
        for tag in document.tags:
            made.add_text("tag", tag)
        for name in document.entities:
            made.add_text("entity", name)
        return made

    def build(self, batches: Iterator[list[IndexDocument]]) -> Iterator[float]:
        """Build afresh with one thread, merged as it merges; yields the seconds of processor time of each step."""
        shutil.rmtree(self._folder, ignore_errors=True)
        self._folder.mkdir()
        rows = {row[1]: row for row in self._texts.execute("SELECT * FROM facts")}
        index = self._open()
        start = time.process_time()
        writer = index.writer(heap_size=128_000_000, num_threads=1)
        for batch in batches:
            start = time.process_time()
            for document in batch:
                writer.add_document(self._document(document, rows[document.id]))
            yield time.process_time() - start
        start = time.process_time()
        writer.commit()
        writer.wait_merging_threads()
        yield time.process_time() - start

    def size(self) -> int:
        return sum(path.stat().st_size for path in self._folder.rglob("*") if path.is_file())

    def open(self) -> None:
        self._index = self._open()
        self._index.config_reader(reload_policy="manual")
        self._index.reload()
        self._searcher = self._index.searcher()

    def warm(self) -> None:
        self._searcher.search(tantivy.Query.term_query(self._schema, "text", "zzzzz"), 10)

    def close(self) -> None:
        self._searcher = self._index = None

    def _query(self, question: Question) -> Any:
        must, must_not, should = tantivy.Occur.Must, tantivy.Occur.MustNot, tantivy.Occur.Should
        make, schema = tantivy.Query, self._schema
        parts: list[tuple[Any, Any]] = []
        if question.phrase:
            parts.append((must, make.phrase_query(schema, "text", list(question.words))))
        else:
            whole = question.words[:-1] if question.prefix else question.words
            parts += [(must, make.term_query(schema, "text", word, "freq")) for word in whole]
            if question.prefix:
                parts.append((must, make.regex_query(schema, "text", question.words[-1] + ".*")))
        if question.anyof:
            ways = [(should, make.term_query(schema, "text", word, "freq")) for word in question.anyof]
            parts.append((must, make.boolean_query(ways)))
        parts += [(must_not, make.term_query(schema, "text", word, "freq")) for word in question.without]
        parts += [(must, make.term_query(schema, name, value, "basic")) for name, value in question.filters]
        if question.first:
            low = "SELECT min(place) FROM facts WHERE day = (SELECT min(day) FROM facts WHERE day >= ?)"
            high = "SELECT max(place) FROM facts WHERE day = (SELECT max(day) FROM facts WHERE day <= ?)"
            row = self._texts.execute(f"SELECT ({low}), ({high})", (question.first, question.last)).fetchone()
            kind = tantivy.FieldType.Unsigned
            parts.append((must, make.range_query(schema, "place", kind, row[0] or 1, row[1] or 0)))
        return parts[0][1] if len(parts) == 1 else make.boolean_query(parts)

    def ask(self, question: Question) -> Reply:
        query = self._query(question)
        if question.best:
            return self._best(query)
        found = self._searcher.search(query, 10, count=True, order_by_field="place")
        counted = 0
        if question.facets:
            wanted = {name: {"terms": {"field": name, "size": 20}} for name in question.facets}
            counted = sum(len(one["buckets"]) for one in self._searcher.aggregate(query, wanted).values())
        return Reply(found.count, tuple(place for place, _ in found.hits), 0, counted)

    def _best(self, query: Any) -> Reply:
        """The ten best, with its own snippets of the texts in SQLite."""
        found = self._searcher.search(query, 10, count=True)
        places = tuple(self._searcher.fast_field_values("place", [address for _, address in found.hits]))
        maker = tantivy.SnippetGenerator.create(self._searcher, query, self._schema, "text")
        maker.set_max_num_chars(180)
        shown = 0
        for place in places:
            body = self._texts.execute("SELECT body FROM article WHERE place = ?", (place,)).fetchone()[0]
            shown += bool(maker.snippet_from_doc(tantivy.Document(text=body)).fragment())
        return Reply(found.count, places, shown)

    def adding(self, fresh: list[IndexDocument]) -> Iterator[float]:
        """Add one article after another, each until it is found; yields the seconds of processor time each took."""
        writer = self._index.writer(heap_size=32_000_000, num_threads=1)
        for document in fresh:
            row = (_FRESH, document.id, "", document.publisher, "", "", "", "", "")
            start = time.process_time()
            writer.add_document(self._document(document, row))
            writer.commit()
            self._index.reload()
            query = tantivy.Query.term_query(self._schema, "text", document.body.rpartition(" ")[2])
            total = self._index.searcher().search(query, 10).count
            yield time.process_time() - start
            assert total == 1, "what was added is not found"
        kind = tantivy.FieldType.Unsigned
        writer.delete_documents_by_query(tantivy.Query.range_query(self._schema, "place", kind, _FRESH, _FRESH))
        writer.commit()
        writer.wait_merging_threads()
