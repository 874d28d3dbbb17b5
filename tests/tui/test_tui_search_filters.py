from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from search_screen import answered, begin, chips, drawn, facet_rows, go_to_facet

OpenDesk = Callable[..., Any]


async def test_tab_goes_into_the_filters_and_space_chooses_what_the_list_is_limited_to(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        search = await begin(desk, "berg")
        everything = search.results.total
        await desk.press("tab")
        assert search.facets.has_focus
        await go_to_facet(desk, search, "publisher", "The Gazette")
        await desk.press("space")
        await answered(desk, search)
        assert search.request.filters == (("publisher", "The Gazette"),)
        assert 0 < search.results.total < everything
        assert facet_rows(search)["publisher", "The Gazette"].is_chosen
        assert chips(search) == ["The Gazette"]
        await desk.until(lambda: "publisher The Gazette ×" in drawn(desk))
        await desk.press("space")
        await answered(desk, search)
        assert search.results.total == everything
        assert chips(search) == []


async def test_counts_beside_a_chosen_value_say_what_else_could_be_chosen(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        search = await begin(desk, "berg")
        grades = {value: row.count for (facet, value), row in facet_rows(search).items() if facet == "kind"}
        value = next(iter(grades))
        await desk.press("tab")
        await go_to_facet(desk, search, "kind", value)
        await desk.press("enter")
        await answered(desk, search)
        after = {value: row.count for (facet, value), row in facet_rows(search).items() if facet == "kind"}
        assert after == grades


async def test_a_letter_in_the_filters_goes_on_with_the_query(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        search = await begin(desk, "ber")
        await desk.press("tab", "g")
        assert search.line.input.has_focus
        assert search.line.value == "berg"
        await desk.press("tab", "q")
        assert search.line.value == "bergq", "not even a letter that is a key elsewhere"


async def test_esc_in_the_filters_goes_back_to_the_query_and_only_then_to_the_desk(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        search = await begin(desk, "berg")
        await desk.press("tab", "escape")
        assert desk.app.screen is search
        assert search.line.input.has_focus
        await desk.press("escape")
        await desk.until(lambda: desk.app.screen is desk.screen)


@pytest.mark.parametrize("key", ["0", "delete", "backspace"])
async def test_filters_are_taken_off_with_a_key(open_desk: OpenDesk, key: str) -> None:
    async with open_desk() as desk:
        search = await begin(desk, "berg")
        await desk.press("tab")
        await go_to_facet(desk, search, "publisher", "The Gazette")
        await desk.press("space", key)
        await answered(desk, search)
        assert search.request.filters == ()


async def test_backspace_before_the_first_letter_takes_the_latest_filter_off(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        search = await begin(desk, "berg")
        search.filter_by("publisher", "The Gazette")
        search.filter_by("year", "2023")
        await desk.press("backspace")
        assert search.line.value == "ber"
        await desk.press("home", "backspace")
        assert search.request.filters == (("publisher", "The Gazette"),)
        await desk.press("backspace", "backspace")
        assert search.request.filters == ()
        assert search.line.value == "ber"


async def test_a_filter_alone_is_a_search(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        search = await begin(desk)
        search.filter_by("publisher", "The Gazette")
        await answered(desk, search)
        assert {hit.number for hit in search.rows.shown if hit.type == "article"} == {1}


async def test_a_year_opens_into_its_months(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        search = await begin(desk, "berg")
        await desk.press("tab")
        await go_to_facet(desk, search, "year", "2023")
        assert ("month", "2023-05") not in facet_rows(search)
        await desk.press("right")
        await answered(desk, search)
        assert facet_rows(search)["month", "2023-05"].words == "May"
        await go_to_facet(desk, search, "month", "2023-05")
        await desk.press("space")
        await answered(desk, search)
        assert chips(search) == ["May 2023"]
        assert {hit.date[:7] for hit in search.rows.shown if hit.type == "article"} == {"2023-05"}


async def test_one_type_is_chosen_with_a_key_while_typing(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        search = await begin(desk, "berg")
        await desk.press("shift+tab")
        await answered(desk, search)
        assert {hit.type for hit in search.rows.shown} == {"article"}
        assert facet_rows(search)["type", "article"].is_chosen
        await desk.press("shift+tab")
        await answered(desk, search)
        assert {hit.type for hit in search.rows.shown} == {"entity"}
        assert search.line.input.has_focus


async def test_in_a_narrow_terminal_the_filters_lie_over_the_hits_while_they_are_wanted(open_desk: OpenDesk) -> None:
    async with open_desk(size=(80, 24)) as desk:
        search = await begin(desk, "berg")
        facets = search.query_one("#facets")
        assert not facets.display
        await desk.until(lambda: search.rows.size.width)
        wide = search.rows.size.width
        await desk.press("tab")
        await desk.until(lambda: facets.display and search.facets.size.height)
        assert search.rows.size.width == wide, "the hits keep their lines"
        assert facets.region.x == 0
        edge = facets.region.right - 1
        await desk.until(lambda: all(row[edge] in "▕│|" for row in drawn(desk).splitlines()[3:20]))
        await desk.press("tab")
        assert not facets.display


async def again(desk: Any, search: Any) -> Any:
    """The search screen, left and opened again."""
    await desk.press("escape")
    await desk.until(lambda: desk.app.screen is desk.screen)
    found = await begin(desk)
    await answered(desk, found)
    return found


async def test_a_new_search_is_limited_to_nothing_and_going_on_with_the_old_one_keeps_its_limits(
    open_desk: OpenDesk,
) -> None:
    async with open_desk() as desk:
        search = await begin(desk, "ber")
        search.filter_by("publisher", "The Gazette")
        await desk.press("shift+tab")
        search = await again(desk, search)
        await desk.press("end", "g")
        await answered(desk, search)
        assert search.request.query == "berg"
        assert search.request.filters == (("publisher", "The Gazette"),)
        assert search.type == "article"
        search = await again(desk, search)
        await desk.press("b")
        await answered(desk, search)
        assert (search.request.query, search.request.filters, search.type) == ("b", (), "")


async def test_a_type_that_was_chosen_before_the_first_letter_stays(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        search = await again(desk, await begin(desk, "berg"))
        await desk.press("shift+tab", "v")
        await answered(desk, search)
        assert (search.request.query, search.type) == ("v", "article")


async def test_a_letter_in_the_filters_goes_on_with_the_remembered_query_and_its_limits(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        search = await begin(desk, "ber")
        search.filter_by("publisher", "The Gazette")
        search = await again(desk, search)
        await desk.press("tab", "g")
        await answered(desk, search)
        assert (search.line.value, search.request.filters) == ("berg", (("publisher", "The Gazette"),))


async def test_where_a_limit_hides_the_hits_the_words_say_so(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        search = await begin(desk, "gazette met")
        for _ in range(2):
            await desk.press("shift+tab")
        await answered(desk, search)
        assert search.type == "entity"
        await desk.until(lambda: "Nothing of this sort holds these words" in drawn(desk))
        search.ask(types=("article", "entity", "note", "claim"), filters=(("year", "1999"),))
        await answered(desk, search)
        await desk.until(lambda: "Nothing under these filters holds these words" in drawn(desk))
