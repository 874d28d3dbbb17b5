"""How large a picture is and what its camera says, out of its head alone: nothing is unpacked.

Heads: PNG (ISO 15948), JPEG (ITU T.81, B.1), GIF89a, TIFF 6.0, the bitmap header of Windows, WebP's RIFF container.
"""

from __future__ import annotations

import io
import os
import struct
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import BinaryIO

from casefile.readers import exif

LONGEST = 200 * 1024 * 1024
"""Bytes of a picture's file that is handed on."""

_MOST_PIECES = 5_000
_MOST_EXIF = 1024 * 1024
_FRAME_HEADS = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})


@dataclass(frozen=True, slots=True)
class Picture:
    """``width`` and ``height`` in points, of the largest page; 0 where the head does not say. ``stated`` by name."""

    width: int
    height: int
    pages: int
    bytes: int
    stated: dict[str, str] = field(default_factory=dict)


def picture_facts(file: BinaryIO, mime: str) -> Picture:
    """What the head of ``file`` says; ``mime`` is the kind that its first bytes tell."""
    size = file.seek(0, os.SEEK_END)
    file.seek(0)
    try:
        width, height, pages, stated = _HEADS[mime](file)
    except (struct.error, IndexError, OverflowError):
        width, height, pages, stated = 0, 0, 1, {}
    bare = {name: value.strip("\0 \t\r\n") for name, value in stated.items()}
    return Picture(width, height, pages, size, {name: value for name, value in bare.items() if value})


_Head = tuple[int, int, int, dict[str, str]]


def _png(file: BinaryIO) -> _Head:
    file.seek(8)
    width = height = 0
    stated: dict[str, str] = {}
    for _ in range(_MOST_PIECES):
        head = file.read(8)
        if len(head) < 8 or head[4:] == b"IEND":
            break
        length = struct.unpack(">I", head[:4])[0]
        if head[4:] == b"IHDR":
            width, height = struct.unpack(">II", file.read(8))
            length -= 8
        elif head[4:] == b"eXIf" and length <= _MOST_EXIF:
            stated |= _exif(file.read(length))
            length = 0
        elif head[4:] == b"tEXt" and length <= 4_000:
            name, _, value = file.read(length).partition(b"\0")
            length = 0
            stated.setdefault(name.decode("latin-1").lower(), value.decode("latin-1"))
        file.seek(length + 4, os.SEEK_CUR)
    return width, height, 1, stated


def _jpeg(file: BinaryIO) -> _Head:
    file.seek(2)
    width = height = 0
    stated: dict[str, str] = {}
    for _ in range(_MOST_PIECES):
        mark = file.read(2)
        if len(mark) < 2 or mark[0] != 0xFF or mark[1] in (0xD9, 0xDA):
            break
        if mark[1] == 0xFF:
            file.seek(-1, os.SEEK_CUR)
            continue
        if mark[1] in range(0xD0, 0xD9) or mark[1] == 0x01:
            continue
        length = struct.unpack(">H", file.read(2))[0] - 2
        following = file.tell() + max(length, 0)
        if mark[1] in _FRAME_HEADS:
            height, width = struct.unpack(">xHH", file.read(5))
        elif mark[1] == 0xE1:
            held = file.read(max(length, 0))
            if held.startswith(b"Exif\0\0"):
                stated |= _exif(held[6:])
        elif mark[1] == 0xFE:
            stated["comment in the file"] = file.read(max(length, 0)).decode("utf-8", "replace")
        file.seek(following)
    return width, height, 1, stated


def _gif(file: BinaryIO) -> _Head:
    file.seek(6)
    width, height = struct.unpack("<HH", file.read(4))
    return width, height, 1, {}


def _bmp(file: BinaryIO) -> _Head:
    file.seek(14)
    size = struct.unpack("<I", file.read(4))[0]
    width, height = struct.unpack("<HH", file.read(4)) if size == 12 else struct.unpack("<ii", file.read(8))
    return abs(width), abs(height), 1, {}


def _webp(file: BinaryIO) -> _Head:
    file.seek(12)
    width = height = 0
    stated: dict[str, str] = {}
    for _ in range(_MOST_PIECES):
        head = file.read(8)
        if len(head) < 8:
            break
        length = struct.unpack("<I", head[4:])[0]
        following = file.tell() + length + length % 2
        if head[:4] == b"VP8X":
            held = file.read(10)
            width, height = int.from_bytes(held[4:7], "little") + 1, int.from_bytes(held[7:10], "little") + 1
        elif head[:4] == b"VP8L" and not width:
            bits = int.from_bytes(file.read(5)[1:], "little")
            width, height = (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
        elif head[:4] == b"VP8 " and not width:
            width, height = (value & 0x3FFF for value in struct.unpack("<6xHH", file.read(10)))
        elif head[:4] == b"EXIF" and length <= _MOST_EXIF:
            stated |= _exif(file.read(length).removeprefix(b"Exif\0\0"))
        file.seek(following)
    return width, height, 1, stated


def _tiff(file: BinaryIO) -> _Head:
    found = exif.directories(file)
    width, height = max(found.sizes, key=lambda size: size[0] * size[1], default=(0, 0))
    return width, height, max(len(found.sizes), 1), exif.stated(found)


def _exif(held: bytes) -> dict[str, str]:
    return exif.stated(exif.directories(io.BytesIO(held)))


_HEADS: dict[str, Callable[[BinaryIO], _Head]] = {
    "image/png": _png,
    "image/jpeg": _jpeg,
    "image/gif": _gif,
    "image/bmp": _bmp,
    "image/webp": _webp,
    "image/tiff": _tiff,
}
