"""Waiting for what a desk shows, never for time alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from textual.pilot import Pilot

from casefile.domain.records import Mention
from casefile.services import rows
from casefile.services.cases import OpenCase
from casefile.tui.app import CasefileApp
from casefile.tui.screens.desk import DeskScreen

_ROUNDS = 400


class Desk:
    """The app, its pilot, and what tests ask of them."""

    def __init__(self, app: CasefileApp, pilot: Pilot[Any]) -> None:
        self.app, self.pilot = app, pilot

    @property
    def screen(self) -> DeskScreen:
        """The desk itself, whatever lies over it."""
        return next(screen for screen in self.app.screen_stack if isinstance(screen, DeskScreen))

    @property
    def case(self) -> OpenCase:
        return self.screen.case

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await self.pilot.pause()

    async def type(self, words: str) -> None:
        await self.press(*("space" if letter == " " else letter for letter in words))

    async def until(self, holds: Callable[[], object]) -> None:
        """Let the app work until ``holds()``; fails when it never does."""
        for _ in range(_ROUNDS):
            if holds():
                return
            await self.pilot.pause(0.01)
        raise AssertionError(f"never happened; toasts: {self.toasts}; screen: {self.app.screen}")

    async def go_to(self, words: str) -> None:
        """Put the caret on the first mention of ``words``."""
        screen = self.screen
        assert screen.paper is not None
        mention = next(one for one in screen.paper.mentions if one.span.of(screen.paper.text) == words)
        screen.source.goto(mention.span)
        await self.until(lambda: screen.source.mention == mention)

    def mention(self, words: str) -> Mention | None:
        """The first mention of ``words`` on the desk, as the case has it now."""
        paper = self.screen.paper
        assert paper is not None
        assert paper.shown is not None
        found = rows.mentions(self.case, paper.shown.id, include_rejected=True)
        return next((one for one in found if one.span.of(paper.text) == words), None)

    @property
    def captions(self) -> list[str]:
        return [entity.caption for entity in self.screen.entities]

    @property
    def toasts(self) -> list[str]:
        return [notification.message for notification in self.app._notifications]
