"""The first row of the screen: which case, which screen, and how much there is."""

from __future__ import annotations

from textual.strip import Strip
from textual.widget import Widget

from casefile.domain.records import Counts
from widgets.drawing import Piece, strip_of
from widgets.graphemes import cut, width
from widgets.marks import Marks, marks_of
from widgets.theme import Palette, palette_of


def counts_in_words(counts: Counts, room: int) -> list[tuple[str, bool]]:
    """The counts as words that fit in ``room`` cells, and whether each asks for something (drawn bold)."""

    def words(number: int, one: str, more: str) -> str:
        return f"{number:,} {one if number == 1 else more}"

    judge = [(f"{counts.to_judge:,} to judge", True)] if counts.to_judge else []
    articles = (words(counts.articles, "article", "articles"), False)
    entities = [(words(counts.entities, "entity", "entities"), False)] if counts.entities else []
    notes = [(words(counts.notes, "note", "notes"), False)] if counts.notes else []
    short = [(f"{counts.articles:,} art", False), (f"{counts.entities:,} ent", False)]
    forms = ([articles, *entities, *judge, *notes], [*short, *judge], judge)
    for form in forms:
        if sum(len(text) for text, _ in form) + 3 * (len(form) - 1) <= room:
            return form
    return []


class TopBar(Widget):
    """``Case ▸ Screen`` at the left, the counts at the right."""

    DEFAULT_CSS = """
    TopBar { height: 1; dock: top; background: $surface; color: $ink; }
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
        self._case = "casefile"
        self._screen_name = ""
        self._counts: Counts | None = None
        self._words = "no case open"
        self._warning = ""

    def set_case(self, title: str, screen: str, counts: Counts | None = None, *, words: str = "") -> None:
        """Show the case's title, the screen's name, and ``counts``, or ``words`` where there are none."""
        self._case, self._screen_name, self._counts, self._words = title, screen, counts, words
        self.refresh()

    def set_counts(self, counts: Counts) -> None:
        """Change the counts only."""
        if counts != self._counts:
            self._counts = counts
            self.refresh()

    def set_warning(self, words: str) -> None:
        """Say something about the whole case that must not be overlooked (``read-only``), or nothing again."""
        self._warning = words
        self.refresh()

    def render_line(self, y: int) -> Strip:
        palette, marks, room = palette_of(self), marks_of(self), self.size.width
        right = self._right(palette, marks, room // 2 if room < 100 else room * 2 // 3)
        taken = sum(width(text) for text, _ in right)
        screen = f" {marks.arrow} {self._screen_name}" if self._screen_name else ""
        warning = f"  {marks.warning} {self._warning}" if self._warning else ""
        free = max(0, room - taken - 3 - width(screen) - width(warning))
        left: list[Piece] = [
            (" ", None),
            (cut(self._case, free, marks.cut), palette.ink(palette.text, "bold")),
            (screen, palette.ink(palette.text)),
            (warning, palette.ink(palette.warn)),
        ]
        gap = room - 1 - taken - sum(width(text) for text, _ in left)
        return strip_of([*left, (" " * gap, None), *right], room, self.rich_style)

    def _right(self, palette: Palette, marks: Marks, room: int) -> list[Piece]:
        quiet = palette.ink(palette.muted)
        if self._counts is None:
            return [(cut(self._words, room), quiet)]
        pieces: list[Piece] = []
        for text, is_urgent in counts_in_words(self._counts, room):
            pieces += [(f" {marks.dot} ", quiet)] if pieces else []
            pieces.append((text, palette.ink(palette.text, "bold") if is_urgent else quiet))
        return pieces
