"""Help: the keys of the focused pane and of everywhere, made from the bindings that are live right now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen, Screen

from casefile.tui import keymap
from casefile.tui.screens.sheet import SheetTitle
from widgets.help_sheet import HelpGroup, HelpSheet, mark_group
from widgets.key_bar import is_typed, shown_key
from widgets.marks import marks_of
from widgets.pane import Pane
from widgets.query_line import QueryLine

_PANES = {"source": "the source", "entities": "the entities", "notes": "the notes", "articles": "the articles"}
_MOVEMENT = ("move", "page", "first", "last", "scroll", "ends", "cursor", "delete")


class HelpScreen(ModalScreen[None]):
    """Over the dimmed screen that it is about. Typing narrows it; the arrows scroll it."""

    AUTO_FOCUS = "QueryInput"

    BINDINGS: ClassVar[list[BindingType]] = [
        keymap.key("escape,f1", "dismiss_help", "close", "help.close", "close this help", bar=True),
        keymap.key("down", "scroll(1)", "down", "help.down", "a line down", first=True),
        keymap.key("up", "scroll(-1)", "up", "help.up", "a line up", first=True),
        keymap.key("pagedown", "scroll(12)", "page down", "help.page-down", "a page down", first=True),
        keymap.key("pageup", "scroll(-12)", "page up", "help.page-up", "a page up", first=True),
    ]

    def __init__(self, about: str, groups: list[HelpGroup]) -> None:
        super().__init__()
        self._about = about
        self._groups = groups

    @classmethod
    def about(cls, screen: Screen[object]) -> HelpScreen:
        """Help for what has the focus on ``screen``."""
        pane = (
            next((node for node in screen.focused.ancestors if isinstance(node, Pane)), None)
            if screen.focused
            else None
        )
        name = _PANES.get((pane.id or "").removesuffix("-pane"), "") if pane is not None else ""
        return cls(name or "this screen", groups_of(screen, name))

    def compose(self) -> ComposeResult:
        with Vertical(classes="sheet help"):
            yield SheetTitle(f"Help ▸ {self._about}")
            yield HelpSheet([*self._groups, mark_group(marks_of(self))])
            yield QueryLine(prompt="/", placeholder="search this help", id="help-query")

    def on_mount(self) -> None:
        line = self.query_one(QueryLine)
        line.set_info("keys are live: what you remapped is shown")
        line.input.cursor_blink = False
        line.focus_input()
        self.query_one(HelpSheet).can_focus = False

    def on_query_line_changed(self, event: QueryLine.Changed) -> None:
        event.stop()
        self.query_one(HelpSheet).filter(event.value)

    def on_query_line_left(self, event: QueryLine.Left) -> None:
        event.stop()
        self.dismiss(None)

    def action_scroll(self, lines: int) -> None:
        sheet = self.query_one(HelpSheet)
        sheet.scroll_to(y=sheet.scroll_offset.y + lines, animate=False)

    def action_dismiss_help(self) -> None:
        self.dismiss(None)


def groups_of(screen: Screen[object], pane: str) -> list[HelpGroup]:
    """The live bindings in groups: of the focused pane, of the screen, of the app. Keys of one meaning share a row.

    What the bottom row shows comes first; movement, which people try without reading, comes last.
    """
    inside: list[Binding] = []
    moving: list[Binding] = []
    here: list[Binding] = []
    everywhere: list[Binding] = []
    for active in screen.active_bindings.values():
        binding, node = active.binding, active.node
        if not binding.tooltip or binding.system or is_typed(screen, binding):
            continue
        if node is screen.app:
            everywhere.append(binding)
        elif node is screen:
            here.append(binding)
        elif not isinstance(node, Pane) and _is_movement(binding.action):
            moving.append(binding)
        else:
            inside.append(binding)
    inside.sort(key=lambda binding: not binding.show)
    label = f"In {pane}" if pane else "Here"
    named = ((label, inside), ("On this screen", here), ("Everywhere", everywhere), ("Moving, selecting", moving))
    return [HelpGroup(words, tuple(_rows(found))) for words, found in named if found]


def _is_movement(action: str) -> bool:
    return action.partition("(")[0].startswith(_MOVEMENT)


def _rows(bindings: Iterable[Binding]) -> Iterable[tuple[str, str]]:
    meanings: dict[str, list[tuple[int, str]]] = {}
    times: Counter[str] = Counter()
    for binding in bindings:
        # The first key of each thing comes before the second of any: ``g G ctrl+home ctrl+end``.
        meanings.setdefault(binding.tooltip, []).append((times[binding.action], shown_key(binding)))
        times[binding.action] += 1
    for words, keys in meanings.items():
        in_order = [key for _, key in sorted(keys, key=lambda pair: pair[0])]
        yield " ".join(_short(dict.fromkeys(in_order))), words


def _short(keys: Iterable[str]) -> list[str]:
    """Keys with the same modifiers say them once: ``shift+↑ ↓`` for ``shift+↑ shift+↓``."""
    short: list[str] = []
    before = ""
    for key in keys:
        held, plus, last = key.rpartition("+")
        is_again = bool(plus and last) and held == before
        short.append(last if is_again else key)
        before = held if last else ""
    return short
