from __future__ import annotations

from collections.abc import Callable
from typing import Any

from casefile.tui.screens.search import SearchScreen
from widgets.pane import Pane

OpenDesk = Callable[..., Any]


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
    await desk.until(lambda: screen.is_fresh and screen.line.value == screen.request.query)


def title_of(screen: SearchScreen, pane: str) -> str:
    head = screen.query_one(f"#{pane}-pane", Pane).head
    return " ".join(part for part in (head.label, head.title, head.info) if part)


async def test_hits_come_as_you_type_and_enter_ranks_and_then_opens_the_passage(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        search = await begin(desk, "lawy")
        assert {"article", "note"} <= {hit.type for hit in search.rows.shown}
        await desk.press("shift+tab")
        await desk.until(lambda: [hit.type for hit in search.rows.shown] == ["article"])
        await desk.press("enter")
        await desk.until(lambda: search.request.sort == "relevance" and search.is_fresh)
        await desk.press("enter")
        await desk.until(lambda: desk.screen.paper.article.number == 2 and desk.app.screen is desk.screen)
        assert desk.screen.source.selected_text == "lawyer"


async def test_esc_leaves_search_as_if_nothing_had_happened(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.go_to("Lund")
        place = desk.screen.source.place
        await begin(desk, "berg")
        await desk.press("down", "down", "escape")
        await desk.until(lambda: desk.app.screen is desk.screen)
        assert desk.screen.source.place == place
        assert desk.screen.source.has_focus


async def test_the_article_is_shown_at_its_passage_and_keys_step_through_its_hits_while_typing(
    open_desk: OpenDesk,
) -> None:
    async with open_desk() as desk:
        search = await begin(desk, "berg")
        await desk.press("shift+tab")
        await answered(desk, search)
        await desk.until(lambda: "hit 1 of" in title_of(search, "preview"))
        source = search.query_one("#preview")
        first = source.caret
        await desk.press("ctrl+n")
        assert "hit 2 of" in title_of(search, "preview")
        assert source.caret > first
        await desk.press("alt+up")
        assert source.caret == first
        await desk.press("ctrl+g")
        assert source.caret > first
        assert search.line.input.has_focus
        assert search.line.value == "berg"
