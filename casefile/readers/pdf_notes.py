"""What lies over a PDF's pages: comments, form fields as filled in, and where links lead (ISO 32000-2, 12.5)."""

from __future__ import annotations

from ctypes import c_ushort, create_string_buffer
from typing import Any

from pypdfium2 import raw

_MOST = 2_000
_LONGEST = 64 * 1024
_PASSED_OVER = (raw.FPDF_ANNOT_POPUP,)


def page_notes(page: Any, form: Any) -> str:
    """A line for each comment, field and link of ``page``; ``form`` is the document's form, or None.

    ``page`` is a ``pypdfium2.PdfPage``.
    """
    lines: dict[str, None] = {}
    for at in range(min(raw.FPDFPage_GetAnnotCount(page.raw), _MOST)):
        note = raw.FPDFPage_GetAnnot(page.raw, at)
        if not note:
            continue
        try:
            line = _line(page, note, form)
        finally:
            raw.FPDFPage_CloseAnnot(note)
        if line:
            lines[line] = None
    return "\n".join(lines)


def _line(page: Any, note: Any, form: Any) -> str:
    kind = raw.FPDFAnnot_GetSubtype(note)
    if kind in _PASSED_OVER:
        return ""
    if kind == raw.FPDF_ANNOT_WIDGET:
        return _field(note, form)
    if kind == raw.FPDF_ANNOT_LINK:
        address = _address(page, note)
        return f"link: {address}" if address else ""
    words = _value(note, b"Contents")
    by = _value(note, b"T")
    return (f"comment by {by}: {words}" if by else f"comment: {words}") if words else ""


def _field(note: Any, form: Any) -> str:
    if form is None:
        return ""
    kind = raw.FPDFAnnot_GetFormFieldType(form, note)
    if kind == raw.FPDF_FORMFIELD_PUSHBUTTON:
        return ""
    name = _asked(raw.FPDFAnnot_GetFormFieldName, form, note)
    if kind in (raw.FPDF_FORMFIELD_CHECKBOX, raw.FPDF_FORMFIELD_RADIOBUTTON):
        return f"{name or 'field'}: chosen" if raw.FPDFAnnot_IsChecked(form, note) else ""
    value = _asked(raw.FPDFAnnot_GetFormFieldValue, form, note)
    return f"{name or 'field'}: {value}" if value else ""


def _address(page: Any, note: Any) -> str:
    link = raw.FPDFAnnot_GetLink(note)
    action = raw.FPDFLink_GetAction(link) if link else None
    if not action:
        return ""
    document = page.pdf.raw
    size = raw.FPDFAction_GetURIPath(document, action, None, 0)
    if not 1 < size <= _LONGEST:
        return ""
    buffer = create_string_buffer(size)
    raw.FPDFAction_GetURIPath(document, action, buffer, size)
    return " ".join(buffer.raw[: size - 1].decode("utf-8", "replace").split())


def _value(note: Any, key: bytes) -> str:
    return _asked(raw.FPDFAnnot_GetStringValue, note, key)


def _asked(function: Any, *arguments: Any) -> str:
    """A text of pdfium's, asked for its length first."""
    size = function(*arguments, None, 0)
    if not 2 < size <= _LONGEST:
        return ""
    buffer = (c_ushort * (size // 2 + 1))()
    function(*arguments, buffer, size)
    written = bytes(buffer)[: size - 2].decode("utf-16-le", "replace")
    return written.replace("\r\n", "\n").replace("\r", "\n").strip()
