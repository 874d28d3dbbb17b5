"""Where rows begin: soft wrap at words, never inside a grapheme, never wider than the measure.

Rows cover a text exactly: each begins where the one before it ends. A row may end in spaces, or in line
feeds, that hang past the measure and are not drawn. Offsets are code points.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator
from functools import lru_cache

from rich.cells import cell_len

from widgets.content import cells
from widgets.graphemes import at_grapheme, graphemes

TAB = 4
"""Cells from one tab stop to the next."""

# Characters that are one cell and one grapheme each, whatever stands beside them, when drawn through
# ``cells``; control characters among them, since each is shown as one printing character. © and ® are left
# out: they take part in emoji sequences.
_NARROW = (
    "\x00-\x08\x0a-\xa8\xaa-\xad\xaf-\u02ff\u0370-\u0373\u0376-\u0482\u048a-\u052f\u1e00-\u1eff"
    "\u2010-\u2027\u2030-\u203b\u203d-\u2048\u204a-\u205e\u20a0-\u20bf\u2500-\u259f"
)
# Two cells and one grapheme each: Han, kana, their punctuation and the full-width forms.
_WIDE = "\u3000-\u3029\u3041-\u3096\u309b-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uff01-\uff60"
_NOT_NARROW = re.compile(f"[^{_NARROW}]")
_OTHER = re.compile(f"[^{_NARROW}{_WIDE}]")
# Runs, so that most of a line is counted and not walked. A letter before something else, and the one behind
# it, may form one grapheme with it and are left to the slow run.
_RUNS = re.compile(
    f"(?P<narrow>[{_NARROW}]{{1,256}}(?![^{_NARROW}{_WIDE}]))"
    f"|(?P<wide>[{_WIDE}]{{1,256}}(?![^{_NARROW}{_WIDE}]))"
    f"|(?P<other>[{_NARROW}{_WIDE}]?[^{_NARROW}{_WIDE}]+(?:[{_NARROW}{_WIDE}][^{_NARROW}{_WIDE}]+)*[{_NARROW}{_WIDE}]?)",
    re.DOTALL,
)
_IS_WIDE = re.compile(f"[{_WIDE}\u1100-\u115f\uac00-\ud7a3]")
_BLANK = re.compile(r"(?:[^\S\n]*\n)*+")
# No row begins with the first, none ends with the second (the core of JIS X 4051's line-breaking rules).
_NEVER_FIRST = frozenset("、。，．・：；？！）］｝〕〉》」』】’”ー々,.:;?!)]}")
_NEVER_LAST = frozenset("（［｛〔〈《「『【‘“([{")


def cluster_width(cluster: str, column: int = 0) -> int:
    """The cells that one grapheme takes at ``column``; a mark that stands alone gets a cell to stand in."""
    return TAB - column % TAB if cluster == "\t" else _width(cluster)


@lru_cache(maxsize=8192)
def _width(cluster: str) -> int:
    return cell_len(cells(cluster)) or 1


def is_narrow(text: str) -> bool:
    """Whether every character of ``text`` is one cell and one grapheme (tabs are not)."""
    return _NOT_NARROW.search(text) is None


def wrap(text: str, start: int, end: int, measure: int, *, is_airy: bool = False) -> array[int]:
    """The offsets where the rows of ``text[start:end]`` begin, for rows of ``measure`` cells.

    ``start`` is where a line or a piece of an overlong line begins. Several blank lines are one row. With
    ``is_airy`` every line but the text's first is preceded by an empty row of no characters (its offset
    appears twice).
    """
    rows: array[int] = array("I")
    at = start
    while at < end:
        blank = _BLANK.match(text, at, end)
        if blank and blank.end() > at:
            rows.append(at)
            at = blank.end()
            continue
        line_end = text.find("\n", at, end)
        stop = end if line_end < 0 else line_end
        if is_airy and at and text[at - 1] == "\n":
            rows.append(at)
        rows.append(at)
        if stop - at > measure or not text.isascii():
            if _NOT_NARROW.search(text, at, stop) is None:
                _wrap_narrow(text, at, stop, measure, rows)
            else:
                _wrap_mixed(text, at, stop, measure, rows)
        elif "\t" in text[at:stop]:
            _wrap_mixed(text, at, stop, measure, rows)
        at = stop + (line_end >= 0)
    return rows


def _wrap_narrow(text: str, start: int, end: int, measure: int, rows: array[int]) -> None:
    """Add the row starts behind the first of a line whose characters all take one cell."""
    while end - start > measure:
        cut = text.rfind(" ", start, start + measure + 1)
        if cut <= start or text[start:cut].isspace():
            start += measure
        else:
            start = cut + 1
        while start < end and text[start] == " ":
            start += 1
        if start < end:
            rows.append(start)


def _steps(text: str, start: int, end: int) -> Iterator[tuple[int, int, int]]:
    """Pieces of a line as (start, end, cells for each code point); 0 cells means one grapheme, to be measured."""
    for run in _RUNS.finditer(text, start, end):
        first, last = run.span()
        if run.lastgroup == "other":
            for cluster in graphemes(text[first:last]):
                yield first, first + len(cluster), 0
                first += len(cluster)
        else:
            yield first, last, 1 if run.lastgroup == "narrow" else 2


def _fill(text: str, row: int, end: int, measure: int) -> int:
    """The first offset that does not fit into a row of ``measure`` cells that begins at ``row``."""
    column = 0
    for first, last, each in _steps(text, row, end):
        if each:
            column += each * (last - first)
            if column > measure:
                return last - -(-(column - measure) // each)
        else:
            column += cluster_width(text[first:last], column)
            if column > measure:
                return first if first > row else last
    return end


def _wrap_mixed(text: str, start: int, end: int, measure: int, rows: array[int]) -> None:
    """Add the row starts behind the first of any other line."""
    while (limit := _fill(text, start, end, measure)) < end:
        start = _break_before(text, start, limit, end)
        if start >= end:
            return
        rows.append(start)


def row_columns(drawn: str) -> list[int]:
    """For each code point of a row, and for its end, the cell where its grapheme begins; tabs go to their stops."""
    if is_narrow(drawn):
        return list(range(len(drawn) + 1))
    starts, column = [], 0
    for cluster in graphemes(drawn):
        starts += [column] * len(cluster)
        column += cluster_width(cluster, column)
    return [*starts, column]


def drawable(piece: str, column: int) -> str:
    """``piece`` of a row that begins at ``column`` as it is drawn: tabs as spaces, lone marks on a space."""
    if is_narrow(piece):
        return cells(piece)
    drawn: list[str] = []
    for cluster in graphemes(piece):
        wide = cluster_width(cluster, column)
        shown = " " * wide if cluster == "\t" else cells(cluster)
        drawn.append(shown if cell_len(shown) == wide else " " + shown)
        column += wide
    return "".join(drawn)


def _break_before(text: str, row: int, limit: int, end: int) -> int:
    """Where the row after ``row`` begins when nothing from ``limit`` on fits: behind spaces, or by a wide character."""
    cut = limit
    if text[limit] in " \t":
        while cut < end and text[cut] in " \t":
            cut += 1
        return cut if cut == end or _is_between(text, cut) else cut - 1
    while cut > row:
        before, behind = text[cut - 1], text[cut]
        if before in " \t" and _is_between(text, cut):
            return cut if text[row:cut].strip() else limit
        if (
            (_IS_WIDE.match(before) or _IS_WIDE.match(behind))
            and behind not in _NEVER_FIRST
            and before not in _NEVER_LAST
            and _is_between(text, cut)
        ):
            return cut
        cut -= 1
    return limit


def _is_between(text: str, cut: int) -> bool:
    """Whether ``cut`` lies between two graphemes (a joiner makes one of a space, too)."""
    return _OTHER.search(text, cut - 1, cut + 1) is None or at_grapheme(text, cut) == cut
