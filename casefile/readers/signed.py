"""Signed, time-stamped and compressed containers (CMS, once PKCS #7: .p7m, .tsd, .p7z): the file inside is the member.

RFC 5652 (signed data), RFC 5544 (time stamps), RFC 3274 (compressed data), in BER or DER. Signatures are not checked.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from casefile.domain.intake import Member, ReadOutcome
from casefile.domain.records import Metadata
from casefile.readers.contents import Contents, size_words
from casefile.readers.hints import Hints, Unreadable, state_for, unread
from casefile.readers.signatures import cms_kind

LARGEST = 128 * 1024 * 1024
_CUT = "the container breaks off before its end"
_ENDINGS = (".p7m", ".tsd", ".p7z", ".p7s", ".p7c", ".p7b")
_SIGNED, _ENVELOPED, _ENCRYPTED, _COMPRESSED, _STAMPED = 2, 3, 6, 9, 31
_SEQUENCE, _OCTETS, _TEXT, _FIRST = 0x30, 0x04, 0x0C, 0xA0
_DEEPEST = 24
_RATIO_FROM, _RATIO = 100 * 1024 * 1024, 200


@dataclass(frozen=True, slots=True)
class _Part:
    """One value of BER (X.690, section 8): where its content begins and ends, and where the next value begins, which
    is behind the end of the file where that is cut short."""

    tag: int
    start: int
    end: int
    next: int


def read(file: BinaryIO, hints: Hints, mime: str) -> ReadOutcome:
    """The contents: the name of the file inside and its size."""
    try:
        name, data, is_cut = _inside(file, hints)
    except Unreadable as error:
        return unread(str(error), mime)
    listed = Contents()
    listed.add(name, size_words(len(data)))
    state, reason = state_for([_CUT] if is_cut else [])
    extra = (("signature", "not checked"),)
    return ReadOutcome(state, reason, (listed.text(),), Metadata(extra=extra), mime, has_members=True)


def members(file: BinaryIO, hints: Hints, mime: str) -> Iterator[Member]:
    """The file inside."""
    name, data, is_cut = _inside(file, hints)
    extra = (("unpacked", f"{_CUT}; {len(data):,} bytes are kept"),) if is_cut else ()
    yield Member(name, data, metadata=Metadata(extra=extra))


def _inside(file: BinaryIO, hints: Hints) -> tuple[str, bytes, bool]:
    """Its name, its bytes, and whether the container was cut short."""
    data = file.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise Unreadable(f"a signed container above {LARGEST // 1024**2} MB is not opened")
    kind = cms_kind(data)
    if kind in (_ENVELOPED, _ENCRYPTED):
        raise Unreadable("an encrypted container (PKCS #7): only its receiver's key opens it")
    try:
        whole = _part(data, 0)
        outer = _parts(data, whole)
        body = _parts(data, _parts(data, outer[1])[0])
        name, content = _stamped(data, body) if kind == _STAMPED else ("", _encapsulated(data, body))
    except (IndexError, ValueError):
        raise Unreadable("a signed container (PKCS #7) that is damaged or cut short") from None
    is_cut = whole.next > len(data)
    if is_cut and not content:
        raise Unreadable("a signed container (PKCS #7) that is damaged or cut short")
    if content is None:
        raise Unreadable("a signature of another file, or certificates only (PKCS #7): there is no text in it")
    if kind == _COMPRESSED:
        content = _unpacked(content)
    return name or _stem(hints.name), content, is_cut


def _encapsulated(data: bytes, body: list[_Part]) -> bytes | None:
    """EncapsulatedContentInfo is the first sequence with an object identifier and, in ``[0]``, the content."""
    for part in body:
        if part.tag != _SEQUENCE:
            continue
        held = _parts(data, part)
        if len(held) > 1 and held[1].tag == _FIRST:
            return _octets(data, _parts(data, held[1])[0])
    return None


def _stamped(data: bytes, body: list[_Part]) -> tuple[str, bytes | None]:
    name, content = "", None
    for part in body:
        if part.tag == _SEQUENCE and not name:
            told = (one for one in _parts(data, part) if one.tag == _TEXT)
            name = next((data[one.start : one.end].decode("utf-8", "replace") for one in told), "")
        if part.tag & ~0x20 == _OCTETS:
            content = _octets(data, part)
            break
    return name, content


def _octets(data: bytes, part: _Part, depth: int = 0) -> bytes:
    """An octet string, put together where it comes in pieces."""
    if part.tag == _OCTETS:
        return data[part.start : part.end]
    if part.tag != _OCTETS | 0x20 or depth > _DEEPEST:
        raise ValueError("no octets")
    return b"".join(_octets(data, one, depth + 1) for one in _parts(data, part))


def _parts(data: bytes, whole: _Part) -> list[_Part]:
    found, at = [], whole.start
    while at < whole.end:
        found.append(_part(data, at))
        at = found[-1].next
    return found


def _part(data: bytes, at: int, depth: int = 0) -> _Part:
    tag, length = data[at], data[at + 1]
    if depth > _DEEPEST or tag & 0x1F == 0x1F:
        raise ValueError("too deep, or a tag of several bytes")
    start = at + 2
    if length == 0x80:
        at = start
        while at + 1 < len(data) and (data[at] or data[at + 1]):
            at = _part(data, at, depth + 1).next
        return _Part(tag, start, min(at, len(data)), at + 2)
    if length > 0x80:
        width = length & 0x7F
        start += width
        length = int.from_bytes(data[start - width : start], "big")
    return _Part(tag, start, min(start + length, len(data)), start + length)


def _unpacked(content: bytes) -> bytes:
    most = max(_RATIO_FROM, _RATIO * len(content))
    machine = zlib.decompressobj()
    try:
        made = machine.decompress(content, min(most, 2 * LARGEST))
    except zlib.error:
        raise Unreadable("a compressed container (PKCS #7) that is damaged") from None
    if not machine.eof:
        raise Unreadable("a compressed container (PKCS #7) that is cut short, or unfolds to more than is allowed")
    return made


def _stem(name: str) -> str:
    for ending in _ENDINGS:
        if name.lower().endswith(ending) and len(name) > len(ending):
            return name[: -len(ending)]
    return name or "signed"
