"""What a PDF says of itself (ISO 32000-2, 14.3.3), kept apart from what it says."""

from __future__ import annotations

import re
from ctypes import c_ushort, create_string_buffer
from typing import Any

from pypdfium2 import raw

from casefile.domain.records import Metadata
from casefile.readers import fields

_LONGEST = 64 * 1024
_SAYS_NOTHING = re.compile(
    r"(microsoft (word|excel|powerpoint) - .*"
    r"|.*\.(docx?|xlsx?|pptx?|odt|rtf|indd|qxd|pdf|tex|dvi|eps|ps|html?|txt|tiff?|jpe?g|png)"
    r"|(untitled|unnamed|unbenannt|sans titre|sin título|senza titolo|без имени|document|dokument|scan|scanned"
    r"|title|none|slide|presentation|powerpoint presentation|pdf)[\W\d_]*|[\W\d_]*)\Z",
    re.I | re.S,
)
_DATE = re.compile(r"(?:D:)?(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?\s*(?:(Z)|([+-])(\d\d)'?(\d\d)?'?)?")
_EXTRA = (
    ("subject", "Subject"),
    ("keywords", "Keywords"),
    ("written with", "Creator"),
    ("made into a PDF by", "Producer"),
)


def facts(document: Any) -> Metadata:
    """Title, author and language as stated; all else as ``extra``. ``document`` is a ``pypdfium2.PdfDocument``.

    Its dates are those of the file: when it was made and changed, not when anything was published.
    """
    said = {name: value for name, key in _EXTRA if (value := fields.field(_meta(document, key)))}
    for name, key in (("created", "CreationDate"), ("modified", "ModDate")):
        written = _meta(document, key)
        if stated := date(written):
            said[name] = stated
    said["pages"] = str(len(document))
    if raw.FPDF_GetSecurityHandlerRevision(document.raw) >= 0:
        said["encrypted"] = "yes"
    return stated_facts(_meta(document, "Title"), _meta(document, "Author"), _language(document), said)


def stated_facts(title: str, author: str, language: str, extra: dict[str, str]) -> Metadata:
    """The same for what another reader found."""
    stated = fields.field(title)
    is_empty = stated is None or _SAYS_NOTHING.match(stated) is not None
    if stated and is_empty:
        extra = {"title as stated": stated, **extra}
    return Metadata(
        title=None if is_empty else stated,
        author=fields.field(author),
        language=fields.language(language),
        extra=tuple(extra.items()),
    )


def date(written: str) -> str:
    """A date of a PDF (ISO 32000-2, 7.9.4) in ISO 8601 as far as it is given; as it stands where it is none."""
    match = _DATE.match(written.strip())
    if not match:
        return fields.field(written[:60]) or ""
    year, month, day, hour, minute, second, zulu, sign, hours, minutes = match.groups()
    found = "-".join(part for part in (year, month, day) if part)
    if hour and day:
        found += f"T{hour}:{minute or '00'}:{second or '00'}"
        found += "Z" if zulu else f"{sign}{hours}:{minutes or '00'}" if sign else ""
    return found


def _meta(document: Any, key: str) -> str:
    name = key.encode("ascii")
    size = raw.FPDF_GetMetaText(document.raw, name, None, 0)
    if not 2 < size <= _LONGEST:
        return ""
    buffer = create_string_buffer(size)
    raw.FPDF_GetMetaText(document.raw, name, buffer, size)
    return buffer.raw[: size - 2].decode("utf-16-le", "replace")


def _language(document: Any) -> str:
    size = raw.FPDFCatalog_GetLanguage(document.raw, None, 0)
    if not 2 < size <= 200:
        return ""
    buffer = (c_ushort * (size // 2 + 1))()
    raw.FPDFCatalog_GetLanguage(document.raw, buffer, size)
    return bytes(buffer)[: size - 2].decode("utf-16-le", "replace")
