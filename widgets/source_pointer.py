"""Pointing at a text: the caret, the selection, the mention under the caret; by key or by mouse."""

from __future__ import annotations

from textual import events

from casefile.domain.records import Citation, Mention
from casefile.domain.span import Span
from widgets.graphemes import at_grapheme
from widgets.source_canvas import SourceCanvas
from widgets.source_moves import Moves, sentence_span
from widgets.source_paint import Pointers
from widgets.source_units import word_at

BY_ROWS = {
    "row_up": (-1, 0.0),
    "row_down": (1, 0.0),
    "half_up": (0, -0.5),
    "half_down": (0, 0.5),
    "page_up": (0, -1.0),
    "page_down": (0, 1.0),
}
"""Moves that keep their column, as (rows, pages)."""


class SourcePointer(SourceCanvas):
    """A source canvas with a caret. What follows from its moving is the subclass's (``_moved``, ``_selected``)."""

    def __init__(
        self,
        *,
        pencil_underline: bool = False,
        name: str | None = None,
        id: str | None = None,  # noqa: A002
        classes: str | None = None,
        disabled: bool = False,
    ) -> None:
        """``pencil_underline`` draws suggestions dimly underlined, for terminals without italics."""
        super().__init__(pencil_underline=pencil_underline, name=name, id=id, classes=classes, disabled=disabled)
        self._hit: Span | None = None
        self._moves: Moves | None = None
        self._is_dragging = False
        self._point(0)

    def _point(self, offset: int) -> None:
        """Put the caret on ``offset`` of a text that has just been taken."""
        self._caret = at_grapheme(self._text, offset)
        self._current = self._mentions.spans.longest_at(self._caret)
        self._goal: int | None = None
        self._selection: Span | None = None
        # Whether the program selected it, to show it: Esc then goes back at once.
        self._is_lent = False
        # Where a selection that is being extended was begun.
        self._fixed: int | None = None
        self._grown: list[Span | None] = []

    def _lay_out(self) -> None:
        super()._lay_out()
        if self._rows is not None and (self._moves is None or self._moves.rows is not self._rows):
            self._moves = Moves(self._text, self._rows, self._paragraphs)
            self._goal = None

    def on_resize(self, event: events.Resize) -> None:
        is_first = self._rows is None and self._caret
        super().on_resize(event)
        if is_first:
            self._show(self._caret, is_jump=True)

    def on_focus(self) -> None:
        self._refresh_span(self._caret, self._caret)

    def on_blur(self) -> None:
        self._refresh_span(self._caret, self._caret)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        if event.button != 1:
            return
        offset = self._offset_at(event.x, event.y)
        if offset is not None:
            self._set_caret(offset, extend=event.shift)
            self.capture_mouse()
            self._is_dragging = True

    def on_mouse_move(self, event: events.MouseMove) -> None:
        if not self._is_dragging:
            return
        if event.y < 0 or event.y >= self.size.height:
            self.scroll_rows(-1 if event.y < 0 else 1)
        offset = self._offset_at(event.x, max(0, min(event.y, self.size.height - 1)))
        if offset is not None and offset != self._caret:
            self._set_caret(offset, extend=True)

    def on_mouse_up(self, event: events.MouseUp) -> None:
        if self._is_dragging:
            self._is_dragging = False
            self.release_mouse()

    def on_click(self, event: events.Click) -> None:
        if event.chain == 2:
            self.select(word_at(self._text, self._caret))
        elif event.chain == 3:
            self.select(sentence_span(self._text, self._paragraphs, self._caret))

    @property
    def caret(self) -> int:
        """The caret's offset."""
        return self._caret

    @property
    def paragraph(self) -> int:
        """The number, from 1, of the paragraph at the caret; 0 without text."""
        return self._paragraphs.number(self._caret)

    @property
    def mention(self) -> Mention | None:
        """The mention under the caret."""
        return None if self._current is None else self._mentions.mentions[self._current]

    @property
    def mention_place(self) -> tuple[int, int]:
        """Which of the mentions of the same entity in this text it is, and of how many; (0, 0) without one."""
        return (0, 0) if self._current is None else self._mentions.place(self._current)

    @property
    def citation(self) -> Citation | None:
        """The cited passage under the caret."""
        return self._citations.at(self._caret)

    @property
    def selection(self) -> Span | None:
        return self._selection

    @property
    def selected_text(self) -> str:
        return self._selection.of(self._text) if self._selection else ""

    @property
    def place(self) -> tuple[int, int]:
        """The offset of the top row (0 while the header is in sight) and of the caret: for ``restore``."""
        return self._top or 0, self._caret

    def restore(self, place: tuple[int, int]) -> None:
        """Go back to a ``place``: the same row at the top, the caret where it was."""
        top, caret = place
        self._set_caret(min(caret, len(self._text)))
        if self._rows is not None:
            self._top = min(top, len(self._text)) if top else None
            self._keep_top()

    @property
    def sight(self) -> int:
        """Where the person reads: at the caret where it is in sight, else at the top row."""
        rows = range(self.scroll_offset.y, self.scroll_offset.y + self.size.height)
        return self._caret if self._row(self._caret) in rows else self._top or 0

    def reveal(self, offset: int) -> None:
        """Bring ``offset`` to the middle of the pane; the caret stays."""
        self._show(offset, is_jump=True, centre=True)

    def goto(self, where: Span | int, *, select: bool = False, centre: bool = False) -> None:
        """Put the caret on ``where`` and bring it into sight; ``select`` selects the span too."""
        start = where.start if isinstance(where, Span) else where
        self._set_caret(min(max(0, start), len(self._text)), is_jump=True, centre=centre)
        if select and isinstance(where, Span):
            self.select(where)
            self._is_lent = True

    def select(self, span: Span | None) -> None:
        """Select ``span``, or nothing."""
        self._fixed = None
        self._grown = []
        self._set_selection(span)

    def _pointers(self, whole: Span) -> Pointers:
        """What of caret, mention, selection and hit touches a row; rows that nothing touches look alike."""
        is_last = whole.end == len(self._text)
        is_here = whole.start <= self._caret < whole.end or (is_last and self._caret == whole.end)
        # Where nobody can point (a preview) nothing is pointed at: the hit alone stands out.
        current = self._current if self.can_focus else None
        if current is not None and not self._mentions.mentions[current].span.overlaps(whole):
            current = None
        touches = self._selection is not None and self._selection.overlaps(whole)
        hit = self._hit if self._hit is not None and self._hit.overlaps(whole) else None
        return Pointers(
            self._caret if is_here and self.has_focus else None, current, self._selection if touches else None, hit
        )

    def _offset_at(self, x: int, y: int) -> int | None:
        """The offset under a cell of the pane; None above the text and without one."""
        row = y + self.scroll_offset.y - len(self._header_rows)
        if self._moves is None or self._rows is None or row < 0 or not self._text:
            return None
        return self._moves.at_column(min(row, self._rows.height - 1), x - self._columns.gutter)

    def _move_rows(self, moves: Moves, move: tuple[int, float], *, extend: bool) -> None:
        rows, pages = move
        page = max(1, self.size.height - 2)
        count = rows or (1 if pages > 0 else -1) * max(1, int(abs(pages) * page))
        if self._goal is None:
            self._goal = moves.column(self._caret)
        goal, before, top = self._goal, self._row(self._caret), self.scroll_offset.y
        offset = moves.by_rows(self._caret, count, goal)
        if pages:
            # The page turns under the caret, which stays where it was on the screen.
            self._sync_size()
            self.scroll_to(y=top + self._row(offset) - before, animate=False)
        self._set_caret(offset, extend=extend)
        self._goal = goal

    def _set_caret(
        self,
        offset: int,
        *,
        extend: bool = False,
        current: int | None = None,
        is_jump: bool = False,
        centre: bool = False,
    ) -> None:
        before, was = self._caret, self._current
        if extend and self._fixed is None:
            self._fixed = self._selection.start if self._selection else before
        self._caret, self._goal = offset, None
        if current is None and was is not None:
            span = self._mentions.mentions[was].span
            current = was if span.start <= offset < span.end else None
        self._current = self._mentions.spans.longest_at(offset) if current is None else current
        if extend and self._fixed is not None:
            low, high = sorted((self._fixed, offset))
            self._set_selection(Span(low, high) if low < high else None)
        elif not extend:
            self.select(None)
        self._show(offset, is_jump=is_jump, centre=centre)
        for index in {was, self._current} - {None}:
            if index is not None:
                self._refresh_span(self._mentions.spans.starts[index], self._mentions.spans.ends[index])
        self._refresh_span(before, before)
        self._refresh_span(offset, offset)
        if (before, was) != (offset, self._current):
            self._moved()

    def _set_selection(self, span: Span | None) -> None:
        if span == self._selection:
            return
        for changed in (self._selection, span):
            if changed is not None:
                self._refresh_span(changed.start, changed.end)
        self._selection, self._is_lent = span, False
        self._selected(span)

    def _moved(self) -> None:
        """The caret stands elsewhere, or what lies under it changed."""

    def _selected(self, span: Span | None) -> None:
        """Another passage is selected."""
