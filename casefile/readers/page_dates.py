"""Days as pages write them: ISO 8601 in markup, and lines such as “19. November 2019” under a headline.

A day is taken as it is written: a page that states 23:30 in its own zone states that day, and none is converted.
Nothing that could be two days becomes one of them, and no day lies in the future or before there were newspapers.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

from casefile.domain.folding import fold
from casefile.readers.month_names import MONTHS

EARLIEST = 1800
"""Year; archives of newspapers put their oldest issues on the web."""

# The empty dates of programs: zero days of Unix, .NET, Excel and MySQL.
_EMPTY = frozenset((date(1970, 1, 1), date(1969, 12, 31), date(1900, 1, 1), date(1899, 12, 30), date(1980, 1, 1)))

_NAMES = "|".join(sorted((re.escape(name) for name in MONTHS), key=len, reverse=True))

_ISO = re.compile(r"(?<!\d)(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)")
_CJK = re.compile(r"(?<!\d)(\d{4})\s{0,3}[年년]\s{0,3}(\d{1,2})\s{0,3}[月월]\s{0,3}(\d{1,2})\s{0,3}[日일号]")
_COMPACT = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})(?:T?\d{4,6}\w*|[T ].*)?\Z")
_EPOCH = re.compile(r"(\d{10})(?:\d{3})?\Z")
_DAY_FIRST = re.compile(
    rf"(?<!\d)(\d{{1,2}})(?:st|nd|rd|th|er|\.|º|ª|°)?[\s,./-]{{0,3}}(?:de |of |d')?\s{{0,2}}({_NAMES})(?![^\W\d_])"
    r"[\s,./-]{0,3}(?:de |del |of )?\s{0,2}(\d{4}|'?\d{2}(?![\d:.]))(?!\d)"
)
_MONTH_FIRST = re.compile(
    rf"(?<![^\W\d_])({_NAMES})(?![^\W\d_])\.?[\s,-]{{0,3}}(\d{{1,2}})(?:st|nd|rd|th|\.)?(?!\d)"
    r"(?:[\s,-]{1,3}|[\s,]{0,2}\d{1,2}:\d{2}(?::\d{2})?[\s,]{1,2}(?:[ap]\.?m\.?[\s,]{1,2})?(?:[a-z]{3,4}[\s,]{1,2})?)(\d{4})(?!\d)"
)
_YEAR_FIRST = re.compile(rf"(?<!\d)(\d{{4}})[\s,./-]{{1,3}}({_NAMES})(?![^\W\d_])\.?[\s,./-]{{1,3}}(\d{{1,2}})(?!\d)")
_WITH_TIME = re.compile(
    rf"(?<![^\W\d_])({_NAMES})\s(\d{{1,2}})\s\d{{1,2}}:\d{{2}}:\d{{2}}\s(?:[a-z]{{3,4}}\s)?(\d{{4}})(?!\d)"
)
_VIETNAMESE = re.compile(r"(?<!\d)(\d{1,2})\s{1,2}thang\s{1,2}(\d{1,2}),?\s{1,2}(?:nam\s{1,2})?(\d{4})(?!\d)")
_NUMERIC = re.compile(r"(?<![\d.,/-])(\d{1,2})([./-])\s?(\d{1,2})\2\s?(\d{4}|\d{2})(?![\d/-]|[.,]\d)")
_URL = re.compile(r"[/_.-]((?:19|20)\d{2})[/_-](0?[1-9]|1[0-2]|[a-z]{3})[/_-](0?[1-9]|[12]\d|3[01])(?=[/_.-]|\Z)", re.I)
_URL_COMPACT = re.compile(r"(?<=[/_.-])((?:19|20)\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?=[/_.-]|\Z)")

_MONTH_FIRST_COUNTRIES = frozenset(("US", "PH", "PR", "CA"))
_MONTH_FIRST_HOSTS = (".us", ".ph", ".gov", ".mil", ".edu")
_DAY_FIRST_HOSTS = re.compile(r"\.(?:uk|au|in|nz|ie|za|ng|ke|gh|sg|my|pk|bd|lk|hk|mt|zw|ug|tz)\Z")


def day_order(language: str | None, host: str = "") -> str:
    """``month``, ``day`` or empty where it cannot be told: whether 03/04 is the fourth of March or the third of April.

    After the short date formats of the Unicode CLDR: the month is first in the United States and the Philippines.
    """
    if host.endswith(_MONTH_FIRST_HOSTS):
        return "month"
    if _DAY_FIRST_HOSTS.search(host):
        return "day"
    name, _, region = (language or "").partition("-")
    if name == "en":
        if not region:
            return "month" if host.endswith((".com", ".org", ".net")) else ""
        # Canada writes both.
        return "" if region.upper() == "CA" else ("month" if region.upper() in _MONTH_FIRST_COUNTRIES else "day")
    return "day" if name else ""


def iso_day(written: str, order: str = "", earliest: int = EARLIEST) -> str:
    """The one day that markup states, as ``YYYY-MM-DD``; empty where it is no day, or cannot be."""
    written = written.strip()[:120]
    compact = _COMPACT.match(written)
    if compact:
        return _day(compact[1], compact[2], compact[3], earliest)
    if _EPOCH.match(written):
        moment = datetime.fromtimestamp(int(written[:10]), UTC).date()
        return _day(moment.year, moment.month, moment.day, 1990)
    found = find_day(written, order, earliest)
    return found[0] if found else ""


def find_day(line: str, order: str = "", earliest: int = EARLIEST) -> tuple[str, int] | None:
    """The first day that a line of text names, and where it begins in it."""
    if not any(character.isdigit() for character in line):
        return None
    folded = fold(line)
    found: list[tuple[int, str]] = []
    for pattern, places in (
        (_ISO, (1, 3, 4)),
        (_CJK, (1, 2, 3)),
        (_DAY_FIRST, (3, 2, 1)),
        (_MONTH_FIRST, (3, 1, 2)),
        (_WITH_TIME, (3, 1, 2)),
        (_YEAR_FIRST, (1, 2, 3)),
        (_VIETNAMESE, (3, 2, 1)),
    ):
        for match in pattern.finditer(folded):
            day = _day(match[places[0]], match[places[1]], match[places[2]], earliest)
            if day:
                found.append((match.start(), day))
                break
    for match in _NUMERIC.finditer(folded):
        day = _numeric(match[1], match[3], match[4], match[2], order, earliest)
        if day:
            found.append((match.start(), day))
            break
    if not found:
        return None
    at, day = min(found)
    return day, at


def day_in_url(url: str) -> str:
    """The day that stands in an address: ``/2019/11/19/``, ``/2019-11-19-``, ``-20191119``."""
    path = re.sub(r"\Ahttps?://[^/]*", "", url.partition("?")[0])[:500]
    for match in (*_URL.finditer(path), *_URL_COMPACT.finditer(path)):
        day = _day(match[1], match[2].lower(), match[3], 1990)
        if day:
            return day
    return ""


def days_apart(one: str, other: str) -> int:
    """How many days lie between two ISO days."""
    return abs((date.fromisoformat(one) - date.fromisoformat(other)).days)


def _numeric(first: str, second: str, year: str, between: str, order: str, earliest: int) -> str:
    # Points and hyphens part days from months where the day comes first; slashes part them everywhere.
    if int(first) > 12 or int(second) > 12 or first == second:
        day, month = (first, second) if int(first) > 12 or first == second else (second, first)
        return _day(year, month, day, earliest)
    order = "day" if between == "." and order != "month" else order
    if not order:
        return ""
    return _day(year, *((second, first) if order == "day" else (first, second)), earliest)


def _day(year: str | int, month: str | int, day: str | int, earliest: int) -> str:
    number = MONTHS.get(month, 0) if isinstance(month, str) and not month.isdigit() else int(month)
    whole = int(str(year).lstrip("'"))
    today = datetime.now(UTC).date()
    if len(str(year).lstrip("'")) == 2:
        whole += 2000 if whole <= today.year % 100 else 1900
    try:
        found = date(whole, number, int(day))
    except ValueError:
        return ""
    # Two days: it may already be tomorrow where the page was written.
    if found.year < earliest or found in _EMPTY or found > today + timedelta(days=2):
        return ""
    return found.isoformat()
