"""T on the desk: the tags of the article, the entity, the note; typed in one line, offered as one types."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from textual.widgets import Input

from casefile.services import cases, notes, rows, tagging
from casefile.tui.desk.details import DetailsScreen
from casefile.tui.screens.tags import TagSheet
from widgets.pane import Pane

OpenDesk = Callable[..., Any]


def tags(desk: Any, what: str = "article", object_id: str = "") -> tuple[str, ...]:
    """The tags of S1, or of what is named, as the case has them."""
    return tagging.tags_of(desk.case, what, object_id or rows.article(desk.case, 1).id)


def header(desk: Any) -> tuple[str, ...]:
    """The lines above the text on the desk."""
    found: tuple[str, ...] = desk.screen.source._header
    return found


async def sheet(desk: Any) -> TagSheet:
    """The sheet, opened by its key and filled."""
    await desk.press("T")
    await desk.until(lambda: isinstance(desk.app.screen, TagSheet) and desk.app.screen.rows.shown)
    found: TagSheet = desk.app.screen
    return found


def offered(screen: TagSheet) -> list[str]:
    return [row.words for row in screen.rows.shown]


async def test_tags_are_typed_with_commas_shown_above_the_text_and_taken_back_by_one_undo(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await sheet(desk)
        for letter in "ferries, money trail":
            await desk.press({" ": "space", ",": "comma"}.get(letter, letter))
        await desk.press("f10")
        await desk.until(lambda: tags(desk) == ("ferries", "money trail"))
        await desk.until(lambda: header(desk)[-1] == "tags: ferries, money trail")
        assert any("S1: ferries, money trail · u undoes" in toast for toast in desk.toasts)
        await desk.press("u")
        await desk.until(lambda: tags(desk) == ())
        await desk.until(lambda: not any("tags:" in line for line in header(desk)))


async def test_what_the_case_has_is_offered_and_enter_takes_it_then_saves(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        tagging.tag(desk.case, "article", rows.article(desk.case, 2).id, ["Bribery", "Brisvik", "ships"])
        screen = await sheet(desk)
        assert offered(screen) == ["save: no tags", "Bribery", "Brisvik", "ships"]
        await desk.type("bri")
        await desk.until(lambda: offered(screen) == ["Bribery", "Brisvik", "new: bri"])
        await desk.press("enter")
        await desk.until(lambda: screen.line.value == "Bribery, " and offered(screen)[0] == "save: Bribery")
        assert "Bribery" not in offered(screen)
        await desk.type("s")
        await desk.until(lambda: offered(screen)[0] == "ships")
        await desk.press("tab")
        await desk.until(lambda: offered(screen)[0] == "save: Bribery, ships")
        assert screen.line.value == "Bribery, ships, "
        await desk.press("enter")
        await desk.until(lambda: tags(desk) == ("Bribery", "ships"))


async def test_a_new_tag_is_offered_as_new_and_what_is_deleted_is_taken_off(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        tagging.tag(desk.case, "article", rows.article(desk.case, 1).id, ["old"])
        screen = await sheet(desk)
        assert screen.line.value == "old, "
        await desk.press(*["backspace"] * 5)
        await desk.type("fresh")
        await desk.until(lambda: offered(screen) == ["new: fresh"])
        await desk.press("enter")
        await desk.until(lambda: offered(screen)[0] == "save: fresh")
        await desk.press("enter")
        await desk.until(lambda: tags(desk) == ("fresh",))
        await desk.press("u")
        await desk.until(lambda: tags(desk) == ("old",))


async def test_esc_changes_nothing_and_leaves_no_row(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        head = rows.journal_head(desk.case)
        await sheet(desk)
        await desk.type("ferries")
        await desk.press("escape")
        await desk.until(lambda: desk.app.screen is desk.screen)
        assert (rows.journal_head(desk.case), tags(desk)) == (head, ())


async def test_what_can_be_no_tag_is_said_and_the_sheet_stays(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        screen = await sheet(desk)
        screen.query_one(Input).value = "x" * 10_000
        await desk.press("f10")
        await desk.until(lambda: any("at most 80 characters" in toast for toast in desk.toasts))
        assert desk.app.screen is screen
        screen.query_one(Input).value = "[bold]evil\u202egnp\x1b[2J"
        await desk.press("f10")
        await desk.until(lambda: tags(desk) == ("[bold]evilgnp[2J",))
        await desk.until(lambda: header(desk)[-1] == "tags: [bold]evilgnp[2J")


@pytest.mark.parametrize("size", [(140, 42), (80, 24)])
async def test_each_pane_tags_its_own(open_desk: OpenDesk, size: tuple[int, int]) -> None:
    async with open_desk(size=size) as desk:
        note = rows.note(desk.case, 1)
        await desk.press("3")
        await sheet(desk)
        await desk.type("a")
        await desk.press("f10")
        await desk.until(lambda: tags(desk, "note", note.id) == ("a",))
        await desk.until(lambda: desk.screen.query_one("#notes-pane", Pane).head.info.endswith(" · a"))
        await desk.press("2")
        entity = desk.screen.entity_list.highlighted
        await sheet(desk)
        await desk.type("b")
        await desk.press("f10")
        await desk.until(lambda: tags(desk, "entity", entity.id) == ("b",))
        await desk.press("4")
        await desk.until(lambda: desk.screen.pane == "articles" and desk.screen.article_list.has_focus)
        await desk.press("j")
        await desk.until(lambda: desk.screen.article_list.highlighted.number == 2)
        await sheet(desk)
        await desk.type("c")
        await desk.press("f10")
        await desk.until(lambda: tags(desk, "article", rows.article(desk.case, 2).id) == ("c",))
        assert tags(desk) == ()
        # Whose tags were typed stays selected, though the list was read again.
        head, _ = rows.journal_head(desk.case)
        await desk.until(lambda: desk.screen.seq == head and not desk.screen._is_looking)
        assert desk.screen.article_list.highlighted.number == 2


async def test_tags_that_a_command_puts_on_appear_and_the_details_name_them(open_desk: OpenDesk, root: Any) -> None:

    async with open_desk() as desk:
        caret = desk.screen.source.caret
        other = cases.open_case(root)
        tagging.tag(other, "article", rows.article(other, 1).id, ["from outside"])
        other.close()
        await desk.until(lambda: header(desk)[-1] == "tags: from outside")
        assert desk.screen.source.caret == caret
        await desk.press("d")
        await desk.until(lambda: isinstance(desk.app.screen, DetailsScreen))
        assert ("tags", "from outside: T on the desk changes them") in desk.app.screen._below
        await desk.press("escape")


async def test_another_note_shows_its_own_tags(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        first, second = rows.note(desk.case, 1), notes.add_note(desk.case, "Second")
        tagging.tag(desk.case, "note", first.id, ["open question"])
        pane = desk.screen.query_one("#notes-pane", Pane)
        await desk.until(lambda: len(desk.screen.notes) == 2)
        desk.screen.open_note(1)
        await desk.until(lambda: pane.head.info.endswith(" · open question"))
        desk.screen.open_note(second.number)
        await desk.until(lambda: "n2" in pane.head.title and "open question" not in pane.head.info)


async def test_a_desk_that_only_reads_offers_no_sheet(open_desk: OpenDesk, root: Any) -> None:
    holder = cases.open_case(root, for_desk=True)
    async with open_desk() as desk:
        await desk.press("T")
        await desk.until(lambda: any("only reads" in toast for toast in desk.toasts))
        assert desk.app.screen is desk.screen
    holder.close()
