"""How far the index is, in the desk's status line: said while it is being written, or cannot be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casefile.domain.errors import CasefileError
from casefile.services.cases import OpenCase
from casefile.tui.desk.base import DeskBase
from casefile.tui.session import is_leaving

if TYPE_CHECKING:
    from casefile.services.index_progress import IndexProgress

_EVERY = 1.0


class Indexing(DeskBase):
    """Looks at the progress of the background now and then."""

    def follow_index(self) -> None:
        """Begin to look."""
        self.set_interval(_EVERY, self._look_at_index)

    def _look_at_index(self) -> None:
        if self.is_current:
            self.run_worker(self._show_index(), group="index", exclusive=True)

    async def _show_index(self) -> None:
        try:
            progress = await self.session.read(_progress)
        except CasefileError:
            return
        if not is_leaving(self) and progress != self.indexing:
            self.indexing = progress
            self.show_status()


def _progress(case: OpenCase) -> IndexProgress | None:
    from casefile.services.index_progress import progress  # not for first paint

    return progress(case)
