"""What a new engine changed, looked over on the desk."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from store_cases import FIRST, extraction

from casefile.domain.extraction import Extraction
from casefile.domain.kinds import Kind
from casefile.services import changes, rows
from casefile.store.case_store import CaseStore
from casefile.store.read_articles import article
from casefile.store.suggestions import store_extraction
from casefile.tui.screens.chooser import ChooserScreen
from widgets.caret_line import CaretLine

OpenDesk = Callable[..., Any]


@pytest.fixture
def read_anew(root: Path) -> Path:
    """The sample of every desk test after another engine has read S1: Lund is an organisation, Karl Voss went."""
    names = {"Anna Berg": (Kind.PERSON, ("Berg",)), "Lund": (Kind.ORGANIZATION, ())}
    with CaseStore(root) as store:
        found = replace(extraction(FIRST, names, ("anna@berg.example",), ("2 May 2023",)), attributions=())
        store_extraction(store, article(store.reader, 1).text_id or "", found, "k2")
    return root


async def test_the_status_says_that_something_changed_and_f7_goes_to_it(open_desk: OpenDesk, read_anew: Path) -> None:
    async with open_desk(read_anew, size=(200, 60)) as desk:
        assert desk.screen.counts.changed == 2
        status = desk.screen.query_one("#keys")._status
        assert ("2 suggestions changed by a new engine: f7", 3) in status
        await desk.press("2", "f7")
        await desk.until(lambda: isinstance(desk.app.screen, ChooserScreen))
        shown = {choice.words for choice in desk.app.screen._choices}
        assert {"Lund, place → organisation", "Karl Voss, person", "seen: all 2"} == shown
        await desk.type("lund")
        await desk.press("enter")
        await desk.until(lambda: desk.screen.source.caret == FIRST.index("Lund"))


async def test_they_are_put_away_when_they_have_been_seen(open_desk: OpenDesk, read_anew: Path) -> None:
    async with open_desk(read_anew) as desk:
        await desk.press("f7")
        await desk.until(lambda: isinstance(desk.app.screen, ChooserScreen))
        await desk.type("seen")
        await desk.press("enter")
        await desk.until(lambda: desk.screen.counts.changed == 0)
        assert changes.changes(desk.case) == []
        assert rows.journal_after(desk.case, 0)[-1].verb == "reviewed"
        await desk.press("f7")
        await desk.until(lambda: "no engine has changed anything" in desk.screen.status)


async def test_what_the_engines_could_not_do_stands_under_the_text(open_desk: OpenDesk, root: Path) -> None:
    async with open_desk(root) as desk:
        desk.screen.source.goto(FIRST.index("met"))
        assert desk.screen.query_one(CaretLine)._hint == ""
        note = "No engine reads names in Georgian; identifiers and dates were read."
        with CaseStore(root) as store:
            store_extraction(store, article(store.reader, 1).text_id or "", Extraction("x", notes=(note,)), "k3")
        await desk.until(lambda: desk.screen.query_one(CaretLine)._hint == note)
