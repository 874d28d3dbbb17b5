"""Characters as people count them, and the cells they take.

A grapheme cluster (Unicode Standard Annex 29) is what a caret steps over and what a row is never cut in:
a letter with its accents, an emoji family, a Hangul syllable.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import cache
from typing import TYPE_CHECKING, Any

from rich.cells import cell_len

from widgets.content import cells

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST = 32
"""Code points that a grapheme may have: a letter under a thousand accents would stall a terminal, or a search."""
_AROUND = 4 * LONGEST


@cache
def _cluster() -> Any:
    # 30 ms of import that a case in plain English never needs.
    import regex

    return regex.compile(r"\X")


def is_plain(text: str) -> bool:
    """Whether every character of ``text`` is one grapheme of one cell (printable ASCII)."""
    return text.isascii() and text.isprintable()


def graphemes(text: str) -> Iterator[str]:
    """The grapheme clusters of ``text`` in order."""
    return iter(text) if text.isascii() and "\r" not in text else _clusters(text)


def _clusters(text: str) -> Iterator[str]:
    for match in _cluster().finditer(text):
        cluster: str = match.group()
        if len(cluster) <= LONGEST:
            yield cluster
        else:
            yield from (cluster[at : at + LONGEST] for at in range(0, len(cluster), LONGEST))


def width(text: str) -> int:
    """The cells that ``text`` takes when drawn on one line (``cells`` applied, tabs as one)."""
    return len(text) if is_plain(text) else cell_len(cells(text))


def next_grapheme(text: str, offset: int) -> int:
    """The offset behind the grapheme that starts at ``offset``; the end of ``text`` at its end."""
    if offset >= len(text):
        return len(text)
    match = _cluster().match(text, offset, offset + LONGEST) if not text[offset : offset + 2].isascii() else None
    return match.end() if match else offset + 1


def previous_grapheme(text: str, offset: int) -> int:
    """The offset where the grapheme before ``offset`` starts; 0 at the start.

    Clusters are found forwards only, so the search starts some way back, at the start of the line if near.
    """
    if offset <= 1 or text[offset - 2 : offset].isascii():
        return max(0, offset - 1)
    near = max(0, offset - _AROUND)
    start = max(near, text.rfind("\n", near, offset - 1) + 1)
    found = start
    for match in _cluster().finditer(text, start, offset):
        found = match.start()
    return found


def at_grapheme(text: str, offset: int) -> int:
    """``offset`` moved back to the start of the grapheme it lies in."""
    offset = max(0, min(offset, len(text)))
    if offset == len(text) or text[max(0, offset - 1) : offset + 1].isascii():
        return offset
    before = previous_grapheme(text, offset)
    return before if next_grapheme(text, before) > offset else offset


def cut(text: str, room: int, mark: str = "…") -> str:
    """``text`` in at most ``room`` cells; what does not fit gives way to ``mark``. Graphemes stay whole.

    The result is safe to draw (``cells`` applied).
    """
    shown = cells(text) if not is_plain(text) else text
    if cell_len(shown) <= room:
        return shown
    room -= cell_len(mark)
    if room < 0:
        return ""
    if is_plain(shown):
        return shown[:room].rstrip() + mark
    ends = [0]
    kept: list[str] = []
    for cluster in graphemes(shown):
        ends.append(ends[-1] + cell_len(cluster))
        kept.append(cluster)
        if ends[-1] > room:
            break
    return "".join(kept[: bisect_right(ends, room) - 1]).rstrip() + mark


def fit(text: str, room: int, *, right: bool = False, mark: str = "…") -> str:
    """``text`` in exactly ``room`` cells, cut with ``mark`` or filled with spaces on the other side."""
    shown = cut(text, room, mark)
    blank = " " * (room - cell_len(shown))
    return blank + shown if right else shown + blank
