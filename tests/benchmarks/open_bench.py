"""Opening large articles in the running desk, its memory, and filtering many entities.

    python tests/benchmarks/open_bench.py [--runs 7] [--entities 50000]

The desk runs behind a pseudo-terminal of 140x42 on a case with a short article, English ones of 1 MB and 5 MB and a
Chinese one of 5 MB. Opening: Enter in the article list until the article's first words have been written, each run
from the short article. Memory: resident and private of the desk's process (its children apart) after each. Filter:
one letter typed into the filter of an entity list of 50,000 until the last byte of the answer, which 20 ms of
silence end. Printed: median, shortest and longest.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from making import CASEFILE, words
from pty_probe import Probe

from casefile.domain.extraction import Extraction, FoundName
from casefile.domain.kinds import Kind
from casefile.domain.span import Span
from casefile.extract.engines import engines_key
from casefile.services import cases, rows
from casefile.store.suggestions import store_extraction

DOWN, UP, ESCAPE, BACK = b"\x1b[B", b"\x1b[A", b"\x1b", b"\x7f"
_MB = 1024 * 1024
# Common characters, so that the text looks like one to whoever looks for word ends.
_CHINESE = "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里"


def english(random_: random.Random, size: int, opening: str) -> str:
    """ASCII text of ``size`` bytes that begins with ``opening``; made of one megabyte, again and again."""
    part = words(random_, 150_000)[:_MB]
    return (opening + "\n\n" + part * (size // len(part) + 1))[:size]


def chinese(random_: random.Random, size: int, opening: str) -> str:
    """Chinese of ``size`` bytes of UTF-8 that begins with ``opening``: paragraphs of 200 characters, no spaces."""
    part = "".join("".join(random_.choices(_CHINESE, k=199)) + "。\n\n" for _ in range(500))
    return opening + "\n\n" + (part * (size // len(part.encode()) + 1))[: size // 3]


def run(env: dict[str, str], *arguments: str) -> None:
    subprocess.run([*CASEFILE, *arguments], env=env, check=True, capture_output=True)


def memory(pid: int) -> tuple[float, float]:
    """Resident and private megabytes of a process; the second is 0 where the system does not tell."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
        sizes = {line.split(":")[0]: int(line.split()[1]) / 1024 for line in lines[1:]}
        return sizes["Rss"], sizes["Private_Clean"] + sizes["Private_Dirty"]
    except OSError:
        resident = subprocess.run(["ps", "-o", "rss=", "-p", str(pid)], capture_output=True, check=True).stdout
        return int(resident) / 1024, 0.0


def opening(home: Path, runs: int) -> list[str]:
    """A row of the table for each large article."""
    env = {**os.environ, "CASEFILE_HOME": str(home)}
    random_ = random.Random(5)
    sources = {
        "S1  short": "A short article begins here.\n\nAnna Benedor wrote it.",
        "S2  1 MB": english(random_, _MB, "The article of one megabyte begins here."),
        "S3  5 MB": english(random_, 5 * _MB, "The article of five megabytes begins here."),
        "S4  5 MB Chinese": chinese(random_, 5 * _MB, "The Chinese article begins here."),
    }
    run(env, "new", "Large articles")
    for number, text in enumerate(sources.values(), 1):
        file = home / f"{number}.txt"
        file.write_text(text, encoding="utf-8")
        run(env, "add", str(file))
    run(env, "work")
    return [opened(env, number, name, text, runs) for number, (name, text) in enumerate(sources.items())]


def opened(env: dict[str, str], number: int, name: str, text: str, runs: int) -> str:
    """Open the article ``number`` rows below the first, again and again, in a desk of its own."""
    desk = Probe([sys.executable, "-P", "-m", "casefile"], env=env)
    try:
        desk.wait("A short article begins")
        desk.settle(1.5, 60)
        took = []
        resident, private = memory(desk.pid)
        for turn in range(runs if number else 0):
            desk.send(b"4" + DOWN * number)
            desk.settle(0.4)
            since, before = len(desk.output), time.perf_counter()
            desk.send(b"\r")
            desk.wait(" ".join(text.split()[:4]), since=since)
            took.append((time.perf_counter() - before) * 1000)
            desk.settle(0.5)
            if not turn:
                resident, private = memory(desk.pid)
            desk.send(b"4" + UP * number)
            desk.settle(0.4)
            desk.send(b"\r")
            desk.settle(0.4)
        times = f"{statistics.median(took):>10.0f}{min(took):>10.0f}{max(took):>10.0f}" if took else " " * 30
        desk.send(b"q")
        desk.settle(0.5)
    finally:
        desk.close()
    return f"{name:<28}{times}{resident:>10.0f}{private:>10.0f}"


def filtering(home: Path, entities: int) -> tuple[list[float], float]:
    """Milliseconds for each letter, and the desk's resident megabytes, with ``entities`` suggested ones."""
    env = {**os.environ, "CASEFILE_HOME": str(home)}
    random_ = random.Random(8)
    lines = [f"{word.capitalize()} {number} came." for number, word in enumerate(words(random_, entities).split())]
    text = "\n\n".join(lines)
    source = home / "many.txt"
    source.write_text(text, encoding="ascii")
    run(env, "new", "Many entities")
    run(env, "add", str(source))
    suggest(home, text)
    desk = Probe([sys.executable, "-P", "-m", "casefile"], env=env)
    try:
        desk.wait(" 0 came")
        desk.settle(1.5, 60)
        desk.send(b"2")
        desk.settle(0.3)
        desk.send(b"f")
        desk.settle(1.0)
        took: list[float] = []
        for word in ("benedor", "kalima", "gorash", "anna m"):
            took += [desk.key(letter.encode()) * 1000 for letter in word]
            took += [desk.key(BACK) * 1000 for _ in word]
        return took, memory(desk.pid)[0]
    finally:
        desk.close()


def suggest(home: Path, text: str) -> None:
    """Store a suggested person for each line of S1, as a run of the engines does."""
    os.environ["CASEFILE_HOME"] = str(home)
    case = cases.open_case()
    try:
        text_id = rows.article(case, 1).text_id
        assert text_id is not None
        spans = [Span(match.start(), match.end() - len(" came")) for match in re.finditer(r"\S+ \d+ came", text)]
        names = tuple(FoundName(span, Kind.PERSON, "", "made", "1", "made", 0.5) for span in spans)
        store_extraction(case.store(), text_id, Extraction(text_id, names), engines_key())
    finally:
        case.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--entities", type=int, default=50_000)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        for name in ("large", "many"):
            (Path(scratch) / name).mkdir()
        print(f"{'article opened':<28}{'median ms':>10}{'min':>10}{'max':>10}{'MB':>10}{'private':>10}")
        for row in opening(Path(scratch) / "large", chosen.runs):
            print(row, flush=True)
        took, resident = filtering(Path(scratch) / "many", chosen.entities)
        print(f"\n{'filter, one letter':<28}{'median ms':>10}{'p95':>10}{'max':>10}{'MB':>10}")
        p95 = sorted(took)[int(len(took) * 0.95)]
        print(
            f"{f'{chosen.entities:,} entities':<28}{statistics.median(took):>10.0f}{p95:>10.0f}{max(took):>10.0f}"
            f"{resident:>10.0f}"
        )


if __name__ == "__main__":
    main()
