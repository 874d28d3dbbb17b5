"""A limit on the processor time that one step may take, where the system can give one."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager


class TooLong(Exception):
    """The step used up its processor time."""


@contextmanager
def deadline(seconds: float) -> Iterator[None]:
    """Raises ``TooLong`` inside the block once it has used ``seconds`` of CPU time, and again every second:
    a library that swallows the first one meets the next. Does nothing off the main thread.
    """
    if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "setitimer"):
        yield
        return

    def expire(number: int, frame: object) -> None:
        raise TooLong

    before = signal.signal(signal.SIGPROF, expire)
    try:
        signal.setitimer(signal.ITIMER_PROF, seconds, 1.0)
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
