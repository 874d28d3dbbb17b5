"""Nothing that a case says reaches the terminal as anything but text, whichever screen or command shows it.

Every field of the case is hostile: escapes that set the clipboard, the title and colours, links, control strings,
one-byte escapes, marks that turn the direction of writing, lone surrogates, and markup of the libraries that draw.
What is asserted is asserted over every byte that the program wrote, from its start to its end.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest
from pseudo_terminal import as_text, pseudo_terminal
from terminal import CASEFILE, Terminal, needs_tmux, terminal

from casefile.domain.records import Metadata
from casefile.domain.span import Span
from casefile.services import articles, cases, intake, judging, notes, rows, work

pytestmark = pytest.mark.terminal

# "cGF5bG9hZA==" is "payload"; a terminal that obeyed would put it on the clipboard.
CLIPBOARD = "\x1b]52;c;cGF5bG9hZA==\x07"
ESCAPES = (
    CLIPBOARD
    + "\x1b]0;payload\x07\x1b]8;;http://payload.example/\x1b\\"
    + "\x9b31;41mpayload\x9d0;payload\x9c\x90payload\x9c"
    + "\x1bPpayload\x1b\\\x1b_payload\x1b\\\x1b[31;41m\x1b[2J\x1b[?1049l\x1bc"
    + "\x08\x7f\x00\r"
)
TURNED = "\u202epayload\u202c\u2066\u200f\u061c\u200b\ufeff"
MARKUP = "[REDACTED] paid [/path] [@click=app.quit]x[/] [bold]b [red on blue]"
HOSTILE = f"{MARKUP}{ESCAPES}{TURNED}"
ALONE = "\ud800\udfff"
FILE_NAME = os.fsencode(HOSTILE.replace("/", "|").replace("\x00", "")[:90]) + b"\xff\xed\xa0\x80.txt"

_BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_C1 = re.compile("[\x80-\x9f]")


@dataclass(frozen=True)
class HostileCase:
    root: Path
    text: str


def _text() -> str:
    lines = [
        f"{MARKUP} is how the hostile article begins.",
        f"Anna Benedor wrote to anna@benedor.example on 3 March 2020, {ESCAPES} she said.",
        f"Hassan{TURNED} Martelgor of {MARKUP} answered her; {HOSTILE}{HOSTILE}",
        "The last paragraph names Anna Benedor and https://payload.example/[/path]?a=[bold].",
    ]
    return "\n\n".join(lines) + "\n"


@pytest.fixture
def hostile(home: Path, tmp_path: Path) -> HostileCase:
    """A case of two articles, an entity of each kind of origin and two notes, hostile in every field."""
    file = os.path.join(os.fsencode(tmp_path), FILE_NAME)
    Path(os.fsdecode(file)).write_bytes(_text().encode("utf-8"))
    line = {name: f"{HOSTILE}{ALONE}{name}" for name in ("title", "publisher", "author", "url", "language")}
    (tmp_path / "lines.jsonl").write_text(
        json.dumps({**line, "text": f"Second. {HOSTILE}{ALONE} Anna Benedor."}) + "\n", encoding="ascii"
    )
    case = cases.create_case(f"Case {HOSTILE}", ref=f"Ref {HOSTILE}", question=HOSTILE, name="hostile")
    try:
        intake.add_paths(case, [os.fsdecode(file), str(tmp_path / "lines.jsonl")])
        said = {
            "title": f"Title {HOSTILE}",
            "author": f"Author {HOSTILE}",
            "publisher": f"Paper {HOSTILE}",
            "url": f"https://x/{HOSTILE}",
        }
        articles.set_metadata(case, 1, Metadata(**said))
        articles.grade(case, 1, "E", f"Because {HOSTILE}")
        work.work(case)
        article = rows.article(case, 1)
        assert article.text_id is not None
        text = rows.counted_text(case, 1)
        start = text.index("Hassan")
        made = judging.make_entity(
            case, article.text_id, Span(start, text.index(" of ", start)), rows.entities(case)[0].kind
        )
        judging.rename(case, made, f"Hassan {HOSTILE}")
        judging.rename(case, judging.find_entity(case, "Anna Benedor").id, f"Anna {HOSTILE}")
        pin = notes.cite(case, article.text_id, Span(start, text.index(" of ", start)))
        notes.add_note(
            case, f"Note {HOSTILE}", f"# Body {HOSTILE}\n\n- {HOSTILE} {pin}\n\n[x](http://payload) {HOSTILE}"
        )
        notes.add_note(case, f"Other {HOSTILE}", HOSTILE)
        cases.remember_last(case)
    finally:
        case.close()
    return HostileCase(case.root, text)


def _assert_harmless(output: bytes) -> None:
    """No byte of the case was anything but text to the terminal."""
    # Strict: a lone surrogate or a stray byte would not decode, and a C1 byte would stand alone.
    written = output.decode("utf-8")
    for sign in ("\x1b]52", "\x1b]0;", "\x1b]2;", "\x1b]8;", "\x1b_", "\x1bPp", "\x1bc", "\x1b[31;41m"):
        at = written.find(sign)
        assert at < 0, f"{sign!r} reached the terminal: {written[max(0, at - 200) : at + 60]!r}"
    for pattern in (_C1, _BIDI):
        found = pattern.search(written)
        assert found is None, f"reached the terminal: {written[max(0, found.start() - 200) : found.end() + 60]!r}"
    assert not re.search("[\x00\x7f]", written)
    assert "payload" in written, "the hostile text was never shown at all"


def _walk(desk: Terminal) -> None:
    """Every screen on which the case says something, by keys."""
    side = desk.wait("[REDACTED] paid [/path] [@click=app.quit]x[/] [bold]b")
    assert "Case [REDACTED] paid" in side.split("\n")[0]
    desk.wait("Note [REDACTED]")
    desk.wait("Hassan [REDACTED]")

    # The source: from mention to mention, select a paragraph and everything, the ends.
    desk.press_until("n", "Hassan [REDACTED] paid [/p")
    desk.keys("v", "Down", "Down", "v", "G", "g")

    # What is said after an act: accepted, undone; an entity renamed.
    desk.keys("2")
    desk.wait("same as…")
    desk.keys("G", "x")
    desk.wait("Rejected Hassan [REDACTED]")
    desk.keys("u")
    desk.wait("Took back: ")
    desk.wait("confirmed ───")
    desk.keys("G")
    desk.keys("r")
    desk.wait("Rename")
    desk.type("!")
    desk.keys("Enter")
    desk.wait(" is now ")
    for key, typed in (("m", "[/path]"), ("t", "place")):
        desk.keys(key)
        desk.wait("type a few letters")
        desk.type(typed)
        desk.wait(f"> {typed}")
        desk.keys("Escape")
        desk.wait(f"> {typed}", gone=True)
    desk.keys("f")
    desk.wait("words in any order")
    desk.type("[REDACTED]")
    desk.wait_for(lambda now: re.search(r"2 of \d · esc shows all", now), "no filtered list")
    desk.keys("Escape")
    desk.wait("words in any order", gone=True)
    desk.wait("esc shows all", gone=True)

    # Naming a passage: the words of the source in a title.
    desk.keys("1")
    desk.wait("c cite")
    desk.press_until("n", " here")
    desk.keys("e")
    desk.wait("an entity that it names")
    desk.keys("Escape")
    desk.wait("an entity that it names", gone=True)

    # The notes: reading, writing, title.
    desk.keys("3")
    desk.wait("rename")
    desk.keys("i")
    desk.wait("done")
    desk.keys("C-Home", "Down", "End")
    desk.type(" written")
    desk.keys("Escape")
    desk.wait("write")
    desk.keys("r")
    desk.wait("Title of n")
    desk.keys("Escape")
    desk.wait("Title of n", gone=True)
    desk.keys("t")
    desk.wait("is a …")
    desk.keys("Escape")
    desk.wait("is a …", gone=True)
    desk.keys("Right")
    desk.wait("Other [REDACTED]")

    # The article list, the second article, an article's details.
    desk.keys("4")
    desk.wait("S2")
    desk.keys("d")
    desk.wait("Details")
    desk.keys("Escape")
    desk.wait("Details", gone=True)
    desk.keys("Down", "Enter")
    desk.wait("Second. [REDACTED] paid [/path]")

    # Searching: snippets, preview, facets of three types.
    desk.keys("/")
    desk.wait("search the case")
    desk.type("redacted paid")
    desk.wait_for(lambda now: " hit" in now.split("\n")[1] and "[REDACTED]" in now, "no hits")
    desk.wait("Preview", gone=True)
    for _ in range(3):
        before = desk.screen()
        desk.keys("BTab")
        desk.wait_for(lambda now, before=before: now != before, "no answer to tab")  # type: ignore[misc]
        desk.wait_for(lambda now: "[REDACTED]" in now, "nothing of the case")
    desk.keys("Down", "Down", "Escape")
    desk.wait("as you type", gone=True)

    # Help, palette with entities and articles, journal, cases, dossier, adding, pasting.
    for key, title, typed in (
        ("?", "Help ▸", "a"),
        ("C-p", "Go to …", "@red"),
        ("C-p", "Go to …", "#red"),
        ("F6", "Journal ▸", "redacted"),
        ("o", "Add files", "[/path] [bold]"),
    ):
        desk.keys(key)
        desk.wait(title)
        desk.type(typed)
        desk.wait(typed)
        desk.keys("Escape")
        desk.wait(title, gone=True)
    desk.keys("o")
    desk.wait("Add files")
    desk.type("[/path] [@click=app.quit]x")
    desk.keys("Enter")
    desk.wait("There is no file")
    desk.keys("p")
    desk.wait("Paste a text")
    desk.paste(HOSTILE.replace("\x1b", "").replace("\x00", "") + " all of it")
    desk.wait("all of it")
    desk.keys("C-s")
    desk.wait("S3 added")
    desk.keys("D")
    desk.wait("Export a dossier as")
    desk.keys("Enter")
    desk.wait("Export a dossier ▸")
    desk.type("[REDACTED] out")
    desk.keys("Enter")
    desk.wait("casefile verify checks it")
    desk.keys("F2")
    desk.wait("Cases")
    desk.wait("Case [REDACTED] paid [/path]")
    desk.keys("Escape")
    desk.wait("▸ Desk")
    desk.keys("q")
    desk.exited(0)


@needs_tmux
def test_no_screen_obeys_what_a_case_says(hostile: HostileCase, home: Path, tmp_path: Path) -> None:
    record = tmp_path / "written"
    with terminal(CASEFILE, size=(200, 60), env={"CASEFILE_HOME": str(home)}, cwd=tmp_path, record=record) as desk:
        _walk(desk)
    _assert_harmless(record.read_bytes())


# What each prints of the case, so that nothing passes by printing nothing.
COMMANDS = {
    "articles": MARKUP,
    "show S1": MARKUP,
    "show S2": MARKUP,
    "text S1": MARKUP,
    "text S2": MARKUP,
    "entities": MARKUP,
    "mentions": "payload",
    "notes": MARKUP,
    "log": MARKUP,
    "search redacted": MARKUP,
    "cases": MARKUP,
}


def test_no_command_obeys_what_a_case_says(hostile: HostileCase) -> None:
    for command, words in COMMANDS.items():
        with pseudo_terminal([*CASEFILE, *command.split()], size=(200, 60)) as shown:
            assert shown.exit_code() == 0, command
        _assert_harmless(shown.output.replace(b"\r\n", b"\n"))
        assert words in as_text(shown.output), command


def test_a_text_goes_exactly_into_a_pipe_and_the_messages_stay_harmless(hostile: HostileCase) -> None:
    done = subprocess.run([*CASEFILE, "text", "S1"], capture_output=True, check=True)
    assert done.stdout == hostile.text.encode("utf-8")
    assert CLIPBOARD in done.stdout.decode("utf-8")
    with pseudo_terminal([*CASEFILE, "note", "add", HOSTILE.replace("\x00", ""), "--body", "x"]) as shown:
        assert shown.exit_code() == 0
    _assert_harmless(shown.output.replace(b"\r\n", b"\n"))
    with pseudo_terminal([*CASEFILE, "rename", HOSTILE.replace("\x00", ""), "x"]) as shown:
        assert shown.exit_code() == 2
    _assert_harmless(shown.output.replace(b"\r\n", b"\n"))
