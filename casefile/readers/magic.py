"""Formats known by their first bytes, so that what cannot be read yet is at least named honestly.

Signatures: the WHATWG MIME Sniffing standard, and the formats' own specifications. Names and endings play no part.
"""

from __future__ import annotations

import contextlib
import io
import re
import zlib

from casefile.readers import ole_kinds, zip_packages
from casefile.readers.signatures import signed
from casefile.readers.tar_header import is_tar
from casefile.readers.zip_entries import ZipEntries
from casefile.readers.zip_kinds import document_mime

_OPEN_DOCUMENTS = ("application/vnd.oasis.opendocument.", "application/vnd.sun.xml.")
_OOXML = (
    ("word/document.xml", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ("xl/workbook.xml", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ("ppt/presentation.xml", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
)

_PACKED = ("application/gzip", "application/zstd", "application/x-lz4")
_WEB = ((b"WARC/", "application/warc"), (b"filedesc://", "application/x-internet-archive"))
_PDF = re.compile(rb"%PDF-\d\.\d\s")
_PDF_OBJECT = re.compile(rb"\d{1,10} \d{1,5} obj\b")
# A PDF that lost its first line: the mark of binary content, then an object.
_PDF_BARE = re.compile(rb"%[\x80-\xff]{4}\s{1,4}\d{1,10} \d{1,5} obj\b")
_MIMETYPE = re.compile(rb"[\w.+-]{1,40}/[\w.+-]{1,80}")
_HEADER = re.compile(rb"^([A-Za-z][A-Za-z0-9-]{1,60}):", re.M)
# Headers that mail programs write and people do not: a memorandum that begins From, To, Subject stays a text.
_MAIL_HEADERS = frozenset(
    b"received message-id mime-version return-path delivered-to content-type content-transfer-encoding x-mailer "
    b"dkim-signature x-priority x-originating-ip references in-reply-to".split()
)
_COUNT = re.compile(rb"\d{1,12}[ \t]*\n")
_BOX = re.compile(
    rb"From [^\n]{0,300}(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? {1,2}[A-Z0-9][^\n]{0,12}\d{1,2}:\d{2}[^\n]{0,25}"
    rb"\b\d{4}[^\n]{0,25}\n"
)
# What browsers write into a page saved as one file.
_SAVED = (
    b"\nsnapshot-content-location:",
    b"from: <saved by",
    b'from: "saved by',
    b"\ncontent-location: http",
    b"x-maf:",
)


def magic(data: bytes, suffix: str = "") -> str:
    """The MIME type of a format that is no plain text or web page, or empty. Looks at the bytes.

    ``suffix`` only helps where bytes leave two readings: ``.eml`` makes a lone mail header enough.
    """
    if data.startswith(b"%PDF-"):
        return "application/pdf"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08", b"PK00PK\x03\x04")):
        return _zipped(data)
    if data.startswith(ole_kinds.SIGNATURE):
        return ole_kinds.ole_mime(data)
    found = signed(data)
    if found:
        return _inside(data, found) if found in _PACKED else found
    # Acrobat accepts a PDF whose header stands anywhere in the first 1,024 bytes; a text may speak of one there.
    if (_PDF.search(data[:1024]) and _PDF_OBJECT.search(data)) or _PDF_BARE.match(data):
        return "application/pdf"
    if is_tar(data):
        return "application/x-tar"
    if _is_zlib(data):
        return "application/zlib"
    # LZMA alone: the properties and window that every program writes, and a length that is unknown or sane.
    if data.startswith(b"\x5d\x00\x00") and (data[5:13] == b"\xff" * 8 or data[9:13] == bytes(4)):
        return "application/x-lzma"
    return _mail(data, suffix)


def _inside(data: bytes, mime: str) -> str:
    """A web archive is packed record by record, and is read as one file; anything else is the packing that it is."""
    head = b""
    if mime == "application/gzip":
        with contextlib.suppress(zlib.error):
            head = zlib.decompressobj(31).decompress(data[:4096], 64)
    else:
        with contextlib.suppress(Exception):
            from fastwarc import stream_io

            kind = stream_io.ZstdReader if mime == "application/zstd" else stream_io.Lz4Reader
            head = kind(io.BytesIO(data[: 1024 * 1024])).read(64)
    return next((known for start, known in _WEB if head.startswith(start)), mime)


def _is_zlib(data: bytes) -> bool:
    """RFC 1950, section 2.2: the two bytes of a header fit each other; that is weak, so some of it is unpacked."""
    if len(data) < 8 or data[0] & 0x8F != 8 or data[1] & 0x20 or (data[0] << 8 | data[1]) % 31:
        return False
    machine = zlib.decompressobj()
    try:
        unpacked = machine.decompress(data[:65536], 1024 * 1024)
    except zlib.error:
        return False
    return machine.eof or len(unpacked) > 1024


def _zipped(data: bytes) -> str:
    known = document_mime(data)
    if known:
        return known
    # EPUB and OpenDocument put an uncompressed entry "mimetype" first (OCF 3.3, section 4.3; ODF 1.3, part 2, 3.3).
    named = _MIMETYPE.match(data[38:200].split(b"PK")[0]) if data[30:38] == b"mimetype" else None
    stated = named[0].decode("ascii") if named else ""
    if known is None:
        names = zip_packages.local_names(data)
        if stated == "application/epub+zip" or stated.startswith(_OPEN_DOCUMENTS):
            return stated
        for part, mime in _OOXML:
            if part in names:
                return mime
    else:
        names = ZipEntries(io.BytesIO(data)).names
    return zip_packages.package_mime(names, stated)


def _mail(data: bytes, suffix: str) -> str:
    head = data[:4096].removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n").lstrip(b"\r\n")
    head = head if b"\n" in head else head.replace(b"\r", b"\n")
    # Apple Mail writes the mail's length in front of it.
    counted = _COUNT.match(head)
    head = head[counted.end() :] if counted else head
    is_box = head.startswith(b"From ")
    if is_box and _BOX.match(head):
        return "application/mbox"
    block = head.partition(b"\n\n")[0]
    first = block.partition(b"\n")[2] if is_box else block
    if not _HEADER.match(first):
        return ""
    names = {name.lower() for name in _HEADER.findall(block)}
    strong = len(names & _MAIL_HEADERS)
    if is_box and (strong or b"date" in names or b"subject" in names):
        return "application/mbox"
    is_named = suffix == ".eml" and names & {b"from", b"to", b"subject", b"date"}
    if not (strong >= 2 or (strong and b"from" in names) or is_named):
        return ""
    if counted:
        return "message/x-emlx"
    said = block.lower()
    is_page = b"multipart/related" in said and (suffix in (".mht", ".mhtml") or any(sign in said for sign in _SAVED))
    return "multipart/related" if is_page else "message/rfc822"
