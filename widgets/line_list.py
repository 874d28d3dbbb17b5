"""A list of any length that draws only the rows on screen.

A list of Textual's own needs seconds for 50,000 rows; this one needs a screenful of strips. It keeps
its place by what a row *is* (``key_of``), not by where it stands, so live refresh and filtering do not move
the person's hand.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar, Generic, TypeVar

from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.cache import LRUCache
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from widgets.drawing import Piece, blank, on_few_colours, section_head, strip_of
from widgets.list_model import ListModel, Section, Shape
from widgets.marks import Marks, marks_of
from widgets.theme import Palette, palette_of
from widgets.virtual_height import set_lines

T = TypeVar("T")
FOLDED_AT_ONCE = 400
_FOLD_REST = 0.004


@dataclass(frozen=True, slots=True)
class Look:
    """How a row is drawn: ``room`` in cells between the bar at its left and a blank before the scrollbar."""

    room: int
    is_selected: bool
    is_marked: bool
    palette: Palette
    marks: Marks

    def ink(self, colour: str, words: str = "") -> Style:
        return self.palette.ink(colour, words)


class LineList(ScrollView, Generic[T], can_focus=True, inherit_bindings=False):
    """A virtual list in sections. Subclasses say what a row is called, searched by and looks like."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "move(1)", "down", show=False, id="list.down", tooltip="a row down, up"),
        Binding("up,k", "move(-1)", "up", show=False, id="list.up", tooltip="a row down, up"),
        Binding("pagedown", "page(1.0)", "page down", show=False, id="list.page-down", tooltip="a page down, up"),
        Binding("pageup", "page(-1.0)", "page up", show=False, id="list.page-up", tooltip="a page down, up"),
        Binding("ctrl+d", "page(0.5)", "half page down", show=False, id="list.half-down", tooltip="half a page"),
        Binding("ctrl+u", "page(-0.5)", "half page up", show=False, id="list.half-up", tooltip="half a page"),
        Binding("home,g", "first", "first", show=False, id="list.first", tooltip="the first, the last row"),
        Binding("end,G", "last", "last", show=False, id="list.last", tooltip="the first, the last row"),
        Binding("enter", "choose", "open", id="list.choose", tooltip="open this row"),
        Binding("f", "filter", "filter", id="list.filter", tooltip="only the rows that hold words"),
    ]
    """
    | Key(s) | Description |
    | :- | :- |
    | down, j / up, k | The next row, the row before. |
    | pagedown / pageup, ctrl+d / ctrl+u | A page, half a page. |
    | home, g / end, G | The first, the last row. |
    | enter | Open the row. |
    | f | Filter. |
    """

    DEFAULT_CSS = """
    LineList { height: 1fr; overflow: hidden auto; scrollbar-size-vertical: 1; scrollbar-gutter: stable; }
    """

    ALLOW_SELECT = False

    row_height: ClassVar[int] = 1
    """Lines a row is drawn in, where all rows have the same height."""
    gap: ClassVar[int] = 0
    """Empty lines below a row; they are never raised with it."""
    lead: ClassVar[int] = 0
    """Empty lines above the first row."""
    head_indent: ClassVar[int] = 1
    """Cells before a section's label."""

    keeps_showing: ClassVar[bool] = True
    """Whether the selected row stays raised while the list has not the focus."""

    is_driven: reactive[bool] = reactive(False)
    """Whether another widget that has the focus (a query line) moves this list: it is then drawn as focused."""

    is_stale: reactive[bool] = reactive(False)
    """Whether the rows belong to an older question: they are drawn faint until new ones come."""

    class Of(Message):
        """Base of the list's messages. ``control`` is the list; a newer one replaces an older one in the queue."""

        def __init__(self, line_list: LineList[Any]) -> None:
            super().__init__()
            self.list = line_list

        @property
        def control(self) -> LineList[Any]:
            return self.list

        def can_replace(self, message: Message) -> bool:
            return type(message) is type(self) and isinstance(message, LineList.Of) and message.list is self.list

    class OfRow(Of):
        """Base of what names a row."""

        def __init__(self, line_list: LineList[Any], row: Any) -> None:
            super().__init__(line_list)
            self.row = row

    class Highlighted(OfRow):
        """The selection came to stand on ``row`` (None: there is no row), by a key or because rows changed."""

    class Chosen(OfRow):
        """``row`` was opened, by Enter or a double click."""

        def can_replace(self, message: Message) -> bool:
            return False

    class Counted(Of):
        """Rows or filter changed: ``shown`` of ``total`` rows are in the list."""

        def __init__(self, line_list: LineList[Any], shown: int, total: int) -> None:
            super().__init__(line_list)
            self.shown = shown
            self.total = total

    class FilterWanted(Of):
        """The filter key was pressed: whoever stands around the list shows its filter line."""

    def __init__(
        self,
        *,
        nothing: str = "",
        name: str | None = None,
        id: str | None = None,  # noqa: A002
        classes: str | None = None,
        disabled: bool = False,
    ) -> None:
        """``nothing`` is what an empty list says in its first row."""
        super().__init__(name=name, id=id, classes=classes, disabled=disabled)
        self.nothing = nothing
        shape = Shape(self.key_of, self.words_of, self.heights, self.row_height, self.gap, self.lead)
        self.model: ListModel[T] = ListModel(shape)
        self._place = -1
        self._wanted: str | None = None
        self._told: str | None = None
        self._drawn: LRUCache[tuple[int, int, bool, bool, bool], list[Strip]] = LRUCache(512)

    # What a subclass says of its rows

    def key_of(self, row: T) -> str:
        """What tells ``row`` from every other; it stays the same when the row changes."""
        raise NotImplementedError

    def words_of(self, row: T) -> str:
        """The text that the filter looks into."""
        raise NotImplementedError

    def draw(self, row: T, look: Look) -> list[list[Piece]]:
        """``row`` as lines of pieces; each line is cut or filled to ``look.room``."""
        raise NotImplementedError

    def heights(self, rows: Sequence[T]) -> list[int] | None:
        """The lines each of ``rows`` takes, gap included; None where all have ``row_height`` and ``gap``."""
        return None

    def is_marked(self, row: T) -> bool:
        """Whether the person has marked ``row`` for something that needs several."""
        return False

    # Rows in

    def set_rows(self, rows: Sequence[T], folded: Sequence[str] | None = None) -> None:
        """Replace everything by ``rows`` in one section without a head; ``folded`` are their words, if known."""
        self.set_sections([Section("", rows)], folded)

    def set_sections(self, sections: Iterable[Section[T]], folded: Sequence[str] | None = None) -> None:
        """Replace everything; the selection stays on the row with the same key, else near where it was."""
        before = self._screen_line()
        self.model.set_sections(sections, folded)
        if self.model.fold_some(0):
            self.call_later(self._fold_ahead)
        self._settle(before)

    def filter(self, words: str) -> None:
        """Show only rows that hold every one of ``words`` (folded, in any order, anywhere in a word).

        A row that was selected before is selected again when the filter lets it through again."""
        before = self._screen_line()
        if self.model.filter(words):
            self._settle(before)

    def _fold_ahead(self) -> None:
        # In slices between keys, for the first letter of a filter; without a rest there would be no room for keys.
        if self.model.fold_some(FOLDED_AT_ONCE):
            self.set_timer(_FOLD_REST, self._fold_ahead)

    def _settle(self, screen_line: int | None) -> None:
        model = self.model
        self._drawn.clear()
        set_lines(self, model.lines)
        place = -1 if self._wanted is None else model.find(self._wanted, self._place)
        is_found = place >= 0
        self._place = place if is_found else model.nearest(0 if model.words else self._place)
        self.post_message(self.Counted(self, model.shown, len(model.rows)))
        # A row that only the filter hides is still the one the person stands on.
        self._announce(remember=is_found or not model.words)
        if is_found and screen_line is not None:
            self.scroll_to(y=model.tops[self._place] - screen_line, animate=False, force=True)
        self._show_selected()
        self.refresh()

    def _screen_line(self) -> int | None:
        """On which line of the screen the selected row begins, if it can be seen."""
        if not 0 <= self._place < len(self.model.items):
            return None
        line = self.model.tops[self._place] - self.scroll_offset.y
        return line if 0 <= line < max(1, self.size.height) else None

    # Where the person stands

    @property
    def highlighted(self) -> T | None:
        """The row the selection stands on."""
        return self.model.row_at(self._place)

    @property
    def shown(self) -> list[T]:
        """The rows that the filter lets through, in order."""
        return [self.model.rows[item] for item in self.model.items if item >= 0]

    @property
    def place(self) -> tuple[int, int]:
        """The selected row's number among those shown, from 1 (0: none), and how many are shown."""
        return self.model.number(self._place), self.model.shown

    def select(self, key: str) -> bool:
        """Put the selection on the row with ``key``; False where it is not shown."""
        place = self.model.find(key, self._place)
        if place >= 0:
            self._go(place)
        return place >= 0

    def redraw(self) -> None:
        """Forget what was drawn: the glyphs, or what rows show of the outside, have changed."""
        self._drawn.clear()
        self.refresh()

    def _go(self, place: int) -> None:
        if place >= 0 and place != self._place:
            before, self._place = self._place, place
            self._announce()
            tops = self.model.tops
            for changed in (before, place):
                if 0 <= changed < len(self.model.items):
                    self.refresh_lines(tops[changed], tops[changed + 1] - tops[changed])
        self._show_selected()

    def _announce(self, *, remember: bool = True) -> None:
        row = self.highlighted
        key = None if row is None else self.key_of(row)
        if remember:
            self._wanted = key
        if key is None or key != self._told:
            self._told = key
            self.post_message(self.Highlighted(self, row))

    def _show_selected(self) -> None:
        model, place = self.model, self._place
        if not 0 <= place < len(model.items):
            return
        top, bottom = model.tops[place], model.tops[place + 1] - self.gap
        if place > 0 and model.items[place - 1] < 0:
            top -= 1
        if model.step(place, -1) < 0:
            top = 0
        tall, now = self.size.height, self.scroll_offset.y
        if top < now:
            self.scroll_to(y=top, animate=False, force=True)
        elif tall and bottom > now + tall:
            self.scroll_to(y=bottom - tall, animate=False, force=True)

    # Drawing

    def watch_is_stale(self) -> None:
        self.redraw()

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._drawn.clear()
        self.__dict__.pop("_ground", None)

    @cached_property
    def _ground(self) -> Style:
        # Asked for at every line, and worked out by Textual from every ancestor each time.
        return self.rich_style

    def on_resize(self) -> None:
        self._drawn.clear()
        self.model.measure()
        set_lines(self, self.model.lines)
        self._show_selected()

    def on_focus(self) -> None:
        self.refresh()

    on_blur = on_focus

    def render_line(self, y: int) -> Strip:
        model, room = self.model, self.scrollable_content_region.width
        line = y + self.scroll_offset.y
        if not model.items:
            return self._draw_nothing(room) if y == self.lead else blank(room, self._ground)
        place = model.place_of_line(line)
        if not 0 <= place < len(model.items):
            return blank(room, self._ground)
        lines = self._item(place, room)
        inside = line - model.tops[place]
        return lines[inside] if inside < len(lines) else blank(room, self._ground)

    def _item(self, place: int, room: int) -> list[Strip]:
        item, is_lit = self.model.items[place], place == self._place and (self.has_focus or self.is_driven)
        is_selected = is_lit or (place == self._place and self.keeps_showing)
        row = self.model.row_at(place)
        is_marked = row is not None and self.is_marked(row)
        key = (item, room, is_selected, is_lit, is_marked)
        lines = self._drawn.get(key)
        if lines is None:
            palette, marks = palette_of(self), marks_of(self)
            if row is None:
                lines = [self._draw_head(~item, room, palette, marks)]
            else:
                lines = self._draw_row(row, Look(room - 2, is_selected, is_marked, palette, marks), is_lit)
            self._drawn[key] = lines
        return lines

    def _draw_head(self, section: int, room: int, palette: Palette, marks: Marks) -> Strip:
        label, count = self.model.sections[section].label, self.model.count_of(section)
        head = section_head(label, count, room - self.head_indent - 1, palette, marks)
        return strip_of([(" " * self.head_indent, None), *head], room, self._ground)

    def _draw_row(self, row: T, look: Look, is_lit: bool) -> list[Strip]:
        palette, ground, bar, lines = look.palette, self._ground, " ", self.draw(row, look)
        if self.is_stale:
            lines = [[(text, look.ink(palette.faint)) for text, _ in line] for line in lines]
        if look.is_selected:
            bar = look.marks.selected
            ground += palette.lifted(is_lit)
            lines = [on_few_colours(line) for line in lines] if palette.few_colours else lines
        edge: Piece = (bar, look.ink(palette.accent if is_lit else palette.line))
        return [strip_of([edge, *line], look.room + 2, ground) for line in lines]

    def _draw_nothing(self, room: int) -> Strip:
        palette, words = palette_of(self), "nothing holds these words" if self.model.words else self.nothing
        return strip_of([(" " * (1 + self.head_indent) + words, palette.ink(palette.muted))], room, self._ground)

    # Keys and mouse

    def on_click(self, event: events.Click) -> None:
        place = self.model.place_of_line(event.y + self.scroll_offset.y)
        if self.model.row_at(place) is not None:
            self._go(place)
            if event.chain == 2:
                self.action_choose()

    def action_move(self, by: int) -> None:
        """Move the selection to the next row (1) or the one before (-1)."""
        self._go(self.model.step(self._place, by))

    def action_page(self, share: float) -> None:
        """Move the selection by ``share`` of the list's height; a whole page leaves one line in common."""
        lines = max(1, int(self.size.height * abs(share)) - (abs(share) == 1))
        self._go(self.model.leap(self._place, lines if share > 0 else -lines))

    def action_first(self) -> None:
        """Move the selection to the first row."""
        self._go(self.model.step(-1, 1))

    def action_last(self) -> None:
        """Move the selection to the last row."""
        self._go(self.model.step(len(self.model.items), -1))

    def action_choose(self) -> None:
        """Open the selected row."""
        row = self.highlighted
        if row is not None:
            self.post_message(self.Chosen(self, row))

    def action_filter(self) -> None:
        """Ask for the filter line."""
        self.post_message(self.FilterWanted(self))
