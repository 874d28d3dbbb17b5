"""An app around one widget, and hostile words to feed it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from textual.app import App, ComposeResult
from textual.message import Message
from textual.widget import Widget

from widgets.theme import use_themes

HOSTILE = (
    "[REDACTED] paid",
    "[/path]",
    "[@click=app.quit]x[/]",
    "\x1b]52;c;aGVsbG8=\x07 and \x1b[31mred",
    "\x9b2J \x85 \x00",
    "\u202eevil\u202c \u2066x\u2069",
    "a\u200db \ud800 \ufeff",
    "two\nlines\tand a tab",
    "日本語の名前がとても長いので切られる",
    "e\u0301" * 30,
)
"""Markup, escapes, overrides, a lone surrogate, and what is wider or narrower than it looks."""

_FORBIDDEN = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


class WidgetApp(App[None]):
    """Shows the widgets it is given, and keeps every message that reaches it, newest last."""

    ENABLE_COMMAND_PALETTE = False

    def __init__(self, *shown: Widget, css: str = "") -> None:
        self.CSS = css
        super().__init__()
        use_themes(self)
        self.shown = shown
        self.heard: list[Message] = []

    def compose(self) -> ComposeResult:
        yield from self.shown

    async def on_event(self, event: Any) -> None:
        await super().on_event(event)

    def hear(self, kind: type[Message]) -> list[Any]:
        """The messages of ``kind`` so far."""
        return [message for message in self.heard if isinstance(message, kind)]

    async def _on_message(self, message: Message) -> None:
        if type(message).__module__.startswith("widgets."):
            self.heard.append(message)
        await super()._on_message(message)


def screen_lines(app: App[Any]) -> list[str]:
    """What is on the screen, row by row."""
    return [strip.text for strip in app.screen._compositor.render_strips()]


def screen_text(app: App[Any]) -> str:
    """What is on the screen, as one text."""
    return "\n".join(screen_lines(app))


def forbidden_in(app: App[Any]) -> Iterator[str]:
    """Characters on the screen that a terminal would obey or hide."""
    for line in screen_lines(app):
        yield from _FORBIDDEN.findall(line)
