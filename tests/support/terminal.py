"""The real program in a real terminal: a tmux server of our own, keys in, screen out.

Every wait is for something visible, never for time alone. What the program wrote, byte for byte, can be had beside
the screen: tmux shows what a terminal made of the bytes, the recording shows the bytes.
"""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

CASEFILE = [sys.executable, "-P", "-m", "casefile"]

# How long a slow machine may take; only a failing test waits so long.
PATIENCE = float(os.environ.get("CASEFILE_TEST_PATIENCE", "30"))

needs_tmux = pytest.mark.skipif(shutil.which("tmux") is None, reason="needs tmux")


class Terminal:
    """One tmux window of ``size`` (columns, rows) running ``command``; the shell shows ``[exit N]`` after it.

    ``record`` is a file that receives every byte that the program writes to its terminal.
    """

    def __init__(
        self,
        command: Sequence[str],
        *,
        size: tuple[int, int] = (140, 42),
        env: dict[str, str] | None = None,
        cwd: Path | None = None,
        record: Path | None = None,
    ) -> None:
        # A folder of our own: nobody else's tmux is near, and nothing is left behind.
        self._folder = tempfile.mkdtemp(prefix="casefile-")
        self._socket = f"{self._folder}/tmux"
        words = {"TERM": "xterm-256color", "COLORTERM": "truecolor", **(env or {})}
        exports = " ".join(f"{key}={shlex.quote(value)}" for key, value in words.items())
        # COLUMNS and LINES, which a test runner's own processes have, would overrule the size of the window.
        foreign = ("TMUX", "CASEFILE", "COLUMNS", "LINES")
        clean = {key: value for key, value in os.environ.items() if not key.startswith(foreign)}
        # The recording has to be there before the first byte is: the program waits for a line.
        gate = "read _; " if record is not None else ""
        shell = f"{gate}env {exports} {shlex.join(command)}; echo; echo '[exit '$?']'; exec sh"
        self.tmux(
            *("-f", "/dev/null", "new-session", "-d", "-x", str(size[0]), "-y", str(size[1])),
            *(["-c", str(cwd)] if cwd else []),
            shell,
            env=clean,
        )
        self.tmux("set", "-g", "status", "off")
        self.tmux("set", "-g", "escape-time", "0")
        if record is not None:
            self.tmux("pipe-pane", "-O", f"cat >{shlex.quote(str(record))}")
            self.keys("Enter")

    def tmux(self, *words: str, env: dict[str, str] | None = None) -> str:
        done = subprocess.run(["tmux", "-S", self._socket, *words], capture_output=True, env=env, check=False)
        assert done.returncode == 0, f"tmux {words[0]}: {done.stderr.decode()}"
        return done.stdout.decode("utf-8", "replace")

    def screen(self) -> str:
        """The visible text, a line a row."""
        return self.tmux("capture-pane", "-p")

    def rows(self) -> list[str]:
        """The rows of the screen."""
        return self.screen().rstrip("\n").split("\n")

    def keys(self, *names: str) -> None:
        """Press keys by tmux name (``Enter``, ``Escape``, ``C-z``) or single characters.

        Wait for something after ``Escape``: a terminal sends alt with a key as escape and that key.
        """
        self.tmux("send-keys", *names)

    def type(self, text: str) -> None:
        self.tmux("send-keys", "-l", "--", text)

    def paste(self, text: str) -> None:
        """A bracketed paste, as a terminal emulator does it."""
        subprocess.run(["tmux", "-S", self._socket, "load-buffer", "-"], input=text.encode(), check=True)
        self.tmux("paste-buffer", "-p", "-r")

    def wait(self, text: str, *, seconds: float = PATIENCE, gone: bool = False) -> str:
        """The screen once ``text`` is on it (or no longer is); fails with the screen otherwise."""
        words = f"{'still' if gone else 'never'} on the screen: {text!r}"
        return self.wait_for(lambda screen: (text in screen) is not gone, words, seconds=seconds)

    def wait_for(self, fits: Callable[[str], object], words: str, *, seconds: float = PATIENCE) -> str:
        """The screen once it ``fits``; fails with ``words`` and the screen otherwise."""
        end = time.monotonic() + seconds
        while True:
            screen = self.screen()
            if fits(screen):
                return screen
            assert time.monotonic() < end, f"{words}\n{screen}"
            time.sleep(0.03)

    def still(self, *, seconds: float = PATIENCE) -> str:
        """The screen once it has been the same for a third of a second: nothing of it is half drawn."""
        end = time.monotonic() + seconds
        screen, since = self.screen(), time.monotonic()
        while time.monotonic() - since < 0.33:
            assert time.monotonic() < end, f"never still\n{screen}"
            time.sleep(0.05)
            now = self.screen()
            if now != screen:
                screen, since = now, time.monotonic()
        return screen

    def press_until(self, key: str, text: str, *, most: int = 40) -> str:
        """Press ``key`` until ``text`` is on the screen, after each press waiting until the screen changed."""
        screen = self.screen()
        for _ in range(most):
            if text in screen:
                return screen
            before = screen
            self.keys(key)
            screen = self.wait_for(lambda now, before=before: now != before, f"no answer to {key}")  # type: ignore[misc]
        return self.wait(text, seconds=2)

    def exited(self, code: int) -> str:
        """The screen once the shell has shown that the program ended with ``code``."""
        screen = self.wait("[exit ")
        assert f"[exit {code}]" in screen, screen
        return screen

    def resize(self, columns: int, rows: int) -> None:
        self.tmux("resize-window", "-x", str(columns), "-y", str(rows))

    def pid(self) -> int:
        """The process id of the shell in the window."""
        return int(self.tmux("display-message", "-p", "#{pane_pid}"))

    def flag(self, name: str) -> str:
        """A format of tmux: ``alternate_on``, ``cursor_flag``, ``mouse_any_flag``."""
        return self.tmux("display-message", "-p", f"#{{{name}}}").strip()

    def close(self) -> None:
        subprocess.run(["tmux", "-S", self._socket, "kill-server"], capture_output=True, check=False)
        shutil.rmtree(self._folder, ignore_errors=True)


@contextmanager
def terminal(
    command: Sequence[str],
    *,
    size: tuple[int, int] = (140, 42),
    env: dict[str, str] | None = None,
    cwd: Path | None = None,
    record: Path | None = None,
) -> Iterator[Terminal]:
    """A ``Terminal`` that is closed whatever happens."""
    opened = Terminal(command, size=size, env=env, cwd=cwd, record=record)
    try:
        yield opened
    finally:
        opened.close()
