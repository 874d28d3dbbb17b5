"""Keys one at a time, so that typing ahead over a slow line goes where it should.

Textual sends a burst of keys to whatever has the focus when the burst arrives: of ``/mercury`` all but the
first would be lost on the source. Here a key is sent on when the one before it has done its work: when it was
used up on its way, or has come back up to the app, and when a screen that it opened has its focus.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Awaitable, Callable

from textual import events
from textual.app import App
from textual.message_pump import MessagePump

_PATIENCE = 1.0
_FOCUS_PATIENCE = 0.25


class TypeAhead:
    """The keys that wait. ``deliver`` sends one on its way."""

    def __init__(self, app: App[None], deliver: Callable[[events.Key], Awaitable[None]]) -> None:
        self._app = app
        self._deliver = deliver
        self._waiting: deque[events.Key] = deque()
        self._task: asyncio.Task[None] | None = None

    def take(self, key: events.Key) -> None:
        """Send ``key`` when it is its turn. To be called from the app's own handler."""
        self._waiting.append(key)
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._send(), name="typeahead")

    async def _send(self) -> None:
        while self._waiting:
            screen = self._app.screen
            target = self._app.focused or screen
            try:
                await self._deliver(self._waiting.popleft())
            except Exception as error:
                self._app._handle_exception(error)
                return
            await self._until_done(target)
            end = time.monotonic() + _FOCUS_PATIENCE
            while self._waiting and self._app.screen is not screen and self._app.screen.focused is None:
                if time.monotonic() > end:
                    break
                await asyncio.sleep(0.001)

    async def _until_done(self, target: MessagePump) -> None:
        """Until a messenger that goes the key's way, from queue to queue behind it, has come through."""
        done = asyncio.Event()

        def onward(node: MessagePump) -> None:
            parent = node._parent
            if node is self._app or parent is None:
                done.set()
            else:
                parent.call_later(onward, parent)

        target.call_later(onward, target)
        end = time.monotonic() + _PATIENCE
        while not done.is_set() and target.is_running and time.monotonic() < end:
            await asyncio.sleep(0)
