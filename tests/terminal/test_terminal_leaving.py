"""However the desk ends, the terminal is as it was, the exit code says how, and nothing that was written is lost."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from pseudo_terminal import PseudoTerminal, as_text, pseudo_terminal
from terminal import CASEFILE, PATIENCE, Terminal, needs_tmux, terminal

pytestmark = pytest.mark.terminal

SECRET = "the witness is Oda Venhart"


def _notes(case: Path) -> list[dict[str, str]]:
    done = subprocess.run([*CASEFILE, "-c", str(case), "notes", "--json"], capture_output=True, check=True)
    found: list[dict[str, str]] = json.loads(done.stdout)["notes"]
    return found


def _all_written(case: Path) -> str:
    """Every note and every draft of the case, as one text."""
    drafts = (file.read_text(encoding="utf-8") for file in (case / "drafts").glob("*"))
    return "\n".join([json.dumps(_notes(case), ensure_ascii=False), *drafts])


def _write(desk: PseudoTerminal, words: str) -> None:
    """Open the note for writing and type; returns when the last word is on the screen."""
    desk.wait("? help")
    desk.send(b"3")
    desk.wait("rename")
    since = len(desk.output)
    desk.send(b"i")
    desk.wait("done", since=since)
    since = len(desk.output)
    desk.send(b"\r" + words.encode())
    desk.wait(words.split()[-1], since=since)


def _assert_restored(desk: PseudoTerminal) -> None:
    """Of each switch that the desk threw, the last word is off; of the cursor, on."""
    for mode in (b"1049", b"1000", b"1003", b"1006", b"2004"):
        switches = re.findall(rb"\x1b\[\?" + mode + rb"([hl])", desk.output)
        assert switches[-1:] in ([b"l"], []), f"mode {mode!r} is left on"
    assert re.findall(rb"\x1b\[\?25([hl])", desk.output)[-1] == b"h", "the cursor is left hidden"
    assert re.findall(rb"\x1b\[\?1049([hl])", desk.output)[-1] == b"l", "the desk's screen is left standing"


def _after_the_desk(desk: PseudoTerminal) -> str:
    """What stands on the person's own screen after the desk has left it."""
    return as_text(desk.output[desk.output.rindex(b"\x1b[?1049l") :])


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_a_signal_leaves_the_terminal_whole_and_keeps_what_was_just_typed(
    sample: Path, number: signal.Signals, code: int
) -> None:
    with pseudo_terminal(CASEFILE) as desk:
        _write(desk, "typed within the last second")
        desk.signal(number)
        assert desk.exit_code() == code
        _assert_restored(desk)
        assert "Traceback" not in as_text(desk.output)
    assert "typed within the last second" in _all_written(sample)


def test_a_line_that_is_cut_ends_the_desk_and_keeps_what_was_just_typed(sample: Path) -> None:
    with pseudo_terminal(CASEFILE) as desk:
        _write(desk, "typed before the line was cut")
        desk.hang_up()
        assert desk.exit_code() == 129
    assert "typed before the line was cut" in _all_written(sample)


def test_kill_9_loses_nothing_that_was_shown_as_kept(sample: Path) -> None:
    with pseudo_terminal(CASEFILE) as desk:
        _write(desk, "kept before the power went")
        desk.wait("draft kept")
        desk.signal(signal.SIGKILL)
        assert desk.exit_code() == 137
    with pseudo_terminal(CASEFILE) as desk:
        desk.wait("is restored")
        desk.send(b"q")
        assert desk.exit_code() == 0
    assert any("kept before the power went" in note["body"] for note in _notes(sample))
    assert not list((sample / "drafts").glob("n*"))


_FAULTY = f"""
import sys
from casefile.tui.screens.desk import DeskScreen

def action_copy(self, with_citation):
    evidence = {SECRET!r}
    raise ValueError(f"cannot copy {{evidence}}")

DeskScreen.action_copy = action_copy
from casefile.cli import main
sys.argv = ["casefile"]
sys.exit(main())
"""


def test_a_fault_is_said_without_evidence_and_leaves_the_terminal_and_the_draft(sample: Path) -> None:
    with pseudo_terminal([sys.executable, "-P", "-c", _FAULTY]) as desk:
        _write(desk, "typed before the fault")
        desk.send(b"\x1b")
        desk.wait("saved")
        desk.send(b"i")
        desk.wait("done", since=len(desk.output) - 1)
        desk.send(b" unsaved")
        desk.wait("unsaved")
        # The key that fails is the source's: a tab away from the note.
        desk.send(b"\x1b[Z")
        since = len(desk.output)
        desk.send(b"1")
        desk.send(b"y")
        assert desk.exit_code() == 1, as_text(desk.output[since:])
        _assert_restored(desk)
        said = _after_the_desk(desk)
    assert "casefile stopped" in said
    assert "ValueError" in said
    assert "draft" in said
    assert "Venhart" not in as_text(desk.output)
    assert "Traceback" not in said
    assert "typed before the fault" in _all_written(sample)


@pytest.mark.parametrize("term", ["dumb", ""])
def test_a_terminal_that_cannot_show_a_desk_is_refused_in_words(sample: Path, term: str) -> None:
    with pseudo_terminal(CASEFILE, env={"TERM": term}) as desk:
        assert desk.exit_code() == 2
    assert "The desk cannot be shown on this terminal" in as_text(desk.output)
    assert b"\x1b" not in desk.output


def test_a_pipe_is_refused_in_words(sample: Path) -> None:
    done = subprocess.run(CASEFILE, stdin=subprocess.DEVNULL, capture_output=True, check=False)
    assert done.returncode == 2
    assert b"needs a terminal" in done.stderr
    assert done.stdout == b""


def _settled(desk: Terminal) -> str:
    """The whole desk: the last thing that it finds out is which paragraphs the note's pins point at."""
    desk.wait("? help")
    desk.wait("⟦S1¶")
    return desk.still()


@needs_tmux
def test_to_the_shell_and_back_the_screen_is_drawn_and_the_keys_answer(sample: Path, home: Path) -> None:
    with terminal(["sh", "-i"], env={"CASEFILE_HOME": str(home), "PS1": "$ "}) as window:
        _prompted(window)
        window.type(" ".join(CASEFILE))
        window.keys("Enter")
        before = _settled(window)
        window.keys("C-z")
        window.wait("Stopped")
        _prompted(window)
        assert window.flag("alternate_on") == "0"
        assert window.flag("cursor_flag") == "1"
        assert window.flag("mouse_any_flag") == "0"
        window.type("clear; echo in the sh''ell")
        window.keys("Enter")
        window.wait("in the shell")
        window.type("fg")
        window.keys("Enter")
        # The whole screen comes back, not only what changes next.
        window.wait_for(lambda now: _panes(now) == _panes(before), f"not as it was:\n{before}")
        window.keys("n")
        window.wait(" here")
        window.keys("q")
        _prompted(window)


def _prompted(window: Terminal) -> None:
    """The shell waits for a command. A captured row ends at its last character: the prompt's blank is not in it."""
    window.wait_for(lambda screen: screen.rstrip().endswith("$"), "no prompt")


def _rows(screen: str) -> list[str]:
    return screen.rstrip("\n").split("\n")


def _panes(screen: str) -> list[str]:
    """The rows above the status, without the scroll bar at the right edge."""
    return [row[:138].rstrip() for row in _rows(screen)[:-1]]


@needs_tmux
def test_a_small_window_and_a_large_one_again(sample: Path, home: Path) -> None:
    with terminal(CASEFILE, env={"CASEFILE_HOME": str(home)}, size=(140, 42)) as desk:
        before = _settled(desk)
        desk.resize(60, 15)
        small = desk.wait_for(
            lambda now: len(_rows(now)) == 15 and "1 Source" in now and "n next" in now, "no small screen"
        )
        assert "Entities" in small
        desk.keys("2")
        desk.wait("f filter")
        desk.keys("1")
        desk.wait("n next")
        desk.resize(140, 42)
        after = desk.wait_for(lambda now: _panes(now) == _panes(before), f"not as it was:\n{before}")
        desk.keys("n")
        desk.wait_for(lambda now: now != after, "no answer to a key")


# A million characters in lines of a hundred, each with its number: what is lost or doubled shows.
MILLION = "".join(f"{number:06} {'pasted words ' * 7}ok\n" for number in range(10_000))


@needs_tmux
def test_a_million_characters_pasted_into_a_note_are_all_there_and_the_keys_live(sample: Path, home: Path) -> None:
    with terminal(CASEFILE, env={"CASEFILE_HOME": str(home)}, size=(140, 42)) as desk:
        _settled(desk)
        desk.keys("w")
        desk.wait("New note")
        desk.type("Pasted")
        desk.keys("Enter")
        desk.wait("esc done")
        desk.paste(MILLION)
        desk.wait("009999 pasted", seconds=max(60, PATIENCE))
        desk.type("typed after it")
        desk.wait("typed after it")
        desk.keys("Escape")
        desk.wait("saved ")
        desk.keys("q")
        desk.exited(0)
    (body,) = (note["body"] for note in _notes(sample) if note["title"] == "Pasted")
    assert body == MILLION + "typed after it"


@needs_tmux
def test_a_million_characters_pasted_as_an_article_are_all_there_and_the_keys_live(sample: Path, home: Path) -> None:
    with terminal(CASEFILE, env={"CASEFILE_HOME": str(home)}, size=(140, 42)) as desk:
        _settled(desk)
        desk.keys("p")
        desk.wait("Paste a text")
        desk.paste(MILLION)
        desk.wait("009999 pasted", seconds=max(60, PATIENCE))
        desk.keys("Tab")
        desk.type("A million")
        desk.wait("A million")
        desk.keys("C-s")
        screen = desk.wait(" added")
        desk.wait("000000 pasted")
        desk.keys("q")
        desk.exited(0)
    number = re.search(r"(S\d+) added", screen)
    assert number is not None
    done = subprocess.run([*CASEFILE, "text", number[1]], capture_output=True, check=True)
    assert done.stdout.decode() == MILLION


def test_the_desk_needs_no_name_of_the_machine_or_its_user(sample: Path) -> None:
    """What the shell knows of the person does not reach the screen."""
    with pseudo_terminal(
        CASEFILE, env={"USER": "secretuser", "LOGNAME": "secretuser", "HOSTNAME": "secrethost"}
    ) as desk:
        desk.wait("? help")
        desk.send(b"q")
        assert desk.exit_code() == 0
    assert "secret" not in as_text(desk.output)
    assert os.environ["CASEFILE_HOME"] not in as_text(desk.output)
