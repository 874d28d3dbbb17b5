"""Entries of a zip file, unpacked in pieces into memory and bounded. Names are hints: nothing is written by name.

What the headers say of sizes is never believed: an entry is as long as its data turn out to be.
"""

from __future__ import annotations

import bz2
import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO, Protocol

from casefile.readers.hints import MAX_MEMBER, Unreadable
from casefile.readers.zip_crypto import HEADER, ZipCipher
from casefile.readers.zip_directory import read_directory

BOMB_BYTES = 100 * 1024 * 1024
BOMB_RATIO = 200
"""What unfolds beyond ``BOMB_BYTES`` and to more than this many times its packed size is taken for a bomb."""

NEEDS_PASSWORD = "it is encrypted: it needs its password"
WRONG_PASSWORD = "it is encrypted, and the password does not open it"
CANNOT_OPEN = "it is encrypted in a way that casefile cannot open (AES): unpack it, and add what is in it"
DAMAGED = "it is damaged inside the zip file"

_IS_ENCRYPTED = 0x1
_HAS_DESCRIPTOR = 0x8
_IS_STRONG = 0x40
_AES = 99
_LOCAL = struct.Struct("<4s5H3L2H")
_CHUNK = 64 * 1024
_PIECE = 1024 * 1024
_LARGEST_WINDOW = 64 * 1024 * 1024
_METHODS = {9: "Deflate64", 93: "Zstandard", 95: "XZ", 98: "PPMd", 1: "Shrink", 6: "Implode"}


class ZipEntries:
    """The entries of ``file``. Raises ``Unreadable`` where it has no table of contents.

    ``infos`` in the order of the directory, duplicates kept; ``filename`` of each is the name as given, decoded;
    ``raw_name(info)`` in ``zip_directory`` has its bytes. ``problem``: why entries may be missing, or empty.
    """

    def __init__(self, file: BinaryIO) -> None:
        directory = read_directory(file)
        self._file = file
        self.infos = directory.infos
        self.problem = directory.problem
        self._last = {info.filename: info for info in self.infos}
        self._overlapping = _overlapping(self.infos, directory.start)

    @property
    def names(self) -> list[str]:
        """The names of all entries, in their order, as often as they come."""
        return [info.filename for info in self.infos]

    def __contains__(self, name: str) -> bool:
        return name in self._last

    def read(self, entry: str | zipfile.ZipInfo, most: int = MAX_MEMBER, password: str = "") -> bytes:
        """The bytes of one entry; of several with the same name the last, as other programs do.

        Raises ``Unreadable`` for what is missing, encrypted, damaged, longer than ``most`` bytes, or a bomb.
        """
        held = io.BytesIO()
        for piece in self.pieces(entry, most, password):
            held.write(piece)
        return held.getvalue()

    def pieces(self, entry: str | zipfile.ZipInfo, most: int = MAX_MEMBER, password: str = "") -> Iterator[bytes]:
        """``read`` in pieces of at most a megabyte. A checksum that is wrong shows at the end only: it raises then."""
        info = self._last.get(entry) if isinstance(entry, str) else entry
        if info is None:
            raise Unreadable("a part of it is missing")
        if id(info) in self._overlapping:
            raise Unreadable("it shares its bytes with another entry, as bombs do")
        size = crc = 0
        for piece, packed in self._unpacked(info, password):
            size += len(piece)
            if size > most:
                raise Unreadable(f"it unfolds to more than {most // 1024 // 1024} MB")
            if size > BOMB_BYTES and size > BOMB_RATIO * packed:
                raise Unreadable("it unfolds to far more than its size, as bombs do")
            crc = zlib.crc32(piece, crc)
            yield piece
        if crc != info.CRC:
            raise Unreadable(WRONG_PASSWORD if info.flag_bits & _IS_ENCRYPTED else f"{DAMAGED}: its checksum is wrong")

    def _unpacked(self, info: zipfile.ZipInfo, password: str) -> Iterator[tuple[bytes, int]]:
        packed = self._packed(info, password)
        if info.compress_type == zipfile.ZIP_STORED:
            size = 0
            for piece in packed:
                size += len(piece)
                yield piece, size
            return
        unpacker: _Unpacker | None = None
        taken = 0
        try:
            for data in packed:
                taken += len(data)
                if unpacker is None:
                    unpacker, data = _unpacker(info.compress_type, data)
                while not unpacker.eof and (piece := unpacker.decompress(data, _PIECE)):
                    data = b""
                    yield piece, taken
                if unpacker.eof:
                    return
        except (zlib.error, lzma.LZMAError, OSError, EOFError, ValueError) as error:
            raise Unreadable(WRONG_PASSWORD if info.flag_bits & _IS_ENCRYPTED else DAMAGED) from error
        if unpacker is not None or info.CRC:
            raise Unreadable(f"{DAMAGED}: it ends too early")

    def _packed(self, info: zipfile.ZipInfo, password: str) -> Iterator[bytes]:
        if info.compress_type == _AES or info.flag_bits & _IS_STRONG:
            raise Unreadable(
                "it is encrypted in a way that casefile cannot open (AES): unpack it, and add what is in it"
            )
        if info.flag_bits & _IS_ENCRYPTED and not password:
            raise Unreadable(NEEDS_PASSWORD)
        if info.compress_type not in (0, 8, 12, 14):
            name = _METHODS.get(info.compress_type, f"method {info.compress_type}")
            raise Unreadable(f"it is packed in a way that casefile cannot read ({name})")
        self._file.seek(max(0, info.header_offset))
        header = self._file.read(_LOCAL.size)
        if len(header) < _LOCAL.size or not header.startswith(b"PK\x03\x04"):
            raise Unreadable(DAMAGED)
        at = info.header_offset + _LOCAL.size + sum(_LOCAL.unpack(header)[-2:])
        end = at + info.compress_size
        cipher = None
        if info.flag_bits & _IS_ENCRYPTED:
            self._file.seek(at)
            cipher = _cipher(self._file.read(min(HEADER, info.compress_size)), info, password)
            at += HEADER
        while at < end:
            self._file.seek(at)
            data = self._file.read(min(_CHUNK, end - at))
            if not data:
                raise Unreadable(f"{DAMAGED}: it ends too early")
            at += len(data)
            yield cipher.decrypt(data) if cipher else data


class _Unpacker(Protocol):
    @property
    def eof(self) -> bool: ...

    def decompress(self, data: bytes, max_length: int, /) -> bytes: ...


class _Inflate:
    """zlib in the manner of the other two: what was not consumed is kept for the next call."""

    def __init__(self) -> None:
        self._inner = zlib.decompressobj(-15)

    @property
    def eof(self) -> bool:
        return self._inner.eof

    def decompress(self, data: bytes, max_length: int) -> bytes:
        return self._inner.decompress(self._inner.unconsumed_tail + data, max_length)


def _unpacker(method: int, data: bytes) -> tuple[_Unpacker, bytes]:
    """What unpacks ``method``, and the data behind its own header, for LZMA (5.8.8): a version, and its properties."""
    if method == zipfile.ZIP_DEFLATED:
        return _Inflate(), data
    if method == zipfile.ZIP_BZIP2:
        return bz2.BZ2Decompressor(), data
    size = int.from_bytes(data[2:4], "little")
    if len(data) < 9 or size != 5:
        raise lzma.LZMAError
    literal, window = data[4], int.from_bytes(data[5:9], "little")
    if window > _LARGEST_WINDOW or literal >= 225:
        raise Unreadable("it is packed in a way that takes more memory than is allowed")
    filters = {
        "id": lzma.FILTER_LZMA1,
        "dict_size": max(4096, window),
        "lc": literal % 9,
        "lp": literal // 9 % 5,
        "pb": literal // 45,
    }
    return lzma.LZMADecompressor(lzma.FORMAT_RAW, filters=[filters]), data[9:]


def _cipher(header: bytes, info: zipfile.ZipInfo, password: str) -> ZipCipher:
    """Programs disagree on how a password becomes bytes; the header's last byte says which one it was."""
    check = info.date_time[3] << 3 | info.date_time[4] >> 3 if info.flag_bits & _HAS_DESCRIPTOR else info.CRC >> 24
    for charset in ("utf-8", "cp437", "cp1252"):
        cipher = ZipCipher(password.encode(charset, "replace"))
        if len(header) == HEADER and cipher.decrypt(header)[-1] == check:
            return cipher
    raise Unreadable(WRONG_PASSWORD)


def _overlapping(infos: list[zipfile.ZipInfo], end: int) -> frozenset[int]:
    """Entries whose bytes belong to another one too, or to the directory: ``id`` of each."""
    found: set[int] = set()
    furthest, holder = 0, None
    for info in sorted(infos, key=lambda info: info.header_offset):
        if info.header_offset < furthest and holder is not None:
            found |= {id(info), id(holder)}
        stop = info.header_offset + _LOCAL.size + len(info.orig_filename) + info.compress_size
        if stop > end:
            found.add(id(info))
        if stop > furthest:
            furthest, holder = stop, info
    return frozenset(found)
