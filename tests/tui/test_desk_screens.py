from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from casefile.services import cases
from casefile.tui.app import CasefileApp
from casefile.tui.screens.cases import CasesScreen
from casefile.tui.screens.desk import DeskScreen
from casefile.tui.screens.help import HelpScreen
from casefile.tui.screens.search import SearchScreen

OpenDesk = Callable[..., Any]


@pytest.mark.parametrize(
    ("size", "shown"),
    [
        ((80, 24), {"source"}),
        ((120, 40), {"source", "entities"}),
        ((140, 42), {"source", "entities", "notes"}),
        ((200, 60), {"source", "entities", "notes", "articles"}),
        ((60, 15), {"source"}),
    ],
)
async def test_the_width_decides_how_many_panes_there_are(
    open_desk: OpenDesk, size: tuple[int, int], shown: set[str]
) -> None:
    async with open_desk(size=size) as desk:
        await desk.until(lambda: visible_panes(desk) == shown)


async def test_a_narrow_desk_shows_one_pane_after_another(open_desk: OpenDesk) -> None:
    async with open_desk(size=(80, 24)) as desk:
        for key, pane in (("2", "entities"), ("3", "notes"), ("4", "articles"), ("1", "source")):
            await desk.press(key)
            await desk.until(lambda pane=pane: visible_panes(desk) == {pane})
        await desk.press("tab")
        assert desk.screen.pane == "entities"


async def test_resizing_the_terminal_keeps_the_focus_and_the_place(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.go_to("Lund")
        await desk.pilot.resize_terminal(80, 24)
        await desk.until(lambda: visible_panes(desk) == {"source"})
        await desk.pilot.resize_terminal(200, 60)
        await desk.until(lambda: len(visible_panes(desk)) == 4)
        assert desk.screen.source.mention.caption == "Lund"
        assert desk.screen.source.has_focus


async def test_the_article_list_slides_in_and_esc_slides_it_out(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("4")
        assert "articles" in visible_panes(desk)
        await desk.press("down", "enter")
        await desk.until(lambda: desk.screen.paper.article.number == 2)
        await desk.press("escape")
        await desk.until(lambda: desk.screen.paper.article.number == 1 and desk.screen.pane == "articles")
        await desk.press("escape")
        await desk.until(lambda: "articles" not in visible_panes(desk))
        assert desk.screen.pane == "source"


async def test_sizes_and_place_are_remembered(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.go_to("Lund")
        await desk.press("less_than_sign")
        sizes, caret = dict(desk.screen.sizes), desk.screen.source.caret
    async with open_desk() as desk:
        assert desk.screen.sizes == sizes
        assert sizes["side"] != 36
        assert desk.screen.source.caret == caret


async def test_help_tells_the_live_keys_of_the_focused_pane(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("2", "question_mark")
        await desk.until(lambda: isinstance(desk.app.screen, HelpScreen))
        groups = {group.label: dict(group.rows) for group in desk.app.screen._groups}
        assert groups["In the entities"]["a"] == "accept, with all mentions"
        assert "/" in groups["On this screen"]
        await desk.press("escape")
        assert desk.app.screen is desk.screen


async def test_the_palette_goes_to_commands_entities_and_articles(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("colon")
        await desk.type("#2")
        await desk.until(lambda: desk.app.screen.rows.shown[:1] and "S2" in desk.app.screen.rows.shown[0].words)
        await desk.press("enter")
        await desk.until(lambda: desk.screen.paper.article.number == 2)
        await desk.press("ctrl+p")
        await desk.type("@lund")
        await desk.press("enter")
        await desk.until(lambda: desk.screen.pane == "entities")
        assert desk.screen.entity_list.highlighted.caption == "Lund"
        await desk.press("ctrl+p")
        await desk.type("search the case")
        await desk.press("enter")
        await desk.until(lambda: isinstance(desk.app.screen, SearchScreen))


async def test_a_hostile_title_is_shown_and_neither_parsed_nor_obeyed(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        desk.screen.open_article(2)
        await desk.until(lambda: desk.screen.paper.article.number == 2)
        await desk.press("4")
        title = desk.screen.paper.article.title
        desk.app.notify(title, title=title)
        await desk.pilot.pause()
        drawn = drawn_text(desk)
        assert "[/b] ␛]52;c;aGk=␇ [REDACTED]" in drawn
        assert not set(drawn) & {"\x1b", "\x07", "\u202e"}


async def test_details_are_edited_and_the_header_follows(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("d")
        await desk.type(" today")
        await desk.press("ctrl+s")
        await desk.until(lambda: desk.screen.paper.article.title == "Berg met Voss today")


async def test_pasting_makes_an_article_and_opens_it(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("p")
        await desk.type("a pasted text")
        await desk.press("f10")
        await desk.until(lambda: desk.screen.paper.article.number == 3)
        assert desk.screen.source.text == "a pasted text"


async def test_without_a_case_the_first_screen_makes_one() -> None:
    app = CasefileApp(None)
    async with app.run_test(size=(140, 42)) as pilot:
        assert isinstance(app.screen, CasesScreen)
        await pilot.press("n", *"Affair", "enter", "enter", "enter")
        for _ in range(300):
            await pilot.pause(0.01)
            if isinstance(app.screen, DeskScreen) and app.screen.info is not None:
                break
        assert app.screen.info.title == "Affair"
        assert app.screen.has_class("-no-articles", "-no-entities", "-no-notes")
        await pilot.press("f2")
        await pilot.pause()
        assert isinstance(app.screen, CasesScreen)
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, DeskScreen)
        await app.settle()
    app.close()


async def test_ctrl_c_asks_first_and_q_leaves_with_everything_saved(open_desk: OpenDesk, root: Path) -> None:
    async with open_desk() as desk:
        await desk.press("ctrl+c")
        assert desk.app.is_running
        assert any("q leaves" in toast for toast in desk.toasts)
        await desk.press("3", "i")
        await desk.type("!")
        await desk.press("ctrl+q")
        await desk.until(lambda: desk.app._exit)
    case = cases.open_case(root)
    assert case.reader is not None
    from casefile.services import rows

    assert rows.note(case, 1).body == "Only the lawyer.!"
    case.close()


def visible_panes(desk: Any) -> set[str]:
    """The panes that take room on the screen."""
    found = set()
    for name in ("source", "entities", "notes", "articles"):
        pane = desk.screen.query_one(f"#{name}-pane")
        if pane.display and all(node.display for node in pane.ancestors if hasattr(node, "display")) and pane.size.area:
            found.add(name)
    return found


def drawn_text(desk: Any) -> str:
    """All that is drawn, row by row."""
    screen = desk.app.screen
    return "\n".join(strip.text for strip in screen._compositor.render_strips())
