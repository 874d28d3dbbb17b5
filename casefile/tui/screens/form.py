"""Asking for a few lines: a title, a path, an article's details."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from casefile.tui import keymap
from casefile.tui.screens.sheet import SheetTitle
from widgets.content import content
from widgets.text_line import TextLine


@dataclass(frozen=True, slots=True)
class Ask:
    """One line of a form. ``hint`` stands in the empty field; ``value`` is what it holds at first.

    ``is_secret``: what is typed is not shown. ``is_more``: hidden until somebody asks for more. ``is_path``: what is
    pasted is read as paths, one a line. ``is_proposed``: the ``value`` of the first one is selected, so that
    typing replaces it.
    """

    name: str
    label: str
    value: str = ""
    hint: str = ""
    is_secret: bool = False
    is_more: bool = False
    is_path: bool = False
    is_proposed: bool = False


class PathLine(TextLine):
    """A line for paths: several that are pasted, one a line, are quoted as a shell would need them."""

    def _on_paste(self, event: events.Paste) -> None:
        from casefile.tui.screens.add import pasted_paths

        super()._on_paste(events.Paste(pasted_paths(event.text)))
        event.stop()
        event.prevent_default()


class FormScreen(ModalScreen[dict[str, str] | None]):
    """A title and a few fields over the dimmed desk. Returns the fields by name, or None after Esc.

    Enter in the last field, or in the only one, is yes; elsewhere it goes to the next.
    """

    AUTO_FOCUS = "TextLine"

    BINDINGS: ClassVar[list[BindingType]] = [
        keymap.key("escape", "dismiss_form", "cancel", "form.cancel", "close it; nothing is changed"),
        keymap.key("tab", "app.focus_next", "next", "form.next", "the next field"),
        keymap.key("shift+tab", "app.focus_previous", "previous", "form.previous", "the field before"),
        keymap.key("f10,ctrl+s,ctrl+enter,alt+enter", "submit", "save", "form.save", "save it, from any field"),
        keymap.key("f3,down", "more", "more", "form.more", "more to say; else the next field"),
        keymap.key("up", "app.focus_previous", "previous", "form.up-field", "the field before"),
        keymap.key("pagedown", "scroll_form(8)", "down", "form.down", "scroll down, up"),
        keymap.key("pageup", "scroll_form(-8)", "up", "form.up", "scroll down, up"),
    ]

    def __init__(
        self,
        title: str,
        asks: Sequence[Ask],
        *,
        explain: str = "",
        yes: str = "save",
        below: Sequence[tuple[str, str]] = (),
    ) -> None:
        """``below``: pairs of a label and words that stand under the fields and cannot be changed."""
        super().__init__()
        self._title = title
        self._asks = asks
        self._explain = explain
        self._yes = yes
        self._below = below

    def compose(self) -> ComposeResult:
        with Vertical(classes="sheet"):
            yield SheetTitle(self._title)
            with VerticalScroll(classes="sheet-body", can_focus=False):
                if self._explain:
                    yield Static(content(self._explain, lines=True), classes="sheet-words")
                for ask in self._asks:
                    with Horizontal(classes="ask -more" if ask.is_more else "ask"):
                        if ask.label:
                            yield Static(content(ask.label), classes="ask-label")
                        yield (PathLine if ask.is_path else TextLine)(
                            ask.value,
                            placeholder=ask.hint,
                            id=f"ask-{ask.name}",
                            select_on_focus=False,
                            password=ask.is_secret,
                        )
                for at, (label, words) in enumerate(self._below):
                    with Horizontal(classes="fact -first" if at == 0 else "fact"):
                        yield Static(content(label), classes="ask-label")
                        yield Static(content(words), classes="fact-words")
            yield Static(content(self._keys()), classes="sheet-keys")

    def _keys(self) -> str:
        if self.has_more:
            return f"enter {self._yes} · F3 or ↓ more"
        several = "enter next field · F10 or ctrl+s " if len(self._asks) > 1 else "enter "
        return several + self._yes

    @property
    def has_more(self) -> bool:
        """Whether there are fields that are still hidden."""
        return any(ask.is_more for ask in self._asks) and not self.has_class("-all")

    def on_mount(self) -> None:
        first = self.query(TextLine).first()
        first.focus()
        if self._asks[0].is_proposed:
            first.select_all()

    def action_more(self) -> None:
        """Show the hidden fields and go to the first of them; else to the next field."""
        if self.has_more:
            self.add_class("-all")
            self.query_one(".sheet-keys", Static).update(content(self._keys()))
            first = next(ask for ask in self._asks if ask.is_more)
            self.set_focus(self.query_one(f"#ask-{first.name}", TextLine))
        else:
            self.focus_next()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        fields = [self.query_one(f"#ask-{ask.name}", TextLine) for ask in self._asks if not self._is_hidden(ask)]
        if event.input is fields[-1]:
            self.action_submit()
        else:
            self.focus_next()

    def _is_hidden(self, ask: Ask) -> bool:
        return ask.is_more and self.has_more

    def action_submit(self) -> None:
        self.dismiss({ask.name: self.query_one(f"#ask-{ask.name}", TextLine).value for ask in self._asks})

    def action_scroll_form(self, rows: int) -> None:
        body = self.query_one(".sheet-body", VerticalScroll)
        body.scroll_to(y=body.scroll_offset.y + rows, animate=False)

    def action_dismiss_form(self) -> None:
        self.dismiss(None)


def changed(before: Mapping[str, str], after: Mapping[str, str]) -> dict[str, str]:
    """Only the fields that somebody changed."""
    return {name: value for name, value in after.items() if value != before.get(name, "")}
