"""The reading process as its parent sees it: frames in, frames out, and nothing else."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest

from casefile.domain.frames import read_frame, write_frame
from casefile.domain.intake import ReadOutcome, ReadText
from casefile.domain.kinds import IntakeState
from casefile.domain.records import Metadata
from casefile.readers import wire

Child = subprocess.Popen[bytes]
COMMAND = [sys.executable, "-P", "-m", "casefile.readers.child"]


@pytest.fixture
def child() -> Iterator[Child]:
    with subprocess.Popen(COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        yield process
        assert process.stdin is not None
        process.stdin.close()
        assert process.wait(30) == 0
        assert process.stderr is not None
        assert process.stderr.read() == b""


def asked(path: Path, name: str) -> dict[str, Any]:
    return wire.request(wire.Asked(str(path), name))


def ask(child: Child, request: dict[str, Any]) -> dict[str, Any]:
    assert child.stdin is not None
    assert child.stdout is not None
    write_frame(cast(Any, child.stdin), request)
    reply = read_frame(cast(Any, child.stdout))
    assert reply is not None
    return reply


def test_the_child_reads_an_original_by_its_path_and_goes_on_after_bad_requests(child: Child, tmp_path: Path) -> None:
    original = tmp_path / "abcd"
    original.write_bytes(b"# The berth\n\nWords.")
    assert "error" in ask(child, {"nonsense": 1})
    assert "error" in ask(child, {"path": 7, "limits": [1]})
    assert "error" in ask(child, asked(tmp_path / "absent", "a.md"))
    assert "error" in ask(child, asked(tmp_path, "folder"))
    reply = ask(child, asked(original, "a.md") | {"id": 12})
    assert reply.pop("id") == 12
    outcome = wire.outcome_from_json(reply)
    assert (outcome.state, outcome.metadata.title) == (IntakeState.READ, "The berth")


def test_a_pipe_in_the_place_of_an_original_does_not_hold_the_child(child: Child, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert ask(child, asked(tmp_path / "pipe", "a.txt")) == {"error": "the original is no regular file"}


def test_members_come_in_order_with_their_bytes_and_one_bad_line_spoils_no_other(child: Child, tmp_path: Path) -> None:
    (tmp_path / "lines").write_bytes(b'{"text": "line 0"}\n{\r\n\n{"text": "line 2"}')
    lines = wire.Asked(str(tmp_path / "lines"), "a.jsonl", "jsonl")
    assert ask(child, wire.opening(lines)) == {"opened": True}
    reply = ask(child, wire.more())
    assert child.stdout is not None
    reply["raw"] = child.stdout.read(reply["raw"])
    assert (reply["done"], reply["reason"]) == (True, "")
    first, second, third = wire.members_from_json(reply)
    assert [(one.name, one.data) for one in (first, second, third)] == [
        ("line 1", b'{"text": "line 0"}'),
        ("line 2", b"{"),
        ("line 4", b'{"text": "line 2"}'),
    ]
    assert second.outcome is not None
    assert second.outcome.state is IntakeState.UNREAD
    assert third.outcome is not None
    assert third.outcome.texts == (ReadText("text", "line 2"),)


def test_asking_for_members_of_nothing_is_answered(child: Child) -> None:
    assert ask(child, wire.more()) == {"members": [], "done": True, "reason": "", "raw": 0}


def test_a_page_and_a_bomb_pass_through_the_same_child(child: Child, tmp_path: Path) -> None:
    (tmp_path / "bomb").write_bytes(b"<html><body>" + b"<div>" * 100_000 + b"deep words")
    (tmp_path / "page").write_bytes(b"<html><body><p>" + b"Plain words on a page. " * 20 + b"</p></body></html>")
    bomb = wire.outcome_from_json(ask(child, asked(tmp_path / "bomb", "bomb.html")))
    page = wire.outcome_from_json(ask(child, asked(tmp_path / "page", "page.html")))
    assert (bomb.state, page.state) == (IntakeState.PARTLY, IntakeState.READ)
    assert "deep words" in bomb.texts[0].text


def test_the_child_ends_with_1_on_what_is_no_frame() -> None:
    done = subprocess.run(COMMAND, input=b"\xff\xff\xff\xffjunk", capture_output=True, timeout=60, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (1, b"", b"")


def test_reading_refuses_connections_and_programs() -> None:
    code = (
        "import sys, socket, subprocess\n"
        "from casefile.readers.confinement import refuse_the_world\n"
        "sys.addaudithook(refuse_the_world)\n"
        "for act in (lambda: socket.create_connection(('127.0.0.1', 9)), lambda: subprocess.run(['true'])):\n"
        "    try:\n        act()\n    except PermissionError:\n        print('refused')\n"
    )
    done = subprocess.run([sys.executable, "-P", "-c", code], capture_output=True, timeout=60, check=True)
    assert done.stdout.split() == [b"refused", b"refused"]


def test_plain_text_and_json_lines_import_no_parser() -> None:
    code = (
        "import io, sys\nfrom casefile.readers import child, wire\nfrom casefile.readers.hints import Hints\n"
        "child.attempt(io.BytesIO(b'words'), Hints('a.txt'))\n"
        "child.attempt(io.BytesIO(b'{\"text\": \"words\"}'), Hints('', 'jsonline'))\n"
        "print(sorted({'lxml', 'trafilatura', 'charset_normalizer', 'urllib3', 'socket'} & set(sys.modules)))\n"
    )
    done = subprocess.run([sys.executable, "-P", "-c", code], capture_output=True, timeout=60, check=True)
    assert done.stdout.strip() == b"[]"


def test_an_outcome_survives_the_wire() -> None:
    outcome = ReadOutcome(
        IntakeState.PARTLY,
        "why",
        (ReadText("body", "a\x00\u202eb"), ReadText("full page", "")),
        Metadata(title="T", published="2021", published_basis="guessed", extra=(("k", "v"),)),
        "text/html",
        "cp1252",
        0.5,
    )
    assert wire.outcome_from_json(wire.outcome_to_json(outcome)) == outcome


@pytest.mark.parametrize(
    "change", [{"state": "nice"}, {"texts": [{"kind": "text", "text": 7}]}, {"mime": "\ud800"}, {"metadata": {}}]
)
def test_what_is_no_outcome_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises((KeyError, TypeError, ValueError)):
        wire.outcome_from_json(wire.outcome_to_json(ReadOutcome(IntakeState.READ)) | change)
