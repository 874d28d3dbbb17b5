"""How far the index is, in words: results go on coming while it is built."""

from __future__ import annotations

from casefile.domain.errors import CasefileError
from casefile.services import index_progress
from casefile.services.cases import OpenCase
from casefile.services.index_progress import IndexProgress
from casefile.tui.search.base import SearchBase
from casefile.tui.session import is_leaving
from widgets.key_bar import KeyBar

_EVERY = 1.0


class Indexing(SearchBase):
    """The right end of the bottom row."""

    def _init_indexing(self) -> None:
        self._progress: IndexProgress | None = None

    def follow_index(self) -> None:
        """Look at it now and every second."""
        self.set_interval(_EVERY, self._look_soon)
        self._look_soon()

    def _look_soon(self) -> None:
        self.run_worker(self._look(), group="index", exclusive=True)

    async def _look(self) -> None:
        try:
            progress = await self.session.read(_progress)
        except CasefileError:
            return
        if is_leaving(self):
            return
        was_busy, self._progress = self._progress is not None, progress
        self.show_state()
        if self.is_asked and self.is_fresh and not self.results.complete and (progress is None and was_busy):
            # What came in meanwhile is found now; the place in the list stays.
            self.ask_again()

    def show_state(self) -> None:
        """Say where the index stands."""
        progress = self._progress
        if progress is not None:
            state = progress.words
        elif self.results.by_scan:
            state = "no index yet"
        else:
            state = "index up to date" if self.results.complete else "index catching up"
        self.query_one(KeyBar).set_status((state, 1))


def _progress(case: OpenCase) -> IndexProgress | None:
    return index_progress.progress(case)
