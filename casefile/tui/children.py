"""The desk's children: the worker that extracts and indexes, and an intake with its progress."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

_COMMAND = [sys.executable, "-P", "-m", "casefile"]
_WHOLE_REPORT = 1_000_000
_RESTARTS = 3
_NICE = 10


@dataclass(frozen=True, slots=True)
class Progress:
    """How far it is. ``rate`` is items a second; ``seconds_left`` None while it cannot be told.

    ``label`` is what it is at (a name out of the case); ``verb`` what is being done.
    """

    done: int
    total: int
    rate: float
    seconds_left: float | None
    label: str = ""
    verb: str = "adding"

    def __str__(self) -> str:
        words = [f"{self.verb} {self.done:,} of {self.total:,}"]
        if self.rate >= 0.1:
            words.append(f"{self.rate:,.0f} a second" if self.rate >= 2 else f"{self.rate:,.1f} a second")
        if self.seconds_left is not None:
            left = self.seconds_left
            words.append(f"{left:,.0f} s left" if left < 100 else f"{left / 60:,.0f} min left")
        return " · ".join(words)


@dataclass(frozen=True, slots=True)
class Outcome:
    """How it ended. ``problems`` are the first reasons of items that were not read."""

    counts: dict[str, int] = field(default_factory=dict)
    problems: tuple[str, ...] = ()
    first: str = ""
    error: str = ""
    is_stopped: bool = False


class Intake:
    """One ``casefile add`` or ``casefile reread`` as a child. ``stop`` ends it; what it had stored by then stays.

    ``words`` is the command, from its name on, with ``--json`` and ``--progress``; ``verb`` is for the progress.
    ``password`` goes to the child by its input: arguments of a process can be seen by everybody on the machine.
    ``progress`` is called in the thread that ``run`` blocks.
    """

    def __init__(
        self,
        root: Path,
        words: Sequence[str],
        progress: Callable[[Progress], object],
        *,
        verb: str = "adding",
        password: str = "",
    ) -> None:
        self._arguments = [*_COMMAND, "-c", str(root), *words]
        self._progress = progress
        self._password = password
        self.verb = verb
        self._process: subprocess.Popen[bytes] | None = None
        self._stopped = False
        self._complaints: list[str] = []

    def run(self) -> Outcome:
        """Run to the end. Blocks; never raises for what the child says."""
        try:
            self._process = subprocess.Popen(
                self._arguments,
                stdin=subprocess.PIPE if self._password else subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                start_new_session=True,
            )
        except OSError as error:
            return Outcome(error=f"It could not start: {error.strerror}.")
        _give_way(self._process)
        if self._process.stdin is not None:
            with contextlib.suppress(OSError), self._process.stdin as stdin:
                stdin.write(self._password.encode("utf-8", "surrogateescape") + b"\n")
        assert self._process.stdout is not None
        assert self._process.stderr is not None
        following = threading.Thread(target=self._follow, args=(self._process.stderr,), daemon=True)
        following.start()
        report = self._process.stdout.read()
        following.join()
        return self._outcome(report, self._process.wait())

    def stop(self) -> None:
        """Ask the child to end. Safe at any time."""
        self._stopped = True
        _end(self._process)

    def _follow(self, stream: IO[bytes]) -> None:
        started, before = time.monotonic(), 0
        for line in stream:
            try:
                step = json.loads(line)
                done, total, label = int(step["done"]), int(step["total"]), str(step.get("label") or "")
            except (ValueError, KeyError, TypeError, AttributeError):
                self._complaints.append(line.decode("utf-8", "replace").strip())
                continue
            if not before:
                # What a run that goes on had done before says nothing of its pace.
                before = max(1, done)
            elapsed = max(time.monotonic() - started, 0.001)
            fresh = done - before + 1
            rate = fresh / elapsed
            left = (total - done) / rate if fresh >= 5 else None
            self._progress(Progress(done, total, rate, left, label, self.verb))

    def _outcome(self, report: bytes, code: int) -> Outcome:
        if self._stopped:
            return Outcome(is_stopped=True)
        counts, problems, first = _read_report(report)
        if counts is None:
            words = complaint("\n".join(self._complaints))
            return Outcome(error=words or f"It ended unexpectedly (exit code {code}).")
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
        self._process: subprocess.Popen[bytes] | None = None
        self._starts = 0

    def keep(self) -> None:
        """See to it that one is alive; gives up after a few deaths. Quick: to be called now and then."""
        if self._starts > _RESTARTS or (self._process is not None and self._process.poll() is None):
            return
        self._starts += 1
        with contextlib.suppress(OSError):
            self._process = subprocess.Popen(
                self._arguments,
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
            _give_way(self._process)

    def stop(self) -> None:
        """End it: its input ends, and it is told to stop. Safe at any time."""
        self._starts = _RESTARTS + 1
        if self._process is not None and self._process.stdin is not None:
            with contextlib.suppress(OSError):
                self._process.stdin.close()
        _end(self._process)


def export(root: Path, out: Path, form: str) -> str:
    """Write a dossier in a child: what went wrong in words, or an empty string. Blocks."""
    arguments = [*_COMMAND, "-c", str(root), "dossier", "--out", str(out), "--format", form]
    try:
        done = subprocess.run(
            arguments, stdin=subprocess.DEVNULL, capture_output=True, start_new_session=True, check=False
        )
    except OSError as error:
        return f"The dossier could not be written: {error.strerror}."
    if done.returncode == 0:
        return ""
    return complaint(done.stderr.decode("utf-8", "replace")) or f"The export ended with exit code {done.returncode}."


def complaint(said: str) -> str:
    """What a command said on standard error, without the line that names the case and without its own name."""
    lines = [line.strip() for line in said.splitlines() if line.strip() and not line.startswith("case: ")]
    return "\n".join(line.removeprefix("casefile: ") for line in lines)


def _give_way(process: subprocess.Popen[bytes]) -> None:
    """Lower the child's priority: the keys come before it."""
    with contextlib.suppress(OSError, AttributeError):
        os.setpriority(os.PRIO_PROCESS, process.pid, _NICE)


def _end(process: subprocess.Popen[bytes] | None) -> None:
    if process is not None and process.poll() is None:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            process.terminate()
