"""The longest stall of the desk's event loop while thousands of articles are being added and indexed.

    python tests/benchmarks/stall_bench.py [--articles 5000] [--words 300] [--work | --searching [--from-nothing]]

The desk runs behind a pseudo-terminal with one task more in its loop, which wants to be woken every 5 ms and notes
by how much it was late. The articles are added as a person adds them: ``o``, the path, Enter; the clock runs from
there until all are stored, journaled, counted and found. Meanwhile keys go on being pressed, one each 100 ms.
With ``--work`` it goes on until the engines have read them all in the background, and says how long that took.
With ``--searching`` the articles are in the case, without an index, before the desk opens; the clock runs until the
background has indexed them all, and meanwhile words are typed in the search screen, a letter each 100 ms: the answers
are counted. With ``--from-nothing`` there is no index at all in the beginning: the case itself is looked through until
there is one, and those answers are counted apart.
Printed: the longest stall, the 99th percentile of all lateness, how many stalls were longer than 50 ms, and of the
longest how much of each the loop's thread was at work: the rest is the other threads' turn or other programs'. On a
machine that is busy with other things the idle process beside it shows how far to trust the figures.
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
from contextlib import closing
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from making import CASEFILE, write_articles
from pty_probe import Probe

# The same heart in a process that does nothing else: what the machine alone is late by.
_IDLE = """
import time
late = []
while True:
    before = time.perf_counter()
    time.sleep(0.005)
    late.append(time.perf_counter() - before - 0.005)
    if len(late) % 200 == 0:
        print(max(late), flush=True)
"""

_LAUNCHER = """
import asyncio, json, sys, time
from casefile.services.search import Search
from casefile.tui import app

BEAT = 0.005
late, answers = [], []
begin = Search.begin

def timed(self, request, **how):
    asked = time.perf_counter()
    answer = begin(self, request, **how)
    found = answer._found.total
    answers.append((time.perf_counter(), time.perf_counter() - asked, answer._scanned is not None, found))
    return answer

Search.begin = timed

async def heart():
    while True:
        before, loop, whole = time.perf_counter(), time.thread_time(), time.process_time()
        await asyncio.sleep(BEAT)
        now = time.perf_counter()
        late.append((now, now - before - BEAT, time.thread_time() - loop, time.process_time() - whole))

run = app.CasefileApp.run_async

async def run_with_heart(self, *arguments, **named):
    beating = asyncio.ensure_future(heart())
    try:
        return await run(self, *arguments, **named)
    finally:
        beating.cancel()
        with open(REPORT, "w") as out:
            json.dump({"beats": late, "answers": answers}, out)

app.CasefileApp.run_async = run_with_heart
from casefile.cli import main
sys.argv = ["casefile"]
sys.exit(main())
"""

DOWN, UP = b"\x1b[B", b"\x1b[A"


def counted(env: dict[str, str]) -> int:
    done = subprocess.run([*CASEFILE, "articles", "--json"], env=env, capture_output=True, check=True)
    return len(json.loads(done.stdout)["articles"])


def unread(home: Path) -> int:
    """How many articles no engine has read."""
    (db,) = home.rglob("case.db")
    with closing(sqlite3.connect(f"file:{db}?mode=ro", uri=True)) as case:
        return int(case.execute("SELECT count(*) FROM text WHERE extracted_by = ''").fetchone()[0])


def found(env: dict[str, str], article: int) -> bool:
    query = f'"opening words of article {article} are these"'
    done = subprocess.run([*CASEFILE, "search", query, "--json"], env=env, capture_output=True, check=True)
    return bool(json.loads(done.stdout)["total"])


@dataclass(frozen=True)
class Watched:
    """One desk, watched: seconds are counted from its start; ``beats`` and ``answers`` as the launcher wrote them."""

    opened: float
    done: float
    watched: float
    beats: list[list[float]]
    answers: list[list[float]]
    machine: float
    words: str = ""

    @property
    def late(self) -> list[float]:
        return sorted(beat[1] for beat in self.beats)


class Watch:
    """The desk behind a pseudo-terminal with a heart in its loop, and an idle process beside it."""

    def __init__(self, home: Path, env: dict[str, str]) -> None:
        self._report = home / "beats.json"
        self._idle = subprocess.Popen([sys.executable, "-c", _IDLE], stdout=subprocess.PIPE, text=True)
        self.desk = Probe([sys.executable, "-P", "-c", f"REPORT = {str(self._report)!r}\n{_LAUNCHER}"], env=env)

    def __enter__(self) -> Watch:
        self.desk.wait("opening words of article 1")
        self.desk.settle(1.0)
        self.opened = self.since()
        return self

    def __exit__(self, *_: object) -> None:
        self.desk.close()
        self._idle.kill()

    def since(self) -> float:
        return time.perf_counter() - self.desk.began

    def end(self, done: float, words: str = "") -> Watched:
        """Leave the desk; what was seen of it."""
        watched = self.since()
        self.desk.send(b"q")
        while os.waitpid(self.desk.pid, os.WNOHANG) == (0, 0):
            self.desk.settle(0.1, 1.0)
        self._idle.kill()
        machine = max(float(line) for line in self._idle.communicate()[0].split("\n")[:-1])
        told = json.loads(self._report.read_text())
        # One clock for both processes; leaving, which comes after the watching, is not what is measured.
        beats, answers = (
            [[one[0] - self.desk.began, *one[1:]] for one in told[name] if one[0] - self.desk.began <= watched]
            for name in ("beats", "answers")
        )
        beats = [beat for beat in beats if beat[0] >= self.opened]
        return Watched(self.opened, done, watched, beats, answers, machine, words)


def adding(home: Path, env: dict[str, str], is_working: bool) -> Watched:
    """Add the articles as a person does, moving about meanwhile."""
    with Watch(home, env) as watch:
        desk = watch.desk
        since = len(desk.output)
        desk.send(b"o")
        desk.wait("Add files", since=since)
        desk.send(str(home / "articles.jsonl").encode() + b"\r")
        presses = 0
        asked = time.perf_counter()
        while b"Added:" not in desk.output[since:]:
            desk.send(DOWN if presses % 40 < 20 else UP)
            presses += 1
            desk.settle(0.1, 0.1)
            if time.perf_counter() - asked > 600:
                raise TimeoutError("not added in ten minutes")
        added = watch.since()
        # Added means stored, journaled and findable; extraction goes on, and the desk follows it for a while.
        for _ in range(100):
            desk.send(DOWN)
            desk.settle(0.1, 0.1)
        while is_working and unread(home / "home") and time.perf_counter() - asked < 3_600:
            for key in (DOWN, b"n", DOWN, b"N", UP):
                desk.send(key)
                desk.settle(0.3, 0.3)
        words = ""
        if is_working:
            number, left = counted(env), unread(home / "home")
            taken = watch.since() - watch.opened
            words = f"read by the engines {taken:.1f} s after the key, {taken / number * 1000:.0f} ms each"
            words += f"; left unread: {left}"
        return watch.end(added, words)


def searching(home: Path, env: dict[str, str], is_from_nothing: bool) -> Watched:
    """Search, a letter each 100 ms, until the background has indexed everything, and some seconds longer."""
    command = [*CASEFILE, "add", "--no-index", str(home / "articles.jsonl")]
    subprocess.run(command, env=env, check=True, capture_output=True)
    (db,) = (home / "home").rglob("case.db")
    os.environ["CASEFILE_HOME"] = env["CASEFILE_HOME"]
    from casefile.services import cases, index_feed
    from casefile.store.read_journal import journal_head

    case = cases.open_case(db.parent)
    # What the engines find while it is watched comes on top, and is not waited for.
    head, _ = journal_head(case.reader)
    if is_from_nothing:
        shutil.rmtree(index_feed.directory(case))
    with Watch(home, env) as watch:
        desk, asked, ready = watch.desk, time.perf_counter(), 0.0
        desk.send(b"/")
        desk.settle(0.5, 2.0)
        while not ready or watch.since() < ready + 5.0:
            for word in (b"open", b"anna", b"march 20", b"article"):
                for letter in word:
                    desk.send(bytes([letter]))
                    desk.settle(0.1, 0.1)
                desk.settle(0.5, 0.5)
                for _ in word:
                    desk.send(b"\x7f")
                    desk.settle(0.03, 0.03)
            if not ready and (index_feed.seq_of(case) or 0) >= head:
                ready = watch.since()
            if time.perf_counter() - asked > 3_600:
                raise TimeoutError("not indexed in an hour")
        case.close()
        desk.send(b"\x1b")
        desk.settle(0.3, 1.0)
        return watch.end(ready)


def print_answers(seen: Watched) -> None:
    """How many answers came while the index was being written, and how long was waited for them."""
    before = [one for one in seen.answers if one[0] <= seen.done]
    by_scan = [one for one in before if one[2]]
    gaps = [later[0] - earlier[0] for earlier, later in pairwise([[seen.opened], *before, [seen.done]])]
    print(f"answers while indexing: {len(before):,}, of them {len(by_scan):,} without an index")
    for name, some in (("without", by_scan), ("with", [one for one in seen.answers if not one[2]])):
        took = sorted(one[1] for one in some) or [0.0]
        found = sum(one[3] > 0 for one in some)
        print(
            f"  {name + ' an index':<22}{len(some):>6} answers, {found} with hits;"
            f" median {took[len(took) // 2] * 1000:.0f} ms, longest {took[-1] * 1000:.0f} ms"
        )
    print(f"  longest time without an answer {max(gaps):.1f} s (of it 1 to 2 s nothing is typed)")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=5000)
    parser.add_argument("--words", type=int, default=300)
    parser.add_argument("--work", action="store_true", help="go on until the engines have read them all")
    parser.add_argument("--searching", action="store_true", help="search while the background indexes them")
    parser.add_argument("--from-nothing", action="store_true", help="with --searching: delete the index before")
    chosen = parser.parse_args()
    # The worker of the desk may still write its last words.
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as scratch:
        home = Path(scratch)
        env = {**os.environ, "CASEFILE_HOME": str(home / "home")}
        write_articles(home / "first.jsonl", 1, chosen.words, seed=1)
        write_articles(home / "articles.jsonl", chosen.articles, chosen.words)
        for arguments in (["new", "Measured affair"], ["add", str(home / "first.jsonl")]):
            subprocess.run([*CASEFILE, *arguments], env=env, check=True, capture_output=True)
        is_searching = chosen.searching
        seen = searching(home, env, chosen.from_nothing) if is_searching else adding(home, env, chosen.work)
        number, is_found = counted(env), found(env, chosen.articles)
    print(f"articles added and counted: {number - 1:,} of {chosen.articles:,}; the last one found: {is_found}")
    if seen.words:
        print(seen.words)
    what = "indexed" if chosen.searching else "added"
    taken = f"{what} in {seen.done - seen.opened:.1f} s, watched for {seen.watched - seen.opened:.1f} s"
    print(f"{taken}, {len(seen.beats):,} beats of 5 ms")
    if chosen.searching:
        print_answers(seen)
    late = seen.late
    print(f"{'longest stall':<24}{late[-1] * 1000:>8.1f} ms")
    print(f"{'99th percentile':<24}{late[int(len(late) * 0.99)] * 1000:>8.1f} ms")
    print(f"{'median':<24}{late[len(late) // 2] * 1000:>8.1f} ms")
    print(f"{'longer than 50 ms':<24}{sum(value > 0.05 for value in late):>8}")
    print(f"{'busy over 50 ms':<24}{sum(beat[2] > 0.05 for beat in seen.beats):>8}   (the loop's own CPU time)")
    print(f"{'an idle process':<24}{seen.machine * 1000:>8.1f} ms   (its longest, in the same time)")
    print(
        f"{'stall':>8}{'loop':>8}{'process':>9}{'at second':>11}   (wall, CPU of the loop's thread, CPU of all threads)"
    )
    for at, value, loop, whole in sorted(seen.beats, key=lambda beat: -beat[1])[:8]:
        print(f"{value * 1000:>8.1f}{loop * 1000:>8.1f}{whole * 1000:>9.1f}{at - seen.opened:>11.1f}")


if __name__ == "__main__":
    main()
