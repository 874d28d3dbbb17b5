"""The words of which English makes dates, as pieces for patterns and as the numbers they stand for.

Every pattern of this room is compiled with ``PLAIN`` and is matched at a given place: none searches through a text.
"""

from __future__ import annotations

import re

PLAIN = re.IGNORECASE
# One gap between two words: a few spaces, or a line that was wrapped there; never an empty line.
GAP = r"(?:[ \t\u00a0\u2009\u202f]{1,3}| ?\n)"
DASH = rf"(?:{GAP}?[-–—−]{GAP}?)"
AFTER = r"(?![^\W_])"

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MONTH = (
    "(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|(?:jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec)(?:\.|(?![^\W_])))(?![^\W_])"
)
LONG_WEEKDAY = "(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)"
WEEKDAY = rf"(?:{LONG_WEEKDAY}|(?:mon|tues?|wed|thurs?|thu|fri|sat|sun)\b\.?)"
YEAR = r"(?:1\d|20)\d\d(?!\d)"
DAY = r"(?:3[01]|[12]\d|0?[1-9])(?!\d)"
DAY_WORDS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth"
    " sixteenth seventeenth eighteenth nineteenth twentieth twenty-first twenty-second twenty-third twenty-fourth"
    " twenty-fifth twenty-sixth twenty-seventh twenty-eighth twenty-ninth thirtieth thirty-first"
).split()
NTH = r"(?:st|nd|rd|th)(?![^\W_])"

_ONES = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen".split()
_ONES += "seventeen eighteen nineteen".split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
NUMBERS = {word: number for number, word in enumerate(_ONES, 1)}
NUMBERS |= {word: 10 * number for number, word in enumerate(_TENS, 2)}
NUMBERS |= {f"{ten}-{one}": 10 * n + m for n, ten in enumerate(_TENS, 2) for m, one in enumerate(_ONES[:9], 1)}
NUMBERS |= {"a": 1, "an": 1, "the": 1, "dozen": 12, "a dozen": 12}
# Longer words first, or “sixty” is read as “six”.
NUMBER = r"(?:\d{1,3}(?![\d.,])|a dozen|" + "|".join(sorted(NUMBERS.keys() - {"the"}, key=len, reverse=True)) + ")"
SOME = r"(?:several|some|a few|few|many|a couple of|a couple|a number of|dozens of|hundreds of|countless)"
UNIT = r"(?:hour|day|night|week|weekend|fortnight|month|quarter|year|decade|centur(?:y|ie))"
UNITS = rf"(?P<unit>{UNIT})s?{AFTER}"
SEASON = r"(?:spring|summer|autumn|fall|winter)"
PART_OF_DAY = (
    r"(?:(?:(?:early|mid|late)[- ])?(?:morning|afternoon|evening|night)|night-time|lunchtime|midday|dawn|dusk)"
)

# Nouns that a bare number counts: “2000 people” states no year.
COUNTED = re.compile(
    rf"{GAP}(?:(?:\w{{3,12}}ed|armed|young|wounded|Russian|Ukrainian|foreign|local|civilian|more|new|or so|other)"
    rf"{GAP})?"
    r"(?:people|persons|men|women|children|soldiers|troops|fighters|civilians|servicemen|militants|recruits|refugees"
    r"|migrants|prisoners|officers|volunteers|mercenaries|residents|houses|homes|buildings|families|villages|vehicles"
    r"|tanks|drones|missiles|shells|rockets|rounds|km|kilomet\w+|miles|met(?:er|re)s|feet|ft|hectares|acres|square|tonnes"
    r"|tons|kg|kilograms|barrels|lit(?:er|re)s|dollars|euros|pounds|roubles|rubles|hryvnias?|yen|yuan|francs|US|USD|EUR"
    r"|per|percent|times|members|employees|workers|students|votes|voters|signatures|copies|pages|words|points|shares"
    r"|hours|days|weeks|months|years|minutes|seconds|deaths|casualties|victims|cases|injured|wounded|dead|killed|strong"
    r"|bodies|graves|arrests|flights|ships|cars|trucks|protesters|demonstrators|participants|visitors|spectators"
    r"|million|thousand|billion|units|items|tests|doses|beds|guests|passengers|officials|inhabitants|seats|jobs"
    r"|pieces|metric|sq|mm|cm|m|MW|mph|rpm|watts|degrees|calories|euro|rounds|others)\b"
)
# Words behind which a number is a name and no year: “Resolution 1973”, “Flight 1907”.
NUMBERED = re.compile(
    r"(?:(?:resolution|flight|article|room|unit|route|order|no|nos|number|section|page|pages|pp|paragraph|bus|train"
    r"|brigade|regiment|model|boeing|airbus|decree|directive|regulation|law|act|case|form|tank|channel|highway|road|code"
    r"|version|windows|office|paper|document|file|box|station|extension|ext|isbn|issue|squadron|block|postcode|part"
    r"|convention|protocol|nearly|almost|over|exactly|roughly|least|approximately|than|another|ivchenko|il|an|tu|su)"
    r"[.:]?|[$€£¥#§№+=*<>~×]|[A-Z]{1,4}-)[ \u00a0]?\Z",
    re.IGNORECASE,
)


def month_number(written: str) -> int:
    return _MONTHS.index(written[:3].lower()) + 1


def weekday_number(written: str) -> int:
    """Monday is 0, as in ``date.weekday``."""
    return _WEEKDAYS.index(written[:3].lower())


def day_number(written: str) -> int:
    """The day of “5”, “5th” or “fifth”."""
    bare = written.lower()
    return DAY_WORDS.index(bare) + 1 if bare in DAY_WORDS else int(bare.rstrip("stndrh"))


def number(written: str) -> int:
    """The number of “12” or “twelve”."""
    return int(written) if written.isdecimal() else NUMBERS[written.lower()]


def unit_name(written: str) -> str:
    """The unit in the singular, in small letters."""
    bare = written.lower()
    return "century" if bare.startswith("centur") else bare
