"""Streams of an OLE compound file ([MS-CFB] 2.2 to 2.6), read from memory; chains and sizes are not believed."""

from __future__ import annotations

import struct
from collections.abc import Iterator

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_END = 0xFFFFFFFA
_MOST_ENTRIES = 20_000
_ENTRY = 128
_STREAM, _ROOT = 2, 5


class OleStreams:
    """``names`` of the streams in the root, as written; ``read`` takes one of them. Raises ValueError for what is no
    such file."""

    def __init__(self, data: bytes) -> None:
        if len(data) < 512 or not data.startswith(SIGNATURE):
            raise ValueError("no compound file")
        self._data = data
        shift, mini_shift = struct.unpack_from("<2H", data, 30)
        if shift not in (9, 12) or mini_shift not in (6, shift):
            raise ValueError("sectors of no size")
        self._size, self._mini_size = 1 << shift, 1 << mini_shift
        first, self._cutoff, mini_first = (struct.unpack_from("<L", data, at)[0] for at in (48, 56, 60))
        self._table = self._allocation()
        self._mini_table = _numbers(self._chain(mini_first))
        entries = list(self._entries(self._chain(first)))
        self._root = next((entry for entry in entries if entry[1] == _ROOT), ("", 0, 0, 0))
        self._streams = {name: (start, size) for name, kind, start, size in entries if kind == _STREAM and name}
        self._mini: bytes | None = None

    @property
    def names(self) -> list[str]:
        return list(self._streams)

    def read(self, name: str, most: int) -> bytes:
        """The bytes of one stream, at most ``most``; what its chain does not hold is missing."""
        start, size = self._streams[name]
        size = min(size, most, len(self._data))
        if size >= self._cutoff:
            return self._chain(start, size)
        if self._mini is None:
            self._mini = self._chain(self._root[2], min(self._root[3], len(self._data)))
        pieces, seen = [], 0
        while start < _END and start < len(self._mini_table) and seen < size:
            at = start * self._mini_size
            pieces.append(self._mini[at : at + self._mini_size])
            seen += self._mini_size
            start = self._mini_table[start]
        return b"".join(pieces)[:size]

    def _allocation(self) -> list[int]:
        """Of every sector the next one: the table itself lies in sectors that the header, then a chain, names."""
        data = self._data
        listed = list(struct.unpack_from("<109L", data, 76))
        extra, count = struct.unpack_from("<2L", data, 68)
        for _ in range(min(count, len(data) // self._size)):
            sector = _numbers(self._sector(extra))
            if not sector:
                break
            listed += sector[:-1]
            extra = sector[-1]
        table: list[int] = []
        # As many as a file of this length can have: a table is no place for a bomb.
        for number in listed[: len(data) * 4 // self._size**2 + 2]:
            if number < _END:
                table += _numbers(self._sector(number))
        return table

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self._size
        return self._data[start : start + self._size]

    def _chain(self, number: int, most: int | None = None) -> bytes:
        wanted = len(self._data) if most is None else most
        pieces, found = [], 0
        # A chain that goes round ends when it holds more than the file.
        while number < _END and number < len(self._table) and found < wanted:
            piece = self._sector(number)
            if not piece:
                break
            pieces.append(piece)
            found += len(piece)
            number = self._table[number]
        return b"".join(pieces)[:wanted]

    def _entries(self, directory: bytes) -> Iterator[tuple[str, int, int, int]]:
        for at in range(0, min(len(directory), _MOST_ENTRIES * _ENTRY) - _ENTRY + 1, _ENTRY):
            length = min(64, struct.unpack_from("<H", directory, at + 64)[0])
            name = directory[at : at + max(0, length - 2)].decode("utf-16-le", "replace")
            start, size = struct.unpack_from("<2L", directory, at + 116)
            yield name, directory[at + 66], start, size


def _numbers(sector: bytes) -> list[int]:
    return list(struct.unpack(f"<{len(sector) // 4}L", sector[: len(sector) // 4 * 4]))
