"""A child that may be killed: parsers, extraction and search run in one, behind framed JSON.

A hostile file can hang a parser, eat memory or crash the interpreter; here that costs one answer. A watchdog
thread looks at the clock and at the child's resident memory while a call is under way (RLIMIT_AS does not
bind on macOS) and kills the child; the next call starts a new one.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

from casefile.domain.frames import BrokenFrame, read_bytes, read_frame, write_frame

_LOOK_EVERY = 0.05
_PAGE = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096


@dataclass(frozen=True, slots=True)
class Limits:
    """``seconds`` of wall time for one call, ``memory`` in bytes of resident set, ``nice`` added priority."""

    seconds: float = 60.0
    memory: int = 1024 * 1024 * 1024
    nice: int = 5


class ChildDied(Exception):
    """The child did not answer. The text says why, for a person, without anything of the content."""


class ChildProcess:
    """One ``python -P -m MODULE`` started at the first call, restarted after a death. Thread-safe."""

    def __init__(self, module: str, *arguments: str, limits: Limits | None = None) -> None:
        self._command = [sys.executable, "-P", "-m", module, *arguments]
        self._limits = limits or Limits()
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()
        self._closed = False

    def __enter__(self) -> ChildProcess:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def start(self) -> None:
        """Start the child before it is needed, so that the first answer is quick."""
        with self._lock:
            self._running()

    def call(self, message: dict[str, Any], *, seconds: float | None = None) -> dict[str, Any]:
        """The child's answer to ``message``. Raises ``ChildDied``; the child is then gone and will be replaced.

        An answer that announces bytes behind it (``raw``, their number) holds them under that name.
        """
        (answer,) = self.call_each([message], seconds=seconds)
        if isinstance(answer, ChildDied):
            raise answer
        return answer

    def call_each(
        self, messages: Sequence[dict[str, Any]], *, seconds: float | None = None
    ) -> Iterator[dict[str, Any] | ChildDied]:
        """An answer for each of ``messages``, which go out together; ``seconds`` and memory are counted for each.

        Where the child dies over one of them, that one's answer is the death, and another child gets the rest.
        The messages together must fit a pipe (some 60 kB).
        """
        with self._lock:
            at = 0
            try:
                while at < len(messages):
                    process = self._running()
                    assert process.stdin is not None
                    # Where it died meanwhile, reading its answer says so.
                    with contextlib.suppress(OSError):
                        for message in messages[at:]:
                            write_frame(process.stdin, message)
                    is_alive = True
                    while is_alive and at < len(messages):
                        answer = self._answer(process, seconds or self._limits.seconds)
                        is_alive = not isinstance(answer, ChildDied)
                        at += 1
                        yield answer
            except ChildDied as death:
                yield from [death] * (len(messages) - at)
                at = len(messages)
            finally:
                # Answers that nobody waits for must not be taken for those of the next call.
                if at < len(messages):
                    self._end()

    def _answer(self, process: subprocess.Popen[bytes], seconds: float) -> dict[str, Any] | ChildDied:
        watch = _Watch(process, seconds, self._limits.memory)
        watch.start()
        try:
            assert process.stdout is not None
            answer = read_frame(process.stdout)
            if answer is not None and "raw" in answer:
                answer["raw"] = read_bytes(process.stdout, int(answer["raw"]))
        except (BrokenFrame, OSError, ValueError, TypeError):
            answer = None
        finally:
            watch.stop()
        if answer is None:
            self._end()
            return ChildDied(watch.verdict or "the program that read it crashed")
        return answer

    def renew_above(self, memory: int) -> None:
        """End the child, to be replaced at the next call, where it has kept more than ``memory`` bytes."""
        with self._lock:
            if self._process is not None and resident(self._process.pid) > memory:
                self._end()

    def close(self) -> None:
        """End the child. Safe to call from another thread while a call hangs."""
        self._closed = True
        process = self._process
        if process is not None:
            _kill(process)
        with self._lock:
            self._end()

    def _running(self) -> subprocess.Popen[bytes]:
        if self._closed:
            raise ChildDied("it was closed")
        if self._process is None or self._process.poll() is not None:
            self._end()
            # A session of its own: ctrl+c in the terminal is the desk's business, not the child's.
            self._process = subprocess.Popen(
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
            self._lower_priority(self._process.pid)
        return self._process

    def _lower_priority(self, pid: int) -> None:
        if self._limits.nice:
            with contextlib.suppress(OSError, AttributeError):
                os.setpriority(os.PRIO_PROCESS, pid, self._limits.nice)

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        _kill(process)
        for pipe in (process.stdin, process.stdout):
            with contextlib.suppress(OSError):
                if pipe is not None:
                    pipe.close()
        process.wait()


class _Watch(threading.Thread):
    """Kills the child that takes too long or too much; ``verdict`` then says which."""

    def __init__(self, process: subprocess.Popen[bytes], seconds: float, memory: int) -> None:
        super().__init__(daemon=True)
        self._process, self._seconds, self._memory = process, seconds, memory
        self._done = threading.Event()
        self.verdict = ""

    def run(self) -> None:
        end = time.monotonic() + self._seconds
        while not self._done.wait(_LOOK_EVERY):
            if time.monotonic() > end:
                self._kill(f"it took longer than {self._seconds:.0f} seconds")
            elif resident(self._process.pid) > self._memory:
                self._kill(f"it needed more than {self._memory // (1024 * 1024)} MB of memory")

    def stop(self) -> None:
        self._done.set()
        self.join()

    def _kill(self, verdict: str) -> None:
        self.verdict = verdict
        _kill(self._process)
        self._done.set()


def _kill(process: subprocess.Popen[bytes]) -> None:
    """End it, and whatever it started: it leads a group of its own."""
    with contextlib.suppress(OSError):
        if process.poll() is None and hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
    with contextlib.suppress(OSError):
        process.kill()


def resident(pid: int) -> int:
    """Resident memory of a process in bytes, 0 when it cannot be told (it ended, or no way to ask)."""
    statm = Path(f"/proc/{pid}/statm")
    try:
        return int(statm.read_text().split()[1]) * _PAGE
    except (OSError, IndexError, ValueError):
        pass
    if sys.platform == "darwin":
        asked = subprocess.run(["/bin/ps", "-o", "rss=", "-p", str(pid)], capture_output=True, text=True, check=False)
        return int(asked.stdout.strip() or 0) * 1024
    return 0
