"""Where sentences begin and end, told from punctuation, line breaks and the usual abbreviations."""

from __future__ import annotations

import re

from casefile.domain.span import Span

_END = re.compile(r"[.!?…][\"'”’»)\]]{0,3}(?=\s)|\n")
_ABBREVIATED = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Mx|Dr|Prof|Gen|Col|Lt|Maj|Capt|Sgt|Cmdr|Adm|Gov|Sen|Rep|Rev|Fr|Hon|St|Mt|Ft|Jr|Sr|Messrs"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|No|Nos|vs|etc|al|cf|approx|Inc|Ltd|Corp|Co|Bros|pp?)"
    r"|(?<![^\W\d_])[^\W\d_](?:\.[^\W\d_])*)\Z"
)
# A line that ends before this column was ended on purpose; longer ones may be wrapped by a mail or an editor.
_WRAPPED_FROM = 50


def is_hard_break(text: str, newline: int) -> bool:
    """Whether the line feed at ``newline`` ends a paragraph or a heading, and is no mere wrapping of a line."""
    start = text.rfind("\n", max(0, newline - 200), newline) + 1
    line = text[start:newline] if start else text[max(0, newline - 200) : newline]
    following = text[newline + 1 : newline + 2]
    return len(line.rstrip()) < _WRAPPED_FROM or len(line) > 110 or not following or following.isspace()


def sentences(text: str) -> list[Span]:
    """The sentences of ``text`` in order, without the white space around them; empty ones are left out."""
    found: list[Span] = []
    start = 0
    for match in _END.finditer(text):
        end = match.end()
        if text[match.start()] == "\n":
            if not is_hard_break(text, match.start()):
                continue
        elif text[match.start()] == "." and _goes_on(text, match.start(), end):
            continue
        _keep(found, text, start, end)
        start = end
    _keep(found, text, start, len(text))
    return found


def _goes_on(text: str, stop: int, end: int) -> bool:
    """Whether the full stop at ``stop`` ends an abbreviation, or small letters follow it."""
    following = text[end : end + 3].lstrip()[:1]
    if following.islower():
        return True
    return _ABBREVIATED.search(text, max(0, stop - 12), stop) is not None and not text.startswith("\n", end)


def _keep(found: list[Span], text: str, start: int, end: int) -> None:
    block = text[start:end]
    bare = block.strip()
    if bare:
        first = start + len(block) - len(block.lstrip())
        found.append(Span(first, first + len(bare)))
