"""Subtitles and transcripts with times: SubRip (SRT) and WebVTT. The words are the text, the times stand off as marks.

SRT has no standard: a number, a line of times, words, a blank line. WebVTT: https://www.w3.org/TR/webvtt1/. Only a line
of times is told from words; everything else that is no comment or style is kept, in the order of the file.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from casefile.domain.intake import ReadOutcome, ReadText, TextMark
from casefile.domain.records import Metadata
from casefile.domain.text import canonical
from casefile.readers import fields
from casefile.readers.charset import NotText, decode
from casefile.readers.hints import Hints, state_for, unread

MIMES = ("application/x-subrip", "text/vtt")

_MOST_MARKS = 100_000
_CLOCK = r"(?:(\d{1,4}):)?(\d{1,3}):(\d{1,2})(?:[.,](\d{1,6}))?"
_TIMES = re.compile(rf"[ \t]*{_CLOCK}[ \t]*-{{1,3}}>[ \t]*{_CLOCK}([ \t][^\n]{{0,500}})?[ \t]*\Z")
_TIMES_IN_BYTES = re.compile(
    rb"^[ \t]*(?:\d{1,4}:)?\d{1,3}:\d{1,2}[.,]\d{1,6}[ \t]*-->[ \t]*(?:\d{1,4}:)?\d{1,3}:\d{1,2}[.,]\d{1,6}", re.M
)
_NUMBER = re.compile(r"[ \t]*\d{1,9}[ \t]*\Z")
_SPEAKER = re.compile(r"<v(?:\.[^\s<>]{0,100})?[ \t]+([^<>\n]{1,200})>")
_TAG = re.compile(r"</?(?:v|c|i|b|u|s|ruby|rt|lang|font|em|strong|span)\b[^<>\n]{0,300}>|<\d[\d:.]{0,20}>", re.I)
_PLACED = re.compile(r"\{\\[a-z]{1,4}[^{}\n]{0,200}\}", re.I)
_UNSPOKEN = ("NOTE", "STYLE", "REGION")
_ABOUT = re.compile(r"(Language|Title|Kind)[ \t]*:[ \t]*(\S[^\n]{0,500})", re.I)


@dataclass(slots=True)
class _Cue:
    """``at``: seconds from the beginning, None where no time is stated."""

    at: int | None
    lines: list[str] = field(default_factory=list)


def sniff(data: bytes, hints: Hints) -> str:
    """WebVTT by its first word; SRT by a line of times near the beginning."""
    head = data[:4096]
    for mark, name in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if head.startswith(mark):
            head = head[2:].decode(name, "replace").encode("ascii", "replace")
    head = head.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    if head.startswith(b"WEBVTT") and (len(head) == 6 or head[6:7] in b" \t\n"):
        return "text/vtt"
    times = _TIMES_IN_BYTES.search(head)
    if times is None:
        return ""
    above = [line for line in head[: times.start()].split(b"\n") if line.strip()]
    is_named = hints.suffix in (".srt", ".vtt", ".sub")
    is_first = len(above) <= 1 and all(_NUMBER.match(line.decode("latin-1")) for line in above)
    return "application/x-subrip" if is_first or is_named else ""


def read(data: bytes, hints: Hints) -> ReadOutcome:
    """One text: a paragraph a cue, who speaks before it where that is stated; a mark at each with its time."""
    mime = sniff(data, hints) or MIMES[0]
    try:
        decoded = decode(data, hints.charset, forced=hints.forced_charset)
    except NotText:
        return unread("no reader for this format yet (application/octet-stream)")
    written = canonical(decoded.text).replace("\r", "\n")
    head, cues = _cues(written, is_web=mime == "text/vtt")
    pieces, marks, at, broken = list[str](), list[TextMark](), 0, False
    for cue in cues:
        words = _words(cue.lines)
        if not words:
            continue
        broken |= cue.at is None
        if cue.at is not None and len(marks) < _MOST_MARKS:
            marks.append(TextMark(at, "time", f"{cue.at // 3600:02}:{cue.at // 60 % 60:02}:{cue.at % 60:02}"))
        pieces.append(words)
        at += len(words) + 2
    if not pieces:
        return unread("no words stand among its times", mime)
    reasons = [decoded.problem] if decoded.problem else []
    if broken:
        reasons.append("some of its words stand under no time that can be read")
    state, reason = state_for(reasons)
    about = {name.lower(): value for name, value in _ABOUT.findall(head)}
    metadata = Metadata(
        title=fields.field(about.get("title") or head.partition("\n")[0].removeprefix("WEBVTT").strip(" \t-")),
        language=fields.language(about.get("language")),
        extra=(("cues", str(len(pieces))),),
    )
    text = ReadText("text", "\n\n".join(pieces), tuple(marks))
    return ReadOutcome(state, reason, (text,), metadata, mime, decoded.charset, decoded.confidence)


def _cues(written: str, *, is_web: bool) -> tuple[str, Iterator[_Cue]]:
    """What stands before the first cue, and the cues."""
    lines = written.removeprefix("\ufeff").split("\n")
    first = 0
    if is_web:
        while first < len(lines) and lines[first].strip() and not _is_time(lines[first]):
            first += 1
    return "\n".join(lines[:first]), _each(lines[first:], is_web=is_web)


def _each(lines: list[str], *, is_web: bool) -> Iterator[_Cue]:
    """Cues by their lines of times. A line above one is its number or its name, and no word; words behind a blank line
    belong to the cue before it, so that broken files keep theirs."""
    cue = _Cue(None)
    is_silent, is_blank_above = False, True
    for at, line in enumerate(lines):
        times = _TIMES.match(line) if "->" in line else None
        if times:
            yield cue
            hours, minutes, seconds = (int(times[part] or 0) for part in (1, 2, 3))
            cue, is_silent = _Cue(hours * 3600 + minutes * 60 + seconds), False
        elif not line.strip():
            is_silent = False
        elif is_web and is_blank_above and line.split()[0] in _UNSPOKEN:
            is_silent = True
        elif not is_silent and not _is_name(lines, at, is_web=is_web and is_blank_above):
            cue.lines += ["", line] if is_blank_above and cue.lines else [line]
        is_blank_above = not line.strip()
    yield cue


def _is_time(line: str) -> bool:
    return "->" in line and _TIMES.match(line) is not None


def _is_name(lines: list[str], at: int, *, is_web: bool) -> bool:
    """Whether a line only counts or names the cue whose times stand below it."""
    is_above = at + 1 < len(lines) and _is_time(lines[at + 1])
    return is_above and (is_web or _NUMBER.match(lines[at]) is not None)


def _words(lines: list[str]) -> str:
    said = "\n".join(lines).strip("\n")
    if not said.strip():
        return ""
    said = _SPEAKER.sub(lambda speaker: f"{speaker[1].strip()}: ", said)
    said = _PLACED.sub("", _TAG.sub("", said))
    return html.unescape(said).strip() if "&" in said else said.strip()
