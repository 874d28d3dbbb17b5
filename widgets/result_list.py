"""What a search found: names, claims, titles, everything else, near spellings, with the letters that matched."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from rich.style import Style

from casefile.domain.kinds import EntityState, Kind
from casefile.domain.search import Hit, SearchResults
from casefile.domain.span import Span
from widgets.drawing import Piece, marked
from widgets.graphemes import fit, width
from widgets.line_list import LineList, Look
from widgets.plain_dates import shown_date
from widgets.result_sections import sections_of
from widgets.wrapping import wrap

_ROOMY = 24
_STATE_WORDS = {"suggested": "to judge", "confirmed": "confirmed", "rejected": "rejected"}
_NEAR = {"transliteration": "as it sounds", "fuzzy": "a letter apart"}
_SAYS = {"assert": "says", "deny": "denies", "unconfirmed": "does not confirm"}
_SHORT = {"finding": "find.", "hypothesis": "hyp."}
_RIGHT = 12
_MIDDLE = 6
_WIDE_MIDDLE = 13
_WIDE = 60
_LABEL = 5
_PLACE = 5
_PAGED = 7


def words_before(hit: Hit) -> str:
    """What stands before a hit's snippet: why it is near, and how a claim is made. Empty for most."""
    why = f"{_NEAR.get(hit.near, hit.near)} · " if hit.near else ""
    says = f"{_SAYS.get(hit.kind, hit.kind)}: " if hit.type == "claim" and hit.kind else ""
    return why + says


def snippet_lines(hit: Hit, room: int, most: int) -> list[Span]:
    """Where the lines of what is said of a hit (``words_before`` and its snippet) begin and end in it: at most
    ``most`` lines of ``room`` cells."""
    text = words_before(hit) + hit.snippet
    starts = [*wrap(text, 0, len(text), max(8, room)), len(text)]
    return [Span(first, last) for first, last in pairwise(starts)][:most]


def _shifted(spans: Sequence[Span], line: Span) -> list[Span]:
    inside = (Span(max(s.start, line.start), min(s.end, line.end)) for s in spans if s.overlaps(line))
    return [Span(s.start - line.start, s.end - line.start) for s in inside]


class ResultList(LineList[Hit]):
    """Hits in groups. Three lines a hit where there is room, two on a small screen."""

    lead = 0
    head_indent = 2
    _label_room = _LABEL
    _place_room = _PLACE

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

    def set_results(
        self,
        results: SearchResults,
        *,
        order: str = "newest first",
        by_title: bool = False,
        most: int = 1 << 31,
        from_top: bool = False,
    ) -> None:
        """Show ``results``; ``order`` says in a head how they are sorted, ``most`` hits were asked for.

        They are fresh again. The selection stays on its hit, or with ``from_top`` goes to the first.
        """
        if from_top:
            self._wanted, self._place = None, -1
        self.is_stale = False
        self._label_room = max(_LABEL, *(len(f"S{hit.number}") + 1 for hit in results.hits), 0)
        self._place_room = _PAGED if any(hit.page for hit in results.hits) else _PLACE
        self.set_sections(sections_of(results, order, by_title=by_title, most=most))

    def key_of(self, row: Hit) -> str:
        return f"{row.type}:{row.id}"

    def words_of(self, row: Hit) -> str:
        return f"{row.title} {row.snippet}"

    @property
    def _is_roomy(self) -> bool:
        return self.app.size.height >= _ROOMY + 8 if self.is_attached else False

    def _columns(self, room: int) -> tuple[int, int]:
        """Cells for the label and the page or paragraph before the title."""
        return (self._label_room, self._place_room) if room >= 44 else (self._label_room, 0)

    def heights(self, rows: Sequence[Hit]) -> list[int] | None:
        room = self.scrollable_content_region.width - 2 - sum(self._columns(self.size.width))
        if not self._is_roomy:
            return [2] * len(rows)
        return [2 + max(1, len(snippet_lines(row, room, 2))) for row in rows]

    def draw(self, row: Hit, look: Look) -> list[list[Piece]]:
        palette, marks = look.palette, look.marks
        label, place = self._columns(look.room)
        right, middle = self._facts(row, look)
        between = _WIDE_MIDDLE if look.room >= _WIDE else _MIDDLE
        indent = label + place
        title = max(0, look.room - indent - between - _RIGHT - 1)
        quiet = look.ink(palette.muted)
        where = row.page or (f"{marks.paragraph}{row.paragraph}" if row.paragraph else "")
        first: list[Piece] = [
            *self._label(row, look, label),
            (fit(where, place, mark="") if width(where) < place else fit("", place), quiet),
            (
                fit(row.title or ("unnamed" if row.type == "claim" else "untitled"), title, mark=marks.cut),
                look.ink(palette.text, "bold" * look.is_selected),
            ),
            (" ", None),
            *_middle(row, middle, between, palette.grade, quiet),
            (fit(right, _RIGHT, right=True), quiet),
        ]
        return [first, *self._said(row, look, indent)]

    def _said(self, row: Hit, look: Look, indent: int) -> list[list[Piece]]:
        """The lines below the title. What is near is underlined: only what was asked for is lit."""
        palette, before = look.palette, words_before(row)
        quiet, aside = look.ink(palette.muted), look.ink(palette.text)
        found = look.ink(palette.text, "underline") if row.near else palette.found
        text = before + row.snippet
        spans = [Span(span.start + len(before), span.end + len(before)) for span in row.spans]
        lines: list[list[Piece]] = []
        for line in snippet_lines(row, look.room - indent, 2 if self._is_roomy else 1):
            # A window may begin with a blank, and a line with one that hung over.
            start = min(line.end, line.start + len(line.of(text)) - len(line.of(text).lstrip()))
            line = Span(start, line.end)
            words = line.of(text).rstrip("\n")
            told = min(max(0, len(before) - line.start), len(words))
            inside = _shifted(spans, Span(line.start + told, line.start + len(words))) if told < len(words) else []
            pieces = [(words[:told], aside), *marked(words[told:], inside, quiet, found)]
            lines.append([(" " * indent, None), *pieces])
        return lines

    def _label(self, row: Hit, look: Look, room: int) -> list[Piece]:
        palette = look.palette
        if row.type != "entity":
            label = f"n{row.number}" if row.type == "note" else f"S{row.number}"
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
        """What stands right of the title: the date or state, and before it a count or a kind."""
        if row.type == "entity":
            count = f"{row.mentions:,} {look.marks.times}" if row.mentions else ""
            return _STATE_WORDS.get(row.state, row.state), count
        kind = row.kind if look.room >= _WIDE else _SHORT.get(row.kind, row.kind)
        return shown_date(row.date), kind if row.type == "note" else ""


def _middle(row: Hit, words: str, room: int, grade: Style, quiet: Style) -> list[Piece]:
    """The count or the kind; for an article the chip with its grade."""
    if row.type == "article" and row.kind:
        chip = f" {row.kind} "
        return [(" " * max(0, room - len(chip)), None), (chip, grade)]
    return [(fit(words, room, right=True, mark=""), quiet)]
