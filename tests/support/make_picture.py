"""Pictures of text and their files, made in the test: grey points, PNG, TIFF with several pages, camera facts."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence

import make_pdf
import pypdfium2

Points = tuple[int, int, bytes]
"""Width, height and grey points row by row."""


def of_text(lines: Sequence[str], *, size: float = 12, dpi: int = 150) -> Points:
    """What a scanner would see of a page with these lines."""
    placed = [(72.0, 720 - 1.3 * size * at, line) for at, line in enumerate(lines)]
    with pypdfium2.PdfDocument(make_pdf.pdf([make_pdf.words(placed, size)])) as document:
        bitmap = document[0].render(scale=dpi / 72, grayscale=True)
        rows = bytes(bitmap.buffer)
        cut = [rows[at * bitmap.stride : at * bitmap.stride + bitmap.width] for at in range(bitmap.height)]
        return bitmap.width, bitmap.height, b"".join(cut)


def upside_down(points: Points) -> Points:
    return points[0], points[1], points[2][::-1]


def scan(pages: Sequence[Points | None], text: bytes = b"") -> bytes:
    """A PDF whose pages are pictures; None is a page with the content ``text``."""
    pictures = [make_pdf.picture(page[2], page[0], page[1]) for page in pages if page is not None]
    numbers = iter(range(6, 6 + len(pictures)))
    contents: list[bytes | None] = []
    resources = []
    for page in pages:
        number = next(numbers) if page is not None else 0
        contents.append(b"q 612 0 0 792 0 0 cm /S%d Do Q" % number if number else text)
        resources.append(f"/S{number} {number} 0 R" if number else "")
    return make_pdf.pdf(contents, extra=pictures, pictures=" ".join(resources))


def png(points: Points, *, extra: bytes = b"", claimed: tuple[int, int] | None = None) -> bytes:
    """``claimed``: a size that the head says instead of the true one."""
    width, height, grey = points
    rows = b"".join(b"\0" + grey[at * width : (at + 1) * width] for at in range(height))
    head = struct.pack(">IIBBBBB", *(claimed or (width, height)), 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        [chunk(b"IHDR", head), extra, chunk(b"IDAT", zlib.compress(rows)), chunk(b"IEND", b"")]
    )


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def tiff(pages: Sequence[Points]) -> bytes:
    """Several pages, uncompressed, as scanners write them."""
    made, links = bytearray(b"II*\0\0\0\0\0"), [4]
    for width, height, grey in pages:
        place = len(made)
        made += grey + b"\0" * (len(grey) % 2)
        struct.pack_into("<I", made, links[-1], len(made))
        entries = [
            (256, 4, width), (257, 4, height), (258, 3, 8), (259, 3, 1), (262, 3, 1),
            (273, 4, place), (277, 3, 1), (278, 4, height), (279, 4, len(grey)),
        ]  # fmt: skip
        made += struct.pack("<H", len(entries))
        for tag, kind, value in entries:
            made += struct.pack("<HHII", tag, kind, 1, value)
        links.append(len(made))
        made += b"\0\0\0\0"
    return bytes(made)


def jpeg_head(camera_facts: bytes, width: int = 40, height: int = 30) -> bytes:
    """The head of a JPEG, without a picture behind it."""
    facts = b"Exif\0\0" + camera_facts
    frame = struct.pack(">BHHBBBB", 8, height, width, 1, 1, 0x11, 0)
    return (
        b"\xff\xd8\xff\xe1" + struct.pack(">H", len(facts) + 2) + facts
        + b"\xff\xc0" + struct.pack(">H", len(frame) + 2) + frame + b"\xff\xd9"
    )  # fmt: skip


def camera_facts() -> bytes:
    """A TIFF structure with a camera, a time and a place: 59 degrees 54 minutes 45 seconds north, 10.5 west."""
    made = bytearray(b"MM\0*\0\0\0\x08")
    where = {name: 8 + at for name, at in {"main": 0, "exif": 60, "gps": 100, "data": 160}.items()}
    data = bytearray()

    def kept(value: bytes) -> int:
        data.extend(value + b"\0" * (len(value) % 2))
        return where["data"] + len(data) - len(value) - len(value) % 2

    def directory(entries: list[tuple[int, int, int, bytes]]) -> bytes:
        packed = [struct.pack(">HHI", tag, kind, count) + value.ljust(4, b"\0") for tag, kind, count, value in entries]
        return struct.pack(">H", len(entries)) + b"".join(packed) + b"\0\0\0\0"

    def words(tag: int, text: bytes) -> tuple[int, int, int, bytes]:
        return tag, 2, len(text) + 1, struct.pack(">I", kept(text + b"\0")) if len(text) > 3 else text

    def angle(tag: int, *parts: int) -> tuple[int, int, int, bytes]:
        return tag, 5, len(parts), struct.pack(">I", kept(b"".join(struct.pack(">II", part, 1) for part in parts)))

    parts = {
        "main": directory([
            words(0x10F, b"Fotofabrik"), words(0x110, b"Model 7"),
            (0x8769, 4, 1, struct.pack(">I", where["exif"])), (0x8825, 4, 1, struct.pack(">I", where["gps"])),
        ]),
        "exif": directory([words(0x9003, b"2021:05:04 08:30:00"), words(0x9011, b"+02:00")]),
        "gps": directory([words(1, b"N"), angle(2, 59, 54, 45), words(3, b"W"), angle(4, 10, 30, 0)]),
    }  # fmt: skip
    for name in ("main", "exif", "gps"):
        made += b"\0" * (where[name] - len(made)) + parts[name]
    return bytes(made + b"\0" * (where["data"] - len(made)) + data)
