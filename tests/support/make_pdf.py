"""PDFs as tests need them, byte for byte: pages of lines at places, pictures, and what breaks readers."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence

Placed = tuple[float, float, str]
"""A line of text: its left and its baseline in points from the lower left corner, and the words."""


def stream(data: bytes, entries: str = "") -> bytes:
    return f"<< /Length {len(data)} {entries} >>\nstream\n".encode() + data + b"\nendstream"


def document(objects: Sequence[bytes], *, trailer: str = "", version: str = "1.7") -> bytes:
    """A file of ``objects``, numbered from 1; the first is the catalogue."""
    made = bytearray(f"%PDF-{version}\n%\xe2\xe3\n".encode("latin-1"))
    places = []
    for number, held in enumerate(objects, start=1):
        places.append(len(made))
        made += b"%d 0 obj\n" % number + held + b"\nendobj\n"
    table = len(made)
    made += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    for place in places:
        made += b"%010d 00000 n \n" % place
    made += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R {trailer} >>\nstartxref\n{table}\n%%EOF\n".encode()
    return bytes(made)


def words(lines: Iterable[Placed], size: float = 10) -> bytes:
    """The content of a page: each line where it belongs, in Helvetica with WinAnsi."""
    parts = [b"BT /F1 %g Tf" % size]
    for left, base, text in lines:
        shown = text.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
        parts.append(b"1 0 0 1 %g %g Tm (%s) Tj" % (left, base, shown))
    return b"\n".join([*parts, b"ET"])


def pdf(
    contents: Sequence[bytes | None],
    *,
    info: str = "",
    catalogue: str = "",
    extra: Sequence[bytes] = (),
    pictures: str = "",
    page: str = "",
) -> bytes:
    """A page for each of ``contents``; None is a page that holds nothing but a grey picture.

    Objects: 1 catalogue, 2 pages, 3 font, 4 picture, 5 information, then ``extra``, then two for each page.
    ``pictures``: further ones by name for every page; ``page``: further entries of every page.
    """
    first = 6 + len(extra)
    kids = " ".join(f"{first + 2 * at} 0 R" for at in range(len(contents)))
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R {catalogue} >>".encode(),
        f"<< /Type /Pages /Kids [{kids}] /Count {len(contents)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        picture(b"\x80" * 64, 8, 8),
        f"<< {info} >>".encode("latin-1"),
        *extra,
    ]
    for at, content in enumerate(contents):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {first + 2 * at + 1} 0 R {page} "
            f"/Resources << /Font << /F1 3 0 R >> /XObject << /P1 4 0 R {pictures} >> >> >>".encode()
        )
        objects.append(stream(b"q 612 0 0 792 0 0 cm /P1 Do Q" if content is None else content))
    return document(objects, trailer="/Info 5 0 R")


def picture(grey: bytes, width: int, height: int) -> bytes:
    """A picture of ``width`` by ``height`` grey points."""
    packed = zlib.compress(grey)
    return stream(
        packed,
        f"/Type /XObject /Subtype /Image /Width {width} /Height {height} /ColorSpace /DeviceGray "
        "/BitsPerComponent 8 /Filter /FlateDecode",
    )


def bomb(filters: int = 1, unfolded: int = 780_000_000, beside: bytes = b"") -> bytes:
    """A page whose content unfolds to ``unfolded`` bytes; with two filters the file is of some kilobytes.

    ``beside``: the content of a second page.
    """
    # A million spaces packed once, and that as often as needed (RFC 1950, 1951).
    packer = zlib.compressobj(9, wbits=-15)
    million = packer.compress(b" " * 1_000_000) + packer.flush(zlib.Z_FULL_FLUSH)
    check = 1
    for _ in range(unfolded // 1_000_000):
        check = zlib.adler32(b" " * 1_000_000, check)
    packed = b"\x78\xda" + million * (unfolded // 1_000_000) + b"\x03\x00" + check.to_bytes(4, "big")
    for _ in range(filters - 1):
        packed = zlib.compress(packed, 9)
    whole = pdf([b"BOMB", beside] if beside else [b"BOMB"])
    return whole.replace(stream(b"BOMB"), stream(packed, "/Filter [" + "/FlateDecode " * filters + "]"))
