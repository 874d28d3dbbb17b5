"""What a camera wrote beside a picture: TIFF directories (TIFF 6.0) with the tags of Exif 2.32 and its GPS part."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from typing import BinaryIO

_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 12: 8}
_LONGEST = 4_000
_MOST_ENTRIES = 1_000
_MOST_DIRECTORIES = 10_000

_WIDTH, _HEIGHT, _EXIF, _GPS = 0x100, 0x101, 0x8769, 0x8825

_NAMES = {
    0x010E: "description",
    0x010F: "camera maker",
    0x0110: "camera",
    0x0131: "software",
    0x0132: "changed",
    0x013B: "artist",
    0x8298: "copyright",
    0x9003: "taken",
    0x9004: "digitised",
    0x9011: "time zone of taken",
    0x9286: "comment",
    0xA420: "picture id",
    0xA431: "camera number",
    0xA434: "lens",
    0xA435: "lens number",
}
_GPS_REF = (1, 3)
"""The tags that say north or south, east or west; the angle is in the tag behind."""

Value = str | tuple[Fraction, ...]


@dataclass(slots=True)
class Directories:
    """What stands in a TIFF structure: its pictures' sizes in order, and tags by their number."""

    sizes: list[tuple[int, int]] = field(default_factory=list)
    tags: dict[int, Value] = field(default_factory=dict)
    gps: dict[int, Value] = field(default_factory=dict)


def directories(file: BinaryIO, start: int = 0) -> Directories:
    """The directories of a TIFF structure that begins at ``start``; what is damaged is left out."""
    found = Directories()
    file.seek(start)
    head = file.read(8)
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(head[:4])
    if order is None or len(head) < 8:
        return found
    (at,) = struct.unpack(order + "I", head[4:])
    seen: set[int] = set()
    while at and at not in seen and len(seen) < _MOST_DIRECTORIES:
        seen.add(at)
        tags, following = _directory(file, start, at, order, only_size=len(seen) > 1)
        width, height = _number(tags.get(_WIDTH)), _number(tags.get(_HEIGHT))
        found.sizes.append((width, height))
        if len(seen) == 1:
            found.tags = tags
            for tag, into in ((_EXIF, found.tags), (_GPS, found.gps)):
                place = _number(tags.get(tag))
                if place:
                    into.update(_directory(file, start, place, order)[0])
        at = following
    return found


def stated(found: Directories) -> dict[str, str]:
    """The facts that matter, by name, as the camera wrote them."""
    said = {}
    for tag, name in _NAMES.items():
        value = found.tags.get(tag)
        if isinstance(value, str) and value.strip():
            said[name] = value.strip()
    places = [place for tag in _GPS_REF if (place := _angle(found.gps, tag)) is not None]
    if len(places) == len(_GPS_REF):
        said["place as stated"] = ", ".join(f"{abs(value):.6f}° {side}" for value, side in places)
        said["coordinates"] = ", ".join(f"{value:.6f}" for value, _ in places)
    day, hours = found.gps.get(0x1D), found.gps.get(0x07)
    if isinstance(day, str) and isinstance(hours, tuple) and len(hours) == 3:
        said["satellite time"] = f"{day.strip()} {int(hours[0]):02}:{int(hours[1]):02}:{int(hours[2]):02} UTC"
    height = found.gps.get(0x06)
    if isinstance(height, tuple) and height:
        said["height above sea as stated"] = f"{float(height[0]):.1f} m"
    direction = found.gps.get(0x11)
    if isinstance(direction, tuple) and direction:
        said["direction of view"] = f"{float(direction[0]):.1f}°"
    return said


def _angle(gps: dict[int, Value], tag: int) -> tuple[float, str] | None:
    side, parts = gps.get(tag), gps.get(tag + 1)
    if not isinstance(side, str) or side.strip() not in tuple("NSEW") or not isinstance(parts, tuple):
        return None
    if not 1 <= len(parts) <= 3:
        return None
    value = float(sum(part / 60**at for at, part in enumerate(parts)))
    if value > (90 if tag == 1 else 180):
        return None
    return (-value if side.strip() in ("S", "W") else value), side.strip()


def _directory(
    file: BinaryIO, start: int, at: int, order: str, *, only_size: bool = False
) -> tuple[dict[int, Value], int]:
    file.seek(start + at)
    head = file.read(2)
    if len(head) < 2:
        return {}, 0
    (number,) = struct.unpack(order + "H", head)
    number = min(number, _MOST_ENTRIES)
    held = file.read(12 * number + 4)
    tags = {}
    for place in range(0, min(12 * number, len(held) - 11), 12):
        tag, kind, count = struct.unpack_from(order + "HHI", held, place)
        if only_size and (tag not in (_WIDTH, _HEIGHT) or count != 1):
            continue
        value = _value(file, start, held[place + 8 : place + 12], kind, count, order)
        if value is not None:
            tags[tag] = value
    following = held[12 * number :]
    return tags, struct.unpack(order + "I", following)[0] if len(following) == 4 else 0


def _value(file: BinaryIO, start: int, inside: bytes, kind: int, count: int, order: str) -> Value | None:
    size = _SIZES.get(kind, 0) * count
    if not 0 < size <= _LONGEST:
        return None
    data = inside[:size]
    if size > 4:
        file.seek(start + struct.unpack(order + "I", inside)[0])
        data = file.read(size)
    if len(data) < size:
        return None
    if kind in (2, 7):
        # A comment begins with eight bytes that name its encoding (Exif 2.32, 4.6.5).
        words = data[8:] if kind == 7 and data[:8] in (b"ASCII\0\0\0", b"UNICODE\0", b"\0" * 8) else data
        return words.partition(b"\0")[0].decode("utf-8", "replace") if kind == 2 else _comment(data, words, order)
    return tuple(_numbers(data, kind, order))


def _comment(data: bytes, words: bytes, order: str) -> str:
    if data.startswith(b"UNICODE\0"):
        return words.decode("utf-16-le" if order == "<" else "utf-16-be", "replace").strip("\0 ")
    return words.decode("utf-8", "replace").strip("\0 ")


def _numbers(data: bytes, kind: int, order: str) -> Iterator[Fraction]:
    if kind in (5, 10):
        letters = "II" if kind == 5 else "ii"
        for above, below in struct.iter_unpack(order + letters, data):
            yield Fraction(above, below) if below else Fraction(0)
    else:
        letter = {1: "B", 3: "H", 4: "I", 6: "b", 8: "h", 9: "i", 12: "d"}[kind]
        for (value,) in struct.iter_unpack(order + letter, data):
            yield Fraction(value) if value == value and abs(value) < 1e18 else Fraction(0)


def _number(value: Value | None) -> int:
    return int(value[0]) if isinstance(value, tuple) and value else 0
