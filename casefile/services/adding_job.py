"""What a person asked to have added, remembered until it is done: an adding that broke off can go on.

One small file a job in the state folder, locked by the process that works on it. Paths of the machine stand there and
never in the case. A password is not remembered.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import secrets
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from casefile.domain.records import Metadata
from casefile.services.gathering import Patterns
from casefile.store import clock
from casefile.store.home import state_dir
from casefile.store.paths import private_folder, write_private

_MOST_LISTED = 100_000


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be added and how. ``paths`` are absolute; ``given`` as the person wrote them, in the same order."""

    paths: tuple[str, ...]
    given: tuple[str, ...] = ()
    metadata: Metadata = field(default_factory=Metadata)
    patterns: Patterns = field(default_factory=Patterns)
    version_of: int | None = None
    retry: bool = False
    ocr: str = ""
    columns: tuple[tuple[str, str], ...] = ()


class Job:
    """One adding that is under way. ``id`` names it in the case; ``started`` is UTC, as journal times are."""

    def __init__(
        self, case_uuid: str, wanted: Wanted, *, job_id: str = "", started: str = "", handle: int = -1
    ) -> None:
        self.id = job_id or secrets.token_hex(8)
        self.wanted = wanted
        self.started = started or clock.utc_now()
        self._path = _folder(case_uuid) / f"{self.id}.json"
        self._handle = handle

    def begin(self) -> None:
        """Remember it, and hold it for this process."""
        self._write(())
        self._handle = _hold(self._path)

    def stopped(self, rest: Sequence[str]) -> None:
        """It was stopped before ``rest``, base names, was taken in; it can go on later."""
        self._write(tuple(rest[:_MOST_LISTED]))
        self.release()

    def done(self) -> None:
        """Forget it."""
        self._path.unlink(missing_ok=True)
        self.release()

    def _write(self, rest: tuple[str, ...]) -> None:
        value = {"id": self.id, "started": self.started, "wanted": asdict(self.wanted), "rest": rest}
        # ASCII escapes keep the bytes of names that are no UTF-8.
        data = json.dumps(value).encode("ascii")
        if self._handle < 0:
            write_private(self._path, data)
        else:
            # In place: a new file under the same name would not be the one that is locked.
            os.ftruncate(self._handle, 0)
            os.pwrite(self._handle, data, 0)

    def release(self) -> None:
        """Let go of it without forgetting it."""
        if self._handle >= 0:
            os.close(self._handle)
        self._handle = -1


def broken_off(case_uuid: str) -> Iterator[tuple[Job, tuple[str, ...]]]:
    """The jobs of a case that no process works on, oldest first, each held for this one, and what they had left."""
    found = []
    for path in sorted(_folder(case_uuid).glob("*.json")):
        with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
            handle = _hold(path)
            if handle >= 0:
                value = json.loads(path.read_text("ascii"))
                job = Job(
                    case_uuid,
                    _wanted(value["wanted"]),
                    job_id=str(value["id"]),
                    started=str(value["started"]),
                    handle=handle,
                )
                found.append((job, tuple(map(str, value["rest"]))))
    yield from sorted(found, key=lambda pair: pair[0].started)


def under_way(case_uuid: str) -> set[str]:
    """The ids of the jobs that some process works on."""
    held = set()
    for path in _folder(case_uuid).glob("*.json"):
        with contextlib.suppress(OSError):
            handle = _hold(path)
            if handle >= 0:
                os.close(handle)
            else:
                held.add(path.stem)
    return held


def _folder(case_uuid: str) -> Path:
    return private_folder(state_dir() / "adding" / case_uuid)


def _hold(path: Path) -> int:
    """A locked handle, or -1 where another process has the lock."""
    handle = os.open(path, os.O_RDWR | os.O_CLOEXEC)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(handle)
        return -1
    return handle


def _wanted(value: dict[str, Any]) -> Wanted:
    metadata = {**value["metadata"], "extra": tuple((str(k), str(v)) for k, v in value["metadata"]["extra"])}
    return Wanted(
        tuple(value["paths"]),
        tuple(value["given"]),
        Metadata(**metadata),
        Patterns(tuple(value["patterns"]["include"]), tuple(value["patterns"]["exclude"])),
        value["version_of"],
        bool(value["retry"]),
        str(value["ocr"]),
        tuple((str(column), str(name)) for column, name in value["columns"]),
    )
