"""The dates that an English text states, as one pass from left to right: each word that can begin a date is tried.

A date is resolved where it stands, so that what follows can count from it. Other languages go to ``foreign``.
"""

from __future__ import annotations

import re
from dataclasses import replace

from casefile.domain.extraction import Document, FoundDate
from casefile.domain.span import Span
from casefile.extract.dates.expressions import Expression
from casefile.extract.dates.first_words import BEGINNERS, date_at
from casefile.extract.dates.foreign import WORD, foreign_date, is_foreign, words_of
from casefile.extract.dates.relative import Between
from casefile.extract.dates.rules import Rule
from casefile.extract.dates.scene import NO_DATE, Reading, Scene

_WORD = re.compile(r"[^\W_]+")


def find_dates(document: Document) -> tuple[FoundDate, ...]:
    """The dates of ``document.text`` in order.

    None overlaps another, but for a range whose two ends are dates of their own: it stands with both of them inside it.
    Time is linear in the text: every pattern is bounded and matched at one place only.
    """
    if is_foreign(document):
        return _find_foreign(document)
    text, scene = document.text, Scene(document)
    found: list[FoundDate] = []
    position = 0
    for match in _WORD.finditer(text):
        word = match[0]
        # Nearly every word leaves here: no more than a look-up is spent on it.
        if word not in BEGINNERS and not (word[0].isdecimal() or word[-1].isdecimal()):
            continue
        start = match.start()
        if start < position:
            continue
        parsed = date_at(text, start, word)
        if parsed is None:
            continue
        end = parsed.end
        made = _made(parsed.expression, parsed.parts, scene, start, end)
        if made:
            found += made
            position = end
    return tuple(found)


def _find_foreign(document: Document) -> tuple[FoundDate, ...]:
    scene, words = Scene(document), words_of(document.language)
    found: list[FoundDate] = []
    position = 0
    for word in WORD.finditer(document.text):
        if word.start() < position:
            continue
        dated = foreign_date(words, document.text, word.start(), word.end())
        if dated is None or dated[0] < position:
            continue
        start, end, expression = dated
        made = _made(expression, (), scene, start, end)
        found += made
        position = end if made else position
    return tuple(found)


def _made(
    expression: Expression, parts: tuple[tuple[int, int], ...], scene: Scene, start: int, end: int
) -> list[FoundDate]:
    reading = expression.read(scene, start, end)
    if reading is NO_DATE:
        return []
    made = [_found(reading, start, end)]
    if parts and isinstance(expression, Between):
        for rule, part, (first, last) in zip(
            (Rule.RANGE_START, Rule.RANGE_STOP), expression.ends(scene, start, end), parts, strict=True
        ):
            made.append(_found(replace(part, rule=rule) if part.period else part, first, last))
            if part.period:
                scene.remember(first, last, part.period)
    elif reading.period:
        scene.remember(start, end, reading.period)
    return made


def _found(reading: Reading, start: int, end: int) -> FoundDate:
    span, period = Span(start, end), reading.period
    if period is None:
        problem = reading.problem or "cannot be told"
        return FoundDate(span, "", "", reading.precision, "", str(reading.rule), problem, reading.note, reading.time)
    first, last = period.first.isoformat(), period.last.isoformat()
    return FoundDate(
        span, first, last, reading.precision, reading.anchor, str(reading.rule), "", reading.note, reading.time
    )
