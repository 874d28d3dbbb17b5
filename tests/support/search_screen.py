"""The search screen in tests: how to come to it, and what it shows."""

from __future__ import annotations

from typing import Any

from casefile.tui.screens.search import SearchScreen
from widgets.chip_row import ChipRow
from widgets.facet_list import FacetRow
from widgets.pane import Pane


async def begin(desk: Any, words: str = "") -> SearchScreen:
    """The search screen over ``desk``, with the answer to ``words`` on it."""
    await desk.press("slash")
    await desk.until(lambda: isinstance(desk.app.screen, SearchScreen))
    screen: SearchScreen = desk.app.screen
    if words:
        await desk.type(words)
        await answered(desk, screen)
    return screen


async def answered(desk: Any, screen: SearchScreen) -> None:
    """Until what is shown answers what is asked, and what is asked is what stands in the line."""
    await desk.pilot.pause()
    await desk.until(lambda: screen.is_fresh and screen.line.value == screen.request.query)


def title_of(screen: SearchScreen, pane: str) -> str:
    """The title row of a pane."""
    head = screen.query_one(f"#{pane}-pane", Pane).head
    return " ".join(part for part in (head.label, head.title, head.info) if part)


def facet_rows(screen: SearchScreen) -> dict[tuple[str, str], FacetRow]:
    """What stands in the column, by facet and value."""
    return {(row.facet, row.value): row for row in screen.facets.model.rows if not row.is_more}


async def go_to_facet(desk: Any, screen: SearchScreen, facet: str, value: str) -> None:
    """Put the mark in the column on a value, with the arrow keys."""
    await desk.press("home")
    for _ in screen.facets.model.rows:
        row = screen.facets.highlighted
        if row is not None and (row.facet, row.value, row.is_more) == (facet, value, False):
            return
        await desk.press("down")
    raise AssertionError(f"{facet} {value} is not in the column: {list(facet_rows(screen))}")


def chips(screen: SearchScreen) -> list[str]:
    """The filters that are shown under the query."""
    row = screen.query_one(ChipRow)
    return [chip.words for chip in row.chips] if row.display else []


def drawn(desk: Any) -> str:
    """All that is on the screen, row by row."""
    return "\n".join(strip.text for strip in desk.app.screen._compositor.render_strips())


async def save(desk: Any, search: Any, name: str) -> None:
    """Save the search that is on the screen under ``name``, as a person does."""
    await desk.press("ctrl+s")
    await desk.until(lambda: desk.app.screen is not search)
    await desk.press("ctrl+u")
    await desk.type(name)
    await desk.press("ctrl+s")
    await desk.until(lambda: desk.app.screen is search and any(one.name == name for one in search.saved))
