"""Members of a zip file whose table of contents is gone: found by the header in front of each.

APPNOTE.TXT 6.3.10, section 4.3.7. A file that was cut short still has every member before the cut.
"""

from __future__ import annotations

import os
import struct
import zipfile
import zlib
from collections.abc import Iterator
from datetime import datetime
from typing import BinaryIO

from casefile.domain.intake import Member
from casefile.domain.records import Metadata
from casefile.readers.contents import MAX_MEMBERS
from casefile.readers.hints import MAX_MEMBER
from casefile.readers.zip_entries import BOMB_BYTES, BOMB_RATIO, NEEDS_PASSWORD

_LOCAL = struct.Struct("<4s5H3L2H")
_MARK = b"PK\x03\x04"
_PIECE = 1024 * 1024
_STEP = 16 * 1024
_MOST = 2 * 1024**3
"""Bytes in all, those that were unpacked in vain among them; a damaged file is not worth more."""


def members(file: BinaryIO) -> Iterator[Member]:
    """What the headers lead to, in order; the last one as far as it goes. Checksums that are wrong are told."""
    at = count = work = 0
    end = file.seek(0, os.SEEK_END)
    for _ in range(2 * MAX_MEMBERS):
        at = _find(file, at, end) if count < MAX_MEMBERS and work < _MOST else -1
        if at < 0:
            return
        file.seek(at)
        head = file.read(_LOCAL.size)
        if len(head) < _LOCAL.size:
            return
        _, _, flags, method, clock, day, crc, packed, unpacked, names, extras = _LOCAL.unpack(head)
        raw = file.read(names)
        start = at + _LOCAL.size + names + extras
        at += 4
        if len(raw) < names or not raw or raw.endswith(b"/"):
            continue
        count += 1
        name = _name(raw)
        modified = _modified(day, clock)
        if flags & 1:
            yield Member(name, modified=modified, problem=NEEDS_PASSWORD)
            at = start + packed
            continue
        if method not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) or (method == 0 and flags & 8 and not packed):
            yield Member(name, modified=modified, problem="it cannot be told where it ends")
            continue
        file.seek(start)
        data, at, why, cost = _stored(file, packed) if method == zipfile.ZIP_STORED else _inflated(file, start)
        work += cost
        if not why and not flags & 8 and zlib.crc32(data) != crc:
            why = "its checksum is wrong"
        if not data and why:
            yield Member(name, modified=modified, problem=f"it is damaged: {why}")
            continue
        of = f" of {unpacked:,}" if unpacked else ""
        extra = (("unpacked", f"{why}; {len(data):,}{of} bytes are kept"),) if why else ()
        yield Member(name, data, modified=modified, metadata=Metadata(extra=extra))


def _stored(file: BinaryIO, size: int) -> tuple[bytes, int, str, int]:
    data = file.read(min(size, MAX_MEMBER))
    return data, file.tell(), "it breaks off" if len(data) < size else "", len(data)


def _inflated(file: BinaryIO, start: int) -> tuple[bytes, int, str, int]:
    """The bytes, where they end in the file, what is wrong with them, and how many were unpacked for that."""
    machine, size, taken = zlib.decompressobj(-15), 0, 0
    pieces: list[bytes] = []
    try:
        while not machine.eof:
            given = machine.unconsumed_tail or file.read(_PIECE)
            if not given:
                return b"".join(pieces), start + taken, "it breaks off", size
            taken += 0 if machine.unconsumed_tail else len(given)
            piece = machine.decompress(given, _PIECE)
            pieces.append(piece)
            size += len(piece)
            if size > MAX_MEMBER or (size > BOMB_BYTES and size > BOMB_RATIO * taken):
                return b"", start, "it unfolds to more than is allowed", size
    except zlib.error:
        return b"".join(pieces), start, "it is damaged", size + _PIECE
    return b"".join(pieces), start + taken - len(machine.unused_data), "", size


def _find(file: BinaryIO, at: int, end: int) -> int:
    while at < end:
        file.seek(at)
        data = file.read(_STEP)
        found = data.find(_MARK)
        if found >= 0:
            return at + found
        at += max(1, len(data) - 3)
    return -1


def _name(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp437")


def _modified(day: int, clock: int) -> str:
    try:
        when = datetime((day >> 9) + 1980, day >> 5 & 15, day & 31, clock >> 11, clock >> 5 & 63, (clock & 31) * 2)  # noqa: DTZ001 - no zone is known
    except ValueError:
        return ""
    return when.isoformat()
