"""Dates that a text states, in English, with the precision they are given in; what cannot be told says why.

Absolute dates are read as written. A weekday, “today” and “yesterday” need the day of publication; other words
that only the context dates (“last week”) are found and left open.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from casefile.domain.dates import parse_date
from casefile.domain.errors import UsageError
from casefile.domain.extraction import Document, FoundDate
from casefile.domain.span import Span
from casefile.extract.dates.calendar_words import (
    BEFORE_YEAR,
    DAY,
    FAR_YEAR,
    MONTH,
    NO_ANCHOR,
    NOT_RESOLVED,
    WEEKDAY,
    YEAR,
    exact,
    month_number,
    month_part,
    weekday_number,
)

_SPACE = r"[ \u00a0\n]"
_OF = rf"(?:{_SPACE}of)?{_SPACE}"
_DASH = rf"(?:{_SPACE}?[-–—]{_SPACE}?|{_SPACE}(?:to|until){_SPACE})"
_LEAD = rf"(?:(?P<weekday>{WEEKDAY}),?{_SPACE}(?:the{_SPACE})?)?"

_DAY_MONTH = re.compile(
    rf"(?<![\w.,/-]){_LEAD}(?P<day>{DAY})(?:st|nd|rd|th)?(?:{_DASH}(?P<last>{DAY})(?:st|nd|rd|th)?)?{_OF}"
    rf"(?P<month>{MONTH})\b\.?(?:,?{_SPACE}(?P<year>{FAR_YEAR})(?!\w|[.,]\d))?"
)
_MONTH_DAY = re.compile(
    rf"(?<!\w){_LEAD}(?P<month>{MONTH})\b\.?{_SPACE}(?P<day>{DAY})(?:st|nd|rd|th)?(?:{_DASH}(?P<last>{DAY}))?"
    rf"(?!\w|[:.,]\d)(?:,?{_SPACE}(?P<year>{FAR_YEAR})(?!\w|[.,]\d))?"
)
_PART_OF_MONTH = re.compile(
    rf"(?<!\w)(?P<month>{MONTH})\b\.?(?:,|{_SPACE}of)?{_SPACE}(?P<year>{FAR_YEAR})(?!\w|[.,]\d)"
)
_PART = re.compile(
    rf"(?<!\w)(?:(?:the{_SPACE})?(?:beginning|start|middle|end){_SPACE}of{_SPACE}|(?:early|mid|late)[ \u00a0\n-])\Z",
    re.IGNORECASE,
)
_MONTHS_APART = re.compile(
    rf"(?<!\w)(?P<first>{MONTH})\b\.?(?:{_SPACE}(?P<year1>{FAR_YEAR}))?{_DASH}(?P<last>{MONTH})\b\.?{_SPACE}(?P<year>{FAR_YEAR})(?!\w|[.,]\d)"
)
_ISO = re.compile(r"(?<![\w.,/-])(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})(?=T\d{2}:|[^\w-]|\Z)(?!\.\d)")
_NUMBERS = re.compile(
    r"(?<![\w.,/-])(?P<a>\d{1,2})(?P<sign>[/.-])(?P<b>\d{1,2})(?P=sign)(?P<year>(?:19|20)\d\d)(?![\w/-]|\.\d)"
)
_YEARS_APART = re.compile(
    rf"(?:(?<![\w.,/$€£-])(?P<first>{YEAR})[-–—]|\bfrom{_SPACE}(?P<from>{YEAR}){_SPACE}(?:to|until){_SPACE}"
    rf"|\bbetween{_SPACE}(?P<between>{YEAR}){_SPACE}and{_SPACE})(?P<last>{YEAR})(?![\w-]|[.,]\d)",
    re.IGNORECASE,
)
_YEAR = re.compile(
    rf"(?<=[ \u00a0\n])(?P<year>{YEAR})"
    rf"(?![\w%-]|[.,/:]\d|{_SPACE}(?:\d|people|men|women|soldiers|troops|km|miles|tonnes|tons|dollars|euros)\b)"
)
_YEAR_FOLLOWS = re.compile(rf"(?<!\w)(?:{BEFORE_YEAR}){_SPACE}\Z", re.IGNORECASE)
_WEEKDAY = re.compile(rf"(?<!\w)(?P<weekday>{WEEKDAY})(?P<many>s?)(?!\w)")
_WHICH = re.compile(rf"(?<!\w)(?P<which>on|last|next|this|since|until|by){_SPACE}\Z", re.IGNORECASE)
_NEAR = re.compile(r"(?<!\w)(?P<near>[Tt]oday|[Yy]esterday|[Tt]omorrow|[Tt]onight)(?!\w)")
_VAGUE = re.compile(
    rf"(?<!\w)(?=[LlNnTtaosef\d])(?:(?:[Ll]ast|[Nn]ext|[Tt]his|[Tt]he{_SPACE}(?:previous|following)){_SPACE}"
    rf"(?:week|month|year|weekend|spring|summer|autumn|fall|winter)"
    rf"|(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|several|\d{{1,3}}){_SPACE}"
    rf"(?:days?|weeks?|months?|years?){_SPACE}(?:ago|earlier|later))(?!\w)"
)
_STOP = re.compile(r"[.!?\n]")
# Half a year away, the year before fits as well as the year itself.
_NEAREST = timedelta(days=122)
_FUTURE = re.compile(
    r"\b(?:will|shall|won't|won’t|going to|is to|are to|due|scheduled|plans? to|next|upcoming|expected to)\b"
)


@dataclass(frozen=True, slots=True)
class _Reading:
    """What a rule makes of a match. ``wider`` is how many code points before the match belong to the date."""

    first: date | None
    last: date | None
    precision: str
    rule: str
    problem: str = ""
    anchored: bool = False
    wider: int = 0


def find_dates(document: Document) -> tuple[FoundDate, ...]:
    """The dates of ``document.text`` in order, none overlapping another."""
    text, anchor = document.text, _anchor(document.published)
    covered = bytearray(len(text))
    found: list[FoundDate] = []
    for pattern, read in _RULES:
        for match in pattern.finditer(text):
            reading = read(match, anchor)
            if reading is None:
                continue
            # An abbreviation's full stop inside the match may be the sentence's.
            end = match.start() + len(match[0].rstrip(". \u00a0\n"))
            span = Span(match.start() - reading.wider, end)
            if any(covered[span.start : span.end]):
                continue
            covered[span.start : span.end] = b"\x01" * len(span)
            found.append(_found(span, reading, document.published))
    return tuple(sorted(found, key=lambda each: each.span))


def _anchor(published: str) -> date | None:
    """The day of publication, where one is known to the day."""
    try:
        known = parse_date(published) if published else None
    except UsageError:
        return None
    return known.earliest if known and known.precision == "day" else None


def _found(span: Span, reading: _Reading, published: str) -> FoundDate:
    if reading.problem or reading.first is None or reading.last is None:
        return FoundDate(span, "", "", reading.precision, "", reading.rule, reading.problem or "cannot be told")
    anchor = published if reading.anchored else ""
    return FoundDate(span, reading.first.isoformat(), reading.last.isoformat(), reading.precision, anchor, reading.rule)


def _day(match: re.Match[str], anchor: date | None) -> _Reading | None:
    group = match.groupdict()
    month, day, last = month_number(group["month"]), int(group["day"]), int(group["last"] or group["day"])
    rule = "day and month" if not group["year"] else "day, month and year"
    if not group["year"]:
        return _without_year(match, anchor, month, day, last)
    return _checked(int(group["year"]), month, day, last, group["weekday"], rule)


def _checked(year: int, month: int, day: int, last: int, weekday: str | None, rule: str) -> _Reading:
    first, final = exact(year, month, day), exact(year, month, last)
    if first is None or final is None or final < first:
        return _Reading(None, None, "day", rule, "no such day in the calendar")
    if weekday and first.weekday() != weekday_number(weekday):
        return _Reading(
            None,
            None,
            "day",
            f"{rule}, weekday checked",
            f"the weekday contradicts the date: {first:%d %B %Y} was a {first:%A}",
        )
    return _Reading(first, final, "day" if first == final else "range", rule + (", weekday checked" if weekday else ""))


def _without_year(match: re.Match[str], anchor: date | None, month: int, day: int, last: int) -> _Reading:
    rule = "day and month"
    if anchor is None:
        return _Reading(None, None, "day", rule, "no year is written, and there is no publication date")
    years = (anchor.year - 1, anchor.year, anchor.year + 1)
    days = [candidate for year in years if (candidate := exact(year, month, day))]
    if not days:
        return _Reading(None, None, "day", rule, "no such day in the calendar")
    if match["weekday"]:
        fitting = [candidate for candidate in days if candidate.weekday() == weekday_number(match["weekday"])]
        days = fitting or days
    nearest = min(days, key=lambda candidate: abs(candidate - anchor))
    if abs(nearest - anchor) > _NEAREST:
        return _Reading(None, None, "day", rule, "no year is written, and the day is far from publication")
    reading = _checked(nearest.year, month, day, last, match["weekday"], "day and month nearest to publication")
    return _Reading(reading.first, reading.last, reading.precision, reading.rule, reading.problem, True)


def _iso(match: re.Match[str], _: date | None) -> _Reading:
    return _checked(
        int(match["year"]), int(match["month"]), int(match["day"]), int(match["day"]), None, "ISO 8601 date"
    )


def _numbers(match: re.Match[str], _: date | None) -> _Reading:
    a, b, year = int(match["a"]), int(match["b"]), int(match["year"])
    if a > 12 or a == b:
        return _checked(year, b, a, a, None, "day and month in numbers")
    if b > 12:
        return _checked(year, a, b, b, None, "month and day in numbers")
    return _Reading(None, None, "day", "numbers", "which is the day and which the month cannot be told")


def _part(match: re.Match[str], _: date | None) -> _Reading:
    before = _PART.search(match.string, max(0, match.start() - 24), match.start())
    part = before[0].lower() if before else ""
    first, last, name = month_part(int(match["year"]), month_number(match["month"]), part)
    if not before:
        return _Reading(first, last, "month", "month and year")
    return _Reading(first, last, "range", f"{name} of a month, by convention", wider=len(before[0]))


def _months(match: re.Match[str], _: date | None) -> _Reading:
    year = int(match["year"])
    first = month_part(int(match["year1"] or year), month_number(match["first"]), "")[0]
    last = month_part(year, month_number(match["last"]), "")[1]
    if first > last:
        return _Reading(None, None, "range", "range of months", "the range ends before it begins")
    return _Reading(first, last, "range", "range of months")


def _years(match: re.Match[str], _: date | None) -> _Reading | None:
    first, last = int(match["first"] or match["from"] or match["between"]), int(match["last"])
    return _Reading(date(first, 1, 1), date(last, 12, 31), "range", "range of years") if first <= last else None


def _year(match: re.Match[str], _: date | None) -> _Reading | None:
    if not _YEAR_FOLLOWS.search(match.string, max(0, match.start() - 16), match.start()):
        return None
    year = int(match["year"])
    return _Reading(date(year, 1, 1), date(year, 12, 31), "year", "year")


def _near(match: re.Match[str], anchor: date | None) -> _Reading:
    if anchor is None:
        return _Reading(None, None, "day", "relative words", NO_ANCHOR)
    word = match["near"].lower()
    day = anchor + timedelta(days={"yesterday": -1, "tomorrow": 1}.get(word, 0))
    return _Reading(day, day, "day", f"{word}, counted from publication", anchored=True)


def _vague(_: re.Match[str], anchor: date | None) -> _Reading:
    return _Reading(None, None, "", "relative words", NOT_RESOLVED if anchor else NO_ANCHOR)


def _on_weekday(match: re.Match[str], anchor: date | None) -> _Reading:
    text, start, end = match.string, match.start(), match.end()
    before = _WHICH.search(text, max(0, start - 8), start)
    which = before["which"].lower() if before else ""
    wider = len(before[0]) if before and which in ("last", "next", "this") else 0
    if anchor is None:
        return _Reading(None, None, "day", "weekday", NO_ANCHOR, wider=wider)
    if match["many"] or which in ("next", "this", "since", "until", "by"):
        return _Reading(None, None, "day", "weekday", NOT_RESOLVED, wider=wider)
    clause = _STOP.split(text[max(0, start - 150) : start])[-1] + " " + _STOP.split(text[end : end + 100])[0]
    if _FUTURE.search(clause):
        return _Reading(
            None, None, "day", "weekday", "the sentence looks ahead: which week cannot be told", wider=wider
        )
    back = (anchor.weekday() - weekday_number(match["weekday"])) % 7
    if which == "last" and back == 0:
        back = 7
    day = anchor - timedelta(days=back)
    return _Reading(day, day, "day", "weekday before publication (past tense)", anchored=True, wider=wider)


_RULES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], date | None], _Reading | None]], ...] = (
    (_ISO, _iso),
    (_DAY_MONTH, _day),
    (_MONTHS_APART, _months),
    (_MONTH_DAY, _day),
    (_PART_OF_MONTH, _part),
    (_NUMBERS, _numbers),
    (_YEARS_APART, _years),
    (_YEAR, _year),
    (_WEEKDAY, _on_weekday),
    (_NEAR, _near),
    (_VAGUE, _vague),
)
