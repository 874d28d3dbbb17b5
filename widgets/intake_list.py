"""What came into a case, one line an item: how it ended, what it was called, where it lay, what it is now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding, BindingType

from casefile.domain.intake import IntakeRow
from casefile.domain.kinds import IntakeState
from widgets.drawing import Piece
from widgets.graphemes import cut, fit, width
from widgets.line_list import LineList, Look
from widgets.marks import Marks

_WORD = 10
_LABEL = 6
_CONTAINER = 24
_WIDE_ENOUGH_FOR_CONTAINER = 96
_NAME_SHARE = 0.45


@dataclass(frozen=True, slots=True)
class Offered:
    """One thing that the machine offers: S``article`` is a copy or a version of S``other``. ``words`` say which."""

    key: str
    is_version: bool
    article: int
    other: int
    title: str
    words: str
    aside: str = ""


Shown = IntakeRow | Offered


class IntakeList(LineList[Shown]):
    """Items, or what is offered of them. Space marks several, for what is done to all of them at once."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "mark", "mark", show=False, id="intake.mark", tooltip="mark, for several at once"),
        Binding("slash", "filter", "filter", show=False, id="intake.filter", tooltip="only the rows that hold words"),
    ]
    """
    | Key(s) | Description |
    | :- | :- |
    | space | Mark or unmark. |
    | slash | Filter, as f does. |
    """

    class Highlighted(LineList.Highlighted):
        row: Shown | None

    class Chosen(LineList.Chosen):
        row: Shown

    class Marked(LineList.Of):
        """The person marked or unmarked."""

    def __init__(self, *, nothing: str = "", id: str | None = None) -> None:  # noqa: A002
        super().__init__(nothing=nothing, id=id)
        self._marked: dict[str, None] = {}
        self._has_containers = False

    def set_items(self, rows: Sequence[Shown], folded: Sequence[str] | None, *, has_containers: bool) -> None:
        """Show ``rows``; ``has_containers``: some of them lay in others, so that there is a column for it."""
        self._has_containers = has_containers
        self.set_rows(rows, folded)

    def key_of(self, row: Shown) -> str:
        return row.key

    def words_of(self, row: Shown) -> str:
        return words_of(row)

    # Marks

    def is_marked(self, row: Shown) -> bool:
        return row.key in self._marked

    @property
    def marked(self) -> list[Shown]:
        """The rows that are marked and that the filter lets through, in the list's order."""
        return [row for row in self.shown if row.key in self._marked] if self._marked else []

    @property
    def meant(self) -> list[Shown]:
        """The marked rows; without any, the one that the selection stands on."""
        row = self.highlighted
        return self.marked or ([row] if row is not None else [])

    def mark(self, keys: Sequence[str]) -> None:
        """Mark these rows and no others."""
        self._marked = dict.fromkeys(keys)
        self.redraw()

    def unmark_all(self) -> None:
        """Take every mark away."""
        if self._marked:
            self._marked.clear()
            self.redraw()
            self.post_message(self.Marked(self))

    def action_mark(self) -> None:
        """Mark the selected row, or unmark it, and go on to the next."""
        row = self.highlighted
        if row is None:
            return
        if row.key in self._marked:
            del self._marked[row.key]
        else:
            self._marked[row.key] = None
        self.post_message(self.Marked(self))
        self.refresh()
        self.action_move(1)

    # Drawing

    def draw(self, row: Shown, look: Look) -> list[list[Piece]]:
        if isinstance(row, Offered):
            return [_offered(row, look)]
        has_column = self._has_containers and look.room >= _WIDE_ENOUGH_FOR_CONTAINER
        return [_item(row, look, _CONTAINER if has_column else 0)]


def words_of(row: Shown) -> str:
    """The text that the filter looks into."""
    if isinstance(row, Offered):
        return f"S{row.article} S{row.other} {row.title} {row.words}"
    label = f"S{row.article} " if row.article is not None else ""
    return f"{label}{row.state.value} {row.name} {row.container} {row.title} {row.reason}"


def glyph_of(state: IntakeState, marks: Marks) -> str:
    """One cell that stands before the state's word."""
    return {
        IntakeState.READ: marks.dot,
        IntakeState.PARTLY: marks.part,
        IntakeState.UNREAD: marks.warning,
        IntakeState.DUPLICATE: marks.same,
        IntakeState.WAITING: marks.later,
    }[state]


def _item(row: IntakeRow, look: Look, container_room: int) -> list[Piece]:
    palette, marks, state = look.palette, look.marks, row.state
    quiet = look.ink(palette.muted)
    is_urgent = state in (IntakeState.PARTLY, IntakeState.UNREAD)
    ink = look.ink(palette.warn if is_urgent else palette.muted)
    label = f"S{row.article}" if row.article is not None else ""
    label_room = max(_LABEL, width(label) + 1)
    room = look.room - 2 - _WORD - label_room - (container_room + 2 if container_room else 0)
    name_room = int(room * _NAME_SHARE)
    # A row that is to do says why where a read one says its title.
    words = row.reason if is_urgent or not row.title else row.title if row.title != row.name else ""
    line: list[Piece] = [
        (glyph_of(state, marks), ink),
        ("+" if look.is_marked else " ", look.ink(palette.text)),
        (fit(state.value, _WORD), ink),
        (fit(label, label_room), quiet),
        (fit(row.name, name_room, mark=marks.cut), look.ink(palette.text, "bold" if look.is_selected else "")),
    ]
    if container_room:
        inside = f"in {row.container}" if row.container else ""
        line.append((f"  {fit(inside, container_room, mark=marks.cut)}", quiet))
    return [*line, (f"  {fit(words, max(0, room - name_room - 2), mark=marks.cut)}", quiet)]


def _offered(row: Offered, look: Look) -> list[Piece]:
    palette, marks = look.palette, look.marks
    is_bold = "bold" if look.is_selected or look.is_marked else ""
    words = cut(row.words, look.room // 2, marks.cut)
    label = f"S{row.article}"
    label_room = max(_LABEL, width(label) + 1)
    title = look.room - 2 - label_room - width(words) - 2
    return [
        (marks.suggested, look.ink(palette.text)),
        ("+" if look.is_marked else " ", look.ink(palette.text)),
        (fit(label, label_room), look.ink(palette.muted)),
        (fit(row.title, title, mark=marks.cut), look.ink(palette.text, is_bold)),
        ("  ", None),
        (words, look.ink(palette.text if look.is_selected else palette.muted)),
    ]


def numbers_of(rows: Sequence[Shown]) -> list[int]:
    """The numbers of the articles that ``rows`` are about, each once, in order."""
    return list(dict.fromkeys(row.article for row in rows if row.article is not None))
