"""Noticing that anybody changed the case: this desk, another one, a command, the worker."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable

from casefile.domain.errors import CasefileError
from casefile.services import rows
from casefile.services.cases import OpenCase

EVERY = 0.25


class CaseWatch(threading.Thread):
    """Asks the database a few times a second whether it changed; ``changed`` is called in this thread.

    ``PRAGMA data_version`` speaks of other connections only, and this thread has one of its own: so the
    desk's own writes are noticed in the same way as everybody else's.
    """

    def __init__(self, case: OpenCase, changed: Callable[[], object]) -> None:
        super().__init__(name="casefile-watch", daemon=True)
        self._case = case
        self._changed = changed
        self._over = threading.Event()

    def run(self) -> None:
        seen = self._version()
        # What changed between the first picture and this moment has no version to tell it by.
        self._changed()
        while not self._over.wait(EVERY):
            version = self._version()
            if version is not None and version != seen:
                seen = version
                self._changed()

    def stop(self) -> None:
        self._over.set()

    def _version(self) -> int | None:
        try:
            return rows.data_version(self._case)
        except (CasefileError, sqlite3.Error):
            # A moment without an answer (a checkpoint, a slow disk) is no news; the next question will tell.
            return None
