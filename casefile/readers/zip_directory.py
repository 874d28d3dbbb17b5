"""The central directory of a zip file: which entries it names, and where they say that they lie.

APPNOTE.TXT 6.3.10, sections 4.3 and 4.4. Nothing is unpacked here. Sizes and names are what the file claims.
"""

from __future__ import annotations

import os
import struct
import zipfile
import zlib
from dataclasses import dataclass
from typing import BinaryIO

from casefile.readers.hints import Unreadable

MAX_ENTRIES = 100_000
MAX_DIRECTORY = 64 * 1024 * 1024
"""Bytes of the directory, names and comments included."""

NO_DIRECTORY = "its table of contents is missing: the zip file is damaged or cut short"
CUT = f"it has more than {MAX_ENTRIES:,} entries, the rest are not read"
DAMAGED = "its table of contents is damaged, entries may be missing"

IS_UTF8 = 0x800

_END = struct.Struct("<4s4H2LH")
_LOCATOR64 = struct.Struct("<4sLQL")
_END64 = struct.Struct("<4sQ2H2L4Q")
_ENTRY = struct.Struct("<4s6H3L5H2L")
_UNICODE_PATH = 0x7075
_ZIP64 = 1
_MOST_ENDS = 16


@dataclass(frozen=True, slots=True)
class Directory:
    """The entries in the order of the directory, duplicates kept. ``start``: where it begins in the file.

    ``problem``: why entries may be missing, or empty.
    """

    infos: list[zipfile.ZipInfo]
    start: int
    problem: str


@dataclass(frozen=True, slots=True)
class _End:
    start: int
    size: int
    prefix: int
    count: int


def read_directory(file: BinaryIO) -> Directory:
    """Raises ``Unreadable`` where there is no directory, or one that is too large to be honest."""
    end = _find_end(file)
    if end.size > MAX_DIRECTORY:
        raise Unreadable("its table of contents is too large to be read")
    file.seek(end.start)
    data = file.read(end.size)
    infos: list[zipfile.ZipInfo] = []
    at = 0
    while len(infos) < MAX_ENTRIES and at + _ENTRY.size <= len(data) and data.startswith(b"PK\x01\x02", at):
        info, at = _entry(data, at, end.prefix)
        infos.append(info)
    if len(infos) == MAX_ENTRIES and data.startswith(b"PK\x01\x02", at):
        return Directory(infos, end.start, CUT)
    # The count is kept in 16 bits where writers did not bother with the larger form.
    is_short = (len(infos) - end.count) % 65536 != 0
    return Directory(infos, end.start, DAMAGED if is_short else "")


def raw_name(info: zipfile.ZipInfo) -> bytes:
    """The bytes of an entry's name as they stand in the directory."""
    return bytes(info.orig_filename, "latin-1")


def _find_end(file: BinaryIO) -> _End:
    length = file.seek(0, os.SEEK_END)
    first = max(0, length - _END.size - 65535)
    file.seek(first)
    tail = file.read(length - first)
    at = len(tail)
    for _ in range(_MOST_ENDS):
        at = tail.rfind(b"PK\x05\x06", 0, at + 3)
        if at < 0:
            break
        if at + _END.size <= len(tail) and (found := _end_at(file, tail, at, first)):
            return found
    raise Unreadable(NO_DIRECTORY)


def _end_at(file: BinaryIO, tail: bytes, at: int, first: int) -> _End | None:
    _, _, _, _, count, size, offset, _ = _END.unpack_from(tail, at)
    stop = first + at
    if at >= _LOCATOR64.size and tail.startswith(b"PK\x06\x07", at - _LOCATOR64.size):
        where = _LOCATOR64.unpack_from(tail, at - _LOCATOR64.size)[2]
        # With something before the zip the record stands not where it says, but in front of its locator.
        for candidate in (where, stop - _LOCATOR64.size - _END64.size):
            if not 0 <= candidate <= stop:
                continue
            file.seek(candidate)
            record = file.read(_END64.size)
            if len(record) == _END64.size and record.startswith(b"PK\x06\x06"):
                count, size, offset = _END64.unpack(record)[7:10]
                stop = candidate
                break
    if count == 0 and size == 0:
        return _End(stop, 0, 0, 0)
    for start in (stop - size, offset):
        if 0 <= start < stop:
            file.seek(start)
            if file.read(4) == b"PK\x01\x02":
                return _End(start, min(size, stop - start), max(0, start - offset), count)
    return None


def _entry(data: bytes, at: int, prefix: int) -> tuple[zipfile.ZipInfo, int]:
    fields = _ENTRY.unpack_from(data, at)
    _, _, needed, flags, method, time, date, crc, packed, unpacked, names, extras, comments, _, _, outer, offset = (
        fields
    )
    start = at + _ENTRY.size
    raw = data[start : start + names]
    extra = data[start + names : start + names + extras]
    info = zipfile.ZipInfo()
    info.orig_filename = raw.decode("latin-1")
    info.filename = _name(raw, flags, extra)
    info.date_time = ((date >> 9) + 1980, date >> 5 & 15, date & 31, time >> 11, time >> 5 & 63, (time & 31) * 2)
    info.extract_version, info.flag_bits, info.compress_type = needed, flags, method
    info.external_attr, info.CRC, info.extra = outer, crc, extra
    unpacked, packed, offset = _wide(extra, unpacked, packed, offset)
    info.file_size, info.compress_size, info.header_offset = unpacked, packed, offset + prefix
    return info, start + names + extras + comments


def _wide(extra: bytes, *values: int) -> tuple[int, ...]:
    """The sizes and the offset; what does not fit in 32 bits stands in an extra field (4.5.3)."""
    large = _extra(extra, _ZIP64)
    at, found = 0, []
    for value in values:
        if value == 0xFFFFFFFF and at + 8 <= len(large):
            value = int.from_bytes(large[at : at + 8], "little")
            at += 8
        found.append(value)
    return tuple(found)


def _extra(extra: bytes, wanted: int) -> bytes:
    at = 0
    while at + 4 <= len(extra):
        kind, size = struct.unpack_from("<2H", extra, at)
        if kind == wanted:
            return extra[at + 4 : at + 4 + size]
        at += 4 + size
    return b""


def _name(raw: bytes, flags: int, extra: bytes) -> str:
    """The flag says UTF-8; an extra field may give it beside (4.6.9); else cp437, unless the bytes are sound UTF-8,
    which is what macOS writes without saying so, and what no name in cp437 is by chance."""
    path = _extra(extra, _UNICODE_PATH)
    if path[:1] == b"\x01" and path[1:5] == zlib.crc32(raw).to_bytes(4, "little"):
        raw, flags = path[5:], flags | IS_UTF8
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("utf-8", "replace") if flags & IS_UTF8 else raw.decode("cp437")
