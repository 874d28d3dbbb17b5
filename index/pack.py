"""A file of named arrays: what a segment holds, laid out so that opening it reads nothing.

Little-endian. The magic line, the length of the directory (8 bytes), the directory (JSON: name to type, offset in
bytes, number of elements), then the arrays, each at a multiple of 64 bytes. What is read of it is mapped into memory
by the system when it is touched.
"""

from __future__ import annotations

import json
import mmap
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

MAGIC = b"casefile pack 2\n"
_TYPES = frozenset({"|u1", "<u2", "<u4", "<u8", "<i4", "<i8"})
_ALIGNED = 64

Array = NDArray[Any]


class BrokenPack(Exception):
    """The file is no pack, or shorter than it says."""


def write_pack(file: IO[bytes], arrays: Mapping[str, Array]) -> None:
    """Write ``arrays``, each one-dimensional and of whole numbers."""
    directory: dict[str, tuple[str, int, int]] = {}
    plain = {name: np.ascontiguousarray(array) for name, array in arrays.items()}
    at = 0
    for name, array in plain.items():
        directory[name] = (array.dtype.newbyteorder("<").str, at, len(array))
        at += -(-array.nbytes // _ALIGNED) * _ALIGNED
    head = json.dumps(directory, separators=(",", ":")).encode("ascii")
    start = len(MAGIC) + 8 + len(head)
    file.write(MAGIC + len(head).to_bytes(8, "little") + head + bytes(-start % _ALIGNED))
    for array in plain.values():
        file.write(array.astype(array.dtype.newbyteorder("<"), copy=False).view(np.uint8).data)
        file.write(bytes(-array.nbytes % _ALIGNED))


class Pack:
    """An open pack; ``pack[name]`` is an array that must not be written to. Raises ``BrokenPack``, ``OSError``."""

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            size = file.seek(0, 2)
            if size < len(MAGIC) + 8:
                raise BrokenPack(path.name)
            self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        if self._map[: len(MAGIC)] != MAGIC:
            raise BrokenPack(path.name)
        length = int.from_bytes(self._map[len(MAGIC) : len(MAGIC) + 8], "little")
        start = len(MAGIC) + 8 + length
        try:
            self._directory: dict[str, list[Any]] = json.loads(self._map[len(MAGIC) + 8 : start])
            self._start = start + -start % _ALIGNED
            ends = [at + np.dtype(type_).itemsize * count for type_, at, count in self._directory.values()]
            if any(type_ not in _TYPES for type_, _, _ in self._directory.values()):
                raise ValueError
        except (ValueError, TypeError, AttributeError) as error:
            raise BrokenPack(path.name) from error
        if self._start + max(ends, default=0) > size:
            raise BrokenPack(path.name)
        self._arrays: dict[str, Array] = {}

    def __getitem__(self, name: str) -> Array:
        array = self._arrays.get(name)
        if array is None:
            type_, at, count = self._directory[name]
            array = np.frombuffer(self._map, dtype=type_, count=count, offset=self._start + at)
            self._arrays[name] = array
        return array

    def forget(self) -> None:
        """Let the system take back the memory of what was read; it is read again where it is needed."""
        if hasattr(mmap, "MADV_DONTNEED"):
            self._map.madvise(mmap.MADV_DONTNEED)

    def __contains__(self, name: str) -> bool:
        return name in self._directory
