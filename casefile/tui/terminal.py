"""A terminal that may go away: the window is closed, the connection drops, somebody stops the process.

Textual's driver hands its output to a thread. When the terminal is gone that thread dies, the queue before it
fills, and the next write waits for ever: the desk would hang instead of saving and leaving.
"""

from __future__ import annotations

import asyncio
from queue import Full
from typing import Any

from textual.drivers.linux_driver import LinuxDriver

_LOOK_EVERY = 0.2


class TerminalDriver(LinuxDriver):
    """Textual's driver for Linux and macOS, with writes that end when nobody reads them."""

    def write(self, data: str) -> None:
        writer = self._writer_thread
        while writer is not None and writer.is_alive():
            try:
                # A slow terminal makes us wait here, as it should; a dead one does not.
                writer._queue.put(data, timeout=_LOOK_EVERY)
                return
            except Full:
                continue

    def close(self) -> None:
        if self._writer_thread is not None and self._writer_thread.is_alive():
            super().close()

    def _sigcont_application(self, *arguments: Any) -> None:
        if self._must_signal_resume:
            super()._sigcont_application(*arguments)
        elif self._app._loop is not None:
            # Not stopped by ctrl+z: a kernel sends this with the hang-up too. Starting a second time would leave
            # two threads that read the keys; drawing anew is all that can be needed.
            loop = self._app._loop
            loop.call_soon_threadsafe(lambda: asyncio.ensure_future(self._app._post_message(self.SignalResume())))
