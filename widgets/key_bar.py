"""The last row of the screen: the keys that work right now, and where the person stands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from textual import events
from textual.binding import Binding
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget

from widgets.drawing import Piece, strip_of
from widgets.graphemes import width
from widgets.marks import marks_of
from widgets.theme import palette_of

MOST_KEYS = 7
_KEPT = 3
"""From this importance on a word of the status keeps its room before the keys."""
_SHOWN = {
    "question_mark": "?",
    "slash": "/",
    "full_stop": ".",
    "comma": ",",
    "plus": "+",
    "minus": "-",
    "underscore": "_",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "less_than_sign": "<",
    "greater_than_sign": ">",
    "colon": ":",
    "at": "@",
    "number_sign": "#",
    "left_parenthesis": "(",
    "right_parenthesis": ")",
    "left_curly_bracket": "{",
    "right_curly_bracket": "}",
    "escape": "esc",
    "pagedown": "pgdn",
    "pageup": "pgup",
    "down": "↓",
    "up": "↑",
    "left": "←",
    "right": "→",
}


@dataclass(frozen=True, slots=True)
class Key:
    """A key as the bar shows it: ``press`` is Textual's name for it."""

    press: str
    shown: str
    words: str


def shown_key(binding: Binding) -> str:
    """A bound key as people write it: ``ctrl+p``, ``?``, ``esc``, ``↓``."""
    if binding.key_display:
        return binding.key_display
    *modifiers, key = binding.key.split("+")
    return "+".join([*modifiers, _SHOWN.get(key, key)])


def is_typed(screen: Screen[object], binding: Binding) -> bool:
    """Whether the key is a letter that the field with the focus takes for itself."""
    shown, field = shown_key(binding), screen.focused
    is_letter = len(shown) == 1 and shown.isascii() and not binding.priority
    return is_letter and field is not None and field.check_consume_key(binding.key, shown)


def live_keys(screen: Screen[object], most: int = MOST_KEYS) -> list[Key]:
    """The bindings that are live where the focus is and want to be shown, one key an action, nearest first.

    Where there are more than ``most``, the last place goes to the key for help, if there is one.
    """
    seen: dict[str, Key] = {}
    for active in screen.active_bindings.values():
        binding = active.binding
        if binding.show and active.enabled and binding.action not in seen and not is_typed(screen, binding):
            seen[binding.action] = Key(binding.key, shown_key(binding), binding.description)
    keys = list(seen.values())
    if len(keys) <= most:
        return keys
    aid = [key for key in keys[most - 1 :] if key.words == "help"]
    return keys[: most - 1] + (aid or keys[most - 1 :])[:1]


def fitting(parts: Sequence[tuple[str, int]], room: int, between: int = 3) -> list[str]:
    """Those of ``parts`` (text, importance) that fit in ``room`` cells side by side; the least important go first."""
    kept = list(parts)
    while kept and sum(width(text) for text, _ in kept) + between * (len(kept) - 1) > room:
        kept.remove(min(kept, key=lambda part: part[1]))
    return [text for text, _ in kept]


class KeyBar(Widget):
    """At most seven keys for the focused pane at the left, the status at the right. A click presses the key."""

    DEFAULT_CSS = """
    KeyBar { height: 1; dock: bottom; background: $surface; color: $muted; }
    """
    ALLOW_SELECT = False

    def __init__(
        self,
        *,
        name: str | None = None,
        id: str | None = None,  # noqa: A002
        classes: str | None = None,
    ) -> None:
        super().__init__(name=name, id=id, classes=classes)
        self._keys: list[Key] = []
        self._status: tuple[tuple[str, int], ...] = ()
        self._regions: list[tuple[int, int, str]] = []

    def set_status(self, *parts: tuple[str, int] | str) -> None:
        """Say where the person stands: each part a text, or a text and its importance (least goes first).

        Nothing is laid out anew: this may be called at every key.
        """
        status = tuple((part, 0) if isinstance(part, str) else part for part in parts)
        status = tuple(part for part in status if part[0])
        if status != self._status:
            self._status = status
            self.refresh(layout=False)

    def set_keys(self, keys: Iterable[Key]) -> None:
        """Show ``keys`` until the bindings change again."""
        self._keys = list(keys)
        self.refresh(layout=False)

    def on_mount(self) -> None:
        self.screen.bindings_updated_signal.subscribe(self, self._bindings_changed)
        self._bindings_changed(self.screen)

    def _bindings_changed(self, screen: Screen[object]) -> None:
        # The signal also comes while the screen lies under another.
        if self.is_attached and screen is self.app.screen:
            keys = live_keys(screen)
            if keys != self._keys:
                self.set_keys(keys)

    def render_line(self, y: int) -> Strip:
        palette, marks, room = palette_of(self), marks_of(self), self.size.width
        between = f" {marks.dot} "
        top = self._top()
        foremost = max((width(text) for text, importance in self._status if importance == top >= _KEPT), default=0)
        pieces: list[Piece] = []
        self._regions, at = [], 1
        bold, quiet = palette.ink(palette.text, "bold"), palette.ink(palette.muted)
        for key in self._keys:
            wide = width(key.shown) + 1 + width(key.words)
            if at + wide + 2 + foremost + bool(foremost) > room:
                break
            pieces += [(key.shown, bold), (" " + key.words, quiet), ("  ", None)]
            self._regions.append((at, at + wide, key.press))
            at += wide + 2
        right = between.join(fitting(self._status, room - at - 1))
        gap = room - 1 - at - width(right)
        return strip_of([(" ", None), *pieces, (" " * gap, None), (right, quiet)], room, self.rich_style)

    def _top(self) -> int:
        return max((importance for _, importance in self._status), default=0)

    def on_click(self, event: events.Click) -> None:
        for first, last, press in self._regions:
            if first <= event.x < last:
                self.app.simulate_key(press)
