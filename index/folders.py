"""Where an index lives: numbered folders, a ``current`` pointer, one writer at a time.

``DIR/current`` names the folder that answers (``g000001``); a rebuild fills a new folder and moves the pointer
in one rename, so that a search never meets half an index. Folders that nobody needs go when a writer opens.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import re
import shutil
from pathlib import Path
from types import TracebackType

from casefile.domain.errors import CasefileError, IndexTrouble

_POINTER = "current"
_FOLDER = re.compile(r"g\d{6}\Z")


class IndexBusy(CasefileError):
    """Another program writes this index; wait, do not rebuild."""


class WriterLock:
    """One writer for one index directory, across processes; the system frees it when its holder dies."""

    def __init__(self, directory: Path) -> None:
        _make_private(directory)
        self._file = os.open(directory / "writer.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(self._file)
            raise IndexBusy("Another program is writing the search index.", "Try again in a moment.") from None

    def __enter__(self) -> WriterLock:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()

    def release(self) -> None:
        """Let the next writer in. Safe to call twice."""
        if self._file >= 0:
            os.close(self._file)
            self._file = -1


def _make_private(folder: Path) -> None:
    """Make ``folder`` and those above it that are missing, for their owner alone."""
    if not folder.parent.is_dir():
        _make_private(folder.parent)
    folder.mkdir(mode=0o700, exist_ok=True)


def pointer_of(directory: Path) -> Path:
    """The file that names the folder that answers."""
    return directory / _POINTER


def current_name(directory: Path) -> str:
    """The name of the folder that answers, empty when there is none."""
    try:
        name = pointer_of(directory).read_text("ascii").strip()
    except (OSError, ValueError):
        return ""
    return name if _FOLDER.match(name) else ""


def current_folder(directory: Path) -> Path:
    """The folder that answers. Raises ``IndexTrouble`` when the pointer is missing, damaged or points nowhere."""
    name = current_name(directory)
    if not name or not (directory / name).is_dir():
        raise IndexTrouble("There is no search index yet.", "It is built from the case when the desk is open.")
    return directory / name


def new_folder(directory: Path) -> Path:
    """A fresh folder for a rebuild, numbered above every other."""
    numbers = [int(entry.name[1:]) for entry in directory.iterdir() if _FOLDER.match(entry.name)]
    folder = directory / f"g{max(numbers, default=0) + 1:06d}"
    folder.mkdir(mode=0o700)
    return folder


def unfinished_folders(directory: Path) -> list[Path]:
    """The folders that do not answer: rebuilds that ended before their time, the newest first."""
    names = (entry.name for entry in directory.iterdir() if _FOLDER.match(entry.name))
    return [directory / name for name in sorted(names, reverse=True) if name != current_name(directory)]


def point_at(folder: Path) -> None:
    """Make ``folder`` the one that answers, in one step that survives a power cut."""
    write_atomically(folder.parent / _POINTER, folder.name.encode("ascii"))
    sync_folder(folder.parent)


def clear_others(directory: Path, keep: str) -> None:
    """Remove every index folder but ``keep``. A search that has one open goes on reading its files."""
    for entry in list(directory.iterdir()):
        if _FOLDER.match(entry.name) and entry.name != keep:
            shutil.rmtree(entry, ignore_errors=True)


def write_atomically(path: Path, data: bytes, *, sync: bool = True) -> None:
    """Replace ``path`` by ``data``: old or new, never half, and with ``sync`` on the disk before it takes its name."""
    beside = path.with_name(path.name + ".new")
    # Not os.write, which says nothing when a full disk takes the first part only.
    with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(data)
        file.flush()
        if sync:
            os.fsync(file.fileno())
    beside.replace(path)


def sync_folder(folder: Path) -> None:
    """Bring the folder's names to the disk."""
    file = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(file)
    finally:
        os.close(file)


def sync_files(folder: Path, already: set[str]) -> set[str]:
    """Bring every file to the disk that is not in ``already``; the names that are there now.

    Index files are written once under names of their own, so that a name that was synced stays so.
    """
    names = {entry.name for entry in os.scandir(folder) if entry.is_file()}
    for name in sorted(names - already):
        with contextlib.suppress(FileNotFoundError):
            file = os.open(folder / name, os.O_RDONLY)
            try:
                os.fsync(file)
            finally:
                os.close(file)
    sync_folder(folder)
    return names
