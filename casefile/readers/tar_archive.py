"""Tar archives: files read by content in the order in which they stand, never extracted, never by name.

POSIX.1-2001 pax and GNU headers through ``tarfile``, over a stream that is only ever read forward and that hands
out no more at once than a file's piece or a sane header needs.
"""

from __future__ import annotations

import contextlib
import io
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, BinaryIO, Protocol, cast

from casefile.domain.intake import Member, ReadOutcome
from casefile.domain.records import Metadata
from casefile.readers.contents import MAX_MEMBERS, Contents, most_unpacked, size_words
from casefile.readers.hints import MAX_MEMBER, Hints, Unreadable, state_for, unread
from casefile.readers.tar_header import BLOCK

MIME = "application/x-tar"

_PIECE = 1024 * 1024
_LARGEST_HEADER = 4 * 1024 * 1024
_NO_FILES = {
    tarfile.SYMTYPE: "a symbolic link; what it points at is not followed",
    tarfile.LNKTYPE: "a second name (hard link) of another file in the archive",
    tarfile.CHRTYPE: "a device, no file with content",
    tarfile.BLKTYPE: "a device, no file with content",
    tarfile.FIFOTYPE: "a pipe, no file with content",
}


class _Source(Protocol):
    def read(self, most: int = ..., /) -> bytes: ...


def read(file: BinaryIO, hints: Hints, mime: str) -> ReadOutcome:
    """The contents, a line for each entry that is no directory."""
    return outcome(file, _size(file), mime)


def members(file: BinaryIO, hints: Hints, mime: str) -> Iterator[Member]:
    """The files; what is no file is a member with a problem. Raises ``Unreadable`` where the archive breaks."""
    yield from walk(file, _size(file))


def outcome(source: _Source, packed: int, mime: str) -> ReadOutcome:
    """What ``read`` says, for an archive that may lie in a packing of ``packed`` bytes."""
    listed, reasons = Contents(), []
    try:
        for entry in _entries(source, packed):
            listed.add(entry.name, size_words(entry.info.size) if entry.is_file else entry.problem, entry.modified)
    except Unreadable as error:
        if not len(listed):
            return unread(f"the archive cannot be read: {error}", mime)
        reasons.append(str(error))
    if not len(listed) and not reasons:
        return unread("the archive is empty", mime)
    state, reason = state_for(reasons)
    return ReadOutcome(state, reason, (listed.text(),), mime=mime, has_members=True)


def walk(source: _Source, packed: int) -> Iterator[Member]:
    """What ``members`` gives, for an archive that may lie in a packing of ``packed`` bytes."""
    total, most = 0, most_unpacked(packed)
    for entry in _entries(source, packed):
        if entry.problem:
            yield Member(entry.name, modified=entry.modified, problem=entry.problem)
            continue
        data = entry.data()
        total += len(data)
        if total > most:
            raise Unreadable(f"it unfolds to more than {most // 1024**3} GB; the rest was not taken out")
        cut = f"it breaks off: {len(data):,} of {entry.info.size:,} bytes" if len(data) < entry.info.size else ""
        extra = (("unpacked", cut),) if cut else ()
        yield Member(entry.name, data, modified=entry.modified, metadata=Metadata(extra=extra))


@dataclass(frozen=True, slots=True)
class _Entry:
    info: tarfile.TarInfo
    archive: tarfile.TarFile
    stream: _Forward

    @property
    def name(self) -> str:
        return self.info.name

    @property
    def is_file(self) -> bool:
        return self.info.isreg()

    @property
    def modified(self) -> str:
        try:
            when = datetime.fromtimestamp(int(self.info.mtime), UTC)
        except (ValueError, OverflowError, OSError):
            return ""
        return when.strftime("%Y-%m-%dT%H:%M:%SZ") if self.info.mtime > 0 else ""

    @property
    def problem(self) -> str:
        if not self.is_file:
            return _NO_FILES.get(self.info.type, "an entry of a kind that is no file")
        if self.info.size > MAX_MEMBER:
            return f"it is larger than {MAX_MEMBER // 1024**2} MB, and is not taken out"
        return ""

    def data(self) -> bytes:
        """The file's bytes, fewer where the archive breaks off in it."""
        if self.info.issparse():
            return self._sparse()
        self.stream.seek(self.info.offset_data)
        held = io.BytesIO()
        missing = self.info.size
        while missing > 0 and (piece := self.stream.read(min(_PIECE, missing))):
            missing -= held.write(piece)
        return held.getvalue()

    def _sparse(self) -> bytes:
        file = self.archive.extractfile(self.info)
        held = io.BytesIO()
        with contextlib.suppress(tarfile.TarError, OSError, EOFError):
            while file is not None and (piece := file.read(_PIECE)):
                held.write(piece)
        return held.getvalue()


def _entries(source: _Source, packed: int) -> Iterator[_Entry]:
    stream = _Forward(source, most_unpacked(packed))
    try:
        archive = tarfile.TarFile(
            fileobj=cast(BinaryIO, stream), mode="r", encoding="utf-8", errors="surrogateescape", errorlevel=2
        )
    except (tarfile.TarError, EOFError, ValueError):
        raise Unreadable(stream.broken or "its first entry is damaged") from None
    count, last = 0, -1
    try:
        while (info := archive.next()) is not None:
            # A header that leads back would be walked for ever.
            if info.offset <= last or archive.offset <= info.offset or info.size < 0:
                raise Unreadable("an entry's size is not possible; what follows cannot be read")
            last = info.offset
            cast(Any, archive).members.clear()
            if info.isdir():
                continue
            count += 1
            if count > MAX_MEMBERS:
                raise Unreadable(f"it has more than {MAX_MEMBERS:,} members; the rest was not taken out")
            yield _Entry(info, archive, stream)
    except RecursionError:
        raise Unreadable("its headers are nested too deep; what follows cannot be read") from None
    except (tarfile.TarError, EOFError, ValueError, OverflowError):
        raise Unreadable(stream.broken or "it breaks off, or is damaged behind the last entry listed") from None
    _check_end(stream, archive.offset)


def _check_end(stream: _Forward, offset: int) -> None:
    """``tarfile`` ends silently at a damaged or missing header; a whole archive ends with a block of zeros."""
    if stream.ended_with_zeros:
        return
    if stream.broken:
        raise Unreadable(stream.broken)
    if 0 < len(stream.last_block) < BLOCK:
        raise Unreadable("it breaks off within an entry's header")
    if stream.tell() > offset and stream.last_block:
        raise Unreadable("it is damaged: an entry's header is not sound, and what follows cannot be read")
    raise Unreadable("it has no end mark, as if it were cut off")


class _Forward:
    """A file for ``tarfile`` over what can only be read forward: a step back is refused, so is a huge read."""

    def __init__(self, source: _Source, most: int) -> None:
        self._source, self._most = source, most
        self._held = b""
        self._at = 0
        self.last_block = b""

    @property
    def broken(self) -> str:
        return str(getattr(self._source, "broken", ""))

    @property
    def ended_with_zeros(self) -> bool:
        return len(self.last_block) == BLOCK and not any(self.last_block)

    def tell(self) -> int:
        return self._at

    def seek(self, to: int, whence: int = 0) -> int:
        if whence or to < self._at:
            raise tarfile.ReadError("a step back")
        while self._at < to:
            passed = len(self.read(min(_PIECE, to - self._at)))
            if not passed:
                break
        return self._at

    def read(self, most: int = -1) -> bytes:
        if not 0 <= most <= _LARGEST_HEADER:
            raise Unreadable("an entry's header is larger than is allowed")
        pieces, missing = [self._held[:most]], most - len(self._held)
        self._held = self._held[most:]
        while missing > 0:
            piece = self._source.read(max(missing, 64 * 1024))
            if not piece:
                break
            pieces.append(piece[:missing])
            self._held = piece[missing:]
            missing -= len(piece)
        data = b"".join(pieces)
        self._at += len(data)
        if self._at > self._most:
            raise Unreadable(f"it unfolds to more than {self._most // 1024**3} GB; the rest was not taken out")
        if most == BLOCK:
            self.last_block = data
        return data


def _size(file: BinaryIO) -> int:
    size = file.seek(0, 2)
    file.seek(0)
    return size
