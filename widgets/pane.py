"""A pane: a title row and one column at its left. No boxes: focus is an edge and a tinted title."""

from __future__ import annotations

from textual.containers import Container
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from widgets.drawing import Piece, strip_of
from widgets.graphemes import cut, width
from widgets.marks import ASCII, marks_of
from widgets.theme import palette_of


def _leading(info: str, room: int, between: str) -> str:
    """As many of the facts in ``info``, from the first, as fit whole in ``room`` cells."""
    facts = info.split(" · ")
    while facts and width(between.join(facts)) > room:
        facts.pop()
    return between.join(facts)


class PaneTitle(Widget):
    """The first row of a pane: what it shows at the left, a fact or two and a grade at the right."""

    DEFAULT_CSS = """
    PaneTitle { height: 1; dock: top; }
    """
    ALLOW_SELECT = False

    title: reactive[str] = reactive("")
    """What the pane shows. It is cut where the row is short."""
    info: reactive[str] = reactive("")
    """What stands at the right end: facts between `` · ``. Where the row is short the last ones are left out."""
    chip: reactive[str] = reactive("")
    """A grade, on a chip of its own behind ``info``."""
    label: reactive[str] = reactive("")
    """What stands before the title: ``S1``."""
    is_lit: reactive[bool] = reactive(False)
    """Whether the pane has the focus."""

    def render_line(self, y: int) -> Strip:
        palette, marks, room = palette_of(self), marks_of(self), self.size.width
        ground = palette.focused_title if self.is_lit else palette.title
        chip = f" {self.chip} " if self.chip else ""
        label = f"{self.label}  " if self.label else ""
        free = room - 1 - (len(chip) + 1 if chip else 0) - width(label)
        info = _leading(self.info, free - min(free // 2, width(self.title) + 2), f" {marks.dot} ")
        title = cut(self.title, max(0, free - width(info) - 2), marks.cut)
        right: list[Piece] = [(info, palette.ink(palette.muted, "not bold"))]
        if chip:
            right += [("  " if info else "", None), (chip, palette.grade)]
        gap = room - 1 - width(label) - width(title) - sum(width(text) for text, _ in right)
        return strip_of([(label, None), (title, None), (" " * gap, None), *right], room, ground)


class Pane(Container):
    """A title row over whatever widgets it is given, and the edge at its left."""

    DEFAULT_CSS = """
    Pane {
        layout: vertical;
        border-left: solid $rule;
        &.-lit { border-left: wide $accent; }
        &.-plain { border-left: ascii $line; }
        &.-plain.-lit { border-left: ascii $accent; }
        &.-no-title PaneTitle { display: none; }
    }
    """

    def __init__(
        self,
        *children: Widget,
        title: str = "",
        info: str = "",
        name: str | None = None,
        id: str | None = None,  # noqa: A002
        classes: str | None = None,
        disabled: bool = False,
    ) -> None:
        self.head = PaneTitle()
        super().__init__(self.head, *children, name=name, id=id, classes=classes, disabled=disabled)
        self.set_title(title, info)

    def set_title(self, title: str, info: str = "", *, label: str = "", chip: str = "") -> None:
        """Say what the pane shows: ``label`` (S1) and ``title`` left, ``info`` and the grade ``chip`` right."""
        self.head.label, self.head.title, self.head.info, self.head.chip = label, title, info, chip

    def set_info(self, info: str) -> None:
        """Change what stands at the right end only."""
        self.head.info = info

    def on_mount(self) -> None:
        self._choose_edge()

    def notify_style_update(self) -> None:
        super().notify_style_update()
        if self.is_mounted:
            self._choose_edge()

    def _choose_edge(self) -> None:
        self.set_class(marks_of(self) is ASCII, "-plain")

    def on_descendant_focus(self) -> None:
        self._light(True)

    def on_descendant_blur(self) -> None:
        self._light(self.has_focus_within)

    def _light(self, is_lit: bool) -> None:
        self.head.is_lit = is_lit
        self.set_class(is_lit, "-lit")
