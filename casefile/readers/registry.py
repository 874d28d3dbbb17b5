"""Which reader for which bytes. Bytes decide; a name is a hint, and may lie. A reader is imported when it is needed."""

from __future__ import annotations

import importlib
import io
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO, cast

from casefile.domain.intake import Member, ReadOutcome
from casefile.domain.kinds import IntakeState
from casefile.readers import csv_rows, html, jsonline, markdown, plain, timed_text, xml_text
from casefile.readers.format_names import why_unread
from casefile.readers.hints import Container, FileFormat, Format, Hints, as_format, unread
from casefile.readers.magic import magic

FORMATS: tuple[Format, ...] = tuple(as_format(module) for module in (html, timed_text, xml_text, markdown, plain))
"""Formats of plain text, in the order in which they are asked; ``plain`` takes what is left."""

BY_MIME: dict[str, str] = {
    "application/pdf": "pdf",
    "image/png": "images",
    "image/jpeg": "images",
    "image/tiff": "images",
    "image/gif": "images",
    "image/bmp": "images",
    "image/webp": "images",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": "pptx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
    "application/rtf": "rtf",
    "application/epub+zip": "epub",
    "application/vnd.oasis.opendocument.text": "odf",
    "application/vnd.oasis.opendocument.text-template": "odf",
    "application/vnd.oasis.opendocument.text-master": "odf",
    "application/vnd.oasis.opendocument.text-web": "odf",
    "application/vnd.oasis.opendocument.spreadsheet": "odf",
    "application/vnd.oasis.opendocument.spreadsheet-template": "odf",
    "application/vnd.oasis.opendocument.presentation": "odf",
    "application/vnd.oasis.opendocument.presentation-template": "odf",
    "application/vnd.oasis.opendocument.graphics": "odf",
    "application/vnd.oasis.opendocument.graphics-template": "odf",
    "application/vnd.sun.xml.writer": "odf",
    "application/vnd.sun.xml.calc": "odf",
    "application/vnd.sun.xml.impress": "odf",
    "application/vnd.sun.xml.draw": "odf",
    "application/gzip": "packed",
    "application/x-bzip2": "packed",
    "application/x-xz": "packed",
    "application/x-lzma": "packed",
    "application/zlib": "packed",
    "application/zstd": "packed",
    "application/x-lz4": "packed",
    "application/x-tar": "tar_archive",
    "application/zip": "zip_archive",
    "application/pkcs7-mime": "signed",
    "application/vnd.etsi.asic-e+zip": "zip_archive",
    "application/vnd.etsi.asic-s+zip": "zip_archive",
    "application/vnd.apple.iwork": "zip_archive",
    "application/vnd.apple.numbers": "zip_archive",
    "application/vnd.apple.keynote": "zip_archive",
    "application/warc": "warc",
    "application/x-internet-archive": "warc",
    "application/wacz": "wacz",
    "message/rfc822": "mail",
    "message/x-emlx": "mail",
    "application/mbox": "mbox",
    "multipart/related": "mhtml",
}
"""The module in this package that reads a format which its bytes tell apart."""

BY_KIND: dict[str, str] = {"jsonl": "article_lines", "csv": "csv_rows"}
"""The module that cuts a file into articles: ``jsonl``, ``csv``."""

_NO_HINTS = Hints()


def read(data: bytes, hints: Hints = _NO_HINTS) -> ReadOutcome:
    """``read_file`` for bytes in memory."""
    return read_file(io.BytesIO(data), hints)


def read_file(file: BinaryIO, hints: Hints = _NO_HINTS) -> ReadOutcome:
    """The texts and metadata of one original, or the reason why there are none.

    Readers may raise on hostile bytes (``RecursionError``, ``MemoryError``, a parser's bug); the child process
    turns that into an outcome.
    """
    data = file.read(hints.max_bytes + 1)
    if not data:
        return unread("the file is empty", "application/x-empty")
    if hints.kind in _PIECES:
        return _PIECES[hints.kind].read(data, hints)
    known = magic(data, _suffix(hints))
    if known:
        del data
        return _read_known(file, hints, known)
    if len(data) <= hints.max_bytes:
        return _read_text(data, hints)
    data = data[: hints.max_bytes]
    # Whole lines where there are any, so that no character is cut in two.
    outcome = _read_text(data[: data.rfind(b"\n", len(data) - 65536) + 1] or data, hints)
    if not outcome.texts:
        return outcome
    shortened = f"only the first {hints.max_bytes // 1024 // 1024} MB were read"
    reason = f"{shortened}; {outcome.reason}" if outcome.reason else shortened
    return replace(outcome, state=IntakeState.PARTLY, reason=reason)


def members(file: BinaryIO, hints: Hints = _NO_HINTS) -> Iterator[Member]:
    """The originals that lie in ``file``, one by one; none where it is no container. May raise in the middle."""
    if hints.kind in BY_KIND:
        known, name = "", BY_KIND[hints.kind]
    else:
        known = magic(file.read(hints.max_bytes + 1), _suffix(hints))
        name = BY_MIME.get(known, "")
    if not name:
        return
    file.seek(0)
    container = cast(Container, importlib.import_module(f"casefile.readers.{name}"))
    yield from container.members(file, hints, known)


_PIECES: dict[str, Format] = {"jsonline": as_format(jsonline), "csvrow": as_format(csv_rows)}


def _suffix(hints: Hints) -> str:
    """What a mailbox or a mail calls a mail is one, where its bytes leave two readings."""
    return ".eml" if hints.mime == "message/rfc822" else hints.suffix


def _read_known(file: BinaryIO, hints: Hints, mime: str) -> ReadOutcome:
    name = BY_MIME.get(mime)
    if name is None:
        return unread(why_unread(mime), mime)
    file.seek(0)
    reader = cast(FileFormat, importlib.import_module(f"casefile.readers.{name}"))
    return reader.read(file, hints, mime)


def _read_text(data: bytes, hints: Hints) -> ReadOutcome:
    return next(reader for reader in FORMATS if reader.sniff(data, hints)).read(data, hints)
