"""Files that a PDF carries inside (ISO 32000-2, 7.11.4), taken out one by one."""

from __future__ import annotations

from collections.abc import Iterator
from ctypes import byref, c_ulong, c_ushort, create_string_buffer
from typing import Any

from pypdfium2 import raw

from casefile.domain.intake import Member
from casefile.readers.hints import MAX_MEMBER

MOST = 2_000
_LONGEST_NAME = 8_192


def attachments(document: Any) -> Iterator[Member]:
    """The files of ``document``, a ``pypdfium2.PdfDocument``, in its order."""
    for at in range(number(document)):
        held = raw.FPDFDoc_GetAttachment(document.raw, at)
        if not held:
            continue
        name = _name(held)
        size = c_ulong()
        if not raw.FPDFAttachment_GetFile(held, None, 0, byref(size)):
            yield Member(name, problem="it is not in the file, or is damaged")
        elif size.value > MAX_MEMBER:
            yield Member(name, problem=f"it is larger than {MAX_MEMBER // 1024 // 1024} MB")
        else:
            buffer = create_string_buffer(max(size.value, 1))
            raw.FPDFAttachment_GetFile(held, buffer, size.value, byref(size))
            yield Member(name, buffer.raw[: size.value])


def number(document: Any) -> int:
    """How many files lie in it, bounded."""
    found: int = raw.FPDFDoc_GetAttachmentCount(document.raw)
    return min(max(found, 0), MOST)


def _name(held: Any) -> str:
    size = raw.FPDFAttachment_GetName(held, None, 0)
    if not 2 < size <= _LONGEST_NAME:
        return ""
    buffer = (c_ushort * (size // 2 + 1))()
    raw.FPDFAttachment_GetName(held, buffer, size)
    return bytes(buffer)[: size - 2].decode("utf-16-le", "replace")
