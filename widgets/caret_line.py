"""The last two rows of the source pane: in words, what is under the caret."""

from __future__ import annotations

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget

from casefile.domain.kinds import EntityState, Kind, MentionState
from casefile.domain.records import Citation, Mention
from widgets.content import cells, segment
from widgets.drawing import joined
from widgets.graphemes import cut, width
from widgets.marks import marks_of
from widgets.theme import palette_of

_INDENT = 3
_NAME = 28
"""Cells that a name has before the words behind it: an account number is not cut for them."""
_WHERE = 14


class CaretLine(Widget):
    """A thin rule, and under it what the caret stands on, for those who see neither colour nor italics.

    ``○ Joren Aldquist  P person · suggested by names 1.2 · 0.91                    1 of 2 here``
    ``○ Aldquistwho  R read as “Aldquist who” · glued word · suggested by readings 1``
    """

    DEFAULT_CSS = """
    CaretLine {
        height: 2;
        background: $background;
    }
    """

    def __init__(
        self,
        *,
        indent: int = _INDENT,
        name: str | None = None,
        id: str | None = None,  # noqa: A002
        classes: str | None = None,
        disabled: bool = False,
    ) -> None:
        """``indent`` is the column of the state's glyph: the source pane's mark column."""
        super().__init__(name=name, id=id, classes=classes, disabled=disabled)
        self._indent = indent
        self._mention: Mention | None = None
        self._place = (0, 0)
        self._citation: Citation | None = None
        self._hint = ""
        self._where = ""

    def show(
        self,
        mention: Mention | None,
        place: tuple[int, int] = (0, 0),
        *,
        citation: Citation | None = None,
        hint: str = "",
        where: str = "",
    ) -> None:
        """Say what ``mention`` is, and that it is number ``place[0]`` of ``place[1]`` of its entity in this text.

        Without a mention the cited passage is said, without that ``hint``. ``where``: the page or chapter.
        """
        self._mention, self._place, self._citation, self._hint = mention, place, citation, hint
        self._where = where
        self.refresh()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return 2

    def render_line(self, y: int) -> Strip:
        # Every segment needs a style: Textual's grey filter (NO_COLOR) takes none without one.
        return self._line(y).adjust_cell_length(self.size.width).apply_style(Style(bgcolor=self.rich_style.bgcolor))

    def _line(self, y: int) -> Strip:
        palette, marks = palette_of(self), marks_of(self)
        room = self.size.width
        if y == 0:
            rule = marks.rule * max(0, room - self._indent - 5)
            return Strip([segment(" " * (self._indent + 3)), segment(rule, palette.ink(palette.rule))])
        parts = self._parts()
        here = f"{self._place[0]} of {self._place[1]} here" if self._place[1] else ""
        right = joined((here, self._where), f" {marks.dot} ")
        inner = room - self._indent - 2
        used = sum(width(part.text) for part in parts)
        if inner - used - width(right) < 2:
            # The page is said above all: nothing else on the screen tells it.
            right = cut(self._where, max(0, inner - used - 2), marks.cut)
        gap = inner - used - width(right)
        left = Strip([segment(" " * self._indent), *parts]).adjust_cell_length(min(room, self._indent + used))
        if not right:
            return left
        return Strip([*left, segment(" " * gap), segment(right, palette.ink(palette.muted))])

    @property
    def _kept_for_where(self) -> int:
        """Cells that the page or chapter keeps at the right end, however much stands left of it."""
        return min(width(self._where), _WHERE) + 3 if self._where else 0

    def _parts(self) -> list[Segment]:
        palette, marks = palette_of(self), marks_of(self)
        muted = palette.ink(palette.muted)
        mention = self._mention
        if mention is None:
            if self._citation is not None:
                words = f"cited in {' '.join(self._citation.labels)}"
                return [
                    segment(f"  {marks.cite}", palette.ink(palette.accent)),
                    segment(cut(words, self.size.width - self._indent - 4, marks.cut), muted),
                ]
            room = self.size.width - self._indent - self._kept_for_where
            return [segment(cut(f"   {self._hint}", room, marks.cut), muted)]
        dot = f" {marks.dot} "
        said = f" {dot.join(_said(mention))}"
        # Glyph, blank, name, two blanks, letter; one cell stays free at the end.
        room = self.size.width - self._indent - 7 - self._kept_for_where
        name = cut(mention.caption or mention.value, max(min(_NAME, room), min(40, room - width(said))), marks.cut)
        kind = [
            segment("  "),
            segment(mention.kind.letter, palette.ink(palette.of_kind(mention.kind))),
            segment(cut(said, max(0, room - width(name)), marks.cut), muted),
        ]
        return [
            segment(f"{marks.of_state(mention.state)}  ", palette.ink(palette.text)),
            segment(name, palette.ink(palette.text, "bold")),
            *kind,
        ]


def _said(mention: Mention) -> list[str]:
    """What the mention is, who says so, how sure, and what cannot be told."""
    is_reading = mention.kind is Kind.READING
    said = [f"read as “{cells(mention.value)}”", cells(mention.rule)] if is_reading else [mention.kind.word]
    if mention.state is MentionState.ACCEPTED:
        said.append("confirmed")
    elif mention.engine:
        said.append(f"suggested by {cells(' '.join(filter(None, (mention.engine, mention.version))))}")
        if mention.score is not None:
            said.append(f"{mention.score:.2f}")
        if mention.entity_state is EntityState.CONFIRMED:
            said.append("known entity")
    else:
        said.append("suggested")
    if mention.value and mention.value != mention.caption and not is_reading:
        said.append(mention.value)
    if mention.note:
        said.append(mention.note)
    return said
