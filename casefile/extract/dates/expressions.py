"""What can be written for a date, and how each kind is read against its scene."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Protocol

from casefile.extract.dates.periods import Period, moved, narrowed, one_day, unit_around
from casefile.extract.dates.rules import CONTRADICTED, Rule
from casefile.extract.dates.scene import Reading, Scene
from casefile.extract.dates.tense import FUTURE, PAST

NO_YEAR = "no year is written, and there is no publication date"
NO_SUCH_DAY = "no such day in the calendar"
NOTHING_BEFORE = "the date that it is counted from is not told"


class Expression(Protocol):
    """Something that stands for a date."""

    def read(self, scene: Scene, start: int, end: int) -> Reading:
        """The reading of this expression at ``text[start:end]``."""
        ...


@dataclass(frozen=True, slots=True)
class Fixed:
    """A period that needs no context."""

    period: Period
    rule: str
    note: str = ""
    time: str = ""

    def read(self, scene: Scene, start: int, end: int) -> Reading:
        return Reading(self.rule, self.period, self.period.precision, note=self.note, time=self.time)


@dataclass(frozen=True, slots=True)
class Untold:
    """An expression that no context resolves; ``problem`` says why."""

    rule: str
    problem: str
    precision: str = ""

    def read(self, scene: Scene, start: int, end: int) -> Reading:
        return Reading(self.rule, None, self.precision, problem=self.problem)


@dataclass(frozen=True, slots=True)
class InYear:
    """Something that comes once a year: a day, a month, a season, a holiday.

    ``of`` gives it for one year, and raises ``ValueError`` where that year has none. ``year`` is None where it is not
    written; ``which`` then may be ``last``, ``this`` or ``next`` (counted from publication), or ``that``. ``weekday``
    is what was written beside it, 0 for Monday.
    """

    of: Callable[[int], Period]
    rule: str
    unit: str
    year: int | None = None
    which: str = ""
    weekday: int | None = None
    note: str = ""

    def read(self, scene: Scene, start: int, end: int) -> Reading:
        if self.year is not None:
            return self.checked(self.year, self.rule)
        if self.which == "that":
            context = scene.before(start)
            if context is None:
                return self._untold(NOTHING_BEFORE)
            return replace(self.checked(context.first.year, Rule.YEAR_OF_CONTEXT), anchor=context.text())
        if self.which:
            return self._in_year_said(scene)
        return self._without_year(scene, start, end)

    def checked(self, year: int, rule: str) -> Reading:
        """The reading in ``year``; a weekday that contradicts it is flagged in rule and note, the day stays."""
        try:
            period = self.of(year)
        except (ValueError, OverflowError):
            return self._untold(NO_SUCH_DAY)
        if self.weekday is None:
            return Reading(rule, period, period.precision, note=self.note)
        if period.first.weekday() == self.weekday:
            checked = Rule.DAY_CHECKED if rule == Rule.DAY else f"{rule}, weekday checked"
            return Reading(checked, period, period.precision, note=self.note)
        note = f"the weekday contradicts the date: {period.first.day} {period.first:%B %Y} was a {period.first:%A}"
        return Reading(f"{rule}; {CONTRADICTED}", period, period.precision, note=note)

    def _untold(self, problem: str) -> Reading:
        return Reading(self.rule, None, self.unit, problem=problem)

    def _in_year_said(self, scene: Scene) -> Reading:
        """“May last year”: the year is said, not numbered."""
        known = scene.known("year")
        if known is None:
            return self._untold(scene.unanchored())
        year = known.first.year + {"last": -1, "next": 1}.get(self.which, 0)
        return replace(self.checked(year, Rule.YEAR_IN_WORDS), anchor=scene.published_as)

    def _without_year(self, scene: Scene, start: int, end: int) -> Reading:
        known = scene.known("month")
        if known is None:
            context = scene.before(start)
            if context is None or context.first.year != context.last.year:
                return self._untold(NO_YEAR if scene.published is None else scene.unanchored())
            return replace(self.checked(context.first.year, Rule.YEAR_OF_CONTEXT), anchor=context.text())
        tense = scene.tense(start, end)
        told = scene.story_so_far(start) if tense != FUTURE else None
        if told is not None and told.first.year < known.first.year:
            reading = self.checked(told.first.year, Rule.YEAR_OF_CONTEXT)
            if reading.period and reading.period.last < told.first:
                reading = self.checked(told.first.year + 1, Rule.YEAR_OF_CONTEXT)
            if reading.period and reading.period.first <= known.last:
                return replace(reading, anchor=told.text())
        return replace(self._near(known, tense), anchor=scene.published_as)

    def _around(self, year: int, reach: int) -> list[tuple[int, Period]]:
        found = []
        for each in range(max(1, year - reach), min(9998, year + reach) + 1):
            with suppress(ValueError, OverflowError):
                found.append((each, self.of(each)))
        return found

    def _near(self, known: Period, tense: str) -> Reading:
        """The one before, after or nearest to publication, as the tense says."""
        # The 29th of February comes every fourth year, and once in eight.
        periods = self._around(known.first.year, 1) or self._around(known.first.year, 8)
        if not periods:
            return self._untold(NO_SUCH_DAY)
        fitting = [
            (year, period)
            for year, period in periods
            if period.first.weekday() == self.weekday and abs((period.first - known.first).days) < 200
        ]
        if self.weekday is not None and fitting:
            periods = fitting
        before = [each for each in periods if each[1].first <= known.last]
        after = [each for each in periods if each[1].last >= known.first]
        if tense == PAST and before:
            return self.checked(before[-1][0], Rule.NEAREST_BEFORE)
        if tense == FUTURE and after:
            return self.checked(after[0][0], Rule.NEAREST_AFTER)
        nearest = min(periods, key=lambda each: abs((each[1].first - known.first).days))
        return self.checked(nearest[0], Rule.NEAREST)


@dataclass(frozen=True, slots=True)
class Weekday:
    """A weekday without a date, 0 for Monday. ``which``: last, next, this, following, previous, that, or empty."""

    weekday: int
    which: str = ""

    def read(self, scene: Scene, start: int, end: int) -> Reading:
        if self.which in ("following", "previous", "that"):
            context = scene.before(start, "day")
            if context is not None:
                ahead = (self.weekday - context.last.weekday()) % 7
                back = (context.first.weekday() - self.weekday) % 7
                steps = {"following": ahead or 7, "previous": -(back or 7), "that": ahead}[self.which]
                day = one_day(moved(context.last if steps > 0 else context.first, steps))
                return Reading(Rule.WEEKDAY_CONTEXT, day, "day", context.text())
        known = scene.known("day")
        if known is None:
            return Reading(Rule.WEEKDAY, None, "day", problem=scene.unanchored())
        today = known.first
        back, ahead = (today.weekday() - self.weekday) % 7, (self.weekday - today.weekday()) % 7
        note = ""
        if self.which in ("last", "previous"):
            steps, rule = -(back or 7), Rule.WEEKDAY_LAST
        elif self.which in ("next", "following"):
            steps, rule = ahead or 7, Rule.WEEKDAY_NEXT
            # “next Friday” on a Tuesday: some mean the day in three days, some the one after.
            note = "some writers mean a week later" if self.weekday > today.weekday() else ""
        elif self.which == "this":
            steps, rule = self.weekday - today.weekday(), Rule.THIS_UNIT
        elif scene.tense(start, end) == FUTURE:
            steps, rule = ahead, Rule.WEEKDAY_AFTER
        else:
            steps, rule = -back, Rule.WEEKDAY_BEFORE
        return Reading(rule, one_day(moved(today, steps)), "day", scene.published_as, note=note)


@dataclass(frozen=True, slots=True)
class DayOfMonth:
    """“the 24th of last month”: a day of a month that is said in words."""

    day: int
    month: Expression

    def read(self, scene: Scene, start: int, end: int) -> Reading:
        month = self.month.read(scene, start, end)
        if month.period is None:
            return replace(month, rule=Rule.DAY_OF_MONTH, precision="day")
        try:
            day = one_day(month.period.first.replace(day=self.day))
        except ValueError:
            return Reading(Rule.DAY_OF_MONTH, None, "day", problem=NO_SUCH_DAY)
        return Reading(Rule.DAY_OF_MONTH, day, "day", month.anchor)


@dataclass(frozen=True, slots=True)
class PartOf:
    """The ``early``, ``mid``, ``late`` part, ``beginning`` or ``end`` of something."""

    inner: Expression
    part: str

    def read(self, scene: Scene, start: int, end: int) -> Reading:
        whole = self.inner.read(scene, start, end)
        if whole.period is None:
            return whole
        period, name = narrowed(whole.period, self.part)
        if period is whole.period:
            return whole
        return replace(whole, period=period, precision=period.precision, rule=f"{whole.rule}; {name}")


@dataclass(frozen=True, slots=True)
class Timed:
    """A day with a clock time."""

    inner: Expression
    time: str

    def read(self, scene: Scene, start: int, end: int) -> Reading:
        return replace(self.inner.read(scene, start, end), time=self.time)


@dataclass(frozen=True, slots=True)
class ClockAlone:
    """A clock time without a day: of the day named before it in the same sentence or the one before."""

    time: str

    def read(self, scene: Scene, start: int, end: int) -> Reading:
        day = scene.before(start, "day", 1)
        if day is None or day.first != day.last:
            return Reading(Rule.CLOCK, None, "day", problem="a clock time; its day is not said", time=self.time)
        return Reading(Rule.CLOCK, day, "day", day.text(), time=self.time)


@dataclass(frozen=True, slots=True)
class WeekOf:
    """The week, weekend or month around another date: “the week of 7 March”."""

    inner: Expression
    unit: str

    def read(self, scene: Scene, start: int, end: int) -> Reading:
        day = self.inner.read(scene, start, end)
        if day.period is None:
            return day
        return replace(day, period=unit_around(day.period.first, self.unit), precision=self.unit, rule=Rule.WEEK_OF)
