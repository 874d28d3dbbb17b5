"""Stretches of the calendar: what months, seasons, decades, weeks and parts of them cover. All ends are inclusive."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, timedelta

from casefile.extract.dates.rules import EARLY, LATE, MIDDLE

_SEASON_MONTHS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}


@dataclass(frozen=True, slots=True)
class Period:
    """From ``first`` to ``last``, both included. ``precision`` says in which unit it was stated."""

    first: date
    last: date
    precision: str

    def text(self) -> str:
        """As ISO 8601 cuts it: ``2022``, ``2022-06``, ``2022-06-05``, and two days with a slash for all else."""
        cut = {"year": 4, "month": 7, "day": 10}.get(self.precision)
        return self.first.isoformat()[:cut] if cut else f"{self.first}/{self.last}"


def exact(year: int, month: int, day: int) -> date | None:
    """The day, or None where the calendar has none such."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def one_day(day: date) -> Period:
    return Period(day, day, "day")


def month_of(year: int, month: int) -> Period:
    return Period(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]), "month")


def months(year: int, month: int, count: int, precision: str) -> Period:
    """``count`` whole months from ``month`` of ``year`` on."""
    return Period(date(year, month, 1), month_end(add_months(date(year, month, 1), count - 1)), precision)


def month_end(day: date) -> date:
    return date(day.year, day.month, calendar.monthrange(day.year, day.month)[1])


def year_of(year: int) -> Period:
    return Period(date(year, 1, 1), date(year, 12, 31), "year")


def years(first: int, last: int, precision: str) -> Period:
    """Whole years, stopping at the calendar's end: the hundredth century has no year 10000."""
    return Period(date(first, 1, 1), date(min(last, MAXYEAR), 12, 31), precision)


def season_of(year: int, season: str) -> Period:
    """The meteorological season of the northern half of the earth; a winter begins in December of its year."""
    if season == "winter" and year == MAXYEAR:
        return months(year, 12, 1, "season")
    return months(year, _SEASON_MONTHS[season], 3, "season")


def quarter_of(year: int, quarter: int) -> Period:
    return months(year, 3 * quarter - 2, 3, "quarter")


def half_of(year: int, half: int) -> Period:
    return months(year, 6 * half - 5, 6, "half-year")


def decade_of(year: int) -> Period:
    return years(max(MINYEAR, year - year % 10), year - year % 10 + 9, "decade")


def century_of(number: int) -> Period:
    """The ``number``-th century, counted from the year 1 as the Gregorian calendar does."""
    return years(100 * number - 99, 100 * number, "century")


def week_of(day: date) -> Period:
    """Monday to Sunday, as ISO 8601 counts weeks."""
    monday = moved(day, -day.weekday())
    return Period(monday, moved(monday, 6), "week")


def weekend_of(day: date) -> Period:
    """Saturday and Sunday of the ISO week of ``day``."""
    saturday = moved(day, 5 - day.weekday())
    return Period(saturday, moved(saturday, 1), "weekend")


def moved(day: date, days: int) -> date:
    """``day`` moved by ``days``, stopping at the ends of the calendar."""
    ordinal = min(max(day.toordinal() + days, date.min.toordinal()), date.max.toordinal())
    return date.fromordinal(ordinal)


def add_months(day: date, count: int) -> date:
    """The same day of a later or earlier month, or that month's last day where it is shorter."""
    total = min(max(day.year * 12 + day.month - 1 + count, 12), MAXYEAR * 12 + 11)
    year, month = divmod(total, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def unit_around(day: date, unit: str) -> Period:
    """The week, month, year … that ``day`` lies in."""
    if unit in ("day", "night", "hour"):
        return one_day(day)
    if unit in ("week", "fortnight"):
        return week_of(day)
    if unit == "weekend":
        return weekend_of(day)
    if unit == "month":
        return month_of(day.year, day.month)
    if unit == "quarter":
        return quarter_of(day.year, (day.month + 2) // 3)
    if unit == "year":
        return year_of(day.year)
    if unit == "decade":
        return decade_of(day.year)
    return century_of((day.year + 99) // 100)


_DAYS = {"day": 1, "night": 1, "week": 7, "weekend": 7, "fortnight": 14}
_MONTHS = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}


def shifted(day: date, count: int, unit: str) -> date:
    """``day`` moved by ``count`` units; hours move whole days."""
    if unit == "hour":
        return moved(day, int(count / 24))
    if unit in _DAYS:
        return moved(day, count * _DAYS[unit])
    return add_months(day, count * _MONTHS[unit])


def _half(whole: Period, is_first: bool) -> Period:
    if whole.precision == "year":
        return half_of(whole.first.year, 1 if is_first else 2)
    middle = whole.first + (whole.last - whole.first) / 2
    return Period(whole.first, middle, "range") if is_first else Period(moved(middle, 1), whole.last, "range")


def _nth_week(whole: Period, nth: str) -> Period:
    if nth in ("last", "final"):
        return Period(max(whole.first, moved(whole.last, -6)), whole.last, "week")
    first = moved(whole.first, 7 * ("first", "second", "third", "fourth").index(nth))
    return Period(min(first, whole.last), min(moved(first, 6), whole.last), "week")


def narrowed(whole: Period, part: str) -> tuple[Period, str]:
    """The early, middle or late part of ``whole``, or its ``first half`` or ``second half``, and the rule's name.

    Of a month: the days 1 to 10, 11 to 20, and the rest. Of a year: its thirds, but “beginning” and “end” are its first
    and last quarter. Of a decade: its years 0 to 3, 4 to 6, 7 to 9. Of all else: its thirds in days.
    """
    if whole.precision == "day":
        return whole, part
    if part.endswith("half"):
        return _half(whole, part.startswith("first")), part
    if part.endswith("week"):
        return _nth_week(whole, part.split()[0]), f"{part} of seven days, by convention"
    name = {"early": EARLY, "beginning": EARLY, "mid": MIDDLE}.get(part, LATE)
    first, last, days = whole.first, whole.last, (whole.last - whole.first).days + 1
    if whole.precision == "month":
        cuts = [first, first + timedelta(days=10), first + timedelta(days=20)]
    elif whole.precision == "year":
        starts = {"beginning": (1, 4, 10), "end": (1, 4, 10)}.get(part, (1, 5, 9))
        cuts = [date(first.year, month, 1) for month in starts]
    elif whole.precision == "decade":
        cuts = [first, date(first.year + 4, 1, 1), date(first.year + 7, 1, 1)]
    elif days < 3:
        return whole, name
    else:
        cuts = [first, first + timedelta(days=days // 3), last - timedelta(days=days // 3 - 1)]
    edges = [*cuts, moved(last, 1) if last < date.max else last]
    place = {EARLY: 0, MIDDLE: 1, LATE: 2}[name]
    return Period(edges[place], moved(edges[place + 1], -1), "range"), name
