"""Records of WARC files, one after the other, forward only: what is broken costs itself, not what follows.

WARC 1.0 and 1.1 (ISO 28500). A packed file has a gzip stream a record, as the standard asks (annex D), or one for
all; zstd and lz4 are left to fastwarc. A broken stream or header is told, and reading goes on at the next record.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO, cast

from casefile.readers.hints import Unreadable
from casefile.readers.unpacking import PIECE, Damaged, Parts

_MARK = b"WARC/"
_TAIL = 512 * 1024
_LONGEST_HEADER = 64 * 1024
_MOST_BREAKS = 500
_GZIP = b"\x1f\x8b"
_PACKED = (b"\x28\xb5\x2f\xfd", b"\x5d\x2a\x4d\x18", b"\x04\x22\x4d\x18")
_ALGORITHMS = {"sha1": "sha1", "sha256": "sha256", "sha512": "sha512", "md5": "md5", "sha384": "sha384"}


class WebRecord:
    """One record: ``kind`` as WARC-Type says, ``url``, ``when`` as stated, ``length`` of its block as stated.

    ``headers``: names in lower case; the first counts. ``read`` gives the block; ``finish`` passes over the rest of
    it, and then ``is_cut`` and ``fits`` are known.
    """

    def __init__(self, headers: dict[str, str], length: int, source: Callable[[int], bytes]) -> None:
        self.headers, self.length = headers, length
        self.kind = headers.get("warc-type", "").lower()
        self.url = headers.get("warc-target-uri", "").strip().strip("<>")
        self.when = headers.get("warc-date", "")
        self._source = source
        self._seen = 0
        self._is_done = False
        self._hash, self._stated = _stated_digest(headers.get("warc-block-digest", ""))

    @property
    def is_cut(self) -> bool:
        """Whether the file ends, or breaks, within the block."""
        return self._is_done and self._seen < self.length

    @property
    def fits(self) -> bool | None:
        """Whether the block is the one that WARC-Block-Digest was made of; None where that cannot be said."""
        return None if self._hash is None or not self._is_done else is_digest(self._hash.digest(), self._stated)

    def read(self, most: int) -> bytes:
        """Up to ``most`` bytes of the block, fewer only at its end."""
        pieces = []
        while most > 0 and not self._is_done:
            piece = self._source(min(most, self.length - self._seen)) if self._seen < self.length else b""
            self._is_done = not piece
            self._seen += len(piece)
            most -= len(piece)
            if self._hash is not None:
                self._hash.update(piece)
            pieces.append(piece)
        return pieces[0] if len(pieces) == 1 else b"".join(pieces)

    def finish(self) -> None:
        """Pass over what was not read."""
        while not self._is_done:
            self.read(PIECE)


def is_digest(made: bytes, stated: str) -> bool:
    """Whether ``stated`` is these bytes in base 32 (as the standard's examples), base 16 or base 64."""
    bare = stated.strip().rstrip("=")
    if len(bare) == 2 * len(made):
        return bare.lower() == made.hex()
    if len(bare) == (len(made) * 8 + 4) // 5:
        return bare.upper() == base64.b32encode(made).decode("ascii").rstrip("=")
    return bare.replace("-", "+").replace("_", "/") == base64.b64encode(made).decode("ascii").rstrip("=")


def digest_of(stated: str, data: bytes) -> bool | None:
    """Whether a labelled digest ("sha1:…") is that of ``data``; None for an algorithm that is not known."""
    made, value = _stated_digest(stated)
    if made is None:
        return None
    made.update(data)
    return is_digest(made.digest(), value)


def _stated_digest(stated: str) -> tuple[Any, str]:
    label, _, value = stated.partition(":")
    name = _ALGORITHMS.get(label.strip().lower().replace("-", ""))
    return (hashlib.new(name, usedforsecurity=False), value) if name and value.strip() else (None, "")


class Records:
    """The records in ``file``. After the last one ``problems`` says in words what broke."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._breaks: list[int] = []
        self._count = self._attempts = 0
        self._is_last_broken = False

    @property
    def problems(self) -> list[str]:
        """What is missing; empty where all is sound."""
        if self._attempts >= _MOST_BREAKS:
            return ["it is damaged at too many places, and was read no further"]
        found = []
        inner = self._breaks[:-1] if self._is_last_broken else self._breaks
        if inner:
            more = f" and at {len(inner) - 1:,} more places" if len(inner) > 1 else ""
            found.append(f"it is damaged {_where(inner[0])}{more}; what follows was read")
        if self._is_last_broken:
            found.append(f"it breaks off, or is damaged to its end, {_where(self._breaks[-1])}")
        return found

    def __iter__(self) -> Iterator[WebRecord]:
        iterator = _archive_iterator()
        self._file.seek(0)
        head = self._file.read(4)
        self._file.seek(0)
        if head.startswith(_PACKED):
            yield from self._segment(iterator(self._file, parse_http=False, strict_mode=False), None)
            return
        feed = _Feed(self._file, is_packed=head.startswith(_GZIP))
        while self._attempts < _MOST_BREAKS and feed.next_segment():
            found = iterator(
                feed, parse_http=False, stream_detect=False, strict_mode=False, max_header_len=_LONGEST_HEADER
            )
            yield from self._segment(found, feed)
            if feed.damage:
                self._broke()

    def _broke(self) -> None:
        if not (self._breaks and self._breaks[-1] == self._count):
            self._breaks.append(self._count)
        self._is_last_broken = True

    def _segment(self, found: Iterator[Any], feed: _Feed | None) -> Iterator[WebRecord]:
        """Records until the segment ends or a header in it is no header; then ``feed`` stands behind that."""
        past = -1
        while True:
            try:
                raw = next(found, None)
            except BaseException as error:  # a panic in fastwarc is no Exception
                if not (isinstance(error, Exception) or type(error).__name__ == "PanicException"):
                    raise
                self._broke()
                self._attempts += 1
                if feed is not None:
                    feed.back_to_record(past)
                return
            if raw is None:
                break
            headers = _headers(raw)
            if headers.get("content-length") != str(raw.content_length):
                # fastwarc lets a header pass that is cut short or states no length.
                self._broke()
                continue
            self._count += 1
            self._is_last_broken = False
            record = WebRecord(headers, int(raw.content_length), _careful(raw.reader.read))
            yield record
            record.finish()
            past = int(raw.stream_pos) + record.length
            if record.is_cut:
                self._broke()
        if feed is not None and feed.begins_behind(past):
            # fastwarc ends without a word where a header is cut short.
            self._broke()


def _where(count: int) -> str:
    return f"behind record {count:,}" if count else "at its beginning"


def _careful(read: Callable[[int], bytes]) -> Callable[[int], bytes]:
    def attempt(most: int) -> bytes:
        try:
            return read(most)
        except (OSError, ValueError):
            return b""

    return attempt


def _headers(raw: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in raw.headers.items_bytes():
        found.setdefault(name.decode("latin-1").lower(), value.decode("utf-8", "replace").strip())
    return found


def _archive_iterator() -> Any:
    try:
        from fastwarc.warc import ArchiveIterator
    except ImportError:
        raise Unreadable("reading it needs the library fastwarc, which is not installed here") from None
    return ArchiveIterator


class _Feed:
    """What fastwarc reads: plain bytes up to where a packed record ends, and again from the next one.

    ``damage``: why the last packed stream ended early, or empty.
    """

    def __init__(self, file: BinaryIO, *, is_packed: bool) -> None:
        self._file = file
        self._parts = Parts(file, "application/gzip") if is_packed else None
        self._ahead = b""
        self._tail = bytearray()
        self._given = 0
        self._is_over = True
        self._is_started = False
        self.damage = ""

    def next_segment(self) -> bool:
        """Whether there are more records; ``read`` then begins at one, or at what was in the place of one."""
        self._tail.clear()
        self._given = 0
        self._is_over = False
        if self._ahead:
            return True
        if self._parts is None:
            was_started, self._is_started = self._is_started, True
            return not was_started
        if self.damage:
            while self._parts.skip_to_next():
                if self._next_part() and self._ahead.startswith(_MARK):
                    return True
            return False
        return self._next_part()

    def read(self, most: int = PIECE) -> bytes:
        """Up to ``most`` bytes, empty at the end of the segment."""
        if not self._ahead and not self._is_over:
            self._ahead = self._more()
        data, self._ahead = (b"", self._ahead) if self._is_over else (self._ahead[:most], self._ahead[most:])
        self._given += len(data)
        self._tail += data
        if len(self._tail) > 2 * _TAIL:
            del self._tail[:-_TAIL]
        return data

    def back_to_record(self, past: int) -> None:
        """The next segment begins at the first thing like a record behind offset ``past`` of this one."""
        start = self._given - len(self._tail)
        held = bytes(self._tail[max(0, past + 1 - start) :])
        while True:
            at = held.find(b"\n" + _MARK)
            if at >= 0:
                self._ahead = held[at + 1 :] + self._ahead
                return
            more = self.read(PIECE)
            if not more:
                return
            held = held[-len(_MARK) :] + more

    def begins_behind(self, past: int) -> bool:
        """Whether a record begins behind offset ``past`` of this segment."""
        if past < 0:
            return bytes(self._tail[:64]).lstrip().startswith(_MARK)
        start = self._given - len(self._tail)
        return bytes(self._tail[max(0, past - start) :]).find(b"\n" + _MARK) >= 0

    def seek(self, to: int, whence: int = 0) -> int:
        raise OSError("forward only")

    def tell(self) -> int:
        return self._given

    def close(self) -> None:
        """Nothing to close."""

    def _more(self) -> bytes:
        if self._parts is None:
            return self._file.read(PIECE)
        while True:
            try:
                if data := self._parts.read(PIECE):
                    return data
                if not self._next_part():
                    self._is_over = True
                    return b""
            except Damaged as error:
                self.damage = str(error)
                self._is_over = True
                return b""
            if self._ahead.startswith(_MARK):
                self._is_over = True
                return self._ahead
            if self._ahead:
                return self._ahead

    def _next_part(self) -> bool:
        """Opens the next packed stream and reads its first bytes ahead."""
        parts = cast(Parts, self._parts)
        self.damage = ""
        if not parts.next_part():
            self.damage = "something else follows" if parts.is_trailing else ""
            return False
        held = b""
        try:
            while len(held) < len(_MARK) and (piece := parts.read(PIECE)):
                held += piece
        except Damaged as error:
            self.damage = str(error)
        self._ahead = held
        return bool(held) or bool(self.damage)
