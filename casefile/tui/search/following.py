"""Following the case while it is searched: the header, the saved searches and the answer, when others write to it."""

from __future__ import annotations

import time
from dataclasses import dataclass

from casefile.domain.errors import CasefileError
from casefile.domain.records import Counts
from casefile.services import index_feed, rows
from casefile.services.cases import OpenCase
from casefile.tui.search.saving import Saving
from casefile.tui.session import is_leaving
from widgets.top_bar import TopBar

_EVERY = 1.0
_REST_WITHOUT_INDEX = 6.0
"""Seconds without a change before a case that has no index is looked through again: it is slow, and what came in may
be missed for some seconds."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How far the case is, and how far what a search finds: ``found`` is a journal row, or None without an index."""

    counts: Counts
    found: int | None


class Following(Saving):
    """Asks the same again when something else may be found, and nobody is typing, stepping or choosing."""

    def _init_following(self) -> None:
        self._standing: Standing | None = None
        self._place: object = None
        self._changed = 0.0
        self._is_answer_old = self._are_counts_old = False

    def follow_case(self) -> None:
        """Look now, for what was found up to here is asked for now, and then every second."""
        self.set_interval(_EVERY, self._look_at_case_soon)
        self._look_at_case_soon()

    def _look_at_case_soon(self) -> None:
        if self.is_current:
            self.run_worker(self._look_at_case(), group="following", exclusive=True)

    async def _look_at_case(self) -> None:
        try:
            now = await self.session.read(_standing, self._standing)
        except CasefileError:
            return
        if is_leaving(self):
            return
        before, self._standing = self._standing, now
        if now.counts != self.counts:
            self.counts = now.counts
            self.query_one(TopBar).set_counts(now.counts)
        has_come = before is not None and now != before
        if has_come:
            self._changed = time.monotonic()
            self._is_answer_old = self._are_counts_old = True
        is_moving = now.found is None and time.monotonic() - self._changed < _REST_WITHOUT_INDEX
        if self._are_counts_old and not self.is_counting and not is_moving:
            self._are_counts_old = False
            self.trying(self.load_saved(), group="saved", exclusive=True)
        place, self._place = self._place, self._place_now()
        if self._is_answer_old and self.is_fresh and place == self._place and not is_moving:
            self._is_answer_old = False
            if self.is_asked and not self.hints.was_entered:
                self.ask_again()

    def _place_now(self) -> object:
        """What a key would change."""
        hit, row = self.rows.highlighted, self.facets.highlighted
        return (
            self.generation,
            self.line.value,
            self.line.input.cursor_position,
            hit and self.rows.key_of(hit),
            row and self.facets.key_of(row),
            self.focused,
            self.opened,
            self.step,
        )


def _standing(case: OpenCase, before: Standing | None) -> Standing:
    # First what is found: what comes between the two is then looked at once more, never missed.
    found = index_feed.seq_of(case)
    head, _ = rows.journal_head(case)
    is_same = before is not None and before.counts.journal == head
    return Standing(before.counts if before is not None and is_same else rows.counts(case), found)
