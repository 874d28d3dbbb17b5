from __future__ import annotations

from collections.abc import Callable
from typing import Any

from search_screen import answered, begin, drawn, facet_rows, go_to_facet, save

from casefile.services import saved_searches
from casefile.services.rows import journal_after

OpenDesk = Callable[..., Any]


async def test_a_search_is_saved_with_its_filters_and_opened_again(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        search = await begin(desk, "berg")
        search.filter_by("year", "2023")
        await answered(desk, search)
        await save(desk, search, "who met")
        saved = saved_searches.find(desk.case, "who met")
        assert (saved.query, saved.filters, saved.sort) == ("berg", (("year", "2023"),), "newest")
        search.unfilter_all()
        await desk.press("ctrl+u")
        await answered(desk, search)
        assert not search.is_asked
        await desk.press("tab")
        await go_to_facet(desk, search, "saved", saved.id)
        await desk.press("enter")
        await desk.until(lambda: search.line.value == "berg" and search.is_fresh)
        assert search.request.filters == (("year", "2023"),)
        assert search.line.input.has_focus
        await desk.until(lambda: facet_rows(search)["saved", saved.id].count == search.results.total)
        await desk.until(lambda: "who met" in drawn(desk))


async def test_half_a_word_is_saved_with_its_star_so_that_it_finds_the_same_later(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        search = await begin(desk, "lawy")
        total = search.results.total
        await save(desk, search, "lawyers")
        saved = saved_searches.find(desk.case, "lawyers")
        assert saved.query == "lawy*"
        await desk.until(lambda: facet_rows(search)["saved", saved.id].count == total)


async def test_a_saved_search_is_renamed_and_taken_out_and_the_journal_says_so(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        search = await begin(desk, "berg")
        await save(desk, search, "first")
        saved = saved_searches.find(desk.case, "first")
        await desk.press("tab")
        await go_to_facet(desk, search, "saved", saved.id)
        await desk.press("f2")
        await desk.until(lambda: desk.app.screen is not search)
        await desk.press("ctrl+u")
        await desk.type("second")
        await desk.press("ctrl+s")
        await desk.until(lambda: [one.name for one in search.saved] == ["second"])
        await desk.until(lambda: search.facets.has_focus)
        await go_to_facet(desk, search, "saved", saved.id)
        await desk.press("delete")
        await desk.until(lambda: not search.saved)
        assert len(journal_after(desk.case, 0)) >= 3
        assert saved_searches.saved_searches(desk.case) == []


async def test_nothing_is_saved_under_no_name_and_nothing_where_nothing_is_asked(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        search = await begin(desk)
        await desk.press("ctrl+s")
        await desk.until(lambda: desk.toasts)
        assert desk.app.screen is search
        await desk.type("berg")
        await answered(desk, search)
        await desk.press("ctrl+s")
        await desk.until(lambda: desk.app.screen is not search)
        await desk.press("escape")
        await desk.until(lambda: desk.app.screen is search)
        assert saved_searches.saved_searches(desk.case) == []
        assert search.line.value == "berg"


async def test_what_is_typed_replaces_the_proposed_name(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        search = await begin(desk, "berg")
        await desk.press("ctrl+s")
        await desk.until(lambda: desk.app.screen is not search)
        await desk.type("mine")
        await desk.press("ctrl+s")
        await desk.until(lambda: desk.app.screen is search and search.saved)
        assert [one.name for one in search.saved] == ["mine"]
