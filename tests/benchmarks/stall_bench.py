"""The longest stall of the desk's event loop while thousands of articles are being added and indexed.

    python tests/benchmarks/stall_bench.py [--articles 5000] [--words 300] [--work]

The desk runs behind a pseudo-terminal with one task more in its loop, which wants to be woken every 5 ms and notes
by how much it was late. The articles are added as a person adds them: ``o``, the path, Enter; the clock runs from
there until all are stored, journaled, counted and found. Meanwhile keys go on being pressed, one each 100 ms.
With ``--work`` it goes on until the engines have read them all in the background, and says how long that took.
Printed: the longest stall, the 99th percentile of all lateness, how many stalls were longer than 50 ms, and of the
longest how much of each the loop's thread was at work: the rest is the other threads' turn or other programs'. On a
machine that is busy with other things the idle process beside it shows how far to trust the figures.
"""

from __future__ import annotations

import argparse
import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
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
from casefile.tui import app

BEAT = 0.005
late = []

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
            json.dump(late, out)

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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=5000)
    parser.add_argument("--words", type=int, default=300)
    parser.add_argument("--work", action="store_true", help="go on until the engines have read them all")
    chosen = parser.parse_args()
    # The worker of the desk may still write its last words.
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as scratch:
        home = Path(scratch)
        env = {**os.environ, "CASEFILE_HOME": str(home / "home")}
        write_articles(home / "first.jsonl", 1, chosen.words, seed=1)
        write_articles(home / "articles.jsonl", chosen.articles, chosen.words)
        for arguments in (["new", "Measured affair"], ["add", str(home / "first.jsonl")]):
            subprocess.run([*CASEFILE, *arguments], env=env, check=True, capture_output=True)
        report = home / "beats.json"
        idle = subprocess.Popen([sys.executable, "-c", _IDLE], stdout=subprocess.PIPE, text=True)
        desk = Probe([sys.executable, "-P", "-c", f"REPORT = {str(report)!r}\n{_LAUNCHER}"], env=env)
        try:
            desk.wait("opening words of article 1")
            desk.settle(1.0)
            opened = time.perf_counter() - desk.began
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
            added = time.perf_counter() - desk.began
            # Added means stored, journaled and findable; extraction goes on, and the desk follows it for a while.
            for _ in range(100):
                desk.send(DOWN)
                desk.settle(0.1, 0.1)
            while chosen.work and unread(home / "home") and time.perf_counter() - asked < 3_600:
                for key in (DOWN, b"n", DOWN, b"N", UP):
                    desk.send(key)
                    desk.settle(0.3, 0.3)
            watched = time.perf_counter() - desk.began
            left = unread(home / "home")
            desk.send(b"q")
            while os.waitpid(desk.pid, os.WNOHANG) == (0, 0):
                desk.settle(0.1, 1.0)
        finally:
            desk.close()
            idle.kill()
        machine = max(float(line) for line in idle.communicate()[0].split("\n")[:-1])
        number, is_found = counted(env), found(env, chosen.articles)
        # One clock for both processes; leaving, which comes after the watching, is not what is measured.
        beats = [(beat[0] - desk.began, *beat[1:]) for beat in json.loads(report.read_text())]
        beats = [beat for beat in beats if opened <= beat[0] <= watched]
    late = sorted(beat[1] for beat in beats)
    print(f"articles added and counted: {number - 1:,} of {chosen.articles:,}; the last one found: {is_found}")
    if chosen.work:
        each = (watched - opened) / number * 1000
        print(f"read by the engines {watched - opened:.1f} s after the key, {each:.0f} ms each; left unread: {left}")
    print(f"added in {added - opened:.1f} s, watched for {watched - opened:.1f} s, {len(beats):,} beats of 5 ms")
    print(f"{'longest stall':<24}{late[-1] * 1000:>8.1f} ms")
    print(f"{'99th percentile':<24}{late[int(len(late) * 0.99)] * 1000:>8.1f} ms")
    print(f"{'median':<24}{late[len(late) // 2] * 1000:>8.1f} ms")
    print(f"{'longer than 50 ms':<24}{sum(value > 0.05 for value in late):>8}")
    print(f"{'busy over 50 ms':<24}{sum(loop > 0.05 for _, _, loop, _ in beats):>8}   (the loop's own CPU time)")
    print(f"{'an idle process':<24}{machine * 1000:>8.1f} ms   (its longest, in the same time)")
    print(
        f"{'stall':>8}{'loop':>8}{'process':>9}{'at second':>11}   (wall, CPU of the loop's thread, CPU of all threads)"
    )
    for at, value, loop, whole in sorted(beats, key=lambda beat: -beat[1])[:8]:
        print(f"{value * 1000:>8.1f}{loop * 1000:>8.1f}{whole * 1000:>9.1f}{at - opened:>11.1f}")


if __name__ == "__main__":
    main()
