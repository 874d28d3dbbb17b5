"""Whether a PDF unfolds into more than any page needs: seen before a parser has to hold it in memory."""

from __future__ import annotations

import io
import re
import time
import zlib
from collections.abc import Iterator
from typing import BinaryIO

REASON = "it unfolds to far more than a document can hold"

MOST = 200 * 1024 * 1024
"""Bytes that one stream may unfold to."""

_RATIO = 1030
"""How far deflate can unfold at the most, for each byte (zlib's technical details: 1032 to 1)."""

_SECONDS = 4.0
_BEGIN = re.compile(rb"\r?\n")
_WINDOW = 64 * 1024 * 1024
_PIECE = 1024 * 1024
_HEAD = 1_000
"""Bytes before a stream in which its dictionary is looked for."""


def unfolds_too_far(file: BinaryIO, *, pictures: bool = False) -> bool:
    """Whether some FlateDecode stream, or one within it, unfolds to more than ``MOST`` bytes.

    ``pictures``: whether those count too; they do where pages are shown, not where their text is read.
    Looks for a few seconds, in the first ``_WINDOW`` bytes: the watchdog of the process stands behind it.
    """
    file.seek(0)
    data = file.read(_WINDOW)
    until = time.process_time() + _SECONDS
    starts = list(_starts(data))
    ends = [*starts, len(data)][1:]
    for start, end in zip(starts, ends, strict=False):
        if time.process_time() > until:
            return False
        if not pictures and _is_picture(data, start):
            continue
        if _too_far(data, start, end, until):
            return True
    return False


def _starts(data: bytes) -> Iterator[int]:
    """Where the bytes of each stream begin (ISO 32000-2, 7.3.8.1)."""
    at = data.find(b"stream")
    while at >= 0:
        line_end = _BEGIN.match(data, at + 6)
        if line_end and data[at - 3 : at] != b"end":
            yield line_end.end()
        at = data.find(b"stream", at + 6)


def _is_picture(data: bytes, start: int) -> bool:
    head = data[max(start - _HEAD, 0) : start]
    return b"/Image" in head[head.rfind(b" obj") :]


def _too_far(data: bytes, start: int, end: int, until: float) -> bool:
    if not _is_zlib(data[start : start + 2]):
        return False
    if (end - start) * _RATIO > MOST and _size(data[start:end], until) > MOST:
        return True
    inner = _unfolded(data[start:end], 2)
    return _is_zlib(inner) and _chain(data[start:end], until)


def _chain(packed: bytes, until: float) -> bool:
    """Streams packed again and again, up to the depth that readers follow."""
    for _ in range(16):
        if _size(packed, until) > MOST:
            return True
        packed = _unfolded(packed, MOST)
        if not _is_zlib(packed[:2]) or time.process_time() > until:
            return False
    return True


def _is_zlib(head: bytes) -> bool:
    """RFC 1950, 2.2: method deflate, a window that may be, a header that divides by 31."""
    return len(head) >= 2 and head[0] & 0x0F == 8 and head[0] >> 4 <= 7 and (head[0] * 256 + head[1]) % 31 == 0


def _unfolded(packed: bytes, most: int) -> bytes:
    try:
        return zlib.decompressobj().decompress(packed, most)
    except zlib.error:
        return b""


def _size(packed: bytes, until: float) -> int:
    """How many bytes ``packed`` unfolds to; stops counting behind ``MOST``, and when it is late."""
    unpacker = zlib.decompressobj()
    source, left, size = io.BytesIO(packed), b"", 0
    try:
        while size <= MOST and time.process_time() < until and not unpacker.eof:
            piece = left or source.read(_PIECE)
            if not piece:
                break
            size += len(unpacker.decompress(piece, _PIECE))
            left = unpacker.unconsumed_tail
    except zlib.error:
        pass
    return size
