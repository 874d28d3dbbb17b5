"""Every question to every engine in turn, round after round; processor time, the median of the rounds."""

from __future__ import annotations

import json
import random
import statistics
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any

from question import Question

ENGINES = ("casefile", "fts5", "tantivy")
COLD, AGAIN, KNOWN = "cold", "again", "known"
_BATCH = 100
Times = dict[tuple[Question, str, str], float]


class Child:
    """An engine in a process of its own (``engine_process``). Raises ``ImportError`` if it is not installed."""

    def __init__(self, engine: str, folder: Path, seed: int) -> None:
        self.engine = engine
        host = Path(__file__).with_name("engine_process.py")
        command = [sys.executable, str(host), engine, str(folder), str(seed)]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        try:
            self._answer()
        except EOFError:
            raise ImportError(engine) from None

    def __enter__(self) -> Child:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def order(self, do: str, **more: Any) -> dict[str, Any]:
        """Have it do something, and what it says. Raises ``EOFError`` when it died."""
        assert self._process.stdin is not None
        print(json.dumps({"do": do, **more}), file=self._process.stdin, flush=True)
        return self._answer()

    def _answer(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise EOFError(self.engine)
        said: dict[str, Any] = json.loads(line)
        return said

    def close(self) -> None:
        self._process.communicate()


@dataclass(slots=True)
class Measured:
    """``times``: milliseconds by question, state of the engine and engine. ``totals``: what each engine counted."""

    times: Times = field(default_factory=dict)
    totals: dict[tuple[Question, str], int] = field(default_factory=dict)


def measure(children: list[Child], first: list[Question], later: list[Question], rounds: int) -> Measured:
    """Ask ``first`` of engines that know nothing, then again; then ``later``, of words they know by now, and again."""
    found: dict[tuple[Question, str, str], list[float]] = defaultdict(list)
    measured = Measured()
    for number in range(rounds):
        random_ = random.Random(number)
        for child in children:
            child.order("renew")
        for questions, state in _batches(random_, first, later):
            for at, question in enumerate(questions):
                turn = (number + at) % len(children)
                for child in (*children[turn:], *children[:turn]):
                    if question.only_casefile and child.engine != "casefile":
                        continue
                    said = child.order("ask", question=question.as_json())
                    found[question, state, child.engine].append(said["ms"])
                    measured.totals[question, child.engine] = said["total"]
    measured.times = {what: statistics.median(times) for what, times in found.items()}
    return measured


def _batches(
    random_: random.Random, first: list[Question], later: list[Question]
) -> Iterator[tuple[list[Question], str]]:
    """A hundred questions that are new, then the same in another order; a person goes back no further."""
    for questions, state in ((first, COLD), (later, KNOWN)):
        mixed = random_.sample(questions, len(questions))
        for at in range(0, len(mixed), _BATCH):
            batch = mixed[at : at + _BATCH]
            yield batch, state
            yield random_.sample(batch, len(batch)), AGAIN


def first_searches(engine: str, folder: Path, seed: int, question: Question, times: int) -> list[float]:
    """Milliseconds from opening to the first answer, each in a fresh process that has imported everything."""
    found = []
    for _ in range(times):
        with Child(engine, folder, seed) as child:
            found.append(child.order("first", question=question.as_json())["ms"])
    return found


def percentile(times: Iterable[float], share: float) -> float:
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))] if ordered else float("nan")
