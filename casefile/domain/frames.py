"""Framed JSON over a pipe: how the desk and its children (readers, extraction, search) talk.

A frame is four bytes, big-endian, the length of the JSON that follows (UTF-8; lone surrogates survive as
``\\ud800`` escapes). A frame longer than ``LIMIT`` is refused before it is read.
"""

from __future__ import annotations

import json
import struct
from typing import IO, Any

LIMIT = 512 * 1024 * 1024
_LENGTH = struct.Struct(">I")


class BrokenFrame(Exception):
    """The other side ended in the middle of a frame, or sent something that is no frame."""


def write_frame(stream: IO[bytes], message: dict[str, Any]) -> None:
    """Write ``message`` as one frame and flush it."""
    body = json.dumps(message, separators=(",", ":")).encode("ascii")
    stream.write(_LENGTH.pack(len(body)) + body)
    stream.flush()


def read_bytes(stream: IO[bytes], length: int) -> bytes:
    """Exactly ``length`` bytes that follow a frame which announced them. Raises ``BrokenFrame``."""
    found = _exactly(stream, length) if length else b""
    if len(found) != length:
        raise BrokenFrame(f"{length} bytes missing")
    return found


def read_frame(stream: IO[bytes]) -> dict[str, Any] | None:
    """The next frame, or None at the end of the stream. Raises ``BrokenFrame``."""
    head = _exactly(stream, _LENGTH.size)
    if not head:
        return None
    (length,) = _LENGTH.unpack(head)
    if length > LIMIT:
        raise BrokenFrame(f"a frame of {length} bytes")
    body = _exactly(stream, length)
    try:
        message = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise BrokenFrame("not JSON") from error
    if not isinstance(message, dict):
        raise BrokenFrame("not an object")
    return message


def _exactly(stream: IO[bytes], wanted: int) -> bytes:
    parts, left = [], wanted
    while left:
        part = stream.read(left)
        if not part:
            if left == wanted and wanted == _LENGTH.size:
                return b""
            raise BrokenFrame(f"{left} of {wanted} bytes missing")
        parts.append(part)
        left -= len(part)
    return b"".join(parts)
