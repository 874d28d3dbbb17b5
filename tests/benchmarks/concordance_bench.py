"""How soon the passages of a frequent word are there, and how long the desk's loop stands still while they come.

    python tests/benchmarks/concordance_bench.py [--articles 2000] [--words 400] [--query Q] [--home DIR]

A case is made, added and indexed through the command line. First the passages are asked for without a screen: the time
until the first hundred, until all, and what each order takes, in processor time too. Then the desk is opened without a
terminal, with one task more in its loop, which wants to be woken every 5 ms and notes by how much it was late; the
passages are asked for, sorted in every order and filtered, while the arrow keys go on. Printed: the longest stall, how
long the loop's own thread was at work at the most, and how many were longer than 50 ms; the rest is the other threads'
turn or other programs': the idle process beside it shows how far to trust the figures.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import closing
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "support"))

from desk_help import Desk
from making import home_with_case

from casefile.domain.concordance import ORDERS, Order
from casefile.domain.search import SearchRequest
from casefile.services import cases, concordance
from casefile.services.search import Search
from casefile.tui.app import CasefileApp
from casefile.tui.desk.adding import Adding
from casefile.tui.paper import load_first
from casefile.tui.screens.concordance import Asked, ConcordanceScreen
from casefile.tui.session import Session

_BEAT = 0.005
_FIRST = 100


def without_screen(query: str) -> None:
    """Print how long finding and sorting take."""
    with closing(cases.open_case()) as case, Search(case) as search:
        search.warm()
        search.run(SearchRequest("warm"))
        began, busy = time.perf_counter(), time.process_time()
        found = concordance.of_query(case, search, SearchRequest(query))
        found.more(lines=_FIRST)
        first = time.perf_counter() - began
        found.more()
        whole, busy = time.perf_counter() - began, time.process_time() - busy
        print(f"{len(found.lines):,} passages in {found.articles:,} articles")
        print(f"{'the first hundred':<24}{first * 1000:>8.0f} ms")
        print(f"{'all':<24}{whole * 1000:>8.0f} ms   ({busy * 1000:.0f} ms CPU)")
        began = time.perf_counter()
        found.folded()
        print(f"{'folded for the filter':<24}{(time.perf_counter() - began) * 1000:>8.0f} ms")
        for by in ORDERS:
            times = []
            for _ in range(2):
                began, busy = time.perf_counter(), time.process_time()
                found.ordered(Order(by))
                times += [(time.perf_counter() - began) * 1000, (time.process_time() - busy) * 1000]
            print(f"{'sorted by ' + by:<24}{times[0]:>8.0f} ms   ({times[1]:.0f} ms CPU; again {times[3]:.0f} ms CPU)")


# The same heart in a process that does nothing else: what the machine alone is late by.
_IDLE = """
import time
while True:
    before = time.perf_counter()
    time.sleep(0.005)
    print(time.perf_counter() - before - 0.005, flush=True)
"""


async def on_the_desk(query: str) -> None:
    """Print how late the loop was."""
    case = cases.open_case(for_desk=True)
    session = Session(case)
    app = CasefileApp(session, session.reading(load_first))
    late: list[tuple[float, float]] = []

    async def heart() -> None:
        while True:
            before, loop = time.perf_counter(), time.thread_time()
            await asyncio.sleep(_BEAT)
            late.append((time.perf_counter() - before - _BEAT, time.thread_time() - loop))

    async with app.run_test(size=(140, 42)) as pilot:
        desk = Desk(app, pilot)
        await desk.until(lambda: desk.screen.info is not None)
        desk.screen.searching.warm()
        await asyncio.to_thread(desk.screen.searching.run, SearchRequest("warm"))
        beating = asyncio.ensure_future(heart())
        began = time.perf_counter()
        desk.screen.open_concordance(Asked(request=SearchRequest(query)))
        await desk.until(lambda: isinstance(app.screen, ConcordanceScreen))
        screen = app.screen
        assert isinstance(screen, ConcordanceScreen)
        await desk.until(lambda: screen.rows.shown)
        print(f"{'on the desk: a screenful':<24}{(time.perf_counter() - began) * 1000:>8.0f} ms")
        while screen._is_reading:
            await desk.press("down")
        print(f"{'on the desk: all':<24}{(time.perf_counter() - began) * 1000:>8.0f} ms")
        shares = [("coming in", len(late))]
        for keys in ("r", "l", "l", "h", "s", "d"):
            await desk.press(keys, "down", "down")
            while screen._is_reading:
                await pilot.pause(0.01)
        shares.append(("sorting", len(late)))
        await desk.press("f")
        for letter in "ben dor":
            await desk.press("space" if letter == " " else letter)
        await desk.press("escape", "end", "home", "pagedown")
        shares.append(("filtering, moving", len(late)))
        beating.cancel()
        await app.settle()
    app.close()
    at = 0
    for words, end in shares:
        part = sorted(late[at:end]) or [(0.0, 0.0)]
        at = end
        worst, busy = part[-1][0], max(own for _, own in part)
        over = sum(one > 0.05 for one, _ in part)
        own = sum(one > 0.05 for _, one in part)
        print(
            f"{words:<20} {len(part):>6,} beats, longest {worst * 1000:>6.1f} ms"
            f" (of the loop's own work {busy * 1000:.1f} ms), {over} over 50 ms ({own} its own)"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=2000)
    parser.add_argument("--words", type=int, default=400)
    parser.add_argument("--query", default="benedor OR which")
    parser.add_argument("--home", type=Path, help="where the case is made, or was made before")
    chosen = parser.parse_args()
    Adding.start_worker = lambda self: None  # type: ignore[method-assign]
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as scratch:
        home = chosen.home or Path(scratch) / "home"
        if not (home / "cases").exists():
            home_with_case(home, articles=chosen.articles, words=chosen.words, extract=False)
        os.environ["CASEFILE_HOME"] = str(home)
        without_screen(chosen.query)
        idle = subprocess.Popen([sys.executable, "-c", _IDLE], stdout=subprocess.PIPE, text=True)
        beats: list[float] = []
        listening = threading.Thread(target=lambda: beats.extend(map(float, idle.stdout or ())))
        listening.start()
        try:
            asyncio.run(on_the_desk(chosen.query))
        finally:
            idle.kill()
            listening.join()
        over = sum(beat > 0.05 for beat in beats)
        print(
            f"{'an idle process':<20} {len(beats):>6,} beats, longest {max(beats) * 1000:>6.1f} ms, {over} over 50 ms"
        )


if __name__ == "__main__":
    main()
