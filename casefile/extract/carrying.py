"""Where the passages of a text stand in a newer version of it, by their words and by what stands around them.

A passage is what W3C's Web Annotation calls a TextQuoteSelector: its words, those before and those behind; its
position settles nothing but what is left. A place that cannot be told from another is not guessed.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

from casefile.domain.span import Span
from casefile.extract.alignment import Words, align, words_of

SAME = "same words, same surroundings"
SAME_WORDS = "same words"
NEARLY = "nearly the same words"

LONGEST = 2_000_000
"""Code points of a text; in longer ones only what stands before or behind every change is found."""

_AROUND = 3
"""Words on either side that must be the same for the surroundings to be."""
_CONTEXT = 10
"""Words on either side that are looked at where several places could be meant."""
_CLEARLY = 0.15
"""By how much the surroundings of one place must be likelier than those of the next."""
_ALIKE, _ALIKE_LONG = 0.75, 0.6
"""How alike words must be, from 0 to 1, to be nearly the same: a few of them, and a passage of ``_LONG`` or more."""
_LONG = 8
_NEAR = 40
"""Words that are looked through beside the last ones that are the same."""
_COMMON = 50
"""Places of a passage's rarest word; where there are more, it says nothing by itself."""
_FAR = 0.35
"""How alike the surroundings must be of words that stand somewhere else."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage of the old text. ``may_differ``: it is still itself when a letter of it was changed (a name is, an
    account number is not)."""

    span: Span
    may_differ: bool = True


@dataclass(frozen=True, slots=True)
class Place:
    """Where a passage stands in the new text, by which rule, how surely (0 to 1); or None and ``why``, in words."""

    span: Span | None
    rule: str = ""
    score: float = 0.0
    why: str = ""


def place_all(old: str, passages: Sequence[Passage], new: str) -> list[Place]:
    """A place for each passage of ``old``, in their order. Linear in the texts. Raises ``ValueError`` for a passage
    behind the end of ``old``."""
    if any(passage.span.end > len(old) for passage in passages):
        raise ValueError("a passage lies behind the end of its text")
    start, stop = _same_ends(old, new)
    places = [_unmoved(passage.span, len(old), len(new), start, stop) for passage in passages]
    if any(place is None for place in places):
        if max(len(old), len(new)) > LONGEST:
            too_long = Place(None, why="the texts are too long to be compared")
            return [place or too_long for place in places]
        carrier = _Carrier(old, new)
        places = [place or carrier.place(passage) for place, passage in zip(places, passages, strict=True)]
    return _one_each([place for place in places if place is not None], passages)


def _same_ends(old: str, new: str) -> tuple[int, int]:
    """How many code points are the same at the beginning, and at the end of what is left."""
    most = min(len(old), len(new))
    start = _agreed(most, lambda length: old[:length] == new[:length])
    most -= start
    return start, _agreed(most, lambda length: old[len(old) - length :] == new[len(new) - length :])


def _agreed(most: int, is_same: Callable[[int], bool]) -> int:
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if is_same(middle) else (low, middle - 1)
    return low


def _unmoved(span: Span, old: int, new: int, start: int, stop: int) -> Place | None:
    """The place of a passage that stands, with what is around it, before the first change or behind the last."""
    around = 60
    if span.end + (around if span.end < old else 0) <= start or (old == new == start):
        return Place(span, SAME, 1.0)
    if span.start - (around if span.start else 0) >= old - stop:
        return Place(Span(span.start + new - old, span.end + new - old), SAME, 1.0)
    return None


def _one_each(places: list[Place], passages: Sequence[Passage]) -> list[Place]:
    """Of different passages that found one place, the surest keeps it."""
    best: dict[Span, tuple[float, Span]] = {}
    for place, passage in zip(places, passages, strict=True):
        if place.span is not None and place.score > best.get(place.span, (-1.0, passage.span))[0]:
            best[place.span] = place.score, passage.span
    return [
        place
        if place.span is None or best[place.span][1] == passage.span
        else Place(None, why="another passage has its place")
        for place, passage in zip(places, passages, strict=True)
    ]


class _Carrier:
    """Two texts with their words laid side by side."""

    def __init__(self, old: str, new: str) -> None:
        self._old_text, self._new_text = old, new
        self._old, self._new = words_of(old), words_of(new)
        count = len(self._old.words)
        self._image = [-1] * count
        self._run_start, self._run_stop = [0] * count, [0] * count
        self._taken = bytearray(len(self._new.words))
        for run in align(self._old.words, self._new.words, is_fine=False):
            stop = run.old + run.length
            self._image[run.old : stop] = range(run.new, run.new + run.length)
            self._run_start[run.old : stop] = [run.old] * run.length
            self._run_stop[run.old : stop] = [stop] * run.length
            self._taken[run.new : run.new + run.length] = b"\x01" * run.length
        self._before, self._behind = _nearest(self._image)
        self._where: dict[str, list[int]] = {}
        for at, word in enumerate(self._new.words):
            if not self._taken[at]:
                self._where.setdefault(word, []).append(at)

    def place(self, passage: Passage) -> Place:
        span = passage.span
        first, last = bisect_left(self._old.ends, span.start + 1), bisect_left(self._old.starts, span.end) - 1
        if first > last:
            return self._beside(span, first)
        place = self._in_a_run(span, first, last) or self._elsewhere(span, first, last)
        if place.span is None and passage.may_differ:
            return self._nearly(span, first, last) or place
        return place

    def _in_a_run(self, span: Span, first: int, last: int) -> Place | None:
        """The place of words that are, all of them, in one run."""
        if self._image[first] < 0 or self._run_stop[first] <= last:
            return None
        start = self._new.starts[self._image[first]] + span.start - self._old.starts[first]
        stop = self._new.ends[self._image[last]] + span.end - self._old.ends[last]
        found = self._if_same(span, start, stop)
        if found is None:
            return None
        before, behind = first - self._run_start[first], self._run_stop[last] - 1 - last
        is_same_before = before >= min(_AROUND, first)
        is_same_behind = behind >= min(_AROUND, len(self._old.words) - 1 - last)
        if is_same_before and is_same_behind:
            return Place(found, SAME, 1.0)
        alike = self._alike_around(first, last, self._image[first], self._image[last])
        return Place(found, SAME_WORDS, round(0.6 + 0.35 * alike, 3))

    def _if_same(self, span: Span, start: int, stop: int) -> Span | None:
        """``start`` to ``stop`` in the new text, if it has the same words but for white space."""
        if not 0 <= start < stop <= len(self._new_text):
            return None
        words, found = span.of(self._old_text), self._new_text[start:stop]
        return Span(start, stop) if words == found or words.split() == found.split() else None

    def _beside(self, span: Span, behind: int) -> Place:
        """A passage without a word in it stands between the same words as before."""
        before = behind - 1
        if before >= 0 and behind < len(self._image) and 0 <= self._image[before] == self._image[behind] - 1:
            start = self._new.ends[self._image[before]] + span.start - self._old.ends[before]
            found = self._if_same(span, start, start + len(span))
            if found is not None:
                return Place(found, SAME, 1.0)
        return Place(None, why="what stood around it is not there any more")

    def _elsewhere(self, span: Span, first: int, last: int) -> Place:
        """The same words where nothing else of the old text stands: near by, or anywhere with like surroundings."""
        inner = words_of(span.of(self._old_text))
        found = self._same_words(span, inner, self._windows(first, last))
        if not found:
            far = self._same_words(span, inner, [(0, len(self._new.words))])
            found = [(alike, place) for alike, place in far if alike >= _FAR or len(inner.words) >= _LONG]
            if far and not found:
                return Place(None, why="its words stand only among others now")
        if not found:
            return Place(None, why="its words are not there any more")
        found.sort(key=lambda one: (-one[0], one[1]))
        if len(found) > 1 and found[0][0] - found[1][0] < _CLEARLY:
            return Place(None, why="its words stand in several places now, and which is meant cannot be told")
        alike, place = found[0]
        return Place(place, SAME_WORDS, round(0.5 + 0.4 * alike, 3))

    def _windows(self, first: int, last: int) -> list[tuple[int, int]]:
        """Where in the new text a passage should stand: between what stands before it and what stands behind."""
        left, right = self._before[first], self._behind[last]
        start = self._image[left] + 1 if left >= 0 else 0
        stop = self._image[right] if right >= 0 else len(self._new.words)
        if start <= stop <= start + 2 * _NEAR:
            return [(start, stop)]
        near = _NEAR + last - first
        return [(start, min(start + near, len(self._new.words))), (max(0, stop - near), stop)]

    def _same_words(self, span: Span, inner: Words, windows: Sequence[tuple[int, int]]) -> list[tuple[float, Span]]:
        """The places of a passage's very words in ``windows``, each with how alike what stands around it is.

        Only words are looked at that are not the image of others. Where the rarest is common, all places are alike.
        """
        rarest = min(range(len(inner.words)), key=lambda at: len(self._where.get(inner.words[at], ())))
        places = self._where.get(inner.words[rarest], [])
        first, last = bisect_left(self._old.ends, span.start + 1), bisect_left(self._old.starts, span.end) - 1
        found: dict[Span, float] = {}
        for low, high in windows:
            some = places[bisect_left(places, low) : bisect_left(places, high)]
            for at in some[:_COMMON]:
                start, stop = at - rarest, at - rarest + len(inner.words)
                if start < low or stop > high or self._new.words[start:stop] != inner.words:
                    continue
                begin = self._new.starts[start] - inner.starts[0]
                place = self._if_same(span, begin, self._new.ends[stop - 1] + len(span) - inner.ends[-1])
                if place is not None and place not in found:
                    is_common = len(some) > _COMMON
                    found[place] = 0.5 if is_common else self._alike_around(first, last, start, stop - 1)
        return [(alike, place) for place, alike in found.items()]

    def _alike_around(self, first: int, last: int, new_first: int, new_last: int) -> float:
        """How much of what stands around the words of the old text stands around those of the new, from 0 to 1."""
        before = _shared(
            self._old.words[max(0, first - _CONTEXT) : first], self._new.words[max(0, new_first - _CONTEXT) : new_first]
        )
        behind = _shared(
            self._old.words[last + 1 : last + 1 + _CONTEXT], self._new.words[new_last + 1 : new_last + 1 + _CONTEXT]
        )
        sides = [side for side in (before, behind) if side is not None]
        return sum(sides) / len(sides) if sides else 1.0

    def _nearly(self, span: Span, first: int, last: int) -> Place | None:
        """Words of which some were changed, where the others stand or what stood around them does."""
        if last - first + 1 >= _LONG:
            return self._nearly_long(span, first, last)
        words = " ".join(span.of(self._old_text).casefold().split())
        matcher = SequenceMatcher(None, "", words, autojunk=False)
        found = []
        for start, stop in self._likely(first, last):
            place = Span(self._new.starts[start], self._new.ends[stop - 1])
            matcher.set_seq1(" ".join(place.of(self._new_text).casefold().split()))
            if matcher.real_quick_ratio() >= _ALIKE and matcher.quick_ratio() >= _ALIKE:
                alike = matcher.ratio()
                if alike >= _ALIKE:
                    found.append((alike, place))
        if not found:
            return None
        alike, place = max(found, key=lambda one: (one[0], -len(one[1])))
        if any(other >= alike - 0.1 and not there.overlaps(place) for other, there in found):
            return Place(None, why="like words stand in several places now, and which is meant cannot be told")
        return Place(place, NEARLY, round(0.8 * alike, 3))

    def _likely(self, first: int, last: int) -> Iterator[tuple[int, int]]:
        """Word bounds in the new text where a short passage may stand changed: about as many words, in the gap."""
        count = last - first + 1
        left, right = self._before[first], self._behind[last]
        low = self._image[left] + 1 if left >= 0 else 0
        high = self._image[right] if right >= 0 else len(self._new.words)
        if not low < high <= low + _NEAR:
            return
        inside = [self._image[at] for at in range(first, last + 1) if self._image[at] >= 0]
        for start in range(low, high):
            for stop in range(start + max(1, count - 1), min(high, start + count + 2) + 1):
                is_around = all(start <= at < stop for at in inside)
                if is_around and sum(self._taken[start:stop]) == len(inside):
                    yield start, stop

    def _nearly_long(self, span: Span, first: int, last: int) -> Place | None:
        """From the first word that is still there to the last, where most of them are, in order."""
        inside = [(at, self._image[at]) for at in range(first, last + 1) if self._image[at] >= 0]
        if not inside or any(one[1] >= other[1] for one, other in pairwise(inside)):
            return None
        (old_start, start), (old_stop, stop) = inside[0], inside[-1]
        if old_start > first and first and 0 <= self._image[first - 1] < start:
            start = max(self._image[first - 1] + 1, start - 2 * (old_start - first))
        behind = last + 1
        if old_stop < last and behind < len(self._image) and self._image[behind] > stop:
            stop = min(self._image[behind] - 1, stop + 2 * (last - old_stop))
        alike = 2 * len(inside) / (last - first + 1 + stop - start + 1)
        if alike < _ALIKE_LONG:
            return None
        place = Span(self._new.starts[start], self._new.ends[stop])
        # What stands between its last word and its end belongs to it: a full stop, a quotation mark.
        tail = self._old_text[self._old.ends[last] : span.end] if old_stop == last else ""
        if tail and self._new_text.startswith(tail, place.end):
            place = Span(place.start, place.end + len(tail))
        head = self._old_text[span.start : self._old.starts[first]] if old_start == first else ""
        if head and self._new_text.endswith(head, 0, place.start):
            place = Span(place.start - len(head), place.end)
        return Place(place, NEARLY, round(0.8 * alike, 3))


def _nearest(image: list[int]) -> tuple[list[int], list[int]]:
    """For each word the last one before it, and the first one behind it, that has a place; -1 where there is none."""
    before, behind = [-1] * len(image), [-1] * len(image)
    last = -1
    for at, other in enumerate(image):
        before[at] = last
        last = at if other >= 0 else last
    last = -1
    for at in range(len(image) - 1, -1, -1):
        behind[at] = last
        last = at if image[at] >= 0 else last
    return before, behind


def _shared(old: list[str], new: list[str]) -> float | None:
    """The share of ``old`` that is in ``new``; None where neither has a word, at an end of the text."""
    if not old:
        return None if not new else 0.5
    left = list(new)
    count = 0
    for word in old:
        if word in left:
            left.remove(word)
            count += 1
    return count / len(old)
