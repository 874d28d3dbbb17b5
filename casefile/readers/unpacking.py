"""Bytes out of gzip, bzip2, xz, zlib, zstd and lz4, forward only, a bounded piece at a time.

A file may hold several compressed streams one behind the other (RFC 1952, section 2.2; the xz file format 1.2.1,
section 2); a web archive has one a record. They are told apart here, so that one broken stream costs no other.
"""

from __future__ import annotations

import bz2
import lzma
import zlib
from collections.abc import Callable
from typing import BinaryIO, Protocol, cast

from casefile.readers.hints import Unreadable

PIECE = 256 * 1024
_XZ_MEMORY = 400 * 1024 * 1024
_GZIP = b"\x1f\x8b\x08"


class Damaged(Exception):
    """A compressed stream cannot be unpacked further; its words are a reason."""


class _Machine(Protocol):
    """``decompress`` as in ``bz2.BZ2Decompressor``."""

    @property
    def eof(self) -> bool: ...
    @property
    def needs_input(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: bytes, max_length: int = ...) -> bytes: ...


class _Zlib:
    """zlib's decompressor with the habits of the other two. ``bits`` as in ``zlib.decompressobj``.

    What comes before an error is given out first: zlib itself throws away what it made of the last input.
    """

    _STEP = 64

    def __init__(self, bits: int) -> None:
        self._machine = zlib.decompressobj(bits)
        self._left = b""

    @property
    def eof(self) -> bool:
        return self._machine.eof

    @property
    def needs_input(self) -> bool:
        return not self._left

    @property
    def unused_data(self) -> bytes:
        return self._machine.unused_data

    def decompress(self, data: bytes, max_length: int = PIECE) -> bytes:
        data = self._left + data
        before = self._machine.copy()
        try:
            made = self._machine.decompress(data, max_length)
            self._left = self._machine.unconsumed_tail
            return made
        except zlib.error:
            self._machine = before
        pieces, size, at = [], 0, 0
        while size < max_length and at < len(data):
            before = self._machine.copy()
            try:
                piece = self._machine.decompress(data[at : at + self._STEP], max_length)
            except zlib.error:
                if not size:
                    raise
                self._machine = before
                break
            at += min(self._STEP, len(data) - at) - len(self._machine.unconsumed_tail)
            pieces.append(piece)
            size += len(piece)
        self._left = data[at:]
        return b"".join(pieces)


_MACHINES: dict[str, Callable[[], _Machine]] = {
    "application/gzip": lambda: _Zlib(31),
    "application/zlib": lambda: _Zlib(15),
    "application/x-bzip2": bz2.BZ2Decompressor,
    "application/x-xz": lambda: lzma.LZMADecompressor(memlimit=_XZ_MEMORY),
    "application/x-lzma": lambda: lzma.LZMADecompressor(memlimit=_XZ_MEMORY),
}


class Parts:
    """The compressed streams in ``file``, one after the other: ``next_part``, then ``read`` until it is empty.

    ``packed`` and ``unpacked`` count the bytes so far; ``is_trailing`` says that what follows the last is no stream.
    """

    def __init__(self, file: BinaryIO, mime: str) -> None:
        self._file, self._make = file, _MACHINES[mime]
        self._machine: _Machine | None = None
        self._input = b""
        self.packed = self.unpacked = 0
        self.is_trailing = False

    def next_part(self) -> bool:
        """Whether another stream follows; padding of zero bytes is passed over."""
        if self._machine is not None:
            self._input = self._machine.unused_data or self._input
        is_first, self._machine = self._machine is None and self.packed == 0, None
        self._input = self._input.lstrip(b"\0") if not is_first else self._input
        while not self._input:
            self._input = self._more()
            if not self._input:
                return False
            self._input = self._input.lstrip(b"\0") if not is_first else self._input
        self._input += self._more(16) if len(self._input) < 16 else b""
        if not is_first and not self._begins():
            self.is_trailing = True
            return False
        self._machine = self._make()
        return True

    def read(self, most: int = PIECE) -> bytes:
        """Up to ``most`` bytes of this stream, empty at its end. Raises ``Damaged``."""
        machine = self._machine
        if machine is None:
            return b""
        try:
            while not machine.eof:
                if machine.needs_input and not self._input:
                    self._input = self._more()
                    if not self._input:
                        raise Damaged("it breaks off before its end")
                given, self._input = self._input, b""
                piece = machine.decompress(given, most)
                self.unpacked += len(piece)
                if piece:
                    return piece
        except lzma.LZMAError as error:
            too_much = "memory" in str(error).lower()
            raise Damaged("unpacking it takes more memory than is allowed" if too_much else "it is damaged") from None
        except (zlib.error, OSError, EOFError, ValueError):
            self._input = given
            raise Damaged("it is damaged") from None
        return b""

    def skip_to_next(self) -> bool:
        """After damage: forward to where the next gzip stream seems to begin. False where none does."""
        self._machine, self.is_trailing, held = None, False, self._input[1:]
        while True:
            at = held.find(_GZIP)
            if at >= 0:
                self._input = held[at:]
                return True
            more = self._more()
            if not more:
                self._input = b""
                return False
            held = held[-2:] + more

    def _begins(self) -> bool:
        try:
            # A beginning that is none fails at once; all the machine has is thrown away.
            self._make().decompress(self._input[:PIECE], 1)
        except (lzma.LZMAError, zlib.error, OSError, EOFError, ValueError):
            return False
        return True

    def _more(self, most: int = PIECE) -> bytes:
        data = self._file.read(most)
        self.packed += len(data)
        return data


class Unpacked:
    """All streams in ``file`` as one, read forward. After the end ``broken`` says why it came early, or is empty."""

    def __init__(self, file: BinaryIO, mime: str) -> None:
        self._source = _through_fastwarc(file, mime) if mime in _FASTWARC else None
        self._parts = None if self._source is not None else Parts(file, mime)
        self._is_open = self._source is not None or cast(Parts, self._parts).next_part()
        self.broken = ""

    def read(self, most: int = PIECE) -> bytes:
        """Up to ``most`` bytes, empty only at the end or where ``broken`` says so."""
        try:
            while self._is_open:
                piece = self._piece(most)
                if piece:
                    return piece
        except Damaged as error:
            self.broken = str(error)
            self._is_open = False
        return b""

    def _piece(self, most: int) -> bytes:
        if self._source is not None:
            try:
                piece = self._source.read(most)
            except (OSError, ValueError):
                raise Damaged("it is damaged or breaks off") from None
            self._is_open = bool(piece)
            return piece
        parts = cast(Parts, self._parts)
        piece = parts.read(most)
        if not piece:
            self._is_open = parts.next_part()
            if parts.is_trailing:
                self.broken = "something else follows behind its end"
        return piece


_FASTWARC = {"application/zstd": "ZstdReader", "application/x-lz4": "Lz4Reader"}

MIMES = (*_MACHINES, *_FASTWARC)


def _through_fastwarc(file: BinaryIO, mime: str) -> BinaryIO:
    try:
        from fastwarc import stream_io
    except ImportError:
        raise Unreadable("reading it needs the library fastwarc, which is not installed here") from None
    return cast(BinaryIO, getattr(stream_io, _FASTWARC[mime])(file))
