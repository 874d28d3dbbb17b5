"""The sources of a case: two lines each, with what they lack said in words."""

from __future__ import annotations

from collections.abc import Sequence

from casefile.domain.kinds import IntakeState
from casefile.domain.records import Article
from widgets.drawing import Piece, joined
from widgets.graphemes import cut, fit, width
from widgets.line_list import LineList, Look
from widgets.plain_dates import is_guessed, shown_date

_LABEL = 4
_INSET = 2


def article_state(article: Article) -> str:
    """What an article lacks, in a word or two; empty for one that was read and has a date."""
    if article.state is IntakeState.UNREAD:
        return article.reason or "no text"
    if article.state is IntakeState.PARTLY:
        return "read in part"
    if is_guessed(article):
        return "guessed"
    return "" if article.published else "no date"


class ArticleList(LineList[Article]):
    """Number, title and grade; below them publisher, date (or what is missing), and what is left to judge."""

    row_height = 2
    gap = 1
    lead = 1

    class Highlighted(LineList.Highlighted):
        """The selection came to stand on ``article`` (None: there is none)."""

        row: Article | None

        @property
        def article(self) -> Article | None:
            return self.row

    class Chosen(LineList.Chosen):
        """``article`` was opened."""

        row: Article

        @property
        def article(self) -> Article:
            return self.row

    def set_articles(self, articles: Sequence[Article]) -> None:
        """Show ``articles`` in the order given."""
        self.set_rows(articles)

    def key_of(self, row: Article) -> str:
        return row.id

    def words_of(self, row: Article) -> str:
        return " ".join((row.label, row.title, row.publisher, row.author, row.name, row.published))

    def draw(self, row: Article, look: Look) -> list[list[Piece]]:
        palette, marks, room = look.palette, look.marks, look.room
        # What was taken out of another article stands a little in, and says of which.
        inset = _INSET if row.part_of is not None else 0
        label = max(_LABEL, len(row.label) + 1) + inset
        chip = f" {row.reliability} " if row.reliability else ""
        is_unread = row.state is IntakeState.UNREAD
        title = fit(row.title or row.name or "untitled", room - label - len(chip) - bool(chip), mark=marks.cut)
        bold = "bold" if look.is_selected else ""
        first: list[Piece] = [
            (
                (" " * inset + row.label).ljust(label),
                look.ink(palette.text if look.is_selected else palette.muted, bold),
            ),
            (title, look.ink(palette.muted if is_unread else palette.text, bold)),
        ]
        if chip:
            first += [(" ", None), (chip, palette.grade)]
        return [first, self._below(row, look, label)]

    def _below(self, row: Article, look: Look, label: int) -> list[Piece]:
        palette, marks = look.palette, look.marks
        left = f"{row.to_judge:,} {marks.suggested}" if row.to_judge else ""
        # The count stands well apart: "2020 17" would read as one number.
        room = look.room - label - (len(left) + 3 if left else 0)
        date = shown_date(row.published) if row.state is not IntakeState.UNREAD else ""
        date = f"~{date}" if date and is_guessed(row) else date
        lack = article_state(row)
        # The publisher gives way first, then the words for what is missing; a date is never cut.
        dot = f" {marks.dot} "
        fixed = sum(len(part) for part in (date, lack) if part) + (len(dot) if date and lack else 0)
        inside = f"in S{row.part_of}" if row.part_of is not None else ""
        who = cut(joined((inside, row.publisher or row.author), dot), max(0, room - fixed - len(dot)), marks.cut)
        quiet = look.ink(palette.muted)
        pieces: list[Piece] = []
        for text, style in ((who, quiet), (date, quiet), (lack, look.ink(palette.warn))):
            if text:
                pieces += [(dot, quiet)] if pieces else []
                pieces.append((cut(text, max(0, room - sum(width(t) for t, _ in pieces)), marks.cut), style))
        used = sum(width(text) for text, _ in pieces)
        return [(" " * label, None), *pieces, (" " * (look.room - label - used - len(left)), None), (left, quiet)]
