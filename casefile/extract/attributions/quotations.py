"""Where a text quotes: the stretches between quotation marks, whole, also over several sentences and paragraphs."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from casefile.extract.sentences import is_hard_break

_LONGEST = 4_000
_MARK = re.compile(
    r"[“”\"«»„\n]|``|''|(?<![^\s(\[—–])‘(?=\w)|(?<=[,.?!…])’(?!\w)|(?<![^\s(\[—–])'(?=\w)|(?<=[,.?!…])'(?!\w)"
)
_CLOSES = {"“": '”"', "„": '“”"', "«": "»", "»": "«", '"': '"”', "‘": "’", "'": "'", "``": "''"}


@dataclass(frozen=True, slots=True)
class Quotation:
    """Offsets in the text, marks included. ``goes_on``: the paragraph ended before the quotation was closed."""

    start: int
    end: int
    goes_on: bool = False


class Quotations:
    """The quotations of one text, in order; none lies inside another."""

    def __init__(self, text: str) -> None:
        self.all = _find(text)
        self._starts = [each.start for each in self.all]

    def at(self, place: int) -> Quotation | None:
        """The quotation that covers the character at ``place``."""
        index = bisect_right(self._starts, place) - 1
        return self.all[index] if index >= 0 and place < self.all[index].end else None

    def after(self, place: int) -> Quotation | None:
        """The first quotation that begins at ``place`` or behind it."""
        index = bisect_right(self._starts, place - 1)
        return self.all[index] if index < len(self.all) else None

    def before(self, place: int) -> Quotation | None:
        """The last quotation that ends at ``place`` or before it."""
        index = bisect_right(self._starts, place) - 1
        if index >= 0 and self.all[index].end > place:
            index -= 1
        return self.all[index] if index >= 0 else None


def _opens(text: str, place: int) -> bool:
    """Whether a straight mark can only open: a space in front of it and a letter behind."""
    return text[place - 1 : place].isspace() and text[place + 1 : place + 2].isalnum()


def _find(text: str) -> list[Quotation]:
    found: list[Quotation] = []
    opened, closers, last = -1, "", 0
    for match in _MARK.finditer(text):
        mark, place = match[0], match.start()
        if mark == "\n":
            if opened >= 0 and is_hard_break(text, place):
                # A quotation that runs over paragraphs opens each of them and is closed in the last one only.
                if closers != "'" and closers != "’" and 0 < place - opened < _LONGEST:
                    found.append(Quotation(opened, place, goes_on=True))
                opened = -1
            continue
        if mark == '"' and opened >= 0 and _opens(text, place):
            continue
        if opened >= 0 and mark in (closers if len(mark) == 1 else (closers,)):
            if match.end() - opened > 2 and place - opened < _LONGEST:
                found.append(Quotation(opened, match.end()))
            opened, last = -1, match.end()
        elif (
            opened < 0
            and mark in _CLOSES
            and place >= last
            and not (mark == '"' and text[place + 1 : place + 2] == " ")
        ):
            opened, closers = place, _CLOSES[mark]
    return found
