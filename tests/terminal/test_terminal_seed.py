"""One day of work as a script of keys: an article goes in, a dossier that a stranger can check comes out."""

from __future__ import annotations

import os
import re
import shlex
import sys
from pathlib import Path

import pytest
from terminal import CASEFILE, Terminal, needs_tmux, terminal

pytestmark = [pytest.mark.terminal, needs_tmux]

SHARED = Path(os.environ.get("CASEFILE_SHARED") or Path(__file__).parents[3] / "shared" / "data")
SEED = SHARED / "seed" / "article.txt"
SAMPLE = Path(__file__).parents[2] / "seeds" / "02-northlight-official-held.txt"

# The right-hand column at 140 columns: the entities above the notes.
SIDE = 90


def _side(screen: str) -> str:
    return "\n".join(row[SIDE:] for row in screen.split("\n"))


class Shell:
    """A shell in a terminal, whose commands are typed."""

    def __init__(self, window: Terminal) -> None:
        self.window = window
        self._commands = 0

    def start(self, command: str) -> None:
        """Type a command and go."""
        self._commands += 1
        self.window.type(f"clear; {command}; echo ended {self._commands} $?")
        self.window.keys("Enter")

    def ended(self, code: int = 0) -> str:
        """The screen once the command has ended with ``code``."""
        # The typed line says "$?" where this says a number.
        words = f"ended {self._commands} "
        screen = self.window.wait_for(lambda now: re.search(rf"^{words}\d", now, re.MULTILINE), f"no end: {words}")
        assert f"{words}{code}\n" in screen, screen
        return screen

    def run(self, command: str, code: int = 0) -> str:
        self.start(command)
        return self.ended(code)


def _a_day(window: Terminal, article: Path, opening: str, name: str, bundle: Path) -> None:
    shell = Shell(window)
    shell.run(f'casefile() {{ {shlex.join(CASEFILE)} "$@"; }}')
    shell.run("casefile new 'One day'")
    assert "1 read" in shell.run(f"casefile add {shlex.quote(str(article))}")

    # The desk, three panes filled: the names are found by its own worker while it is open.
    shell.start("casefile")
    window.wait(opening)
    screen = window.wait_for(lambda now: name in _side(now), f"{name} is not in the entity list")
    assert "Entities" in _side(screen)
    assert "Notes" in _side(screen)
    window.wait("writes the first one")

    # Found as you type: three letters are enough, the rest narrows it.
    window.keys("/")
    window.wait("search the case")
    window.type(name[:3].lower())
    window.wait_for(lambda now: " hit" in now.split("\n")[1], "no hits while typing")
    window.type(name[3:].lower())
    screen = window.wait_for(lambda now: name.lower() in now.split("\n")[1] and " hit" in now.split("\n")[1], "no hits")
    assert name in screen
    window.keys("BTab")  # articles only
    window.wait_for(lambda now: "1 hit" in now.split("\n")[1], "the article alone")
    window.keys("Down", "Enter")
    window.wait("search the case", gone=True)
    window.wait("suggested by")

    # A suggestion accepted.
    window.press_until("n", f" {name}  ")
    window.keys("a")
    window.wait("accepted")
    window.wait_for(lambda now: "confirmed" in _side(now), "nothing is confirmed")

    # The sentence cited into a note.
    window.keys("c")
    window.wait("Cited into n1")
    window.wait_for(lambda now: "⟦S1¶" in _side(now), "no pin in the notes")

    # The dossier.
    window.keys("D")
    window.wait("Export a dossier as")
    window.keys("Enter")
    window.wait("Export a dossier ▸ bundle")
    window.type(str(bundle))
    window.keys("Enter")
    window.wait("casefile verify checks it")
    window.keys("q")
    shell.ended()

    assert "Verified" in shell.run(f"casefile verify {shlex.quote(str(bundle))}")
    shell.run(f"cd {shlex.quote(str(bundle))} && {shlex.quote(sys.executable)} -I verify.py")
    shell.run("printf x >>dossier.md && casefile verify .", 1)
    shell.run(f"{shlex.quote(sys.executable)} -I verify.py", 1)


def test_a_day_on_an_article_of_the_sample_case(home: Path, tmp_path: Path) -> None:
    with terminal(["sh"], env={"CASEFILE_HOME": str(home), "PS1": "$ "}, cwd=tmp_path) as window:
        _a_day(window, SAMPLE, "A former technical director", "Dmitri Kharkevich", tmp_path / "dossier")
    assert "Dmitri Kharkevich" in (tmp_path / "dossier" / "dossier.md").read_text(encoding="utf-8")


@pytest.mark.shared
@pytest.mark.skipif(not SEED.is_file(), reason="needs the article that lies beside the checkout")
def test_a_day_on_the_article_that_the_project_was_asked_for_with(home: Path, tmp_path: Path) -> None:
    with terminal(["sh"], env={"CASEFILE_HOME": str(home), "PS1": "$ "}, cwd=tmp_path) as window:
        _a_day(window, SEED, "In an interview with the", "Wagner", tmp_path / "dossier")
    assert "Wagner" in (tmp_path / "dossier" / "dossier.md").read_text(encoding="utf-8")
