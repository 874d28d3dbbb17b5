"""The process that parses what strangers made: framed JSON in, outcomes out, killed when it misbehaves.

``python -P -m casefile.readers.child``. It bounds its own memory and time where the system lets it, opens no
socket and no program, and says nothing but frames: what libraries print or log goes nowhere.
"""

from __future__ import annotations

import contextlib
import logging
import os
import stat
import sys
from typing import Any, BinaryIO

from casefile.domain.frames import BrokenFrame, read_frame, write_frame
from casefile.domain.intake import ReadOutcome
from casefile.readers import registry
from casefile.readers.deadline import TooLong
from casefile.readers.hints import MAX_BYTES, Hints, unread
from casefile.readers.wire import outcome_to_json

MEMORY = 2 * 1024**3
"""Bytes of address space."""

CPU_S = 60
"""Seconds of processor time for one original, before the system stops the process."""

_FORBIDDEN = ("socket.", "subprocess.", "os.exec", "os.fork", "os.posix_spawn", "os.system", "webbrowser.", "urllib.")


class _Refusal(Exception):
    """A request that cannot be served; its words go back to whoever asked."""


def answer(request: dict[str, Any]) -> dict[str, Any]:
    """The reply to one request: an outcome, ``outcomes`` for a batch, or ``error``."""
    try:
        if "paths" not in request:
            return _one(request)
        paths, names = list(request["paths"]), list(request.get("names") or ())
        names += [""] * (len(paths) - len(names))
        shared: dict[str, Any] = {key: request[key] for key in ("kind", "limits") if key in request}
        pairs = zip(paths, names, strict=False)
        return {"outcomes": [_one({"path": path, "name": name, **shared}) for path, name in pairs]}
    except (AttributeError, KeyError, TypeError, ValueError):
        return {"error": "the request is not understood"}


def _one(request: dict[str, Any]) -> dict[str, Any]:
    limits = request.get("limits") or {}
    hints = Hints(
        name=str(request.get("name", "")),
        kind=str(request.get("kind", "")),
        body_s=float(limits.get("body_s", 10.0)),
        max_bytes=int(limits.get("max_bytes", MAX_BYTES)),
    )
    _grant_cpu(int(limits.get("cpu_s", CPU_S)))
    try:
        data = _bytes_of(str(request["path"]), hints.max_bytes + 1)
    except _Refusal as refusal:
        return {"error": str(refusal)}
    return outcome_to_json(attempt(data, hints))


def attempt(data: bytes, hints: Hints) -> ReadOutcome:
    """The outcome for ``data``, whatever its reader does. Reasons hold no content and no traceback."""
    try:
        return registry.read(data, hints)
    except RecursionError:
        return unread("the file is nested too deep")
    except MemoryError:
        return unread("reading the file took more memory than is allowed")
    except TooLong:
        return unread("reading the file took too long")
    except Exception as error:
        return unread(f"its reader failed ({type(error).__name__})")


def _bytes_of(path: str, most: int) -> bytes:
    try:
        # Not blocking: a pipe in the place of a file must not hold the child.
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0))
        with open(descriptor, "rb") as file:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                raise _Refusal("the original is no regular file")
            return file.read(most)
    except (OSError, ValueError):
        raise _Refusal("the original cannot be opened") from None


def _limit_memory() -> None:
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY if hard < 0 else min(MEMORY, hard), hard))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _grant_cpu(seconds: int) -> None:
    """Processor time is counted over the life of the process: each original gets its share on top."""
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource

        used = resource.getrusage(resource.RUSAGE_SELF)
        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        wanted = int(used.ru_utime + used.ru_stime) + seconds + 1
        resource.setrlimit(resource.RLIMIT_CPU, (wanted if hard < 0 else min(wanted, hard), hard))


def _refuse_the_world(event: str, arguments: tuple[Any, ...]) -> None:
    if event.startswith(_FORBIDDEN) and event != "socket.gethostname":
        raise PermissionError("a reader opens no connection and no program")


def _own_pipes() -> tuple[BinaryIO, BinaryIO]:
    """Requests and replies on descriptors that nobody else has; 0, 1 and 2 lead nowhere from here on."""
    requests, replies = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nowhere, descriptor)
    return requests, replies


def main() -> int:
    """Serve until the input ends. Exit code 1 when the other side sends what is no frame."""
    requests, replies = _own_pipes()
    logging.disable(logging.CRITICAL)
    _limit_memory()
    sys.addaudithook(_refuse_the_world)
    while True:
        try:
            request = read_frame(requests)
        except BrokenFrame:
            return 1
        if request is None:
            return 0
        reply = answer(request)
        if "id" in request:
            reply["id"] = request["id"]
        write_frame(replies, reply)


if __name__ == "__main__":
    sys.exit(main())
