"""Opening the desk: what must be true of the terminal, and what the shell is told afterwards."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys
from collections.abc import Awaitable, Callable, Iterator

from casefile.domain.errors import NoSuchCase, UsageError
from casefile.services import cases
from casefile.services.cases import OpenCase
from casefile.tui.paper import load_first
from casefile.tui.session import Session

_SIGNALS = ("SIGTERM", "SIGHUP")
# Alternate screen, mouse, bracketed paste, focus reports and the keyboard protocol off; cursor and wrapping on.
_RESTORE = "\x1b[?1049l\x1b[?1000l\x1b[?1003l\x1b[?1006l\x1b[?1015l\x1b[?2004l\x1b[?1004l\x1b[<u\x1b[?7h\x1b[?25h"


def run(case: str | None) -> int:
    """Open the desk on ``case`` (folder, title, reference or id), or on the last used one, or on the first-run
    screen; the exit code: 0 left, 1 a fault, 128 + n ended by signal n.

    Raises ``UsageError`` where no desk can be shown and ``NoSuchCase`` for a case that is named but not there.
    """
    _require_terminal()
    # Textual believes these before it asks the terminal, and a shell that exports them is then 80 columns for ever.
    for name in ("COLUMNS", "LINES"):
        os.environ.pop(name, None)
    opened = _open(case)
    session = Session(opened) if opened is not None else None
    # Reading the case and importing the screens go on at the same time: the first waits for the disk.
    first = session.reading(load_first) if session is not None else None
    # What a key changes is drawn in two frames (the pane, then what says where one stands): the second must not
    # wait for the sixtieth part of a second to pass. Read once, when textual is imported; nothing is drawn idly.
    os.environ.setdefault("TEXTUAL_FPS", "240")
    from casefile.tui.app import CasefileApp

    # A thread that reads rows hands over to the event loop this soon (seconds): the default is five times as long.
    sys.setswitchinterval(0.001)
    app = CasefileApp(session, first)
    with _terminal_as_it_was():
        asyncio.run(_run(app.run_async, app.end_by_signal))
    app.close()
    return app.return_code or 0


async def _run(main: Callable[[], Awaitable[object]], end_by_signal: Callable[[int], None]) -> None:
    loop = asyncio.get_running_loop()
    for name in _SIGNALS:
        number = getattr(signal, name, None)
        if number is not None:
            # Through the loop, not a plain handler: the app has to leave the terminal before it goes.
            with contextlib.suppress(NotImplementedError):
                loop.add_signal_handler(number, end_by_signal, int(number))
    await main()


def _require_terminal() -> None:
    if os.environ.get("TERM", "") in ("dumb", ""):
        raise UsageError(
            "The desk cannot be shown on this terminal (TERM is dumb or not set).",
            "Every command works without it: casefile --help lists them.",
        )
    # The screen is drawn on standard error, the keys come from standard input.
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise UsageError(
            "The desk needs a terminal, and this is a pipe or a file.",
            "Every command works without one: casefile --help lists them.",
        )


def _open(case: str | None) -> OpenCase | None:
    try:
        opened = cases.open_case(case, for_desk=True)
    except NoSuchCase:
        if case is not None or os.environ.get("CASEFILE_CASE"):
            raise
        return None
    cases.remember_last(opened)
    return opened


@contextlib.contextmanager
def _terminal_as_it_was() -> Iterator[None]:
    try:
        import termios
    except ImportError:
        yield
        return
    descriptor = sys.stdin.fileno()
    before = termios.tcgetattr(descriptor)
    try:
        yield
    except BaseException:
        with contextlib.suppress(OSError):
            os.write(sys.stderr.fileno(), _RESTORE.encode("ascii"))
        raise
    finally:
        with contextlib.suppress(termios.error, OSError):
            termios.tcsetattr(descriptor, termios.TCSADRAIN, before)
