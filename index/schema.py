"""The fields of the index, and how a document becomes their terms.

``words`` title and text with positions · ``title author publisher entity tag`` one field each with positions ·
``keys`` transliterated keys of words that are not their own key · ``starts`` the first one to three letters of
every word, and of the title's words behind ``TITLE_MARK`` · ``facets`` ``name=value`` · ``days`` · ``key``.

The terms are made here and not by an analyser of the library's: half the time, and positions in a form that
is read back in one call.
"""

from __future__ import annotations

import warnings
from array import array
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from casefile.domain.search import IndexDocument
from casefile.domain.transliteration import key
from index.documents import Placed, day_of, facets_of, place, values_of
from index.tree import TEXT_FIELDS

with warnings.catch_warnings():
    # Whoosh 2.7.4 was written for older Pythons: invalid escapes and "is" with literals, harmless.
    warnings.simplefilter("ignore")
    from whoosh import fields, formats
    from whoosh.reading import TermNotFound as TermNotFound

WIDE_MARK = "="
TITLE_MARK = "\x01"
PREFIX = 3
"""Letters up to which a prefix is a term of its own."""

Posting = tuple[bytes, int, float, bytes]


class Places(formats.Existence):  # type: ignore[misc]
    """Positions as raw bytes of any length; read with ``decode``."""

    posting_size = -1


class PlacedField(fields.FieldType):  # type: ignore[misc]
    """A field that is given its postings ready made."""

    def __init__(self, *, places: bool, scorable: bool = False, stored: bool = False) -> None:
        super().__init__(Places() if places else formats.Existence(), None, scorable=scorable, stored=stored)
        self.indexed = True

    def index(self, value: list[Posting], **kwargs: Any) -> list[Posting]:
        return value

    def to_bytes(self, value: str | bytes) -> bytes:
        return value if isinstance(value, bytes) else value.encode("utf-8", "surrogatepass")

    def from_bytes(self, value: bytes) -> str:
        return value.decode("utf-8", "surrogatepass")


def schema() -> Any:
    """The schema of a new index."""
    text = {name: PlacedField(places=True, scorable=name == "title") for name in TEXT_FIELDS}
    return fields.Schema(
        words=PlacedField(places=True, scorable=True),
        keys=PlacedField(places=False),
        starts=PlacedField(places=False),
        facets=PlacedField(places=False),
        days=PlacedField(places=False),
        key=PlacedField(places=False, stored=True),
        **text,
    )


def terms_of(document: IndexDocument) -> dict[str, Any]:
    """The document as arguments of ``add_document``."""
    body, title = place(values_of(document, "")), place(values_of(document, "title"))
    given: dict[str, Any] = {
        "words": list(_postings(body)),
        "title": list(_postings(title)),
        "keys": _plain({key(word) for word in body.words} - {""}, body),
        "starts": list(_starts(body, title)),
        "facets": [_posting(f"{name}={value}") for name, value in facets_of(document)],
        "key": [_posting(document.key)],
        "_stored_key": document.key,
    }
    for name in ("author", "publisher", "entity", "tag"):
        values = values_of(document, name)
        if any(values):
            given[name] = list(_postings(place(values)))
    day = day_of(document)
    if day:
        given["days"] = [_posting(day)]
    return given


def _postings(placed: Placed) -> Iterator[Posting]:
    for word, positions in placed.words.items():
        count = len(positions)
        if count == 1:
            yield word.encode(), 1, 1.0, _encode_one(positions[0])
        else:
            yield word.encode(), count, float(count), encode(positions)
    for term, pairs in placed.wide.items():
        # No frequency: a wide term adds nothing to the field's length.
        yield (WIDE_MARK + term).encode(), 0, len(pairs) / 2, encode(pairs)


def _plain(keys: set[str], placed: Placed) -> list[Posting]:
    """A key that is one of the document's own words is found as that word, if that word is its own key."""
    return [_posting(found) for found in keys if not (found in placed.words and key(found) == found)]


def _starts(body: Placed, title: Placed) -> Iterator[Posting]:
    for placed, mark in ((body, ""), (title, TITLE_MARK)):
        starts = {word[:PREFIX] for word in placed.words}
        for length in range(PREFIX - 1, 0, -1):
            starts |= {start[:length] for start in starts}
        for start in starts:
            yield _posting(mark + start)


@lru_cache(maxsize=1 << 14)
def _posting(term: str) -> Posting:
    return term.encode("utf-8", "surrogatepass"), 1, 1.0, b""


def encode(numbers: list[int]) -> bytes:
    """Ascending or paired whole numbers as bytes: two each where they fit, else four; the first byte says which."""
    if max(numbers) < 0x10000:
        return b"H" + array("H", numbers).tobytes()
    return b"I" + array("I", numbers).tobytes()


@lru_cache(maxsize=1 << 12)
def _encode_one(number: int) -> bytes:
    return encode([number])


def decode(value: bytes) -> array[int]:
    """The numbers that ``encode`` was given."""
    numbers = array(chr(value[0]))
    numbers.frombytes(value[1:])
    return numbers
