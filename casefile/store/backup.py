"""Backup and restore: a folder that is a case again, and a manifest of its hashes."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from casefile.domain.errors import DamagedCase, UsageError
from casefile.store import originals
from casefile.store.migrate import copy_database
from casefile.store.paths import FILE_MODE, CasePaths, private_folder, sync_folder, write_private
from casefile.store.read_case import case_info
from casefile.store.read_journal import journal_head
from casefile.store.reader import CaseReader

MANIFEST = "backup.json"
FORMAT = 1


def backup(root: Path, target: Path) -> dict[str, Any]:
    """A consistent copy of the case in ``root`` at ``target``, made while others may work; return its manifest.

    ``target`` must be missing or empty (``UsageError``). Only base names and hashes are in the manifest.
    """
    _must_be_free(target)
    paths, copy = CasePaths(root), CasePaths(target)
    copy.create()
    with CaseReader(root) as reader:
        uri = paths.db.absolute().as_uri() + ("?mode=ro&immutable=1" if reader.is_immutable else "?mode=ro")
    with closing(sqlite3.connect(uri, uri=True)) as source:
        copy_database(source, copy.db)
    # Originals come before the rows that name them, so all that the copied file names are there by now.
    for sha256 in sorted(originals.stored(paths)):
        _copy(originals.path_of(paths, sha256), originals.path_of(copy, sha256))
    for draft in _files(paths.drafts):
        _copy(draft, copy.drafts / draft.relative_to(paths.drafts))
    manifest = _manifest(target)
    write_private(target / MANIFEST, (json.dumps(manifest, indent=1, sort_keys=True) + "\n").encode("ascii"))
    return manifest


def restore(source: Path, target: Path) -> Path:
    """Make a case at ``target`` from the backup ``source``; return ``target``.

    Every file is compared with the manifest first. Raises ``UsageError`` where ``target`` is not empty or
    ``source`` is no backup, ``DamagedCase`` for the first file that is missing or differs.
    """
    _must_be_free(target)
    manifest = _read_manifest(source)
    for name, known in sorted(manifest["files"].items()):
        _compare(source, name, known)
    CasePaths(target).create()
    for name, known in sorted(manifest["files"].items()):
        _copy(source / name, target / name)
        _compare(target, name, known)
    sync_folder(target)
    return target


def _must_be_free(target: Path) -> None:
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise UsageError(f"{target.name} is not an empty folder.", "Nothing is overwritten; choose another place.")


def _manifest(target: Path) -> dict[str, Any]:
    with CaseReader(target) as copied:
        info, (seq, head) = case_info(copied), journal_head(copied)
    files = {path.relative_to(target).as_posix(): _said_of(path) for path in _files(target)}
    return {
        "format": FORMAT,
        "case": info.uuid,
        "title": info.title,
        "journal": {"seq": seq, "hash": head},
        "files": {name: said for name, said in files.items() if not name.startswith("case.db-")},
    }


def _read_manifest(source: Path) -> dict[str, Any]:
    try:
        manifest = json.loads((source / MANIFEST).read_text("utf-8"))
        if manifest["format"] != FORMAT or "case.db" not in manifest["files"]:
            raise ValueError
        for name in manifest["files"]:
            # A manifest is input like any other: it must not name anything outside its folder.
            if Path(name).is_absolute() or ".." in Path(name).parts:
                raise ValueError
    except (OSError, ValueError, KeyError, TypeError):
        raise UsageError(
            f"{source.name} is no backup that this casefile can read.", "A backup holds backup.json."
        ) from None
    return dict(manifest)


def _compare(folder: Path, name: str, known: dict[str, Any]) -> None:
    path = folder / name
    if not path.is_file() or _said_of(path) != known:
        raise DamagedCase(f"{Path(name).name} in the backup is missing or was changed.", "Use another backup.")


def _said_of(path: Path) -> dict[str, Any]:
    with path.open("rb") as stream:
        return {"sha256": hashlib.file_digest(stream, "sha256").hexdigest(), "bytes": path.stat().st_size}


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())


def _copy(source: Path, target: Path) -> None:
    private_folder(target.parent)
    handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, FILE_MODE)
    with source.open("rb") as original, os.fdopen(handle, "wb") as copy:
        shutil.copyfileobj(original, copy, 1 << 20)
        copy.flush()
        os.fsync(copy.fileno())
