"""The process that parses what strangers made: framed JSON in, outcomes out, killed when it misbehaves.

``python -P -m casefile.readers.child``. It bounds its own memory and time where the system lets it, opens no
socket and no program, and says nothing but frames: what libraries print or log goes nowhere.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from typing import Any, BinaryIO

from casefile.domain.frames import BrokenFrame, read_frame, write_frame
from casefile.domain.intake import Member, ReadOutcome
from casefile.domain.text import canonical
from casefile.readers import registry
from casefile.readers.confinement import CPU_S, grant_cpu, limit_memory, own_pipes, refuse_the_world, regular_file
from casefile.readers.deadline import TooLong
from casefile.readers.hints import Hints, Unreadable, unread
from casefile.readers.wire import hints_from, member_to_json, outcome_to_json

_CHARSET_SAMPLE = 64 * 1024

BATCH_SECONDS = 2.0
BATCH_MEMBERS = 200
"""After which members that were taken out are sent, so that a watch counts for few of them, not for a mailbox."""


class _Session:
    """What one child is asked: originals to read, one container at a time to take apart."""

    def __init__(self) -> None:
        self._members: Iterator[Member] | None = None
        self._file: BinaryIO | None = None

    def answer(self, request: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
        """The reply to one request, and the bytes that follow it. ``error`` where it cannot be served."""
        try:
            if "next" in request:
                return self._next(int(request["next"]))
            hints = hints_from(request)
            file = regular_file(str(request["path"]))
            if "open" in request:
                self._close()
                self._file, self._members = file, registry.members(file, hints)
                return {"opened": True}, b""
            with file:
                if "columns_of" in request:
                    return columns_of(file, hints), b""
                if "charsets_of" in request:
                    return charsets_of(file, hints), b""
                return outcome_to_json(attempt(file, hints)), b""
        except Unreadable as refusal:
            return {"error": str(refusal)}, b""
        except (AttributeError, KeyError, TypeError, ValueError):
            return {"error": "the request is not understood"}, b""

    def _next(self, most: int) -> tuple[dict[str, Any], bytes]:
        """Members until they hold ``most`` bytes or have taken a while; the last reply has ``done`` and why."""
        taken: list[dict[str, Any]] = []
        pieces: list[bytes] = []
        size, reason, is_done = 0, "", False
        until = time.monotonic() + BATCH_SECONDS
        while not is_done and size < most and len(taken) < BATCH_MEMBERS and time.monotonic() < until:
            member, reason = self._take()
            is_done = member is None
            if member is not None:
                taken.append(member_to_json(member))
                pieces.append(member.data)
                size += len(member.data)
        if is_done:
            self._close()
        return {"members": taken, "done": is_done, "reason": reason, "raw": size}, b"".join(pieces)

    def _take(self) -> tuple[Member | None, str]:
        if self._members is None:
            return None, ""
        try:
            return next(self._members, None), ""
        except Exception as error:
            return None, reason_for(error)

    def _close(self) -> None:
        self._members = None
        if self._file is not None:
            self._file.close()
        self._file = None


def attempt(file: BinaryIO, hints: Hints) -> ReadOutcome:
    """The outcome for ``file``, whatever its reader does. Reasons hold no content and no traceback."""
    try:
        return registry.read_file(file, hints)
    except Exception as error:
        return unread(reason_for(error))


def reason_for(error: Exception) -> str:
    """What a reader died of, in words that hold no content and no traceback."""
    if isinstance(error, RecursionError):
        return "the file is nested too deep"
    if isinstance(error, MemoryError):
        return "reading the file took more memory than is allowed"
    if isinstance(error, TooLong):
        return "reading the file took too long"
    if isinstance(error, Unreadable):
        return str(error)
    return f"its reader failed ({type(error).__name__})"


def columns_of(file: BinaryIO, hints: Hints) -> dict[str, Any]:
    """How a table of articles would be read, for a person to look at before it is: see ``tables.preview``."""
    from casefile.readers import tables

    try:
        return tables.preview(file, hints)
    except Exception as error:
        return {"kind": "", "reason": reason_for(error)}


def charsets_of(file: BinaryIO, hints: Hints) -> dict[str, Any]:
    """In which charsets a file makes sense: a name, a score from 0 to 1 and its beginning, the likeliest first."""
    from casefile.readers import charset

    try:
        found = charset.candidates(file.read(_CHARSET_SAMPLE))
        return {"charsets": [[name, score, canonical(start)] for name, score, start in found]}
    except Exception as error:
        return {"charsets": [], "reason": reason_for(error)}


def main() -> int:
    """Serve until the input ends. Exit code 1 when the other side sends what is no frame."""
    requests, replies = own_pipes()
    limit_memory()
    sys.addaudithook(refuse_the_world)
    session = _Session()
    while True:
        try:
            request = read_frame(requests)
        except BrokenFrame:
            return 1
        if request is None:
            return 0
        # Here, where the process is nobody else's: a limit that was set once is never lifted.
        limits = request.get("limits")
        wanted = limits.get("cpu_s") if isinstance(limits, dict) else None
        grant_cpu(wanted if isinstance(wanted, int) else CPU_S)
        reply, raw = session.answer(request)
        if "id" in request:
            reply["id"] = request["id"]
        write_frame(replies, reply)
        if raw:
            replies.write(raw)
            replies.flush()


if __name__ == "__main__":
    sys.exit(main())
