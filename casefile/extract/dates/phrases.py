"""Phrases that date by counting or pointing: “three days ago”, “last week”, “later that year”, “the day before”."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from casefile.extract.dates.absolute import Parsed, month_and_year, weekday_first
from casefile.extract.dates.expressions import DayOfMonth, Expression, InYear, Untold, Weekday
from casefile.extract.dates.relative import Ago, Beside, Lasting, Near, Same, Shifted, Step, Stretch, Yearly
from casefile.extract.dates.rules import Rule
from casefile.extract.dates.words import (
    AFTER,
    DAY,
    GAP,
    NTH,
    NUMBER,
    PART_OF_DAY,
    PLAIN,
    SOME,
    UNIT,
    UNITS,
    day_number,
    number,
    unit_name,
)
from casefile.extract.dates.years import feast, season

# What may follow an “earlier”, “before” or “after” that counts from something said already.
_STANDS_ALONE = (
    rf"(?=\s*[.,;:)!?…—–”\"’]|\s*\Z|{GAP}(?:when|in|at|on|and|but|by|with|because|as|it|he|she|they|under|over"
    r"|during)\b)"
)
_COUNTED = re.compile(
    rf"(?:(?P<count>{NUMBER})|(?P<some>{SOME})){GAP}{UNITS}{GAP}(?:(?P<ago>ago|from{GAP}now|hence)"
    rf"|(?P<moved>earlier|previously|prior|later|afterwards)(?!{GAP}(?:than|to)\b)|(?P<beside>before|after){AFTER})",
    PLAIN,
)
_HALF_AGO = re.compile(rf"half{GAP}an?{GAP}(?P<unit>year|decade|century){GAP}ago{AFTER}", PLAIN)
_ALONE = re.compile(_STANDS_ALONE)
_ABOUT = re.compile(
    r"(?<![^\W_])(more than|less than|over|nearly|almost|about|around|some|roughly|at least|just over|just under)\s\Z",
    PLAIN,
)
_IN_TIME = re.compile(
    rf"(?:in|within){GAP}(?:(?P<count>{NUMBER})|(?P<some>{SOME})){GAP}{UNITS}(?P<time>['’]{GAP}time)?{AFTER}", PLAIN
)
_POINTED = re.compile(
    rf"(?P<which>(?:the{GAP})?(?:last|past|next|coming|current|previous|preceding|following|same)|(?:that|this)(?:{GAP}same)?){GAP}"
    rf"(?:(?P<count>{NUMBER}|few|several|couple{GAP}of){GAP})?(?P<unit>{UNIT})(?P<many>s?){AFTER}",
    PLAIN,
)
_POINTED_DAY = re.compile(
    rf"(?P<which>(?:the{GAP})?(?:last|this|next|coming|previous|following|same)|that(?:{GAP}same)?){GAP}(?:past{GAP}|coming{GAP})?",
    PLAIN,
)
_ORDER = re.compile(rf"(?:earlier|later|early|late){GAP}(?:on{GAP})?(?:in{GAP})?", PLAIN)
_PART_POINTED = re.compile(
    rf"(?P<which>this|that|last|the{GAP}(?:same|previous|following|next)){GAP}(?P<part>(?:early{GAP}|late{GAP})?(?:morning"
    rf"|afternoon|evening|night)){AFTER}",
    PLAIN,
)
_NEAR = re.compile(
    rf"(?:(?P<far>the{GAP}day{GAP}(?:before{GAP}yesterday|after{GAP}tomorrow))|(?P<word>yesterday|today|tonight|tomorrow))"
    rf"{AFTER}(?:{GAP}{PART_OF_DAY}{AFTER})?",
    PLAIN,
)
_NEAR_NAMES = re.compile(r"(?:USA|Russia|India|Psychology|Ukraine|History|Christianity|Africa|Pakistan|Yemen)\s\Z")
_OVERNIGHT = re.compile(
    rf"overnight(?=\s*[.,;:)!?]|\s*\Z|{GAP}(?:in|into|on|to|by|from|at|and|after|when|that)\b)", PLAIN
)
_BY_ITS_SIDE = re.compile(rf"the{GAP}(?P<unit>{UNIT}){GAP}(?P<side>before|after|earlier|prior|previous){AFTER}", PLAIN)
_THE_UNIT = re.compile(rf"the{GAP}(?P<unit>week|month|year|decade|century|quarter){AFTER}", PLAIN)
_WEEKEND = re.compile(rf"the{GAP}weekend(?!{GAP}(?:of|before|after)\b){AFTER}", PLAIN)
_LEADS_WEEKEND = re.compile(rf"(?:at|over|during|on|of|since|through){GAP}\Z", PLAIN)
# “expected to last three weeks”: a verb.
_LAST_AS_VERB = re.compile(rf"(?<![^\W_])(?:to|will|would|could|may|might|can|should|not){GAP}\Z", PLAIN)
_LEADS_STRETCH = re.compile(rf"(?<![^\W_])(?:within|over|in|for|during){GAP}\Z", PLAIN)
_NTH_OF = re.compile(
    rf"(?P<day>{DAY}){NTH}(?:{GAP}(?:day{GAP})?of{GAP}(?:the{GAP})?(?:(?P<which>last|this|next|that|same|previous"
    rf"|following){GAP})?month{AFTER})",
    PLAIN,
)
_LASTED = re.compile(
    r"(?P<sure>(?<![^\W_])(?:last(?:ed|s|ing)?|(?:went|goes|dragged) on|continued|ran|(?:will|would|to) last))"
    r"(?:\s(?:for|only|about|around|just|nearly|almost|some|more than|over|at least|roughly)){0,2}\s\Z"
    r"|(?<![^\W_])(?:held|detained|jailed|imprisoned|besieged|occupied|closed|suspended|blocked|remained|stayed|fought|postponed)"
    r"\s(?:\w{2,12}\s){0,3}for\s(?:(?:about|around|nearly|almost|some|over|at least|another|a further)\s)?\Z",
    PLAIN,
)
_DURATION = re.compile(rf"(?P<count>{NUMBER}){GAP}(?:more{GAP})?{UNITS}", PLAIN)
_BACK = ("last", "past", "previous", "preceding")
_VAGUE = "how many is not said"


def counted(text: str, start: int, date_at: Callable[[str, int], Parsed | None]) -> Parsed | None:
    """“three days ago”, “a year earlier”, “two weeks before Christmas”, “lasted four months”."""
    match = _COUNTED.match(text, start)
    if match is None:
        return _duration(text, start)
    unit = unit_name(match["unit"])
    if match["some"]:
        return (match.end(), Untold(Rule.AGO, _VAGUE, unit)) if match["ago"] else None
    count = number(match["count"])
    if unit == "hour" and count < 24:
        return None
    about = _ABOUT.search(text, max(0, start - 12), start)
    if match["ago"]:
        sign = -1 if match["ago"].lower() == "ago" else 1
        note = f"{' '.join(about[1].lower().split())} that, as the text says" if about else ""
        return match.end(), Ago(sign * count, unit, note)
    if match["moved"]:
        return match.end(), Shifted(count * (1 if match["moved"].lower() in ("later", "afterwards") else -1), unit)
    return _beside(text, match.end(), count * (1 if match["beside"].lower() == "after" else -1), unit, date_at)


def _beside(text: str, end: int, count: int, unit: str, date_at: Callable[[str, int], Parsed | None]) -> Parsed | None:
    if _ALONE.match(text, end):
        return end, Shifted(count, unit)
    gap = re.compile(rf"{GAP}(?:the{GAP})?").match(text, end)
    named = date_at(text, gap.end()) if gap else None
    return (named[0], Beside(count, unit, named[1])) if named else None


def half_ago(text: str, start: int) -> Parsed | None:
    """“half a year ago”."""
    match = _HALF_AGO.match(text, start)
    if match is None:
        return None
    count, unit = {"year": (6, "month"), "decade": (5, "year"), "century": (5, "decade")}[match["unit"].lower()]
    return match.end(), Ago(-count, unit)


def _duration(text: str, start: int) -> Parsed | None:
    match = _DURATION.match(text, start)
    cue = _LASTED.search(text, max(0, start - 60), start) if match else None
    if match is None or cue is None:
        return None
    unit = unit_name(match["unit"])
    lasting = Lasting(number(match["count"]), unit, bool(cue["sure"]))
    return (match.end(), lasting) if unit != "hour" or lasting.count >= 24 else None


def by_its_side(text: str, start: int, date_at: Callable[[str, int], Parsed | None]) -> Parsed | None:
    """“the day before”, “the year after”, “the day after Christmas”; none where an event follows that has no date."""
    match = _BY_ITS_SIDE.match(text, start)
    if match is None:
        return None
    count = 1 if match["side"].lower() == "after" else -1
    return _beside(text, match.end(), count, unit_name(match["unit"]), date_at)


def in_time(text: str, start: int) -> Parsed | None:
    """“in two weeks' time”, and “in two weeks” beside a verb that looks ahead."""
    match = _IN_TIME.match(text, start)
    if match is None or match["some"]:
        return None
    unit = unit_name(match["unit"])
    count = number(match["count"])
    if unit == "hour" and count < 24:
        return None
    if match[0][:2].lower() == "wi":
        return match.end(), Stretch(count, unit, only_ahead=True)
    return match.end(), Ago(count, unit, only_ahead=not match["time"])


def pointed(text: str, start: int) -> Parsed | None:
    """“last week”, “the following month”, “that year”, “the past three days”, “next Friday”, “last summer”."""
    part = _PART_POINTED.match(text, start)
    if part:
        return part.end(), _part_of_day(_plain(part["which"]))
    match = _POINTED.match(text, start)
    if match is None:
        return _pointed_day(text, start)
    which, unit = _plain(match["which"]), unit_name(match["unit"])
    has_the = match["which"].lower().startswith("the")
    if match["count"] and _LAST_AS_VERB.search(text, max(0, start - 10), start):
        return None
    if match["count"]:
        return _stretch(match, which, unit)
    if match["many"] or unit == "hour":
        return None
    if which in ("same", "that"):
        return match.end(), Same(unit)
    if which in ("following", "previous", "preceding") or (which == "next" and (has_the or unit in ("day", "night"))):
        if which == "next" and unit not in ("day", "night") and _LEADS_STRETCH.search(text, max(0, start - 8), start):
            return match.end(), Stretch(1, unit)
        return match.end(), Shifted(-1 if which in _BACK else 1, unit, Rule.NEIGHBOUR)
    if has_the and which in ("last", "past", "coming"):
        return match.end(), Stretch(1 if which == "coming" else -1, unit)
    if unit == "night":
        return match.end(), Near(-1, -1) if which == "last" else Near(0, 0)
    if unit == "day":
        return None
    return match.end(), Step(unit, {"last": -1, "past": -1, "next": 1, "coming": 1}.get(which, 0))


def _stretch(match: re.Match[str], which: str, unit: str) -> Parsed | None:
    if which not in ("last", "past", "next", "coming", "previous", "preceding", "following"):
        return None
    written = match["count"].lower()
    if written not in ("few", "several") and not written.startswith("couple"):
        count = number(match["count"])
        return match.end(), Stretch(-count if which in _BACK else count, unit)
    return None


def _plain(which: str) -> str:
    return which.lower().split()[-1]


def _part_of_day(which: str) -> Expression:
    if which == "this":
        return Near(0, 0)
    if which == "last":
        return Near(-1, -1)
    if which in ("that", "same"):
        return Same("day")
    return Shifted(-1 if which == "previous" else 1, "day", Rule.NEIGHBOUR)


def _pointed_day(text: str, start: int) -> Parsed | None:
    match = _POINTED_DAY.match(text, start)
    if match is None:
        return None
    which = _plain(match["which"])
    if match[0].lower().split()[-1] in ("past", "coming"):
        which = "last" if match[0].lower().split()[-1] == "past" else "next"
    for read in (_weekday_only, _month_only, _season_only, _feast_only):
        parsed = read(text, match.end())
        if parsed:
            return parsed[0], _with_which(parsed[1], which)
    return None


def _weekday_only(text: str, start: int) -> Parsed | None:
    return weekday_first(text, start)


def _month_only(text: str, start: int) -> Parsed | None:
    return month_and_year(text, start, True)


def _season_only(text: str, start: int) -> Parsed | None:
    return season(text, start, True)


def _feast_only(text: str, start: int) -> Parsed | None:
    return feast(text, start, True)


def _with_which(inner: Expression, which: str) -> Expression:
    if isinstance(inner, Weekday):
        return Weekday(inner.weekday, {"same": "that", "coming": "next"}.get(which, which))
    if isinstance(inner, InYear) and inner.year is None and not inner.which:
        if which in ("same", "that", "following", "previous"):
            return replace(inner, which="that")
        return Yearly(inner, {"coming": "next"}.get(which, which))
    return inner


def near(text: str, start: int) -> Parsed | None:
    """“yesterday”, “today”, “tonight”, “tomorrow morning”, “the day before yesterday”."""
    match = _NEAR.match(text, start)
    if match is None or _NEAR_NAMES.search(text, max(0, start - 14), start):
        return None
    if match["far"]:
        days = -2 if "before" in match["far"].lower() else 2
    else:
        days = {"yesterday": -1, "tomorrow": 1}.get(match["word"].lower(), 0)
    return match.end(), Near(days, days)


def overnight(text: str, start: int) -> Parsed | None:
    """“overnight” as an adverb: the evening before publication to its morning."""
    match = _OVERNIGHT.match(text, start)
    return (match.end(), Near(-1, 0)) if match else None


def in_order(text: str, start: int) -> Parsed | None:
    """“later that year”, “earlier this month”, “later the same day”: the unit; the order in it is not narrowed."""
    match = _ORDER.match(text, start)
    if match is None:
        return None
    return pointed(text, match.end()) or near(text, match.end()) or the_unit(text, match.end())


def the_unit(text: str, start: int) -> Parsed | None:
    """“the month” behind “the end of”: that of the context, else that of publication."""
    match = _THE_UNIT.match(text, start)
    return (match.end(), Same(unit_name(match["unit"]), True)) if match else None


def the_weekend(text: str, start: int) -> Parsed | None:
    """“over the weekend”: the one before or after, as the verb says."""
    match = _WEEKEND.match(text, start)
    if match is None or not _LEADS_WEEKEND.search(text, max(0, start - 9), start):
        return None
    return match.end(), Step("weekend", 0, by_tense=True)


def day_of_month(text: str, start: int) -> Parsed | None:
    """“the 24th of last month”, “the 5th of the month”."""
    match = _NTH_OF.match(text, start)
    if match is None:
        return None
    which = (match["which"] or "").lower()
    if which in ("last", "this", "next"):
        month: Expression = Step("month", {"last": -1, "next": 1}.get(which, 0))
    elif which in ("previous", "following"):
        month = Shifted(-1 if which == "previous" else 1, "month", Rule.NEIGHBOUR)
    else:
        month = Same("month", which == "")
    return match.end(), DayOfMonth(day_number(match["day"]), month)
