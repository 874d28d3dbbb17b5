"""How many hits there are of what: types, kinds, grades, years."""

from __future__ import annotations

from collections.abc import Mapping

from textual.strip import Strip
from textual.widget import Widget

from casefile.domain.kinds import Kind
from widgets.drawing import Piece, blank, spread, strip_of
from widgets.marks import marks_of
from widgets.theme import palette_of

TYPES = (("", "all"), ("article", "articles"), ("entity", "entities"), ("note", "notes"))
_OTHERS = ("kind", "grade", "year", "language")
_MOST = 6
_BAR = 8

Facets = Mapping[str, Mapping[str, int]]


class _Counting(Widget):
    """What both forms know: the counts and the type that is chosen."""

    ALLOW_SELECT = False

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._facets: Facets = {}
        self._chosen = ""

    def show(self, facets: Facets, chosen: str) -> None:
        """Show ``facets`` with the type ``chosen`` (empty: all) marked."""
        self._facets, self._chosen = facets, chosen
        self.refresh()

    def _types(self) -> list[tuple[str, str, int]]:
        counts = self._facets.get("type", {})
        total = sum(counts.values())
        return [(type_, words, counts.get(type_, 0) if type_ else total) for type_, words in TYPES]


class FacetColumn(_Counting):
    """One facet under another, a bar beside each year."""

    DEFAULT_CSS = """
    FacetColumn { height: 1fr; }
    """

    def render_line(self, y: int) -> Strip:
        lines = self._lines()
        room = self.size.width
        if y >= len(lines):
            return blank(room, self.rich_style)
        left, right = lines[y]
        return spread(left, right, room, self.rich_style)

    def _lines(self) -> list[tuple[list[Piece], list[Piece]]]:
        palette, marks = palette_of(self), marks_of(self)
        quiet, plain = palette.ink(palette.muted), palette.ink(palette.text)
        lines: list[tuple[list[Piece], list[Piece]]] = [([], []), ([(" in", quiet)], [])]
        for type_, words, count in self._types():
            is_chosen = type_ == self._chosen
            mark: Piece = (f" {marks.done} " if is_chosen else "   ", palette.ink(palette.accent))
            style = palette.ink(palette.text, "bold") if is_chosen else plain
            lines.append(([mark, (words, style)], [(f"{count:,} ", quiet)] if self._facets else []))
        for name in _OTHERS:
            counts = self._facets.get(name, {})
            if counts:
                lines += [([], []), ([(f" {name}", quiet)], [])]
                lines += [self._value(name, value, count, counts) for value, count in _foremost(name, counts)]
        return lines

    def _value(self, name: str, value: str, count: int, counts: Mapping[str, int]) -> tuple[list[Piece], list[Piece]]:
        palette = palette_of(self)
        left: list[Piece] = [("   ", None), (_in_words(name, value), palette.ink(palette.text))]
        if name == "year":
            length = max(1, round(_BAR * count / max(counts.values())))
            left.append((" " + "▆" * length, palette.ink(palette.faint)))
        return left, [(f"{count:,} ", palette.ink(palette.muted))]


class FacetRow(_Counting):
    """The types in one row, where there is no room for a column."""

    DEFAULT_CSS = """
    FacetRow { height: 1; }
    """

    def render_line(self, y: int) -> Strip:
        palette, marks = palette_of(self), marks_of(self)
        pieces: list[Piece] = []
        for type_, words, count in self._types():
            is_chosen = type_ == self._chosen
            pieces.append((f" {marks.done} " if is_chosen else "   ", palette.ink(palette.accent)))
            style = palette.ink(palette.text, "bold") if is_chosen else palette.ink(palette.muted)
            pieces.append((f"{words} {count:,}" if self._facets else words, style))
        return strip_of(pieces, self.size.width, self.rich_style)


def _in_words(name: str, value: str) -> str:
    return Kind(value).word if name == "kind" and value in list(Kind) else value


def _foremost(name: str, counts: Mapping[str, int]) -> list[tuple[str, int]]:
    if name == "year":
        return sorted(counts.items(), reverse=True)[:_MOST]
    if name == "grade":
        return sorted(counts.items())
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:_MOST]
