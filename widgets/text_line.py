"""One line of typed text that draws nothing but what it should: what was pasted may be hostile."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import ClassVar

from rich.text import Text
from textual import events
from textual.binding import Binding, BindingType
from textual.widgets import Input

from widgets.content import rich_text


def told(bindings: Iterable[BindingType], prefix: str) -> list[BindingType]:
    """Textual's own ``bindings`` with an id (``prefix.action``) and a tooltip, so that they can be remapped."""
    named: list[BindingType] = []
    for binding in Binding.make_bindings(bindings):
        action = binding.action.replace("(True)", "-select").replace("_", "-")
        named.append(
            replace(
                binding,
                id=binding.id or f"{prefix}.{action}.{binding.key}",
                tooltip=binding.tooltip or binding.description.lower(),
            )
        )
    return named


class TextLine(Input, inherit_bindings=False):
    """Textual's input without markup, escapes or a box; a paste of several lines becomes one."""

    BINDINGS: ClassVar[list[BindingType]] = told(Input.BINDINGS, "line")

    DEFAULT_CSS = """
    TextLine {
        border: none;
        height: 1;
        padding: 0;
        background: transparent;
        background-tint: transparent;
        color: $ink;
        &:focus { border: none; background-tint: transparent; }
        &>.input--placeholder, &>.input--suggestion { color: $faint; }
    }
    """

    @property
    def _value(self) -> Text:
        return rich_text("*" * len(self.value) if self.password else self.value)

    def _on_paste(self, event: events.Paste) -> None:
        words = " ".join(event.text.split("\n")).replace("\r", "").strip()
        if words:
            self.replace(words, *sorted(self.selection))
        event.stop()
        event.prevent_default()
