"""The text of one page by pdfium: its characters in its order, its lines where they stand."""

from __future__ import annotations

import re
from ctypes import byref, c_float, c_ushort
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
        return paragraphs(_lines(text_page.raw, raw.FPDFPage_GetRotation(page.raw)))
    finally:
        text_page.close()


def _lines(text_page: Any, rotation: int) -> list[Line]:
    # One character for each unit of UTF-16, so that places in it are places in pdfium's list.
    units = _units(text_page)
    found, at = [], 0
    for cut in [*(match.span() for match in _BREAK.finditer(units)), (len(units), len(units))]:
        line = _line(text_page, units, at, cut[0], rotation)
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


def _line(text_page: Any, units: str, start: int, end: int, rotation: int) -> Line | None:
    words = units[start:end].strip()
    if not words:
        return None
    start = units.index(words[0], start)
    end = start + len(words)
    first = _box(text_page, start, rotation)
    last = _box(text_page, end - 1, rotation)
    if first is None or last is None:
        first = first or last or (0.0, 0.0, 0.0, 0.0)
        last = last or first
    word_end = _box(text_page, start + len(words.split(maxsplit=1)[0]) - 1, rotation) or first
    return Line(
        words.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass"),
        min(first[0], last[0]),
        max(first[2], last[2]),
        first[1],
        first[3],
        abs(word_end[2] - first[0]),
    )


def _box(text_page: Any, at: int, rotation: int) -> tuple[float, float, float, float] | None:
    """Left, bottom, right and top of a character, as the page is shown."""
    rect = raw.FS_RECTF()
    index = raw.FPDFText_GetCharIndexFromTextIndex(text_page, at)
    if index < 0 or not raw.FPDFText_GetLooseCharBox(text_page, index, byref(rect)):
        return None
    left, bottom, right, top = rect.left, rect.bottom, rect.right, rect.top
    if rotation == 1:
        return bottom, -right, top, -left
    if rotation == 2:
        return -right, -top, -left, -bottom
    if rotation == 3:
        return -top, left, -bottom, right
    return left, bottom, right, top


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
