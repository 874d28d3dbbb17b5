"""A line to type in what is looked for in the text above it, and at its right end which of how many is shown."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input

from widgets.query_line import LineLabel
from widgets.text_line import TextLine

_STEP = 16
"""The width of what is said at the right end is a multiple of so many cells."""


_KEYS: list[BindingType] = [
    Binding("enter", "find('take')", "go to it", id="find.take", tooltip="put the caret there; again: on the next"),
    Binding("down", "find('next')", "next", id="find.next", tooltip="show the next, the one before"),
    Binding(
        "up,shift+enter", "find('previous')", "before", id="find.previous", tooltip="show the next, the one before"
    ),
    Binding("escape", "find('leave')", "back", id="find.leave", tooltip="back to where you were reading"),
    Binding("ctrl+f", "find('again')", "all of it", show=False, id="find.again", tooltip="select what is typed"),
]


class FindInput(TextLine):
    """The typing part of a find line."""

    BINDINGS: ClassVar[list[BindingType]] = _KEYS
    """As those of ``FindLine``, before Textual's own."""

    def action_find(self, what: str) -> None:
        line = self.parent
        if isinstance(line, FindLine):
            line.action_find(what)


class FindLine(Horizontal):
    """Shown while somebody looks for something; what it finds is its owner's business."""

    BINDINGS: ClassVar[list[BindingType]] = _KEYS
    """
    | Key(s) | Description |
    | :- | :- |
    | enter | Put the caret on the hit that is shown; on the next one where it is there already. |
    | down | Show the next hit. |
    | up,shift+enter | Show the hit before. |
    | escape | Back to the text: to the place before, or to the hit that the caret was put on. |
    | ctrl+f | Select what is typed. |
    """

    DEFAULT_CSS = """
    FindLine {
        height: 1;
        background: $focus;
        padding: 0 1;
        display: none;
        & FindInput { width: 1fr; }
        &.-open { display: block; }
    }
    """

    class Changed(Message):
        """What is looked for changed. Older ones still in the queue are dropped."""

        def __init__(self, line: FindLine, value: str) -> None:
            super().__init__()
            self.line = line
            self.value = value

        @property
        def control(self) -> FindLine:
            return self.line

        def can_replace(self, message: Message) -> bool:
            return isinstance(message, FindLine.Changed) and message.line is self.line

    class Wanted(Message):
        """A key was pressed: ``what`` is ``take``, ``next``, ``previous`` or ``leave``."""

        def __init__(self, line: FindLine, what: str) -> None:
            super().__init__()
            self.line = line
            self.what = what

        @property
        def control(self) -> FindLine:
            return self.line

    def __init__(
        self,
        *,
        prompt: str = "find",
        placeholder: str = "",
        name: str | None = None,
        id: str | None = None,  # noqa: A002
        classes: str | None = None,
    ) -> None:
        super().__init__(name=name, id=id, classes=classes)
        self._prompt = LineLabel(f"{prompt} ", is_bold=True)
        self.input = FindInput(placeholder=placeholder, select_on_focus=False)
        self._info = LineLabel()

    def compose(self) -> ComposeResult:
        yield self._prompt
        yield self.input
        yield self._info

    def action_find(self, what: str) -> None:
        """Carry out a key's ``what``; see ``BINDINGS``."""
        if what == "again":
            self.input.select_all()
        else:
            self.post_message(self.Wanted(self, what))

    @property
    def is_open(self) -> bool:
        return self.has_class("-open")

    @property
    def value(self) -> str:
        """What is typed."""
        return self.input.value

    def open(self, value: str) -> None:
        """Show the line with ``value`` in it, all of it selected, and give it the focus."""
        self.add_class("-open")
        with self.input.prevent(Input.Changed):
            self.input.value = value
        self.input.cursor_blink = False
        self.screen.set_focus(self.input)
        self.input.select_all()

    def close(self) -> None:
        """Take the line away."""
        self.remove_class("-open")

    def set_info(self, words: str) -> None:
        """Say at the right end what came of it."""
        # Blanks at the left: a line whose width changes at every key would have the screen laid out at every key.
        self._info.say(f"  {words}".rjust(-(-len(words) // _STEP) * _STEP + 2))

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        self.post_message(self.Changed(self, event.value))
