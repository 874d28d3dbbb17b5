"""One file in a packing of its own: gzip, bzip2, xz, lzma, zlib, zstd, lz4. What it holds is its only member."""

from __future__ import annotations

import io
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import BinaryIO

from casefile.domain.intake import Member, ReadOutcome
from casefile.domain.records import Metadata
from casefile.readers import tar_archive
from casefile.readers.contents import Contents, size_words
from casefile.readers.hints import MAX_MEMBER, Hints, Unreadable, state_for, unread
from casefile.readers.tar_header import BLOCK, is_tar
from casefile.readers.unpacking import PIECE, Unpacked

RATIO = 200
RATIO_FROM = 100 * 1024 * 1024
"""Unpacked bytes from which more than ``RATIO`` times the packed ones are a bomb."""

_COUNTING_S = 10.0
_ENDINGS = (".gz", ".bz2", ".xz", ".lzma", ".zst", ".lz4", ".zlib", ".z")
_SHORT = {".tgz": ".tar", ".taz": ".tar", ".tbz": ".tar", ".tbz2": ".tar", ".txz": ".tar", ".tzst": ".tar"}
_SHORT |= {".svgz": ".svg", ".emz": ".emf", ".wmz": ".wmf"}


def read(file: BinaryIO, hints: Hints, mime: str) -> ReadOutcome:
    """The contents: the name of what is packed, its size, and the time that the packing states."""
    name, modified = _about(file, hints, mime)
    packed = _size(file)
    stream = Unpacked(file, mime)
    head = stream.read(PIECE)
    if not head and stream.broken:
        return unread(f"it is packed, and cannot be unpacked: {stream.broken}", mime)
    size, until, is_counted = len(head), time.monotonic() + _COUNTING_S, True
    while piece := stream.read(PIECE):
        size += len(piece)
        is_counted = size <= MAX_MEMBER and time.monotonic() < until
        if not is_counted:
            break
    if size > MAX_MEMBER and is_tar(head) and not _is_bomb(size, packed):
        return _large_tar(file, mime)
    listed = Contents()
    listed.add(name, size_words(size) if is_counted else f"more than {size_words(size)}", modified)
    reasons = [problem] if (problem := _problem(size, packed)) else []
    if stream.broken:
        reasons.append(f"{stream.broken}: {size_words(size)} come before that")
    state, reason = state_for(reasons)
    return ReadOutcome(state, reason, (listed.text(),), mime=mime, has_members=True)


def members(file: BinaryIO, hints: Hints, mime: str) -> Iterator[Member]:
    """What is packed, as one member; of a tar archive that is too large for one, the files in it."""
    name, modified = _about(file, hints, mime)
    packed = _size(file)
    stream = Unpacked(file, mime)
    held = io.BytesIO()
    size = 0
    while size <= MAX_MEMBER and not _is_bomb(size, packed) and (piece := stream.read(PIECE)):
        size += held.write(piece)
    if not size and stream.broken:
        raise Unreadable(f"it cannot be unpacked: {stream.broken}")
    problem = _problem(size, packed)
    if size > MAX_MEMBER and not _is_bomb(size, packed) and is_tar(held.getbuffer()[:BLOCK].tobytes()):
        held.close()
        file.seek(0)
        yield from tar_archive.walk(Unpacked(file, mime), packed)
        return
    if problem:
        yield Member(name, modified=modified, problem=problem)
        return
    extra = (("unpacked", f"{stream.broken}; {size:,} bytes are kept"),) if stream.broken else ()
    yield Member(name, held.getvalue(), modified=modified, metadata=Metadata(extra=extra))


def _large_tar(file: BinaryIO, mime: str) -> ReadOutcome:
    packed = _size(file)
    return tar_archive.outcome(Unpacked(file, mime), packed, mime)


def _is_bomb(size: int, packed: int) -> bool:
    return size > RATIO_FROM and size > RATIO * packed


def _problem(size: int, packed: int) -> str:
    if _is_bomb(size, packed):
        return f"it unfolds to more than {RATIO} times its size, as a bomb does; it is not unpacked"
    if size > MAX_MEMBER:
        return f"it is larger than {MAX_MEMBER // 1024**2} MB when unpacked, and is not taken out"
    return ""


def _size(file: BinaryIO) -> int:
    size = file.seek(0, 2)
    file.seek(0)
    return size


def _about(file: BinaryIO, hints: Hints, mime: str) -> tuple[str, str]:
    """The name of what is packed, and its time in UTC where a gzip header has it (RFC 1952, section 2.3)."""
    stored, modified = "", ""
    if mime == "application/gzip":
        file.seek(0)
        head = file.read(4096)
        flags = head[3] if len(head) > 9 else 0
        at = 10
        if flags & 4:
            at += 2 + int.from_bytes(head[10:12], "little")
        if flags & 8 and 0 <= (end := head.find(b"\0", at)) < at + 1024:
            # The standard says ISO 8859-1; what is sound UTF-8 was meant so.
            raw = head[at:end]
            stored = raw.decode("utf-8", "ignore") if _is_utf8(raw) else raw.decode("latin-1")
        stamp = int.from_bytes(head[4:8], "little")
        if stamp:
            modified = datetime.fromtimestamp(stamp, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return stored or _stem(hints.name), modified


def _stem(name: str) -> str:
    lower = name.lower()
    for ending in _ENDINGS:
        if lower.endswith(ending) and len(name) > len(ending):
            return name[: -len(ending)]
    for ending, meant in _SHORT.items():
        if lower.endswith(ending) and len(name) > len(ending):
            return name[: -len(ending)] + meant
    return name or "unpacked"


def _is_utf8(raw: bytes) -> bool:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
