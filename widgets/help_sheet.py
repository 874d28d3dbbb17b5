"""Help out of live bindings: groups of keys in two columns, and a line to search them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from casefile.domain.folding import fold
from casefile.domain.kinds import Kind
from widgets.drawing import Piece, blank, section_head, strip_of
from widgets.graphemes import cut, width
from widgets.marks import Marks, marks_of
from widgets.theme import Palette, palette_of

_TWO_COLUMNS = 76
_GAP = 3
_MOST_KEYS = 17


@dataclass(frozen=True, slots=True)
class HelpGroup:
    """Keys under one label. ``rows`` pair keys, as people write them, with what they do."""

    label: str
    rows: tuple[tuple[str, str], ...]
    is_bold: bool = True


def mark_group(marks: Marks) -> HelpGroup:
    """What the glyphs of the desk mean."""
    return HelpGroup(
        "Marks",
        (
            (marks.confirmed, "confirmed"),
            (marks.suggested, "suggested, to judge"),
            (marks.rejected, "rejected"),
            (marks.cite, "cited passage"),
            (f"{marks.pin_open}S1{marks.paragraph}4{marks.pin_close}", "pin: source, paragraph"),
            ("B", "reliability, A to F"),
            (f"{marks.task} {marks.done}", "task, done"),
            (marks.warning, "warning"),
        ),
        is_bold=False,
    )


def matching_groups(groups: Sequence[HelpGroup], words: str) -> list[HelpGroup]:
    """The groups with only those rows that hold every word of ``words``, in keys, meaning or label."""
    wanted = fold(words).split()
    found = []
    for group in groups:
        rows = tuple(
            row for row in group.rows if all(word in fold(f"{group.label} {row[0]} {row[1]}") for word in wanted)
        )
        if rows:
            found.append(HelpGroup(group.label, rows, group.is_bold))
    return found


def in_columns(groups: Sequence[HelpGroup], columns: int) -> list[list[HelpGroup]]:
    """Each group in the column that is shortest so far."""
    filled: list[list[HelpGroup]] = [[] for _ in range(columns)]
    heights = [0] * columns
    for group in groups:
        at = heights.index(min(heights))
        filled[at].append(group)
        heights[at] += len(group.rows) + 2
    return filled


class HelpSheet(ScrollView, can_focus=True, inherit_bindings=False):
    """Groups in two columns (one where there is no room), the kinds below them."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "scroll_down", "down", show=False, id="help.down", tooltip="a line down"),
        Binding("up,k", "scroll_up", "up", show=False, id="help.up", tooltip="a line up"),
        Binding("pagedown,space,ctrl+d", "page_down", "page down", show=False, id="help.page-down", tooltip="a page"),
        Binding("pageup,ctrl+u", "page_up", "page up", show=False, id="help.page-up", tooltip="a page up"),
        Binding("home,g", "scroll_home", "top", show=False, id="help.top", tooltip="the beginning"),
        Binding("end,G", "scroll_end", "bottom", show=False, id="help.bottom", tooltip="the end"),
    ]
    """
    | Key(s) | Description |
    | :- | :- |
    | down, j / up, k | Scroll by a line. |
    | pagedown, space, ctrl+d / pageup, ctrl+u | Scroll by a page. |
    | home, g / end, G | Beginning and end. |
    """

    DEFAULT_CSS = """
    HelpSheet {
        height: 1fr;
        overflow-x: hidden;
        overflow-y: auto;
        scrollbar-size-vertical: 1;
        scrollbar-gutter: stable;
        background: $page;
    }
    """
    ALLOW_SELECT = False

    def __init__(
        self,
        groups: Sequence[HelpGroup] = (),
        *,
        name: str | None = None,
        id: str | None = None,  # noqa: A002
        classes: str | None = None,
    ) -> None:
        super().__init__(name=name, id=id, classes=classes)
        self._groups = tuple(groups)
        self._words = ""
        self._lines: list[list[Piece]] = []

    def set_groups(self, groups: Sequence[HelpGroup]) -> None:
        """Show other groups."""
        self._groups = tuple(groups)
        self._lay_out()

    def filter(self, words: str) -> None:
        """Show only the rows that hold every word."""
        self._words = words
        self._lay_out()
        self.scroll_to(y=0, animate=False)

    def on_mount(self) -> None:
        self._lay_out()

    def on_resize(self) -> None:
        self._lay_out()

    def notify_style_update(self) -> None:
        super().notify_style_update()
        if self._lines:
            self._lay_out()

    def _lay_out(self) -> None:
        room = self.scrollable_content_region.width - 3
        if room <= 0:
            return
        palette, marks = palette_of(self), marks_of(self)
        groups = matching_groups(self._groups, self._words)
        columns = 2 if room >= _TWO_COLUMNS else 1
        wide = (room - _GAP * (columns - 1)) // columns
        sides = [self._column(side, wide, palette, marks) for side in in_columns(groups, columns)]
        lines: list[list[Piece]] = []
        for together in zip_longest(*sides, fillvalue=[]):
            line: list[Piece] = []
            for number, side in enumerate(together):
                line += side
                if number + 1 < columns:
                    used = sum(width(text) for text, _ in side)
                    line.append((" " * (wide - used + _GAP), None))
            lines.append(line)
        if not groups:
            lines = [[("no key or word like this", palette.ink(palette.muted))]]
        elif not self._words:
            lines += [[(marks.rule * room, palette.ink(palette.rule))], *_kinds(palette, room)]
        self._lines = lines
        self.virtual_size = Size(0, len(lines) + 1)
        self.refresh()

    def _column(self, groups: Sequence[HelpGroup], room: int, palette: Palette, marks: Marks) -> list[list[Piece]]:
        lines: list[list[Piece]] = []
        for group in groups:
            keys = min(_MOST_KEYS, room // 2)
            lines.append(section_head(group.label, "", room + 1, palette, marks)[:2])
            for all_keys, words in group.rows:
                key = _foremost(all_keys, keys - 1, marks)
                style = palette.ink(palette.text, "bold" if group.is_bold else "")
                taken = max(keys, width(key) + 1)
                shown = cut(words, max(0, room - taken), marks.cut)
                lines.append(
                    [
                        (key, style),
                        (" " * (taken - width(key)), None),
                        (shown, palette.ink(palette.muted)),
                    ]
                )
            lines.append([])
        return lines

    def render_line(self, y: int) -> Strip:
        at = y + self.scroll_offset.y - 1
        room = self.scrollable_content_region.width
        if not 0 <= at < len(self._lines):
            return blank(room, self.rich_style)
        return strip_of([("  ", None), *self._lines[at]], room, self.rich_style)


def _foremost(keys: str, room: int, marks: Marks) -> str:
    """As many of the keys as fit; one always stays."""
    each = keys.split(" ")
    for kept in range(len(each), 0, -1):
        shown = " ".join([*each[:kept], *[marks.cut] * (kept < len(each))])
        if width(shown) <= room:
            return shown
    return each[0]


def _kinds(palette: Palette, room: int) -> list[list[Piece]]:
    """The letters and words of the kinds, in as many lines as they need."""
    lines: list[list[Piece]] = [[("Kinds  ", palette.ink(palette.muted))]]
    shown = (Kind.PERSON, Kind.ORGANIZATION, Kind.PLACE, Kind.VEHICLE, Kind.EMAIL, Kind.DATE, Kind.READING)
    for kind in shown:
        words = "identifier" if kind.is_identifier else kind.word
        if sum(width(text) for text, _ in lines[-1]) + width(words) + 4 > room:
            lines.append([("       ", None)])
        lines[-1] += [
            (f"{kind.letter} ", palette.ink(palette.of_kind(kind))),
            (f"{words}  ", palette.ink(palette.text)),
        ]
    return lines
