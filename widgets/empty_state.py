"""What an empty pane says: what it is for, and the keys that fill it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from rich.style import Style
from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget

from widgets.drawing import Piece, blank, strip_of
from widgets.graphemes import width
from widgets.theme import Palette, palette_of
from widgets.wrapping import wrap


@dataclass(frozen=True, slots=True)
class Choice:
    """A key, what it does, and in a third column (where there is room) what to know about it."""

    key: str
    words: str
    detail: str = ""


def wrapped(text: str, room: int) -> list[str]:
    """``text`` in lines of at most ``room`` cells."""
    starts = [*wrap(text, 0, len(text), max(1, room)), len(text)]
    return [text[first:last].rstrip() for first, last in pairwise(starts)]


def _in_lines(text: str, room: int, style: Style) -> list[list[Piece]]:
    return [[(line, style)] for line in wrapped(text, room)]


class EmptyState(Widget):
    """A heading, a sentence, the keys, and a last remark, in the middle of whatever room there is."""

    DEFAULT_CSS = """
    EmptyState { width: 1fr; height: 1fr; }
    """
    ALLOW_SELECT = False

    def __init__(
        self,
        heading: str,
        words: str = "",
        keys: Sequence[Choice] = (),
        after: Sequence[str] = (),
        *,
        is_inline: bool = False,
        has_rules: bool = False,
        measure: int = 57,
        name: str | None = None,
        id: str | None = None,  # noqa: A002
        classes: str | None = None,
    ) -> None:
        """``is_inline``: the sentence follows the heading in its line. ``has_rules``: lines around the keys.

        ``measure`` is the width of the block in cells, less where there is less room.
        """
        super().__init__(name=name, id=id, classes=classes)
        self._heading, self._words, self._keys, self._after = heading, words, tuple(keys), tuple(after)
        self._is_inline, self._has_rules, self._measure = is_inline, has_rules, measure
        self._lines: list[list[Piece]] = []
        self._wide = 0

    def on_resize(self) -> None:
        self._lay_out()

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._lines = []

    def set_words(self, heading: str, words: str = "", keys: Sequence[Choice] = (), after: Sequence[str] = ()) -> None:
        """Say something else."""
        self._heading, self._words, self._keys, self._after = heading, words, tuple(keys), tuple(after)
        self._lay_out()
        self.refresh()

    def _lay_out(self) -> None:
        room = self._wide = max(1, min(self._measure, self.size.width - 4))
        palette = palette_of(self)
        quiet = palette.ink(palette.muted)
        lines = self._opening(room, palette)
        lines.append([])
        rule: list[Piece] = [("─" * room, palette.ink(palette.rule))]
        if self._has_rules:
            lines += [rule, []]
        lines += self._choices(room, palette)
        if self._has_rules:
            lines += [[], rule]
        for paragraph in self._after:
            lines += [[], *_in_lines(paragraph, room, quiet)]
        while lines and not lines[-1]:
            lines.pop()
        self._lines = lines

    def _opening(self, room: int, palette: Palette) -> list[list[Piece]]:
        strong, quiet = palette.ink(palette.text, "bold"), palette.ink(palette.muted)
        if not self._is_inline:
            head = _in_lines(self._heading, room, strong)
            gap: list[list[Piece]] = [] if self._has_rules else [[]]
            return head + ([*gap, *_in_lines(self._words, room, quiet)] if self._words else [])
        first, *rest = wrapped(f"{self._heading} {self._words}", room) or [""]
        bold = first[: len(self._heading)]
        opening: list[list[Piece]] = [[(bold, strong), (first[len(bold) :], quiet)]]
        return opening + [[(line, quiet)] for line in rest]

    def _choices(self, room: int, palette: Palette) -> list[list[Piece]]:
        keys = max((width(choice.key) for choice in self._keys), default=0) + (3 if self._has_rules else 2)
        words = max((width(choice.words) for choice in self._keys), default=0) + 4
        lines: list[list[Piece]] = []
        for choice in self._keys:
            line: list[Piece] = [
                (choice.key.ljust(keys), palette.ink(palette.text, "bold")),
                (choice.words.ljust(words), palette.ink(palette.text)),
            ]
            if choice.detail and keys + words + width(choice.detail) <= room:
                line.append((choice.detail, palette.ink(palette.muted)))
            lines.append(line)
        return lines

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        self._lay_out()
        return len(self._lines)

    def render_line(self, y: int) -> Strip:
        if not self._lines:
            self._lay_out()
        room = self.size.width
        # A little above the middle looks like the middle.
        line = y - max(0, (self.size.height - len(self._lines)) * 2 // 5)
        if not 0 <= line < len(self._lines) or not self._lines[line]:
            return blank(room, self.rich_style)
        return strip_of([(" " * ((room - self._wide) // 2), None), *self._lines[line]], room, self.rich_style)
