"""The app: what holds on every screen, how it is left, and what is said when it fails."""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
import threading
import time
import traceback
from concurrent.futures import Future
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from textual import events
from textual.app import App
from textual.binding import BindingType
from textual.driver import Driver
from textual.screen import Screen

from casefile.domain.errors import CasefileError
from casefile.services import settings
from casefile.tui import keymap
from casefile.tui.typeahead import TypeAhead
from widgets.content import cells, rich_text
from widgets.marks import ASCII, UNICODE, Marks
from widgets.theme import use_themes

if TYPE_CHECKING:
    from casefile.tui.paper import First
    from casefile.tui.session import Session

_SECOND_PRESS = 2.0
_SIGNAL_PATIENCE = 4.0


class CasefileApp(App[None]):
    """The desk's program. ``first`` is the first picture of ``session``'s case, being read meanwhile."""

    CSS_PATH = "casefile.tcss"
    TITLE = "casefile"
    # The palette is our own: it knows articles and entities, and evidence is never parsed as markup in it.
    ENABLE_COMMAND_PALETTE = False
    # Text in the panes is selected with the keys, as spans; a mouse that marks cells would promise more.
    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = list(keymap.EVERYWHERE)

    def __init__(self, session: Session | None, first: Future[First] | None = None) -> None:
        super().__init__(driver_class=_driver())
        self.session = session
        self._first = first
        self._asked_to_leave = 0.0
        self._rescue: threading.Timer | None = None
        self._former: list[threading.Thread] = []
        self.settings = settings.load()
        self.marks: Marks = ASCII if self.settings.ascii_marks else UNICODE
        self._keys = TypeAhead(self, super().on_event)
        use_themes(self, self.settings.theme)

    def get_default_screen(self) -> Screen[Any]:
        screen = self._first_screen()
        # Textual expects this of a screen that is switched away from, and does it only for those it pushed.
        screen._push_result_callback(self, None)
        return screen

    def _first_screen(self) -> Screen[Any]:
        if self.session is None or self._first is None:
            from casefile.tui.screens.cases import CasesScreen

            return CasesScreen(is_home=True)
        from casefile.tui.screens.desk import DeskScreen

        return DeskScreen(self.session, self._first)

    def on_mount(self) -> None:
        # After ``fg`` the terminal is empty and Textual believes that everything is still drawn.
        self.app_resume_signal.subscribe(self, self._draw_all)
        self.app_suspend_signal.subscribe(self, lambda _: self._save_drafts())

    def _draw_all(self, _: object) -> None:
        self.screen.refresh(layout=True)
        for widget in self.screen.walk_children():
            widget.refresh()

    async def on_event(self, event: events.Event) -> None:
        if isinstance(event, events.Key) and not event.is_forwarded:
            self._keys.take(event)
        else:
            await super().on_event(event)

    # Saying things

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: Literal["information", "warning", "error"] = "information",
        timeout: float | None = None,
        markup: bool = False,
    ) -> None:
        """A toast. Whatever it quotes is shown, never parsed and never obeyed; ``markup`` is not offered."""
        super().notify(cells(message, lines=True), title=cells(title), severity=severity, timeout=timeout, markup=False)

    def say_error(self, error: CasefileError) -> None:
        """What went wrong and what to do about it, as a toast."""
        words = f"{error.message}\n{error.hint}" if error.hint else error.message
        self.notify(words, severity="warning", timeout=8)

    # Leaving

    async def settle(self, screens: list[Screen[Any]] | None = None) -> None:
        """Let every screen save what it holds."""
        for screen in screens if screens is not None else list(self.screen_stack):
            saving = getattr(screen, "settle", None)
            if saving is not None:
                await saving()

    async def action_leave(self) -> None:
        self.run_worker(self._leave(0), group="leaving", exclusive=True)

    async def action_quit(self) -> None:
        await self.action_leave()

    def action_hint_leave(self) -> None:
        """ctrl+c: a habit from other programs, so one press only says how to leave."""
        now = time.monotonic()
        if now - self._asked_to_leave < _SECOND_PRESS:
            self.run_worker(self._leave(0), group="leaving", exclusive=True)
            return
        self._asked_to_leave = now
        self.notify("q leaves (ctrl+q from a text field). Press ctrl+c again to leave now; all is saved.")

    async def _leave(self, code: int) -> None:
        with contextlib.suppress(CasefileError, TimeoutError):
            await asyncio.wait_for(self.settle(), _SIGNAL_PATIENCE)
        self.exit(return_code=code)

    def end_by_signal(self, number: int) -> None:
        """SIGTERM or SIGHUP: drafts first, then the terminal, then the exit code the shell expects."""
        code = 128 + number
        # A terminal that is gone can block the very writes that would leave it: then go without.
        self._rescue = threading.Timer(_SIGNAL_PATIENCE + 2, os._exit, (code,))
        self._rescue.daemon = True
        self._rescue.start()
        self._save_drafts()
        if self.is_running:
            self.run_worker(self._leave(code), group="leaving", exclusive=True)
        else:
            self.exit(return_code=code)

    def _save_drafts(self) -> None:
        for screen in self.screen_stack:
            saving = getattr(screen, "save_draft_now", None)
            if saving is not None:
                with contextlib.suppress(CasefileError, OSError):
                    saving()

    def close(self) -> None:
        """After the screen is gone: let the threads finish and close the case."""
        for thread in self._former:
            thread.join()
        if self.session is not None:
            self.session.close()
        if self._rescue is not None:
            self._rescue.cancel()

    # Failing

    def _fatal_error(self) -> None:
        """A fault of ours: said in plain words. Textual would print the values of variables, which are evidence."""
        if self._exit_renderables:
            # Faults that follow from the first would only hide it.
            self._close_messages_no_wait()
            return
        error: BaseException | None = self._exception or sys.exc_info()[1]
        error = getattr(error, "error", error)
        self._save_drafts()
        place = _where(error)
        words = (
            f"casefile stopped: a fault of its own ({type(error).__name__}{place}).\n"
            "The case is as you left it, and what you were writing is kept as a draft: open it again with casefile."
        )
        self._exit_renderables.append(rich_text(words, lines=True))
        self._close_messages_no_wait()

    # Screens that every screen can reach

    def action_palette(self) -> None:
        from casefile.tui.palette import open_palette

        open_palette(self)

    def action_help(self) -> None:
        from casefile.tui.screens.help import HelpScreen

        if not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen.about(self.screen))

    def action_cases(self) -> None:
        from casefile.tui.screens.cases import CasesScreen

        if not any(isinstance(screen, CasesScreen) for screen in self.screen_stack):
            self.push_screen(CasesScreen(is_home=False))

    async def open_session(self, session: Session, first: Future[First]) -> None:
        """Put another case on the desk; the one that lay there is saved and closed."""
        from casefile.tui.screens.desk import DeskScreen

        await self.settle()
        before, self.session = self.session, session
        while len(self.screen_stack) > 1:
            await self.pop_screen()
        await self.switch_screen(DeskScreen(session, first))
        if before is not None:
            closing = threading.Thread(target=before.close, name="casefile-close")
            closing.start()
            self._former.append(closing)

    def use_settings(self, **changes: Any) -> None:
        """Change the settings, on disk and on screen. Raises ``CasefileError`` for a value that cannot be used."""
        self.settings = settings.change(**changes)
        self.marks = ASCII if self.settings.ascii_marks else UNICODE
        self.theme = self.settings.theme
        self._draw_all(None)


def _driver() -> type[Driver] | None:
    if sys.platform == "win32":
        return None
    from casefile.tui.terminal import TerminalDriver

    return TerminalDriver


def _where(error: BaseException | None) -> str:
    """``, judging.py line 88``: the innermost place in our own code; no values and no source lines."""
    ours = Path(__file__).resolve().parents[2]
    frames = traceback.extract_tb(error.__traceback__) if error is not None else []
    for frame in reversed(frames):
        file = Path(frame.filename)
        if file.is_relative_to(ours) and "site-packages" not in file.parts:
            return f", {file.name} line {frame.lineno}"
    return ""
