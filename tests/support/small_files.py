"""A small sound file of every format that people hand in: what it says is given, so that it can be looked for.

The same words give the same bytes. Made with the standard library only, after the formats' own specifications.
"""

from __future__ import annotations

import base64
import bz2
import csv
import gzip
import io
import json
import lzma
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from email.message import EmailMessage
from xml.sax.saxutils import escape


@dataclass(frozen=True, slots=True)
class Said:
    """What a file says: in its text, and in its metadata."""

    text: str = "The harbour board of Brisvik met on Friday and said nothing of the crane that fell."
    title: str = "The crane of Brisvik"
    author: str = "Irene Dorvan"


def zipped(members: Iterable[tuple[str, bytes]], *, stored: Iterable[str] = ("mimetype",)) -> bytes:
    """A zip file of ``members`` in their order, all of one fixed time."""
    out = io.BytesIO()
    plain = set(stored)
    with zipfile.ZipFile(out, "w") as file:
        for name, data in members:
            how = zipfile.ZIP_STORED if name in plain else zipfile.ZIP_DEFLATED
            file.writestr(zipfile.ZipInfo(name, (2024, 3, 1, 12, 0, 0)), data, compress_type=how)
    return out.getvalue()


def tarred(members: Iterable[tuple[str, bytes]]) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.PAX_FORMAT) as file:
        for name, data in members:
            info = tarfile.TarInfo(name)
            info.size = len(data)
            file.addfile(info, io.BytesIO(data))
    return out.getvalue()


def html(said: Said) -> bytes:
    head = f'<title>{escape(said.title)}</title><meta name="author" content="{escape(said.author)}">'
    body = f"<article><h1>{escape(said.title)}</h1><p>{escape(said.text)}</p></article>"
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">{head}</head><body>{body}</body></html>'.encode()
    )


def pdf_of(objects: Iterable[bytes], *, trailer: bytes = b"/Root 1 0 R") -> bytes:
    """A PDF of ``objects`` numbered from 1, with a true cross-reference table (ISO 32000-1, 7.5)."""
    out = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d %s >>\nstartxref\n%d\n%%%%EOF\n" % (len(places) + 1, trailer, table)
    return bytes(out)


def stream(data: bytes, entries: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), entries, data)


def _pdf_string(words: str) -> bytes:
    return b"(" + words.encode("latin-1", "replace").replace(b"\\", b"\\\\").replace(b"(", b"\\(") + b")"


PAGE_TREE = (
    b"<< /Type /Catalog /Pages 2 0 R >>",
    b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R "
    b"/Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
)


def pdf(said: Said) -> bytes:
    drawn = b"BT /F1 12 Tf 72 700 Td %s Tj ET" % _pdf_string(said.text)
    info = b"<< /Title %s /Author %s >>" % (_pdf_string(said.title), _pdf_string(said.author))
    return pdf_of([*PAGE_TREE, stream(drawn), info], trailer=b"/Root 1 0 R /Info 5 0 R")


_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_CORE = (
    '<?xml version="1.0"?><cp:coreProperties '
    'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title><dc:creator>{author}</dc:creator>'
    "</cp:coreProperties>"
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_MAIN = {
    "word/document.xml": "wordprocessingml.document",
    "xl/workbook.xml": "spreadsheetml.sheet",
    "ppt/presentation.xml": "presentationml.presentation",
}


def office_package(main: str, parts: Iterable[tuple[str, bytes]], said: Said) -> bytes:
    """An Office Open XML package (ECMA-376, part 2) whose chief part is ``main``."""
    kind = f"application/vnd.openxmlformats-officedocument.{_MAIN[main]}.main+xml"
    types = (
        f'<?xml version="1.0"?><Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/><Override PartName="/{main}" ContentType="{kind}"/>'
        "</Types>"
    )
    core = f"{_PACKAGE}/relationships/metadata/core-properties"
    links = (
        f'<?xml version="1.0"?><Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="r1" Type="{_OFFICE}/officeDocument" Target="{main}"/>'
        f'<Relationship Id="r2" Type="{core}" Target="docProps/core.xml"/></Relationships>'
    )
    about = _CORE.format(title=escape(said.title), author=escape(said.author))
    named = [("[Content_Types].xml", types), ("_rels/.rels", links), ("docProps/core.xml", about)]
    return zipped([*((name, words.encode()) for name, words in named), *parts])


def docx_of(document: str, said: Said) -> bytes:
    return office_package("word/document.xml", [("word/document.xml", document.encode())], said)


def docx(said: Said) -> bytes:
    run = f"<w:p><w:r><w:t>{escape(said.text)}</w:t></w:r></w:p>"
    return docx_of(f'<?xml version="1.0"?><w:document {_W}><w:body>{run}</w:body></w:document>', said)


def xlsx(said: Said) -> bytes:
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    book = (
        f'<?xml version="1.0"?><workbook xmlns="{main}" xmlns:r="{_OFFICE}"><sheets>'
        '<sheet name="Sheet1" sheetId="1" r:id="r1"/></sheets></workbook>'
    )
    links = (
        f'<?xml version="1.0"?><Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="r1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
    )
    cell = f'<c r="A1" t="inlineStr"><is><t>{escape(said.text)}</t></is></c>'
    sheet = f'<?xml version="1.0"?><worksheet xmlns="{main}"><sheetData><row r="1">{cell}</row></sheetData></worksheet>'
    parts = {"xl/workbook.xml": book, "xl/_rels/workbook.xml.rels": links, "xl/worksheets/sheet1.xml": sheet}
    return office_package("xl/workbook.xml", [(name, words.encode()) for name, words in parts.items()], said)


def pptx(said: Said) -> bytes:
    p, a = (f"http://schemas.openxmlformats.org/{name}/2006/main" for name in ("presentationml", "drawingml"))
    show = (
        f'<?xml version="1.0"?><p:presentation xmlns:p="{p}" xmlns:r="{_OFFICE}"><p:sldIdLst>'
        '<p:sldId id="256" r:id="r1"/></p:sldIdLst></p:presentation>'
    )
    links = (
        f'<?xml version="1.0"?><Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="r1" Type="{_OFFICE}/slide" Target="slides/slide1.xml"/></Relationships>'
    )
    shape = f"<p:sp><p:txBody><a:p><a:r><a:t>{escape(said.text)}</a:t></a:r></a:p></p:txBody></p:sp>"
    drawn = f"<p:cSld><p:spTree>{shape}</p:spTree></p:cSld>"
    slide = f'<?xml version="1.0"?><p:sld xmlns:p="{p}" xmlns:a="{a}">{drawn}</p:sld>'
    parts = {"ppt/presentation.xml": show, "ppt/_rels/presentation.xml.rels": links, "ppt/slides/slide1.xml": slide}
    return office_package("ppt/presentation.xml", [(name, words.encode()) for name, words in parts.items()], said)


def odt_of(content: str, said: Said) -> bytes:
    office = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
    meta = (
        f'<?xml version="1.0"?><office:document-meta xmlns:office="{office}" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><office:meta>'
        f"<dc:title>{escape(said.title)}</dc:title><dc:creator>{escape(said.author)}</dc:creator>"
        "</office:meta></office:document-meta>"
    )
    kind = b"application/vnd.oasis.opendocument.text"
    return zipped([("mimetype", kind), ("content.xml", content.encode()), ("meta.xml", meta.encode())])


def odt(said: Said) -> bytes:
    names = 'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    names += 'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    body = f"<office:body><office:text><text:p>{escape(said.text)}</text:p></office:text></office:body>"
    return odt_of(f'<?xml version="1.0"?><office:document-content {names}>{body}</office:document-content>', said)


def epub_of(chapters: dict[str, str], said: Said, *, package: str = "") -> bytes:
    """An EPUB (3.3) of ``chapters`` in their order; ``package`` replaces the OPF."""
    items = "".join(f'<item id="{name}" href="{name}" media-type="application/xhtml+xml"/>' for name in chapters)
    spine = "".join(f'<itemref idref="{name}"/>' for name in chapters)
    package = package or (
        '<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="u">'
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="u">x</dc:identifier>'
        f"<dc:title>{escape(said.title)}</dc:title><dc:creator>{escape(said.author)}</dc:creator>"
        f"<dc:language>en</dc:language></metadata><manifest>{items}</manifest><spine>{spine}</spine></package>"
    )
    container = (
        '<?xml version="1.0"?><container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">'
        '<rootfiles><rootfile full-path="c.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
    )
    fixed = [("mimetype", "application/epub+zip"), ("META-INF/container.xml", container), ("c.opf", package)]
    return zipped((name, words.encode()) for name, words in [*fixed, *chapters.items()])


def epub(said: Said) -> bytes:
    page = f"<html xmlns='http://www.w3.org/1999/xhtml'><body><h1>One</h1><p>{escape(said.text)}</p></body></html>"
    return epub_of({"one.xhtml": page, "two.xhtml": page.replace("One", "Two")}, said)


def rtf(said: Said) -> bytes:
    about = rf"{{\info{{\title {said.title}}}{{\author {said.author}}}}}"
    return rf"{{\rtf1\ansi\deff0{{\fonttbl{{\f0 Times;}}}}{about}\pard {said.text}\par}}".encode("ascii", "replace")


def mail(said: Said) -> bytes:
    message = EmailMessage()
    message["From"], message["To"] = f"{said.author} <irene@brisvik.example>", "desk@paper.example"
    message["Subject"], message["Date"] = said.title, "Fri, 01 Mar 2024 12:00:00 +0100"
    message["Message-ID"], message["MIME-Version"] = "<1@brisvik.example>", "1.0"
    message.set_content(said.text)
    message.add_attachment(f"Attached: {said.text}".encode(), maintype="text", subtype="plain", filename="more.txt")
    message.set_boundary("the-boundary")
    return message.as_bytes()


def mbox(said: Said) -> bytes:
    letter = b"From irene@brisvik.example Fri Mar  1 12:00:00 2024\n" + mail(said).replace(b"\r\n", b"\n")
    return letter + b"\n" + letter.replace(b"<1@", b"<2@").replace(b"Attached", b"Second") + b"\n"


def mhtml(said: Said) -> bytes:
    head = f"From: <Saved by Blink>\nSubject: {said.title}\nDate: Fri, 1 Mar 2024 12:00:00 -0000\nMIME-Version: 1.0\n"
    head += 'Content-Type: multipart/related; type="text/html"; boundary="b"\n\n--b\n'
    part = "Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: base64\n"
    part += f"Content-Location: https://paper.example/crane\n\n{base64.encodebytes(html(said)).decode()}\n--b--\n"
    return (head + part).encode().replace(b"\n", b"\r\n")


def _warc_record(kind: str, body: bytes, number: int, more: str = "") -> bytes:
    head = f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{number:032}>\r\n"
    head += f"WARC-Date: 2024-03-01T12:00:00Z\r\n{more}Content-Length: {len(body)}\r\n\r\n"
    return head.encode() + body + b"\r\n\r\n"


def warc(said: Said) -> bytes:
    page = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + html(said)
    more = "WARC-Target-URI: https://paper.example/crane\r\nContent-Type: application/http; msgtype=response\r\n"
    return _warc_record("warcinfo", b"software: x\r\n", 1) + _warc_record("response", page, 2, more)


def wacz(said: Said) -> bytes:
    pages = {"url": "https://paper.example/crane", "title": said.title, "ts": "2024-03-01T12:00:00Z"}
    package = {"profile": "data-package", "wacz_version": "1.1.1", "title": said.title, "resources": []}
    members = {"datapackage.json": json.dumps(package).encode(), "archive/data.warc.gz": _gz(warc(said))}
    members["pages/pages.jsonl"] = b'{"format": "json-pages-1.0"}\n' + json.dumps(pages).encode()
    return zipped(members.items(), stored=("archive/data.warc.gz",))


def _gz(data: bytes) -> bytes:
    return gzip.compress(data, mtime=0)


def png_of(width: int, height: int, idat: bytes, chunks: bytes = b"") -> bytes:
    """A grey PNG (ISO/IEC 15948) whose image data are ``idat``; ``chunks`` stand before them."""
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunks + chunk(b"IDAT", idat) + chunk(b"IEND", b"")


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png(said: Said) -> bytes:
    words = chunk(b"tEXt", b"Title\0" + said.title.encode("latin-1", "replace"))
    return png_of(16, 16, zlib.compress((b"\0" + b"\xff" * 16) * 16), words)


_JPEG = base64.b64decode(
    "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAFA3PEY8MlBGQUZaVVBfeMiCeG5uePWvuZHI////////////////////////////////"
    "////////////////////wAALCAABAAEBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAABP/EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAI"
    "AQEAAD8Aa//Z"
)


def jpeg(said: Said) -> bytes:
    comment = f"{said.title} {said.author}".encode()
    return _JPEG[:2] + b"\xff\xfe" + struct.pack(">H", len(comment) + 2) + comment + _JPEG[2:]


def tiff(said: Said) -> bytes:
    words = said.title.encode() + b"\0"
    tags = [(256, 3, 1, 8), (257, 3, 1, 8), (258, 3, 1, 8), (259, 3, 1, 1), (262, 3, 1, 1), (270, 2, len(words), 200)]
    tags += [(273, 4, 1, 8), (277, 3, 1, 1), (278, 3, 1, 8), (279, 4, 1, 64)]
    ifd = struct.pack("<H", len(tags)) + b"".join(struct.pack("<HHII", *tag) for tag in tags) + b"\0\0\0\0"
    return (b"II*\0" + struct.pack("<I", 72) + b"\xff" * 64 + ifd).ljust(200, b"\0") + words


def gif(said: Said) -> bytes:
    words = said.title.encode()[:200]
    comment = b"\x21\xfe" + bytes([len(words)]) + words + b"\0"
    screen = struct.pack("<HHBBB", 1, 1, 0x80, 0, 0) + b"\0\0\0\xff\xff\xff"
    return b"GIF89a" + screen + comment + b"\x2c" + struct.pack("<HHHHB", 0, 0, 1, 1, 0) + b"\x02\x02\x44\x01\0\x3b"


def svg(said: Said) -> bytes:
    title = f"<title>{escape(said.title)}</title><text>{escape(said.text)}</text>"
    return f'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg">{title}</svg>'.encode()


def table(said: Said, delimiter: str = ",") -> bytes:
    out = io.StringIO()
    rows = csv.writer(out, delimiter=delimiter)
    rows.writerow(["title", "text", "author", "published", "shelf"])
    rows.writerows([said.title, f"{said.text} ({number})", said.author, "2024-03-01", number] for number in range(3))
    return out.getvalue().encode()


def jsonl(said: Said) -> bytes:
    value = {"title": said.title, "author": said.author, "published": "2024-03-01"}
    return b"".join(json.dumps({**value, "text": f"{said.text} {number}"}).encode() + b"\n" for number in range(3))


def subtitles(said: Said) -> bytes:
    cues = (f"{number}\n00:00:0{number},000 --> 00:00:0{number},900\n{said.text}\n" for number in (1, 2))
    return "\n".join(cues).encode()


def web_subtitles(said: Said) -> bytes:
    return f"WEBVTT\n\nNOTE {said.title}\n\n00:01.000 --> 00:02.000\n<v {said.author}>{said.text}\n".encode()


SMALL: dict[str, Callable[[Said], bytes]] = {
    "txt": lambda said: f"{said.title}\n\n{said.text}\n".encode(),
    "utf16.txt": lambda said: f"{said.title}\n\n{said.text}\n".encode("utf-16"),
    "md": lambda said: f"# {said.title}\n\n*{said.author}*: {said.text}\n".encode(),
    "html": html,
    "mhtml": mhtml,
    "xml": lambda said: f"<?xml version='1.0'?><a><b>{escape(said.title)}</b><c>{escape(said.text)}</c></a>".encode(),
    "svg": svg,
    "pdf": pdf,
    "docx": docx,
    "xlsx": xlsx,
    "pptx": pptx,
    "odt": odt,
    "epub": epub,
    "rtf": rtf,
    "eml": mail,
    "mbox": mbox,
    "warc": warc,
    "warc.gz": lambda said: _gz(warc(said)),
    "wacz": wacz,
    "zip": lambda said: zipped([("crane.txt", SMALL["txt"](said)), ("crane.html", html(said))]),
    "tar": lambda said: tarred([("crane.txt", SMALL["txt"](said)), ("crane.html", html(said))]),
    "tar.gz": lambda said: _gz(SMALL["tar"](said)),
    "txt.gz": lambda said: _gz(SMALL["txt"](said)),
    "txt.bz2": lambda said: bz2.compress(SMALL["txt"](said)),
    "txt.xz": lambda said: lzma.compress(SMALL["txt"](said)),
    "csv": table,
    "tsv": lambda said: table(said, "\t"),
    "jsonl": jsonl,
    "json": lambda said: json.dumps({"title": said.title, "text": said.text, "author": said.author}).encode(),
    "srt": subtitles,
    "vtt": web_subtitles,
    "png": png,
    "jpg": jpeg,
    "tif": tiff,
    "gif": gif,
}
"""The ending of a name, and what makes the file."""
