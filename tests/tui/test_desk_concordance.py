"""The passages under one another, driven by keys: what is asked, the orders, jumping and coming back, quoting."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from widget_app import forbidden_in, screen_lines

from casefile.domain.records import Metadata
from casefile.services import articles, cases, intake, rows
from casefile.tui.desk.copying import Copying
from casefile.tui.screens.concordance import ConcordanceScreen
from casefile.tui.screens.search import SearchScreen
from widgets.concordance_list import ConcordanceList
from widgets.context_lines import ContextLines
from widgets.key_bar import KeyBar
from widgets.pane import Pane

OpenDesk = Callable[..., Any]
HOSTILE = (
    "[/b] \x1b]52;c;aGk=\x07 Berg \u202eevil\u202c \x9b2J Berg\x00 日本語の Berg と\u200d Berg e\u0301\u0301"
    " [@click=app.quit]Berg[/]"
)


def screen(desk: Any) -> ConcordanceScreen:
    assert isinstance(desk.app.screen, ConcordanceScreen)
    return desk.app.screen


def lines(desk: Any) -> ConcordanceList:
    return screen(desk).rows


def title(desk: Any) -> Pane:
    return screen(desk).query_one("#concordance-pane", Pane)


async def of(desk: Any, words: str) -> None:
    """Ask for the passages of a mention on the desk, and wait for them all."""
    await desk.go_to(words)
    await desk.press("f5")
    await there(desk)


async def there(desk: Any) -> None:
    await desk.until(lambda: isinstance(desk.app.screen, ConcordanceScreen) and lines(desk).shown)
    await desk.until(lambda: not screen(desk)._is_reading)
    await desk.pilot.pause()


def hits(desk: Any) -> list[tuple[int, str]]:
    return [(line.source.article, line.hit) for line in lines(desk).shown]


async def test_of_the_entity_under_the_caret_every_passage_is_a_line(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await of(desk, "Anna Berg")
        assert hits(desk) == [(1, "Anna Berg"), (1, "Berg"), (2, "Anna Berg")]
        assert (title(desk).head.label, title(desk).head.title) == ("P", "Anna Berg")
        assert title(desk).head.info.startswith("3 passages in 2 articles · newest first")
        shown = [line for line in screen_lines(desk.app) if "Berg" in line][1:4]
        assert len({line.index("Anna Berg") for line in (shown[0], shown[2])}) == 1, "aligned on the hit"
        await desk.press("escape")
        assert desk.app.screen is desk.screen


async def test_of_a_word_of_a_selection_and_of_the_entity_in_its_pane(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        source = desk.screen.source
        source.goto(source.text.index("met"))
        await desk.press("f5")
        await there(desk)
        assert (hits(desk), title(desk).head.title) == ([(1, "met")], "met")
        await desk.press("escape")
        start = source.text.index("met")
        source.select(type(source.paragraph_span(1))(start, start + len("met Karl Voss")))
        await desk.press("f5")
        await there(desk)
        assert hits(desk) == [(1, "met Karl Voss")]
        assert title(desk).head.title == '"met Karl Voss"'
        await desk.press("escape", "2")
        entity = next(one for one in desk.screen.entities if one.caption == "Karl Voss")
        desk.screen.entity_list.select(entity.id)
        await desk.press("f5")
        await there(desk)
        assert hits(desk) == [(1, "Karl Voss")]


async def test_where_there_is_no_word_it_says_so(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        source = desk.screen.source
        source.goto(source.text.index("\n\n"))
        source.select(type(source.paragraph_span(1))(source.text.index("\n\n"), source.text.index("\n\n") + 2))
        await desk.press("f5")
        assert desk.app.screen is desk.screen
        assert "no word here" in desk.screen.status


async def test_of_the_query_that_is_typed_with_its_filters_and_esc_goes_back_to_it(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("slash")
        await desk.type("before:2024 ber")
        await desk.press("f5")
        await there(desk)
        assert hits(desk) == [(1, "Berg"), (1, "Berg"), (1, "berg")], "the last word is a beginning"
        await desk.press("escape")
        assert isinstance(desk.app.screen, SearchScreen)
        assert desk.app.screen.line.value == "before:2024 ber"


async def test_keys_sort_by_the_words_beside_the_hit_and_again_by_the_next_one(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await of(desk, "Anna Berg")
        for keys, info, order in (
            ("r", "by the word to the right", ["denied", "met", "wrote"]),
            ("r", "by the second word to the right", ["denied", "met", "wrote"]),
            ("l", "by the word to the left", ["denied", "met", "wrote"]),
            ("s", "by source", ["met", "wrote", "denied"]),
            ("h", "by the hit", ["met", "denied", "wrote"]),
            ("d", "newest first", ["met", "wrote", "denied"]),
        ):
            await desk.press(keys)
            await desk.until(lambda order=order: [line.right.split()[0] for line in lines(desk).shown] == order)
            assert info in title(desk).head.info


async def test_sorted_by_the_right_the_hits_end_in_one_column_else_they_begin_in_one(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await of(desk, "Anna Berg")

        def ends() -> set[int]:
            return {line.index("Berg") + 4 for line in screen_lines(desk.app)[2:5]}

        assert len(ends()) == 2
        await desk.press("r")
        await desk.until(lambda: "right" in title(desk).head.info)
        await desk.until(lambda: len(ends()) == 1)


async def test_enter_opens_the_passage_and_esc_comes_back_to_its_line(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await of(desk, "Anna Berg")
        await desk.press("r")
        await desk.until(lambda: "right" in title(desk).head.info)
        await desk.press("end", "home", "enter")
        await desk.until(lambda: desk.app.screen is desk.screen)
        await desk.until(lambda: desk.screen.paper.article.number == 2)
        source = desk.screen.source
        assert source.selection.of(source.text) == "Anna Berg"
        await desk.press("escape")
        await there(desk)
        assert lines(desk).highlighted.source.article == 2
        assert "right" in title(desk).head.info
        await desk.press("escape")
        await desk.until(lambda: desk.screen.paper.article.number == 1)
        assert desk.app.screen is desk.screen


async def test_from_the_search_enter_goes_to_the_desk_too(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("slash")
        await desk.type("denied")
        await desk.press("f5")
        await there(desk)
        await desk.press("enter")
        await desk.until(lambda: desk.app.screen is desk.screen)
        await desk.until(lambda: desk.screen.paper.article.number == 2)
        await desk.press("escape")
        await there(desk)
        assert hits(desk) == [(2, "denied")]


async def test_the_passage_below_follows_the_selection_and_goes_away_at_a_key(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await of(desk, "Anna Berg")
        strip = screen(desk).query_one(ContextLines)
        await desk.until(lambda: "met Karl Voss in Lund." in strip.words)
        await desk.press("down")
        await desk.until(lambda: "wrote to anna@berg.example" in strip.words)
        await desk.press("space")
        assert not strip.display
        await desk.press("down", "space")
        await desk.until(lambda: strip.display and "denied it" in strip.words)


async def test_on_a_low_screen_the_lines_have_the_room_until_the_passage_is_wanted(open_desk: OpenDesk) -> None:
    async with open_desk(size=(80, 24)) as desk:
        await of(desk, "Anna Berg")
        strip = screen(desk).query_one(ContextLines)
        assert not strip.display
        assert lines(desk).size.height == 21
        await desk.press("space")
        await desk.until(lambda: strip.display and strip.words)


async def test_what_is_quoted_stands_in_the_note_with_the_pin_of_its_sentence(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await of(desk, "Anna Berg")
        await desk.press("down", "c")
        await desk.until(lambda: "⟦S1:" in desk.screen.note.body)
        await desk.press("home", "v", "v", "c")
        await desk.until(lambda: desk.screen.note.body.count("⟦") == 3)
        places = await asyncio.to_thread(lambda: [p.quotation for p in pins(desk)])
        sentence = "Berg wrote to anna@berg.example on 2 May 2023."
        assert places == [sentence, "Anna Berg met Karl Voss in Lund.", sentence]
        assert not lines(desk).marked, "what was done to the marked ones is done"
        await desk.press("u")
        await desk.until(lambda: desk.screen.note.body.count("⟦") == 1)


def pins(desk: Any) -> list[Any]:
    from casefile.services import notes

    return notes.pin_places(desk.case, rows.notes(desk.case)[0].body)


async def test_what_is_copied_says_where_it_stands(open_desk: OpenDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    copied: list[str] = []

    async def copy(self: Copying, text: str, how: str) -> None:
        copied.append(text)

    monkeypatch.setattr(Copying, "_copy", copy)
    async with open_desk() as desk:
        await of(desk, "Anna Berg")
        await desk.press("y")
        await desk.until(lambda: copied)
        assert copied[0].startswith(
            "“Anna Berg met Karl Voss in Lund.” (S1¶1, Berg met Voss, The Gazette, 4 May 2023) ⟦S1:0-"
        )
        await desk.press("v", "v", "v", "y")
        await desk.until(lambda: len(copied) == 2)
        assert [part[:6] for part in copied[1].split("\n\n")] == ["“Anna ", "“Berg ", "“The l"]


async def test_a_filter_narrows_the_lines_as_one_types_and_esc_takes_it_off_first(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await of(desk, "Anna Berg")
        await desk.press("f")
        await desk.type("lawyer")
        await desk.until(lambda: hits(desk) == [(2, "Anna Berg")])
        await desk.press("escape")
        await desk.until(lambda: len(lines(desk).shown) == 3)
        assert isinstance(desk.app.screen, ConcordanceScreen)
        await desk.press("escape")
        assert desk.app.screen is desk.screen


async def test_what_was_taken_out_since_is_gone_when_one_looks_again(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("slash")
        await desk.type("berg")
        await desk.press("f5")
        await there(desk)
        assert {article for article, _ in hits(desk)} == {1, 2}
        await desk.press("end")
        await desk.screen.session.write(articles.retire_article, 2)
        await desk.press("f5")
        await desk.until(lambda: {article for article, _ in hits(desk)} == {1})


async def test_nothing_found_is_said(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("slash")
        await desk.type("zzzquagmire")
        await desk.press("f5")
        await desk.until(lambda: isinstance(desk.app.screen, ConcordanceScreen))
        await desk.until(lambda: "no passage" in lines(desk).nothing)
        assert "0 passages" in title(desk).head.info
        await desk.press("enter", "c", "y", "v", "r", "space", "space")
        assert isinstance(desk.app.screen, ConcordanceScreen)


async def test_a_query_that_does_not_parse_says_so_and_shows_what_its_words_find(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("slash")
        await desk.type("lund date:never ")
        await desk.press("f5")
        await there(desk)
        assert hits(desk) == [(1, "Lund")]
        status = " ".join(words for words, _ in screen(desk).query_one(KeyBar)._status)
        assert "never" in status


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)])
async def test_nothing_in_a_text_acts_on_the_terminal_or_moves_the_columns(
    open_desk: OpenDesk, root: Path, size: tuple[int, int]
) -> None:
    case = cases.open_case(root)
    intake.add_pasted(case, HOSTILE, Metadata(title=HOSTILE, publisher=HOSTILE), index=False)
    case.close()
    async with open_desk(size=size) as desk:
        await desk.press("slash")
        await desk.type("berg")
        await desk.press("f5")
        await there(desk)
        for keys in ("l", "r", "h", "space", "space", "end"):
            await desk.press(keys)
            assert not list(forbidden_in(desk.app))
            assert {strip.cell_length for strip in desk.app.screen._compositor.render_strips()} == {size[0]}


async def test_thousands_of_lines_come_in_while_keys_work(
    open_desk: OpenDesk, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = cases.open_case(root)
    for number in range(30):
        intake.add_pasted(case, f"{number} " + "The ferry left and the ferry came. " * 50, index=False)
    case.close()
    async with open_desk() as desk:
        await desk.press("slash")
        await desk.type("ferry")
        await desk.press("f5")
        await desk.until(lambda: isinstance(desk.app.screen, ConcordanceScreen) and lines(desk).shown)
        await desk.press("down", "down", "r", "down")
        await there(desk)
        await desk.until(lambda: len(lines(desk).shown) == 3000)
        words = [line.right.split()[0] for line in lines(desk).shown]
        assert words == sorted(words)
        assert "3,000 passages in 30 articles" in title(desk).head.info


async def test_a_desk_that_only_reads_shows_and_copies_but_does_not_quote(open_desk: OpenDesk, root: Path) -> None:
    first = cases.open_case(root, for_desk=True)
    try:
        async with open_desk() as desk:
            assert desk.case.is_read_only
            await of(desk, "Anna Berg")
            await desk.press("c")
            await desk.until(lambda: any("only reads" in toast for toast in desk.toasts))
    finally:
        first.close()


async def test_of_several_concordances_only_the_last_is_kept_and_the_others_are_read_again(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await of(desk, "Anna Berg")
        first = screen(desk).place
        await desk.press("end", "enter")
        await desk.until(lambda: desk.app.screen is desk.screen and desk.screen.paper.article.number == 2)
        await of(desk, "Voss")
        assert first.sheet is None
        await desk.press("escape", "escape")
        await there(desk)
        assert screen(desk).place is first
        assert hits(desk) == [(1, "Anna Berg"), (1, "Berg"), (2, "Anna Berg")]
        assert lines(desk).highlighted.source.article == 2


async def test_from_the_first_line_another_order_is_seen_from_its_beginning_else_the_line_stays(
    open_desk: OpenDesk,
) -> None:
    async with open_desk() as desk:
        await of(desk, "Anna Berg")
        await desk.press("r")
        await desk.until(lambda: [line.source.article for line in lines(desk).shown] == [2, 1, 1])
        assert lines(desk).place[0] == 1
        await desk.press("s")
        await desk.until(lambda: [line.source.article for line in lines(desk).shown] == [1, 1, 2])
        assert lines(desk).place[0] == 1
        await desk.press("end", "r")
        await desk.until(lambda: [line.source.article for line in lines(desk).shown] == [2, 1, 1])
        assert (lines(desk).place[0], lines(desk).highlighted.source.article) == (1, 2)
        await desk.press("end", "s")
        await desk.until(lambda: [line.source.article for line in lines(desk).shown] == [1, 1, 2])
        assert lines(desk).place[0] == 2
