"""A line to type a question in, while another widget shows the answers and moves without taking the focus."""

from __future__ import annotations

from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.geometry import Size
from textual.message import Message
from textual.reactive import Reactive
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Input

from widgets.drawing import strip_of
from widgets.graphemes import width
from widgets.line_list import LineList
from widgets.text_line import TextLine
from widgets.theme import palette_of


class LineLabel(Widget):
    """A few words of the program in one row; as wide as they are."""

    DEFAULT_CSS = """
    LineLabel { width: auto; height: 1; color: $muted; }
    """
    ALLOW_SELECT = False

    def __init__(self, words: str = "", *, classes: str | None = None, is_bold: bool = False) -> None:
        super().__init__(classes=classes)
        self._words = words
        self._is_bold = is_bold

    def say(self, words: str) -> None:
        """Change the words."""
        if words != self._words:
            is_as_wide = width(words) == width(self._words)
            self._words = words
            self.refresh(layout=not is_as_wide)

    def get_content_width(self, container: Any, viewport: Any) -> int:
        return width(self._words)

    def render_line(self, y: int) -> Strip:
        palette = palette_of(self)
        style = palette.ink(palette.accent, "bold") if self._is_bold else None
        return strip_of([(self._words, style)], self.size.width, self.rich_style)


class QueryInput(TextLine):
    """The typing part of a query line. Up and Down move the list that shows the answers."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "drive('move', 1)", "into the list", show=False, id="query.down", tooltip="the next answer"),
        Binding("up", "drive('move', -1)", "up", show=False, id="query.up", tooltip="the answer before"),
        Binding("pagedown", "drive('page', 1.0)", "page", show=False, id="query.page-down", tooltip="a page down"),
        Binding("pageup", "drive('page', -1.0)", "page", show=False, id="query.page-up", tooltip="a page up"),
        Binding("escape", "leave", "back", id="query.leave", tooltip="back to where you were"),
    ]
    """
    | Key(s) | Description |
    | :- | :- |
    | down / up | The next answer, the one before; the line keeps the focus. |
    | pagedown / pageup | A page of answers. |
    | escape | Back. |
    """

    # Textual would lay the whole screen out at every letter, for inputs that grow with what they hold. This one takes
    # the room that there is.
    virtual_size = Reactive(Size(0, 0), layout=False)

    def action_drive(self, what: str, by: float) -> None:
        line = self.parent
        if isinstance(line, QueryLine) and line.drives is not None:
            if what == "move":
                line.drives.action_move(int(by))
            else:
                line.drives.action_page(by)

    def action_leave(self) -> None:
        line = self.parent
        if isinstance(line, QueryLine):
            line.post_message(QueryLine.Left(line))


class QueryLine(Horizontal):
    """Prompt, text, and at the right what came of it (``11 hits · 4 ms``)."""

    DEFAULT_CSS = """
    QueryLine {
        height: 1;
        background: $focus;
        padding: 0 1;
        & QueryInput { width: 1fr; }
    }
    """

    class Said(Message):
        """Base of what carries the text."""

        def __init__(self, line: QueryLine, value: str) -> None:
            super().__init__()
            self.line = line
            self.value = value

        @property
        def control(self) -> QueryLine:
            return self.line

    class Changed(Said):
        """The text changed. Older ones still in the queue are dropped."""

        def can_replace(self, message: Message) -> bool:
            return isinstance(message, QueryLine.Changed) and message.line is self.line

    class Submitted(Said):
        """Enter was pressed, and no list is driven in which it would open a row."""

    class Left(Message):
        """Escape was pressed."""

        def __init__(self, line: QueryLine) -> None:
            super().__init__()
            self.line = line

        @property
        def control(self) -> QueryLine:
            return self.line

    def __init__(
        self,
        *,
        prompt: str = "/",
        placeholder: str = "",
        drives: LineList[Any] | None = None,
        name: str | None = None,
        id: str | None = None,  # noqa: A002
        classes: str | None = None,
    ) -> None:
        """``drives`` is the list that Up, Down and Enter act upon."""
        super().__init__(name=name, id=id, classes=classes)
        self.drives = drives
        self._prompt = LineLabel(f"{prompt} ", is_bold=True)
        self.input = QueryInput(placeholder=placeholder, select_on_focus=False)
        self._info = LineLabel()

    def compose(self) -> ComposeResult:
        yield self._prompt
        yield self.input
        yield self._info

    @property
    def value(self) -> str:
        """What is typed."""
        return self.input.value

    @value.setter
    def value(self, value: str) -> None:
        self.input.value = value
        self.input.cursor_position = len(value)

    def set_info(self, words: str) -> None:
        """Say at the right end what came of the question."""
        self._info.say(f"  {words}" if words else "")

    def focus_input(self) -> None:
        """Give the typing part the focus."""
        self.input.focus()

    def on_descendant_focus(self) -> None:
        if self.drives is not None:
            self.drives.is_driven = True

    def on_descendant_blur(self) -> None:
        if self.drives is not None:
            self.drives.is_driven = False

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        self.post_message(self.Changed(self, event.value))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        if self.drives is not None and self.drives.highlighted is not None:
            self.drives.action_choose()
        else:
            self.post_message(self.Submitted(self, event.value))


class Filtered(Vertical):
    """A list with a filter line of its own, which shows itself when the list's filter key is pressed.

    Enter keeps the filter and goes back to the list; Escape takes it off, in the line and in the list.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "clear_filter", "all rows", id="list.all", tooltip="show all rows again"),
    ]
    """
    | Key(s) | Description |
    | :- | :- |
    | escape | Take the filter off. |
    """

    DEFAULT_CSS = """
    Filtered {
        height: 1fr;
        & > QueryLine { display: none; dock: top; }
        &.-filtering > QueryLine { display: block; }
    }
    """

    def __init__(
        self,
        rows: LineList[Any],
        *,
        placeholder: str = "words in any order",
        name: str | None = None,
        id: str | None = None,  # noqa: A002
        classes: str | None = None,
    ) -> None:
        self.rows = rows
        self.line = QueryLine(prompt="f", placeholder=placeholder, drives=rows)
        super().__init__(self.line, rows, name=name, id=id, classes=classes)

    @on(LineList.FilterWanted)
    def _list_filter_wanted(self, event: LineList.FilterWanted) -> None:
        event.stop()
        self.add_class("-filtering")
        self.line.focus_input()

    @on(LineList.Counted)
    def _list_counted(self, event: LineList.Counted) -> None:
        self.line.set_info(f"{event.shown:,} of {event.total:,} · esc shows all")

    def on_query_line_changed(self, event: QueryLine.Changed) -> None:
        event.stop()
        self.rows.filter(event.value)

    @on(LineList.Chosen)
    def _list_chosen(self, event: LineList.Chosen) -> None:
        if self.line.input.has_focus:
            self.rows.focus()

    def on_query_line_submitted(self, event: QueryLine.Submitted) -> None:
        event.stop()
        self.rows.focus()

    def on_query_line_left(self, event: QueryLine.Left) -> None:
        event.stop()
        self.clear_filter()
        self.rows.focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Without a filter Escape is the desk's."""
        return action != "clear_filter" or self.has_class("-filtering")

    def action_clear_filter(self) -> None:
        """Take the filter off and go on in the list."""
        self.clear_filter()
        self.rows.focus()

    def clear_filter(self) -> None:
        """Take the filter off and its line away."""
        self.line.value = ""
        self.rows.filter("")
        self.remove_class("-filtering")
