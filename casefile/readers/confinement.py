"""What a process that reads strangers' bytes does to itself first: bounds, and nobody to talk to."""

from __future__ import annotations

import contextlib
import logging
import os
import stat
from typing import Any, BinaryIO

from casefile.readers.hints import Unreadable

MEMORY = 2 * 1024**3
"""Bytes of address space."""

CPU_S = 40
"""Seconds of processor time for one request, before the system stops the process."""

_FORBIDDEN = ("socket.", "subprocess.", "os.exec", "os.fork", "os.posix_spawn", "os.system", "webbrowser.", "urllib.")


def own_pipes() -> tuple[BinaryIO, BinaryIO]:
    """Requests and replies on descriptors that nobody else has; 0, 1 and 2 lead nowhere from here on.

    What libraries log goes nowhere either.
    """
    logging.disable(logging.CRITICAL)
    requests, replies = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nowhere, descriptor)
    return requests, replies


def regular_file(path: str) -> BinaryIO:
    """The file at ``path``, open; whoever asked for it closes it. Raises ``Unreadable`` for anything else."""
    try:
        # Not blocking: a pipe in the place of a file must not hold the child.
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0))
        file = open(descriptor, "rb")  # noqa: SIM115 - whoever asked for it closes it
    except (OSError, ValueError):
        raise Unreadable("the original cannot be opened") from None
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        file.close()
        raise Unreadable("the original is no regular file")
    return file


def limit_memory() -> None:
    """Bound the address space, of this process and of what it starts, and write no core file."""
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY if hard < 0 else min(MEMORY, hard), hard))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def grant_cpu(seconds: int) -> None:
    """Processor time is counted over the life of the process: each request gets its share on top."""
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource

        used = resource.getrusage(resource.RUSAGE_SELF)
        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        wanted = int(used.ru_utime + used.ru_stime) + seconds + 1
        resource.setrlimit(resource.RLIMIT_CPU, (wanted if hard < 0 else min(wanted, hard), hard))


def refuse_the_world(event: str, arguments: tuple[Any, ...]) -> None:
    """An audit hook (PEP 578) under which no connection and no program is opened."""
    if event.startswith(_FORBIDDEN) and event != "socket.gethostname":
        raise PermissionError("a reader opens no connection and no program")
