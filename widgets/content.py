"""The one door from text to the screen.

Textual parses markup in most places that take a string ("[REDACTED] paid" loses its first word, "[/path]"
ends the app), and a terminal obeys whatever control characters reach it. What comes from a case goes through
``content`` for widgets that take ``Content``, and through ``cells`` or ``segment`` for widgets that draw
lines; nothing else in the project turns a string into either.
"""

from __future__ import annotations

import re

from rich.segment import Segment
from rich.style import Style as RichStyle
from rich.text import Text
from textual.content import Content, Span
from textual.style import Style

from casefile.domain.visible import visible

_PICTURE = "\u2190-\u21ff\u2300-\u23ff\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff"
# Rich and most terminals disagree about a joiner between anything but two pictures: "a", joiner, "b" is one
# cell to the first and two to the others, and a row of those would run over its neighbours. The grapheme
# joiner takes its place: invisible, no width, and agreed upon.
_STRAY_JOINER = re.compile(f"(?<![{_PICTURE}\ufe0f])\u200d|\u200d(?![{_PICTURE}])")


def cells(text: str, *, lines: bool = False) -> str:
    """``text`` as it may be drawn: as many code points, none of which acts on a terminal.

    With ``lines`` line feeds and tabs are kept; without, they are shown as ``␊`` and ``␉``.
    """
    shown = visible(text, lines=lines)
    return _STRAY_JOINER.sub("\u034f", shown) if "\u200d" in shown else shown


def content(text: str, style: str | Style = "", *, lines: bool = False) -> Content:
    """``text`` as Textual content in ``style``: never parsed as markup, never obeyed by a terminal.

    ``style`` comes from code (``"bold $accent"``), never from a case. The content has one character for each
    code point of ``text``, so spans of the text can be styled in it.
    """
    shown = cells(text, lines=lines)
    spans = [Span(0, len(shown), style)] if style and shown else []
    return Content(shown, spans, strip_control_codes=False)


def segment(text: str, style: RichStyle | None = None) -> Segment:
    """``text`` as a one-line segment for widgets that draw their own lines."""
    return Segment(cells(text), style)


def rich_text(text: str, *, lines: bool = False) -> Text:
    """``text`` for the two of Textual's widgets that are fed Rich text: its one-line input and its editor."""
    return Text(cells(text, lines=lines), no_wrap=True, overflow="ignore", end="")
