"""What a long list knows without a screen: its rows in sections, the filter, and which line shows what.

An *item* is a row (its index, from 0) or a section's head (``~number``); a *place* is an item's position
among those shown; a *line* is one row of cells, counted from the top of the list.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Generic, TypeVar

from casefile.domain.folding import fold

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Section(Generic[T]):
    """Rows under one label. ``label`` empty: no head. ``count``: what the head says instead of the rows shown."""

    label: str
    rows: Sequence[T]
    count: str = ""


@dataclass(frozen=True, slots=True)
class Shape(Generic[T]):
    """What a list's rows are: their key, the text that is searched, their height and the space between.

    ``heights`` gives the lines of every row, gap included, where they differ; else it returns None and every
    row takes ``row_height + gap`` lines. ``lead`` lines stand empty above the first row.
    """

    key_of: Callable[[T], str]
    words_of: Callable[[T], str]
    heights: Callable[[Sequence[T]], list[int] | None]
    row_height: int = 1
    gap: int = 0
    lead: int = 0


class ListModel(Generic[T]):
    """Rows, filter and layout. Every method is quick for 50,000 rows; nothing here draws."""

    def __init__(self, shape: Shape[T]) -> None:
        self.shape = shape
        self.sections: list[Section[T]] = []
        self.rows: list[T] = []
        self.words: list[str] = []
        self.items: list[int] = []
        self.tops: Sequence[int] = [shape.lead]
        self._starts: list[int] = [0]
        self._folded: list[str] = []
        self._known: dict[str, str] = {}
        self._matching: Sequence[int] = range(0)

    def set_sections(self, sections: Iterable[Section[T]], folded: Sequence[str] | None = None) -> None:
        """Replace everything. The filter stays in force.

        ``folded``: every row's words, folded, in the rows' order, where somebody has done that work already.
        """
        self.sections = [section for section in sections if section.rows]
        self._starts = list(accumulate((len(section.rows) for section in self.sections), initial=0))
        self.rows = [row for section in self.sections for row in section.rows]
        self._folded = list(folded) if folded is not None and len(folded) == len(self.rows) else []
        self._matching = range(len(self.rows))
        self._narrow(self.words)
        self._lay_out()

    def filter(self, words: str) -> bool:
        """Keep the rows that hold every word of ``words`` (folded, anywhere, in any order). False: nothing new."""
        wanted = fold(words).split()
        if wanted == self.words:
            return False
        # Every row that holds the new words held the old ones: search among those only.
        narrows = all(any(old in new for new in wanted) for old in self.words)
        if not narrows:
            self._matching = range(len(self.rows))
        self.words = wanted
        self._narrow(wanted)
        self._lay_out()
        return True

    def fold_some(self, limit: int | None = None) -> bool:
        """Prepare up to ``limit`` more rows for the filter; True while some are left."""
        known, words_of, done = self._known, self.shape.words_of, len(self._folded)
        if done >= len(self.rows):
            return False
        more = []
        for row in self.rows[done : None if limit is None else done + limit]:
            words = words_of(row)
            folded = known.get(words)
            if folded is None:
                folded = known[words] = fold(words)
            more.append(folded)
        self._folded += more
        if len(known) > 2 * len(self.rows) + 1000:
            self._known = {}
        return len(self._folded) < len(self.rows)

    def _narrow(self, words: Sequence[str]) -> None:
        if words and len(self._folded) < len(self.rows):
            self.fold_some()
        matching, folded = self._matching, self._folded
        for word in words:
            matching = [index for index in matching if word in folded[index]]
        self._matching = matching

    def _inside(self, section: int) -> Sequence[int]:
        first, last = self._starts[section], self._starts[section + 1]
        matching = self._matching
        if isinstance(matching, range):
            return range(first, last)
        return matching[bisect_left(matching, first) : bisect_left(matching, last)]

    def _lay_out(self) -> None:
        items: list[int] = []
        for number, section in enumerate(self.sections):
            inside = self._inside(number)
            if section.label and inside:
                items.append(~number)
            items += inside
        self.items = items
        self.measure()

    def measure(self) -> None:
        """Work out anew on which line every item begins (``tops`` has one more: the end)."""
        shape, items = self.shape, self.items
        tall = shape.row_height + shape.gap
        if shape.heights(()) is None:
            if tall == 1 or all(item >= 0 for item in items):
                # All alike: nothing needs to be added up, however many there are.
                self.tops = range(shape.lead, shape.lead + tall * len(items) + 1, tall)
                return
            heights = [tall if item >= 0 else 1 for item in items]
        else:
            own = shape.heights([self.rows[item] for item in items if item >= 0])
            rest = iter(own if own is not None else ())
            heights = [next(rest, tall) if item >= 0 else 1 for item in items]
        self.tops = list(accumulate(heights, initial=shape.lead))

    # Asking

    @property
    def shown(self) -> int:
        """How many rows the filter lets through."""
        return len(self._matching)

    @property
    def lines(self) -> int:
        """The height of the whole list."""
        return self.tops[-1]

    def row_at(self, place: int) -> T | None:
        """The row at ``place``; None for a head or a place outside the list."""
        if 0 <= place < len(self.items) and self.items[place] >= 0:
            return self.rows[self.items[place]]
        return None

    def place_of_line(self, line: int) -> int:
        """The place whose item covers ``line``: -1 above the first, the number of items below the last."""
        return bisect_right(self.tops, line) - 1

    def step(self, place: int, by: int) -> int:
        """The nearest row's place beyond ``place`` in the direction of ``by``, heads skipped; -1: none."""
        by = 1 if by > 0 else -1
        place += by
        while 0 <= place < len(self.items):
            if self.items[place] >= 0:
                return place
            place += by
        return -1

    def leap(self, place: int, lines: int) -> int:
        """The row's place about ``lines`` lines away, at least one row on; the last (or first) at the end."""
        if not self.items or place < 0:
            return -1
        there = min(max(self.place_of_line(self.tops[place] + lines), 0), len(self.items) - 1)
        if there == place or self.items[there] < 0:
            there = self.step(there, lines)
        if there >= 0:
            return there
        return self.step(-1, 1) if lines < 0 else self.step(len(self.items), -1)

    def find(self, key: str, near: int = -1) -> int:
        """The place of the row with ``key`` (looked for at ``near`` first), or -1."""
        items, rows, key_of = self.items, self.rows, self.shape.key_of
        row = self.row_at(near)
        if row is not None and key_of(row) == key:
            return near
        for place, item in enumerate(items):
            if item >= 0 and key_of(rows[item]) == key:
                return place
        return -1

    def nearest(self, place: int) -> int:
        """The place of the row at ``place``, else of the next below, else of the last; -1: there is none."""
        below = self.step(min(max(place, 0), len(self.items)) - 1, 1)
        return below if below >= 0 else self.step(len(self.items), -1)

    def number(self, place: int) -> int:
        """The number, from 1, of the row at ``place`` among those shown; 0 where there is no row."""
        if self.row_at(place) is None:
            return 0
        return sum(1 for item in self.items[: place + 1] if item >= 0)

    def count_of(self, section: int) -> str:
        """What a section's head says at its right end."""
        given = self.sections[section].count
        return given if given and not self.words else f"{len(self._inside(section)):,}"
