"""A note being written. What is typed is what is kept: pins stay raw, nothing is turned into anything else."""

from __future__ import annotations

import re
from typing import ClassVar

from rich.text import Text
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import TextArea

from casefile.domain.span import Pin, PlacedPin, find_pins
from widgets.content import rich_text
from widgets.note_text import HEADING, TASK
from widgets.text_line import told
from widgets.theme import palette_of

PAINTED_UP_TO = 20_000
"""Code points: in a longer note only pins are painted, or keys would begin to wait."""

_FREED = ("f6", "f7")
_QUOTE = re.compile(r"\s*>")


class NoteEditor(TextArea, inherit_bindings=False):
    """Textual's text area with pins and light Markdown painted over the text, never into it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            binding
            for binding in told(TextArea.BINDINGS, "editor")
            if isinstance(binding, Binding) and binding.key not in _FREED
        ),
        Binding("ctrl+g", "open_pin", "to the passage", id="editor.open-pin", tooltip="go to the pin's passage"),
    ]
    """
    | Key(s) | Description |
    | :- | :- |
    | ctrl+g | Go to the passage of the pin under the caret. |
    | F6, F7 | Free for the desk; all else is as in Textual's text area. |
    """

    DEFAULT_CSS = """
    NoteEditor {
        border: none;
        padding: 0 1;
        background: $bg;
        background-tint: transparent;
        color: $ink;
        scrollbar-size-vertical: 1;
        &:focus { border: none; background-tint: transparent; }
        & .text-area--cursor { background: $ink; color: $bg; }
        & .text-area--cursor-line { background: transparent; }
        & .text-area--selection { background: $selection; }
        & .text-area--matching-bracket { background: transparent; }
        & .text-area--placeholder { color: $faint; }
    }
    """

    class PinActivated(Message):
        """The pin under the caret was opened."""

        def __init__(self, editor: NoteEditor, pin: Pin) -> None:
            super().__init__()
            self.editor = editor
            self.pin = pin

        @property
        def control(self) -> NoteEditor:
            return self.editor

    class Edited(Message):
        """The text changed by typing, pasting, undo or ``replace_all``; not by ``open_note``."""

        def __init__(self, editor: NoteEditor) -> None:
            super().__init__()
            self.editor = editor

        @property
        def control(self) -> NoteEditor:
            return self.editor

        def can_replace(self, message: Message) -> bool:
            return isinstance(message, NoteEditor.Edited) and message.editor is self.editor

    def __init__(
        self,
        body: str = "",
        *,
        name: str | None = None,
        id: str | None = None,  # noqa: A002
        classes: str | None = None,
        disabled: bool = False,
    ) -> None:
        super().__init__(
            body,
            language=None,
            theme="css",
            soft_wrap=True,
            tab_behavior="focus",
            show_line_numbers=False,
            compact=True,
            highlight_cursor_line=False,
            name=name,
            id=id,
            classes=classes,
            disabled=disabled,
        )
        self.match_cursor_bracket = False
        self._know()

    # Text in and out

    def open_note(self, body: str) -> None:
        """Show another note's body; its undo history begins here."""
        self.load_text(body)
        self._know()

    def _know(self) -> None:
        # Not the body as given: a text area turns rare line ends (U+2028, form feed) into its own, and that
        # alone must not count as an edit, or every opened note would be saved again.
        self._known = self.text
        self._is_painted = len(self._known) <= PAINTED_UP_TO

    def replace_all(self, body: str) -> None:
        """Put ``body`` (from an external editor, say) in the place of the text; undo takes it back."""
        if body != self.text:
            self.history.checkpoint()
            self.replace(body, (0, 0), self.document.end)
            self.history.checkpoint()

    def insert_pin(self, pin: Pin) -> None:
        """Write ``pin`` at the caret, with a space before it where a word ends there."""
        row, column = self.selection.end
        before = self.document.get_line(row)[:column]
        gap = " " if before and not before[-1].isspace() else ""
        self.insert(gap + str(pin), maintain_selection_offset=False)

    def pin_at_cursor(self) -> Pin | None:
        """The pin that the caret stands in or right behind."""
        row, column = self.selection.end
        for placed in self._pins_of(self.document.get_line(row)):
            if placed.where.start <= column <= placed.where.end:
                return placed.pin
        return None

    @staticmethod
    def _pins_of(line: str) -> list[PlacedPin]:
        return list(find_pins(line)) if "⟦" in line else []

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        event.stop()
        before = self._known
        self._know()
        if self._known != before:
            self.post_message(self.Edited(self))

    # Drawing

    def get_line(self, line_index: int) -> Text:
        line = self.document.get_line(line_index)
        shown = rich_text(line, lines=True)
        palette = palette_of(self)
        if self._is_painted:
            if heading := HEADING.match(line):
                shown.stylize(palette.ink(palette.faint), 0, heading.end())
                shown.stylize(palette.ink(palette.text, "bold"), heading.end())
            elif task := TASK.match(line):
                is_done = task[2] != " "
                shown.stylize(palette.ink(palette.faint), 0, task.end())
                if is_done:
                    shown.stylize(palette.ink(palette.faint, "strike"), task.end())
            elif _QUOTE.match(line):
                shown.stylize(palette.ink(palette.muted))
        for placed in self._pins_of(line):
            start, end = placed.where.start, placed.where.end
            shown.stylize(palette.ink(palette.faint, "not strike not bold"), start, end)
            shown.stylize(palette.ink(palette.accent), start + 1, end - 1)
        return shown

    def action_open_pin(self) -> None:
        """Go to the passage of the pin under the caret."""
        pin = self.pin_at_cursor()
        if pin is not None:
            self.post_message(self.PinActivated(self, pin))
