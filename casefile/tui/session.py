"""An open case and the threads that work on it: one writes, two read, none of them the event loop's."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

from casefile.services.cases import OpenCase

if TYPE_CHECKING:
    from textual.screen import Screen

P = ParamSpec("P")
T = TypeVar("T")

_CLOSE_SECONDS = 5.0
# New objects until the youngest are looked at, and how many such rounds until the older ones are. The default (700,
# 10, 10) is for programs that nobody waits for.
_ROUNDS = (5_000, 10, 50)


class Session:
    """What a desk holds while a case is open.

    Every function that is handed over takes the case first. Writes run one after the other in the order in
    which they were asked for, so that two quick keys never overtake each other.
    """

    def __init__(self, case: OpenCase) -> None:
        self.case = case
        self._writer = ThreadPoolExecutor(1, "casefile-write")
        self._readers = ThreadPoolExecutor(2, "casefile-read")

    def reading(self, work: Callable[Concatenate[OpenCase, P], T], *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Start ``work(case, …)`` in a reading thread."""
        return self._readers.submit(work, self.case, *args, **kwargs)

    def writing(self, work: Callable[Concatenate[OpenCase, P], T], *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Start ``work(case, …)`` in the one writing thread."""
        return self._writer.submit(work, self.case, *args, **kwargs)

    async def read(self, work: Callable[Concatenate[OpenCase, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """The result of ``work(case, …)``, awaited without holding the event loop."""
        return await asyncio.wrap_future(self.reading(work, *args, **kwargs))

    async def write(self, work: Callable[Concatenate[OpenCase, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """As ``read``, in the writing thread."""
        return await asyncio.wrap_future(self.writing(work, *args, **kwargs))

    def warm_up(self) -> None:
        """Import what writing needs before the first write asks for it."""
        if not self.case.is_read_only:
            self._writer.submit(_open_store, self.case)

    def close(self) -> None:
        """Let what was asked for finish, then close the case. Blocks; call it outside the event loop."""
        self._readers.shutdown(wait=True, cancel_futures=True)
        self._writer.shutdown(wait=True)
        self.case.close()


def _open_store(case: OpenCase) -> None:
    case.store()
    spare_collector()


def is_leaving(screen: Screen[Any]) -> bool:
    """Whether ``screen`` is being taken away: what was asked for on its behalf has nowhere to be shown."""
    return bool(screen._pruning) or screen._closing or not screen.is_attached


def spare_collector() -> None:
    """Take what is there by now out of the garbage collector's rounds, and let it go round seldom.

    A full round over a few hundred modules, or over the rows of a large case, stops every thread for up to a tenth
    of a second, again and again while rows come in. Modules will never be garbage, and rows hold no circles: they
    are let go when the last one who shows them lets go. To be called whenever many rows have come in; quick.
    """
    gc.set_threshold(*_ROUNDS)
    gc.freeze()
