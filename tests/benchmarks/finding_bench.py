"""What finding in a long text costs: ``python tests/benchmarks/finding_bench.py [MILLIONS]``, 5 unless told.

A desk without a terminal lays a text of so many million code points out, `ctrl+f` is pressed and queries are typed
into the line. For each: seconds until all hits are counted (wall time, in a thread), and the longest stretch of the
event loop's own processor time while it was typed and while one went from hit to hit.
"""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "support"))
sys.path.insert(0, str(Path(__file__).parent / "search"))

from corpus import articles
from store_cases import arrival

from casefile.domain.records import Metadata
from casefile.services import cases
from casefile.store.arrivals import add_arrivals
from casefile.store.case_store import CaseStore
from casefile.tui.app import CasefileApp
from casefile.tui.desk.adding import Adding
from casefile.tui.desk.finding import Finding
from casefile.tui.paper import load_first
from casefile.tui.session import Session

QUERIES = {
    "Latin letters": ("t", "the", '"of the"', "quagmirre"),
    "Chinese, one character in a row": ("中", "中国", "没有"),
}
_KEYS = ("down", "down", "up", "up", "up")


def texts(length: int) -> dict[str, str]:
    made, size = [], 0
    for one in articles(length):
        made.append(one.body)
        size += len(one.body) + 2
        if size >= length:
            break
    chinese = "中国人民银行今天表示经济增长"
    return {
        "Latin letters": "\n\n".join(made)[:length],
        "Chinese, one character in a row": (chinese * 300 + "\n") * (length // 4201 + 1),
    }


class Watch:
    """The longest stretch of the loop's own processor time since it was last asked, in milliseconds."""

    def __init__(self) -> None:
        self._longest = 0.0

    async def run(self) -> None:
        last = time.thread_time()
        while True:
            await asyncio.sleep(0.001)
            now = time.thread_time()
            self._longest, last = max(self._longest, (now - last) * 1000), now

    def longest(self) -> float:
        found, self._longest = self._longest, 0.0
        return found


async def until(holds: Callable[[], object]) -> None:
    while not holds():
        await asyncio.sleep(0.005)


async def ask(root: Path, queries: tuple[str, ...]) -> None:
    session = Session(cases.open_case(root, for_desk=True))
    app = CasefileApp(session, session.reading(load_first))
    async with app.run_test(size=(140, 42)) as pilot:
        await until(lambda: isinstance(app.screen, Finding) and app.screen.info is not None)
        desk = app.screen
        assert isinstance(desk, Finding)
        await until(lambda: desk.source.is_wrapped)
        await pilot.press("ctrl+f")
        watch = Watch()
        task = asyncio.create_task(watch.run())
        for query in queries:
            watch.longest()
            began = time.perf_counter()
            desk.find_line.input.value = query
            await until(lambda q=query: desk._sought == q and desk._all_hits is not None)
            taken, typing = time.perf_counter() - began, watch.longest()
            for key in _KEYS:
                await pilot.press(key)
                await asyncio.sleep(0.05)
            hits = len(desk._all_hits or ())
            print(
                f"  {query:12} {hits:9,} hits in {taken:6.2f} s; loop {typing:5.1f} ms, going {watch.longest():5.1f} ms"
            )
        task.cancel()
        await app.settle()
    app.close()


def main() -> None:
    length = int(float(sys.argv[1]) * 1_000_000) if len(sys.argv) > 1 else 5_000_000
    Adding.start_worker = lambda self: None  # type: ignore[method-assign]
    for name, text in texts(length).items():
        print(f"{len(text):,} code points: {name}")
        with tempfile.TemporaryDirectory() as folder:
            os.environ["CASEFILE_HOME"] = folder
            root = Path(folder) / "case"
            with CaseStore.create(root, "Finding", "") as store:
                add_arrivals(store, [arrival(store, text, "long.txt", Metadata(title="Long"))])
            asyncio.run(ask(root, QUERIES[name]))


if __name__ == "__main__":
    main()
