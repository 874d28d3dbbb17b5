"""Loaded by every Python process of a run whose PYTHONPATH names this folder: it watches, and makes readers fail.

``WATCHED_LOG``: a file that gets a line for every attempt to reach a network or a name server; the attempt fails.
``WATCHED_FAULT``: what the reading processes do over every original instead of reading it.
"""

from __future__ import annotations

import os
import sys

_REACHING = (
    "socket.",
    "urllib.",
    "http.client",
    "ftplib.",
    "smtplib.",
    "poplib.",
    "imaplib.",
    "telnetlib.",
    "nntplib.",
)


def _watch(event: str, arguments: tuple[object, ...]) -> None:
    if not event.startswith(_REACHING):
        return
    # A pair of connected sockets inside one process is how an event loop is woken; 1 is AF_UNIX.
    if event == "socket.__new__" and len(arguments) > 1 and arguments[1] == 1:
        return
    # urllib3, which trafilatura imports, asks at its import whether there is IPv6. It is refused here as everywhere,
    # and is no attempt to reach anyone.
    asks = event == "socket.__new__" and sys._getframe(2).f_code.co_filename.endswith("urllib3/util/connection.py")
    if asks:
        raise PermissionError("no process of this run may make a socket")
    with open(os.environ["WATCHED_LOG"], "a", encoding="utf-8") as log:
        log.write(f"{event} {sys.orig_argv}\n")
    raise PermissionError("no process of this run may reach a network")


def _fail(kind: str) -> None:
    import logging
    import warnings
    from typing import Any

    from casefile.readers import registry

    def fault(file: Any, *_: Any) -> Any:
        content = file.read().decode("utf-8", "replace")
        match kind:
            case "say":
                print(content)
                print(content, file=sys.stderr, flush=True)
                warnings.warn(content, stacklevel=1)
                logging.getLogger("reader").error(content)
                os.write(2, content.encode())
                raise RuntimeError(content)
            case "abort":
                os.abort()
            case "exit":
                raise SystemExit(content)
            case "eat":
                raise MemoryError(content)

    registry.read_file = fault


if "WATCHED_LOG" in os.environ:
    sys.addaudithook(_watch)
if "WATCHED_FAULT" in os.environ and "casefile.readers.child" in sys.orig_argv:
    _fail(os.environ["WATCHED_FAULT"])
