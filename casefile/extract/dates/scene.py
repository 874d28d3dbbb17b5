"""What a date is read against: the day of publication, the sentence it stands in, and the dates read before it."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from casefile.domain.dates import parse_date
from casefile.domain.errors import UsageError
from casefile.domain.extraction import Document
from casefile.domain.span import Span
from casefile.extract.dates.periods import Period
from casefile.extract.dates.tense import tense
from casefile.extract.sentences import sentences

# How many sentences back a date still is what “the same day” means.
_REACH = 2
# A date that begins this close to its sentence's start opens it: “By late in”.
_OPENING = 12
_BESIDE = re.compile(r"[,;:]?\s?(?:on|in)?\s?(?:the\s)?")
_FINENESS = {"day": 0, "week": 1, "weekend": 1, "month": 2, "quarter": 3, "season": 3, "half-year": 3, "year": 4}
_UNIT_FINENESS = {"hour": 0, "day": 0, "night": 0, "week": 0, "weekend": 0, "fortnight": 0, "month": 2, "quarter": 3}


@dataclass(frozen=True, slots=True)
class Reading:
    """What a rule makes of an expression: a period, or the reason in ``problem`` why there is none.

    ``anchor`` is what it was counted from (ISO, empty for none), ``note`` what a person should know beside it, ``time``
    the clock time that was stated with it.
    """

    rule: str
    period: Period | None = None
    precision: str = ""
    anchor: str = ""
    problem: str = ""
    note: str = ""
    time: str = ""


# What looked like a date and, in this sentence, is none.
NO_DATE = Reading("")


class Scene:
    """The text, its publication, and what was read so far; dates are read from left to right."""

    def __init__(self, document: Document) -> None:
        self.text = document.text
        self.published, self.published_as = _publication(document.published)
        self._read: list[tuple[int, int, Period]] = []
        self._sentences: list[Span] | None = None
        self._starts: list[int] = []

    def remember(self, start: int, end: int, period: Period) -> None:
        """Keep a date that is resolved, for those behind it."""
        self._read.append((start, end, period))

    def _place(self, position: int) -> int:
        if self._sentences is None:
            self._sentences = sentences(self.text)
            self._starts = [sentence.start for sentence in self._sentences]
        return bisect_right(self._starts, position) - 1

    def sentence(self, position: int) -> Span:
        """The sentence that ``position`` lies in."""
        place = self._place(position)
        if place < 0 or self._sentences is None:
            return Span(0, len(self.text))
        return self._sentences[place]

    def tense(self, start: int, end: int) -> str:
        return tense(self.text, self.sentence(start), start, end)

    def before(self, position: int, unit: str = "year", sentences_back: int = _REACH) -> Period | None:
        """The nearest date read before ``position`` that is as fine as ``unit`` or finer.

        It stands in the same sentence or in one of the ``sentences_back`` before it.
        """
        first = self._place(position) - sentences_back
        floor = self._sentences[first].start if first > 0 and self._sentences else 0
        for start, _, period in reversed(self._read[-16:]):
            if start < floor:
                break
            if _FINENESS.get(period.precision, 9) <= _UNIT_FINENESS.get(unit, 4):
                return period
        return None

    def start_before(self, position: int) -> Period | None:
        """The nearest date of any precision in the same sentence or the one before: what a duration starts from."""
        first = self._place(position) - 1
        floor = self._sentences[first].start if first > 0 and self._sentences else 0
        return self._read[-1][2] if self._read and self._read[-1][0] >= floor else None

    def story_so_far(self, position: int) -> Period | None:
        """The date that a date without a year goes on from, though there is a publication date.

        Either the one right before it (“In 2014, on 18 March”), or the one that opened the sentence before, in the same
        paragraph, where the date at ``position`` opens its own (“In 2014 … . In March …”).
        """
        if not self._read:
            return None
        start, end, period = self._read[-1]
        if period.first.year != period.last.year:
            return None
        if position - end <= 8 and _BESIDE.fullmatch(self.text, end, position):
            return period
        place = self._place(position)
        if place < 1 or self._sentences is None:
            return None
        own, earlier = self._sentences[place], self._sentences[place - 1]
        opens = position - own.start <= _OPENING and earlier.start <= start <= earlier.start + _OPENING
        return period if opens and "\n" not in self.text[earlier.end : own.start] else None

    def known(self, unit: str) -> Period | None:
        """The publication, where it is known as finely as ``unit`` asks for."""
        if self.published is None:
            return None
        fine = _FINENESS.get(self.published.precision, 9) <= _UNIT_FINENESS.get(unit, 4)
        return self.published if fine else None

    def unanchored(self) -> str:
        """Why nothing can be counted from publication."""
        if self.published is None:
            return "relative date: no publication date"
        return f"relative date: publication is known to the {self.published.precision} only"


def _publication(published: str) -> tuple[Period | None, str]:
    """The period of publication and its text; none for an open one, a range, or what cannot be read."""
    try:
        known = parse_date(published) if published else None
    except UsageError:
        return None, ""
    if known is None or known.earliest is None or known.latest is None or known.precision == "range":
        return None, ""
    return Period(known.earliest, known.latest, known.precision), published
