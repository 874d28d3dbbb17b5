"""Formats known by their first bytes, so that what cannot be read yet is at least named honestly.

Signatures: the WHATWG MIME Sniffing standard, and the formats' own specifications. Names and endings play no part.
"""

from __future__ import annotations

import contextlib
import io
import re
import zlib

from casefile.readers.tar_header import is_tar

_PREFIXES: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"8BPS", "image/vnd.adobe.photoshop"),
    (b"\x00\x00\x01\x00", "image/vnd.microsoft.icon"),
    (b"\x00\x00\x00\x0cjP  \r\n", "image/jp2"),
    (b"\xff\x4f\xff\x51", "image/jp2"),
    (b"AT&TFORM", "image/vnd.djvu"),
    (b"\xd7\xcd\xc6\x9a", "image/wmf"),
    (b"\x1f\x8b", "application/gzip"),
    (b"BZh", "application/x-bzip2"),
    (b"\xfd7zXZ\x00", "application/x-xz"),
    (b"\x5d\x2a\x4d\x18", "application/warc"),  # a dictionary in front of zstd: the IIPC's .warc.zst, 0.1
    (b"\x28\xb5\x2f\xfd", "application/zstd"),
    (b"\x04\x22\x4d\x18", "application/x-lz4"),
    (b"\x1f\x9d", "application/x-compress"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"!<arch>\n", "application/x-archive"),
    (b"MSCF\x00\x00\x00\x00", "application/vnd.ms-cab-compressed"),
    (b"ID3", "audio/mpeg"),
    (b"fLaC", "audio/flac"),
    (b"OggS", "application/ogg"),
    (b"MThd", "audio/midi"),
    (b"#!AMR", "audio/amr"),
    (b".snd", "audio/basic"),
    (b"\x1a\x45\xdf\xa3", "video/x-matroska"),
    (b"FLV\x01", "video/x-flv"),
    (b"0&\xb2u\x8ef\xcf\x11", "video/x-ms-asf"),
    (b"\x00\x00\x01\xba", "video/mpeg"),
    (b"\x00\x00\x01\xb3", "video/mpeg"),
    (b"%!PS-Adobe", "application/postscript"),
    (b"\xc5\xd0\xd3\xc6", "application/postscript"),
    (b"{\\rtf", "application/rtf"),
    (b"SQLite format 3\x00", "application/vnd.sqlite3"),
    (b"bplist00", "application/x-bplist"),
    (b"!BDN", "application/vnd.ms-outlook-pst"),
    (b"\x78\x9f\x3e\x22", "application/vnd.ms-tnef"),
    (b"ITSF\x03\x00\x00\x00", "application/vnd.ms-htmlhelp"),
    (b"\xffWPC", "application/vnd.wordperfect"),
    (b"\x7fELF", "application/x-elf"),
    (b"\xca\xfe\xba\xbe", "application/java-vm"),
    (b"\xcf\xfa\xed\xfe", "application/x-mach-binary"),
    (b"\x00asm", "application/wasm"),
    (b"wOFF", "font/woff"),
    (b"wOF2", "font/woff2"),
    (b"OTTO", "font/otf"),
    (b"\x00\x01\x00\x00\x00", "font/ttf"),
    (b"\x89HDF\r\n\x1a\n", "application/x-hdf5"),
    (b"CDF\x01", "application/netcdf"),
    (b"\x0e\x03\x13\x01", "application/x-hdf"),
    (b"PAR1", "application/vnd.apache.parquet"),
    (b"AC10", "image/vnd.dwg"),
    (b"WARC/", "application/warc"),
    (b"filedesc://", "application/x-internet-archive"),
)

_RIFF = {b"WAVE": "audio/wav", b"AVI ": "video/x-msvideo", b"WEBP": "image/webp"}
_FTYP = {
    b"avif": "image/avif",
    b"heic": "image/heic",
    b"mif1": "image/heif",
    b"M4A ": "audio/mp4",
    b"qt  ": "video/quicktime",
}

_OOXML = (
    (b"word/document", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    (b"xl/workbook", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    (b"ppt/presentation", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
)

_OLE = (
    ("__substg1.0_", "application/vnd.ms-outlook"),
    ("WordDocument", "application/msword"),
    ("Workbook", "application/vnd.ms-excel"),
    ("PowerPoint Document", "application/vnd.ms-powerpoint"),
    ("EncryptedPackage", "application/x-ole-encrypted"),
)

_PACKED = ("application/gzip", "application/zstd", "application/x-lz4")
_WEB = ((b"WARC/", "application/warc"), (b"filedesc://", "application/x-internet-archive"))
_WACZ = re.compile(rb"PK\x03\x04.{26}(?:archive/[^/]{1,200}\.warc|indexes/index\.cdx|pages/pages\.jsonl)", re.S)

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
    for prefix, mime in _PREFIXES:
        if data.startswith(prefix):
            return _inside(data, mime) if mime in _PACKED else mime
    # Acrobat accepts a PDF whose header stands anywhere in the first 1,024 bytes.
    if b"%PDF-" in data[:1024]:
        return "application/pdf"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _zipped(data)
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return next((mime for name, mime in _OLE if name.encode("utf-16-le") in data), "application/x-ole-storage")
    if data.startswith(b"RIFF"):
        return _RIFF.get(data[8:12], "application/x-riff")
    if data[4:8] == b"ftyp":
        return _FTYP.get(data[8:12], "video/mp4")
    if is_tar(data):
        return "application/x-tar"
    if _is_zlib(data):
        return "application/zlib"
    # LZMA alone: the properties and window that every program writes, and a length that is unknown or sane.
    if data.startswith(b"\x5d\x00\x00") and (data[5:13] == b"\xff" * 8 or data[9:13] == bytes(4)):
        return "application/x-lzma"
    if data.startswith(b"BM") and data[6:10] == b"\0\0\0\0":
        return "image/bmp"
    if data[:1] == b"\xff" and len(data) > 1 and data[1] & 0xE6 == 0xE2 and data[:2] != b"\xff\xfe":
        return "audio/mpeg"
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
    # EPUB and OpenDocument put an uncompressed entry "mimetype" first (OCF 3.3, section 4.3; ODF 1.3, part 2, 3.3).
    if data[30:38] == b"mimetype":
        named = _MIMETYPE.match(data[38:200].split(b"PK")[0])
        if named:
            return named[0].decode("ascii")
    from casefile.readers.zip_kinds import document_mime

    known = document_mime(data)
    if known:
        return known
    for entry, mime in _OOXML if known is None else ():
        if entry in data:
            return mime
    return "application/wacz" if _WACZ.search(data) else "application/zip"


def _mail(data: bytes, suffix: str) -> str:
    head = data[:4096].replace(b"\r\n", b"\n").lstrip(b"\n")
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
