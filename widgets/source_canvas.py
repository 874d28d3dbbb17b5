"""The surface of the source pane: rows of a text, found, scrolled and drawn; who points at it is not its concern."""

from __future__ import annotations

from itertools import pairwise
from time import perf_counter

from rich.style import Style
from textual import events
from textual.cache import LRUCache
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.timer import Timer
from textual.widget import Widget

from casefile.domain.span import Span
from widgets.marks import marks_of
from widgets.source_layers import CitationLayer, HitLayer, MentionLayer
from widgets.source_paint import Columns, Painter, Pointers, RowPlace
from widgets.source_rows import ParagraphIndex, Rows
from widgets.theme import palette_of
from widgets.wrapping import wrap

_SLICE = 0.004
"""Seconds of wrapping in one go while the person reads."""
_PAUSE = 0.02
_MARGIN = 2
"""Rows kept between the caret and the edges of the pane."""


class SourceCanvas(ScrollView):
    """A text on the line API: soft-wrapped to a measure, wrapped only where it is looked at.

    Offsets are Unicode code points of the text. The text is never changed and never parsed as markup.
    """

    ALLOW_SELECT = False

    DEFAULT_CSS = """
    SourceCanvas {
        background: $background;
        overflow-x: hidden;
        overflow-y: scroll;
        scrollbar-size: 0 0;
        pointer: text;
    }
    """

    def __init__(
        self,
        *,
        pencil_underline: bool = False,
        name: str | None = None,
        id: str | None = None,  # noqa: A002
        classes: str | None = None,
        disabled: bool = False,
    ) -> None:
        super().__init__(name=name, id=id, classes=classes, disabled=disabled)
        self._pencil_underline = pencil_underline
        self._timer: Timer | None = None
        self._cache: LRUCache[tuple[int, int, Pointers], Strip] = LRUCache(512)
        self._painter: Painter | None = None
        self._columns = Columns.divide(80)
        self._is_placing = False
        self._put("", (), "")

    def _put(self, text: str, header: tuple[str, ...], empty: str) -> None:
        """Take another text; nothing is laid out yet."""
        self._text, self._header, self._empty = text, header, empty
        self._header_rows: list[tuple[str, bool]] = [("", False)]
        self._paragraphs = ParagraphIndex(text)
        self._mentions = MentionLayer()
        self._citations = CitationLayer()
        self._hits = HitLayer()
        self._rows: Rows | None = None
        # The offset of the row at the top of the pane, None while the header stands there.
        self._top: int | None = None

    @property
    def text(self) -> str:
        return self._text

    @property
    def is_wrapped(self) -> bool:
        """Whether the whole text is wrapped, so that its height is known and no idle moment is used any more."""
        return self._rows is None or self._rows.is_complete

    def paragraph_of(self, offset: int) -> int:
        """The number, from 1, of the paragraph at ``offset``; 0 without text."""
        return self._paragraphs.number(offset)

    def paragraph_span(self, number: int) -> Span:
        """The span of paragraph ``number``; empty where there is none."""
        return self._paragraphs.span(number)

    def scroll_rows(self, count: int) -> None:
        """Scroll by ``count`` rows without moving the caret."""
        self._sync_size()
        self.scroll_to(y=self.scroll_offset.y + count, animate=False)

    def render_line(self, y: int) -> Strip:
        painter = self._painter or self._make_painter()
        width = self.size.width
        row = y + self.scroll_offset.y
        if row < len(self._header_rows):
            words, is_title = self._header_rows[row]
            return painter.header(words, is_title=is_title, room=width)
        row -= len(self._header_rows)
        rows = self._rows
        if rows is None or not self._text:
            # A text that is not laid out yet is not an empty one.
            words = self._empty if row == 0 and not self._text else ""
            return painter.header(words, is_title=False, room=width)
        if row >= rows.height:
            return painter.header("", is_title=False, room=width)
        whole = rows.span(row)
        pointers = self._pointers(whole)
        key = (whole.start, whole.end, pointers)
        strip = self._cache.get(key)
        if strip is None:
            place = RowPlace(whole, rows.drawn(row), self._paragraphs.begins(whole.start, whole.end))
            strip = painter.row(place, pointers, room=width)
            self._cache[key] = strip
        return strip

    def on_mount(self) -> None:
        self._timer = self.set_interval(_PAUSE, self._wrap_slice, pause=self._rows is None)

    def on_resize(self, event: events.Resize) -> None:
        if self.size.width:
            self._lay_out()
            self._keep_top()
            self.refresh()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        if self._is_placing or self._rows is None:
            return
        row = round(new_value) - len(self._header_rows)
        self._top = self._rows.span(row).start if row >= 0 else None

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        event.stop()
        self.scroll_rows(3)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        event.stop()
        self.scroll_rows(-3)

    def _lay_out(self) -> None:
        columns = Columns.divide(self.size.width, self._paragraphs.digits)
        if self._rows is None or columns != self._columns:
            self._columns = columns
            self._rows = Rows(self._text, columns.text)
            self._header_rows = _header_rows(self._header, columns.text)
            self._painter = None
            self._cache.clear()
            if self._timer is not None:
                self._timer.resume()
        self._rows.wrap_around(self._top or 0, self.size.height)
        self._sync_size()

    def _sync_size(self) -> None:
        height = len(self._header_rows) + (self._rows.height if self._rows else 0) + 1
        if self.virtual_size != (self.size.width, height):
            # Without the layout of the whole screen that the reactive would ask for: no scrollbar depends on it.
            self.set_reactive(Widget.virtual_size, Size(self.size.width, height))

    def _keep_top(self) -> None:
        """Scroll so that the row that was at the top is there again, whatever was wrapped above it."""
        if self._rows is None:
            return
        if self._top is not None:
            self._rows.wrap_around(self._top, self.size.height)
        self._sync_size()
        y = 0 if self._top is None else len(self._header_rows) + self._rows.row_of(self._top)
        if self._top is None and self.scroll_offset.y < len(self._header_rows):
            return
        self._is_placing = True
        self.scroll_to(y=y, animate=False)
        self._is_placing = False

    def _wrap_slice(self) -> None:
        if self._rows is None:
            return
        before = self._rows.height
        until = perf_counter() + _SLICE
        near = self._top or 0
        while (is_more := self._rows.wrap_more(near)) and perf_counter() < until:
            pass
        if self._rows.height != before:
            self._keep_top()
        if not is_more and self._timer is not None:
            self._timer.pause()

    def _row(self, offset: int) -> int:
        """The line of the virtual screen that holds ``offset``."""
        return len(self._header_rows) + (self._rows.row_of(offset) if self._rows else 0)

    def _show(self, offset: int, *, is_jump: bool = False, centre: bool = False) -> None:
        height = self.size.height
        if self._rows is None or not height:
            return
        if is_jump:
            self._rows.wrap_around(offset, height)
            self._keep_top()
        self._sync_size()
        row, top = self._row(offset), self.scroll_offset.y
        margin = min(_MARGIN, (height - 1) // 2)
        if row <= len(self._header_rows) and row < height - margin:
            # The first row brings the header into sight.
            target = 0
        elif top + margin <= row < top + height - margin and not centre:
            return
        elif is_jump:
            target = row - height // 3
        else:
            target = row - margin if row < top + margin else row - height + 1 + margin
        self.scroll_to(y=target, animate=False)

    def _pointers(self, whole: Span) -> Pointers:
        """What the person points at in the row that covers ``whole``."""
        return Pointers(None, None, None, None)

    def _make_painter(self) -> Painter:
        self._painter = Painter(
            self._text,
            self._columns,
            palette_of(self),
            marks_of(self),
            self._mentions,
            self._citations,
            self._hits,
            # What the style sheet says of the pane: a line is drawn on no other ground.
            ground=Style(bgcolor=self.rich_style.bgcolor),
            pencil_underline=self._pencil_underline,
        )
        return self._painter

    def _repaint(self) -> None:
        self._painter = None
        self._cache.clear()
        self.refresh()

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._painter = None
        self._cache.clear()

    def _refresh_span(self, start: int, end: int) -> None:
        if self._rows is None:
            return
        first, last = self._row(start), self._row(max(start, end - 1))
        top = self.scroll_offset.y
        first, last = max(first, top), min(last, top + self.size.height)
        if first <= last:
            self.refresh_lines(first, last - first + 1)


def _header_rows(header: tuple[str, ...], measure: int) -> list[tuple[str, bool]]:
    """The rows above the text, as (words, whether they are of the title), a blank one before and behind."""
    rows = [("", False)]
    for index, line in enumerate(header):
        flat = " ".join(line.split())
        starts = [*wrap(flat, 0, len(flat), measure), len(flat)]
        rows += [(flat[a:b].rstrip(), index == 0) for a, b in pairwise(starts)]
    return [*rows, ("", False)] if len(rows) > 1 else rows
