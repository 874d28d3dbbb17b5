"""Finding in the text on the desk, from key to key."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from store_cases import arrival

from casefile.domain.records import Metadata
from casefile.domain.span import Span
from casefile.services.finding import Finder
from casefile.store.arrivals import add_arrivals
from casefile.store.case_store import CaseStore
from casefile.tui.search.base import Found
from casefile.tui.search.filters import Remembered
from widgets.find_line import FindLine

OpenDesk = Callable[..., Any]
SAID = "The Ferry left late. Nobody saw the ferry again; ferries sink. A wag said: Médvedev took it.\n\n"
FILLER = "Words that fill the room between the places that are looked for in this text.\n\n"
TEXT = SAID + FILLER * 60 + "Here the ferry stands once more, far below.\n\n" + FILLER * 40


@pytest.fixture
def long_case(root: Path) -> Path:
    """The case with S3, a text of some screens."""
    with CaseStore(root) as store:
        add_arrivals(store, [arrival(store, TEXT, "long.txt", Metadata(title="Of a ferry"))])
    return root


async def on_s3(desk: Any) -> None:
    desk.screen.open_article(3)
    await desk.until(lambda: desk.screen.paper.article.number == 3)


def info(desk: Any) -> str:
    return desk.screen.query_one(FindLine)._info._words.strip()


async def find(desk: Any, words: str, said: str) -> None:
    await desk.press("ctrl+f")
    await desk.type(words)
    await desk.until(lambda: info(desk) == said)


def in_sight(desk: Any, words: str) -> bool:
    return words in "\n".join(strip.text for strip in desk.app.screen._compositor.render_strips())


def hit(desk: Any) -> str | None:
    source = desk.screen.source
    return source._hit.of(source.text) if source._hit is not None else None


async def test_the_next_hit_is_shown_while_one_types_and_the_caret_stays(open_desk: OpenDesk, long_case: Path) -> None:
    async with open_desk(long_case) as desk:
        await on_s3(desk)
        await find(desk, "ferr", "1 of 4")
        source = desk.screen.source
        assert hit(desk) == "Ferry"
        assert source.caret == 0
        assert [one.of(TEXT) for one in source._hits.over(0, len(SAID))] == ["Ferry", "ferry", "ferries"]
        await desk.type("y")
        await desk.until(lambda: info(desk) == "1 of 3")


async def test_down_and_up_go_from_hit_to_hit_and_round_the_end(open_desk: OpenDesk, long_case: Path) -> None:
    async with open_desk(long_case) as desk:
        await on_s3(desk)
        await find(desk, "ferry", "1 of 3")
        assert not in_sight(desk, "far below")
        for key, said in (("down", "2 of 3"), ("down", "3 of 3"), ("down", "1 of 3"), ("up", "3 of 3")):
            await desk.press(key)
            assert info(desk) == said
        assert in_sight(desk, "far below")
        assert desk.screen.source.caret == 0
        await desk.press("shift+enter")
        assert info(desk) == "2 of 3"


async def test_whoever_goes_on_does_not_wait_for_the_count(
    open_desk: OpenDesk, long_case: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted = threading.Event()

    def late(finder: Finder, is_over: Callable[[], bool]) -> Any:
        while not counted.wait(0.01) and not is_over():
            pass
        return count(finder, is_over)

    count = Finder.all
    monkeypatch.setattr(Finder, "all", late)
    async with open_desk(long_case) as desk:
        await on_s3(desk)
        await find(desk, "ferry", "…")
        await desk.until(lambda: hit(desk) == "Ferry")
        await desk.press("down")
        await desk.until(lambda: hit(desk) == "ferry")
        await desk.press("enter", "escape", "f")
        await desk.until(lambda: desk.screen.source.caret == TEXT.rindex("ferry"))
        counted.set()
        await desk.press("F")
        await desk.until(lambda: desk.screen.source.caret == TEXT.index("ferry"))


async def test_esc_goes_back_to_where_one_was_reading_and_marks_nothing_any_more(
    open_desk: OpenDesk, long_case: Path
) -> None:
    async with open_desk(long_case) as desk:
        await on_s3(desk)
        source = desk.screen.source
        source.goto(Span(40, 48), select=True)
        source.scroll_rows(3)
        place, selection = source.place, source.selection
        desk.screen.focus_pane("entities")
        await find(desk, "far below", "1 of 2")
        await desk.press("down", "escape")
        assert (source.place, source.selection, desk.screen.pane) == (place, selection, "entities")
        assert not list(source._hits.over(0, len(TEXT)))
        assert hit(desk) is None
        assert not desk.screen.find_line.is_open


async def test_enter_puts_the_caret_on_the_hit_and_again_on_the_next_and_esc_stays_there(
    open_desk: OpenDesk, long_case: Path
) -> None:
    async with open_desk(long_case) as desk:
        await on_s3(desk)
        source = desk.screen.source
        await find(desk, "ferry", "1 of 3")
        await desk.press("enter")
        assert source.caret == TEXT.index("Ferry")
        await desk.press("enter", "down")
        assert info(desk) == "3 of 3"
        await desk.press("escape")
        assert source.caret == TEXT.index("ferry")
        assert source.has_focus
        assert hit(desk) == "ferry"
        await desk.press("escape")
        await desk.until(lambda: source.caret == 0)
        assert hit(desk) is None


async def test_f_goes_on_through_the_hits_after_the_line_is_closed_and_in_the_next_text_too(
    open_desk: OpenDesk, long_case: Path
) -> None:
    async with open_desk(long_case) as desk:
        await on_s3(desk)
        source = desk.screen.source
        await desk.press("f")
        assert "nothing was looked for" in desk.screen.status
        await find(desk, "ferry", "1 of 3")
        await desk.press("enter", "escape", "f")
        await desk.until(lambda: source.caret == TEXT.index("ferry"))
        assert desk.screen.status == "2 of 3"
        await desk.press("f")
        await desk.until(lambda: source.caret == TEXT.rindex("ferry"))
        await desk.press("F")
        await desk.until(lambda: source.caret == TEXT.index("ferry"))
        desk.screen.open_article(1)
        await desk.until(lambda: desk.screen.paper.article.number == 1)
        await desk.press("f")
        await desk.until(lambda: "not in this text" in desk.screen.status)


async def test_esc_takes_marks_off_that_no_step_led_to_and_goes_no_further(
    open_desk: OpenDesk, long_case: Path
) -> None:
    async with open_desk(long_case) as desk:
        await on_s3(desk)
        await find(desk, "ferry", "1 of 3")
        await desk.press("escape", "f")
        await desk.until(lambda: hit(desk) == "Ferry")
        await desk.press("escape")
        assert hit(desk) is None
        assert desk.screen.paper.article.number == 3
        await desk.press("escape")
        await desk.until(lambda: desk.screen.paper.article.number == 1)


async def test_the_line_comes_back_with_what_was_looked_for_selected(open_desk: OpenDesk, long_case: Path) -> None:
    async with open_desk(long_case) as desk:
        await on_s3(desk)
        await find(desk, "ferry", "1 of 3")
        await desk.press("escape", "ctrl+f")
        line = desk.screen.find_line
        assert (line.value, line.input.selected_text) == ("ferry", "ferry")
        await desk.until(lambda: info(desk) == "1 of 3")
        await desk.press("right", "ctrl+f")
        assert line.input.selected_text == "ferry"
        await desk.type("wag")
        await desk.until(lambda: line.value == "wag")
        await desk.until(lambda: info(desk) == "1 of 1")


@pytest.mark.parametrize(
    ("query", "said", "first"),
    [
        ("medvedev", "1 of 1", "Médvedev"),
        ("медведев", "1 of 1 · near spellings", "Médvedev"),
        ("ferrries", "1 of 1 · near spellings", "ferries"),
        ('"the ferry"', "1 of 3", "The Ferry"),
        ("once -ferry", "1 of 1", "once"),
        ("author:ferry once", "1 of 1", "once"),
        ("quagmire", "not in this text", None),
        ("-ferry ", "no word to look for", None),
    ],
)
async def test_what_is_found_follows_the_rules_of_the_index(
    open_desk: OpenDesk, long_case: Path, query: str, said: str, first: str | None
) -> None:
    async with open_desk(long_case) as desk:
        await on_s3(desk)
        await desk.press("ctrl+f")
        desk.screen.find_line.input.value = query
        await desk.until(lambda: info(desk) == said)
        assert hit(desk) == first


async def test_the_hits_of_a_search_stay_marked_in_the_article_it_led_to(open_desk: OpenDesk, long_case: Path) -> None:
    async with open_desk(long_case) as desk:
        desk.screen.searched = Remembered(query="ferry")
        desk.screen._found(Found("article", "", 3, Span(0, 3)))
        await desk.until(lambda: desk.screen.paper.article.number == 3)
        source = desk.screen.source
        await desk.until(lambda: len(list(source._hits.over(0, len(TEXT)))) == 3)
        await desk.press("f", "f")
        await desk.until(lambda: source.caret == TEXT.index("ferry"))
        await desk.press("ctrl+f")
        assert desk.screen.find_line.value == "ferry"


async def test_hits_stay_marked_when_what_stands_above_the_text_changes(open_desk: OpenDesk, long_case: Path) -> None:
    async with open_desk(long_case) as desk:
        await on_s3(desk)
        await find(desk, "ferry", "1 of 3")
        await desk.press("down")
        desk.screen.show_tags(("harbour",))
        await desk.pilot.pause()
        assert in_sight(desk, "harbour")
        assert hit(desk) == "ferry"
        assert len(list(desk.screen.source._hits.over(0, len(SAID)))) == 2
        await desk.press("down")
        assert info(desk) == "3 of 3"


async def test_the_line_takes_no_row_from_the_text_but_its_own_and_works_where_one_pane_is_shown(
    open_desk: OpenDesk, long_case: Path
) -> None:
    async with open_desk(long_case, size=(80, 24)) as desk:
        await on_s3(desk)
        await desk.press("2")
        height = desk.screen.source.size.height
        await find(desk, "ferry", "1 of 3")
        assert in_sight(desk, "The Ferry left late")
        assert in_sight(desk, "1 of 3")
        assert desk.screen.source.size.height == height - 1 or height == 0
        await desk.press("escape")
        assert desk.screen.pane == "entities"


async def test_markup_and_escapes_in_the_line_stay_words(open_desk: OpenDesk, long_case: Path) -> None:
    async with open_desk(long_case) as desk:
        await on_s3(desk)
        await desk.press("ctrl+f")
        desk.screen.find_line.input.value = "[/b]\x1b[2J ferry"
        await desk.until(lambda: info(desk).startswith("1 of"))
        await desk.press("escape", "f")
        await desk.pilot.pause()


async def test_without_a_text_there_is_nothing_to_look_into(open_desk: OpenDesk, tmp_path: Path) -> None:
    store = CaseStore.create(tmp_path / "empty", "Nothing yet", "")
    store.close()
    async with open_desk(tmp_path / "empty") as desk:
        await desk.press("ctrl+f", "f")
        assert not desk.screen.find_line.is_open
