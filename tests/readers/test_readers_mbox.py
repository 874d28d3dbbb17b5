"""Mailboxes: message by message, whatever stands in them."""

from __future__ import annotations

import io
import json
import os
from pathlib import Path

import pytest

from casefile.domain.intake import Member
from casefile.domain.kinds import IntakeState
from casefile.readers import child, mbox, registry
from casefile.readers.hints import Hints

SHARED = Path(os.environ.get("CASEFILE_SHARED", Path(__file__).resolve().parents[2].parent / "shared" / "data"))
FROM = b"From ida@gazette.example Tue May  4 21:30:00 2021\n"


def message(number: int, body: str = "words") -> bytes:
    return (
        f"From: Ida <ida@gazette.example>\nDate: Tue, 4 May 2021 23:3{number % 10}:00 +0200\nSubject: mail {number}\n"
        f"Message-ID: <{number}@x>\n\n{body} {number}\n"
    ).encode()


def members(data: bytes) -> list[Member]:
    return list(registry.members(io.BytesIO(data), Hints("box")))


def test_a_mailbox_is_a_list_of_its_messages_and_each_is_a_member_with_its_own_bytes() -> None:
    data = b"\n".join(FROM + message(number) for number in (1, 2, 3))
    outcome = child.attempt(io.BytesIO(data), Hints("box"))
    assert (outcome.state, outcome.mime, outcome.has_members) == (IntakeState.READ, "application/mbox", True)
    (text,) = outcome.texts
    assert text.kind == "contents"
    assert text.text.split("\n")[1] == "2\t2021-05-04 23:32+02:00\tIda <ida@gazette.example>\tmail 2"
    found = members(data)
    assert [(one.name, one.mime, one.kind) for one in found] == [
        (f"message {number}", "message/rfc822", "") for number in (1, 2, 3)
    ]
    assert [one.data for one in found] == [message(1), message(2), message(3)]


def test_a_box_of_one_message_is_that_message() -> None:
    outcome = child.attempt(io.BytesIO(FROM + message(1)), Hints("a.eml"))
    assert (outcome.mime, outcome.metadata.title) == ("message/rfc822", "mail 1")
    assert not outcome.has_members
    assert members(FROM + message(1)) == []


@pytest.mark.parametrize(
    "line",
    [
        "From the start nobody asked.",
        ">From the start nobody asked.",
        ">>From ida Tue May  4 21:30:00 2021",
        "From here: to there\nand on",
        "From Monday May 3 at the pier",
    ],
)
def test_a_sentence_that_begins_with_from_begins_no_message(line: str) -> None:
    bodies = [f"words\n\n{line}\n\nmore words", "words"]
    found = members(b"\n".join(FROM + message(at, body) for at, body in enumerate(bodies)))
    assert len(found) == 2
    assert line.encode() in found[0].data


@pytest.mark.parametrize(
    "line",
    [
        b"From ida@gazette.example Tue May  4 21:30:00 2021\n",
        b"From 1699@xxx Tue May 04 21:30:00 +0000 2021\n",
        b"From - Tue May 04 21:30:00 2021\r\n",
        b"From MAILER-DAEMON Tue, 4 May 2021 21:30:00 +0200\n",
        b"From ida@gazette.example 2021-05-04 21:30\n",
        b"From \n",
    ],
)
def test_messages_begin_at_the_lines_that_programs_write(line: bytes) -> None:
    assert len(members(FROM + message(1) + b"\n" + line + message(2))) == 2


def test_a_missing_blank_line_and_windows_line_ends_do_not_glue_messages() -> None:
    assert len(members(FROM + message(1) + FROM + message(2))) == 2
    windows = (FROM + message(1) + b"\n" + FROM + message(2)).replace(b"\n", b"\r\n")
    assert [one.data for one in members(windows)] == [
        message(1).replace(b"\n", b"\r\n"),
        message(2).replace(b"\n", b"\r\n"),
    ]


def test_a_last_message_that_breaks_off_is_kept_and_a_broken_one_does_not_cost_the_next() -> None:
    broken = b"\xff\xfe\0\0 no fields at all\n"
    data = b"\n".join([FROM + message(1), FROM + broken, FROM + message(3)])[:-20]
    first, second, third = members(data)
    assert (first.data, second.data, third.data) == (message(1), broken, message(3)[:-20])


def test_a_message_beyond_the_limit_is_named_and_not_taken_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mbox, "MAX_MEMBER", 1000)
    data = b"\n".join([FROM + message(1, "x" * 2000), FROM + message(2)])
    first, second = members(data)
    assert (first.data, "larger than" in first.problem) == (b"", True)
    assert second.data == message(2)


def test_a_mailbox_is_never_held_as_a_whole(tmp_path: Path) -> None:
    class Counting(io.FileIO):
        most = 0

        def read(self, size: int | None = -1) -> bytes:
            self.most = max(self.most, 0 if size is None or size < 0 else size)
            assert size is not None
            assert size >= 0
            return super().read(size)

    path = tmp_path / "box"
    path.write_bytes(b"\n".join(FROM + message(at, "x" * 5000) for at in range(2000)))
    raw = Counting(path)
    with io.BufferedReader(raw) as file:
        outcome = mbox.read(file, Hints(), "application/mbox")
        found = list(mbox.members(file, Hints(), "application/mbox"))
    assert len(found) == 2000
    assert outcome.texts[0].text.count("\n") == 1999
    assert raw.most <= 512 * 1024


def test_the_list_of_an_enormous_mailbox_says_where_it_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mbox, "_MOST_LISTED", 3)
    data = b"\n".join(FROM + message(number) for number in range(9))
    outcome = mbox.read(io.BytesIO(data), Hints(), "application/mbox")
    assert (outcome.state, outcome.reason) == (IntakeState.PARTLY, "only the first 3 of its 9 messages are listed")
    assert outcome.texts[0].text.endswith("… 6 messages more")


@pytest.mark.parametrize(
    "data",
    [
        FROM * 100_000,
        b"From \n" * 300_000,
        FROM + b"x" * 5_000_000,
        FROM + b"\n" * 1_000_000,
        FROM + b"From " * 500_000,
    ],
    ids=["empty messages", "bare lines", "one long line", "blank lines", "words in one line"],
)
def test_boxes_that_want_to_break_their_reader_end_with_an_outcome(data: bytes) -> None:
    outcome = child.attempt(io.BytesIO(data), Hints("box"))
    assert outcome.state is IntakeState.READ or outcome.reason
    assert not outcome.reason.startswith("its reader failed")
    assert all(one.data or one.problem for one in members(data))


@pytest.mark.shared
def test_the_mailboxes_of_the_hostile_collection_come_apart() -> None:
    manifest = SHARED / "hostile" / "manifest.jsonl"
    if not manifest.exists():
        pytest.skip("no hostile files beside the checkout")
    boxes = [row for row in map(json.loads, manifest.read_text("utf-8").splitlines()) if row["kind"] == "mbox"]
    for row in boxes:
        data = (manifest.parent / row["path"]).read_bytes()
        for one in members(data):
            outcome = child.attempt(io.BytesIO(one.data), Hints(one.name, mime=one.mime))
            assert outcome.texts
    assert len(boxes) == 6
