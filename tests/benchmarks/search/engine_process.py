"""One engine in a process of its own: takes orders as lines of JSON, answers each with the processor time it took.

``python engine_process.py ENGINE FOLDER [SEED]``. Everything is imported before the first order is taken, so that
no order pays for it. Times are of the whole process, all its threads, in milliseconds.
"""

from __future__ import annotations

import gc
import json
import re
import resource
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any, Protocol

import texts
from corpus import article
from question import Question, Reply

from casefile.domain.search import IndexDocument


class Engine(Protocol):
    name: str

    def build(self, batches: Iterator[list[IndexDocument]]) -> Iterator[float]: ...
    def size(self) -> int: ...
    def open(self) -> None: ...
    def warm(self) -> None: ...
    def close(self) -> None: ...
    def places_known(self) -> None: ...
    def ask(self, question: Question) -> Reply: ...
    def adding(self, fresh: list[IndexDocument]) -> Iterator[float]: ...


def engine_of(name: str, folder: Path) -> Engine:
    """Raises ``ImportError`` where an engine is not installed."""
    if name == "casefile":
        from engine_casefile import CasefileEngine

        return CasefileEngine(folder)
    if name == "fts5":
        from engine_fts5 import Fts5Engine

        return Fts5Engine(folder)
    from engine_tantivy import TantivyEngine

    return TantivyEngine(folder)


def memory() -> dict[str, float]:
    """Megabytes of this process: all that is resident, and what is its own alone (Linux; elsewhere the peak)."""
    try:
        status = Path("/proc/self/status").read_text()
        private = Path("/proc/self/smaps_rollup").read_text()
    except OSError:
        return {"resident": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}
    sizes = {name: int(size) / 1024 for name, size in re.findall(r"(\w+):\s+(\d+) kB", status + private)}
    own = sizes["Private_Clean"] + sizes["Private_Dirty"]
    return {"resident": sizes["VmRSS"], "private": own, "anonymous": sizes["Anonymous"], "peak": sizes["VmHWM"]}


class Host:
    """Does what the orders say. One engine, opened once and renewed when asked to."""

    def __init__(self, engine: Engine, folder: Path, seed: int) -> None:
        self._engine, self._folder, self._seed = engine, folder, seed

    def obey(self, order: dict[str, Any]) -> dict[str, Any]:
        return dict(getattr(self, "_" + order.pop("do"))(**order))

    def _build(self) -> dict[str, Any]:
        """Making the documents is not counted: only what the engine does with them."""
        children = _of_children()
        start = time.perf_counter()
        seconds = sum(self._engine.build(texts.documents(self._folder / "texts.db", self._seed)))
        peak = memory().get("peak", 0)
        return {
            "cpu_s": seconds + _of_children() - children,
            "wall_s": time.perf_counter() - start,
            "bytes": self._engine.size(),
            "peak": peak,
        }

    def _first(self, question: dict[str, Any]) -> dict[str, Any]:
        """Open and answer."""
        asked = Question.from_json(question)
        gc.collect()
        start = time.process_time_ns()
        self._engine.open()
        self._engine.ask(asked)
        return {"ms": (time.process_time_ns() - start) / 1e6}

    def _renew(self) -> dict[str, Any]:
        """Forget everything, and be ready again."""
        self._engine.close()
        self._engine.open()
        self._engine.places_known()
        self._engine.warm()
        gc.collect()
        return {}

    def _ask(self, question: dict[str, Any]) -> dict[str, Any]:
        asked = Question.from_json(question)
        start = time.process_time_ns()
        reply = self._engine.ask(asked)
        return {"ms": (time.process_time_ns() - start) / 1e6, **asdict(reply)}

    def _add(self, count: int) -> dict[str, Any]:
        """New articles with a word that no other has."""
        fresh = []
        for number in range(count):
            made = article((1 << 24) + number, self._seed)
            fresh.append(replace(made, id=f"fresh{number}", body=f"{made.body} qzfresh{number}"))
        return {"ms": [1000 * seconds for seconds in self._engine.adding(fresh)]}

    def _memory(self) -> dict[str, Any]:
        return memory()


def _of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main() -> None:
    name, folder, seed = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
    host = Host(engine_of(name, folder), folder, seed)
    print(json.dumps({"ready": name}), flush=True)
    for line in sys.stdin:
        print(json.dumps(host.obey(json.loads(line))), flush=True)


if __name__ == "__main__":
    main()
