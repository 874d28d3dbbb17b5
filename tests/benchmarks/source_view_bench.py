"""How fast the source pane opens long texts and answers keys, and what it costs in memory.

    python tests/benchmarks/source_view_bench.py

Prints one line a measure. Opening is measured from the text in hand to the first screen drawn; a key from its
action to the whole pane drawn again (what the terminal adds is measured at the pty, elsewhere); the longest
stall by a heartbeat of 5 ms while the rest of the text is wrapped in idle moments.
"""

from __future__ import annotations

import asyncio
import random
import resource
import sys
import time
import tracemalloc
from dataclasses import dataclass

from textual.app import App, ComposeResult

from casefile.domain.kinds import EntityState, Kind, MentionState
from casefile.domain.records import Mention
from casefile.domain.span import Span
from widgets.source_view import SourceView
from widgets.theme import use_themes

WORDS = "harbour office paid for mud that never moved almost twice what the survey boats measured in Skerrow by".split()
KEYS = {
    "down": "move('row_down')",
    "right": "move('right')",
    "n": "mention(1)",
    "] (next to judge)": "mention(1, True)",
    "j (paragraph)": "move('paragraph_right')",
    "page down": "move('page_down')",
    "shift+down": "move('row_down', True)",
    "v (grow)": "grow",
}


class Bare(App[None]):
    """An app with a source pane and nothing else."""

    def compose(self) -> ComposeResult:
        yield SourceView()

    def on_mount(self) -> None:
        use_themes(self)
        self.query_one(SourceView).focus()


@dataclass
class Heartbeat:
    """The longest pause between two beats of the event loop, in seconds."""

    longest: float = 0.0

    async def beat(self) -> None:
        last = time.perf_counter()
        while True:
            await asyncio.sleep(0.005)
            now = time.perf_counter()
            self.longest = max(self.longest, now - last - 0.005)
            last = now


def latin(size: int) -> str:
    chance = random.Random(7)
    parts: list[str] = []
    length = 0
    while length < size:
        paragraph = " ".join(chance.choices(WORDS, k=chance.randint(30, 120))) + ".\n\n"
        parts.append(paragraph)
        length += len(paragraph)
    return "".join(parts)[:size]


def chinese(size: int) -> str:
    chance = random.Random(8)
    return "".join("，" if chance.random() < 0.08 else chr(chance.randint(0x4E00, 0x9FA5)) for _ in range(size))


def mentions(text: str, count: int) -> list[Mention]:
    chance = random.Random(9)
    kinds = [Kind.PERSON, Kind.ORGANIZATION, Kind.PLACE, Kind.DATE]
    states = [MentionState.SUGGESTED, MentionState.ACCEPTED]
    made = []
    for number in range(count):
        start = chance.randrange(len(text) - 40)
        made.append(
            Mention(
                str(number),
                "t",
                Span(start, start + chance.randint(4, 24)),
                kinds[number % 4],
                states[number % 2],
                f"e{number % 500}",
                "a name",
                EntityState.SUGGESTED,
                "names",
                "1",
                "r",
                0.5,
            )
        )
    return made


def resident() -> float:
    """Megabytes of the process now (Linux), else the most it ever had."""
    try:
        with open("/proc/self/statm") as statm:
            return int(statm.read().split()[1]) * resource.getpagesize() / 1e6
    except OSError:
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return peak / (1e6 if sys.platform == "darwin" else 1e3)


async def opening(name: str, text: str, count: int = 0) -> None:
    found = mentions(text, count) if count else []
    app = Bare()
    async with app.run_test(size=(140, 42)) as pilot:
        view = app.query_one(SourceView)
        await pilot.pause()
        before = resident()
        start = time.perf_counter()
        view.set_document(text, header=["A title", "An author"], mentions=found)
        for y in range(view.size.height):
            view.render_line(y)
        opened = time.perf_counter() - start
        start = time.perf_counter()
        view.goto(len(text) * 2 // 3)
        for y in range(view.size.height):
            view.render_line(y)
        jumped = time.perf_counter() - start
        heart = Heartbeat()
        beating = asyncio.create_task(heart.beat())
        start = time.perf_counter()
        while not view.is_wrapped:
            await asyncio.sleep(0.05)
        settled = time.perf_counter() - start
        beating.cancel()
        print(
            f"{name:34} opens {opened * 1e3:6.1f} ms · jump {jumped * 1e3:5.1f} ms · all wrapped after {settled:4.1f} s"
            f" · longest stall {heart.longest * 1e3:4.1f} ms · {resident():5.1f} MB (+{resident() - before:.1f})"
        )


async def keys(text: str, count: int) -> None:
    app = Bare()
    async with app.run_test(size=(140, 42)) as pilot:
        view = app.query_one(SourceView)
        view.set_document(text, header=["A title"], mentions=mentions(text, count))
        await pilot.pause()
        for key, action in KEYS.items():
            view.goto(len(text) // 2)
            times = []
            for _ in range(200):
                start = time.perf_counter()
                await view.run_action(action)
                for y in range(view.size.height):
                    view.render_line(y)
                times.append(time.perf_counter() - start)
                await asyncio.sleep(0)
            times.sort()
            print(
                f"act {key:8} and draw all 42 rows    p50 {times[100] * 1e3:5.2f} ms · p95 {times[189] * 1e3:5.2f} ms"
            )


def heap(text: str) -> None:
    from widgets.source_rows import Rows

    tracemalloc.start()
    rows = Rows(text, 84)
    while rows.wrap_more():
        pass
    held, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    print(f"row starts of {len(text) / 1e6:.0f} M characters: {rows.height} rows, {held / 1e6:.2f} MB")


def main() -> None:
    asyncio.run(opening("1 MB", latin(1_000_000)))
    asyncio.run(opening("1 MB, 20,000 mentions", latin(1_000_000), 20_000))
    asyncio.run(opening("5 MB", latin(5_000_000)))
    asyncio.run(opening("5 MB of Chinese (1.7 M characters)", chinese(1_700_000)))
    asyncio.run(opening("5 M characters of Chinese", chinese(5_000_000)))
    asyncio.run(opening("5 MB, one word", "a" * 5_000_000))
    asyncio.run(opening("5 MB, a letter a line", "a\n" * 2_500_000))
    asyncio.run(keys(latin(1_000_000), 20_000))
    heap(latin(5_000_000))


if __name__ == "__main__":
    main()
