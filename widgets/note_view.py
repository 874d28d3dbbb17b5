"""A note to be read: its title, its words, and its pins, each one key away from its passage."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise
from typing import ClassVar

from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.cache import LRUCache
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from casefile.domain.span import Pin
from widgets.drawing import blank, strip_of
from widgets.graphemes import width
from widgets.marks import marks_of
from widgets.note_text import NoteLine, PinWords, Run, Tone, read_note
from widgets.theme import Palette, palette_of
from widgets.wrapping import wrap

_MEASURE = 84


@dataclass(frozen=True, slots=True)
class _Row:
    """One row on screen: characters ``start`` to ``end`` of a line's words, ``indent`` cells in."""

    line: int
    start: int
    end: int
    indent: int


def _tone_style(tone: Tone, palette: Palette) -> Style:
    return {
        Tone.PLAIN: palette.ink(palette.text),
        Tone.STRESS: palette.ink(palette.text, "italic"),
        Tone.STRONG: palette.ink(palette.text, "bold"),
        Tone.HEADING: palette.ink(palette.text, "bold"),
        Tone.MARK: palette.ink(palette.faint),
        Tone.DONE: palette.ink(palette.faint, "strike"),
        Tone.QUOTE: palette.ink(palette.muted),
        Tone.PIN: palette.ink(palette.accent),
        Tone.BRACKET: palette.ink(palette.faint),
        Tone.DAMAGED: palette.ink(palette.warn),
    }[tone]


class NoteView(ScrollView, can_focus=True, inherit_bindings=False):
    """Soft-wrapped, scrolled by line; from pin to pin with n and N, Enter goes to the passage."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "scroll(1)", "down", show=False, id="note.down", tooltip="a line down, up"),
        Binding("up,k", "scroll(-1)", "up", show=False, id="note.up", tooltip="a line down, up"),
        Binding("pagedown,space", "page(1.0)", "page down", show=False, id="note.page-down", tooltip="a page down, up"),
        Binding("pageup", "page(-1.0)", "page up", show=False, id="note.page-up", tooltip="a page down, up"),
        Binding("ctrl+d", "page(0.5)", "half page down", show=False, id="note.half-down", tooltip="half a page"),
        Binding("ctrl+u", "page(-0.5)", "half page up", show=False, id="note.half-up", tooltip="half a page"),
        Binding("home,g", "ends(-1)", "top", show=False, id="note.top", tooltip="beginning, end"),
        Binding("end,G", "ends(1)", "bottom", show=False, id="note.bottom", tooltip="beginning, end"),
        Binding("n,right_square_bracket", "pin(1)", "next pin", id="note.next-pin", tooltip="next, previous pin"),
        Binding(
            "N,left_square_bracket",
            "pin(-1)",
            "pin before",
            show=False,
            id="note.last-pin",
            tooltip="next, previous pin",
        ),
        Binding("enter", "open_pin", "to the passage", id="note.open-pin", tooltip="go to the pin's passage"),
    ]
    """
    | Key(s) | Description |
    | :- | :- |
    | down, j / up, k | Scroll by a line. |
    | pagedown, space / pageup, ctrl+d / ctrl+u | Scroll by a page, by half a page. |
    | home, g / end, G | Beginning and end. |
    | n, ] / N, [ | The next pin, the one before. |
    | enter | Go to the passage of the pin. |
    """

    DEFAULT_CSS = """
    NoteView {
        height: 1fr;
        overflow-x: hidden;
        overflow-y: auto;
        scrollbar-size-vertical: 1;
        scrollbar-gutter: stable;
    }
    """
    ALLOW_SELECT = False

    class OfPin(Message):
        """Base of the note's messages."""

        def __init__(self, view: NoteView, pin: Pin) -> None:
            super().__init__()
            self.view = view
            self.pin = pin

        @property
        def control(self) -> NoteView:
            return self.view

    class PinActivated(OfPin):
        """A pin was opened, by Enter or a click."""

    class PinHighlighted(OfPin):
        """A pin came under the caret: a good moment to show its passage beside the note."""

        def can_replace(self, message: Message) -> bool:
            return isinstance(message, NoteView.PinHighlighted)

    def __init__(
        self,
        *,
        name: str | None = None,
        id: str | None = None,  # noqa: A002
        classes: str | None = None,
        disabled: bool = False,
    ) -> None:
        super().__init__(name=name, id=id, classes=classes, disabled=disabled)
        self._title = ""
        self._body = ""
        self._pin_words: PinWords = lambda pin: f"S{pin.article}"
        self._lines: list[NoteLine] = []
        self._pins: list[Pin] = []
        self._pin: int | None = None
        self._rows: list[_Row] = []
        self._laid_out_for = -1
        self._drawn: LRUCache[tuple[int, int | None], Strip] = LRUCache(256)

    def set_note(self, title: str, body: str, pin_words: PinWords) -> None:
        """Show a note. ``pin_words`` names a pin's place (``S1¶4``), or says None where it is damaged.

        The scroll position stays when the title stays.
        """
        is_same = title == self._title
        self._title, self._body, self._pin_words = title, body, pin_words
        self._read()
        if not is_same:
            self._pin = None
            self.scroll_to(y=0, animate=False, force=True)
        elif self._pin is not None and self._pin >= len(self._pins):
            self._pin = None
        self.refresh(layout=True)

    def redraw(self) -> None:
        """Read the note again: the glyphs, or the names of its pins, have changed."""
        self._read()
        self.refresh(layout=True)

    def _read(self) -> None:
        marks = marks_of(self) if self.is_attached else None
        if marks is None:
            return
        body, self._pins = read_note(self._body, self._pin_words, marks)
        title = NoteLine((Run(self._title, Tone.HEADING),)) if self._title else None
        self._lines = [title, NoteLine(()), *body] if title and body else [title] if title else body
        self._lay_out(self._laid_out_for, again=True)

    def on_mount(self) -> None:
        self._read()

    def _lay_out(self, room: int, *, again: bool = False) -> None:
        if room <= 0 or (room == self._laid_out_for and not again):
            return
        self._laid_out_for = room
        measure = max(8, min(_MEASURE, room - 2))
        # The first row is empty, and belongs to no line.
        self._rows = [_Row(-1, 0, 0, 0)] if self._lines else []
        for number, line in enumerate(self._lines):
            words = line.words
            first, rest = 0, len(words)
            starts = list(wrap(words, 0, rest, measure)) or [0]
            if len(starts) > 1 and line.hang:
                first = starts[1]
                starts = [0, *wrap(words, first, rest, max(8, measure - line.hang))]
            for at, (start, end) in enumerate(pairwise([*starts, rest])):
                self._rows.append(_Row(number, start, end, line.hang if at else 0))
        self._drawn.clear()
        self.virtual_size = Size(0, len(self._rows))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        self._lay_out(width - 1)
        return len(self._rows)

    def on_resize(self) -> None:
        self._lay_out(self.scrollable_content_region.width)

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._drawn.clear()

    @property
    def pin(self) -> Pin | None:
        """The pin under the caret."""
        return self._pins[self._pin] if self._pin is not None and self._pin < len(self._pins) else None

    # Drawing

    def render_line(self, y: int) -> Strip:
        room = self.scrollable_content_region.width
        at = y + self.scroll_offset.y
        if not 0 <= at < len(self._rows) or self._rows[at].line < 0:
            return blank(room, self.rich_style)
        current = self._pin if self.has_focus else None
        strip = self._drawn.get((at, current))
        if strip is None:
            pieces = [(words, style) for words, style, _ in self._pieces(self._rows[at], current)]
            strip = self._drawn[at, current] = strip_of(pieces, room, self.rich_style)
        return strip

    def _pieces(self, row: _Row, current: int | None) -> list[tuple[str, Style | None, int | None]]:
        palette = palette_of(self)
        pieces: list[tuple[str, Style | None, int | None]] = [(" " * (1 + row.indent), None, None)]
        at = 0
        for run in self._lines[row.line].runs:
            start, end = max(at, row.start), min(at + len(run.words), row.end)
            if start < end:
                style = _tone_style(run.tone, palette)
                if run.pin is not None and run.pin == current:
                    style = palette.ink(palette.accent, "bold reverse")
                pieces.append((run.words[start - at : end - at], style, run.pin))
            at += len(run.words)
        return pieces

    # Keys and mouse

    def on_focus(self) -> None:
        self.refresh()

    on_blur = on_focus

    def on_click(self, event: events.Click) -> None:
        at = event.y + self.scroll_offset.y
        if not 0 <= at < len(self._rows) or self._rows[at].line < 0:
            return
        column = 0
        for words, _, pin in self._pieces(self._rows[at], None):
            column += width(words)
            if event.x < column:
                if pin is not None:
                    self._pin = pin
                    self.refresh()
                    self.action_open_pin()
                return

    def action_scroll(self, lines: int) -> None:
        """Scroll by ``lines``."""
        self.scroll_to(y=self.scroll_offset.y + lines, animate=False)

    def action_page(self, share: float) -> None:
        """Scroll by ``share`` of the height."""
        self.action_scroll(int(self.size.height * share) or 1)

    def action_ends(self, end: int) -> None:
        """Scroll to the beginning (-1) or the end (1)."""
        self.scroll_to(y=0 if end < 0 else self.max_scroll_y, animate=False)

    def action_pin(self, by: int) -> None:
        """Go to the next pin (1) or the one before (-1); behind the last comes the first."""
        if not self._pins:
            return
        first = 0 if by > 0 else len(self._pins) - 1
        self._pin = first if self._pin is None else (self._pin + by) % len(self._pins)
        at = self._row_of(self._pin)
        if not self.scroll_offset.y <= at < self.scroll_offset.y + self.size.height:
            self.scroll_to(y=at - self.size.height // 3, animate=False, force=True)
        self.refresh()
        self.post_message(self.PinHighlighted(self, self._pins[self._pin]))

    def _row_of(self, pin: int) -> int:
        for number, line in enumerate(self._lines):
            at = 0
            for run in line.runs:
                if run.pin == pin:
                    first = bisect_right(self._rows, number - 1, key=lambda row: row.line)
                    inside = [row.start for row in self._rows[first:] if row.line == number]
                    return first + bisect_right(inside, at) - 1
                at += len(run.words)
        return 0

    def action_open_pin(self) -> None:
        """Go to the passage of the pin under the caret."""
        if self.pin is not None:
            self.post_message(self.PinActivated(self, self.pin))
