"""Help: the keys of the focused pane and of everywhere, made from the bindings that are live right now."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen, Screen

from casefile.tui import keymap
from casefile.tui.screens.sheet import SheetTitle
from widgets.help_sheet import HelpGroup, HelpSheet, mark_group
from widgets.key_bar import shown_key
from widgets.marks import marks_of
from widgets.pane import Pane
from widgets.query_line import QueryLine

_PANES = {"source": "the source", "entities": "the entities", "notes": "the notes", "articles": "the articles"}


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
    """The live bindings in groups: of the focused pane, of the screen, of the app. Keys of one action share a row."""
    inside: dict[str, list[Binding]] = {}
    moving: dict[str, list[Binding]] = {}
    here: dict[str, list[Binding]] = {}
    everywhere: dict[str, list[Binding]] = {}
    for active in screen.active_bindings.values():
        binding, node = active.binding, active.node
        if not binding.tooltip or binding.system:
            continue
        into = everywhere if node is screen.app else here if node is screen else moving
        if isinstance(node, Pane):
            into = inside
        _group(into, binding)
    label = f"In {pane}" if pane else "Here"
    named = ((label, inside), ("On this screen", here), ("Everywhere", everywhere), ("Moving, selecting", moving))
    return [HelpGroup(words, tuple(_rows(found.values()))) for words, found in named if found]


def _group(into: dict[str, list[Binding]], binding: Binding) -> None:
    into.setdefault(binding.tooltip, []).append(binding)


def _rows(groups: Iterable[list[Binding]]) -> Iterable[tuple[str, str]]:
    for bindings in groups:
        yield " ".join(dict.fromkeys(shown_key(binding) for binding in bindings)), bindings[0].tooltip
