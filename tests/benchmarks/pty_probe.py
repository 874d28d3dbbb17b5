"""A program behind a pseudo-terminal: when does a text appear, when is a key answered?

What the program writes is read as it comes and stripped of control sequences; times are those of the read that
brought the text, so they are what a terminal emulator would have had.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
from collections.abc import Mapping, Sequence

_CONTROL = re.compile(
    rb"\x1b\[[0-9;:?<>=!]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1bP[^\x1b]*\x1b\\|\x1b[()][A-Z0-9]|\x1b."
)


class Probe:
    """One program in a pty of ``size`` (columns, rows)."""

    def __init__(
        self,
        command: Sequence[str],
        *,
        size: tuple[int, int] = (140, 42),
        env: Mapping[str, str] | None = None,
        cwd: str | None = None,
    ) -> None:
        words = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor", **(env or {})}
        self.began = time.perf_counter()
        self.pid, self._fd = pty.fork()
        if self.pid == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
            if cwd:
                os.chdir(cwd)
            os.execvpe(command[0], list(command), words)
        self.output = b""

    def _read(self, seconds: float) -> bool:
        ready, _, _ = select.select([self._fd], [], [], seconds)
        if not ready:
            return False
        try:
            part = os.read(self._fd, 1 << 16)
        except OSError:
            return False
        self.output += part
        # The questions that Textual asks at the start; a real terminal answers, so does this one.
        if b"\x1b[?2026$p" in part:
            os.write(self._fd, b"\x1b[?2026;2$y")
        if b"\x1b[6n" in part:
            os.write(self._fd, b"\x1b[1;1R")
        return True

    def wait(self, text: str, *, since: int = 0, seconds: float = 60.0) -> float:
        """Seconds from the start until ``text`` had been written (after byte ``since``). Raises TimeoutError."""
        wanted, end = text.encode(), time.perf_counter() + seconds
        while wanted not in _CONTROL.sub(b"", self.output[since:]):
            self._read(0.5)
            if time.perf_counter() > end:
                raise TimeoutError(f"never written: {text!r}")
        return time.perf_counter() - self.began

    def settle(self, quiet: float = 0.3, seconds: float = 15.0) -> None:
        """Wait until nothing has been written for ``quiet`` seconds."""
        end = time.perf_counter() + seconds
        while self._read(quiet) and time.perf_counter() < end:
            pass

    def key(self, keys: bytes, *, quiet: float = 0.02) -> float:
        """Seconds from pressing ``keys`` until the last byte of the answer, which ``quiet`` seconds of silence end."""
        start = time.perf_counter()
        os.write(self._fd, keys)
        if not self._read(5.0):
            raise TimeoutError(f"no answer to {keys!r}")
        last = time.perf_counter()
        while self._read(quiet):
            last = time.perf_counter()
        return last - start

    def send(self, keys: bytes) -> None:
        os.write(self._fd, keys)

    def close(self) -> None:
        with contextlib.suppress(OSError):
            os.kill(self.pid, signal.SIGKILL)
        with contextlib.suppress(OSError):
            os.close(self._fd)
        with contextlib.suppress(OSError):
            os.waitpid(self.pid, 0)
