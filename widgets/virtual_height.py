"""How tall a list is, told to Textual without more work than it asks for."""

from __future__ import annotations

from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.widget import Widget


def set_lines(view: ScrollView, lines: int) -> None:
    """Make ``view`` ``lines`` high. The screen is laid out anew only where something else depends on it."""
    tall, before = view.container_size.height, view.virtual_size.height
    if not tall or view.styles.is_auto_height or (lines > tall) is not (before > tall):
        view.virtual_size = Size(0, lines)
    elif lines != before:
        view.set_reactive(Widget.virtual_size, Size(0, lines))
        view._scroll_update(view.virtual_size)
