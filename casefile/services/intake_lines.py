"""The report of a run of adding: a line for each item, in the order in which they came, and how far the run is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from casefile.domain.errors import UsageError
from casefile.domain.intake import IntakeItem, ReadOutcome
from casefile.domain.kinds import IntakeState
from casefile.domain.records import Article
from casefile.services.cases import OpenCase
from casefile.services.intake_items import Item
from casefile.store import read_articles, read_intake

if TYPE_CHECKING:
    from casefile.store.arrivals import Arrived

Progress = Callable[[int, int, str], None]
"""Called with the items done, how many there are as far as is known, and the name of the latest."""

DEEPEST = 5
"""Containers in containers that are opened."""

NOT_READ_YET = "stored and not read yet; casefile add --resume goes on"


class IntakeLines:
    """Lines go in, one an item; what leaves no article is remembered in the case."""

    def __init__(self, case: OpenCase, total: int, progress: Progress | None, *, is_resumed: bool) -> None:
        self.lines: list[IntakeItem] = []
        self._case, self._total, self._progress, self._is_resumed = case, total, progress, is_resumed
        self._skipped: Counter[tuple[str, str]] | None = None
        self._skipped_of: dict[str, set[tuple[str, str]]] = {}

    def expect(self, more: int) -> None:
        """There are ``more`` items than was known."""
        self._total += more

    def correct(self, place: int, article: Article) -> None:
        """The item of the line at ``place`` ended otherwise than it said."""
        self.lines[place] = replace(self.lines[place], status=article.state, reason=article.reason)

    def report(self, item: Item, outcome: ReadOutcome, done: Arrived | None) -> int:
        """Add the report's line for an item that is in the case; its place among the lines."""
        place = len(self.lines)
        if done is not None and not done.is_duplicate:
            self._line(item, outcome.state, f"S{done.number}", outcome.reason)
            return place
        known = item.known or read_articles.known_originals(self._case.reader, [item.sha256])[item.sha256]
        label = f"S{known.number}"
        if item.is_again:
            self._line(item, *self._read_again(known, outcome, label))
        elif item.is_told and self._is_resumed:
            self._line(item, known.state, label, known.reason)
        else:
            reason = f"already in the case as {label}"
            if known.state is not IntakeState.READ:
                reason += f", {known.state.value}: {known.reason}; --retry reads it again"
            self._line(item, IntakeState.DUPLICATE, label, reason)
            if item.parent is None:
                self._lines_of_members(item.path, known.id)
        return place

    def _read_again(self, known: read_articles.Known, outcome: ReadOutcome, label: str) -> tuple[IntakeState, str, str]:
        from casefile.store.rereading import reread

        try:
            after = reread(self._case.store(), known.number, outcome)
        except UsageError as error:
            why = outcome.reason or error.message
            return known.state, label, f"read again without success ({why}); what was read before stays"
        return after.state, label, after.reason

    def _lines_of_members(self, path: str, article_id: str) -> None:
        """What lay in a container that the case has: each article once, however often it lies in it."""
        seen = {article_id}
        left = [("", article_id)]
        while left:
            above, within = left.pop()
            for one in read_articles.members_known(self._case.reader, within):
                place = "/".join(filter(None, (above, one.member)))
                reason = f"already in the case as S{one.number}"
                self.lines.append(IntakeItem(path, place, IntakeState.DUPLICATE, f"S{one.number}", one.sha256, reason))
                if one.id not in seen:
                    seen.add(one.id)
                    left.append((place, one.id))

    def _line(self, item: Item, state: IntakeState, label: str | None, reason: str) -> None:
        self.lines.append(IntakeItem(item.path, item.place, state, label, item.sha256, reason))

    def skipped_of(self, article_id: str) -> set[tuple[str, str]]:
        """Name and reason of what could not be taken out of that article in this run."""
        return self._skipped_of.get(article_id, set())

    def skip(self, item: Item) -> None:
        """Report and remember what holds no bytes; what is remembered already is not remembered twice."""
        from casefile.store import waiting
        from casefile.store.arrivals import clean

        if self._skipped is None:
            self._skipped = read_intake.known_skips(self._case.reader)
        mark = (clean(item.name), item.problem)
        article_id = item.parent.article_id if item.parent else None
        if article_id is not None:
            self._skipped_of.setdefault(article_id, set()).add(mark)
        if self._skipped[mark] > 0:
            self._skipped[mark] -= 1
        else:
            waiting.skip(self._case.store(), [(item.name, item.name_bytes, item.problem, article_id)])
        self._line(item, IntakeState.UNREAD, None, item.problem)
        self.say(item.name)

    def leave(self, items: Sequence[Item]) -> None:
        for item in items:
            if item.waiting is not None:
                self._line(item, IntakeState.WAITING, None, NOT_READ_YET)

    def say(self, name: str) -> None:
        if self._progress is not None:
            self._total = max(self._total, len(self.lines))
            self._progress(len(self.lines), self._total, name)
