"""Reading again as another charset: what a person says is obeyed, and what makes sense is offered."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from casefile.domain.intake import ReadOutcome
from casefile.domain.kinds import IntakeState
from casefile.readers import child, wire
from casefile.readers.charset import candidates, decode
from casefile.readers.hints import Hints, Unreadable

SAID = {
    "utf-8": "Der Fährmann sagte „nein“ – à la carte.",
    "cp1252": "Der Fährmann sagte „nein“ – à la carte, façade, Übermut.",
    "cp1251": "Капитан сказал, что корабль уйдёт в полночь. Никто не спросил зачем.",
    "koi8-r": "Капитан сказал, что корабль уйдёт в полночь. Никто не спросил зачем.",
    "cp866": "Капитан сказал, что корабль уйдёт в полночь. Никто не спросил зачем.",
    "cp1250": "Příliš žluťoučký kůň úpěl ďábelské ódy. Łódź, święto.",
    "cp1253": "Ο καπετάνιος είπε ότι το πλοίο φεύγει τα μεσάνυχτα.",
    "cp1255": "הקברניט אמר שהספינה תצא בחצות.",
    "cp1256": "قال القبطان إن السفينة ستغادر عند منتصف الليل.",
    "gb18030": "船长说船将在午夜离开。没有人问为什么。",
    "big5hkscs": "船長說船將在午夜離開。沒有人問為什麼。",
    "cp932": "船長は真夜中に船が出ると言った。カメラ",
    "cp949": "선장은 배가 자정에 떠난다고 말했다. 아무도 묻지 않았다.",
}


@pytest.mark.parametrize("charset", SAID)
def test_the_charset_of_a_text_is_among_the_first_that_are_offered(charset: str) -> None:
    found = candidates((SAID[charset] + "\n").encode(charset) * 3)
    names = [name for name, _, _ in found]
    assert charset in names[:6]
    assert all(0 <= score <= 1 and len(beginning) <= 200 for _, score, beginning in found)
    assert SAID[charset] in next(beginning for name, _, beginning in found if name == charset)
    assert [score for _, score, _ in found] == sorted((score for _, score, _ in found), reverse=True)


@pytest.mark.parametrize("charset", ["utf-8", "cp1251", "koi8-r", "cp1252", "cp1256", "cp932"])
def test_the_charset_of_a_text_is_the_first_where_letters_tell(charset: str) -> None:
    assert candidates((SAID[charset] + "\n").encode(charset) * 3)[0][0] == charset


def test_the_beginning_that_is_shown_is_where_charsets_differ() -> None:
    data = b"plain words\n" * 500 + "a line with Корабль in it".encode("koi8-r")
    assert {name: shown for name, _, shown in candidates(data)}["koi8-r"] == "a line with Корабль in it"


def attempt(data: bytes, name: str, charset: str) -> ReadOutcome:
    return child.attempt(io.BytesIO(data), Hints(name, forced_charset=charset))


@pytest.mark.parametrize(
    ("name", "template"),
    [
        ("a.txt", "{}"),
        ("a.md", "# Title\n\n{}"),
        ("a.html", '<html><head><meta charset="utf-8"></head><body><p>{}</p></body></html>'),
        ("a.srt", "1\n00:00:01,000 --> 00:00:03,500\n{}\n"),
        ("a.eml", "From: a@b\nMessage-ID: <1@b>\nContent-Type: text/plain; charset=utf-8\n\n{}"),
        ("a.eml", "From: a@b\nMessage-ID: <1@b>\nContent-Type: text/html; charset=utf-8\n\n<p>{}</p>"),
    ],
)
def test_what_a_person_says_is_obeyed_whatever_the_file_says(name: str, template: str) -> None:
    data = template.format(SAID["koi8-r"]).encode("koi8-r")
    outcome = attempt(data, name, "KOI8-R")
    assert SAID["koi8-r"] in outcome.texts[0].text
    assert (outcome.charset, outcome.charset_confidence) == ("koi8-r", None)
    spoilt = attempt(data, name, "utf-8")
    assert spoilt.state is IntakeState.PARTLY
    assert "are not valid utf-8 and shown as \ufffd" in spoilt.reason


@pytest.mark.parametrize("charset", ["nonsense", "rot13", "hex", "\0", "x" * 500])
def test_a_charset_that_does_not_exist_is_said_so(charset: str) -> None:
    with pytest.raises(Unreadable):
        decode(b"words", forced=charset)
    assert attempt(b"words", "a.txt", charset).reason == "the charset that was given is not known"


def test_wide_charsets_can_be_said_with_and_without_their_mark() -> None:
    assert decode("\ufeffŁódź".encode("utf-16-be"), forced="utf-16").text == "\ufeffŁódź"
    assert decode("Łódź".encode("utf-16-le"), forced="utf-16").text == "Łódź"


def test_what_did_not_fit_is_counted_and_what_was_so_before_is_not() -> None:
    assert decode("a \ufffd b".encode() + b"\xff\xfe", forced="utf-8").lost == 2


@pytest.mark.parametrize(
    "data",
    [b"", b"\0" * 1000, bytes(range(256)) * 40, b"\xff" * 100_000, b"a" * 100_000],
    ids=["nothing", "NULs", "all bytes", "one byte", "one letter"],
)
def test_charsets_of_anything_can_be_asked_for(data: bytes) -> None:
    reply = child.charsets_of(io.BytesIO(data), Hints())
    assert isinstance(reply["charsets"], list)
    assert "reason" not in reply


def test_the_reading_process_answers_which_charsets_make_sense(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(SAID["koi8-r"].encode("koi8-r") * 3)
    reply, raw = child._Session().answer(wire.asking_charsets(wire.Asked(str(tmp_path / "a"), "a.txt")))
    assert reply["charsets"][0][0] == "koi8-r"
    assert reply["charsets"][0][2].startswith("Капитан")
    assert raw == b""
