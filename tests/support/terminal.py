"""The real program in a real terminal: a tmux server of our own, keys in, screen out.

Every wait is for something visible, never for time alone.
"""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import time
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

needs_tmux = pytest.mark.skipif(shutil.which("tmux") is None, reason="needs tmux")


class Terminal:
    """One tmux window of ``size`` (columns, rows) running ``command``; the shell shows ``[exit N]`` after it."""

    def __init__(
        self,
        command: Sequence[str],
        *,
        size: tuple[int, int] = (140, 42),
        env: dict[str, str] | None = None,
        cwd: Path | None = None,
    ) -> None:
        self._socket = f"casefile-{uuid.uuid4().hex[:8]}"
        words = {"TERM": "xterm-256color", "COLORTERM": "truecolor", **(env or {})}
        exports = " ".join(f"{key}={shlex.quote(value)}" for key, value in words.items())
        clean = {key: value for key, value in os.environ.items() if not key.startswith(("TMUX", "CASEFILE"))}
        shell = f"env {exports} {shlex.join(command)}; echo; echo '[exit '$?']'; exec sh"
        self.tmux(
            "-f",
            "/dev/null",
            "new-session",
            "-d",
            "-x",
            str(size[0]),
            "-y",
            str(size[1]),
            *(["-c", str(cwd)] if cwd else []),
            shell,
            env=clean,
        )
        self.tmux("set", "-g", "status", "off")
        self.tmux("set", "-g", "escape-time", "0")

    def tmux(self, *words: str, env: dict[str, str] | None = None) -> str:
        done = subprocess.run(["tmux", "-L", self._socket, *words], capture_output=True, text=True, env=env, check=True)
        return done.stdout

    def screen(self) -> str:
        """The visible text, a line a row."""
        return self.tmux("capture-pane", "-p")

    def keys(self, *names: str) -> None:
        """Press keys by tmux name (``Enter``, ``Escape``, ``C-z``) or single characters."""
        for name in names:
            self.tmux("send-keys", name)

    def type(self, text: str) -> None:
        self.tmux("send-keys", "-l", "--", text)

    def paste(self, text: str) -> None:
        """A bracketed paste, as a terminal emulator does it."""
        loading = subprocess.run(["tmux", "-L", self._socket, "load-buffer", "-"], input=text, text=True, check=True)
        assert loading.returncode == 0
        self.tmux("paste-buffer", "-p")

    def wait(self, text: str, *, seconds: float = 30.0, gone: bool = False) -> str:
        """The screen once ``text`` is on it (or no longer is); fails with the screen otherwise."""
        end = time.monotonic() + seconds
        while True:
            screen = self.screen()
            if (text in screen) is not gone:
                return screen
            assert time.monotonic() < end, f"{'still' if gone else 'never'} on the screen: {text!r}\n{screen}"
            time.sleep(0.02)

    def resize(self, columns: int, rows: int) -> None:
        self.tmux("resize-window", "-x", str(columns), "-y", str(rows))

    def pid(self) -> int:
        """The process id of the shell in the window."""
        return int(self.tmux("display-message", "-p", "#{pane_pid}"))

    def close(self) -> None:
        subprocess.run(["tmux", "-L", self._socket, "kill-server"], capture_output=True, check=False)


@contextmanager
def terminal(
    command: Sequence[str],
    *,
    size: tuple[int, int] = (140, 42),
    env: dict[str, str] | None = None,
    cwd: Path | None = None,
) -> Iterator[Terminal]:
    """A ``Terminal`` that is closed whatever happens."""
    opened = Terminal(command, size=size, env=env, cwd=cwd)
    try:
        yield opened
    finally:
        opened.close()
