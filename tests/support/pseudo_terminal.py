"""A program behind a pseudo-terminal of our own: every byte it writes, its exit code, and a line that can be cut."""

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
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

_CONTROL = re.compile(
    rb"\x1b\[[0-9;:?<>=!]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1bP[^\x1b]*\x1b\\|\x1b[()][A-Z0-9]|\x1b."
)
# What Textual asks at the start, and what a terminal answers.
_QUESTIONS = {b"\x1b[?2026$p": b"\x1b[?2026;2$y", b"\x1b[6n": b"\x1b[1;1R"}


def as_text(output: bytes) -> str:
    """What was written, without the control sequences."""
    return _CONTROL.sub(b"", output).decode("utf-8", "replace")


class PseudoTerminal:
    """``command`` in a terminal of ``size`` (columns, rows). A thread reads along, so that it never has to wait."""

    def __init__(
        self,
        command: Sequence[str],
        *,
        size: tuple[int, int] = (120, 40),
        env: Mapping[str, str] | None = None,
        cwd: Path | None = None,
    ) -> None:
        # COLUMNS and LINES, which a test runner's own processes have, would overrule the size given here.
        inherited = {key: value for key, value in os.environ.items() if key not in ("COLUMNS", "LINES")}
        words = {**inherited, "TERM": "xterm-256color", "COLORTERM": "truecolor", **(env or {})}
        self.pid, self._line = pty.fork()
        if self.pid == 0:
            if cwd is not None:
                os.chdir(cwd)
            os.execvpe(command[0], list(command), words)
        fcntl.ioctl(self._line, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
        self.output = b""
        self.code: int | None = None
        self._is_cut = threading.Event()
        self._changed = threading.Condition()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        while not self._is_cut.is_set():
            try:
                if not select.select([self._line], [], [], 0.1)[0]:
                    continue
                part = os.read(self._line, 1 << 16)
            except OSError:
                return
            if not part:
                return
            for question, answer in _QUESTIONS.items():
                if question in part:
                    with contextlib.suppress(OSError):
                        os.write(self._line, answer)
            with self._changed:
                self.output += part
                self._changed.notify_all()

    def send(self, keys: bytes) -> None:
        """Write ``keys`` to the program."""
        while keys:
            keys = keys[os.write(self._line, keys) :]

    def wait(self, text: str, *, since: int = 0, seconds: float = 30.0) -> None:
        """Until ``text`` has been written, after byte ``since``; fails with what was written otherwise."""
        self.wait_for(lambda output: text in as_text(output[since:]), f"never written: {text!r}", seconds=seconds)

    def wait_for(self, fits: Callable[[bytes], object], words: str, *, seconds: float = 30.0) -> None:
        """Until the bytes written so far ``fit``; fails with ``words`` otherwise."""
        end = time.monotonic() + seconds
        with self._changed:
            while not fits(self.output):
                left = end - time.monotonic()
                assert left > 0, f"{words}\n{as_text(self.output)[-3000:]}"
                self._changed.wait(min(left, 1.0))

    def signal(self, number: signal.Signals) -> None:
        """Send the program a signal."""
        os.kill(self.pid, number)

    def hang_up(self) -> None:
        """Cut the line, as a closed window or a lost connection does."""
        self._is_cut.set()
        self._reader.join(1.0)
        with contextlib.suppress(OSError):
            os.close(self._line)
        self._line = -1

    def exit_code(self, *, seconds: float = 30.0) -> int:
        """The exit code as a shell would say it: 128 + n for a program that signal n killed."""
        end = time.monotonic() + seconds
        while self.code is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                code = os.waitstatus_to_exitcode(status)
                self.code = code if code >= 0 else 128 - code
                break
            assert time.monotonic() < end, f"still running\n{as_text(self.output)[-3000:]}"
            time.sleep(0.02)
        self._reader.join(2.0)
        return self.code

    def close(self) -> None:
        self._is_cut.set()
        if self.code is None:
            with contextlib.suppress(OSError):
                os.kill(self.pid, signal.SIGKILL)
            with contextlib.suppress(OSError):
                os.waitpid(self.pid, 0)
        if self._line >= 0:
            with contextlib.suppress(OSError):
                os.close(self._line)


@contextmanager
def pseudo_terminal(
    command: Sequence[str],
    *,
    size: tuple[int, int] = (120, 40),
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
) -> Iterator[PseudoTerminal]:
    """A ``PseudoTerminal`` whose program has ended afterwards, whatever happens."""
    opened = PseudoTerminal(command, size=size, env=env, cwd=cwd)
    try:
        yield opened
    finally:
        opened.close()
