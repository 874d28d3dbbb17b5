"""Several segments made one: terms put together, deleted documents left out, the rest numbered anew.

Done a stretch of terms at a time, so that the memory it takes does not grow with the index.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.bits import Mask
from index.building import COUNTED, PLACED, WIDE, derived
from index.pack import Array, Pack
from index.ranges import between, ranges
from index.terms import Columns, Terms

_STRETCH = 300_000
"""Postings that are put in order at once."""


@dataclass(frozen=True, slots=True)
class Source:
    """A segment to be merged, and which of its documents live."""

    pack: Pack
    live: Mask


def merged(sources: Sequence[Source]) -> tuple[int, dict[str, Array]]:
    """How many documents the sources hold together, and the arrays of a segment that holds them."""
    size = sum(int(source.live.sum()) for source in sources)
    maps = _numbered(sources)
    arrays: dict[str, Array] = {}
    kept: dict[str, list[bytes]] = {}
    for name in [*PLACED, *(name + WIDE for name in PLACED), "facets", "key"]:
        terms, made = _Field(name, sources, maps, size).merged()
        arrays |= made
        if name in ("words", "facets"):
            kept[name] = terms
    for name in [*(f"lengths/{field}" for field in COUNTED), "days", "added"]:
        arrays[name] = np.concatenate([source.pack[name][source.live] for source in sources])
    return size, arrays | derived(arrays, size, kept["words"], kept["facets"])


def _numbered(sources: Sequence[Source]) -> list[NDArray[np.int64]]:
    """For each source the new number of each of its documents, -1 for a deleted one."""
    maps, base = [], 0
    for source in sources:
        numbers = np.cumsum(source.live) - 1 + base
        maps.append(np.where(source.live, numbers, -1))
        base += int(source.live.sum())
    return maps


class _Field:
    """One field of all sources."""

    def __init__(self, name: str, sources: Sequence[Source], maps: list[NDArray[np.int64]], size: int) -> None:
        self._name, self._maps, self._size = name, maps, size
        self._fields = [Terms(source.pack, name) for source in sources]
        self._is_placed = f"{name}/counts" in sources[0].pack
        lists = [field.all() for field in self._fields]
        self._terms = sorted(set().union(*lists))
        places = {term: number for number, term in enumerate(self._terms)}
        self._ranks = [np.fromiter(map(places.__getitem__, terms), np.int64, len(terms)) for terms in lists]

    def merged(self) -> tuple[list[bytes], dict[str, Array]]:
        """The terms that are left, and the arrays."""
        columns = Columns(self._size, is_placed=self._is_placed)
        terms: list[bytes] = []
        for low, high in self._stretches():
            ranks, *postings = self._stretch(low, high)
            held = np.bincount(ranks - low, minlength=high - low)
            left = np.flatnonzero(held)
            terms += [self._terms[low + number] for number in left.tolist()]
            columns.add(held[left], *postings)
        return terms, columns.arrays(self._name, terms)

    def _stretches(self) -> Iterator[tuple[int, int]]:
        """Ranges of new terms with not much more than ``_STRETCH`` postings each."""
        held = np.zeros(len(self._terms) + 1, np.int64)
        for field, ranks in zip(self._fields, self._ranks, strict=True):
            held[ranks] += between(field.first)
        before = np.cumsum(held)
        low = 0
        while low < len(self._terms):
            base = int(before[low - 1]) if low else 0
            high = max(low + 1, int(np.searchsorted(before, base + _STRETCH)))
            high = min(high, len(self._terms))
            yield low, high
            low = high

    def _stretch(self, low: int, high: int) -> list[Array]:
        """Of the postings of the new terms from ``low`` to ``high``: term and document; where there are places, also
        how often, and where."""
        ranks, documents, counts, places = [], [], [], []
        for field, rank, numbers in zip(self._fields, self._ranks, self._maps, strict=True):
            one, other = (int(at) for at in np.searchsorted(rank, (low, high)))
            if one == other:
                continue
            held = between(field.first[one : other + 1])
            ranks.append(np.repeat(rank[one:other], held))
            documents.append(numbers[field.documents(one, other)])
            if self._is_placed:
                counts.append(field.counts(one, other))
                places.append(field.places(one, other))
        rank_of, document_of = _joined(ranks), _joined(documents)
        order = np.argsort(rank_of, kind="stable")
        order = order[document_of[order] >= 0]
        if not self._is_placed:
            return [rank_of[order], document_of[order]]
        count_of, place_of = _joined(counts), _joined(places)
        begins = np.cumsum(count_of) - count_of
        chosen = count_of[order]
        return [rank_of[order], document_of[order], chosen, place_of[ranges(begins[order], chosen)]]


def _joined(parts: list[Array]) -> Array:
    return np.concatenate(parts) if parts else np.empty(0, np.int64)
