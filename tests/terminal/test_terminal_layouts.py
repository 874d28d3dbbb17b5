"""What stands on the screen at which width; no colour where none is wanted; a second desk that only reads."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from pseudo_terminal import as_text, pseudo_terminal
from terminal import CASEFILE, needs_tmux, terminal

pytestmark = pytest.mark.terminal


def _rows(screen: str) -> list[str]:
    return screen.rstrip("\n").split("\n")


@needs_tmux
@pytest.mark.parametrize(
    ("size", "there", "hidden"),
    [
        ((80, 24), ["1 Source", "2 Entities", "3 Notes", "4 Articles"], ["to judge ─", "by number"]),
        ((120, 40), ["S1", "to judge ─", "by count"], ["1 Source", "by number", "⟦S1¶"]),
        ((140, 42), ["S1", "to judge ─", "Notes ▸ n1", "⟦S1¶"], ["1 Source", "by number"]),
        ((200, 60), ["S1", "to judge ─", "Notes ▸ n1", "⟦S1¶", "Articles", "by number"], ["1 Source"]),
    ],
    ids=["80x24", "120x40", "140x42", "200x60"],
)
def test_the_panes_that_fit_are_there(
    sample: Path, home: Path, size: tuple[int, int], there: list[str], hidden: list[str]
) -> None:
    with terminal(CASEFILE, env={"CASEFILE_HOME": str(home)}, size=size) as desk:
        screen = desk.wait_for(
            lambda now: "The ferry that was repaired" in now and all(words in now for words in there),
            f"not all: {there}",
        )
        rows = _rows(screen)
        assert len(rows) == size[1]
        assert max(map(len, rows)) <= size[0]
        for words in hidden:
            assert words not in screen
        assert "n next" in rows[-1]
        keys = re.split(" {3,}", rows[-1].strip())[0].split("  ")
        assert 2 <= len(keys) <= 7, keys
        # The other panes are a key away, whether they stand beside it or take its place.
        desk.keys("3")
        desk.wait("⟦S1¶")
        desk.keys("2")
        desk.wait("to judge ─")
        desk.keys("4")
        desk.wait("S2  ")
        desk.keys("1")
        screen = desk.wait("n next")
        assert max(map(len, _rows(screen))) <= size[0]


def test_without_colours_none_is_sent(sample: Path) -> None:
    with pseudo_terminal(CASEFILE, env={"NO_COLOR": "1"}) as desk:
        desk.wait("? help")
        desk.send(b"n")
        desk.wait(" here")
        since = len(desk.output)
        desk.send(b"2")
        desk.wait("f filter", since=since)
        desk.send(b"q")
        assert desk.exit_code() == 0
    # Greys stay, as Textual has it: lighter and darker say what is near and far. No hue does.
    for codes in re.findall(rb"\x1b\[([0-9;]+)m", desk.output):
        rest = re.sub(rb"[34]8;2;(\d+);\1;\1(?=;|$)", b"", codes)
        numbers = [int(code) for code in rest.split(b";") if code]
        assert all(number < 30 for number in numbers), f"a colour: {codes!r}"
    # What colour says is said by weight and line as well.
    for code in (b"1", b"4", b"7"):
        assert re.search(rb"\x1b\[(?:\d+;)*" + code + rb"(?:;[\d;]+)?m", desk.output), f"no {code!r}"


def test_a_second_desk_says_that_it_only_reads_and_follows_what_others_write(sample: Path) -> None:
    with pseudo_terminal(CASEFILE, size=(140, 42)) as first:
        first.wait("? help")
        with pseudo_terminal(CASEFILE, size=(140, 42)) as second:
            second.wait("read-only")
            second.wait("This desk only reads")
            second.wait("to judge")
            since = len(second.output), len(first.output)
            subprocess.run(
                [*CASEFILE, "note", "add", "A note from a command", "--body", "Written elsewhere."],
                check=True,
                capture_output=True,
            )
            second.wait("A note from a command", since=since[0])
            first.wait("A note from a command", since=since[1])
            # What it may not do it says, and nothing is done.
            since = len(second.output), len(first.output)
            second.send(b"w")
            second.wait("only reads", since=since[0])
            second.send(b"q")
            assert second.exit_code() == 0
        assert first.code is None
        first.send(b"q")
        assert first.exit_code() == 0
    assert "Traceback" not in as_text(second.output)
