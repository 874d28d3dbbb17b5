"""Lines of a page, where they stand, made into paragraphs as a person reads them. Knows no PDF.

A break at a line's end is taken away only where the next word would not have fitted on the line: then it was
the column that broke it, not the writer. Any other break stays. The words and their order are never changed.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from casefile.readers.hyphens import BROKEN

_BULLET = re.compile(r"[•●○▪■◦‣∙·–—*►➢✓§\uf000-\uf0ff]\s|[•●▪◦‣►➢\uf0b7\uf0a7]")
_NUMBERED = re.compile(r"(\(?\d{1,3}[.)]|\(?[a-zA-Z][.)]|\(?[ivxIVX]{1,5}[.)])\s")
_ENDED = re.compile(r"[.!?:;…。！？؟][\"'”’»)\]]*\Z")
_LEADERS = re.compile(r"(\. ?){4,}|…{2,}|_{4,}|\.{4,}")
_WIDE = re.compile("[\u1100-\u11ff\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\uff00-\uff60]")
RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_DIGIT = re.compile(r"\d")
_FIGURE = re.compile(r"(?<!\S)[¥$€£(+\-\N{MINUS SIGN}]{0,3} ?\d[\d.,'’]*\)? ?%?(?!\S)")
_ROW = re.compile(rf"{_FIGURE.pattern}\s+{_FIGURE.pattern}\Z")

_FEWEST = 30
"""Characters of a line that is taken for prose without further signs; half as many where the sentence goes on."""


_LONGEST = 5_000
"""Characters of a line to which no further piece is put."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its words, its place in points with the origin at the lower left, and how wide its first word is.

    ``bottom`` is what it stands on, ``top`` how high its letters may reach.
    """

    text: str
    left: float
    right: float
    bottom: float
    top: float
    first_word: float

    @property
    def height(self) -> float:
        return max(self.top - self.bottom, 0.1)

    @property
    def is_rightward(self) -> bool:
        """Whether it is written from right to left for the greater part."""
        return 2 * len(RIGHT_TO_LEFT.findall(self.text)) > len(self.text)


@dataclass(frozen=True, slots=True)
class _Run:
    """Lines that follow each other downwards in one column."""

    lines: list[Line]
    leftmost: float
    left: float
    right: float
    leading: float
    length: float


def paragraphs(lines: Sequence[Line]) -> str:
    """The text of a page: paragraphs apart by a blank line, lines that were meant as lines by a line break."""
    runs = [_measured(lines) for lines in _runs(_whole(lines))]
    parts: list[str] = []
    for at, run in enumerate(runs):
        if at:
            parts.append(_between_runs(runs[at - 1], run))
        parts.append(_text(run))
    return "".join(parts)


def _whole(lines: Sequence[Line]) -> list[Line]:
    """``lines`` with the pieces of one line put together: a raised mark of a footnote breaks it in two."""
    found: list[Line] = []
    for line in lines:
        last = found[-1] if found else None
        if last is not None and len(last.text) < _LONGEST and _goes_on(last, line):
            gap = line.left - last.right
            between = " " if gap > 0.12 * last.height and not last.text.endswith(" ") else ""
            is_higher = last.height >= line.height
            found[-1] = Line(
                last.text + between + line.text,
                last.left,
                line.right,
                last.bottom if is_higher else line.bottom,
                last.top if is_higher else line.top,
                last.first_word,
            )
        else:
            found.append(line)
    return found


def _goes_on(last: Line, line: Line) -> bool:
    shared = min(last.top, line.top) - max(last.bottom, line.bottom)
    gap = line.left - last.right
    size = max(last.height, line.height)
    return shared > 0.5 * min(last.height, line.height) and -0.3 * size < gap < 0.6 * size


def _runs(lines: Sequence[Line]) -> list[list[Line]]:
    found: list[list[Line]] = []
    for line in lines:
        if found and _is_below(found[-1][-1], line):
            found[-1].append(line)
        else:
            found.append([line])
    return found


def _is_below(last: Line, line: Line) -> bool:
    """Whether ``line`` is the next one in the column of ``last``."""
    step = last.bottom - line.bottom
    size = max(last.height, line.height)
    shared = min(last.right, line.right) - max(last.left, line.left)
    return 0.3 * size < step < 3 * size and shared > 0.3 * min(last.right - last.left, line.right - line.left)


def _measured(lines: list[Line]) -> _Run:
    steps = [before.bottom - after.bottom for before, after in itertools.pairwise(lines)]
    lefts = Counter(round(line.left) for line in lines)
    return _Run(
        lines,
        float(min(lefts)),
        # Where most lines begin, whatever is indented or stands out.
        float(lefts.most_common(1)[0][0]),
        max(line.right for line in lines),
        min(median(steps), 1.6 * median(line.height for line in lines)) if steps else lines[0].height * 1.2,
        median(len(line.text) for line in lines),
    )


def _text(run: _Run) -> str:
    parts: list[str] = []
    is_prose = False
    for at, line in enumerate(run.lines):
        if at:
            last = run.lines[at - 1]
            if _is_column_break(run, last, line):
                parts.append(_joint(last.text, line.text))
                is_prose = True
            else:
                following = run.lines[at + 1] if at + 1 < len(run.lines) else None
                starts_prose = following is not None and _is_column_break(run, line, following)
                parts.append("\n\n" if is_prose or starts_prose or _is_apart(run, last, line) else "\n")
                is_prose = False
        parts.append(line.text)
    return "".join(parts)


def _is_apart(run: _Run, last: Line, line: Line) -> bool:
    """Whether a wider gap or another size of letters parts them; fonts of one size differ in height by a third."""
    goes_on = line.text[:1].islower() and not _ENDED.search(last.text)
    ratio = max(line.height, last.height) / min(line.height, last.height)
    return last.bottom - line.bottom > 1.3 * run.leading or ratio > (1.6 if goes_on else 1.25)


def _is_column_break(run: _Run, last: Line, line: Line) -> bool:
    """Whether the column broke the sentence there: the rule of this module, and what speaks against it."""
    if last.text.endswith(BROKEN):
        return True
    if _is_apart(run, last, line) or _BULLET.match(line.text) or _LEADERS.search(last.text):
        return False
    has_ended = bool(_ENDED.search(last.text))
    goes_on = line.text[:1].islower() or last.text.endswith((",", "-", "\N{SOFT HYPHEN}", "\N{HYPHEN}"))
    if (has_ended or not goes_on) and _NUMBERED.match(line.text):
        return False
    wide = bool(_WIDE.match(line.text))
    fewest = _FEWEST / 2 if goes_on or wide else _FEWEST
    if run.length < fewest or len(last.text) < fewest:
        return False
    if _is_row(last.text) and (not goes_on or len(_FIGURE.findall(last.text)) > 2):
        return False
    if _is_row(line.text) and not goes_on and len(last.text) < 2 * _FEWEST:
        return False
    size = last.height
    if last.is_rightward:
        space = last.left - run.leftmost
        indent = 0.0
    else:
        space, indent = run.right - last.right, line.left - last.left
    # Indented, hanging or centred: a line goes on where the column's lines begin, or where the last one began.
    if abs(indent) > 0.8 * size and abs(line.left - run.left) > 0.8 * size and not goes_on:
        return False
    # Ragged columns: where the sentence plainly goes on, a line that reaches most of the way was not ended either.
    room = 0.4 * (run.right - run.left) if line.text[:1].islower() and not has_ended else 0.0
    return space < max(line.first_word + 0.3 * size, room)


def _is_row(text: str) -> bool:
    """Whether it looks like a row of a table: it ends in figures, or more than a quarter of it is digits."""
    return bool(_ROW.search(text)) or 4 * len(_DIGIT.findall(text)) > len(text)


def _joint(last: str, line: str) -> str:
    if last.endswith((" ", "-", "\N{HYPHEN}", "\N{SOFT HYPHEN}", BROKEN)) or (
        _WIDE.match(last[-1:]) and _WIDE.match(line[:1])
    ):
        return ""
    return " "


def _between_runs(before: _Run, after: _Run) -> str:
    """A sentence that goes on in the next column, or where a picture stood between, stays one paragraph."""
    last, line = before.lines[-1], after.lines[0]
    if last.text.endswith(BROKEN):
        return ""
    if (
        len(last.text) >= _FEWEST / 2
        and before.length >= _FEWEST / 2
        and line.text[:1].islower()
        and (last.text[-1:].isalpha() or last.text.endswith((",", "-")))
        and 0.8 < line.height / last.height < 1.25
        and len(after.lines) > 1
        and before.right - last.right < line.first_word + 0.3 * last.height
        and (line.bottom > last.bottom + 2 * last.height)
    ):
        return _joint(last.text, line.text)
    return "\n\n"
