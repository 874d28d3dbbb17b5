"""Where in its original a passage stands, in a few words: the page, the chapter, the slide, the minute."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Sequence

from casefile.domain.folding import fold
from casefile.domain.intake import TextMark
from widgets.content import cells
from widgets.graphemes import cut

_LONG = 48
_SHORT = 14
_COUNTED = {"chapter": "ch.", "slide": "slide"}
_PREFIX = {"time": "at", "part": ""}


def _called(kind: str, label: str) -> str:
    """``sheet Sums``, ``at 00:12:03``; a part (notes, comments) by its own name."""
    return f"{_PREFIX.get(kind, cells(kind))} {label}".strip()


class MarkPlaces:
    """The marks of one text, found by offset. ``marks`` are in order; every question is a bisection."""

    def __init__(self, marks: Sequence[TextMark] = ()) -> None:
        self.marks = marks
        self._starts = array("q", [mark.at for mark in marks])
        counts: dict[str, int] = {}
        self._numbers = array("q")
        for mark in marks:
            counts[mark.kind] = counts.get(mark.kind, 0) + 1
            self._numbers.append(counts[mark.kind])
        self._counts = counts

    def __bool__(self) -> bool:
        return bool(self.marks)

    def at(self, offset: int) -> int | None:
        """The index of the mark that ``offset`` lies behind; None before the first, and without marks."""
        index = bisect_right(self._starts, offset) - 1
        return index if index >= 0 else None

    def beside(self, offset: int, step: int) -> int | None:
        """The index of the mark before (-1) or after (1) the one at ``offset``. Back goes to its own start first."""
        index = bisect_right(self._starts, offset) - 1
        if step > 0:
            return index + 1 if index + 1 < len(self.marks) else None
        if index >= 0 and self._starts[index] < offset:
            return index
        return index - 1 if index > 0 else None

    def words(self, offset: int) -> str:
        """``p. 4 of 12``, ``ch. 3: The ferry``, ``slide 2 of 9``, ``at 00:12:03``; empty where nothing is known."""
        index = self.at(offset)
        return "" if index is None else self.name(index)

    def name(self, index: int) -> str:
        """As ``words``, of the mark at ``index``."""
        mark = self.marks[index]
        label = cut(cells(mark.label), _LONG)
        if mark.kind == "page":
            return f"p. {label} of {self._counts['page']:,}"
        if mark.kind in _COUNTED:
            number = f"{_COUNTED[mark.kind]} {self._numbers[index]} of {self._counts[mark.kind]:,}"
            return f"{number}: {label}" if label and not label.isdecimal() else number
        return _called(mark.kind, label)

    def short(self, offset: int) -> str:
        """As short as it can be said in a pin: ``p.4``, ``ch.3``, ``slide 2``; empty where nothing is known."""
        index = self.at(offset)
        if index is None:
            return ""
        mark = self.marks[index]
        if mark.kind in _COUNTED:
            return f"{_COUNTED[mark.kind]}{self._numbers[index]}".replace("slide", "slide ")
        label = cut(cells(mark.label), _SHORT)
        return f"p.{label}" if mark.kind == "page" else _called(mark.kind, label)

    def find(self, typed: str) -> int | None:
        """The index of the mark that ``typed`` means: its label, then its number, then a part of its label."""
        wanted = fold(typed.strip())
        if not wanted:
            return None
        labels = [fold(mark.label) for mark in self.marks]
        if wanted in labels:
            return labels.index(wanted)
        if wanted.isascii() and wanted.isdecimal():
            number = int(wanted)
            return number - 1 if 1 <= number <= len(self.marks) else None
        return next((index for index, label in enumerate(labels) if wanted in label), None)
