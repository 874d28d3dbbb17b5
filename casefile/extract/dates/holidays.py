"""Days that have a name: the fixed ones, those that follow a rule, and Easter with what hangs on it.

Days of other calendars (Ramadan, Passover, the lunar new year) are known by name and not computed: the first depends
on the sighting of the moon, and none of them is worth a wrong day.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from casefile.extract.dates.periods import Period, one_day


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (the anonymous algorithm; Meeus, Astronomical Algorithms, ch. 8)."""
    golden, century, rest = year % 19, year // 100, year % 100
    moon = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    sunday = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    fix = (golden + 11 * moon + 22 * sunday) // 451
    month, day = divmod(moon + sunday - 7 * fix + 114, 31)
    return date(year, month, day + 1)


def orthodox_easter(year: int) -> date:
    """Easter of the Julian calendar, given as a Gregorian day (Meeus, ch. 8)."""
    moon = (19 * (year % 19) + 15) % 30
    sunday = (2 * (year % 4) + 4 * (year % 7) - moon + 34) % 7
    month, day = divmod(moon + sunday + 114, 31)
    return date(year, month, day + 1) + timedelta(days=year // 100 - year // 400 - 2)


def _nth(year: int, month: int, weekday: int, nth: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))


def _last_monday_of_may(year: int) -> date:
    end = date(year, 5, 31)
    return end - timedelta(days=end.weekday())


_FIXED = {
    "new year's day": (1, 1),
    "new year's eve": (12, 31),
    "new year's": (1, 1),
    "epiphany": (1, 6),
    "orthodox christmas": (1, 7),
    "valentine's day": (2, 14),
    "saint valentine's day": (2, 14),
    "international women's day": (3, 8),
    "st patrick's day": (3, 17),
    "st. patrick's day": (3, 17),
    "april fools' day": (4, 1),
    "anzac day": (4, 25),
    "may day": (5, 1),
    "victory in europe day": (5, 8),
    "ve day": (5, 8),
    "juneteenth": (6, 19),
    "canada day": (7, 1),
    "fourth of july": (7, 4),
    "bastille day": (7, 14),
    "halloween": (10, 31),
    "all saints' day": (11, 1),
    "guy fawkes night": (11, 5),
    "armistice day": (11, 11),
    "veterans day": (11, 11),
    "christmas eve": (12, 24),
    "christmas day": (12, 25),
    "christmas": (12, 25),
    "boxing day": (12, 26),
    "waitangi day": (2, 6),
    "australia day": (1, 26),
    "human rights day": (12, 10),
    "world refugee day": (6, 20),
    "holocaust memorial day": (1, 27),
    "earth day": (4, 22),
}
_AROUND_EASTER = {
    "ash wednesday": -46,
    "palm sunday": -7,
    "maundy thursday": -3,
    "good friday": -2,
    "easter saturday": -1,
    "easter sunday": 0,
    "easter": 0,
    "easter monday": 1,
    "ascension day": 39,
    "pentecost": 49,
    "whit sunday": 49,
    "whit monday": 50,
    "corpus christi": 60,
}
_RULES: dict[str, Callable[[int], date]] = {
    "martin luther king day": lambda year: _nth(year, 1, 0, 3),
    "presidents' day": lambda year: _nth(year, 2, 0, 3),
    "memorial day": _last_monday_of_may,
    "labor day": lambda year: _nth(year, 9, 0, 1),
    "columbus day": lambda year: _nth(year, 10, 0, 2),
    "remembrance sunday": lambda year: _nth(year, 11, 6, 2),
    "thanksgiving day": lambda year: _nth(year, 11, 3, 4),
    "thanksgiving": lambda year: _nth(year, 11, 3, 4),
    "black friday": lambda year: _nth(year, 11, 3, 4) + timedelta(days=1),
    "cyber monday": lambda year: _nth(year, 11, 3, 4) + timedelta(days=4),
    "orthodox easter": orthodox_easter,
    "orthodox good friday": lambda year: orthodox_easter(year) - timedelta(days=2),
}
# Whose day differs between countries; the text does not say which is meant.
AMBIGUOUS = {
    "victory day": "Victory Day is 9 May in Russia and other countries, 8 May elsewhere",
    "labour day": "Labour Day is 1 May in most countries, another day in others",
    "independence day": "Independence Day differs from country to country",
}
MOVING = (
    "ramadan",
    "eid al-fitr",
    "eid al-adha",
    "eid ul-fitr",
    "eid ul-adha",
    "eid",
    "ashura",
    "passover",
    "yom kippur",
    "rosh hashanah",
    "hanukkah",
    "purim",
    "sukkot",
    "chinese new year",
    "lunar new year",
    "diwali",
    "nowruz",
    "tet",
)
_MOVING_SET = frozenset(MOVING)
# Words with which the name alone is a day; “Christmas presents” states none.
NEEDS_CONTEXT = frozenset(["christmas", "easter", "new year's", "thanksgiving", "halloween", "eid", "tet", "epiphany"])
NAMES = (*_FIXED, *_AROUND_EASTER, *_RULES, *AMBIGUOUS, *MOVING)


def is_moving(name: str) -> bool:
    return name in _MOVING_SET


def holiday(name: str, year: int) -> Period:
    """The day of the holiday ``name`` (small letters, straight apostrophes) in ``year``.

    Raises ``KeyError`` for a name that has no computed day, and ``ValueError`` outside the years 1 to 9999.
    """
    if name in _FIXED:
        return one_day(date(year, *_FIXED[name]))
    if name in _AROUND_EASTER:
        return one_day(easter(year) + timedelta(days=_AROUND_EASTER[name]))
    return one_day(_RULES[name](year))
