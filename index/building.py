"""From documents to the arrays of a segment.

Words are numbered as they come and kept as one long row of numbers; only at the end are they put in order, by one
sort for each field. That is why nothing is done for each posting in Python.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from casefile.domain.search import IndexDocument
from casefile.domain.transliteration import key
from index.analysis import Analysis, analyse
from index.documents import GAP, day_of, facets_of, values_of
from index.pack import Array
from index.ranges import between
from index.terms import Columns, encoded

PLACED = ("words", "title", "author", "publisher", "entity", "tag")
"""Fields whose words have positions; ``words`` is title and text together. Beside each stands one of wide terms."""
WIDE = "="
"""Behind a field's name: its wide terms (see ``index.analysis``), whose places are first and last position."""
COUNTED = ("words", "title")
"""Fields whose lengths are kept, for the ranking."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def moment(written: str) -> int:
    """An ISO 8601 time in microseconds since 1970, 0 where there is none. A time without a zone is taken as UTC."""
    if not written:
        return 0
    try:
        at = datetime.fromisoformat(written)
    except ValueError:
        return 0
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    return max(0, (at - _EPOCH) // (at - at).resolution)


class _Numbers(dict[str, int]):
    """Gives every new term the next number."""

    def __missing__(self, term: str) -> int:
        number = self[term] = len(self)
        return number


class _Placed:
    """The words of one field: their numbers in a row, and which stretch of the row stands where in which document."""

    def __init__(self) -> None:
        self.terms = _Numbers()
        self.row = array("I")
        self.documents, self.starts, self.lengths = array("I"), array("Q"), array("I")
        self.wide_terms = _Numbers()
        self.wide_row, self.wide_documents = array("I"), array("I")
        self.wide_first, self.wide_last = array("Q"), array("Q")

    def add(self, document: int, values: Iterable[Analysis]) -> int:
        """Take the values of one document, one after the other with a gap; how many words they have."""
        base = total = 0
        for found in values:
            if found.words:
                self.row.extend(map(self.terms.__getitem__, found.words))
                self.documents.append(document)
                self.starts.append(base)
                self.lengths.append(len(found.words))
            for term, first, last in found.wide:
                self.wide_row.append(self.wide_terms[term])
                self.wide_documents.append(document)
                self.wide_first.append(base + first)
                self.wide_last.append(base + last)
            base += len(found.words) + GAP
            total += len(found.words)
        return total

    def arrays(self, field: str, size: int) -> dict[str, Array]:
        lengths = _numbers(self.lengths)
        begins = np.cumsum(lengths) - lengths
        documents = np.repeat(_numbers(self.documents), lengths)
        places = np.arange(len(self.row)) + np.repeat(_numbers(self.starts) - begins, lengths)
        wide = _numbers(self.wide_documents)
        pairs = np.stack((_numbers(self.wide_first), _numbers(self.wide_last)), axis=1)
        return _sorted_field(field, self.terms, self.row, documents, places[:, None], size) | _sorted_field(
            field + WIDE, self.wide_terms, self.wide_row, wide, pairs, size
        )


def _numbers(values: array[int]) -> NDArray[np.int64]:
    return np.array(values, dtype=np.int64)


def _sorted_field(
    field: str, terms: dict[str, int], row: array[int], documents: Array, places: Array, size: int
) -> dict[str, Array]:
    """``places`` has a row for each of ``row``: one position, or first and last."""
    ordered, tokens = _ranked(terms, row)
    order = np.argsort(tokens, kind="stable")
    tokens, documents, places = tokens[order], documents[order], places[order]
    starts = _changes(tokens, documents)
    counts = between(np.append(starts, len(tokens))) * places.shape[1]
    columns = Columns(size, is_placed=True)
    held = np.bincount(tokens[starts], minlength=len(ordered))
    columns.add(held, documents[starts], counts, places.ravel())
    return columns.arrays(field, ordered)


def _ranked(terms: dict[str, int], row: array[int]) -> tuple[list[bytes], NDArray[np.uint32]]:
    """The terms in order, and ``row`` with their places in it."""
    ordered = sorted(terms)
    ranks = np.empty(len(ordered), dtype=np.uint32)
    ranks[np.fromiter(map(terms.__getitem__, ordered), dtype=np.int64, count=len(ordered))] = np.arange(len(ordered))
    tokens = ranks[np.frombuffer(row, dtype=np.uint32)] if len(row) else np.empty(0, np.uint32)
    return [encoded(term) for term in ordered], tokens


def _changes(*columns: Array) -> NDArray[np.int64]:
    """The rows at which one of the columns is another than in the row before; the first row is one."""
    if not len(columns[0]):
        return np.empty(0, np.int64)
    is_new = np.ones(len(columns[0]), dtype=np.bool_)
    is_new[1:] = False
    for column in columns:
        is_new[1:] |= column[1:] != column[:-1]
    return np.flatnonzero(is_new)


class _Plain:
    """A field whose terms stand in a document or not."""

    def __init__(self) -> None:
        self.terms = _Numbers()
        self.row, self.documents = array("I"), array("I")

    def add(self, document: int, terms: Iterable[str]) -> None:
        for term in terms:
            self.row.append(self.terms[term])
            self.documents.append(document)

    def arrays(self, field: str, size: int) -> dict[str, Array]:
        ordered, tokens = _ranked(self.terms, self.row)
        order = np.argsort(tokens, kind="stable")
        columns = Columns(size, is_placed=False)
        columns.add(np.bincount(tokens, minlength=len(ordered)), _numbers(self.documents)[order])
        return columns.arrays(field, ordered)


class Builder:
    """Takes documents, gives the arrays of a segment. Documents are numbered as they come, from 0."""

    def __init__(self) -> None:
        self.size = 0
        self.tokens = 0
        self._placed = {name: _Placed() for name in PLACED}
        self._facets, self._keys = _Plain(), _Plain()
        self._lengths = {name: array("I") for name in COUNTED}
        self._days, self._added = array("I"), array("Q")

    def add(self, document: IndexDocument) -> None:
        number = self.size
        known: dict[str, Analysis] = {}
        for name, field in self._placed.items():
            values = values_of(document, "" if name == "words" else name)
            for value in values:
                if value not in known:
                    known[value] = analyse(value)
            total = field.add(number, (known[value] for value in values))
            if name in self._lengths:
                self._lengths[name].append(total)
            self.tokens += total
        day = day_of(document)
        self._facets.add(number, (f"{name}={value}" for name, value in facets_of(document)))
        self._keys.add(number, (document.key,))
        self._days.append(date.fromisoformat(day).toordinal() if day else 0)
        self._added.append(moment(document.added))
        self.size += 1

    def arrays(self) -> dict[str, Array]:
        """Everything that the segment's pack holds."""
        arrays: dict[str, Array] = {}
        for name, field in self._placed.items():
            arrays |= field.arrays(name, self.size)
        arrays |= self._facets.arrays("facets", self.size) | self._keys.arrays("key", self.size)
        arrays |= {f"lengths/{name}": np.array(values, np.uint32) for name, values in self._lengths.items()}
        arrays |= {"days": np.array(self._days, np.uint32), "added": np.array(self._added, np.uint64)}
        words = [encoded(word) for word in sorted(self._placed["words"].terms)]
        return arrays | derived(arrays, self.size, words, [encoded(term) for term in sorted(self._facets.terms)])


def _hash(term: bytes) -> int:
    return int.from_bytes(blake2b(term, digest_size=8).digest(), "little")


def derived(arrays: dict[str, Array], size: int, words: Sequence[bytes], facets: Sequence[bytes]) -> dict[str, Array]:
    """What follows from the rest: ``words`` and ``facets`` are the terms of these fields.

    ``sounds``: the transliterated keys of the words, whose postings are numbers of words · ``backwards``: the words
    in the order of their reversed letters · ``newest``: the documents by day, the latest first, equal ones by key ·
    ``key_of``: the number of each document's key · ``facets_at`` and ``facets_of``: the terms of ``facets`` of each
    document, one document after the other · ``facets_hash``: 64 bits of each of those terms, by which they are the
    same in several segments.
    """
    texts = [word.decode("utf-8", "surrogatepass") for word in words]
    sounds = _Plain()
    for number, word in enumerate(texts):
        sound = key(word)
        if sound:
            sounds.add(number, (sound,))
    reversed_words = [word[::-1] for word in texts]
    key_of = np.empty(size, np.uint32)
    key_of[arrays["key/ids"]] = np.arange(size, dtype=np.uint32)
    holders = arrays["facets/ids"]
    values = np.repeat(np.arange(len(arrays["facets/ends"])), between(arrays["facets/first"]))
    newest = np.lexsort((key_of, -arrays["days"].astype(np.int64)))
    return sounds.arrays("sounds", max(size, len(words))) | {
        "backwards": np.array(sorted(range(len(texts)), key=reversed_words.__getitem__), np.uint32),
        "newest": newest.astype(np.uint32),
        "key_of": key_of,
        "facets_hash": np.array([_hash(term) for term in facets], np.uint64),
        "facets_at": np.concatenate(([0], np.cumsum(np.bincount(holders, minlength=size)))).astype(np.uint32),
        "facets_of": values[np.argsort(holders, kind="stable")].astype(np.uint32),
    }
