"""Two texts side by side in one column: what is the same is quiet, what is new is bold, what is gone struck out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import ClassVar

from rich.style import Style
from textual.binding import Binding, BindingType

from widgets.content import cells
from widgets.drawing import Piece
from widgets.line_list import LineList, Look
from widgets.wrapping import wrap

_GUTTER = 3
_SIGNS = {"same": " ", "new": "+", "gone": "-", "changed": "~", "moved": ">"}


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of the two texts. ``what``: same, new, gone, changed or moved; ``pieces``: the same with words."""

    key: str
    what: str
    pieces: tuple[tuple[str, str], ...]

    @property
    def words(self) -> str:
        return "".join(words for _, words in self.pieces)


class DifferenceList(LineList[Stretch], inherit_bindings=False):
    """One row a stretch, as tall as its words; the sign at the left says the same as the style."""

    BINDINGS: ClassVar[list[BindingType]] = [
        binding for binding in Binding.make_bindings(LineList.BINDINGS) if binding.action not in ("choose", "filter")
    ]

    gap = 1

    def key_of(self, row: Stretch) -> str:
        return row.key

    def words_of(self, row: Stretch) -> str:
        return row.words

    def heights(self, rows: Sequence[Stretch]) -> list[int] | None:
        room = max(8, self.scrollable_content_region.width - 2 - _GUTTER)
        return [len(_rows_of(row, room)) + self.gap for row in rows]

    def draw(self, row: Stretch, look: Look) -> list[list[Piece]]:
        palette = look.palette
        styles = {
            "same": look.ink(palette.muted),
            "new": look.ink(palette.text, "bold"),
            "gone": look.ink(palette.warn, "strike"),
            "moved": look.ink(palette.text, "italic"),
        }
        sign = look.ink(palette.warn if row.what == "gone" else palette.text, "bold")
        lines: list[list[Piece]] = []
        for at, (first, last) in enumerate(_rows_of(row, max(8, look.room - _GUTTER))):
            head = f" {_SIGNS.get(row.what, ' ')} " if at == 0 else "   "
            lines.append([(head, sign), *_inside(row, first, last, styles)])
        return lines


def _rows_of(row: Stretch, room: int) -> list[tuple[int, int]]:
    words = cells(row.words, lines=True)
    rows: list[tuple[int, int]] = []
    start = 0
    for line in words.split("\n"):
        starts = [*wrap(words, start, start + len(line), room), start + len(line)]
        rows += list(pairwise(starts)) or [(start, start)]
        start += len(line) + 1
    return rows


def _inside(row: Stretch, first: int, last: int, styles: dict[str, Style]) -> list[Piece]:
    """The pieces that lie in ``[first, last)`` of the stretch's words."""
    found: list[Piece] = []
    at = 0
    for what, words in row.pieces:
        begin, end = max(first, at), min(last, at + len(words))
        if begin < end:
            found.append((words[begin - at : end - at].rstrip("\n"), styles.get(what, styles["new"])))
        at += len(words)
    return found
