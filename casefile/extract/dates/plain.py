"""A date by itself, led to by the words before it (“the beginning of …”, “from … to …”): what others are built of."""

from __future__ import annotations

import re
from collections.abc import Callable

from casefile.extract.dates import absolute, phrases, years
from casefile.extract.dates.absolute import Parsed
from casefile.extract.dates.words import DAY_WORDS

Reader = Callable[[str, int], Parsed | None]
MONTH_WORDS = (
    "january february march april may june july august september october november december jan feb mar apr jun jul aug"
    " sept sep oct nov dec"
).split()
WEEKDAY_WORDS = "monday tuesday wednesday thursday friday saturday sunday".split()
WEEKDAY_SHORT = "mon tue tues wed thu thur thurs fri sat sun".split()
SEASON_WORDS = "spring summer autumn fall winter".split()
HOLIDAY_WORDS = sorted({re.split(r"[^a-z]", name)[0] for name in years.HOLIDAY_NAMES})
POINTING = "last this next that same previous following coming past current preceding"
NTH_WORDS = sorted({re.split("-", word)[0] for word in DAY_WORDS})
_FIRST_WORD = re.compile(r"[^\W_]{1,16}")


def plain_date(text: str, start: int) -> Parsed | None:
    """A date at ``start``, led there by the words before it, without anything joined to it."""
    word = _FIRST_WORD.match(text, start)
    if word is None:
        return years.decade_or_century(text, start)
    readers = LED.get(word[0].lower()) or (LED_DIGITS if word[0][0].isdecimal() else ODD)
    return next((parsed for read in readers if (parsed := read(text, start))), None)


def table(*rows: tuple[str | list[str], tuple[Reader, ...]]) -> dict[str, tuple[Reader, ...]]:
    """The readers by first word; where a word stands in several rows, in the order of the rows."""
    table: dict[str, tuple[Reader, ...]] = {}
    for words, readers in rows:
        for word in words.split() if isinstance(words, str) else words:
            table[word] = table.get(word, ()) + tuple(each for each in readers if each not in table.get(word, ()))
    return table


def _led_month(text: str, start: int) -> Parsed | None:
    return absolute.month_and_year(text, start, True)


def _led_season(text: str, start: int) -> Parsed | None:
    return years.season(text, start, True)


def _led_year(text: str, start: int) -> Parsed | None:
    return years.year(text, start, True)


def _led_feast(text: str, start: int) -> Parsed | None:
    return years.feast(text, start, True)


ODD: tuple[Reader, ...] = (years.part_of_year, years.fiscal, years.era)
LED = table(
    (MONTH_WORDS, (absolute.month_and_day, _led_month)),
    ([*WEEKDAY_WORDS, *WEEKDAY_SHORT], (absolute.weekday_first,)),
    (SEASON_WORDS, (_led_season,)),
    (NTH_WORDS, (absolute.day_and_month, years.part_of_year, years.decade_or_century)),
    ("the", (phrases.pointed, years.decade_or_century)),
    (POINTING, (phrases.pointed,)),
    ("yesterday today tonight tomorrow", (phrases.near,)),
    (HOLIDAY_WORDS, (_led_feast,)),
)
LED_DIGITS: tuple[Reader, ...] = (
    absolute.in_numbers,
    absolute.day_and_month,
    years.decade_or_century,
    years.part_of_year,
    _led_year,
)
