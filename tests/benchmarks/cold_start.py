"""Cold start in a real terminal, against harlequin and posting in the same run.

    python tests/benchmarks/cold_start.py [--runs 7] [--rivals FOLDER]

Each program is started behind a pseudo-terminal of 140x42; the clock runs from the fork until its main content is
on the screen and a key pressed then has been answered. The programs take turns, so that a slow moment of the
machine hits all of them. The rivals are installed into FOLDER (default: a temporary one), each in an environment of
its own. Printed: median seconds and the ratio to harlequin.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from making import home_with_case
from pty_probe import Probe


@dataclass(frozen=True)
class Program:
    """What to start, what shows that it stands there, which key, what answers it."""

    name: str
    command: list[str]
    content: str
    key: bytes
    answer: str
    env: dict[str, str]


def rivals(folder: Path) -> list[Program]:
    found = []
    for name, packages, content, key, answer in (
        ("harlequin", ["harlequin", "numpy>=2", "pyarrow<21"], "Query Editor", b"zqx", "zqx"),
        ("posting", ["posting==2.1.1"], "There are no headers", b"zqx", "zqx"),
    ):
        place = folder / name
        if not (place / "bin" / name).exists():
            subprocess.run([sys.executable, "-m", "venv", str(place)], check=True)
            subprocess.run([str(place / "bin" / "pip"), "install", "-q", *packages], check=True)
        env = {"HOME": str(folder), "XDG_CONFIG_HOME": str(folder / "config"), "XDG_DATA_HOME": str(folder / "data")}
        found.append(Program(name, [str(place / "bin" / name)], content, key, answer, env))
    return found


def once(program: Program, cwd: str) -> float:
    probe = Probe(program.command, env=program.env, cwd=cwd)
    try:
        probe.wait(program.content)
        since = len(probe.output)
        probe.send(program.key)
        return probe.wait(program.answer, since=since)
    finally:
        probe.close()


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--runs", type=int, default=7)
    arguments.add_argument("--rivals", type=Path)
    chosen = arguments.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        home = home_with_case(folder / "home", articles=100, words=500, extract=True)
        casefile = str(Path(sys.executable).with_name("casefile"))
        programs = [
            Program(
                "casefile", [casefile], "opening words of article 1", b"n", "suggested", {"CASEFILE_HOME": str(home)}
            ),
            *rivals(chosen.rivals or folder / "rivals"),
        ]
        os.makedirs(folder / "cwd")
        times: dict[str, list[float]] = {program.name: [] for program in programs}
        for run in range(chosen.runs + 1):
            for program in programs:
                took = once(program, str(folder / "cwd"))
                if run:  # the first round only warms the disk
                    times[program.name].append(took)
    base = statistics.median(times["harlequin"])
    print(f"{'program':<12}{'median s':>10}{'min':>8}{'max':>8}{'of harlequin':>14}")
    for name, values in times.items():
        middle = statistics.median(values)
        print(f"{name:<12}{middle:>10.2f}{min(values):>8.2f}{max(values):>8.2f}{middle / base:>14.2f}")


if __name__ == "__main__":
    main()
