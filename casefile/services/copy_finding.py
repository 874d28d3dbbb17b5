"""Finding texts that read alike: sketched one by one, looked up by what the sketches share, then compared whole.

What many articles of one publisher have in common while the rest of them differs (a footer, a menu) is boilerplate:
it is left out of the comparison.
"""

from __future__ import annotations

from collections import Counter, OrderedDict
from collections.abc import Generator, Iterator, Set
from dataclasses import dataclass
from typing import TYPE_CHECKING

from casefile.domain.addresses import host_of
from casefile.domain.errors import NotFound
from casefile.domain.folding import fold
from casefile.extract import shingles
from casefile.extract.shingles import Runs
from casefile.services.cases import OpenCase
from casefile.store import read_articles, read_copies

if TYPE_CHECKING:
    from casefile.store.sketching import Likeness, Sketched

LEAST = 0.5
"""The share of either text's words from which on a likeness is kept."""

_POSTINGS = 64
"""Texts that are looked at of all that share one hash; the first added."""
_LOOKED_AT, _COMPARED = 40, 12
"""Texts whose sketches are compared, those that share most; and of these, the likeliest, whose words are."""
_HINT = 0.2
"""The share of one sketch in another from which on the texts are compared whole."""
_FEW = 4
"""Hashes of which one that is shared is enough."""
_STRANGER = 0.75
_STRANGERS, _STRANGERS_UNKNOWN = 4, 8
"""Texts of one publisher, less alike than that, from which on what they share is boilerplate; and where nobody knows
who published any of them."""
_AT_HAND = 256
"""Texts of which the runs are kept: some 10 MB of newspaper articles."""
_WAIT = 16
"""Sketches that are written at once."""


@dataclass(frozen=True, slots=True)
class _Text:
    """A text's runs of words, and who published it."""

    text_id: str
    runs: Runs
    source: str


@dataclass(frozen=True, slots=True)
class _Found:
    """Likenesses of one text, and those of others that were looked at again because of it."""

    alike: tuple[Likeness, ...] = ()
    revised: tuple[Likeness, ...] = ()
    gone: tuple[tuple[str, str], ...] = ()


class Finder:
    """Sketches the texts of a case that wait for it. Pure Python and reads of the case: not for the event loop."""

    def __init__(self, case: OpenCase) -> None:
        self._case = case
        self._texts: OrderedDict[str, _Text] = OrderedDict()

    def run(self) -> Generator[str, None, None]:
        """Sketch and compare what waits, a text at each step; what was found is written every few steps and at the
        end, also when the iterator is closed early."""
        made: list[Sketched] = []
        try:
            for text_id in read_copies.sketching_queue(self._case.reader, shingles.MADE_BY):
                text = self._text(text_id)
                if text is None:
                    continue
                sketch = shingles.sketch_of(text.runs.hashes)
                if len(made) >= _WAIT or any(_hint(sketch, other.packed) for other in made):
                    # This one must see those that it may be alike.
                    self._store(made, _Found())
                found = self._found(text, sketch)
                made.append(_sketched(text_id, sketch, found))
                if found.revised or found.gone:
                    self._store(made, found)
                yield text_id
        finally:
            self._store(made, _Found())

    def _store(self, made: list[Sketched], found: _Found) -> None:
        if made:
            from casefile.store.sketching import store_sketches

            store = self._case.store()
            store_sketches(store, made, shingles.MADE_BY, revised=found.revised, gone=found.gone)
            made.clear()

    def _found(self, text: _Text, sketch: shingles.Sketch) -> _Found:
        """The texts that read like this one, among those that are sketched already."""
        others = [other for other in map(self._text, self._likely(text, sketch)) if other is not None]
        same = {other.text_id: self._shares(text, other, frozenset()) for other in others}
        is_known = bool(text.source)
        strangers = [other for other in others if max(same[other.text_id]) < _STRANGER and other.source == text.source]
        if len(strangers) < (_STRANGERS if is_known else _STRANGERS_UNKNOWN):
            return _Found(tuple(_likenesses(text, same)))
        return self._without_boilerplate(text, others, strangers)

    def _without_boilerplate(self, text: _Text, others: list[_Text], strangers: list[_Text]) -> _Found:
        counted = Counter(run for other in strangers for run in other.runs.every & text.runs.every)
        common = frozenset(run for run, number in counted.items() if number >= _STRANGERS)
        same = {other.text_id: self._shares(text, other, common) for other in others}
        by_id = {other.text_id: other for other in strangers}
        revised: list[Likeness] = []
        gone: list[tuple[str, str]] = []
        for one, other in read_copies.alike_among(self._case.reader, by_id):
            again = list(_likenesses(by_id[one], {other: self._shares(by_id[one], by_id[other], common)}))
            revised += again
            if not again:
                gone.append((one, other))
        return _Found(tuple(_likenesses(text, same)), tuple(revised), tuple(gone))

    def _likely(self, text: _Text, sketch: shingles.Sketch) -> list[str]:
        """Texts that may read like this one, the likeliest first, by their sketches alone."""
        reader = self._case.reader
        counted = read_copies.sharing(reader, sketch.hashes, _POSTINGS)[:_LOOKED_AT]
        known = read_copies.sketches(reader, [number for number, _ in counted], shingles.MADE_BY)
        found = []
        for number, other in known.items():
            if other.text_id == text.text_id:
                continue
            hint = _hint(sketch, other.hashes)
            if hint:
                found.append((-hint, number, other.text_id))
        found.sort()
        chosen = found[:_COMPARED]
        if len(found) > len(chosen):
            # The first added of them may be the original of all.
            first = min(found, key=lambda one: one[1])
            chosen = chosen if first in chosen else [*chosen[:-1], first]
        return [text_id for _, _, text_id in chosen]

    def _shares(self, text: _Text, other: _Text, common: Set[int]) -> tuple[float, float]:
        both = (text.runs.every & other.runs.every) - common
        return _share(text, both, common), _share(other, both, common)

    def _text(self, text_id: str) -> _Text | None:
        """The runs of a text; None where it went meanwhile. The last few are kept at hand."""
        known = self._texts.pop(text_id, None)
        if known is None:
            try:
                words = read_articles.text(self._case.reader, text_id)
            except NotFound:
                return None
            publisher, url = read_copies.source_of(self._case.reader, text_id)
            known = _Text(text_id, Runs(words), fold(publisher.strip()) or host_of(url))
        self._texts[text_id] = known
        while len(self._texts) > _AT_HAND:
            self._texts.popitem(last=False)
        return known


def _share(text: _Text, both: Set[int], common: Set[int]) -> float:
    """The share of a text's words that stand in runs of ``both``, apart from those in ``common``."""
    marks = text.runs.covered(both)
    if not common:
        return marks.count(1) / len(marks) if marks else 0.0
    left_out = text.runs.covered(common & text.runs.every)
    own = left_out.count(0)
    if own < shingles.LEAST:
        return 0.0  # with nothing of its own there is nothing to compare
    return (int.from_bytes(marks, "big") & ~int.from_bytes(left_out, "big")).bit_count() / own


def _hint(sketch: shingles.Sketch, packed: bytes) -> float:
    """How alike two texts may be by their sketches, from 0 to 1; 0 where they are not worth comparing."""
    both, of_text, of_other = shingles.alike(sketch, shingles.unpacked(packed))
    likest = max(of_text, of_other)
    is_enough = both > 1 or both * likest * _FEW >= 1
    return likest if is_enough and likest >= _HINT else 0.0


def _likenesses(text: _Text, same: dict[str, tuple[float, float]]) -> Iterator[Likeness]:
    from casefile.store.sketching import Likeness

    for other_id, (of_text, of_other) in same.items():
        if max(of_text, of_other) >= LEAST:
            yield Likeness(text.text_id, other_id, of_text, of_other)


def _sketched(text_id: str, sketch: shingles.Sketch, found: _Found) -> Sketched:
    from casefile.store.sketching import Sketched

    return Sketched(text_id, sketch.packed(), sketch.hashes, found.alike)
