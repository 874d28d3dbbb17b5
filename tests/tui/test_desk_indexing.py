"""The desk says how far the index is, and why it stands still."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from casefile.services import index_feed
from casefile.services.index_progress import BUILDING, CATCHING_UP, Report
from casefile.tui.desk import indexing
from widgets.key_bar import KeyBar

OpenDesk = Callable[..., Any]


def status(desk: Any) -> list[str]:
    return [words for words, _ in desk.screen.query_one(KeyBar)._status]


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Looks are taken at once."""
    monkeypatch.setattr(indexing, "_EVERY", 0.01)


async def test_while_the_index_is_written_the_status_says_how_far_and_then_no_more(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        place = index_feed.directory(desk.case)
        place.mkdir(parents=True, exist_ok=True)
        report = Report(place)
        report.tell(BUILDING, 12, 40)
        await desk.until(lambda: "building the index 12 of 40" in status(desk))
        report.over()
        await desk.until(lambda: not any("index" in words for words in status(desk)))


async def test_a_full_disk_is_said_on_the_desk(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        place = index_feed.directory(desk.case)
        place.mkdir(parents=True, exist_ok=True)
        Report(place).tell(CATCHING_UP, 0, 0, "there is no space left on the disk of the cache")
        words = "the index stands still: there is no space left on the disk of the cache"
        await desk.until(lambda: words in status(desk))
