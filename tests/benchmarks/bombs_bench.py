"""Files that unfold, nest or never end: how long each takes, how much memory, and whether the desk answers meanwhile.

python tests/benchmarks/bombs_bench.py [--all] [--only WORD] [--command]

Each bomb is added in the real desk behind a pseudo-terminal, as a person adds it: ``o``, the path, Enter. A task more
in the desk's loop wants to be woken every 5 ms and notes by how much it was late; a key is pressed every 100 ms and the
time until the desk writes is its answer. Beside the longest lateness stands the loop's own processor time, and how late
a process was that does nothing: on a busy machine only they tell what is the desk's doing. The clock runs from Enter
until the case says that nothing waits any more. Memory is resident memory, looked at every 20 ms: of the desk, and of
the largest process that it started.
Without ``--all`` the bombs of the goals: zip, XML entities, a PDF that unfolds to 780 MB, nested divs, 20 MB pages.
``--command`` adds each with ``casefile add`` to an empty case instead, for how each ends.
Exits 1 when a goal is missed: a container may take 30 s for each member, and the bench says how many it had.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "support"))

from make_hostile import make_hostile
from making import CASEFILE, write_articles
from memory import Memory
from pty_probe import Probe

MEGA = 1024 * 1024
GOALS = (
    "ratio.zip overlap.zip nested-same.zip many-large.zip zeros.tar.gz letters.txt.gz laughs.xml laughs.docx "
    "laughs.odt laughs.epub laughs.svg long.docx unfolds.pdf unfolds-thrice.pdf operators.pdf letters.pdf table.pdf "
    "objects.pdf picture.pdf deep-div.html deep-closed.html deep-tab.html page-20mb.html data-20mb.html line-20mb.html "
    "line-50mb.txt brackets.html deep.json multipart-3000.eml deep.docx deep.epub wide.png"
).split()

HEART = """
import asyncio, json, sys, time
from casefile.tui import app

BEAT = 0.005
async def heart():
    with open(REPORT, "w", buffering=1) as out:
        while True:
            before, busy = time.perf_counter(), time.thread_time()
            await asyncio.sleep(BEAT)
            now = time.perf_counter()
            if now - before - BEAT > 0.01:
                out.write(json.dumps([now, now - before - BEAT, time.thread_time() - busy]) + chr(10))

run = app.CasefileApp.run_async

async def run_with_heart(self, *arguments, **named):
    beating = asyncio.ensure_future(heart())
    try:
        return await run(self, *arguments, **named)
    finally:
        beating.cancel()

app.CasefileApp.run_async = run_with_heart
from casefile.cli import main
sys.argv = ["casefile"]
sys.exit(main())
"""

# The same heart in a process that does nothing else: what the machine alone is late by.
IDLE = """
import json, sys, time
with open(sys.argv[1], "w", buffering=1) as out:
    while True:
        before = time.perf_counter()
        time.sleep(0.005)
        now = time.perf_counter()
        if now - before - 0.005 > 0.01:
            out.write(json.dumps([now, now - before - 0.005]) + chr(10))
"""

_WAITING = "SELECT count(*) FROM waiting"
_STATES = "SELECT state, count(*) FROM article WHERE number > ? GROUP BY state"


@dataclass(frozen=True)
class Ended:
    """What one bomb cost: seconds and bytes; ``states``: how its items ended.

    ``stall``: the longest that the desk's loop was late, ``busy``: the most processor time that it took at once,
    ``idle``: the longest that a process which does nothing was late meanwhile; ``answer``: the slowest key.
    """

    name: str
    seconds: float
    app: int
    child: int
    states: dict[str, int]
    stall: float = 0.0
    busy: float = 0.0
    idle: float = 0.0
    answer: float = 0.0

    def misses(self) -> list[str]:
        most = 30 * max(1, sum(self.states.values())) + 3
        found = ["time"] * (self.seconds > most) + ["child"] * (self.child > 1024 * MEGA)
        # Where the machine alone is late, a late loop says nothing.
        has_stalled = self.busy > 0.05 or self.stall > 0.05 > self.idle
        return found + ["app"] * (self.app > 512 * MEGA) + ["stall"] * has_stalled

    def line(self) -> str:
        states = ", ".join(f"{count} {state}" for state, count in sorted(self.states.items()))
        told = f"{self.name:<26}{self.seconds:>7.1f}{self.child / MEGA:>8.0f}{self.app / MEGA:>7.0f}"
        late = "".join(f"{value * 1000:>7.0f}" for value in (self.stall, self.busy, self.idle, self.answer))
        return f"{told}{late}   {states} {' '.join(self.misses()).upper()}"


def by_command(home: Path, bomb: Path) -> Ended:
    """One bomb in an empty case, with the command."""
    shutil.rmtree(home / "one", ignore_errors=True)
    env = {**os.environ, "CASEFILE_HOME": str(home / "one")}
    subprocess.run([*CASEFILE, "new", "Bomb"], env=env, check=True, capture_output=True)
    began = time.perf_counter()
    command = [*CASEFILE, "add", "--no-index", "--json", str(bomb)]
    adding = subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    with Memory(adding.pid) as memory:
        out, err = adding.communicate()
    took = time.perf_counter() - began
    report = json.loads(out) if adding.returncode in (0, 3) else {"counts": {}, "items": []}
    reasons = Counter(str(item["reason"]) for item in report["items"] if item["status"] != "read")
    for reason, count in reasons.most_common(3):
        print(f"{'':<26}{count:>7} x {reason}")
    if adding.returncode not in (0, 3) or b"Traceback" in err:
        print(f"EXIT {adding.returncode} {err.decode()[-2000:]}")
    states = {state: count for state, count in report["counts"].items() if count}
    return Ended(bomb.name, took, memory.largest.get("app", 0), memory.children(), states)


class Desk:
    """One desk in which one bomb after another is added."""

    def __init__(self, home: Path) -> None:
        self.env = {**os.environ, "CASEFILE_HOME": str(home / "home")}
        write_articles(home / "first.jsonl", 50, 300, seed=1)
        for arguments in (["new", "Bombed affair"], ["add", str(home / "first.jsonl")], ["work", "--until-idle"]):
            subprocess.run([*CASEFILE, *arguments], env=self.env, check=True, capture_output=True)
        self.beats = home / "beats"
        (self._db,) = (home / "home").rglob("case.db")
        self._probe = Probe([sys.executable, "-P", "-c", f"REPORT = {str(self.beats)!r}\n{HEART}"], env=self.env)
        self._probe.wait("opening words of article 1")
        self._probe.settle(1.0)
        self.memory = Memory(self._probe.pid)
        self._idle = subprocess.Popen([sys.executable, "-c", IDLE, str(home / "idle")])

    def _late(self, file: str, began: float, end: float) -> list[list[float]]:
        beats = map(json.loads, self.beats.with_name(file).read_text().splitlines())
        return [beat for beat in beats if began <= beat[0] <= end]

    def _asked(self, query: str, *values: int) -> list[tuple[str, int]]:
        with closing(sqlite3.connect(f"file:{self._db}?mode=ro", uri=True)) as case:
            return case.execute(query, values).fetchall()

    def add(self, bomb: Path) -> Ended:
        probe = self._probe
        ((last,),) = self._asked("SELECT max(number) FROM article")
        since = len(probe.output)
        probe.send(b"o")
        probe.wait("Add files", since=since)
        probe.send(str(bomb).encode())
        probe.settle(0.2, 2.0)
        self.memory.clear()
        since = len(probe.output)
        probe.send(b"\r")
        began = time.perf_counter()
        answers: list[float] = []
        while not self._has_ended(last) and time.perf_counter() - began < 900:
            answers.append(self._press(len(answers)))
        took = time.perf_counter() - began
        # What follows an item (lists drawn anew, its text shown) is of this bomb, too.
        for _ in range(15):
            answers.append(self._press(len(answers)))
        end = time.perf_counter()
        late, idle = self._late("beats", began, end), self._late("idle", began, end)
        states = dict(self._asked(_STATES, last))
        return Ended(
            bomb.name,
            took,
            self.memory.largest.get("app", 0),
            self.memory.children(),
            states,
            max((beat[1] for beat in late), default=0.0),
            max((beat[2] for beat in late), default=0.0),
            max((beat[1] for beat in idle), default=0.0),
            max(answers),
        )

    def _press(self, number: int) -> float:
        """Seconds until the desk wrote something after a key."""
        probe = self._probe
        probe.settle(0.03, 0.1)
        began = time.perf_counter()
        probe.send(b"\x1b[B" if number % 20 < 10 else b"\x1b[A")
        before = len(probe.output)
        while len(probe.output) == before and time.perf_counter() - began < 1.0:
            probe.settle(0.0, 0.0)
            time.sleep(0.001)
        answered = time.perf_counter() - began
        time.sleep(0.05)
        # At an end of a list nothing is to be written.
        return answered if len(probe.output) > before else 0.0

    def _has_ended(self, last: int) -> bool:
        ((waiting,),) = self._asked(_WAITING)
        ((newest,),) = self._asked("SELECT max(number) FROM article")
        return not waiting and newest > last

    def close(self) -> None:
        self._probe.close()
        self._idle.kill()
        self._idle.wait()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--all", action="store_true", help="every file of our own that is heavy, not those of the goals"
    )
    parser.add_argument("--only", default="", help="bombs whose name holds this")
    parser.add_argument("--command", action="store_true", help="with casefile add instead of in the desk")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as scratch:
        home = Path(scratch)
        made = {one.path.name: one for one in make_hostile(home / "bombs", number=0)}
        wanted = [name for name, one in made.items() if one.is_heavy] if chosen.all else GOALS
        bombs = [made[name] for name in wanted if chosen.only in name]
        print(
            f"{'bomb':<26}{'s':>7}{'child MB':>8}{'app':>7}{'stall':>7}{'busy':>7}{'idle':>7}{'key ms':>7}   items",
            flush=True,
        )
        ended: list[Ended] = []
        if chosen.command:
            for bomb in bombs:
                ended.append(by_command(home, bomb.path))
                print(ended[-1].line(), flush=True)
        else:
            desk = Desk(home)
            try:
                with desk.memory:
                    for bomb in bombs:
                        ended.append(desk.add(bomb.path))
                        print(ended[-1].line(), flush=True)
            finally:
                desk.close()
    missed = [one.name for one in ended if one.misses()]
    print(f"bombs {len(ended)}, goals missed by {len(missed)}: {' '.join(missed)}")
    child = max(one.child for one in ended) / MEGA
    print(f"longest {max(one.seconds for one in ended):.1f} s, child at most {child:.0f} MB")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
