"""Which pieces of one text stand in another: runs that are the same, found in time that grows with the length alone.

Anchors are groups of pieces that stand once in either text (as in patience diff: B. Cohen, 2005), made as long as they
go; the long ones come first. What lies between them is looked through again with smaller groups. Runs that stand in
another order count only when they are long: a paragraph that was moved is found, a common phrase is not.
"""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from casefile.domain.folding import WORD

# Han, kana, Thai, Lao, Khmer, Burmese: written without blanks, so that a letter is a piece.
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003fffd"
)
_HAS_UNSPACED = re.compile(f"[{_UNSPACED}]")
_PIECES = re.compile(f"[{_UNSPACED}]|[^{_UNSPACED}]+")

_GROUPS = (6, 3, 1)
_MOVED = 12
_SMALL = 2500
"""Old pieces times new ones between two runs: below, they are compared one with another."""


@dataclass(frozen=True, slots=True, order=True)
class Run:
    """``length`` pieces from ``old`` on that are the pieces from ``new`` on; ``is_moved``: in another order."""

    old: int
    new: int
    length: int
    is_moved: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text and where they stand."""

    words: list[str]
    starts: list[int]
    ends: list[int]


def words_of(text: str) -> Words:
    """The words of ``text`` as they are written; each letter of a script without blanks is one."""
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for start, word in pieces(text):
        words.append(word)
        starts.append(start)
        ends.append(start + len(word))
    return Words(words, starts, ends)


def pieces(text: str) -> Iterator[tuple[int, str]]:
    """Where each word of ``text`` begins, and the word."""
    for match in WORD.finditer(text):
        word = match[0]
        if word.isascii() or not _HAS_UNSPACED.search(word):
            yield match.start(), word
        else:
            yield from ((match.start() + piece.start(), piece[0]) for piece in _PIECES.finditer(word))


def align(
    old: Sequence[str],
    new: Sequence[str],
    *,
    groups: tuple[int, ...] = _GROUPS,
    moved: int = _MOVED,
    is_fine: bool = True,
) -> list[Run]:
    """The runs that both have, by place in ``old``; no piece is in two of them.

    ``groups``: how many pieces make an anchor, first over all, then between runs. ``moved``: the shortest run that may
    stand in another order. ``is_fine``: what stands several times is matched too where little is left, by its order.
    """
    numbers: dict[str, int] = {}
    left = [numbers.setdefault(piece, len(numbers)) for piece in old]
    right = [numbers.setdefault(piece, len(numbers)) for piece in new]
    return _Alignment(left, right).runs(groups, moved, is_fine=is_fine)


class _Alignment:
    def __init__(self, old: list[int], new: list[int]) -> None:
        self._old, self._new = old, new
        self._old_taken, self._new_taken = bytearray(len(old)), bytearray(len(new))
        self._order: list[Run] = []
        self._moved: list[Run] = []

    def runs(self, groups: tuple[int, ...], moved: int, *, is_fine: bool) -> list[Run]:
        self._take_ends()
        for number, size in enumerate(groups):
            for gap in list(self._gaps()):
                found = _grown(self._old, self._new, gap, size)
                for run in sorted(found, key=lambda run: (-run.length, run.old)):
                    self._take(run, moved if not number else len(self._old) + 1)
        for old_start, old_stop, new_start, new_stop in list(self._gaps()) if is_fine else ():
            if (old_stop - old_start) * (new_stop - new_start) <= _SMALL:
                one, other = self._old[old_start:old_stop], self._new[new_start:new_stop]
                for block in SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks():
                    if block.size:
                        run = Run(old_start + block.a, new_start + block.b, block.size)
                        self._take(run, len(self._old) + 1)
        return list(_joined(sorted([*self._order, *self._moved])))

    def _take_ends(self) -> None:
        """What is the same at the beginning and at the end, however much it repeats itself."""
        old, new = self._old, self._new
        most = min(len(old), len(new))
        start = next((at for at in range(most) if old[at] != new[at]), most)
        most -= start
        stop = next((at for at in range(most) if old[-1 - at] != new[-1 - at]), most)
        if start:
            self._accept(Run(0, 0, start))
        if stop:
            self._accept(Run(len(old) - stop, len(new) - stop, stop))

    def _gaps(self) -> Iterator[tuple[int, int, int, int]]:
        """Old and new bounds of what lies between the runs that stand in order."""
        at_old = at_new = 0
        for run in [*self._order, Run(len(self._old), len(self._new), 0)]:
            if at_old < run.old and at_new < run.new:
                yield at_old, run.old, at_new, run.new
            at_old, at_new = run.old + run.length, run.new + run.length

    def _take(self, run: Run, moved: int) -> None:
        """Keep as much of ``run`` as is free, if it stands in order or is long."""
        start, stop = 0, run.length
        while start < stop and self._is_taken(run, start):
            start += 1
        while start < stop and self._is_taken(run, stop - 1):
            stop -= 1
        stop = next((at for at in range(start, stop) if self._is_taken(run, at)), stop)
        run = Run(run.old + start, run.new + start, stop - start)
        if not run.length:
            return
        if self._is_in_order(run):
            self._accept(run)
        elif run.length >= moved:
            self._accept(Run(run.old, run.new, run.length, True))

    def _is_taken(self, run: Run, at: int) -> bool:
        return bool(self._old_taken[run.old + at] or self._new_taken[run.new + at])

    def _is_in_order(self, run: Run) -> bool:
        place = bisect_left(self._order, run)
        before = self._order[place - 1] if place else None
        after = self._order[place] if place < len(self._order) else None
        return (before is None or before.new + before.length <= run.new) and (
            after is None or run.new + run.length <= after.new
        )

    def _accept(self, run: Run) -> None:
        if run.is_moved:
            self._moved.append(run)
        else:
            insort(self._order, run)
        ones = b"\x01" * run.length
        self._old_taken[run.old : run.old + run.length] = ones
        self._new_taken[run.new : run.new + run.length] = ones


def _joined(runs: Iterable[Run]) -> Iterator[Run]:
    """Runs without a seam between them are one."""
    last: Run | None = None
    for run in runs:
        if last and (last.old + last.length, last.new + last.length, last.is_moved) == (run.old, run.new, run.is_moved):
            last = Run(last.old, last.new, last.length + run.length, last.is_moved)
            continue
        if last:
            yield last
        last = run
    if last:
        yield last


def _grown(old: list[int], new: list[int], gap: tuple[int, int, int, int], size: int) -> Iterator[Run]:
    """Groups of ``size`` pieces that stand once on either side of ``gap``, made as long as they go.

    Two runs on different diagonals share at most what lies between their anchors: the work is linear.
    """
    old_start, old_stop, new_start, new_stop = gap
    there = _once(new, new_start, new_stop, size)
    reached = old_start
    diagonal: int | None = None
    for group, at in _once(old, old_start, old_stop, size).items():
        other = there.get(group, -1)
        if at < 0 or other < 0 or (at < reached and other - at == diagonal):
            continue
        start, stop = 0, size
        while at - start > old_start and other - start > new_start and old[at - start - 1] == new[other - start - 1]:
            start += 1
        while at + stop < old_stop and other + stop < new_stop and old[at + stop] == new[other + stop]:
            stop += 1
        reached, diagonal = at + stop, other - at
        yield Run(at - start, other - start, start + stop)


def _once(numbers: list[int], start: int, stop: int, size: int) -> dict[tuple[int, ...], int]:
    """Where each group of ``size`` begins that stands there once; -1 for those that stand there more often."""
    found: dict[tuple[int, ...], int] = {}
    part = numbers[start:stop]
    for at, group in enumerate(zip(*(part[shift:] for shift in range(size)), strict=False), start):
        found[group] = -1 if group in found else at
    return found
