"""The text of one page by pdfium: its characters in its order, its lines where they stand."""

from __future__ import annotations

import re
from ctypes import byref, c_double, c_float, c_ushort
from dataclasses import dataclass
from math import isfinite, pi
from typing import Any

from pypdfium2 import raw

from casefile.readers.hyphens import BROKEN
from casefile.readers.pdf_lines import Line, paragraphs

_BREAK = re.compile(f"\r\n|(?<={BROKEN})|[\r\n]")
_MOST_OBJECTS = 200
_DRAWING = 8
"""Lines and areas that make a drawing, not just a rule or a frame on a blank page."""


def page_text(page: Any) -> str:
    """The page's paragraphs, with ``hyphens.BROKEN`` where a line ended in a hyphen. Raises ``PdfiumError``.

    ``page`` is a ``pypdfium2.PdfPage``.
    """
    text_page = page.get_textpage()
    try:
        return paragraphs(_lines(text_page.raw))
    finally:
        text_page.close()


def _lines(text_page: Any) -> list[Line]:
    # One character for each unit of UTF-16, so that places in it are places in pdfium's list.
    units = _units(text_page)
    found, at = [], 0
    for cut in [*(match.span() for match in _BREAK.finditer(units)), (len(units), len(units))]:
        line = _line(text_page, units, at, cut[0])
        if line is not None:
            found.append(line)
        at = cut[1]
    return found


def _units(text_page: Any) -> str:
    count = raw.FPDFText_CountChars(text_page)
    if count <= 0:
        return ""
    buffer = (c_ushort * (count + 1))()
    written = raw.FPDFText_GetText(text_page, 0, count, buffer)
    return "".join(map(chr, buffer[: max(written - 1, 0)]))


def _line(text_page: Any, units: str, start: int, end: int) -> Line | None:
    words = units[start:end].strip()
    if not words:
        return None
    start = units.index(words[0], start)
    end = start + len(words)
    # Pairs of surrogates become the characters that they are.
    decoded = words.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")
    turns = _turns(text_page, start)
    first = _box(text_page, start, turns)
    last = _box(text_page, end - 1, turns) or first
    if first is None or last is None:
        return Line(decoded, 0.0, 0.0, 0.0, 0.0, 0.0)
    word_end = _box(text_page, start + len(words.split(maxsplit=1)[0]) - 1, turns) or first
    left, right = min(first.left, last.left), max(first.right, last.right)
    line = Line(decoded, left, right, first.base, first.base + first.height, abs(word_end.right - first.left))
    return line if isfinite(left + right + line.top + line.first_word) else Line(decoded, 0.0, 0.0, 0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class _Box:
    """Where a character stands, seen so that its line is level: its sides, its baseline, how high its font is."""

    left: float
    right: float
    base: float
    height: float


def _turns(text_page: Any, at: int) -> int:
    """How many quarters of a turn, to the left, a character's line makes on the page."""
    index = raw.FPDFText_GetCharIndexFromTextIndex(text_page, at)
    angle = raw.FPDFText_GetCharAngle(text_page, index) if index >= 0 else 0.0
    return -round(2 * angle / pi) % 4 if isfinite(angle) else 0


def _box(text_page: Any, at: int, turns: int) -> _Box | None:
    rect, x, y = raw.FS_RECTF(), c_double(), c_double()
    index = raw.FPDFText_GetCharIndexFromTextIndex(text_page, at)
    if index < 0 or not raw.FPDFText_GetLooseCharBox(text_page, index, byref(rect)):
        return None
    raw.FPDFText_GetCharOrigin(text_page, index, byref(x), byref(y))
    if turns == 1:
        return _Box(rect.bottom, rect.top, -x.value, abs(rect.right - rect.left))
    if turns == 2:
        return _Box(-rect.right, -rect.left, -y.value, abs(rect.top - rect.bottom))
    if turns == 3:
        return _Box(-rect.top, -rect.bottom, x.value, abs(rect.right - rect.left))
    return _Box(rect.left, rect.right, y.value, abs(rect.top - rect.bottom))


def draws_pictures(page: Any, *, is_bare: bool) -> bool:
    """Whether the page shows something that is no text: a picture over half of it; ``is_bare``: any, or a drawing."""
    area = max(page.get_width() * page.get_height(), 1.0)
    drawn = 0
    for at in range(min(raw.FPDFPage_CountObjects(page.raw), _MOST_OBJECTS)):
        thing = raw.FPDFPage_GetObject(page.raw, at)
        kind = raw.FPDFPageObj_GetType(thing)
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            # Letters are drawn, and none of them says which it is.
            if is_bare:
                return True
            continue
        drawn += 1
        if kind in (raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_FORM) and (is_bare or 2 * _area(thing) > area):
            return True
    return is_bare and drawn >= _DRAWING


def _area(thing: Any) -> float:
    left, bottom, right, top = c_float(), c_float(), c_float(), c_float()
    if not raw.FPDFPageObj_GetBounds(thing, left, bottom, right, top):
        return 0.0
    return abs((right.value - left.value) * (top.value - bottom.value))
