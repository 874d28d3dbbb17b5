"""Times of day and their zones: “12:30 p.m. EET”, “1930 GMT”, “noon”, “14:00 Kyiv time”."""

from __future__ import annotations

import re
from typing import NamedTuple

from casefile.extract.dates.words import GAP, PLAIN

# Zones whose letters mean one offset in news. IST, BST in Asia, CST and the like mean several, and stay as written.
_OFFSETS = {
    "z": "+00:00",
    "gmt": "+00:00",
    "utc": "+00:00",
    "wet": "+00:00",
    "cet": "+01:00",
    "cest": "+02:00",
    "eet": "+02:00",
    "eest": "+03:00",
    "msk": "+03:00",
    "trt": "+03:00",
    "edt": "-04:00",
    "est": "-05:00",
    "pdt": "-07:00",
    "pst": "-08:00",
    "jst": "+09:00",
    "kst": "+09:00",
}
_ZONE = (
    r"(?P<zone>(?-i:GMT|UTC|Z|WET|CET|CEST|EET|EEST|MSK|TRT|EDT|EST|PDT|PST|CDT|CST|MDT|MST|ET|PT|BST|IST|JST|KST|AEST"
    r"|AEDT|SAST|WAT|EAT|NZST|NZDT|Eastern|Pacific)(?P<offset>[+−-]\d{1,2}(?::?\d\d)?)?(?![^\W_])"
    r"|local(?: time)?(?![^\W_])|(?-i:[A-Z])[a-z]{2,14}(?: (?-i:[A-Z])[a-z]{2,14})? time(?![^\W_]))"
)
_CLOCK = re.compile(
    rf"(?:(?P<hour>[01]?\d|2[0-3])(?:[:.h](?P<minute>[0-5]\d)(?::[0-5]\d)?)?(?!\d)(?:{GAP}?(?P<half>[ap])\.?{GAP}?m(?:\.|\b))?"
    rf"|(?P<army>(?:[01]\d|2[0-3])[0-5]\d)(?!\d)|(?P<word>noon|midnight)(?![^\W_]))"
    rf"(?P<hours>{GAP}?(?:hours|hrs|o['’]clock)(?![^\W_]))?(?:,?{GAP}?(?P<open>\()?{_ZONE}(?(open)\)))?",
    PLAIN,
)
_LED = re.compile(
    r"(?<![^\W_])(?:at|around|about|by|since|until|till|before|after|from|between|to|circa|approximately|roughly)"
    r"\s(?:about\s|around\s|exactly\s)?\Z",
    re.IGNORECASE,
)


class Clock(NamedTuple):
    """A time of day: ``time`` is ``12:30``, with an offset or the zone as written where the text has one."""

    end: int
    time: str
    is_sure: bool


def clock(text: str, start: int) -> Clock | None:
    """The time of day that begins at ``start``. It is sure where nothing but a time is written so."""
    match = _CLOCK.match(text, start)
    if match is None or text[start - 1 : start] in ("$", "€", "£", ":", ".", ",", "/", "-"):
        return None
    zone, half = match["zone"] or "", (match["half"] or "").lower()
    if match["word"]:
        hour, minute = (12 if match["word"].lower() == "noon" else 0), 0
    elif match["army"]:
        if not (match["hours"] or zone):
            return None
        hour, minute = int(match["army"][:2]), int(match["army"][2:])
    else:
        hour, minute = int(match["hour"]), int(match["minute"] or 0)
        if not (match["minute"] or half or "clock" in (match["hours"] or "").lower()):
            return None
        if half and not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "p" else 0) if half else hour
    after = text[match.end() : match.end() + 2]
    if after[:1].isalnum() or after.startswith(("%", "°")) or (after[:1] in (":", ".", ",") and after[1:].isdigit()):
        return None
    # “2.30” alone is a number, and “3 o'clock” of a watch no time of an event.
    is_sure = bool(half or zone or match["army"])
    if not is_sure and match["minute"] and match[0][len(match["hour"])] != ":":
        return None
    return Clock(_without_stop(text, start, match.end(), bool(half and not zone)), _shown(hour, minute, match), is_sure)


def _without_stop(text: str, start: int, end: int, halved: bool) -> int:
    """The end without a full stop that belongs to the sentence: “3 pm.”, but not “3 p.m.”."""
    word = text[start:end].lower()
    return end - 1 if halved and word.endswith("m.") and not word.endswith((".m.", ". m.")) else end


def _shown(hour: int, minute: int, match: re.Match[str]) -> str:
    time, zone = f"{hour:02}:{minute:02}", match["zone"] or ""
    if not zone:
        return time
    if match["offset"]:
        sign = "-" if match["offset"][0] in "-−" else "+"
        digits = match["offset"][1:].replace(":", "")
        hours, minutes = (digits[:-2], digits[-2:]) if len(digits) > 2 else (digits, "00")
        return f"{time}{sign}{int(hours):02}:{minutes}"
    offset = _OFFSETS.get(zone.lower())
    return time + offset if offset else f"{time} {' '.join(zone.split())}"


def is_led(text: str, start: int) -> bool:
    """Whether the words before ``start`` announce a time: “at”, “around”, “until” …"""
    return _LED.search(text, max(0, start - 24), start) is not None
