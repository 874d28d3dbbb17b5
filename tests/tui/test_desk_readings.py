"""Readings on the desk: marked in place, reached and judged with the keys of every other suggestion."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from store_cases import arrival, extraction

from casefile.domain.extraction import FoundReading
from casefile.domain.kinds import Kind, MentionState
from casefile.domain.span import Span
from casefile.services import rows
from casefile.store.arrivals import add_arrivals
from casefile.store.case_store import CaseStore
from casefile.store.read_articles import article
from casefile.store.suggestions import store_extraction

OpenDesk = Callable[..., Any]
GLUED = "Karl Bergwho left was asked."


@pytest.fixture
def glued(tmp_path: Path) -> Path:
    """A case with one article, in which a glued word was read."""
    root = tmp_path / "glued"
    with CaseStore.create(root, "Glued") as store:
        number = add_arrivals(store, [arrival(store, GLUED)])[0].number
        reading = FoundReading(Span(5, 12), "Berg who", "glued word")
        found = replace(extraction(GLUED, {"Karl Berg": (Kind.PERSON, ())}), readings=(reading,), attributions=())
        store_extraction(store, article(store.reader, number).text_id or "", found, "k")
    return root


async def test_a_reading_is_reached_and_judged_like_a_name(open_desk: OpenDesk, glued: Path) -> None:
    async with open_desk(glued) as desk:
        source = desk.screen.source
        await desk.press("n", "n")
        assert (source.mention.kind, source.mention.value) == (Kind.READING, "Berg who")
        await desk.press("x")
        await desk.until(lambda: source.mention is None or source.mention.kind is not Kind.READING)
        await desk.press("u")
        await desk.until(lambda: any(one.kind is Kind.READING for one in desk.screen.paper.mentions))
        source.goto(GLUED.index("who"))
        await desk.until(lambda: source.mention is not None)
        await desk.press("a")
        await desk.until(lambda: desk.mention("Bergwho").state is MentionState.ACCEPTED)
        assert source.text == GLUED
        assert rows.article(desk.case, 1).to_judge == 1
