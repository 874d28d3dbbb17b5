"""One row of the source pane, painted: gutter, text with everything that lies over it, margin."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from casefile.domain.kinds import MentionState
from casefile.domain.records import Mention
from casefile.domain.span import Span
from widgets.content import segment
from widgets.graphemes import cut, fit, next_grapheme, width
from widgets.marks import Marks
from widgets.source_layers import CitationLayer, HitLayer, MentionLayer
from widgets.theme import Palette, style
from widgets.wrapping import drawable, row_columns

WIDEST = 84
"""Cells of text in a row at most: beyond that the eye loses the line."""


@dataclass(frozen=True, slots=True)
class Columns:
    """How the width of the pane is divided: paragraph number, space, mark, space, cite bar, text, margin."""

    number: int
    text: int
    margin: int

    @classmethod
    def divide(cls, room: int, digits: int = 3) -> Columns:
        """The division of ``room`` cells; ``digits`` of the largest paragraph number."""
        number = max(2, digits) if room >= 32 else 0
        margin = 8 if room >= 64 else 6 if room >= 40 else 0
        return cls(number, max(8, min(WIDEST, room - number - 4 - margin)), margin)

    @property
    def gutter(self) -> int:
        """Cells before the text."""
        return self.number + 4


@dataclass(frozen=True, slots=True)
class Pointers:
    """What the person points at: where it touches a row it decides how that row looks."""

    caret: int | None
    current: int | None
    selection: Span | None
    hit: Span | None


@dataclass(frozen=True, slots=True)
class RowPlace:
    """A row to be painted: what it covers, what of it is drawn, and the number of a paragraph that begins there."""

    whole: Span
    drawn: Span
    paragraph: int


class Painter:
    """Paints rows of one text with one palette; holds what does not change from row to row."""

    def __init__(
        self,
        text: str,
        columns: Columns,
        palette: Palette,
        marks: Marks,
        mentions: MentionLayer,
        citations: CitationLayer,
        hits: HitLayer,
        *,
        ground: Style,
        pencil_underline: bool,
    ) -> None:
        self.text = text
        self.columns = columns
        self.palette = palette
        self.marks = marks
        self.mentions = mentions
        self.citations = citations
        self.hits = hits
        self._ground = ground
        self._pencil = "italic underline dim" if pencil_underline else "italic"

    def header(self, words: str, *, is_title: bool, room: int) -> Strip:
        """A row above the text: the title, or who published it and when."""
        ink = self.palette.ink(self.palette.text if is_title else self.palette.muted, "bold" if is_title else "")
        return self._finish([segment(" " * self.columns.gutter), segment(words, ink)], room)

    def _finish(self, segments: list[Segment], room: int) -> Strip:
        return Strip(segments).adjust_cell_length(room).apply_style(self._ground)

    def row(self, place: RowPlace, pointers: Pointers, *, room: int) -> Strip:
        """The row at ``place``, ``room`` cells wide."""
        whole, drawn = place.whole, place.drawn
        palette = self.palette
        number = str(place.paragraph) if place.paragraph and self.columns.number else ""
        begins = self.mentions.spans.beginning(whole.start, whole.end)
        is_open = any(self.mentions.is_open(index) for index in begins)
        is_cited = next(self.citations.spans.over(drawn.start, drawn.end), None) is not None
        segments = [
            segment(f"{number:>{self.columns.number}} ", palette.ink(palette.faint)),
            segment(f"{self.marks.suggested} " if is_open else "  ", palette.ink(palette.muted)),
            segment(self.marks.cite if is_cited else " ", palette.ink(palette.accent)),
        ]
        used = self._text(drawn, pointers, segments)
        labels = self.citations.labels(whole.start, whole.end)
        if labels and self.columns.margin:
            segments.append(segment(" " * (self.columns.text - used + 1)))
            segments.append(segment(self._labels(labels), palette.ink(palette.muted)))
        return self._finish(segments, room)

    def _labels(self, labels: list[str]) -> str:
        room = self.columns.margin - 1
        words = " ".join(labels)
        while len(labels) > 1 and width(words) > room:
            labels = labels[:-1]
            words = cut(" ".join(labels), room - 1, self.marks.cut) + "+"
        return fit(words, room, mark=self.marks.cut)

    def _text(self, drawn: Span, pointers: Pointers, segments: list[Segment]) -> int:
        """Add the row's text, styled; the cells it takes."""
        words = drawn.of(self.text)
        layers = self._layers(drawn, pointers)
        if len(words) == 0:
            # A caret on an empty line still shows.
            caret = [layer for layer in layers if layer[0] == drawn.start and layer[3] == _CARET]
            segments.extend(segment(" ", layer[2]) for layer in caret)
            return len(caret)
        columns = row_columns(words)
        # Spaces that hang at a row's end are passed over, not shown: a line under them would show them.
        shown_end = drawn.start + len(words.rstrip(" "))
        layers = [(a, min(b, shown_end) if rank < _SELECTION else b, look, rank) for a, b, look, rank in layers]
        edges = {drawn.start, drawn.end}
        for start, end, _, _ in layers:
            edges.update((min(max(start, drawn.start), drawn.end), min(max(end, drawn.start), drawn.end)))
        cuts = sorted(edges)
        for start, end in pairwise(cuts):
            over = [layer for layer in layers if layer[0] <= start and layer[1] >= end]
            shown = drawable(words[start - drawn.start : end - drawn.start], columns[start - drawn.start])
            segments.append(segment(shown, self._blend(over)))
        used = columns[-1]
        for start, _, look, rank in layers:
            if rank == _CARET and start == drawn.end:
                segments.append(segment(" ", look))
                used += 1
        room = self.columns.text
        if used > room:
            # Hanging spaces: nothing but blanks, and the caret, stands there.
            strip = Strip(segments).crop(0, self.columns.gutter + room + 1)
            segments[:] = list(strip)
            used = min(used, room + 1)
        return used

    def _blend(self, layers: list[tuple[int, int, Style, int]]) -> Style:
        base = self.palette.ink(self.palette.text)
        is_selected = any(rank == _SELECTION for *_, rank in layers)
        for _, _, look, rank in layers:
            if is_selected and rank in (_HIT, _BLOCK):
                # Dark ink on a dark ground, or reversed twice: of these only the weight and the line stay.
                look = style(words="bold underline" if look.underline else "bold")
            base = base + look
        return base

    def _layers(self, drawn: Span, pointers: Pointers) -> list[tuple[int, int, Style, int]]:
        """What lies over the row as (start, end, look, rank), the lowest first."""
        palette = self.palette
        end = max(drawn.end, drawn.start + 1)
        cites = self.citations.spans
        ground = palette.ground(palette.cite)
        layers = [(cites.starts[i], cites.ends[i], ground, _CITE) for i in cites.over(drawn.start, end)]
        spans = self.mentions.spans
        found = sorted(spans.over(drawn.start, end), key=lambda i: spans.starts[i] - spans.ends[i])
        layers += [(spans.starts[i], spans.ends[i], self._ink(self.mentions.mentions[i]), _MENTION) for i in found]
        layers += [(hit.start, hit.end, palette.found, _HIT) for hit in self.hits.over(drawn.start, end)]
        current = pointers.current
        if current is not None and current in found:
            colour = palette.of_kind(self.mentions.mentions[current].kind)
            block = style(palette.bg, colour, words="bold not italic not dim not underline")
            layers.append((spans.starts[current], spans.ends[current], block, _BLOCK))
        if pointers.hit is not None and pointers.hit.start < end and pointers.hit.end > drawn.start:
            layers.append((pointers.hit.start, pointers.hit.end, palette.found_now, _HIT))
        if pointers.selection is not None and pointers.selection.start < end:
            layers.append((pointers.selection.start, pointers.selection.end, palette.selected, _SELECTION))
        if pointers.caret is not None:
            layers.append(self._caret(drawn, pointers, pointers.caret))
        return layers

    def _caret(self, drawn: Span, pointers: Pointers, caret: int) -> tuple[int, int, Style, int]:
        palette = self.palette
        after = min(max(next_grapheme(self.text, caret), caret + 1), max(drawn.end, caret + 1))
        look = style(palette.bg, palette.text, words="not underline not italic not dim not reverse")
        if pointers.current is not None and not pointers.selection:
            spans = self.mentions.spans
            if spans.starts[pointers.current] == caret:
                # The block says where the caret is; a second sign inside it would be noise.
                look = Style.null()
        return caret, after, look, _CARET

    def _ink(self, mention: Mention) -> Style:
        words = "underline" if mention.state is MentionState.ACCEPTED else self._pencil
        return self.palette.ink(self.palette.of_kind(mention.kind), words)


_CITE, _MENTION, _HIT, _BLOCK, _SELECTION, _CARET = range(6)
