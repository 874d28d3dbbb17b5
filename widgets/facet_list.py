"""What the hits are, counted: facets one under another, each value to be chosen with a key."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.strip import Strip

from widgets.drawing import Piece, strip_of
from widgets.graphemes import cut, width
from widgets.line_list import LineList, Look
from widgets.list_model import Section
from widgets.marks import Marks
from widgets.theme import Palette

_BAR = 8


@dataclass(frozen=True, slots=True)
class FacetRow:
    """One value of a facet. ``share`` (0 to 1) draws a bar; ``new`` are the hits that came since; ``more`` opens the
    values that are left out; ``group`` is the section it stands in."""

    group: str
    facet: str
    value: str
    words: str
    count: int | None = None
    is_chosen: bool = False
    share: float = 0.0
    depth: int = 0
    new: int = 0
    is_more: bool = False

    @property
    def key(self) -> str:
        return "\x1f".join((self.group, self.facet, self.value, "more" * self.is_more))


class FacetList(LineList[FacetRow], inherit_bindings=False):
    """Facets under their names. Typed letters are not for it: it says so and gives them away."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move(1)", "down", show=False, id="facets.down", tooltip="the next value, the one before"),
        Binding("up", "move(-1)", "up", show=False, id="facets.up", tooltip="the next value, the one before"),
        Binding("pagedown", "page(1.0)", "page down", show=False, id="facets.page-down", tooltip="a page down, up"),
        Binding("pageup", "page(-1.0)", "page up", show=False, id="facets.page-up", tooltip="a page down, up"),
        Binding("home", "first", "first", show=False, id="facets.first", tooltip="the first, the last value"),
        Binding("end", "last", "last", show=False, id="facets.last", tooltip="the first, the last value"),
        Binding("enter,space", "choose", "choose", id="facets.choose", tooltip="only these hits; again: no longer"),
        Binding("right", "unfold(True)", "open", id="facets.open", tooltip="the months of a year, all values"),
        Binding("left", "unfold(False)", "close", show=False, id="facets.close", tooltip="fewer values again"),
        Binding("delete,backspace", "clear(False)", "off", id="facets.off", tooltip="take this facet's filters off"),
        Binding("0", "clear(True)", "all off", id="facets.all-off", tooltip="take every filter off"),
        Binding("f2", "rename", "rename", show=False, id="facets.rename", tooltip="rename a saved search"),
    ]
    """
    | Key(s) | Description |
    | :- | :- |
    | up / down, pageup / pagedown, home / end | Another value. |
    | enter, space | Choose it, or no longer. |
    | right / left | Open a year or a long facet, close it. |
    | delete, backspace | Take the facet's filters off; remove a saved search. |
    | 0 | Take all filters off. |
    """

    DEFAULT_CSS = """
    FacetList { scrollbar-size-vertical: 0; }
    """

    lead = 1
    head_indent = 1
    keeps_showing = False
    _is_tight = False

    class Highlighted(LineList.Highlighted):
        """The mark came to stand on ``row``."""

        row: FacetRow | None

    class Chosen(LineList.Chosen):
        """``row`` was chosen, or is no longer to be."""

        row: FacetRow

    class OnRow(Message):
        """Base of what is asked of one row."""

        def __init__(self, facets: FacetList, row: FacetRow) -> None:
            super().__init__()
            self.facets, self.row = facets, row

        @property
        def control(self) -> FacetList:
            return self.facets

    class Unfolded(OnRow):
        """A row was opened (``is_open``) or closed."""

        def __init__(self, facets: FacetList, row: FacetRow, is_open: bool) -> None:
            super().__init__(facets, row)
            self.is_open = is_open

    class Cleared(OnRow):
        """Filters are to go: all of them (``is_all``), or those of the row's facet."""

        def __init__(self, facets: FacetList, row: FacetRow, is_all: bool) -> None:
            super().__init__(facets, row)
            self.is_all = is_all

    class RenameWanted(OnRow):
        """Another name is wanted for the row."""

    class Typed(Message):
        """A character was typed that is meant for a query line."""

        def __init__(self, character: str) -> None:
            super().__init__()
            self.character = character

    def key_of(self, row: FacetRow) -> str:
        return row.key

    def words_of(self, row: FacetRow) -> str:
        return row.words

    def show(self, sections: Sequence[Section[FacetRow]], lines: int) -> None:
        """Show ``sections``; the place stays on the same value. Nothing is done where nothing changed.

        Where they are higher than ``lines`` no line is left empty between them.
        """
        is_tight = self.lead + sum(len(section.rows) + 2 for section in sections) - 1 > lines
        if list(sections) != self.model.sections or is_tight != self._is_tight:
            self._is_tight = is_tight
            self.set_sections(sections)

    def heights(self, rows: Sequence[FacetRow]) -> list[int] | None:
        """One line each, and an empty one after the last of a section."""
        groups = [row.group for row in rows]
        if self._is_tight:
            return [1] * len(groups)
        return [1 + (here != after) for here, after in zip(groups, [*groups[1:], *groups[-1:]], strict=True)]

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Whether the key is text for the query line."""
        return character is not None and character.isprintable() and character not in " 0"

    def on_key(self, event: events.Key) -> None:
        if event.character is not None and self.check_consume_key(event.key, event.character):
            event.stop()
            event.prevent_default()
            self.post_message(self.Typed(event.character))

    def on_click(self, event: events.Click) -> None:
        super().on_click(event)
        row = self.highlighted
        if row is not None and event.chain == 1 and self.model.place_of_line(event.y + self.scroll_offset.y) >= 0:
            self.action_choose()

    def action_unfold(self, is_open: bool) -> None:
        row = self.highlighted
        if row is not None:
            self.post_message(self.Unfolded(self, row, is_open))

    def action_clear(self, is_all: bool) -> None:
        row = self.highlighted
        if row is not None:
            self.post_message(self.Cleared(self, row, is_all))

    def action_rename(self) -> None:
        row = self.highlighted
        if row is not None:
            self.post_message(self.RenameWanted(self, row))

    def _draw_head(self, section: int, room: int, palette: Palette, marks: Marks) -> Strip:
        words = cut(self.model.sections[section].label, room - 2)
        return strip_of([(" " + words, palette.ink(palette.muted))], room, self._ground)

    def draw(self, row: FacetRow, look: Look) -> list[list[Piece]]:
        palette, marks = look.palette, look.marks
        chosen = f"{marks.done} " if row.is_chosen else "  "
        before: list[Piece] = [(chosen, look.ink(palette.accent)), ("  " * row.depth, None)]
        after: list[Piece] = []
        if row.new:
            after.append((f" +{row.new:,}", look.ink(palette.accent, "bold")))
        if row.count is not None:
            after.append((f" {row.count:,}", look.ink(palette.muted)))
        room = look.room - sum(width(text) for text, _ in (*before, *after))
        words = cut(row.words, room, marks.cut)
        colour = palette.muted if row.is_more else palette.text
        pieces = [*before, (words, look.ink(colour, "bold" * row.is_chosen))]
        bar = min(round(_BAR * row.share) or bool(row.share), room - width(words) - 1)
        if bar > 0:
            pieces.append((" " + marks.bar * bar, look.ink(palette.faint)))
            words += " " * (bar + 1)
        return [[*pieces, (" " * (room - width(words)), None), *after]]
