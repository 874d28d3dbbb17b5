"""What lies under the paths that a person named: files, each once, in order; and what is no file, with the reason."""

from __future__ import annotations

import fnmatch
import os
import shutil
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

_ROOM = 256 * 1024 * 1024
"""Bytes that stay free on the disk of the case: a full one stops everything else too."""


@dataclass(frozen=True, slots=True)
class Found:
    """One entry: ``path`` as it can be opened, ``bytes`` by its size on disk; ``reason`` where it cannot be stored.

    ``is_named``: a person named it, so that a link is followed.
    """

    path: str
    bytes: int = 0
    is_named: bool = False
    reason: str = ""

    @property
    def name(self) -> str:
        """Its base name, exactly; bytes that are no UTF-8 stand as lone surrogates."""
        return os.path.basename(self.path.rstrip("/")) or self.path

    @property
    def name_bytes(self) -> str:
        """The name's bytes in hex where they are no UTF-8, else empty."""
        return "" if self.name.isascii() or _is_utf8(self.name) else os.fsencode(self.name).hex()


@dataclass(frozen=True, slots=True)
class Patterns:
    """Which files of a folder are wanted: shell patterns, compared with the name and with the path below the folder,
    whatever the case of their letters. Files that were named themselves are always wanted."""

    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()

    def want(self, below: str) -> bool:
        """Whether the file at ``below``, relative to the folder that was named, is wanted."""
        if self.include and not _fits(below, self.include):
            return False
        return not _fits(below, self.exclude)


def walk(paths: Sequence[str], patterns: Patterns = Patterns()) -> Iterator[Found]:
    """Every file named, and every file below every folder named. A link is followed only when it was named itself;
    a pipe or a device never."""
    for path in paths:
        if os.path.isdir(path):
            for entry in _under(path, patterns):
                yield _found(entry, is_named=False)
        else:
            yield _found(path, is_named=True)


def count(paths: Sequence[str], patterns: Patterns = Patterns()) -> int:
    """How many entries ``walk`` will find."""
    return sum(sum(1 for _ in _under(path, patterns)) if os.path.isdir(path) else 1 for path in paths)


def without_room(bytes_: int, folder: Path) -> str:
    """Why a file of that size cannot be stored in ``folder``, or empty."""
    return "" if shutil.disk_usage(folder).free - bytes_ > _ROOM else "the disk of the case has not enough room for it"


def _fits(below: str, patterns: Sequence[str]) -> bool:
    written = below.lower()
    name = written.rpartition("/")[2]
    return any(fnmatch.fnmatchcase(name, one.lower()) or fnmatch.fnmatchcase(written, one.lower()) for one in patterns)


def _under(folder: str, patterns: Patterns) -> Iterator[str]:
    """Every entry below ``folder`` that is no folder, and every folder that cannot be opened, in order of name.

    Links to folders are named, not followed.
    """
    closed: list[str] = []
    for where, folders, files in os.walk(folder, onerror=lambda error: closed.append(str(error.filename))):
        links = [name for name in folders if os.path.islink(os.path.join(where, name))]
        folders[:] = sorted(name for name in folders if name not in links)
        for name in sorted([*files, *links]):
            path = os.path.join(where, name)
            if patterns.want(os.path.relpath(path, folder)):
                yield path
    yield from closed


def _found(path: str, *, is_named: bool) -> Found:
    try:
        about = os.stat(path) if is_named else os.lstat(path)
    except OSError as error:
        return Found(path, is_named=is_named, reason=f"it cannot be opened: {error.strerror}")
    if stat.S_ISDIR(about.st_mode):
        return Found(path, is_named=is_named, reason="a folder that cannot be opened")
    if stat.S_ISLNK(about.st_mode):
        return Found(path, is_named=is_named, reason="a symbolic link; what it points at was not followed")
    if not stat.S_ISREG(about.st_mode):
        reason = "not a file with content of its own (a pipe, a socket or a device)"
        return Found(path, is_named=is_named, reason=reason)
    return Found(path, about.st_size, is_named)


def _is_utf8(name: str) -> bool:
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True
