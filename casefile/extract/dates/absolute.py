"""Dates that say their own place in the calendar, read at a given place of the text: days, months, weekdays."""

from __future__ import annotations

import re
from datetime import date
from functools import partial

from casefile.extract.dates.expressions import Expression, Fixed, InYear, Untold, Weekday
from casefile.extract.dates.periods import Period, exact, month_of, one_day
from casefile.extract.dates.rules import Rule
from casefile.extract.dates.words import (
    AFTER,
    COUNTED,
    DASH,
    DAY,
    DAY_WORDS,
    GAP,
    LONG_WEEKDAY,
    MONTH,
    NTH,
    PLAIN,
    WEEKDAY,
    YEAR,
    day_number,
    month_number,
    weekday_number,
)

Parsed = tuple[int, Expression]
_OF = rf"(?:{GAP}of)?{GAP}"
_NTH_WORD = "(?:" + "|".join(sorted(DAY_WORDS, key=len, reverse=True)) + ")"
_SOME_DAY = rf"(?:{DAY}(?:{NTH})?|{_NTH_WORD})"
_TO = rf"(?:{DASH}|{GAP}(?:to|until|through|or){GAP}(?:the{GAP})?|/)"
# A day, or several of one month: “5 May”, “3–4 May”, “24, 25 and 26 May”.
_DAY_MONTH = re.compile(
    rf"(?P<day>{_SOME_DAY})(?:(?P<to>{_TO})(?P<last>{_SOME_DAY})|(?P<list>(?:,{GAP}{_SOME_DAY}){{0,4}},?{GAP}(?:and|&)"
    rf"{GAP}(?:the{GAP})?{_SOME_DAY}))?(?:{_OF}|-|(?<=[a-z]))(?P<month>{MONTH})",
    PLAIN,
)
_MONTH_DAY = re.compile(
    rf"(?P<month>{MONTH}){GAP}(?:the{GAP})?(?P<day>{DAY}(?:{NTH})?)(?:(?P<to>{_TO})(?P<last>{DAY}(?:{NTH})?)(?!{GAP}?{MONTH})"
    rf"|(?P<list>(?:,{GAP}{DAY}(?:{NTH})?){{0,4}},?{GAP}(?:and|&){GAP}{DAY}(?:{NTH})?))?(?![^\W_]|[:.]\d|,\d{{3}}(?!\d))",
    PLAIN,
)
_TWO_DAYS = re.compile(
    rf"between{GAP}(?:the{GAP})?(?:(?P<day>{_SOME_DAY}){GAP}and{GAP}(?:the{GAP})?(?P<last>{_SOME_DAY}){_OF}(?P<month>{MONTH})"
    rf"|(?P<us_month>{MONTH}){GAP}(?P<us_day>{DAY}){GAP}and{GAP}(?P<us_last>{DAY})(?![^\W_]))",
    PLAIN,
)
_MONTH_ALONE = re.compile(rf"(?P<month>{MONTH})", PLAIN)
_MONTH_AHEAD = re.compile(rf"(?:{DASH}|{GAP}(?:to|through|until){GAP}){MONTH}", PLAIN)
_YEAR_TAIL = re.compile(
    rf"(?:(?:,?{GAP}(?:of{GAP})?|-)(?P<year>{YEAR})(?![^\W_]|[.,:]\d|%)|,?{GAP}(?:of{GAP})?(?P<which>this|last|next|that"
    rf"|the{GAP}same){GAP}year{AFTER})",
    PLAIN,
)
_SLASHED_YEAR = re.compile(rf"(?:,?{GAP}(?:of{GAP})?)(?P<year>{YEAR})[/-]\d\d(?!\d)", PLAIN)
_LEADS_MONTH = re.compile(
    r"(?:(?<![^\W_])(?:in|since|until|till|during|by|before|after|between|from|through|throughout|of|around|for|to|every"
    rf"|month of|{MONTH},?{GAP}(?:and|or)|{MONTH},)){GAP}\Z",
    PLAIN,
)
_LEADS_PERSON = re.compile(rf"(?<![^\W_])(?:to|for|of|from|by|after|before|every){GAP}\Z", PLAIN)
# Names of months that are also names of people or verbs.
_DOUBTFUL = {"may", "march", "april", "june", "august", "mar", "jun", "jan"}
_WEEKDAY_LEAD = re.compile(rf"(?P<weekday>{WEEKDAY}),?{GAP}(?:(?:on{GAP})?the{GAP})?(?=[\dA-Za-z])", PLAIN)
_WEEKDAY_ALONE = re.compile(rf"(?P<weekday>{LONG_WEEKDAY}){AFTER}", PLAIN)
_NO_WEEKDAY_BEFORE = re.compile(
    r"(?:every|each|bloody|black|ruby|man|joe|sheffield|the first|super)\s\Z", re.IGNORECASE
)
_NO_WEEKDAY_AFTER = re.compile(
    r"\s(?:Times|Telegraph|Mirror|Express|Mail|Post|Herald|Sun|World|Independent|People|Observer|Tribune|Night Live"
    r"|Night Football|School|schools?|the 13th)\b"
)
_ISO = re.compile(
    r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)(?:[T ](?P<time>[0-2]\d:[0-5]\d)(?::\d\d(?:[.,]\d{1,9})?)?"
    r"(?P<zone>Z|[+-]\d\d:?\d\d)?)?(?![\w-]|\.\d)"
)
_ISO_DAY = re.compile(r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)(?=T\d\d:|[^\w-]|\Z)(?!\.\d)")
_YEAR_FIRST = re.compile(
    r"(?P<year>(?:1[5-9]|20)\d\d)(?P<sign>[/.])(?P<month>\d\d?)(?P=sign)(?P<day>\d\d?)(?![\w/-]|\.\d)"
)
_NUMBERS = re.compile(
    r"(?P<a>\d{1,2})(?:(?P<sign>[/.-])(?P<b>\d{1,2})(?P=sign)(?P<year>(?:19|20)\d\d)|/(?P<b2>\d{1,2})/(?P<short>\d\d))"
    r"(?![\w/-]|\.\d)"
)
_TWIN_TOWERS = re.compile(r"9/11(?!\d|/)")


def year_tail(text: str, end: int) -> tuple[int, int | None, str]:
    """The year written behind a date that ends at ``end``: where it ends, its number, or which one it is said to be."""
    match = _YEAR_TAIL.match(text, end)
    if match is None or (match["year"] and not _can_follow(int(match["year"])) and COUNTED.match(text, match.end())):
        return end, None, ""
    if match["year"]:
        return match.end(), int(match["year"]), ""
    which = match["which"].lower()
    return match.end(), None, which if which in ("this", "last", "next") else "that"


def _can_follow(year: int) -> bool:
    """Whether the number behind a day or month is a year even before a noun: “On 3 May 2022 shells fell”."""
    return 1900 < year < 2060 and year % 100 != 0


def _in_month(month: int, day: int, year: int) -> Period:
    return one_day(date(year, month, day))


def _days_in_month(month: int, first: int, last: int, year: int) -> Period:
    return Period(date(year, month, first), date(year, month, last), "range")


def _day_in(text: str, end: int, month: int, day: int, last: int | None, weekday: int | None) -> Parsed:
    end, year, which = year_tail(text, end)
    if last is not None and last != day:
        if last < day:
            return end, Untold(Rule.RANGE, "the range ends before it begins", "range")
        return end, InYear(partial(_days_in_month, month, day, last), Rule.RANGE, "range", year, which, weekday)
    return end, InYear(partial(_in_month, month, day), Rule.DAY, "day", year, which, weekday)


def _is_capital(word: str) -> bool:
    return word[:1].isupper()


def day_and_month(text: str, start: int, weekday: int | None = None) -> Parsed | None:
    """“5 May 2022”, “the 5th of May”, “3–4 May”; of “24 and 25 May” the first day only."""
    match = _DAY_MONTH.match(text, start)
    if match is None:
        return None
    month, day = month_number(match["month"]), day_number(match["day"])
    _, year, which = year_tail(text, match.end())
    if not _is_capital(match["month"]) and year is None and match["month"].lower() in _DOUBTFUL:
        return None
    if match["list"]:
        # The days behind it are read when their turn comes; this one borrows the month and the year.
        alone = InYear(partial(_in_month, month, day), Rule.DAY, "day", year, which, weekday)
        return match.end("day"), alone
    last = day_number(match["last"]) if match["last"] else None
    return _day_in(text, _bare(text, match.end()), month, day, last, weekday)


def month_and_day(text: str, start: int, weekday: int | None = None) -> Parsed | None:
    """“May 5, 2022”, “May 3–4”; of “May 5 and 6” the first day only."""
    match = _MONTH_DAY.match(text, start)
    if match is None or not _is_capital(match["month"]):
        return None
    month, day = month_number(match["month"]), day_number(match["day"])
    last = day_number(match["last"]) if match["last"] else None
    if match["list"]:
        numbers = [int(number) for number in re.findall(r"\d+", match["list"])]
        if numbers != list(range(day + 1, day + 1 + len(numbers))):
            # Days apart: the first is read, the bare numbers behind it are not.
            _, year, which = year_tail(text, match.end())
            return match.end("day"), InYear(partial(_in_month, month, day), Rule.DAY, "day", year, which, weekday)
        last = numbers[-1]
    return _day_in(text, match.end(), month, day, last, weekday)


def two_days(text: str, start: int) -> Parsed | None:
    """“between 24 and 26 March”."""
    match = _TWO_DAYS.match(text, start)
    if match is None:
        return None
    month = month_number(match["month"] or match["us_month"])
    first, last = day_number(match["day"] or match["us_day"]), day_number(match["last"] or match["us_last"])
    return _day_in(text, _bare(text, match.end()), month, first, last, None)


def _bare(text: str, end: int) -> int:
    """``end`` without the full stop of an abbreviated month that nothing of the date follows."""
    return end - 1 if text[end - 1 : end] == "." and not _YEAR_TAIL.match(text, end) else end


def month_and_year(text: str, start: int, is_led: bool = False) -> Parsed | None:
    """“May 2022”, “May last year”; a bare “May” only where the words before it lead to a month."""
    match = _MONTH_ALONE.match(text, start)
    if match is None or not _is_capital(match["month"]):
        return None
    month = month_number(match["month"])
    of = partial(_month_in, month)
    end, year, which = year_tail(text, match.end())
    if year is None and not which:
        slashed = _SLASHED_YEAR.match(text, match.end())
        if slashed:
            return slashed.end("year"), InYear(of, Rule.MONTH, "month", int(slashed["year"]))
        if not (is_led or _leads_to_month(text, start, match["month"]) or _MONTH_AHEAD.match(text, match.end())):
            return None
        if text[match.end() : match.end() + 1] == "-" and not _MONTH_AHEAD.match(text, match.end()):
            # “Mar-a-Lago”.
            return None
        end = _bare(text, match.end())
    return end, InYear(of, Rule.MONTH, "month", year, which)


def _month_in(month: int, year: int) -> Period:
    return month_of(year, month)


def _leads_to_month(text: str, start: int, name: str) -> bool:
    if not _LEADS_MONTH.search(text, max(0, start - 24), start):
        return False
    return name.lower() not in _DOUBTFUL or not _LEADS_PERSON.search(text, max(0, start - 12), start)


def weekday_first(text: str, start: int) -> Parsed | None:
    """“Wednesday, 11 July 2023”, “Tuesday, August 30”, or a weekday alone."""
    lead = _WEEKDAY_LEAD.match(text, start)
    if lead:
        weekday = weekday_number(lead["weekday"])
        for read in (day_and_month, month_and_day):
            parsed = read(text, lead.end(), weekday)
            if parsed:
                return parsed
        numeric = in_numbers(text, lead.end())
        if numeric and isinstance(numeric[1], Fixed):
            fixed = numeric[1].period
            return numeric[0], InYear(partial(_fixed, fixed), numeric[1].rule, "day", fixed.first.year, weekday=weekday)
    match = _WEEKDAY_ALONE.match(text, start)
    if match is None or _NO_WEEKDAY_AFTER.match(text, match.end()):
        return None
    if _NO_WEEKDAY_BEFORE.search(text, max(0, start - 10), start):
        return None
    return match.end(), Weekday(weekday_number(match["weekday"]))


def _fixed(period: Period, _: int) -> Period:
    return period


def in_numbers(text: str, start: int) -> Parsed | None:
    """“2022-05-04”, “04/05/2022”, “4.5.2022”, “9/11”; of two readings none is chosen."""
    if text[start - 1 : start] in tuple(".,/-") and start:
        return None
    iso = _ISO.match(text, start) or _ISO_DAY.match(text, start)
    if iso:
        time = ""
        if iso.re is _ISO and iso["time"]:
            time = iso["time"] + (iso["zone"] or "").replace("Z", "+00:00")
        return iso.end(), _stated(int(iso["year"]), int(iso["month"]), int(iso["day"]), Rule.ISO, time)
    first = _YEAR_FIRST.match(text, start)
    if first:
        return first.end(), _stated(int(first["year"]), int(first["month"]), int(first["day"]), Rule.NUMBERS)
    match = _NUMBERS.match(text, start)
    if match:
        return match.end(), _ordered(match)
    towers = _TWIN_TOWERS.match(text, start)
    if towers:
        return towers.end(), Fixed(one_day(date(2001, 9, 11)), Rule.KNOWN_DAY)
    return None


def _stated(year: int, month: int, day: int, rule: str, time: str = "") -> Expression:
    found = exact(year, month, day)
    if found is None:
        return Untold(rule, "no such day in the calendar", "day")
    return Fixed(one_day(found), rule, time=time)


def _ordered(match: re.Match[str]) -> Expression:
    a, b = int(match["a"]), int(match["b"] or match["b2"])
    year = int(match["year"] or match["short"])
    if match["short"]:
        year += 2000 if year < 50 else 1900
    if a > 12 or a == b:
        return _stated(year, b, a, Rule.NUMBERS)
    if b > 12:
        return _stated(year, a, b, Rule.NUMBERS)
    if match["sign"] == ".":
        # Dots are written in day-month order wherever they are written at all.
        return _stated(year, b, a, Rule.NUMBERS)
    if not (a and b):
        return Untold(Rule.NUMBERS, "no such day in the calendar", "day")
    first, second = f"{year:04}-{b:02}-{a:02}", f"{year:04}-{a:02}-{b:02}"
    return Untold(Rule.NUMBERS, f"which is the day and which the month cannot be told: {first} or {second}", "day")
