"""Expressions that count: from publication, from the date before them, or from a date that they name."""

from __future__ import annotations

from dataclasses import dataclass, replace

from casefile.extract.dates.expressions import NO_SUCH_DAY, NOTHING_BEFORE, Expression, InYear, PartOf, Weekday
from casefile.extract.dates.periods import (
    Period,
    month_end,
    moved,
    one_day,
    shifted,
    unit_around,
)
from casefile.extract.dates.rules import Rule
from casefile.extract.dates.scene import NO_DATE, Reading, Scene
from casefile.extract.dates.tense import FUTURE

# So many days from publication a story still tells of the same days.
_NEAR_PUBLICATION = 60
_NEEDS = {"month": "month", "quarter": "month", "year": "year", "decade": "year", "century": "year"}


@dataclass(frozen=True, slots=True)
class Near:
    """“yesterday”, “tonight”, “overnight”: ``first`` and ``last`` in days from publication."""

    first: int
    last: int

    def read(self, scene: Scene, start: int, end: int) -> Reading:
        known = scene.known("day")
        if known is None:
            return Reading(Rule.NEAR, None, "day", problem=scene.unanchored())
        first, last = moved(known.first, self.first), moved(known.first, self.last)
        period = Period(first, last, "day" if first == last else "range")
        return Reading(Rule.NEAR, period, period.precision, scene.published_as)


@dataclass(frozen=True, slots=True)
class Step:
    """“last month”, “this week”, “next year”: a whole unit, ``step`` units from that of publication.

    ``by_tense`` is “the weekend”, which is the one before or the one after, as the verb says.
    """

    unit: str
    step: int
    by_tense: bool = False

    def read(self, scene: Scene, start: int, end: int) -> Reading:
        known = scene.known(_NEEDS.get(self.unit, "day"))
        if known is None:
            return Reading(Rule.THIS_UNIT, None, self.unit, problem=scene.unanchored())
        today, step = known.first, self.step
        if self.by_tense:
            step = 0 if scene.tense(start, end) == FUTURE or today.weekday() >= 5 else -1
        period = unit_around(shifted(today, step, self.unit), self.unit)
        return Reading(Rule.THIS_UNIT, period, period.precision, scene.published_as)


@dataclass(frozen=True, slots=True)
class Yearly:
    """“last summer”, “next March”, “this Christmas”: something of each year, counted from publication.

    “last” is the latest that was over before publication, “next” the first that begins after it.
    """

    what: InYear
    which: str

    def read(self, scene: Scene, start: int, end: int) -> Reading:
        known = scene.known("month")
        if known is None:
            return Reading(Rule.THIS_UNIT, None, self.what.unit, problem=scene.unanchored())
        readings = [self.what.checked(known.first.year + step, Rule.THIS_UNIT) for step in (-1, 0, 1)]
        periods = [reading.period for reading in readings if reading.period]
        if not periods:
            return replace(readings[0], problem=NO_SUCH_DAY)
        if self.which == "last":
            chosen = next((p for p in reversed(periods) if p.last < known.first), periods[0])
        elif self.which == "next":
            chosen = next((p for p in periods if p.first > known.last), periods[-1])
        else:
            chosen = min(periods, key=lambda p: abs(p.first.year - known.first.year))
        return Reading(Rule.THIS_UNIT, chosen, chosen.precision, scene.published_as, note=self.what.note)


@dataclass(frozen=True, slots=True)
class Ago:
    """“three days ago” (``count`` −3), “in two weeks” (2): from publication, as exact as its unit.

    ``only_ahead``: beside a verb that does not look ahead it is how long something took, and no date.
    """

    count: int
    unit: str
    note: str = ""
    only_ahead: bool = False

    def read(self, scene: Scene, start: int, end: int) -> Reading:
        if self.only_ahead and scene.tense(start, end) != FUTURE:
            return NO_DATE
        rule = Rule.AGO if self.count < 0 else Rule.AHEAD
        known = scene.known(_NEEDS.get(self.unit, "day"))
        if known is None:
            return Reading(rule, None, self.unit, problem=scene.unanchored())
        period = unit_around(shifted(known.first, self.count, self.unit), self.unit)
        return Reading(rule, period, period.precision, scene.published_as, note=self.note)


@dataclass(frozen=True, slots=True)
class Stretch:
    """“the past three weeks” (``count`` −3), “the next two days” (2): up to publication, or from it on.

    ``only_ahead`` is “within two weeks”, which is how long something took where the verb does not look ahead.
    """

    count: int
    unit: str
    only_ahead: bool = False

    def read(self, scene: Scene, start: int, end: int) -> Reading:
        if self.only_ahead and scene.tense(start, end) != FUTURE:
            return NO_DATE
        known = scene.known("day")
        if known is None:
            return Reading(Rule.STRETCH, None, "range", problem=scene.unanchored())
        other = shifted(known.first, self.count, self.unit)
        period = Period(min(known.first, other), max(known.first, other), "range")
        return Reading(Rule.STRETCH, period, "range", scene.published_as)


@dataclass(frozen=True, slots=True)
class Same:
    """“the same day”, “that year”, “later that month”: the unit around the date before it.

    ``or_published`` is “the end of the month”: only a date of the same sentence counts that is far from publication,
    else publication does.
    """

    unit: str
    or_published: bool = False

    def read(self, scene: Scene, start: int, end: int) -> Reading:
        context = scene.before(start, self.unit, 0 if self.or_published and scene.published else 2)
        known = scene.known("day")
        if self.or_published and known and context and abs((context.first - known.first).days) < _NEAR_PUBLICATION:
            context = None
        if context is not None:
            period = unit_around(context.first, self.unit)
            return Reading(Rule.SAME, period, period.precision, context.text())
        if self.or_published:
            return Step(self.unit, 0).read(scene, start, end)
        return Reading(Rule.SAME, None, self.unit, problem=NOTHING_BEFORE)


@dataclass(frozen=True, slots=True)
class Shifted:
    """“two days later”, “a year earlier”, “the following month”: from the date before it.

    Where nothing stands before it, a month or a year back is counted from publication, as news do (“a decrease from the
    year before”); a day is not.
    """

    count: int
    unit: str
    rule: str = Rule.SHIFTED

    def read(self, scene: Scene, start: int, end: int) -> Reading:
        context = scene.before(start, self.unit)
        if context is None:
            if self.count < 0 and self.unit in ("month", "quarter", "year", "decade") and scene.known("month"):
                return Ago(self.count, self.unit).read(scene, start, end)
            return Reading(self.rule, None, self.unit, problem=NOTHING_BEFORE)
        base = context.last if self.count > 0 else context.first
        period = unit_around(shifted(base, self.count, self.unit), self.unit)
        return Reading(self.rule, period, period.precision, context.text())


@dataclass(frozen=True, slots=True)
class Beside:
    """“two weeks before Christmas”, “the day after 24 February”: from a date that is named."""

    count: int
    unit: str
    inner: Expression

    def read(self, scene: Scene, start: int, end: int) -> Reading:
        named = self.inner.read(scene, start, end)
        if named.period is None:
            return replace(named, rule=Rule.BESIDE)
        base = named.period.last if self.count > 0 else named.period.first
        period = unit_around(shifted(base, self.count, self.unit), self.unit)
        return Reading(Rule.BESIDE, period, period.precision, named.period.text(), note=named.note)


@dataclass(frozen=True, slots=True)
class Lasting:
    """“lasted four months”: the end of what began at the date before it. Never counted from publication.

    ``is_sure`` where the verb says nothing else; a duration of another verb without a start is no date.
    """

    count: int
    unit: str
    is_sure: bool

    def read(self, scene: Scene, start: int, end: int) -> Reading:
        begun = scene.start_before(start)
        if begun is None and not self.is_sure:
            return NO_DATE
        if begun is None:
            return Reading(Rule.DERIVED_END, None, "", problem="a duration; the start that it runs from is not told")
        first, last = shifted(begun.first, self.count, self.unit), shifted(begun.last, self.count, self.unit)
        if begun.last == month_end(begun.last) and self.unit not in ("day", "week", "hour"):
            last = month_end(last)
        precision = "day" if first == last else "range"
        lasted = f"{self.count} {self.unit}{'s' * (self.count != 1)}"
        note = f"derived: the end of what began {begun.text()} and lasted {lasted}"
        return Reading(Rule.DERIVED_END, Period(first, last, precision), precision, begun.text(), note=note)


def _lacks_year(expression: Expression) -> bool:
    if isinstance(expression, PartOf):
        return _lacks_year(expression.inner)
    return isinstance(expression, InYear) and expression.year is None and not expression.which


def _in_year(expression: Expression, year: int) -> Expression:
    """The same day, month or part of one, in ``year``."""
    if isinstance(expression, PartOf):
        return PartOf(_in_year(expression.inner, year), expression.part)
    return replace(expression, year=year) if isinstance(expression, InYear) else expression


def _lent(expression: Expression, other: Reading, scene: Scene, start: int, end: int, *, back: bool) -> Reading:
    """The end without a year in the year of the ``other`` one, or in the next to it where it would lie behind it."""
    if other.period is None:
        return other
    year = other.period.first.year if back else other.period.last.year
    reading = _in_year(expression, year).read(scene, start, end)
    period = reading.period
    if period and (period.first > other.period.last if back else period.last < other.period.first):
        reading = _in_year(expression, year - 1 if back else year + 1).read(scene, start, end)
    return replace(reading, anchor=reading.anchor or other.anchor)


@dataclass(frozen=True, slots=True)
class Between:
    """A range of two dates; each lends the other the year that is written only once."""

    first: Expression
    last: Expression

    def ends(self, scene: Scene, start: int, end: int) -> tuple[Reading, Reading]:
        """The readings of the two ends."""
        first, last = self.first, self.last
        if isinstance(first, Weekday) and isinstance(last, Weekday):
            begun = first.read(scene, start, end)
            if begun.period is None:
                return begun, begun
            days = (last.weekday - begun.period.first.weekday()) % 7
            stop = one_day(moved(begun.period.first, days))
            return begun, Reading(begun.rule, stop, "day", begun.anchor)
        # Also where neither has a year: “to run from 23 January to 9 March” looks ahead to its end.
        if _lacks_year(first):
            until = last.read(scene, start, end)
            return _lent(first, until, scene, start, end, back=True), until
        begun = first.read(scene, start, end)
        if _lacks_year(last):
            return begun, _lent(last, begun, scene, start, end, back=False)
        return begun, last.read(scene, start, end)

    def read(self, scene: Scene, start: int, end: int) -> Reading:
        first, last = self.ends(scene, start, end)
        if first.period is None or last.period is None:
            problem = first.problem or last.problem
            return Reading(Rule.RANGE, None, "range", problem=problem)
        if first.period.first > last.period.last:
            return Reading(Rule.RANGE, None, "range", problem="the range ends before it begins")
        period = Period(first.period.first, last.period.last, "range")
        note = first.note or last.note
        return Reading(Rule.RANGE, period, "range", first.anchor or last.anchor, note=note)
