"""Adding by the real command in a home of its own: what it reported, what is stored, what was left anywhere else."""

from __future__ import annotations

import hashlib
import json
import os
import stat
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

CASEFILE = [sys.executable, "-P", "-m", "casefile"]


@dataclass(frozen=True)
class Added:
    """How one command ended: ``items`` and ``counts`` of its report, and all that it wrote."""

    code: int
    out: str
    err: str

    @property
    def items(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = json.loads(self.out)["items"]
        return found

    @property
    def counts(self) -> dict[str, int]:
        found: dict[str, int] = json.loads(self.out)["counts"]
        return found

    def of(self, path: Path | str) -> list[dict[str, Any]]:
        """The items of one file, members and lines too."""
        return [item for item in self.items if item["path"] == os.fspath(path)]


class Bulk:
    """One case in a home below ``folder``; home, working folder and temporary folder of the command are there too.

    Everything runs under umask 022, as a careless shell has it.
    """

    def __init__(self, folder: Path, **environment: str) -> None:
        self.folder = folder
        self.casefile_home, self.user, self.cwd, self.scratch = (
            folder / name for name in ("casefile", "user", "cwd", "scratch")
        )
        for made in (self.casefile_home, self.user, self.cwd, self.scratch):
            made.mkdir(parents=True)
        clean = {key: value for key, value in os.environ.items() if not key.startswith(("CASEFILE", "XDG_"))}
        self.env = {**clean, "CASEFILE_HOME": str(self.casefile_home), "HOME": str(self.user), "LC_ALL": "C.UTF-8"}
        self.env |= {"TMPDIR": str(self.scratch), "TZ": "UTC", "PYTHONDONTWRITEBYTECODE": "1", **environment}

    def run(self, *arguments: str | Path, seconds: float = 600, before: Sequence[str] = ()) -> Added:
        """``casefile`` with ``arguments``; ``before`` is a program that starts it."""
        command = [*before, *CASEFILE, *map(os.fspath, arguments)]
        done = subprocess.run(
            command,
            env=self.env,
            cwd=self.cwd,
            capture_output=True,
            stdin=subprocess.DEVNULL,
            timeout=seconds,
            check=False,
            umask=0o022,
        )
        return Added(done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace"))

    def new(self, title: str = "Bulk affair") -> Path:
        """Make the case; its folder."""
        made = self.run("new", title, "--json")
        assert made.code == 0, made.err
        return Path(json.loads(made.out)["path"])

    def add(self, *paths: str | Path, seconds: float = 600, before: Sequence[str] = ()) -> Added:
        return self.run("add", "--json", "--no-index", *paths, seconds=seconds, before=before)

    def articles(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = json.loads(self.run("articles", "--json").out)["articles"]
        return found

    def damage(self) -> list[str]:
        """What the doctor calls an error: a broken database, journal or original. A missing index is none."""
        findings = json.loads(self.run("doctor", "--json").out)["findings"]
        return [finding["what"] for finding in findings if finding["severity"] == "error"]


def sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def stored(case: Path) -> dict[str, str]:
    """Of every original: the hash that names it, and the one that its bytes have."""
    return {path.name: sha256(path) for path in (case / "originals").rglob("*") if path.is_file()}


def looks(folder: Path) -> dict[str, tuple[int, int, int]]:
    """Mode, size and time of change of everything below ``folder``."""
    found = {}
    for where, folders, files in os.walk(folder):
        for name in (*folders, *files):
            path = os.path.join(where, name)
            about = os.lstat(path)
            found[os.path.relpath(path, folder)] = (about.st_mode, about.st_size, about.st_mtime_ns)
    return found


def modes(folder: Path) -> set[tuple[str, str]]:
    """Kinds of entries below ``folder`` with their rights: ``("file", "0o600")``."""
    kinds = {stat.S_IFREG: "file", stat.S_IFDIR: "folder"}
    entries = [folder, *folder.rglob("*")]
    about = (os.lstat(path).st_mode for path in entries)
    return {(kinds.get(stat.S_IFMT(mode), "other"), oct(stat.S_IMODE(mode))) for mode in about}
