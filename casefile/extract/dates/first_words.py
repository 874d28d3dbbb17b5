"""Which word can begin which dates: the table that the pass over a text looks each word up in."""

from __future__ import annotations

import re

from casefile.extract.dates import absolute, phrases, years
from casefile.extract.dates.absolute import Parsed
from casefile.extract.dates.compose import (
    Parsing,
    between,
    by_its_side,
    counted,
    longer,
    part,
    part_of_day,
    timed,
    week_of,
)
from casefile.extract.dates.plain import (
    HOLIDAY_WORDS,
    MONTH_WORDS,
    NTH_WORDS,
    ODD,
    POINTING,
    SEASON_WORDS,
    WEEKDAY_SHORT,
    WEEKDAY_WORDS,
    Reader,
    table,
)
from casefile.extract.dates.words import NUMBERS

_BETWEEN_WORDS = ("between", "Between", "BETWEEN")


def date_at(text: str, start: int, word: str) -> Parsing | None:
    """The date that begins at ``start`` with ``word``, with all that is joined to it; or None."""
    readers = READERS.get(word)
    if readers is None:
        if word[0].isdecimal():
            readers = DIGITS if _begins_date(text, start, word) else ()
        else:
            readers = ODD if word[-1].isdecimal() else ()
    for read in readers:
        parsed = read(text, start)
        if parsed:
            return longer(text, start, *parsed)
    return between(text, start) if word in _BETWEEN_WORDS else None


def _begins_date(text: str, start: int, word: str) -> bool:
    """Whether what follows a number can make it a date: most numbers are none, and should cost little."""
    if len(word) == 4 or not word.isdecimal():
        return True
    if len(word) > 4:
        return False
    sign = text[start + len(word) : start + len(word) + 1]
    if sign in _SIGNS:
        return bool(sign)
    following = _SECOND_WORD.match(text, start + len(word))
    return following is not None and (following[1].lower() in _BEHIND_NUMBERS or following[1][0].isupper())


def _the(text: str, start: int) -> Parsed | None:
    """A date that begins with “the”, by the word behind it."""
    following = _SECOND_WORD.match(text, start + 3)
    if following is None or following[1].lower() not in _BEHIND_THE:
        return years.decade_or_century(text, start) if text[start + 4 : start + 5] in ("'", "’", "‘") else None
    return next((parsed for read in _THE if (parsed := read(text, start))), None)


_NUMBER_WORDS = sorted({re.split("[- ]", word)[0] for word in (*NUMBERS, "several", "some", "few", "many")} - {"the"})
_CAPITAL = table(
    (MONTH_WORDS, (absolute.month_and_day, absolute.month_and_year)),
    ([*WEEKDAY_WORDS, *WEEKDAY_SHORT], (absolute.weekday_first,)),
    (HOLIDAY_WORDS, (years.feast,)),
)
_ANY_CASE = table(
    (NTH_WORDS, (absolute.day_and_month, years.part_of_year, years.decade_or_century, phrases.day_of_month)),
    (SEASON_WORDS, (years.season,)),
    ("the", (_the,)),
    ("early late mid beginning start outset middle end close first second third fourth last final", (part,)),
    ("early late earlier later", (part_of_day, phrases.in_order)),
    ("small wee night evening morning afternoon hours dawn", (part_of_day,)),
    ("week weekend", (week_of,)),
    (POINTING, (phrases.pointed,)),
    ("yesterday today tonight tomorrow", (phrases.near,)),
    ("overnight", (phrases.overnight,)),
    ("in within", (phrases.in_time,)),
    (_NUMBER_WORDS, (counted,)),
    ("half", (phrases.half_ago,)),
    ("fiscal financial", (years.fiscal,)),
    ("ad c ca circa", (years.era,)),
    ("noon midnight", (timed,)),
)
_THE: tuple[Reader, ...] = (
    part,
    part_of_day,
    week_of,
    by_its_side,
    phrases.pointed,
    phrases.near,
    phrases.the_weekend,
    years.decade_or_century,
)
_BEHIND_THE = frozenset(
    (
        "very early mid late beginning start outset middle end close first second third fourth last final hours small"
        " wee morning afternoon evening night dawn week weekend month day year decade quarter century fortnight past"
        " next coming current previous preceding following same fifties sixties seventies eighties nineties 50s 60s 70s"
        " 80s 90s"
    ).split()
)
_BEHIND_NUMBERS = frozenset(
    (
        *MONTH_WORDS,
        *"a p am pm hour hours hrs day days night nights week weeks weekend weekends fortnight fortnights".split(),
        *"month months quarter quarters year years decade decades century centuries of and or to until".split(),
        *"through o more ad ce local on half".split(),
    )
)
_SIGNS = frozenset("/.-:–—−,&")
_SECOND_WORD = re.compile(r"[ \t\n\u00a0\u2009\u202f]{0,4}([^\W_]{1,16})")
DIGITS: tuple[Reader, ...] = (
    absolute.in_numbers,
    phrases.day_of_month,
    absolute.day_and_month,
    timed,
    years.decade_or_century,
    years.part_of_year,
    counted,
    years.era,
    years.year,
)
READERS: dict[str, tuple[Reader, ...]] = {}
for _word, _readers in _CAPITAL.items():
    READERS[_word.capitalize()] = READERS[_word.upper()] = _readers
for _word, _readers in _ANY_CASE.items():
    for _form in {_word, _word.capitalize(), _word.upper()}:
        READERS[_form] = READERS.get(_form, ()) + tuple(each for each in _readers if each not in READERS.get(_form, ()))
# Every word that can begin a date, as it is written.
BEGINNERS = frozenset((*READERS, *_BETWEEN_WORDS))
