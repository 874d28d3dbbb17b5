"""The terms of one field in a segment, sorted, and where each of them stands.

In the pack, behind the field's name: ``/terms`` the terms in UTF-8 end to end, ``/ends`` where each ends,
``/first`` (one more than terms) the first posting of each, ``/ids`` the document of each posting, ascending within a
term. Fields with places also have ``/counts`` (how often in that document; 255 means: look into ``/more``, the
postings, and ``/much``, the counts), ``/places_at`` (one more than terms) and ``/places``: the positions modulo
65,536; ``/high_at`` and ``/highs`` say which of them have more above.

The postings of neighbouring terms are neighbours, so that a prefix is one slice.
"""

from __future__ import annotations

from bisect import bisect_left

import numpy as np
from numpy.typing import NDArray

from index.pack import Array, Pack
from index.ranges import between

_AFTER = b"\xff\xff\xff\xff"
CAP = 255
"""Counts from here on stand apart."""
_PROBES = 2048


def encoded(term: str) -> bytes:
    """A term as it is stored."""
    return term.encode("utf-8", "surrogatepass")


class Terms:
    """The terms of ``field``; empty where the segment has none. Numbers of terms are their places in the order."""

    def __init__(self, pack: Pack, field: str) -> None:
        self._blob: Array = pack[f"{field}/terms"]
        self._ends: Array = pack[f"{field}/ends"]
        self.first: Array = pack[f"{field}/first"]
        self.ids: Array = pack[f"{field}/ids"]
        self._all = range(len(self._ends))
        self._probes: dict[int, bytes] = {}
        self._lengths: NDArray[np.int64] | None = None
        self._pack, self._field = pack, field

    def __len__(self) -> int:
        return len(self._ends)

    def __getitem__(self, number: int) -> bytes:
        return self._blob[self._ends[number - 1] if number else 0 : self._ends[number]].tobytes()

    def _probed(self, number: int) -> bytes:
        """A term on the way to another: those at which every search begins are kept."""
        term = self._probes.get(number)
        if term is None:
            term = self[number]
            if len(self._probes) < _PROBES:
                self._probes[number] = term
        return term

    def text(self, number: int) -> str:
        return self[number].decode("utf-8", "surrogatepass")

    def find(self, term: str) -> int:
        """The number of a term, -1 where there is none."""
        wanted = encoded(term)
        at = bisect_left(self._all, wanted, key=self._probed)
        return at if at < len(self) and self[at] == wanted else -1

    def only(self, term: str) -> tuple[int, int]:
        """The range of the one term, empty where there is none."""
        number = self.find(term)
        return (number, number + 1) if number >= 0 else (0, 0)

    def starting(self, prefix: str) -> tuple[int, int]:
        """The numbers from which and up to which (exclusive) terms begin with ``prefix``."""
        wanted = encoded(prefix)
        low = bisect_left(self._all, wanted, key=self._probed)
        return low, bisect_left(self._all, wanted + _AFTER, low, key=self._probed)

    def documents(self, low: int, high: int) -> Array:
        """The documents of the terms from ``low`` to ``high`` (exclusive), one for each posting."""
        return self.ids[self.first[low] : self.first[high]]

    def frequency(self, number: int) -> int:
        """How many documents hold a term, deleted ones included."""
        return int(self.first[number + 1] - self.first[number])

    def lengths(self) -> NDArray[np.int64]:
        """How many bytes each term has."""
        if self._lengths is None:
            self._lengths = between(np.concatenate((np.zeros(1, np.uint32), self._ends)))
        return self._lengths

    def bytes_of(self, numbers: NDArray[np.int64], size: int) -> NDArray[np.uint8]:
        """The letters of terms that have ``size`` bytes each, a row for each term."""
        return np.asarray(self._blob[(self._ends[numbers].astype(np.int64) - size)[:, None] + np.arange(size)])

    def all(self) -> list[bytes]:
        """Every term."""
        blob, ends = self._blob.tobytes(), self._ends.tolist()
        return [blob[start:end] for start, end in zip([0, *ends], ends, strict=False)]

    def counts(self, low: int, high: int) -> NDArray[np.int64]:
        """How often each posting's term stands in its document."""
        start, stop = int(self.first[low]), int(self.first[high])
        counts = self._pack[f"{self._field}/counts"][start:stop].astype(np.int64)
        more = self._pack[f"{self._field}/more"]
        if len(more):
            one, other = np.searchsorted(more, (start, stop))
            counts[more[one:other].astype(np.int64) - start] = self._pack[f"{self._field}/much"][one:other]
        return counts

    def places(self, low: int, high: int) -> NDArray[np.int64]:
        """The positions, posting after posting, as many as ``counts`` says of each."""
        at = self._pack[f"{self._field}/places_at"]
        start, stop = int(at[low]), int(at[high])
        places = self._pack[f"{self._field}/places"][start:stop].astype(np.int64)
        high_at = self._pack[f"{self._field}/high_at"]
        if len(high_at):
            one, other = np.searchsorted(high_at, (start, stop))
            highs = self._pack[f"{self._field}/highs"][one:other].astype(np.int64)
            places[high_at[one:other].astype(np.int64) - start] += highs << 16
        return places


class Columns:
    """The postings of one field, laid out term after term as they come."""

    def __init__(self, size: int, *, is_placed: bool) -> None:
        """``size`` documents; ``is_placed``: with counts and positions."""
        self._small = np.uint16 if size <= 1 << 16 else np.uint32
        self._is_placed = is_placed
        self._held: list[Array] = []
        self._ids: list[Array] = []
        self._counts: list[Array] = []
        self._more: list[Array] = []
        self._much: list[Array] = []
        self._totals: list[Array] = []
        self._places: list[Array] = []
        self._high_at: list[Array] = []
        self._highs: list[Array] = []
        self._postings = self._positions = 0

    def add(self, held: Array, ids: Array, counts: Array | None = None, places: Array | None = None) -> None:
        """The next terms: how many postings each has, then the documents of these, and how often the term stands in
        each, and where."""
        self._held.append(held.astype(np.uint32))
        self._ids.append(ids.astype(self._small))
        if counts is not None and places is not None:
            more = np.flatnonzero(counts >= CAP)
            self._counts.append(np.minimum(counts, CAP).astype(np.uint8))
            self._more.append((more + self._postings).astype(np.uint32))
            self._much.append(counts[more].astype(np.uint32))
            before = np.concatenate((np.zeros(1, np.int64), np.cumsum(counts, dtype=np.int64)))
            ends = np.cumsum(held)
            self._totals.append(before[ends] - before[ends - held])
            high_at = np.flatnonzero(places > 0xFFFF)
            self._high_at.append((high_at + self._positions).astype(np.uint64))
            self._highs.append((places[high_at] >> 16).astype(np.uint16))
            self._places.append((places & 0xFFFF).astype(np.uint16))
            self._positions += len(places)
        self._postings += len(ids)

    def arrays(self, field: str, terms: list[bytes]) -> dict[str, Array]:
        """The arrays of the pack; ``terms`` are those that were added, sorted."""
        arrays: dict[str, Array] = {
            "terms": np.frombuffer(b"".join(terms), np.uint8),
            "ends": np.cumsum([len(term) for term in terms], dtype=np.uint32) if terms else np.empty(0, np.uint32),
            "first": _before(self._held, np.uint32),
            "ids": _whole(self._ids, self._small),
        }
        if self._is_placed:
            arrays |= {
                "counts": _whole(self._counts, np.uint8),
                "more": _whole(self._more, np.uint32),
                "much": _whole(self._much, np.uint32),
                "places_at": _before(self._totals, np.uint64),
                "places": _whole(self._places, np.uint16),
                "high_at": _whole(self._high_at, np.uint64),
                "highs": _whole(self._highs, np.uint16),
            }
        return {f"{field}/{name}": array for name, array in arrays.items()}


def _whole(parts: list[Array], kind: type[np.generic]) -> Array:
    """All of the parts as one, which are let go of on the way."""
    whole = np.concatenate(parts).astype(kind, copy=False) if parts else np.empty(0, kind)
    parts.clear()
    return whole


def _before(parts: list[Array], kind: type[np.generic]) -> Array:
    """How much stands before each of the terms, and in all of them."""
    return np.concatenate([np.zeros(1, np.int64), np.cumsum(_whole(parts, np.int64))]).astype(kind)
