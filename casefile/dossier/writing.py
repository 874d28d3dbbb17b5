"""Putting a dossier down so that it is there whole or not at all, and nothing else is lost."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from casefile.domain.errors import UsageError


def refuse_if_taken(out: Path, force: bool) -> None:
    """Raises ``UsageError`` when something stands at ``out`` that may not be replaced."""
    here = Path.cwd().resolve()
    place = out.resolve()
    if place == here or place in here.parents or place == Path.home().resolve():
        raise UsageError(f"{out.name or out} is the folder you are in, or one around it.", "Name a new folder for it.")
    is_taken = out.is_symlink() or (any(out.iterdir()) if out.is_dir() else out.exists() and out.stat().st_size > 0)
    if is_taken and not force:
        raise UsageError(f"{out.name} is there already and not empty.", "Choose another path, or add --force.")


def write_folder(
    files: Mapping[str, bytes], originals: Sequence[str], read_original: Callable[[str], bytes], out: Path
) -> Path | None:
    """Write ``files`` (relative POSIX path to bytes) as the folder ``out``; what stood there makes way.

    The originals go beside them, named by their hash, one at a time: together they may not fit into memory.
    Returns where what stood there went, when it was not an earlier bundle: only a bundle is ever deleted.
    """
    out.parent.mkdir(parents=True, exist_ok=True)
    temporary = Path(tempfile.mkdtemp(prefix=f".{out.name}.", dir=out.parent))
    try:
        for name, content in files.items():
            _write(temporary / name, content)
        for sha256 in originals:
            _write(temporary / "originals" / sha256, read_original(sha256))
        for folder in sorted({path.parent for path in temporary.rglob("*")} | {temporary}):
            _sync(folder)
        return _swap(temporary, out)
    except BaseException:
        shutil.rmtree(temporary, ignore_errors=True)
        raise


def write_file(content: bytes, out: Path) -> Path | None:
    """Write one file at ``out``, replacing a file; a folder there is moved aside and its new place returned."""
    out.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(prefix=f".{out.name}.", dir=out.parent)
    os.close(descriptor)
    temporary = Path(name)
    try:
        _write(temporary, content)
        aside = _aside(out) if out.is_dir() and not out.is_symlink() else None
        temporary.replace(out)
        _sync(out.parent)
        return aside
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _swap(temporary: Path, out: Path) -> Path | None:
    aside = _aside(out) if out.exists() or out.is_symlink() else None
    temporary.rename(out)
    _sync(out.parent)
    if aside is not None and _may_go(aside):
        shutil.rmtree(aside) if aside.is_dir() and not aside.is_symlink() else aside.unlink()
        return None
    return aside


def _may_go(path: Path) -> bool:
    if path.is_symlink() or not path.is_dir():
        return False
    names = {entry.name for entry in path.iterdir()}
    bundle = {"data.json", "dossier.html", "dossier.md", "manifest.sha256", "verify.py", "README.txt", "sources.txt"}
    return not names or ("manifest.sha256" in names and names <= bundle | {"originals", "texts"})


def _aside(out: Path) -> Path:
    number = 1
    while (place := out.with_name(f"{out.name}~{number if number > 1 else ''}")).exists() or place.is_symlink():
        number += 1
    return out.rename(place)


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(mode=0o700, exist_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
