"""Small helpers for widgets that draw their own rows: pieces of text in styles, in exactly so many cells."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.style import Style
from textual.strip import Strip

from casefile.domain.span import Span
from widgets.content import segment
from widgets.graphemes import cut, width
from widgets.marks import Marks
from widgets.theme import Palette

Piece = tuple[str, Style | None]


def strip_of(pieces: Iterable[Piece], room: int, ground: Style | None = None) -> Strip:
    """``pieces`` one after another in a strip of exactly ``room`` cells, ``ground`` under all of them."""
    segments = [segment(text, style) for text, style in pieces if text]
    strip = Strip(segments).adjust_cell_length(room)
    return strip.apply_style(ground) if ground is not None else strip


def spread(left: Sequence[Piece], right: Sequence[Piece], room: int, ground: Style | None = None) -> Strip:
    """``left`` at the left end and ``right`` at the right end of ``room`` cells.

    What stands right (dates, counts, grades) is never cut: the last piece of ``left`` gives way first.
    """
    taken = sum(width(text) for text, _ in right)
    free = max(0, room - taken)
    pieces: list[Piece] = []
    for text, style in left:
        shown = cut(text, free)
        pieces.append((shown, style))
        free -= width(shown)
    return strip_of([*pieces, (" " * free, None), *right], room, ground)


def joined(parts: Iterable[str], between: str) -> str:
    """The parts that are not empty, with ``between`` between them."""
    return between.join(part for part in parts if part)


def marked(text: str, spans: Iterable[Span], style: Style, hit: Style) -> list[Piece]:
    """``text`` in ``style`` with ``spans`` of it in ``hit``; spans that do not fit the text are left out."""
    pieces: list[Piece] = []
    at = 0
    for span in sorted(spans):
        if span.start < at or span.end > len(text) or not len(span):
            continue
        pieces += [(text[at : span.start], style), (span.of(text), hit)]
        at = span.end
    return [*pieces, (text[at:], style)]


def section_head(label: str, count: str, room: int, palette: Palette, marks: Marks) -> list[Piece]:
    """A section's head in ``room`` cells: lower-case label, thin rule, count at the right end."""
    label = cut(label, max(0, room - width(count) - 4))
    rule = max(0, room - width(label) - width(count) - 2)
    quiet = palette.ink(palette.muted)
    return [(label + " ", quiet), (marks.rule * rule, palette.ink(palette.rule)), (" " + count, quiet)]


def on_few_colours(pieces: Iterable[Piece]) -> list[Piece]:
    """``pieces`` for a row that is reversed: inks could not be read there; what has a ground of its own keeps it."""
    upright = Style(reverse=False)
    return [(text, style + upright if style is not None and style.bgcolor else None) for text, style in pieces]


def blank(room: int, ground: Style | None = None) -> Strip:
    """``room`` cells of nothing."""
    return Strip([segment(" " * room, ground)], room)
