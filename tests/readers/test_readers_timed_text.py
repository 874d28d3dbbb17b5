"""Subtitles: the words are the text, the times stand off."""

from __future__ import annotations

import io

import pytest

from casefile.domain.intake import ReadOutcome
from casefile.domain.kinds import IntakeState
from casefile.readers import child
from casefile.readers.hints import Hints

SRT = """1
00:00:01,000 --> 00:00:03,500
<i>The board met</i>
on Friday.

2
01:02:03,000 --> 01:02:05,000
{\\an8}Nobody asked.
"""
VTT = """WEBVTT - The berth
Language: en-GB

STYLE
::cue { color: red }

NOTE not a word
of this

intro
00:01.000 --> 00:03.000 align:start position:0%
<v Ida Renn>Tom &amp; I <c.loud>met</c> <00:02.000>them.</v>

00:00:04.000 --> 00:00:06.000
- What?
- 7
"""


def read(data: str | bytes, name: str = "a.srt", **hints: str) -> ReadOutcome:
    data = data.encode() if isinstance(data, str) else data
    return child.attempt(io.BytesIO(data), Hints(name, **hints))


def marks(outcome: ReadOutcome) -> list[tuple[str, str, str]]:
    text = outcome.texts[0]
    return [(mark.kind, mark.label, text.text[mark.at :].split("\n")[0]) for mark in text.marks]


def test_words_are_paragraphs_and_times_are_marks_beside_them() -> None:
    outcome = read(SRT)
    assert (outcome.state, outcome.mime) == (IntakeState.READ, "application/x-subrip")
    assert outcome.texts[0].text == "The board met\non Friday.\n\nNobody asked."
    assert marks(outcome) == [("time", "00:00:01", "The board met"), ("time", "01:02:03", "Nobody asked.")]


def test_web_subtitles_say_who_speaks_and_keep_notes_and_styles_out() -> None:
    outcome = read(VTT, "a.txt")
    assert (outcome.state, outcome.mime) == (IntakeState.READ, "text/vtt")
    assert outcome.texts[0].text == "Ida Renn: Tom & I met them.\n\n- What?\n- 7"
    assert [label for _, label, _ in marks(outcome)] == ["00:00:01", "00:00:04"]
    assert (outcome.metadata.title, outcome.metadata.language) == ("The berth", "en-GB")


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data.replace("\n", "\r\n"),
        lambda data: data.replace("\n", "\r"),
        lambda data: "\ufeff" + data,
        lambda data: data.replace("\n\n", "\n"),
        lambda data: "\n\n" + data,
        lambda data: data.replace(",", "."),
        lambda data: data.replace("\n2\n", "\n"),
        lambda data: data.replace(" --> ", "-->"),
    ],
    ids=["windows", "mac", "mark", "no blank lines", "blank lines", "points", "no number", "no blanks"],
)
def test_what_programs_write_differently_reads_the_same(change: object) -> None:
    assert callable(change)
    assert read(change(SRT)).texts[0].text == "The board met\non Friday.\n\nNobody asked."


def test_wide_and_old_charsets_are_read_and_a_person_may_say_which() -> None:
    russian = SRT.replace("Nobody asked.", "Никто не спросил.")
    assert "Никто" in read(russian.encode("utf-16")).texts[0].text
    assert "Никто" in read(russian.encode("koi8-r"), forced_charset="koi8-r").texts[0].text


def test_words_of_broken_cues_are_kept() -> None:
    data = SRT + "\n3\n00:00:xx,000 --> 00:00:09,000\nBroken time.\n\n4\n00:00:10,000 --> 00:00:11,000\n\nLate words.\n"
    outcome = read(data)
    assert "00:00:xx,000 --> 00:00:09,000\nBroken time." in outcome.texts[0].text
    assert outcome.texts[0].text.endswith("Late words.")
    lost = read("Words before any time.\n" + SRT)
    assert (lost.state, lost.reason) == (IntakeState.PARTLY, "some of its words stand under no time that can be read")
    assert lost.texts[0].text.startswith("Words before any time.")


@pytest.mark.parametrize(
    "data",
    [
        "The minutes say 00:01:02,000 --> 00:01:05,000 and no more.",
        "Words first.\nAnd more.\n00:00:01,000 --> 00:00:03,500\nlater",
        "WEBVTTER is no format.",
        "1\n2\n3\n",
    ],
)
def test_what_only_mentions_times_is_a_plain_text(data: str) -> None:
    assert read(data, "a.txt").mime == "text/plain"


def test_subtitles_without_words_say_so() -> None:
    outcome = read("1\n00:00:01,000 --> 00:00:03,500\n\n")
    assert (outcome.state, outcome.reason) == (IntakeState.UNREAD, "no words stand among its times")


@pytest.mark.parametrize(
    "data",
    [
        "WEBVTT\n\n" + "00:00.000 --> 00:01.000\n" * 200_000 + "end",
        "WEBVTT\n\n" + "<v " * 300_000,
        "WEBVTT\n\n" + "&" * 500_000,
        SRT + "{\\an8" * 200_000,
        SRT + "-->" * 300_000,
        SRT + "00:00:01,000 --> " * 100_000,
        SRT + "\x00\x1b[31m\u202e\ud800".encode("utf-8", "replace").decode(),
        SRT + " " * 1_000_000 + "x",
    ],
    ids=["times", "tags", "ampersands", "braces", "arrows", "halves", "controls", "blanks"],
)
def test_subtitles_that_want_to_break_their_reader_end(data: str) -> None:
    outcome = read(data)
    assert outcome.texts or outcome.reason
    assert not outcome.reason.startswith("its reader failed")
