"""How much memory a program and all that it started take at most, looked at every 20 ms (Linux only: /proc)."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from pathlib import Path

_PAGE = os.sysconf("SC_PAGE_SIZE")


class Memory:
    """Follows the process ``pid`` and its descendants for as long as the block runs.

    ``largest``: bytes of resident memory by role: ``app`` for the process itself, and the module for each Python that
    was started with ``-m``. ``together``: all of them at one moment.
    """

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._follow, daemon=True)
        self.largest: dict[str, int] = {}
        self.together = 0

    def __enter__(self) -> Memory:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def clear(self) -> None:
        """Forget what was the most until now."""
        self.largest, self.together = {}, 0

    def children(self) -> int:
        """The most that one process had which is not the app itself."""
        return max((most for role, most in self.largest.items() if role != "app"), default=0)

    def _follow(self) -> None:
        while not self._over.wait(0.02):
            total = 0
            for pid in (self._pid, *_below(self._pid)):
                try:
                    held = int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * _PAGE
                    role = "app" if pid == self._pid else _role(pid)
                except (OSError, IndexError, ValueError):
                    continue
                total += held
                self.largest[role] = max(held, self.largest.get(role, 0))
            self.together = max(self.together, total)


def _below(pid: int) -> Iterator[int]:
    try:
        started = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        # Whoever started a child in another thread is its parent all the same.
        for task in os.listdir(f"/proc/{pid}/task"):
            if int(task) != pid:
                started += Path(f"/proc/{pid}/task/{task}/children").read_text().split()
    except OSError:
        return
    for child in map(int, started):
        yield child
        yield from _below(child)


def _role(pid: int) -> str:
    words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    if b"-m" in words[:-1]:
        return words[words.index(b"-m") + 1].decode()
    return os.path.basename(words[0].decode()) or "?"
