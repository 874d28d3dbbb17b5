from __future__ import annotations

from collections.abc import Callable
from typing import Any

from search_screen import answered, begin, drawn, title_of

from casefile.domain.search import SearchRequest
from casefile.tui.search.hinting import other_questions

OpenDesk = Callable[..., Any]


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


async def test_stepping_through_an_entity_goes_from_article_to_article(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        search = await begin(desk, "anna berg")
        while search.rows.highlighted.title != "Anna Berg":
            await desk.press("down")
        assert search.rows.highlighted.type == "entity"
        await desk.until(lambda: "passage 1 of 3" in title_of(search, "preview"))
        many = int(title_of(search, "preview").partition("passage 1 of ")[2].split()[0])
        for _ in range(many - 1):
            await desk.press("ctrl+n")
        await desk.until(lambda: title_of(search, "preview").startswith("S2"))


async def test_enter_opens_the_hit_that_was_stepped_to(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        search = await begin(desk, "berg")
        await desk.press("shift+tab")
        await answered(desk, search)
        await desk.press("down", "up")
        while search.rows.highlighted.number != 1:
            await desk.press("down")
        await desk.until(lambda: "S1" in title_of(search, "preview") and "hit 1 of" in title_of(search, "preview"))
        await desk.press("ctrl+n")
        wanted = search.query_one("#preview").caret
        await desk.press("enter")
        await desk.until(lambda: desk.app.screen is desk.screen)
        assert desk.screen.paper.article.number == 1
        assert desk.screen.source.caret == wanted


async def test_a_claim_says_who_says_it_and_opens_at_its_passage(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        search = await begin(desk, "lawyer")
        for _ in range(4):
            await desk.press("shift+tab")
        await answered(desk, search)
        claim = search.rows.highlighted
        assert claim.type == "claim"
        await desk.until(lambda: "denies: " in drawn(desk))
        await desk.until(lambda: title_of(search, "preview").startswith(f"S{claim.number}"))
        assert search.query_one("#preview").selection == claim.at
        await desk.press("down", "up", "enter")
        await desk.until(lambda: desk.app.screen is desk.screen)
        assert desk.screen.paper.article.number == claim.number
        assert desk.screen.source.selection == claim.at


async def test_a_query_that_does_not_parse_is_complained_of_beside_hits_for_its_words(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        search = await begin(desk, '"berg')
        assert not search.remark.display, "half a phrase is no mistake while it is typed"
        await desk.press("enter")
        await answered(desk, search)
        assert search.remark.display
        assert search.remark.is_warning
        assert "quotation mark" in search.remark.words
        await desk.until(lambda: "quotation mark" in drawn(desk))
        assert search.rows.shown
        await desk.type('"')
        await answered(desk, search)
        assert not search.remark.display


async def test_enter_does_not_take_away_what_was_found_by_the_beginning_of_a_word(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        search = await begin(desk, "lawy")
        total = search.results.total
        await desk.press("enter")
        await answered(desk, search)
        assert search.results.total == total > 0
        assert "begin so" in search.remark.words


async def test_the_search_is_there_again_with_its_place_and_the_next_letter_begins_anew(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        search = await begin(desk, "berg")
        search.filter_by("year", "2023")
        await answered(desk, search)
        await desk.press("down")
        at = search.rows.highlighted
        await desk.press("escape")
        await desk.until(lambda: desk.app.screen is desk.screen)
        again = await begin(desk)
        assert again is not search
        assert again.line.value == "berg"
        assert again.rows.highlighted.id == at.id
        assert again.request.filters == (("year", "2023"),)
        await answered(desk, again)
        assert again.rows.highlighted.id == at.id
        await desk.type("v")
        assert again.line.value == "v"


async def test_examples_are_of_this_case_and_enter_asks_one(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        search = await begin(desk)
        await desk.until(lambda: any(hint.query.startswith("date:2023") for hint in search.hints.shown))
        assert all(hint.count for hint in search.hints.shown)
        assert all(len(line) <= 140 for line in drawn(desk).splitlines())
        await desk.press("enter")
        assert search.line.value == "", "nothing is asked before somebody goes into the list"
        await desk.press("down", "enter")
        await answered(desk, search)
        assert search.line.value == search.hints.model.rows[0].query
        assert search.rows.shown


async def test_where_nothing_is_found_only_what_would_find_something_is_offered(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        search = await begin(desk, "lund xyzzyq")
        assert not search.rows.display
        await desk.until(lambda: [hint.query for hint in search.hints.shown if hint.query == "lund OR xyzzyq"])
        assert all(hint.count for hint in search.hints.shown)
        await desk.press("down", "enter")
        await answered(desk, search)
        assert search.rows.shown
        assert search.rows.display


def test_the_filters_are_the_first_thing_to_leave_out() -> None:
    request = SearchRequest('"berg voss"', filters=(("year", "1999"),))
    tries = other_questions(request)
    assert tries[0].request.filters == ()
    assert tries[0].request.query == '"berg voss"'
    assert [one.request.query for one in tries[1:4]] == ["berg voss", "berg* voss*", "berg OR voss"]
    assert all(one.request.filters == request.filters for one in tries[1:])


async def test_what_titles_and_queries_hold_is_shown_and_neither_parsed_nor_obeyed(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        search = await begin(desk, "redacted")
        await desk.until(lambda: "[/b] ␛]52;c;aGk=␇" in drawn(desk))
        search.line.value = "[/b] \x1b]52;c;aGk=\x07 [red]x \u202edehsup"
        await answered(desk, search)
        search.filter_by("publisher", "[red]\x1b[31m\u202e")
        await answered(desk, search)
        await desk.press("enter")
        await answered(desk, search)
        assert not set(drawn(desk)) & {"\x1b", "\x07", "\u202e"}
        await desk.until(lambda: "[red]" in drawn(desk))


async def test_old_hits_stay_until_the_new_ones_are_there(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        search = await begin(desk, "berg")
        before = [hit.id for hit in search.rows.shown]
        search.ask(query="voss")
        assert not search.is_fresh
        assert [hit.id for hit in search.rows.shown] == before
        await desk.until(lambda: search.is_fresh)
        assert [hit.id for hit in search.rows.shown] != before


async def test_the_order_is_changed_with_a_key(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        search = await begin(desk, "berg")
        for order in ("relevance", "date", "newest"):
            await desk.press("ctrl+o")
            await answered(desk, search)
            assert search.request.sort == order


async def test_the_first_hit_is_marked_after_each_letter_unless_somebody_is_in_the_list(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        search = await begin(desk, "b")
        await desk.press("down", "down")
        stood = search.rows.highlighted
        search.ask_again()
        await answered(desk, search)
        assert search.rows.highlighted == stood
        await desk.type("erg")
        await answered(desk, search)
        assert search.rows.place[0] == 1
