"""PDFs that unfold, go round in circles or promise more than there is; pictures that do the like."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from made import Made, put
from small_files import PAGE_TREE, Said, chunk, pdf, pdf_of, png_of, stream

MEGA = 1024 * 1024
_FLATE = b"/Filter [ /FlateDecode %s]"


@cache
def folded(byte: bytes, megabytes: int, times: int) -> bytes:
    """``megabytes`` times a million of ``byte``, as zlib data (RFC 1950) ``times`` over. One block is repeated."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    plain, check = byte * MEGA, 1
    block = packer.compress(plain) + packer.flush(zlib.Z_FULL_FLUSH)
    for _ in range(megabytes):
        check = zlib.adler32(plain, check)
    data = b"\x78\xda" + block * megabytes + b"\x03\x00" + struct.pack(">I", check)
    for _ in range(times - 1):
        data = zlib.compress(data, 9)
    return data


def one_page(contents: bytes, *others: bytes, page: bytes = b"") -> bytes:
    """A PDF of one page whose contents are object 4; ``others`` are the objects from 5 on, ``page`` its entries."""
    tree = list(PAGE_TREE)
    tree[2] = tree[2].replace(b"/Type /Page ", b"/Type /Page %s " % page) if page else tree[2]
    return pdf_of([*tree, contents, *others])


def pdf_bombs(folder: Path) -> Iterator[Made]:
    """Streams that unfold to hundreds of megabytes, in every place that has a stream."""
    twice = stream(folded(b" ", 780, 2), _FLATE % b"/FlateDecode ")
    yield put(folder, "unfolds.pdf", one_page(twice), "2 kB whose contents unfold to 780 MB", heavy=True)
    thrice = stream(folded(b" ", 780, 3), _FLATE % b"/FlateDecode /FlateDecode ")
    yield put(folder, "unfolds-thrice.pdf", one_page(thrice), "the same folded three times", heavy=True)
    once = stream(folded(b"q ", 390, 1), _FLATE % b"")
    yield put(folder, "operators.pdf", one_page(once), "390 million times the operator q", heavy=True)
    shown = stream(folded(b"(a)Tj ", 30, 2), _FLATE % b"/FlateDecode ")
    yield put(folder, "letters.pdf", one_page(shown), "30 million letters on one page", heavy=True)
    names = b"/Filter [" + b"/ASCIIHexDecode " * 5000 + b"]"
    yield put(folder, "filters.pdf", one_page(stream(b"41>", names)), "one stream behind 5,000 filters", heavy=True)
    image = b"/Type /XObject /Subtype /Image /Width 30000 /Height 26000 /ColorSpace /DeviceGray /BitsPerComponent 8 "
    drawn = stream(b"q 600 0 0 700 0 0 cm /I Do Q")
    picture = stream(folded(b"\0", 780, 2), image + _FLATE % b"/FlateDecode ")
    with_image = one_page(drawn, picture, page=b"").replace(b"/Font <<", b"/XObject << /I 5 0 R >> /Font <<")
    yield put(folder, "picture.pdf", with_image, "a picture that unfolds to 780 MB", heavy=True)
    told = stream(folded(b"<a/>", 200, 2), b"/Type /Metadata /Subtype /XML " + _FLATE % b"/FlateDecode ")
    metadata = pdf_of([PAGE_TREE[0].replace(b"/Pages", b"/Metadata 5 0 R /Pages"), *PAGE_TREE[1:], stream(b""), told])
    yield put(folder, "metadata.pdf", metadata, "metadata that unfold to 800 MB", heavy=True)
    table = b"/Type /XRef /Size 99999999 /W [1 4 2] /Root 1 0 R " + _FLATE % b"/FlateDecode "
    start = b"%PDF-1.5\n"
    body = start + b"1 0 obj\n" + stream(folded(b"\x01", 780, 2), table) + b"\nendobj\nstartxref\n9\n%%EOF\n"
    yield put(folder, "table.pdf", body, "a cross-reference stream that unfolds to 780 MB", heavy=True)
    packed = stream(folded(b"1 0 ", 195, 2), b"/Type /ObjStm /N 99999999 /First 9 " + _FLATE % b"/FlateDecode ")
    yield put(
        folder, "objects.pdf", one_page(stream(b""), packed), "an object stream that unfolds to 780 MB", heavy=True
    )


def strange_pdfs(folder: Path) -> Iterator[Made]:
    """Circles in the page tree, forms, outlines and tables; depths; pages without number; encryption."""
    catalog, pages, page = PAGE_TREE
    empty = stream(b"")
    circle = [catalog, b"<< /Type /Pages /Kids [2 0 R 3 0 R] /Count 2 >>", page, empty]
    yield put(folder, "circle.pdf", pdf_of(circle), "a page tree that holds itself")
    ring = [catalog, b"<< /Type /Pages /Kids [3 0 R] /Parent 3 0 R /Count 9 >>"]
    ring += [b"<< /Type /Pages /Kids [2 0 R] /Parent 2 0 R /Count 9 >>"]
    yield put(folder, "ring.pdf", pdf_of(ring), "two page trees that hold each other")
    chain = [catalog]
    chain += [b"<< /Type /Pages /Kids [%d 0 R] /Count 1 >>" % (number + 3) for number in range(50_000)]
    yield put(folder, "deep-tree.pdf", pdf_of([*chain, page]), "a page tree 50,000 deep", heavy=True)
    many = [catalog, b"<< /Type /Pages /Kids [%s] /Count 200000 >>" % (b"3 0 R " * 200_000), page, empty]
    yield put(folder, "pages.pdf", pdf_of(many), "200,000 pages that are one", heavy=True)
    lies = [catalog, pages.replace(b"/Count 1", b"/Count 2147483647"), page, empty]
    yield put(folder, "count.pdf", pdf_of(lies), "two milliards of pages, of which one is there")
    itself = stream(b"/F Do", b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /F 5 0 R >> >>")
    drawn = one_page(stream(b"/F Do"), itself).replace(b"/Font <<", b"/XObject << /F 5 0 R >> /Font <<")
    yield put(folder, "form.pdf", drawn, "a form that draws itself")
    outline = [catalog.replace(b"/Pages", b"/Outlines 5 0 R /Pages"), pages, page, empty]
    outline += [b"<< /First 6 0 R /Last 6 0 R /Count 1 >>", b"<< /Title (a) /Next 6 0 R /First 5 0 R /Parent 5 0 R >>"]
    yield put(folder, "outline.pdf", pdf_of(outline), "an outline that goes round")
    sound = pdf(Said())
    at = int(sound.rsplit(b"startxref\n", 1)[1].split(b"\n")[0])
    yield put(folder, "table-ring.pdf", sound.replace(b"/Size", b"/Prev %d /Size" % at), "a table that precedes itself")
    parent = pdf_of([catalog, pages, page.replace(b"/MediaBox", b"/X 3 0 R /MediaBox"), b"4 0 R"])
    yield put(folder, "length-of-itself.pdf", parent, "contents that are a reference to themselves")
    length = stream(b"x").replace(b"/Length 1", b"/Length 4 0 R")
    yield put(folder, "length-ring.pdf", one_page(length), "a stream whose length is the stream")
    yield put(folder, "arrays.pdf", one_page(b"[" * 1_000_000 + b"]" * 1_000_000), "arrays a million deep", heavy=True)
    yield put(folder, "states.pdf", one_page(stream(b"q " * 1_000_000)), "a million saved states", heavy=True)
    huge = page.replace(b"612 792", b"1e30 1e30")
    yield put(folder, "box.pdf", pdf_of([catalog, pages, huge, empty]), "a page as wide as the world")
    run = page.replace(b"/Type", b"/AA << /O << /S /JavaScript /JS (app.alert\\(1\\)) >> >> /Type")
    opened = catalog.replace(b"/Pages", b"/OpenAction << /S /Launch /F (/bin/sh) >> /Pages")
    link = b"/Annots [<< /Type /Annot /Subtype /Link /A << /S /URI /URI (http://127.0.0.1:9/) >> >>]"
    acting = [opened, pages, run.replace(b"/Type", link + b" /Type", 1), empty]
    yield put(folder, "acts.pdf", pdf_of(acting), "scripts, programs and addresses to open")
    locked = b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O (%s) /U (%s) >> " % (b"o" * 32, b"u" * 32)
    yield put(
        folder, "locked.pdf", sound.replace(b"/Root", locked + b"/ID [(a) (a)] /Root"), "says that it is encrypted"
    )
    yield put(folder, "no-table.pdf", sound[:at], "the table and all behind it are missing")
    yield put(folder, "only-head.pdf", b"%PDF-1.7\n", "a head without a body")
    yield put(folder, "twice.pdf", sound + sound, "two PDFs in one")
    yield put(folder, "buried.pdf", b"\n" * 1000 + sound, "a PDF that begins in its 1,000th byte")


def pictures(folder: Path) -> Iterator[Made]:
    """Small files of enormous pictures, chunks that unfold, rings of directories."""
    rows = folded(b"\0", 400, 1)
    yield put(folder, "wide.png", png_of(60_000, 60_000, rows), "3.6 milliards of pixels", heavy=True)
    words = chunk(b"zTXt", b"Comment\0\0" + folded(b"a", 300, 1))
    yield put(folder, "words.png", png_of(1, 1, zlib.compress(b"\0\0"), words), "a comment that unfolds to 300 MB")
    longest = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 0xFFFFFFFF) + b"IHDR"
    yield put(folder, "length.png", longest, "a chunk of 4 GB that is not there")
    ring = b"II*\0\x08\0\0\0" + struct.pack("<H", 1) + struct.pack("<HHII", 256, 3, 1, 9) + struct.pack("<I", 8)
    yield put(folder, "ring.tif", ring, "a TIFF directory that follows itself")
    frame = b"\x2c" + struct.pack("<HHHHB", 0, 0, 65535, 65535, 0) + b"\x02\x02\x44\x01\0"
    head = b"GIF89a" + struct.pack("<HHBBB", 65535, 65535, 0x80, 0, 0) + b"\0\0\0\xff\xff\xff"
    yield put(
        folder, "frames.gif", head + frame * 50_000 + b"\x3b", "50,000 frames of 4 milliards of pixels", heavy=True
    )
    jpeg = (
        b"\xff\xd8\xff\xc0\0\x0b\x08"
        + struct.pack(">HH", 65500, 65500)
        + b"\x01\x01\x11\0"
        + b"\xff\xda\0\x08\x01\x01\0\0\x3f\0"
    )
    yield put(folder, "wide.jpg", jpeg + b"\x55" * 5000, "a JPEG of 65,500 by 65,500 out of 5 kB", heavy=True)
