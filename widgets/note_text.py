"""A note as it is read: Markdown of the lightest kind, pins as people say them, tasks as boxes.

Pure: lines of runs out of a body, nothing about screens. Only what a note is made of is read (headings,
tasks, lists, quotations, pins); everything else stands as it was typed.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto

from casefile.domain.span import Pin, find_pins
from widgets.marks import Marks

PinWords = Callable[[Pin], str | None]
"""What a pin is called (``S1¶4``), or None where it is damaged or its passage is not there."""

HEADING = re.compile(r"(#{1,6})\s+")
TASK = re.compile(r"(\s*)[-*+]\s+\[([ xX])\]\s+")
_ITEM = re.compile(r"(\s*)([-*+]|\d{1,3}[.)])\s+")
_QUOTE = re.compile(r"(\s*>)+\s?")
# Both ends touch a word inside and none outside, so that 2*3*4 and file_name_here stand as they are.
_STRESS = re.compile(r"(?<![\w*])(?:\*\*(?=\S)([^*]+)(?<=\S)\*\*|\*(?=\S)([^*]+)(?<=\S)\*)(?![\w*])")


class Tone(Enum):
    """How a run of a note looks."""

    PLAIN = auto()
    STRESS = auto()
    STRONG = auto()
    HEADING = auto()
    MARK = auto()
    DONE = auto()
    QUOTE = auto()
    PIN = auto()
    BRACKET = auto()
    DAMAGED = auto()


@dataclass(frozen=True, slots=True)
class Run:
    """Some words in one tone; ``pin`` is the number, from 0, of the pin they belong to."""

    words: str
    tone: Tone
    pin: int | None = None


@dataclass(frozen=True, slots=True)
class NoteLine:
    """One line of a note's body; when it is wrapped, further rows begin ``hang`` cells in."""

    runs: tuple[Run, ...]
    hang: int = 0

    @property
    def words(self) -> str:
        return "".join(run.words for run in self.runs)


def read_note(body: str, pin_words: PinWords, marks: Marks) -> tuple[list[NoteLine], list[Pin]]:
    """The lines of ``body`` and its pins in order."""
    pins: list[Pin] = []
    lines = [_line(line, pin_words, marks, pins) for line in body.split("\n")]
    while lines and not lines[-1].words.strip():
        lines.pop()
    return lines, pins


def _line(line: str, pin_words: PinWords, marks: Marks, pins: list[Pin]) -> NoteLine:
    line = line.removesuffix("\r")
    if heading := HEADING.match(line):
        return NoteLine(_runs(line[heading.end() :], Tone.HEADING, pin_words, marks, pins))
    if task := TASK.match(line):
        is_done = task[2] != " "
        box = Run(f"{task[1]}{marks.done if is_done else marks.task} ", Tone.PLAIN)
        rest = _runs(line[task.end() :], Tone.DONE if is_done else Tone.PLAIN, pin_words, marks, pins)
        return NoteLine((box, *rest), len(box.words))
    if item := _ITEM.match(line):
        mark = Run(f"{item[1]}{marks.later if item[2] in '-*+' else item[2]} ", Tone.MARK)
        return NoteLine((mark, *_runs(line[item.end() :], Tone.PLAIN, pin_words, marks, pins)), len(mark.words))
    if quote := _QUOTE.match(line):
        bar = Run(f"{marks.edge} ", Tone.MARK)
        return NoteLine((bar, *_runs(line[quote.end() :], Tone.QUOTE, pin_words, marks, pins)), len(bar.words))
    return NoteLine(_runs(line, Tone.PLAIN, pin_words, marks, pins))


def _runs(words: str, tone: Tone, pin_words: PinWords, marks: Marks, pins: list[Pin]) -> tuple[Run, ...]:
    runs: list[Run] = []
    at = 0
    for placed in find_pins(words):
        if placed.where.start > at:
            runs += _stressed(words[at : placed.where.start], tone)
        number, called = len(pins), pin_words(placed.pin)
        pins.append(placed.pin)
        if called is None:
            runs.append(Run(f"{marks.warning}{placed.where.of(words)}", Tone.DAMAGED, number))
        else:
            runs += [
                Run(marks.pin_open, Tone.BRACKET, number),
                Run(called, Tone.PIN, number),
                Run(marks.pin_close, Tone.BRACKET, number),
            ]
        at = placed.where.end
    if at < len(words):
        runs += _stressed(words[at:], tone)
    return tuple(runs)


def _stressed(words: str, tone: Tone) -> list[Run]:
    """``words`` as runs, what stands between asterisks apart and without them."""
    if tone is not Tone.PLAIN or "*" not in words:
        return [Run(words, tone)]
    runs, at = [], 0
    for match in _STRESS.finditer(words):
        strong, stress = match.groups()
        runs += [Run(words[at : match.start()], tone)] if match.start() > at else []
        runs.append(Run(strong, Tone.STRONG) if strong else Run(stress, Tone.STRESS))
        at = match.end()
    return [*runs, Run(words[at:], tone)] if at < len(words) else runs
