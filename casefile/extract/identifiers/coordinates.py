"""Places on the earth: decimal degrees, degrees with minutes and seconds, and the military grid (MGRS).

No form has a checksum: what can be told is whether latitude and longitude lie on the globe.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from casefile.domain.extraction import FoundIdentifier
from casefile.domain.kinds import Kind
from casefile.domain.span import Span

_DECIMAL = re.compile(
    r"(?<![\w.,+-])(?<!\d[-/ ])(?P<lat>[+−-]?\d{1,2}[.]\d{2,10})(?P<ns> ?°? ?[NS](?![^\W_]))?°?"
    r"(?P<gap> ?[,;/] ?| {1,2})"
    r"(?P<lon>[+−-]?\d{1,3}[.]\d{2,10})(?P<ew> ?°? ?[EW](?![^\W_]))?°?(?![\w%]|[., ]\d)"
)
_LETTER_FIRST = re.compile(
    r"(?<![^\W_])(?P<ns>[NS]) ?(?P<lat>\d{1,2}\.\d{2,10})°?[ ,;/]{1,3}"
    r"(?P<ew>[EW]) ?(?P<lon>\d{1,3}\.\d{2,10})°?(?![\w]|\.\d)"
)
_LABELLED = re.compile(
    r"(?i)(?<![^\W_])lat(?:itude)?\.?[ :=]{1,3}(?P<lat>[+−-]?\d{1,2}\.\d{1,10})°?[ ,;]{1,3}(?:and )?"
    r"(?:lon(?:g(?:itude)?)?|lng)\.?[ :=]{1,3}(?P<lon>[+−-]?\d{1,3}\.\d{1,10})(?![\w]|\.\d)"
)
_MINUTE, _SECOND = r"[’'′]", r"(?:[”\"″]|''|’’|′′)"
_PART = (
    rf"(?P<{{0}}d>\d{{{{1,3}}}}) ?(?:°|º|deg\b|-) ?(?P<{{0}}m>\d{{{{1,2}}}}(?:\.\d{{{{1,6}}}})?) ?{_MINUTE}? ?"
    rf"(?:(?P<{{0}}s>\d{{{{1,2}}}}(?:\.\d{{{{1,6}}}})?) ?{_SECOND}? ?)?"
)
_MINUTES = re.compile(
    rf"(?<![\w.]){_PART.format('a')}(?P<ns>[NS])(?![^\W_])[ ,;/]{{0,3}}(?:and )?"
    rf"{_PART.format('o')}(?P<ew>[EW])(?![^\W_])"
)
_CUE = re.compile(r"(?i:\b(?:coordinates?|position|located at|gps|lat(?:itude)?|grid|geoloc\w+|co-ordinates?)\b)")
_MGRS = re.compile(
    r"(?<![^\W_])(?:[1-9]|[1-5]\d|60)[C-HJ-NP-X] ?[A-HJ-NP-Z][A-HJ-NP-V] ?"
    r"(?P<digits>(?:\d{2,5} \d{2,5}|\d{4,10}))(?![^\W_])"
)
_GRID_CUE = re.compile(r"(?:\b(?:MGRS|UTM|USNG)\b|(?i:\b(?:military )?grid\b))")
_RULE = "no checksum exists"


def find_coordinates(text: str) -> Iterator[FoundIdentifier]:
    """Pairs of latitude and longitude. The value is both in decimal degrees, south and west below nought."""
    for match in _DECIMAL.finditer(text):
        digits = min(len(match[part].partition(".")[2]) for part in ("lat", "lon"))
        has_letters = match["ns"] and match["ew"]
        # A bare pair of decimals may be any two figures: four places each, or a word before it, make it a position.
        if bool(match["ns"]) != bool(match["ew"]) or not (
            has_letters or (digits >= 4 and match["gap"].strip()) or (digits >= 3 and _announced(text, match.start()))
        ):
            continue
        yield from _pair(match, _signed(match["lat"], match["ns"]), _signed(match["lon"], match["ew"]))
    for match in _LETTER_FIRST.finditer(text):
        yield from _pair(match, _signed(match["lat"], match["ns"]), _signed(match["lon"], match["ew"]))
    for match in _LABELLED.finditer(text):
        yield from _pair(match, _signed(match["lat"]), _signed(match["lon"]))
    for match in _MINUTES.finditer(text):
        yield from _of_minutes(match)
    for match in _MGRS.finditer(text):
        east, _, north = match["digits"].partition(" ")
        is_even = len(east) == len(north) if north else len(east) % 2 == 0
        if is_even and _GRID_CUE.search(text, max(match.start() - 40, 0), match.start()):
            value = match[0].replace(" ", "")
            yield FoundIdentifier(Span(*match.span()), Kind.COORDINATES, value, None, f"military grid (MGRS), {_RULE}")


def _announced(text: str, start: int) -> bool:
    return _CUE.search(text, max(start - 40, 0), start) is not None


def _signed(number: str, letter: str | None = "") -> str:
    """``number`` as written, with the sign of its hemisphere."""
    bare = number.replace("−", "-").lstrip("+")
    return f"-{bare}" if letter and letter.strip(" °") in "SW" and not bare.startswith("-") else bare


def _pair(match: re.Match[str], latitude: str, longitude: str) -> Iterator[FoundIdentifier]:
    if abs(float(latitude)) <= 90 and abs(float(longitude)) <= 180:
        value = f"{latitude}, {longitude}"
        yield FoundIdentifier(Span(*match.span()), Kind.COORDINATES, value, None, f"decimal degrees, {_RULE}")


def _of_minutes(match: re.Match[str]) -> Iterator[FoundIdentifier]:
    degrees = []
    for part, letter, most in (("a", match["ns"], 90), ("o", match["ew"], 180)):
        minutes, seconds = float(match[part + "m"]), float(match[part + "s"] or 0)
        size = int(match[part + "d"]) + minutes / 60 + seconds / 3600
        if minutes >= 60 or seconds >= 60 or size > most:
            return
        degrees.append(f"{-size if letter in 'SW' else size:.5f}")
    rule = "degrees and minutes" if match["as"] is None else "degrees, minutes and seconds"
    yield FoundIdentifier(Span(*match.span()), Kind.COORDINATES, ", ".join(degrees), None, f"{rule}, {_RULE}")
