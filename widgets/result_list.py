"""What a search found: names, then everything else, then near spellings, with the letters that matched."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from rich.style import Style

from casefile.domain.kinds import EntityState, Kind
from casefile.domain.search import Hit, SearchResults
from casefile.domain.span import Span
from widgets.drawing import Piece, marked
from widgets.graphemes import fit
from widgets.line_list import LineList, Look
from widgets.list_model import Section
from widgets.plain_dates import shown_date
from widgets.wrapping import wrap

_ROOMY = 24
_STATE_WORDS = {"suggested": "to judge", "confirmed": "confirmed", "rejected": "rejected"}
_NEAR = {"transliteration": "as it sounds"}
_RIGHT = 12
_MIDDLE = 6
_WIDE_MIDDLE = 13
_WIDE = 60


def snippet_lines(hit: Hit, room: int, most: int) -> list[Span]:
    """Where the lines of a hit's snippet begin and end in it: at most ``most`` lines of ``room`` cells."""
    text = hit.snippet
    starts = [*wrap(text, 0, len(text), max(8, room)), len(text)]
    return [Span(first, last) for first, last in pairwise(starts)][:most]


def _shifted(spans: Sequence[Span], line: Span) -> list[Span]:
    inside = (Span(max(s.start, line.start), min(s.end, line.end)) for s in spans if s.overlaps(line))
    return [Span(s.start - line.start, s.end - line.start) for s in inside]


class ResultList(LineList[Hit]):
    """Hits in groups. Three lines a hit where there is room, two on a small screen."""

    lead = 0
    head_indent = 2

    class Highlighted(LineList.Highlighted):
        """The selection came to stand on ``hit`` (None: nothing was found)."""

        row: Hit | None

        @property
        def hit(self) -> Hit | None:
            return self.row

    class Chosen(LineList.Chosen):
        """``hit`` was opened."""

        row: Hit

        @property
        def hit(self) -> Hit:
            return self.row

    def set_results(self, results: SearchResults, *, order: str = "newest first") -> None:
        """Show ``results``; ``order`` says in the second head how they are sorted. They are fresh again."""
        exact = [hit for hit in results.hits if not hit.near]
        near = [hit for hit in results.hits if hit.near]
        names = [hit for hit in exact if hit.type == "entity"]
        rest = [hit for hit in exact if hit.type != "entity"]
        there = {hit.type for hit in rest}
        kinds = ", ".join(word for type_, word in (("note", "notes"), ("article", "articles")) if type_ in there)
        self.is_stale = False
        self.set_sections(
            [
                Section("entities", names),
                Section(", ".join(filter(None, (kinds, order))), rest),
                Section("near spellings", near, f"{results.near_total:,}" if results.near_total else ""),
            ]
        )

    def key_of(self, row: Hit) -> str:
        return f"{row.type}:{row.id}"

    def words_of(self, row: Hit) -> str:
        return f"{row.title} {row.snippet}"

    @property
    def _is_roomy(self) -> bool:
        return self.app.size.height >= _ROOMY + 8 if self.is_attached else False

    def _columns(self, room: int) -> tuple[int, int]:
        """Cells for the label and the paragraph before the title."""
        return (5, 5) if room >= 44 else (5, 0)

    def heights(self, rows: Sequence[Hit]) -> list[int] | None:
        room = self.scrollable_content_region.width - 2 - sum(self._columns(self.size.width))
        if not self._is_roomy:
            return [2] * len(rows)
        return [2 + max(1, len(snippet_lines(row, room, 2))) for row in rows]

    def draw(self, row: Hit, look: Look) -> list[list[Piece]]:
        palette, marks = look.palette, look.marks
        label, paragraph = self._columns(look.room)
        right, middle = self._facts(row, look)
        between = _WIDE_MIDDLE if look.room >= _WIDE else _MIDDLE
        indent = label + paragraph
        title = max(0, look.room - indent - between - _RIGHT - 1)
        quiet = look.ink(palette.muted)
        first: list[Piece] = [
            *self._label(row, look, label),
            (fit(f"{marks.paragraph}{row.paragraph}" if row.paragraph else "", paragraph), quiet),
            (fit(row.title or "untitled", title, mark=marks.cut), look.ink(palette.text, "bold" * look.is_selected)),
            (" ", None),
            *_middle(row, middle, between, palette.grade, quiet),
            (fit(right, _RIGHT, right=True), quiet),
        ]
        lines = [first]
        for line in snippet_lines(row, look.room - indent, 2 if self._is_roomy else 1):
            words = line.of(row.snippet).rstrip("\n")
            pieces = marked(words, _shifted(row.spans, Span(line.start, line.start + len(words))), quiet, palette.found)
            lines.append([(" " * indent, None), *pieces])
        return lines

    def _label(self, row: Hit, look: Look, room: int) -> list[Piece]:
        palette = look.palette
        if row.type != "entity":
            label = f"S{row.number}" if row.type == "article" else f"n{row.number}" if row.type == "note" else row.type
            return [(fit(label, room), look.ink(palette.muted))]
        state = row.state if row.state in list(EntityState) else EntityState.SUGGESTED
        kind = Kind(row.kind) if row.kind in list(Kind) else None
        letter = kind.letter if kind else " "
        colour = palette.of_kind(kind) if kind else palette.muted
        return [
            (look.marks.of_state(EntityState(state)) + " ", look.ink(palette.text)),
            (letter, look.ink(colour)),
            (" " * (room - 3), None),
        ]

    def _facts(self, row: Hit, look: Look) -> tuple[str, str]:
        """What stands right of the title: the date or state, and before it a count, a kind, or why it is near."""
        if row.type == "entity":
            count = f"{row.mentions:,} {look.marks.times}" if row.mentions else ""
            return (_NEAR.get(row.near, row.near) or _STATE_WORDS.get(row.state, row.state)), count
        kind = row.kind if row.type == "note" else ""
        return shown_date(row.date), _NEAR.get(row.near, row.near) or kind


def _middle(row: Hit, words: str, room: int, grade: Style, quiet: Style) -> list[Piece]:
    """The count or the kind; for an article the chip with its grade."""
    if row.type == "article" and row.kind and not row.near:
        chip = f" {row.kind} "
        return [(" " * max(0, room - len(chip)), None), (chip, grade)]
    return [(fit(words, room, right=True, mark=""), quiet)]
