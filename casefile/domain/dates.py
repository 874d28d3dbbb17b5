"""Dates as people know them: a year, a month, a day, a range; never a point in time that nobody stated.

The text form is a small part of EDTF (ISO 8601-2, levels 0 and 1): ``2023``, ``2023-01``, ``2023-01-16``,
``2022-06/2022-12``, an open ``2022-06/..``, and behind a date ``~`` for about, ``?`` for uncertain, ``%`` for both.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date

from casefile.domain.errors import UsageError

_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?([?~%]?)\Z", re.ASCII)
_TIMED = re.compile(r"(\d{4}-\d{2}-\d{2})[T ]\d{2}:\d{2}[^/]*", re.ASCII)
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date with the precision it was given in. ``earliest`` and ``latest`` are inclusive days or None (open)."""

    edtf: str
    earliest: date | None
    latest: date | None
    precision: str

    def __str__(self) -> str:
        return self.edtf

    @property
    def shown(self) -> str:
        """For people: ``16 Jan 2023``, ``Jan 2023``, ``2023``; ranges with a dash."""
        return "–".join(_shown(part) for part in self.edtf.split("/"))


def _shown(part: str) -> str:
    match = _DATE.match(part)
    if match is None:
        return "…"
    year, month, day, mark = match.groups()
    words = [str(int(day))] if day else []
    words += [_MONTHS[int(month) - 1]] if month else []
    about, unsure = mark in ("~", "%"), mark in ("?", "%")
    return ("about " if about else "") + " ".join([*words, year]) + ("?" if unsure else "")


def _bounds(part: str, whole: str) -> tuple[date | None, date | None, str]:
    if part in ("", ".."):
        return None, None, "open"
    match = _DATE.match(part)
    try:
        if match is None:
            raise ValueError
        year, month, day, _ = match.groups()
        if day:
            exact = date(int(year), int(month), int(day))
            return exact, exact, "day"
        if month:
            last = calendar.monthrange(int(year), int(month))[1]
            return date(int(year), int(month), 1), date(int(year), int(month), last), "month"
        return date(int(year), 1, 1), date(int(year), 12, 31), "year"
    except (ValueError, calendar.IllegalMonthError):
        raise UsageError(
            f"“{whole}” is not a date that can be kept.",
            "Write 2023, 2023-01, 2023-01-16 or a range such as 2022-06/2022-12.",
        ) from None


def parse_date(written: str) -> PartialDate:
    """A date as a person or a page wrote it, in the form above; a time of day is cut off.

    Raises ``UsageError`` for anything else, and for a range that ends before it begins.
    """
    written = written.strip()
    edtf = _TIMED.sub(r"\1", written)
    if "/" not in edtf:
        # A date that is open on both sides is none.
        earliest, latest, precision = _bounds("?" if edtf == ".." else edtf or "?", written)
        return PartialDate(edtf, earliest, latest, precision)
    first, _, last = edtf.partition("/")
    start, stop = _bounds(first, written), _bounds(last, written)
    if start[0] is None and stop[1] is None:
        raise UsageError(f"“{written}” is a range without an end or a beginning.", "Give at least one of the two.")
    if start[0] and stop[1] and start[0] > stop[1]:
        raise UsageError(f"“{written}” ends before it begins.", "Write the earlier date first.")
    return PartialDate(edtf, start[0], stop[1], "range")
