"""Months, weekdays and years as English writes them, and the days they stand for."""

from __future__ import annotations

import calendar
from datetime import date

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MONTH = (
    "(?:January|February|March|April|May|June|July|August|September|October|November|December"
    "|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)"
)
WEEKDAY = "(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
YEAR = r"(?:19|20)\d\d"
# Beside a month a number is a year even if it lies further back.
FAR_YEAR = r"(?:1[5-9]|20)\d\d"
DAY = r"(?:3[01]|[12]\d|0?[1-9])"
# Words behind which four digits are a year and no count.
BEFORE_YEAR = (
    "in|since|until|till|by|during|from|before|after|between|of|early|mid|late|around|circa|in early|in late|in mid"
    "|year|spring|summer|autumn|fall|winter|through|throughout"
)
NOT_RESOLVED = "such words are found, and not yet resolved"
LOOKS_AHEAD = "the sentence looks ahead: which week cannot be told"
NO_ANCHOR = "relative date: no publication date"


def month_number(written: str) -> int:
    return _MONTHS.index(written[:3].lower()) + 1


def weekday_number(written: str) -> int:
    """Monday is 0, as in ``date.weekday``."""
    return _WEEKDAYS.index(written[:3].lower())


def exact(year: int, month: int, day: int) -> date | None:
    """The day, or None where the calendar has none such."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def month_part(year: int, month: int, part: str) -> tuple[date, date, str]:
    """First and last day of a third of a month, and its name; of the whole month where ``part`` is empty.

    “Beginning” and “early” are the 1st to the 10th, “mid” the 11th to the 20th, “end” and “late” the rest: a
    convention, which the rule's name says.
    """
    last = calendar.monthrange(year, month)[1]
    for words, first_day, last_day, name in (
        (("beginning", "start", "early"), 1, 10, "beginning"),
        (("middle", "mid"), 11, 20, "middle"),
        (("end", "late"), 21, last, "end"),
    ):
        if any(word in part for word in words):
            return date(year, month, first_day), date(year, month, last_day), name
    return date(year, month, 1), date(year, month, last), ""
