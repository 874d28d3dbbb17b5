"""Members of archives as the parent of the reading process gets them: frames, bytes behind them, problems in words."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import make_archives
import make_warcs
import pytest

from casefile.domain.frames import read_frame, write_frame
from casefile.domain.kinds import IntakeState
from casefile.readers import wire

COMMAND = [sys.executable, "-P", "-m", "casefile.readers.child"]


def talk(requests: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The replies of one reading process."""
    with subprocess.Popen(COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for request in requests:
            write_frame(cast(Any, process.stdin), request)
            reply = read_frame(cast(Any, process.stdout))
            assert reply is not None
            if "members" in reply:
                reply["raw"] = process.stdout.read(reply["raw"])
            yield reply
        process.stdin.close()


def test_members_come_with_their_bytes_and_problems(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(make_archives.tar_of_specials())
    asked = wire.Asked(str(tmp_path / "a"), "a.tar")
    first, _, last = talk([wire.request(asked), wire.opening(asked), wire.more()])
    outcome, members = wire.outcome_from_json(first), wire.members_from_json(last)
    assert (outcome.state, outcome.has_members, last["done"]) == (IntakeState.READ, True, True)
    assert [bool(one.problem) for one in members] == [True] * 5 + [False]
    assert members[-1].data == b"words"


def test_what_breaks_in_the_middle_keeps_what_came_and_says_why(tmp_path: Path) -> None:
    whole = make_archives.tarred(("a.txt", b"words"), ("b.txt", b"more"))
    (tmp_path / "a").write_bytes(whole[:1100])
    asked = wire.Asked(str(tmp_path / "a"), "a.tar")
    _, last = talk([wire.opening(asked), wire.more()])
    assert [one.data for one in wire.members_from_json(last)] == [b"words"]
    assert (last["done"], "breaks off" in last["reason"]) == (True, True)


def test_pages_of_a_web_archive_come_out_and_are_read(tmp_path: Path) -> None:
    pytest.importorskip("fastwarc")
    (tmp_path / "a").write_bytes(make_warcs.by_record(make_warcs.info(), make_warcs.response("https://news.example/a")))
    asked = wire.Asked(str(tmp_path / "a"), "a.warc.gz")
    first, _, last = talk([wire.request(asked), wire.opening(asked), wire.more()])
    assert wire.outcome_from_json(first).has_members
    (page,) = wire.members_from_json(last)
    (tmp_path / "page").write_bytes(page.data)
    (reply,) = talk([wire.request(wire.Asked(str(tmp_path / "page"), page.name, mime=page.mime, charset=page.charset))])
    assert "harbour board" in wire.outcome_from_json(reply).texts[0].text
