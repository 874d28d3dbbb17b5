"""Where things stand in a case folder, and how a file is written there: private, whole, and lasting."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

FOLDER_MODE = 0o700
FILE_MODE = 0o600


@dataclass(frozen=True, slots=True)
class CasePaths:
    """The parts of the case folder ``root``."""

    root: Path

    @property
    def db(self) -> Path:
        return self.root / "case.db"

    @property
    def originals(self) -> Path:
        return self.root / "originals"

    @property
    def drafts(self) -> Path:
        return self.root / "drafts"

    @property
    def exports(self) -> Path:
        return self.root / "exports"

    @property
    def lock(self) -> Path:
        return self.root / "desk.lock"

    def create(self) -> None:
        """Make the folders that are missing, readable by their owner alone."""
        for folder in (self.root, self.originals, self.drafts, self.exports):
            private_folder(folder)


def private_folder(folder: Path) -> Path:
    """``folder``, made with its parents where missing; what is made here is closed to other people."""
    if not folder.is_dir():
        private_folder(folder.parent)
        folder.mkdir(mode=FOLDER_MODE, exist_ok=True)
    return folder


def sync_folder(folder: Path) -> None:
    """Make the names in ``folder`` survive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def whole_disk_sync(folder: Path) -> Callable[[], None] | None:
    """A call that brings everything written to the disk of ``folder`` there for good, where the system has one that
    waits for it: Linux's syncfs(2). None elsewhere."""
    if not sys.platform.startswith("linux"):
        return None
    import ctypes  # not for first paint

    syncfs = getattr(ctypes.CDLL(None, use_errno=True), "syncfs", None)
    if syncfs is None:
        return None

    def sync() -> None:
        handle = os.open(folder, os.O_RDONLY)
        try:
            if syncfs(handle) != 0:
                raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
        finally:
            os.close(handle)

    return sync


def write_temporary(target: Path, data: bytes, *, is_synced: bool = True) -> Path:
    """``data`` in a new file beside ``target``, on the disk for good; the caller renames it.

    Not ``is_synced``: the caller brings it to the disk, together with others.
    """
    temporary = target.with_name(f".{target.name}.{os.urandom(4).hex()}.tmp")
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, FILE_MODE)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            if is_synced:
                os.fsync(stream.fileno())
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return temporary


def write_private(target: Path, data: bytes) -> None:
    """Replace ``target`` by ``data`` at one stroke: after a crash it holds the old bytes or the new, whole."""
    private_folder(target.parent)
    temporary = write_temporary(target, data)
    temporary.replace(target)
    sync_folder(target.parent)
