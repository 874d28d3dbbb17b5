"""How dates are put together: parts of periods, ranges, times beside days."""

from __future__ import annotations

import re
from typing import NamedTuple

from casefile.extract.dates import absolute, phrases
from casefile.extract.dates.absolute import Parsed
from casefile.extract.dates.clocks import clock, is_led
from casefile.extract.dates.expressions import (
    ClockAlone,
    Expression,
    Fixed,
    InYear,
    PartOf,
    Timed,
    Untold,
    Weekday,
    WeekOf,
)
from casefile.extract.dates.plain import plain_date
from casefile.extract.dates.relative import Ago, Between, Near, Same, Shifted, Step, Yearly
from casefile.extract.dates.rules import Rule
from casefile.extract.dates.words import AFTER, DASH, GAP, PART_OF_DAY, PLAIN

_PART = re.compile(
    rf"(?:the{GAP})?(?:very{GAP})?(?P<part>early|mid|late|beginning|start|outset|middle|end|close|first{GAP}half"
    rf"|second{GAP}half|(?:first|last|final)"
    rf"{GAP}(?:days|weeks)|(?:first|second|third|fourth|last|final){GAP}week)(?P<join>-|{GAP}of{GAP}"
    rf"|{GAP}(?:in{GAP}|on{GAP})?)(?:the{GAP}(?=(?:spring|summer|autumn|fall|winter|['’‘]?\d|fifties|sixties|seventies|eighties|nineties"
    r"|night|morning|nineteenth|twentieth)))?",
    PLAIN,
)
_PART_NAMES = {"early": "early", "mid": "mid", "middle": "mid", "late": "late", "end": "end", "close": "end"}
_DAY_PART = re.compile(
    rf"(?:the{GAP})?(?:(?:early|late|small|first|wee){GAP})?(?:hours|morning|afternoon|evening|night|dawn)(?:{GAP}(?:of|on|between|from)"
    rf"{GAP}(?:the{GAP}(?:night|morning|evening){GAP}of{GAP})?(?:the{GAP})?|{GAP})",
    PLAIN,
)
_DAY_PART_BEHIND = re.compile(rf",?{GAP}(?:in{GAP}the{GAP}|at{GAP})?{PART_OF_DAY}{AFTER}", PLAIN)
_WEEK_OF = re.compile(
    rf"(?:the{GAP})?(?P<unit>week|weekend|month)(?:{GAP}(?:of|beginning|starting|commencing|ending)(?:{GAP}on)?)"
    rf"{GAP}(?:the{GAP})?",
    PLAIN,
)
_BETWEEN = re.compile(rf"between{GAP}(?:the{GAP})?", PLAIN)
_TO = re.compile(rf"(?:{DASH}|,?{GAP}(?:and{GAP})?(?:to|until|till|through|up{GAP}to){GAP}(?:the{GAP})?)", PLAIN)
_AND = re.compile(rf"(?:{DASH}|{GAP}and{GAP}(?:the{GAP})?)", PLAIN)
_ON = re.compile(
    rf",?{GAP}(?:on{GAP})?(?:the{GAP}(?:morning|night|evening|afternoon){GAP}of{GAP})?(?:the{GAP})?", PLAIN
)
_AT = re.compile(
    rf"(?:,?{GAP}|{GAP}?\()(?:(?:at|around|about|by|from|shortly after|just after|just before|until)"
    rf"{GAP}){{0,2}}",
    PLAIN,
)


class Parsing(NamedTuple):
    """A date of the text: where it ends, what it is, and the spans of a range's two ends."""

    end: int
    expression: Expression
    parts: tuple[tuple[int, int], ...] = ()


def _end_date(text: str, start: int) -> Parsed | None:
    return part(text, start) or plain_date(text, start)


def longer(text: str, start: int, end: int, expression: Expression) -> Parsing:
    """The date with a part of the day, a range's other end, or a time behind it."""
    if isinstance(expression, ClockAlone | Timed):
        return Parsing(end, expression)
    if _is_day(expression):
        behind = _DAY_PART_BEHIND.match(text, end)
        end = behind.end() if behind else end
    joined = _range_from(text, start, start, end, expression, _TO)
    if joined:
        return joined
    if _is_day(expression):
        at = _AT.match(text, end)
        time = clock(text, at.end()) if at else None
        if at and time and (time.is_sure or at[0].strip(" ,\n(") or ":" in text[at.end() : time.end]):
            closed = "(" in at[0] and text[time.end : time.end + 1] == ")"
            return Parsing(time.end + closed, Timed(expression, time.time))
    return Parsing(end, expression)


def _is_day(expression: Expression) -> bool:
    if isinstance(expression, InYear | Ago | Shifted | Same):
        return expression.unit == "day"
    if isinstance(expression, Fixed):
        return expression.period.precision == "day"
    if isinstance(expression, PartOf):
        return _is_day(expression.inner)
    return isinstance(expression, Weekday | Near)


def _range_from(
    text: str, whole: int, start: int, end: int, first: Expression, joint: re.Pattern[str]
) -> Parsing | None:
    to = joint.match(text, end)
    if to is None or isinstance(first, Untold | Step | Ago | Shifted | Same | Near):
        return None
    if isinstance(first, InYear) and first.rule == Rule.HOLIDAY and first.year is None:
        # “Waitangi Day – February 6” is one day named twice.
        return None
    last = _end_date(text, to.end())
    if last is None or not _fits(first, last[1]):
        return None
    stop = last[0]
    if _is_day(last[1]):
        behind = _DAY_PART_BEHIND.match(text, stop)
        stop = behind.end() if behind else stop
    return Parsing(stop, Between(first, last[1]), ((start, end), (to.end(), stop)))


def _fits(first: Expression, last: Expression) -> bool:
    """Whether two dates can be the ends of one range: “Monday – 2014” cannot."""
    if isinstance(first, Weekday):
        return isinstance(last, Weekday)
    return isinstance(last, InYear | Fixed | PartOf | Yearly)


def between(text: str, start: int) -> Parsing | None:
    """“between 24 and 26 March”, “between May and June 2022”: the range takes in the word before it."""
    days = absolute.two_days(text, start)
    if days:
        return Parsing(*days)
    lead = _BETWEEN.match(text, start)
    first = _end_date(text, lead.end()) if lead else None
    if lead is None or first is None:
        return None
    return _range_from(text, start, lead.end(), first[0], first[1], _AND)


def part(text: str, start: int) -> Parsed | None:
    """“the beginning of June”, “mid-2023”, “late last year”, “the end of the month”, “early on Friday”."""
    match = _PART.match(text, start)
    if match is None:
        return None
    name, join = " ".join(match["part"].lower().split()), match["join"].split()
    if (name not in ("early", "mid", "late")) != (join == ["of"]):
        return None
    which = name
    if not name.endswith(("half", "week")):
        which = _PART_NAMES.get(name, "end" if name.startswith(("last", "final")) else "beginning")
    inner = plain_date(text, match.end()) or phrases.the_unit(text, match.end())
    if inner is None or isinstance(inner[1], Untold):
        return None
    return inner[0], PartOf(inner[1], which)


def part_of_day(text: str, start: int) -> Parsed | None:
    """“the early hours of Tuesday”, “the night of 3–4 May”: the day, or the days."""
    match = _DAY_PART.match(text, start)
    inner = plain_date(text, match.end()) if match else None
    if inner is None:
        return None
    is_days = isinstance(inner[1], InYear) and inner[1].unit == "range"
    return inner if is_days or _is_day(inner[1]) else None


def week_of(text: str, start: int) -> Parsed | None:
    """“the week of 7 March”, “the weekend of 5–6 March”."""
    match = _WEEK_OF.match(text, start)
    inner = plain_date(text, match.end()) if match else None
    if match is None or inner is None:
        return None
    if isinstance(inner[1], InYear) and inner[1].unit == "range":
        return inner
    return (inner[0], WeekOf(inner[1], match["unit"].lower())) if _is_day(inner[1]) else None


def timed(text: str, start: int) -> Parsed | None:
    """“12:30 p.m. EET on Thursday”, or a time alone."""
    time = clock(text, start)
    if time is None:
        return None
    other = clock(text, time.end + 2) if text[time.end : time.end + 2] == " (" else None
    if other and text[other.end : other.end + 1] == ")":
        # “04:30 local time (02:30 GMT)”: one moment in two zones; the first is kept.
        time = time._replace(end=other.end + 1)
    on = _ON.match(text, time.end)
    day = plain_date(text, on.end()) if on else None
    if day and _is_day(day[1]):
        return day[0], Timed(day[1], time.time)
    return (time.end, ClockAlone(time.time)) if time.is_sure or is_led(text, start) else None


def counted(text: str, start: int) -> Parsed | None:
    return phrases.counted(text, start, plain_date)


def by_its_side(text: str, start: int) -> Parsed | None:
    return phrases.by_its_side(text, start, plain_date)
