"""Original bytes, kept once by their SHA-256 under ``originals/ab/abcd…``, never changed."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from casefile.domain.errors import DamagedCase
from casefile.store.paths import (
    FILE_MODE,
    CasePaths,
    private_folder,
    sync_folder,
    whole_disk_sync,
    write_temporary,
)

# Waiting for the disk is what costs: several waits at once let it commit them together.
_WAITING_TOGETHER = 16
# From here on one call for the whole disk costs less than one a file and one a folder.
_MANY = 16
_PIECE = 1024 * 1024


def sha256_of(data: bytes) -> str:
    """The name of ``data``."""
    return hashlib.sha256(data).hexdigest()


def path_of(paths: CasePaths, sha256: str) -> Path:
    """Where the original with that hash stands or would stand."""
    return paths.originals / sha256[:2] / sha256


def put_many(paths: CasePaths, originals: Sequence[bytes]) -> list[str]:
    """Keep each of ``originals``; return their hashes. When this returns they are on the disk for good.

    What is there already, whole, is left alone. Call it before the transaction that names them.
    """
    hashes = [sha256_of(data) for data in originals]
    missing = {
        sha256: data for sha256, data in zip(hashes, originals, strict=True) if not verify(paths, sha256, len(data))
    }
    folders = {path_of(paths, sha256).parent for sha256 in missing}
    is_new = {private_folder(folder).parent for folder in folders if not folder.is_dir()}
    if len(missing) >= _MANY and (sync_all := whole_disk_sync(paths.originals)):
        for sha256, data in missing.items():
            _put(paths, sha256, data, is_synced=False)
        sync_all()
        return hashes
    if len(missing) == 1:
        for sha256, data in missing.items():
            _put(paths, sha256, data)
    elif missing:
        with ThreadPoolExecutor(_WAITING_TOGETHER) as pool:
            list(pool.map(lambda item: _put(paths, *item), missing.items()))
    for folder in sorted(folders | is_new):
        sync_folder(folder)
    return hashes


def put_files(paths: CasePaths, sources: Sequence[Source]) -> list[Put | OSError]:
    """Keep a copy of each file; its hash and size, or why it could not be read. On the disk for good on return.

    Files are copied piece by piece. What is no regular file by now, or a link that was not to be followed, is an error.
    """
    private_folder(paths.originals)
    sync_all = whole_disk_sync(paths.originals) if len(sources) >= _MANY else None
    with ThreadPoolExecutor(_WAITING_TOGETHER) as pool:
        copies = list(pool.map(lambda source: _copied(paths, source, is_synced=sync_all is None), sources))
    folders = {path_of(paths, copy.sha256).parent for copy in copies if isinstance(copy, Put)}
    is_new = {private_folder(folder).parent for folder in folders if not folder.is_dir()}
    for copy in copies:
        if isinstance(copy, Put):
            _settle(paths, copy)
    if sync_all:
        sync_all()
    else:
        for folder in sorted(folders | is_new):
            sync_folder(folder)
    return copies


@dataclass(frozen=True, slots=True)
class Source:
    """A file to keep. ``is_followed``: whether a link may stand in its place."""

    path: str
    is_followed: bool = False


@dataclass(frozen=True, slots=True)
class Put:
    """An original that is kept. ``modified`` is the file's own time, seconds since 1970."""

    sha256: str
    bytes: int
    modified: float
    temporary: Path


def _copied(paths: CasePaths, source: Source, *, is_synced: bool) -> Put | OSError:
    temporary = paths.originals / f".{os.urandom(8).hex()}.tmp"
    try:
        # Not blocking: a pipe that took the file's place must hold nobody up.
        flags = os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC | (0 if source.is_followed else os.O_NOFOLLOW)
        with open(os.open(source.path, flags), "rb") as file:
            about = os.fstat(file.fileno())
            if not stat.S_ISREG(about.st_mode):
                return OSError(errno.EINVAL, "it is no file with content of its own any more")
            handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, FILE_MODE)
            digest, size = hashlib.sha256(), 0
            with os.fdopen(handle, "wb") as copy:
                while piece := file.read(_PIECE):
                    digest.update(piece)
                    size += len(piece)
                    # A hole stays a hole: two gigabytes of nothing take no room.
                    copy.seek(size) if not piece.strip(b"\0") else copy.write(piece)
                copy.truncate(size)
                copy.flush()
                if is_synced:
                    os.fsync(copy.fileno())
        return Put(digest.hexdigest(), size, about.st_mtime, temporary)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        return error


def _settle(paths: CasePaths, copy: Put) -> None:
    if verify(paths, copy.sha256, copy.bytes):
        copy.temporary.unlink()
    else:
        copy.temporary.replace(path_of(paths, copy.sha256))


def _put(paths: CasePaths, sha256: str, data: bytes, *, is_synced: bool = True) -> None:
    target = path_of(paths, sha256)
    write_temporary(target, data, is_synced=is_synced).replace(target)


def read(paths: CasePaths, sha256: str) -> bytes:
    """The original's bytes. Raises ``DamagedCase`` where they are missing or are not what was stored."""
    try:
        data = path_of(paths, sha256).read_bytes()
    except FileNotFoundError:
        raise DamagedCase(f"The original {sha256[:12]}… is missing.", "Restore the case from a backup.") from None
    if sha256_of(data) != sha256:
        raise DamagedCase(f"The original {sha256[:12]}… was changed.", "Restore the case from a backup.")
    return data


def verify(paths: CasePaths, sha256: str, size: int | None = None) -> bool:
    """Whether the original is there and unchanged; a differing ``size`` is told without reading it."""
    target = path_of(paths, sha256)
    try:
        if size is not None and target.stat().st_size != size:
            return False
        with target.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest() == sha256
    except FileNotFoundError:
        return False


def remove(paths: CasePaths, sha256: str) -> None:
    """Delete an original: for a purge, and for nothing else."""
    target = path_of(paths, sha256)
    target.unlink(missing_ok=True)
    if target.parent.is_dir():
        sync_folder(target.parent)


def stored(paths: CasePaths) -> set[str]:
    """The hashes of everything kept."""
    return {entry.name for folder in _folders(paths) for entry in os.scandir(folder) if len(entry.name) == 64}


def leftovers(paths: CasePaths) -> list[Path]:
    """Files that a crash left half written."""
    folders = [paths.originals, *_folders(paths)] if paths.originals.is_dir() else []
    return sorted(
        Path(entry.path)
        for folder in folders
        for entry in os.scandir(folder)
        if entry.is_file(follow_symlinks=False) and len(entry.name) != 64
    )


def _folders(paths: CasePaths) -> list[Path]:
    return sorted(folder for folder in paths.originals.iterdir() if folder.is_dir()) if paths.originals.is_dir() else []
