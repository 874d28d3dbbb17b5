"""The desk's children: the worker that extracts and indexes, and an intake with its progress."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

_COMMAND = [sys.executable, "-P", "-m", "casefile"]
_WHOLE_REPORT = 1_000_000
_RESTARTS = 3
_LINE_LIMIT = 1 << 20


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an intake is. ``rate`` is items a second; ``seconds_left`` None while it cannot be told."""

    done: int
    total: int
    rate: float
    seconds_left: float | None

    def __str__(self) -> str:
        words = [f"adding {self.done:,} of {self.total:,}"]
        if self.rate >= 0.1:
            words.append(f"{self.rate:,.0f} a second" if self.rate >= 2 else f"{self.rate:,.1f} a second")
        if self.seconds_left is not None:
            left = self.seconds_left
            words.append(f"{left:,.0f} s left" if left < 100 else f"{left / 60:,.0f} min left")
        return " · ".join(words)


@dataclass(frozen=True, slots=True)
class Outcome:
    """How an intake ended. ``problems`` are the first reasons of items that were not read."""

    counts: dict[str, int] = field(default_factory=dict)
    problems: tuple[str, ...] = ()
    first: str = ""
    error: str = ""
    is_stopped: bool = False


class Intake:
    """One ``casefile add`` as a child. ``stop`` ends it; what it had stored by then stays stored."""

    def __init__(self, root: Path, paths: Sequence[str], progress: Callable[[Progress], object]) -> None:
        self._arguments = [*_COMMAND, "-c", str(root), "add", "--json", "--progress", "--", *paths]
        self._progress = progress
        self._process: asyncio.subprocess.Process | None = None
        self._stopped = False
        self._complaints: list[str] = []

    async def run(self) -> Outcome:
        """Run to the end; never raises for what the child says."""
        try:
            self._process = await asyncio.create_subprocess_exec(
                *self._arguments,
                stdin=asyncio.subprocess.DEVNULL,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.PIPE,
                limit=_LINE_LIMIT,
                start_new_session=True,
            )
        except OSError as error:
            return Outcome(error=f"Adding could not start: {error.strerror}.")
        assert self._process.stdout is not None
        assert self._process.stderr is not None
        report, _ = await asyncio.gather(self._process.stdout.read(), self._follow(self._process.stderr))
        code = await self._process.wait()
        return self._outcome(report, code)

    def stop(self) -> None:
        """Ask the child to end. Safe at any time."""
        self._stopped = True
        _signal(self._process, signal.SIGTERM)

    async def _follow(self, stream: asyncio.StreamReader) -> None:
        started = time.monotonic()
        while True:
            try:
                line = await stream.readline()
            except ValueError:
                continue
            if not line:
                return
            try:
                step = json.loads(line)
                done, total = int(step["done"]), int(step["total"])
            except (ValueError, KeyError, TypeError):
                self._complaints.append(line.decode("utf-8", "replace").strip())
                continue
            elapsed = max(time.monotonic() - started, 0.001)
            rate = done / elapsed
            left = (total - done) / rate if done >= 5 and rate else None
            self._progress(Progress(done, total, rate, left))

    def _outcome(self, report: bytes, code: int) -> Outcome:
        if self._stopped:
            return Outcome(is_stopped=True)
        counts, problems, first = _read_report(report)
        if counts is None:
            words = next((line for line in self._complaints if line), "")
            return Outcome(error=words or f"Adding ended unexpectedly (exit code {code}).")
        return Outcome(counts, tuple(problems), first)


def _read_report(report: bytes) -> tuple[dict[str, int] | None, list[str], str]:
    """Counts, the first problems and the first article's label out of the child's report.

    A report of tens of thousands of items is read from its tail only: parsing ten megabytes of JSON holds
    the interpreter for longer than a key may wait.
    """
    try:
        if len(report) > _WHOLE_REPORT:
            tail = report[report.rindex(b'"counts"') :]
            return json.loads(tail[tail.index(b"{") : tail.index(b"}") + 1]), [], ""
        whole = json.loads(report)
        problems = [f"{item['path']}: {item['reason']}" for item in whole["items"] if item["status"] == "unread"]
        first = next((item["article"] for item in whole["items"] if item["article"]), "")
        return dict(whole["counts"]), problems[:3], first
    except (ValueError, KeyError, TypeError):
        return None, [], ""


class Worker:
    """``casefile work --watch``: extraction and index while the desk is open; it ends when its input ends."""

    def __init__(self, root: Path) -> None:
        self._arguments = [*_COMMAND, "-c", str(root), "work", "--watch"]
        self._process: asyncio.subprocess.Process | None = None
        self._over = False

    async def run(self) -> None:
        """Keep one alive, giving up after a few quick deaths."""
        deaths = 0
        while not self._over and deaths <= _RESTARTS:
            started = time.monotonic()
            try:
                self._process = await asyncio.create_subprocess_exec(
                    *self._arguments,
                    stdin=asyncio.subprocess.PIPE,
                    stdout=asyncio.subprocess.DEVNULL,
                    stderr=asyncio.subprocess.DEVNULL,
                    start_new_session=True,
                )
            except OSError:
                return
            await self._process.wait()
            deaths = 1 if time.monotonic() - started > 60 else deaths + 1
            await asyncio.sleep(min(deaths, 3))

    def stop(self) -> None:
        """End it: its input ends, and it is told to stop. Safe at any time."""
        self._over = True
        process = self._process
        if process is not None and process.stdin is not None:
            with contextlib.suppress(OSError, RuntimeError):
                process.stdin.close()
        _signal(process, signal.SIGTERM)


def _signal(process: asyncio.subprocess.Process | None, number: signal.Signals) -> None:
    if process is not None and process.returncode is None:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.kill(process.pid, number)
