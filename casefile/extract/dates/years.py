"""Years and what is named by its year: decades, centuries, seasons, quarters, halves, holidays."""

from __future__ import annotations

import re
from functools import partial

from casefile.extract.dates.absolute import Parsed, year_tail
from casefile.extract.dates.expressions import Fixed, InYear, Untold
from casefile.extract.dates.holidays import AMBIGUOUS, NAMES, NEEDS_CONTEXT, holiday, is_moving
from casefile.extract.dates.periods import (
    Period,
    century_of,
    decade_of,
    half_of,
    month_of,
    quarter_of,
    season_of,
    year_of,
    years,
)
from casefile.extract.dates.rules import Rule
from casefile.extract.dates.words import AFTER, COUNTED, DASH, GAP, NUMBERED, PLAIN, SEASON

_YEAR = re.compile(r"(?P<year>(?:1\d|20)\d\d)(?!\d)")
_NO_YEAR_BEHIND = re.compile(
    rf"[^\W_]|%|°|[.,/:]\d|[-–—−][^\W_]|{GAP}?(?:hours|hrs)\b|{GAP}\d{{3}}(?!\d)|{GAP}(?:[A-Z]\w+{GAP}){{1,2}}(?:Street|Avenue"
    r"|Road|Boulevard|Lane|Drive|Ave|St|Rd|Blvd)\b"
)
_LEADS_YEAR = re.compile(
    r"(?:(?<![^\W_])(?:in|since|until|till|during|from|before|after|between|early|mid|late|circa|year|years|through"
    r"|throughout|spring|summer|autumn|winter|and|or|late-|mid-|post-"
    r"|pre-|c\.|ca\.|born|election|by|film|season|©)[ \u00a0\n-]?|\()\Z",
    re.IGNORECASE,
)
_LEADS_SURELY = re.compile(r"(?<![^\W_])(?:in|since|until|till|during|by|before|after)[ \u00a0\n]\Z", re.IGNORECASE)
_NO_LEAD = re.compile(
    r"(?<![^\W_])(?:at|with|than|only|some|about|to|killed|wounded|of|for)[ \u00a0\n]\Z", re.IGNORECASE
)
_DETERMINED = re.compile(r"(?<![^\W_])(?:the|his|her|its|their|our|a|an|this)[ \u00a0\n]\Z", re.IGNORECASE)
_YEAR_AHEAD = re.compile(rf"{DASH}(?:1[5-9]|20)\d\d(?!\d)")
_SHORT_RANGE = re.compile(rf"(?P<year>(?:1[5-9]|20)\d\d)(?:{DASH}|/)(?P<last>\d\d)(?![\d-]|[.,/:]\d|[^\W_])")
_YEAR_MONTH = re.compile(r"(?P<year>(?:19|20)\d\d)-(?P<month>0[1-9]|1[0-2])(?![\w-]|[.,/:]\d)")
_DECADE = re.compile(r"(?P<year>(?:1[5-9]|20)\d0)['’]?s(?![^\W_])")
_SHORT_DECADE = re.compile(rf"the{GAP}['’‘]?(?P<ten>[5-9]0)s(?![^\W_])|['’‘](?P<apart>[1-9]0)s(?![^\W_])", PLAIN)
_DECADE_WORD = re.compile(rf"the{GAP}(?P<ten>fifties|sixties|seventies|eighties|nineties){AFTER}", PLAIN)
_TENS = {"fifties": 1950, "sixties": 1960, "seventies": 1970, "eighties": 1980, "nineties": 1990}
_CENTURY_WORDS = "sixteenth seventeenth eighteenth nineteenth twentieth twenty-first".split()
_CENTURY = re.compile(
    rf"(?:(?P<number>\d{{1,2}})(?:st|nd|rd|th)|(?P<word>{'|'.join(_CENTURY_WORDS)}))[ \u00a0\n-]"
    rf"(?:century|centuries){AFTER}",
    PLAIN,
)
_ERA = re.compile(
    rf"(?:AD{GAP}?(?P<before>\d{{1,4}})|(?P<after>\d{{1,4}}){GAP}?(?:AD|CE|A\.D\.|C\.E\.)|c(?:a|irca)?\.?{GAP}?(?P<about>\d{{3,4}}))"
    r"(?![^\W_])"
)
_SEASON = re.compile(
    rf"(?P<season>{SEASON})(?:(?:,?{GAP}(?:of{GAP})?)(?P<year>(?:19|20)\d\d)(?:(?:/|[-–])(?P<next>(?:20)?\d\d))?(?!\d)|{AFTER})",
    PLAIN,
)
_LEADS_SEASON = re.compile(rf"(?:in|since|during|by|over|until|before|after|through|throughout){GAP}the{GAP}\Z", PLAIN)
_NO_SEASON = re.compile(
    rf"{GAP}of{GAP}|{GAP}(?:offensive|counter|campaign|season|term|school|olympic|games)|[-–]", PLAIN
)
_ORDINAL = {
    "first": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "1st": 1,
    "2nd": 2,
    "3rd": 3,
    "4th": 4,
    "last": 4,
    "final": 4,
}
_PART_OF_YEAR = re.compile(
    rf"(?:(?P<nth>first|second|third|fourth|last|final|1st|2nd|3rd|4th)[ \u00a0\n-](?P<unit>quarter|half)"
    rf"|(?P<short>[QH])(?P<digit>[1-4]))(?P<of>,?{GAP}of{GAP}(?:the{GAP}year{GAP})?)?"
    rf"(?:,?{GAP}?(?P<year>(?:19|20)\d\d)(?!\d)|{AFTER})",
    PLAIN,
)
_FISCAL = re.compile(
    rf"(?:FY{GAP}?['’]?(?:(?:19|20)\d\d|\d\d)(?:[/-]\d\d)?|(?:fiscal|financial){GAP}(?:year{GAP})?(?:19|20)\d\d(?:[/-]\d\d)?)"
    r"(?![^\W_])",
    PLAIN,
)
_HOLIDAY = re.compile(
    "(?P<name>"
    + "|".join(
        re.escape(name).replace("'", "['’]").replace(r"\ ", GAP) for name in sorted(NAMES, key=len, reverse=True)
    )
    + rf")(?:['’]s)?{AFTER}",
    PLAIN,
)
HOLIDAY_NAMES = NAMES
_LEADS_HOLIDAY = re.compile(
    r"(?:on|at|over|before|after|since|until|by|last|this|next|during|around|of|for|orthodox|ahead of)\s\Z",
    re.IGNORECASE,
)


def year(text: str, start: int, is_led: bool = False) -> Parsed | None:
    """A year, a decade (“1990s”), years joined shortly (“2021–22”), or a month written “2022-05”."""
    match = _YEAR.match(text, start)
    if match is None:
        return None
    decade = _DECADE.match(text, start)
    if decade:
        return decade.end(), Fixed(decade_of(int(decade["year"])), Rule.DECADE)
    number = int(match["year"])
    short = _SHORT_RANGE.match(text, start)
    if short and int(short["last"]) > number % 100:
        last = number - number % 100 + int(short["last"])
        return short.end(), Fixed(years(number, last, "range"), Rule.RANGE)
    monthly = _YEAR_MONTH.match(text, start)
    if monthly:
        return monthly.end(), Fixed(month_of(number, int(monthly["month"])), Rule.ISO)
    if not _is_year(text, start, match.end(), number, is_led):
        return None
    return match.end(), Fixed(year_of(number), Rule.YEAR)


def _is_year(text: str, start: int, end: int, number: int, is_led: bool) -> bool:
    """Whether four digits are a year: by what leads to them, and by what they would count."""
    if text[start - 1 : start] in tuple(".,/:$€£#'’°+=_") and start:
        return False
    before = text[max(0, start - 20) : start]
    if _YEAR_AHEAD.match(text, end):
        return True
    if 1900 < number < 2060 and number % 100 and _LEADS_SURELY.search(before):
        return not _NO_YEAR_BEHIND.match(text, end)
    if _NO_YEAR_BEHIND.match(text, end) or COUNTED.match(text, end):
        return False
    if is_led:
        return True
    if _LEADS_YEAR.search(before):
        return True
    if NUMBERED.search(before) or before.rstrip()[-1:].isdigit():
        return False
    if number < 1900 or number > 2059:
        return (1500 <= number <= 2100) and (text[end : end + 1] == ")" or bool(_DETERMINED.search(before)))
    # A round number is likelier to count something.
    return not (_NO_LEAD.search(before) and (number % 100 == 0 or not before.lower().endswith(("of ", "for ", "to "))))


def era(text: str, start: int) -> Parsed | None:
    """“AD 842”, “347 CE”, “c. 1818”: years that their mark shows to be such."""
    match = _ERA.match(text, start)
    if match is None:
        return None
    number = int(match["before"] or match["after"] or match["about"])
    if not 1 <= number <= 2100:
        return None
    note = "about that year, as the text says" if match["about"] else ""
    return match.end(), Fixed(year_of(number), Rule.YEAR, note)


def decade_or_century(text: str, start: int) -> Parsed | None:
    """“the '90s”, “the nineties”, “19th century”."""
    short = _SHORT_DECADE.match(text, start)
    if short:
        ten = int(short["ten"] or short["apart"])
        return short.end(), Fixed(decade_of((1900 if ten >= 30 else 2000) + ten), Rule.DECADE)
    word = _DECADE_WORD.match(text, start)
    if word:
        return word.end(), Fixed(decade_of(_TENS[word["ten"].lower()]), Rule.DECADE)
    century = _CENTURY.match(text, start)
    if century is None:
        return None
    number = int(century["number"]) if century["number"] else _CENTURY_WORDS.index(century["word"].lower()) + 16
    return (century.end(), Fixed(century_of(number), Rule.CENTURY)) if 1 <= number <= 21 else None


def season(text: str, start: int, is_led: bool = False) -> Parsed | None:
    """“summer 2022”, “winter of 2021–22”, “in the spring”; “the fall of” a city is none."""
    match = _SEASON.match(text, start)
    if match is None:
        return None
    name = match["season"].lower()
    note = "the winter that ended in that year may be meant" if name == "winter" and not match["next"] else ""
    of = partial(_season_in, name)
    if match["year"]:
        return match.end(), InYear(of, Rule.SEASON, "season", int(match["year"]), note=note if match["year"] else "")
    end, _, which = year_tail(text, match.end())
    if which:
        return end, InYear(of, Rule.SEASON, "season", None, which, note=note)
    if is_led or (
        name != "fall"
        and _LEADS_SEASON.search(text, max(0, start - 24), start)
        and not _NO_SEASON.match(text, match.end())
    ):
        return match.end(), InYear(of, Rule.SEASON, "season")
    return None


def _season_in(name: str, number: int) -> Period:
    return season_of(number, name)


def part_of_year(text: str, start: int) -> Parsed | None:
    """“Q3 2022”, “the third quarter of 2022”, “the first half of the year”."""
    match = _PART_OF_YEAR.match(text, start)
    if match is None or (match["of"] and not match["year"]):
        # “the first half of the year” and of other things is a part of what follows.
        return None
    nth = int(match["digit"]) if match["short"] else _ORDINAL[match["nth"].lower()]
    is_half = (match["unit"] or "").lower() == "half" or (match["short"] or "").lower() == "h"
    if is_half and nth == 4 and match["nth"]:
        nth = 2
    if is_half and nth > 2:
        return None
    if match["short"] and match["short"].islower():
        return None
    if is_half and not match["year"]:
        return None
    if match["nth"] and not match["year"] and (match["nth"].lower() in ("last", "final")):
        return None
    of, rule = (partial(_half_in, nth), Rule.HALF) if is_half else (partial(_quarter_in, nth), Rule.QUARTER)
    unit = "half-year" if is_half else "quarter"
    if match["year"]:
        return match.end(), InYear(of, rule, unit, int(match["year"]))
    end, _, which = year_tail(text, match.end())
    if not which and match["nth"]:
        return None
    return end, InYear(of, rule, unit, None, which)


def _quarter_in(nth: int, number: int) -> Period:
    return quarter_of(number, nth)


def _half_in(nth: int, number: int) -> Period:
    return half_of(number, nth)


def fiscal(text: str, start: int) -> Parsed | None:
    """“FY2021”: found, and left open, because each body has its own."""
    match = _FISCAL.match(text, start)
    if match is None:
        return None
    return match.end(), Untold(Rule.FISCAL, "which months that fiscal year covers is not said", "year")


def feast(text: str, start: int, is_led: bool = False) -> Parsed | None:
    """A holiday by its name, with its year where one is written."""
    match = _HOLIDAY.match(text, start)
    if match is None or not text[start : start + 1].isupper():
        return None
    name = " ".join(match["name"].lower().replace("’", "'").split())
    end, number, which = year_tail(text, match.end("name"))
    if not (is_led or number or which or name not in NEEDS_CONTEXT) and not _LEADS_HOLIDAY.search(
        text, max(0, start - 12), start
    ):
        return None
    if is_moving(name):
        return end, Untold(Rule.MOVING_FEAST, "the day follows another calendar, which is not computed", "day")
    if name in AMBIGUOUS:
        return end, Untold(Rule.HOLIDAY, AMBIGUOUS[name], "day")
    return end, InYear(partial(holiday, name), Rule.HOLIDAY, "day", number, which)
