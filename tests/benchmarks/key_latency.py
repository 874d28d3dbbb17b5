"""From a key to the changed screen, at the pseudo-terminal: caret, mention, page, list, typing in search.

    python tests/benchmarks/key_latency.py [--articles 5000] [--keys 100]

A case of 5,000 articles of 300 words with one article of 1 MB (about 20,000 mentions) in front is opened at 140x42.
A key's time runs from writing it to the last byte of its answer, which 20 ms of silence end. Printed: median, p95 and
the longest, in milliseconds.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from making import CASEFILE, words, write_articles
from pty_probe import Probe

DOWN, UP, RIGHT = b"\x1b[B", b"\x1b[A", b"\x1b[C"
PAGE_DOWN, PAGE_UP = b"\x1b[6~", b"\x1b[5~"


def prepare(home: Path, articles: int) -> None:
    env = {**os.environ, "CASEFILE_HOME": str(home)}
    home.mkdir(parents=True)
    big = "The big article begins here.\n\n" + words(random.Random(3), 150_000)
    (home / "big.txt").write_text(big[: 1024 * 1024], encoding="ascii")
    write_articles(home / "articles.jsonl", articles, 300)
    for arguments in (
        ["new", "Measured affair"],
        ["add", str(home / "big.txt")],
        ["add", str(home / "articles.jsonl")],
        ["work"],
    ):
        subprocess.run([*CASEFILE, *arguments], env=env, check=True, capture_output=True)


def percentile(values: list[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=5000)
    parser.add_argument("--keys", type=int, default=100)
    parser.add_argument("--home", type=Path, help="keep the case here and use it again")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        home = chosen.home or Path(scratch) / "home"
        if not home.exists():
            prepare(home, chosen.articles)
        casefile = str(Path(sys.executable).with_name("casefile"))
        probe = Probe([casefile], env={"CASEFILE_HOME": str(home)})
        try:
            probe.wait("The big article begins here")
            probe.settle(1.0, 60)
            rows: dict[str, list[float]] = {}

            def press(name: str, keys: list[bytes]) -> None:
                probe.settle(0.3)
                rows[name] = [probe.key(key) for key in keys]

            press("caret down", [DOWN] * chosen.keys)
            press("caret right", [RIGHT] * chosen.keys)
            press("n, next mention", [b"n"] * chosen.keys)
            press("page", ([PAGE_DOWN] * 5 + [PAGE_UP] * 4) * (chosen.keys // 9 + 1))
            press("to the end, to the start", [b"G", b"g"] * 10)
            probe.send(b"4")
            press("article list", [DOWN] * chosen.keys)
            probe.send(b"2")
            press("entity list", [DOWN] * chosen.keys)
            probe.send(b"1")
            probe.settle(0.5)
            probe.send(b"/")
            probe.settle(1.0)
            typed: list[float] = []
            for word in ("benedor", "opening words", "anna mart", "mardewen", "paper"):
                typed.extend(probe.key(letter.encode(), quiet=0.06) for letter in word)
                for _ in word:
                    probe.key(b"\x7f", quiet=0.06)
            rows["typing in search"] = typed
        finally:
            probe.close()
    print(f"{'key':<28}{'median':>8}{'p95':>8}{'longest':>9}   ms")
    for name, values in rows.items():
        shown = [value * 1000 for value in values]
        print(f"{name:<28}{statistics.median(shown):>8.1f}{percentile(shown, 0.95):>8.1f}{max(shown):>9.1f}")


if __name__ == "__main__":
    main()
