"""Which document a zip file is, by what lies in it: Office documents, OpenDocument, books."""

from __future__ import annotations

import io
import re

from casefile.readers.hints import Unreadable
from casefile.readers.zip_entries import ZipEntries

_OOXML = "application/vnd.openxmlformats-officedocument."
# The kinds of main parts (ISO/IEC 29500-1, 11.3, 12.3, 13.3, and those with macros): what is matched, what it makes.
_MAIN_PARTS = (
    (b"wordprocessingml.", f"{_OOXML}wordprocessingml.document"),
    (b"vnd.ms-word.", f"{_OOXML}wordprocessingml.document"),
    (b"spreadsheetml.", f"{_OOXML}spreadsheetml.sheet"),
    (b"vnd.ms-excel.sheet.binary.", "application/vnd.ms-excel.sheet.binary.macroenabled.12"),
    (b"vnd.ms-excel.", f"{_OOXML}spreadsheetml.sheet"),
    (b"presentationml.", f"{_OOXML}presentationml.presentation"),
    (b"vnd.ms-powerpoint.", f"{_OOXML}presentationml.presentation"),
)
_MAIN = re.compile(rb'ContentType\s*=\s*["\']application/([\w.-]{1,200}?\.main)(?:\+xml)?["\']', re.I)
_MIMETYPE = re.compile(r"application/(?:vnd\.(?:oasis\.opendocument|sun\.xml)\.[\w.-]{1,80}|epub\+zip)")
_ROOT_TYPE = re.compile(
    rb'media-type\s*=\s*["\'](application/vnd\.[\w.-]{1,80})["\'][^<>]{0,200}full-path\s*=\s*["\']/["\']'
)
_TYPE_OF_ROOT = re.compile(
    rb'full-path\s*=\s*["\']/["\'][^<>]{0,200}media-type\s*=\s*["\'](application/vnd\.[\w.-]{1,80})["\']'
)


def document_mime(data: bytes) -> str | None:
    """The MIME type of the document that ``data`` is; empty for a zip file that is none, None for one without a table
    of contents, of which nothing can be said so."""
    try:
        entries = ZipEntries(io.BytesIO(data))
    except Unreadable:
        return None
    names = {name.lower(): name for name in entries.names}
    if types := _start(entries, names.get("[content_types].xml")):
        for main in _MAIN.findall(types):
            for start, mime in _MAIN_PARTS:
                if start in main.lower() + b".":
                    return mime
        return next((f"{_OOXML}{kind}" for name, kind in _USUAL if name in names), "")
    named = _MIMETYPE.match(_start(entries, names.get("mimetype")).decode("ascii", "replace").strip())
    if named:
        return named[0]
    if "meta-inf/container.xml" in names:
        return "application/epub+zip"
    if "content.xml" in names and "meta-inf/manifest.xml" in names:
        manifest = _start(entries, names["meta-inf/manifest.xml"])
        root = _ROOT_TYPE.search(manifest) or _TYPE_OF_ROOT.search(manifest)
        return root[1].decode("ascii") if root else "application/vnd.oasis.opendocument.text"
    return ""


_USUAL = (
    ("word/document.xml", "wordprocessingml.document"),
    ("xl/workbook.xml", "spreadsheetml.sheet"),
    ("ppt/presentation.xml", "presentationml.presentation"),
)


def _start(entries: ZipEntries, name: str | None) -> bytes:
    if name is None:
        return b""
    found = b""
    try:
        for piece in entries.pieces(name, 1024 * 1024):
            found += piece
    except Unreadable:
        pass
    return found
