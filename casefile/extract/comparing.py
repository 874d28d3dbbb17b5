"""What is new, gone, moved and changed between two versions of a text: by paragraphs, and inside those by words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from casefile.domain.folding import WORD
from casefile.domain.span import Span
from casefile.domain.text import paragraphs
from casefile.extract.alignment import Run, align, words_of

LONGEST = 2_000_000
"""Code points of a text that is still compared."""

_CHANGED = 0.4
"""The share of their words that two paragraphs have in common when one is the other, changed."""
_PIECE = re.compile(f"{WORD.pattern}|\\S")


@dataclass(frozen=True, slots=True)
class Piece:
    """Words inside a changed paragraph: ``what`` is same, new, gone or changed; spans in the two texts."""

    what: str
    old: Span | None
    new: Span | None


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the two versions: ``what`` is same (several paragraphs at once), new, gone, moved or changed.

    ``old`` and ``new`` are spans in the two texts; ``pieces`` are those of a changed paragraph, in reading order.
    """

    what: str
    old: Span | None
    new: Span | None
    pieces: tuple[Piece, ...] = ()


def compare(old: str, new: str) -> list[Block]:
    """The blocks in the order of the new text; what is gone stands where it stood. White space is no difference."""
    before, after = paragraphs(old), paragraphs(new)
    runs = align(
        [" ".join(span.of(old).split()) for span in before],
        [" ".join(span.of(new).split()) for span in after],
        groups=(1,),
        moved=1,
    )
    in_order = [run for run in runs if not run.is_moved]
    elsewhere = {run.new + at: run.old + at for run in runs if run.is_moved for at in range(run.length)}
    went = set(elsewhere.values())
    found: list[Block] = []
    at_old = at_new = 0
    for run in [*in_order, Run(len(before), len(after), 0)]:
        left = [number for number in range(at_old, run.old) if number not in went]
        right = list(range(at_new, run.new))
        rest = [number for number in right if number not in elsewhere]
        pairs = _changed(old, new, [before[number] for number in left], [after[number] for number in rest])
        changed = {rest[other]: left[one] for one, other in pairs}
        found += _between(old, new, before, after, left, right, changed, elsewhere)
        if run.length:
            first, last = before[run.old], before[run.old + run.length - 1]
            there, end = after[run.new], after[run.new + run.length - 1]
            found.append(Block("same", Span(first.start, last.end), Span(there.start, end.end)))
        at_old, at_new = run.old + run.length, run.new + run.length
    return found


def _between(
    old: str,
    new: str,
    before: Sequence[Span],
    after: Sequence[Span],
    left: Sequence[int],
    right: Sequence[int],
    changed: dict[int, int],
    elsewhere: dict[int, int],
) -> Iterator[Block]:
    """The paragraphs between two that are the same: what is gone comes before what stands where it stood."""
    waiting = list(left)
    for number in right:
        if number in elsewhere:
            yield Block("moved", before[elsewhere[number]], after[number])
        elif number in changed:
            while waiting[0] != changed[number]:
                yield Block("gone", before[waiting.pop(0)], None)
            waiting.pop(0)
            pieces = tuple(_pieces(old, new, before[changed[number]], after[number]))
            yield Block("changed", before[changed[number]], after[number], pieces)
        else:
            yield Block("new", None, after[number])
    yield from (Block("gone", before[number], None) for number in waiting)


def _changed(old: str, new: str, left: Sequence[Span], right: Sequence[Span]) -> list[tuple[int, int]]:
    """Which paragraphs of ``left`` are, changed, which of ``right``: those that share most words, in order."""
    ones, others = _words(old, left), _words(new, right)
    votes: dict[tuple[int, int], int] = {}
    for run in align(ones[0], others[0]):
        if not run.is_moved:
            for at in range(run.length):
                pair = ones[1][run.old + at], others[1][run.new + at]
                votes[pair] = votes.get(pair, 0) + 1
    sizes = _sizes(ones[1], len(left))
    there = _sizes(others[1], len(right))
    likely = [(-2 * n / (sizes[one] + there[other]), one, other) for (one, other), n in votes.items()]
    chosen: dict[int, int] = {}
    taken: set[int] = set()
    for share, one, other in sorted(likely):
        if -share >= _CHANGED and one not in chosen and other not in taken:
            chosen[one] = other
            taken.add(other)
    # The runs stand in order, and so do the paragraphs that they lie in.
    return sorted(chosen.items())


def _words(text: str, spans: Sequence[Span]) -> tuple[list[str], list[int]]:
    words: list[str] = []
    numbers: list[int] = []
    for number, span in enumerate(spans):
        some = words_of(span.of(text)).words
        words += some
        numbers += [number] * len(some)
    return words, numbers


def _sizes(numbers: Sequence[int], count: int) -> list[int]:
    sizes = [0] * count
    for number in numbers:
        sizes[number] += 1
    return sizes


def _pieces(old: str, new: str, one: Span, other: Span) -> Iterator[Piece]:
    left, right = list(_PIECE.finditer(old, one.start, one.end)), list(_PIECE.finditer(new, other.start, other.end))
    runs = align([match[0] for match in left], [match[0] for match in right], groups=(3, 1), moved=len(left) + 1)
    at_old = at_new = 0
    for run in [*runs, Run(len(left), len(right), 0)]:
        gone, came = left[at_old : run.old], right[at_new : run.new]
        if gone or came:
            what = "changed" if gone and came else "gone" if gone else "new"
            yield Piece(what, _over(gone), _over(came))
        at_old, at_new = run.old + run.length, run.new + run.length
        if run.length:
            yield Piece("same", _over(left[run.old : at_old]), _over(right[run.new : at_new]))


def _over(matches: Sequence[re.Match[str]]) -> Span | None:
    return Span(matches[0].start(), matches[-1].end()) if matches else None
