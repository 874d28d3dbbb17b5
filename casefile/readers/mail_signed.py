"""What lies packed in a signature: a mail that is signed as a whole (S/MIME "opaque", RFC 8551, section 3.5.2).

The structure is CMS (RFC 5652, section 5.1) in BER or DER. Only the way down to the content is gone; nothing is
verified, and a signature proves nothing here.
"""

from __future__ import annotations

_SIGNED = bytes.fromhex("2a864886f70d010702")
_SEQUENCE, _INTEGER, _OID, _OCTETS, _SET, _CONTENT = 0x30, 0x02, 0x06, 0x04, 0x31, 0xA0
_OCTETS_IN_PIECES = 0x24
_MOST_PIECES = 1_000_000


class _NoCms(Exception):
    """The bytes are none of what is looked for."""


def content(data: bytes) -> bytes | None:
    """The bytes that were signed, or None where ``data`` is no signed message or holds its signature only."""
    try:
        outer = _inside(data, 0, _SEQUENCE)
        named, stop = _element(data, outer, _OID)
        if data[named:stop] != _SIGNED:
            return None
        at = _inside(data, _inside(data, stop, _CONTENT), _SEQUENCE)
        for tag in (_INTEGER, _SET):
            _, at = _element(data, at, tag)
        _, at = _element(data, _inside(data, at, _SEQUENCE), _OID)
        return _octets(data, _inside(data, at, _CONTENT))
    except (_NoCms, IndexError):
        return None


def _head(data: bytes, at: int) -> tuple[int, int, int]:
    """Tag, where the value begins, and its length; -1 for one that ends with a mark (X.690, section 8.1.3.6)."""
    tag, length, start = data[at], data[at + 1], at + 2
    if length == 0x80:
        return tag, start, -1
    if length > 0x80:
        size = length & 0x7F
        length, start = int.from_bytes(data[start : start + size], "big"), start + size
    if start + length > len(data):
        raise _NoCms
    return tag, start, length


def _inside(data: bytes, at: int, wanted: int) -> int:
    tag, start, _ = _head(data, at)
    if tag != wanted:
        raise _NoCms
    return start


def _element(data: bytes, at: int, wanted: int) -> tuple[int, int]:
    tag, start, length = _head(data, at)
    if tag != wanted or length < 0:
        raise _NoCms
    return start, start + length


def _octets(data: bytes, at: int) -> bytes:
    tag, start, length = _head(data, at)
    if tag == _OCTETS and length >= 0:
        return data[start : start + length]
    if tag != _OCTETS_IN_PIECES:
        raise _NoCms
    pieces: list[bytes] = []
    end = start + length if length >= 0 else len(data)
    while start < end and len(pieces) < _MOST_PIECES and data[start : start + 2] != b"\0\0":
        first, start = _element(data, start, _OCTETS)
        pieces.append(data[first:start])
    return b"".join(pieces)
