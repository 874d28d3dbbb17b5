"""Dates in other languages than English: days, months, weekdays and the words for today and its neighbours.

The names of months and weekdays come from dateparser's tables, which are loaded when a text needs them and not before.
Its parser and its search are not used: the search invents days. Verb tense is not read, so a weekday stays open, and
the reason names both days.
"""

from __future__ import annotations

import importlib
import re
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

from casefile.domain.extraction import Document
from casefile.extract.dates.absolute import Parsed
from casefile.extract.dates.expressions import Expression, Fixed, InYear, Untold
from casefile.extract.dates.periods import Period, exact, month_of, moved, one_day, year_of
from casefile.extract.dates.relative import Near, Step
from casefile.extract.dates.rules import Rule
from casefile.extract.dates.scene import Reading, Scene

MONTH_KEYS = "january february march april may june july august september october november december".split()
WEEKDAY_KEYS = "monday tuesday wednesday thursday friday saturday sunday".split()
# Codes whose tables stand under another one.
_UNDER = {"no": "nb", "nn": "nb", "iw": "he", "in": "id", "sh": "sr"}
_RELATIVE = re.compile(r"(?P<ahead>in )?(?P<count>[0-3]) (?P<unit>day|week|month|year)(?: ago)?")
WORD = re.compile(r"[^\s\d.,;:!?()\[\]{}\"«»„“”‹›/<>|_–—-]{1,40}|\d{1,8}")
_DAY_BEFORE = re.compile(
    r"(?<![\d.,/:-])(?P<day>3[01]|[12]\d|0?[1-9])(?:\.|er|º|ª|°|-?го|-е)?[ \u00a0]?(?:de |d['’]|a |i )?\Z"
)
_YEAR_BEHIND = re.compile(r"\.?,?[ \u00a0]?(?:de |del |do |van |от )?(?P<year>(?:1[5-9]|20)\d\d)(?!\d)")
_LAST_WORD = re.compile(r"(?<!\S)([^\s\d]{1,20})[ \u00a0]\Z")
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d\Z")
_EAST_ASIAN = re.compile(
    r"(?P<year>\d{4})\s?[年년]\s?(?:(?P<month>\d{1,2})\s?[月월]\s?(?:(?P<day>\d{1,2})\s?[日号號일])?)?"
    r"|(?P<month2>\d{1,2})\s?[月월]\s?(?P<day2>\d{1,2})\s?[日号號일]"
)
_NUMBERS = re.compile(r"(?P<a>\d{1,2})(?P<sign>[/.-])(?P<b>\d{1,2})(?P=sign)(?P<year>(?:19|20)\d\d)(?![\w/-]|\.\d)")
_ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)(?![\w-]|\.\d)")


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language, all in small letters; phrases by their first word."""

    months: dict[str, int]
    weekdays: dict[str, int]
    year: frozenset[str]
    phrases: dict[str, tuple[tuple[str, Expression], ...]]
    day_first: bool


_NONE = Words({}, {}, frozenset(), {}, True)


def is_foreign(document: Document) -> bool:
    language = _code(document.language)
    return bool(language) and language not in ("en", "und", "mul")


def _code(language: str) -> str:
    return language.partition("-")[0].partition("_")[0].lower()


@cache
def words_of(language: str) -> Words:
    """The words of ``language`` (a code of two or three letters); no words for one without a table."""
    code = _code(language)
    if not re.fullmatch(r"[a-z]{2,3}", code):
        return _NONE
    try:
        info: dict[str, Any] = importlib.import_module(
            f"dateparser.data.date_translation_data.{_UNDER.get(code, code)}"
        ).info
    except ImportError:
        return _NONE
    months = {word.lower(): number for number, key in enumerate(MONTH_KEYS, 1) for word in info.get(key, ())}
    weekdays = {word.lower(): number for number, key in enumerate(WEEKDAY_KEYS) for word in info.get(key, ())}
    phrases: dict[str, tuple[tuple[str, Expression], ...]] = {}
    for key, written in info.get("relative-type", {}).items():
        match = _RELATIVE.fullmatch(key)
        if match is None:
            continue
        step = int(match["count"]) * (1 if match["ahead"] else -1)
        meaning = Near(step, step) if match["unit"] == "day" else Step(match["unit"], step)
        for phrase in written:
            # Short forms (“hj.”) are other words too often.
            if len(phrase) > 2 and "." not in phrase:
                first = phrase.lower().split()[0]
                phrases[first] = (*phrases.get(first, ()), (phrase.lower(), meaning))
    return Words(
        {word: number for word, number in months.items() if len(word) > 2},
        {word: number for word, number in weekdays.items() if len(word) > 3},
        frozenset(word.lower() for word in info.get("year", ()) if len(word) > 1),
        {first: tuple(sorted(each, key=lambda pair: -len(pair[0]))) for first, each in phrases.items()},
        info.get("date_order", "DMY") != "MDY",
    )


@dataclass(frozen=True, slots=True)
class _OpenWeekday:
    """A weekday of a language whose tense is not read."""

    weekday: int

    def read(self, scene: Scene, start: int, end: int) -> Reading:
        known = scene.known("day")
        if known is None:
            return Reading(Rule.WEEKDAY, None, "day", problem=scene.unanchored())
        back = (known.first.weekday() - self.weekday) % 7
        if back == 0:
            return Reading(Rule.WEEKDAY, known, "day", scene.published_as)
        before, after = moved(known.first, -back), moved(known.first, 7 - back)
        problem = f"verb tense is not read in this language: {before} or {after}"
        return Reading(Rule.WEEKDAY, None, "day", problem=problem)


def _on(month: int, day: int, year: int) -> Period:
    found = exact(year, month, day)
    if found is None:
        raise ValueError
    return one_day(found)


def _in(month: int, year: int) -> Period:
    return month_of(year, month)


def foreign_date(words: Words, text: str, start: int, end: int) -> tuple[int, int, Expression] | None:
    """The date around the word or number at ``text[start:end]``: its start and end, and what it is."""
    if text[start].isdecimal():
        numeric = _numeric(words, text, start)
        return (start, *numeric) if numeric else None
    word = text[start:end].lower()
    month = words.months.get(word)
    if month:
        dated = _with_month(text, start, end, month)
        if dated:
            return dated
    weekday = words.weekdays.get(word)
    if weekday is not None:
        return start, end, _OpenWeekday(weekday)
    for phrase, meaning in words.phrases.get(word, ()):
        stop = start + len(phrase)
        if text[start:stop].lower() == phrase and not text[stop : stop + 1].isalnum():
            return start, stop, meaning
    return None


def _with_month(text: str, start: int, end: int, month: int) -> tuple[int, int, Expression] | None:
    before = _DAY_BEFORE.search(text, max(0, start - 12), start)
    behind = _YEAR_BEHIND.match(text, end)
    year = int(behind["year"]) if behind else None
    stop = behind.end() if behind else end
    if before:
        return before.start(), stop, InYear(partial(_on, month, int(before["day"])), Rule.FOREIGN, "day", year)
    return (start, stop, InYear(partial(_in, month), Rule.FOREIGN, "month", year)) if behind else None


def _numeric(words: Words, text: str, start: int) -> Parsed | None:
    asian = _EAST_ASIAN.match(text, start)
    if asian:
        return asian.end(), _asian(asian)
    if text[start - 1 : start] in tuple(".,/-:") and start:
        return None
    iso = _ISO.match(text, start)
    if iso:
        return iso.end(), _stated(int(iso["year"]), int(iso["month"]), int(iso["day"]), Rule.ISO)
    match = _NUMBERS.match(text, start)
    if match:
        a, b = int(match["a"]), int(match["b"])
        day, month = (a, b) if (words.day_first and b <= 12) or a > 12 else (b, a)
        return match.end(), _stated(int(match["year"]), month, day, Rule.NUMBERS)
    year = _YEAR.match(text[start : start + 4])
    if year is None or text[start + 4 : start + 5].isalnum():
        return None
    behind, before = WORD.match(text, start + 5), _LAST_WORD.search(text, max(0, start - 24), start)
    if behind and behind[0].lower() in words.year:
        return behind.end(), Fixed(year_of(int(year[0])), Rule.YEAR)
    return (start + 4, Fixed(year_of(int(year[0])), Rule.YEAR)) if before and before[1].lower() in words.year else None


def _asian(match: re.Match[str]) -> Expression:
    if match["month2"]:
        return InYear(partial(_on, int(match["month2"]), int(match["day2"])), Rule.FOREIGN, "day")
    year, month, day = int(match["year"]), match["month"], match["day"]
    if day:
        return _stated(year, int(month), int(day), Rule.FOREIGN)
    if not month:
        return Fixed(year_of(max(1, year)), Rule.FOREIGN)
    if not 1 <= int(month) <= 12 or year < 1:
        return Untold(Rule.FOREIGN, "no such month in the calendar", "month")
    return Fixed(month_of(year, int(month)), Rule.FOREIGN)


def _stated(year: int, month: int, day: int, rule: str) -> Expression:
    found = exact(year, month, day)
    if found is None:
        return Untold(rule, "no such day in the calendar", "day")
    return Fixed(one_day(found), rule)
