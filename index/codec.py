"""How Whoosh keeps a segment of ours: one pack instead of its own term, posting and column files.

Whoosh keeps what an index is made of (its table of contents, generations, which documents of a segment are deleted)
and asks a codec for the rest. This one takes each document as the stored value of the one field of the schema and
writes ``SEGMENT.pak`` when the segment is done. Of a codec's classes it has those that Whoosh's writer uses: reading
is ``index.segment``, since Whoosh's matchers go from posting to posting.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from casefile.domain.search import IndexDocument
from index.building import Builder
from index.merging import Source, merged
from index.pack import Array, write_pack

with warnings.catch_warnings():
    # Whoosh 2.7.4 was written for older Pythons: invalid escapes and "is" with literals, harmless.
    warnings.simplefilter("ignore")
    from whoosh import fields, formats
    from whoosh.codec import base
    from whoosh.codec.whoosh3 import W3Segment
    from whoosh.filedb.filestore import FileStorage, RamStorage
    from whoosh.index import EmptyIndexError as EmptyIndexError

EXTENSION = ".pak"
FIELD = "document"


class DocumentField(fields.FieldType):  # type: ignore[misc]
    """The one field: a whole document, handed on to the codec as it is."""

    def __init__(self) -> None:
        super().__init__(formats.Existence(), None, stored=True)
        self.indexed = False


def segments_of(index: Any) -> list[Any]:
    """What Whoosh's newest table of contents says of an open index: its segments, with their deleted documents."""
    return list(index._read_toc().segments)


class PackStorage(FileStorage):  # type: ignore[misc]
    """Files in a folder. What Whoosh would put into a folder for a while, and never does here, stays in memory."""

    def temp_storage(self, name: str | None = None) -> Any:
        return RamStorage()


def create_index(folder: Path) -> Any:
    """A new, empty index in ``folder``."""
    return PackStorage(str(folder)).create_index(fields.Schema(**{FIELD: DocumentField()}))


def open_index(folder: Path) -> Any:
    """The index in ``folder``. Raises Whoosh's ``EmptyIndexError`` where there is none."""
    return PackStorage(str(folder)).open_index()


class PackCodec(base.Codec):  # type: ignore[misc]
    """One pack for each segment."""

    length_stats = False

    def per_document_writer(self, storage: Any, segment: Any) -> PackWriter:
        return PackWriter(storage, segment)

    def field_writer(self, storage: Any, segment: Any) -> NoPostings:
        return NoPostings()

    def new_segment(self, storage: Any, indexname: str) -> Any:
        return W3Segment(self, indexname)


class PackWriter:
    """What Whoosh hands a segment's documents to, one after the other."""

    def __init__(self, storage: Any, segment: Any) -> None:
        self._storage, self._segment = storage, segment
        self._builder = Builder()
        self._merged: tuple[int, dict[str, Array]] | None = None
        self.is_closed = False

    @property
    def tokens(self) -> int:
        """Words that wait in memory."""
        return self._builder.tokens

    def start_doc(self, number: int) -> None:
        if number != self._builder.size:
            raise ValueError("documents come in order")

    def add_field(self, name: str, field: Any, value: IndexDocument, length: int) -> None:
        self._builder.add(value)

    def finish_doc(self) -> None:
        """Nothing is left open between documents."""

    def take(self, sources: Sequence[Source]) -> int:
        """Make the segment of others instead of documents; how many it holds."""
        self._merged = merged(sources)
        return self._merged[0]

    def close(self) -> None:
        if self.is_closed:
            return
        self.is_closed = True
        if self._merged is None and not self._builder.size:
            return
        arrays = self._builder.arrays() if self._merged is None else self._merged[1]
        with self._segment.create_file(self._storage, EXTENSION) as file:
            write_pack(file, arrays)


class NoPostings:
    """Whoosh's way for postings, which nothing goes."""

    is_closed = False

    def add_postings(self, schema: Any, lengths: Any, items: Iterable[Any]) -> None:
        for _ in items:
            raise ValueError("postings belong to the documents")

    def close(self) -> None:
        self.is_closed = True
