"""Lists of entities, articles, notes and results, driven by keys."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from widget_app import HOSTILE, WidgetApp, forbidden_in, screen_lines, screen_text

from casefile.domain.kinds import EntityState, IntakeState, Kind, Need, NoteKind
from casefile.domain.records import Article, Entity, Note
from casefile.domain.search import Hit, SearchResults
from casefile.domain.span import Span
from widgets.article_list import ArticleList
from widgets.entity_list import EntityList, articles_in
from widgets.note_list import NoteList
from widgets.pane import Pane
from widgets.query_line import Filtered, QueryLine
from widgets.result_list import ResultList, snippet_lines


def entity(id_: str, caption: str, state: EntityState = EntityState.SUGGESTED, **more: object) -> Entity:
    return replace(Entity(id_, Kind.PERSON, caption, "", state, mentions=3, articles=(1, 2)), **more)  # type: ignore[arg-type]


def article(number: int, title: str, **more: object) -> Article:
    plain = Article(
        number, f"id{number}", "", 0, None, None, 0, title, "", "The Courier", "", "2021-03-14", "", "", "", "", "", "",
        "", None, "B", "", IntakeState.READ, "", Need.NOTHING, True, None, None, "file.txt", "",
    )  # fmt: skip
    return replace(plain, **more)  # type: ignore[arg-type]


def hit(type_: str, number: int, title: str, snippet: str, *spans: Span, **more: object) -> Hit:
    return replace(Hit(type_, f"{number}", number, title, "2021-03-14", 1.0, snippet, spans), **more)  # type: ignore[arg-type]


def results(*hits: Hit, near_total: int = 0) -> SearchResults:
    return SearchResults("q", len(hits), near_total, 1.0, True, "", hits, {})


TWENTY = [entity(f"e{number}", f"Name {number}") for number in range(20)]


async def test_vim_keys_and_arrows_move_the_selection_and_stop_at_the_ends() -> None:
    rows = EntityList()
    app = WidgetApp(rows)
    async with app.run_test(size=(60, 12)) as pilot:
        rows.set_entities(TWENTY)
        rows.focus()
        moves = [("j", 1), ("down", 2), ("k", 1), ("up", 0), ("up", 0), ("G", 19), ("j", 19), ("g", 0), ("end", 19)]
        for key, expected in [*moves, ("home", 0), ("pagedown", 11), ("pageup", 0), ("ctrl+d", 6), ("ctrl+u", 0)]:
            await pilot.press(key)
            assert rows.highlighted is not None
            assert rows.highlighted.id == f"e{expected}", key
        assert rows.place == (1, 20)


async def test_the_selected_row_is_always_on_the_screen_with_its_head_above_the_first() -> None:
    rows = EntityList()
    app = WidgetApp(rows)
    async with app.run_test(size=(60, 8)) as pilot:
        rows.set_entities(TWENTY)
        rows.focus()
        await pilot.press("G")
        assert any("Name 19" in line and "▌" in line for line in screen_lines(app))
        await pilot.press("g")
        assert "to judge" in screen_lines(app)[0]
        assert "▌○ Name 0" in screen_lines(app)[1]


async def test_the_selection_stays_on_the_same_entity_when_rows_are_replaced() -> None:
    rows = EntityList()
    app = WidgetApp(rows)
    async with app.run_test(size=(60, 12)) as pilot:
        rows.set_entities(TWENTY)
        rows.select("e5")
        rows.set_entities([entity("new", "A new one"), *TWENTY])
        assert rows.highlighted == TWENTY[5]
        rows.set_entities([one for one in TWENTY if one.id != "e5"])
        await pilot.pause()
        assert rows.highlighted is not None, "the selected one is gone: another takes its place"


async def test_what_is_judged_leaves_the_selection_among_what_is_still_to_judge() -> None:
    """It went with the row to the confirmed ones, thirty rows away: judging one after another was impossible."""
    rows = EntityList()
    app = WidgetApp(rows)
    async with app.run_test(size=(60, 12)) as pilot:
        rows.set_entities(TWENTY)
        rows.select("e5")
        accepted = [replace(TWENTY[5], state=EntityState.CONFIRMED), *TWENTY[:5], *TWENTY[6:]]
        rows.set_entities(accepted)
        await pilot.pause()
        assert rows.highlighted == TWENTY[6]
        rows.select("e19")
        rows.set_entities([replace(TWENTY[19], state=EntityState.CONFIRMED), *accepted[:-1]])
        assert rows.highlighted == TWENTY[18], "behind the last one comes none: the one before"
        done = [replace(one, state=EntityState.CONFIRMED) for one in TWENTY]
        rows.set_entities(done)
        assert rows.highlighted == done[18], "nothing is left to judge: the selection stays where it was"


async def test_escape_in_the_list_takes_the_filter_off_and_is_said() -> None:
    rows = EntityList()
    app = WidgetApp(Filtered(rows))
    async with app.run_test(size=(60, 12)) as pilot:
        rows.set_entities(TWENTY)
        rows.focus()
        await pilot.press("f", *"19", "enter")
        await pilot.pause()
        assert rows.has_focus
        assert rows.place[1] == 1
        assert "1 of 20 · esc shows all" in screen_text(app)
        await pilot.press("escape")
        await pilot.pause()
        assert rows.place[1] == 20
        assert rows.has_focus


async def test_the_selection_comes_back_when_the_filter_lets_its_row_through_again() -> None:
    rows = EntityList()
    app = WidgetApp(rows)
    async with app.run_test(size=(60, 12)):
        rows.set_entities(TWENTY)
        rows.select("e5")
        rows.filter("name 12")
        assert rows.highlighted is not None
        assert rows.highlighted.id == "e12"
        rows.filter("")
        assert rows.highlighted.id == "e5"


async def test_highlighted_and_chosen_carry_the_value_and_say_nothing_twice() -> None:
    rows = EntityList(id="entities")
    app = WidgetApp(rows)
    async with app.run_test(size=(60, 12)) as pilot:
        rows.set_entities(TWENTY)
        rows.focus()
        await pilot.pause()
        app.heard.clear()
        await pilot.press("j", "enter")
        rows.set_entities(TWENTY)
        await pilot.pause()
        assert [message.entity.id for message in app.hear(EntityList.Highlighted)] == ["e1"]
        assert [message.entity.id for message in app.hear(EntityList.Chosen)] == ["e1"]
        assert app.hear(EntityList.Chosen)[0].control is rows


async def test_a_click_selects_and_a_second_one_opens() -> None:
    rows = EntityList()
    app = WidgetApp(rows)
    async with app.run_test(size=(60, 12)) as pilot:
        rows.set_entities(TWENTY)
        await pilot.click(rows, offset=(5, 3))
        assert rows.highlighted == TWENTY[2]
        assert not app.hear(EntityList.Chosen)
        await pilot.click(rows, offset=(5, 3), times=2)
        assert app.hear(EntityList.Chosen)[0].entity == TWENTY[2]
        await pilot.click(rows, offset=(5, 0))
        assert rows.highlighted == TWENTY[2], "a head is no row"


async def test_space_marks_several_in_order_and_marks_of_what_is_gone_are_dropped() -> None:
    rows = EntityList()
    app = WidgetApp(rows)
    async with app.run_test(size=(60, 12)) as pilot:
        rows.set_entities(TWENTY)
        rows.focus()
        await pilot.press("G", "space", "g", "space", "space")
        assert rows.marked == ("e19", "e0", "e1")
        rows.set_entities(TWENTY[1:])
        assert rows.marked == ("e19", "e1")
        rows.unmark_all()
        await pilot.pause()
        assert app.hear(EntityList.Marked)[-1].ids == ()


async def test_the_order_changes_and_the_selection_stays() -> None:
    rows = EntityList()
    app = WidgetApp(rows)
    async with app.run_test(size=(60, 12)) as pilot:
        rows.set_entities([entity("1", "Zoe"), entity("2", "émile"), entity("3", "Fay")])
        rows.focus()
        await pilot.press("o")
        assert [row.caption for row in rows.shown] == ["émile", "Fay", "Zoe"]
        assert rows.highlighted is not None
        assert rows.highlighted.caption == "Zoe"


@pytest.mark.parametrize(
    ("articles", "room", "shown"),
    [((1, 3, 7), 13, "S1 S3 S7"), ((1, 2, 3, 4, 5), 13, "S1 S2 S3 +2"), ((), 13, ""), ((100, 200, 300), 9, "S100 +2"),
     ((1000, 2000), 4, "2")],
)  # fmt: skip
def test_articles_are_cut_whole_and_the_rest_is_counted(articles: tuple[int, ...], room: int, shown: str) -> None:
    assert articles_in(articles, room) == shown


@pytest.mark.parametrize("size", [(34, 12), (52, 12), (80, 24)])
async def test_hostile_captions_are_shown_as_they_are_and_obeyed_by_nothing(size: tuple[int, int]) -> None:
    rows = EntityList()
    app = WidgetApp(rows)
    async with app.run_test(size=size):
        rows.set_entities([entity(f"h{number}", words) for number, words in enumerate(HOSTILE)])
        assert not list(forbidden_in(app))
        assert "[REDACTED] paid" in screen_text(app)
        assert "[/path]" in screen_text(app)
        from rich.cells import cell_len

        assert {cell_len(line) for line in screen_lines(app)} == {size[0]}, "no row is wider than the screen"


async def test_hostile_articles_notes_and_hits_are_obeyed_by_nothing() -> None:
    articles, notes, found = ArticleList(), NoteList(), ResultList()
    app = WidgetApp(articles, notes, found)
    async with app.run_test(size=(90, 60)):
        articles.set_articles(
            [article(n, words, publisher=words, published=words, reason=words) for n, words in enumerate(HOSTILE, 1)]
        )
        notes.set_notes([Note(f"{n}", n, NoteKind.LEAD, words, "", "", "", words) for n, words in enumerate(HOSTILE)])
        found.set_results(results(*(hit("note", n, words, words, date=words) for n, words in enumerate(HOSTILE))))
        assert not list(forbidden_in(app))


async def test_an_article_says_in_words_what_it_lacks() -> None:
    rows = ArticleList()
    app = WidgetApp(rows)
    async with app.run_test(size=(60, 20)):
        rows.set_articles(
            [
                article(1, "Dated", to_judge=6),
                article(2, "Undated", published=""),
                article(3, "Scan", state=IntakeState.UNREAD, reason="no reader for this format (application/pdf)"),
                article(4, "Torn", state=IntakeState.PARTLY),
            ]
        )
        shown = screen_text(app)
        for words in ("14 Mar 2021", "6 ○", "no date", "no reader for this format", "read in part", " B "):
            assert words in shown


async def test_a_long_publisher_gives_way_and_the_date_is_never_cut() -> None:
    rows = ArticleList()
    app = WidgetApp(rows)
    async with app.run_test(size=(38, 8)):
        rows.set_articles([article(1, "A title " * 9, publisher="A very long publisher " * 4, to_judge=12)])
        assert "… · 14 Mar 2021" in screen_text(app)
        assert "12 ○" in screen_text(app)


async def test_results_stand_in_groups_with_near_spellings_last() -> None:
    rows = ResultList()
    app = WidgetApp(rows)
    async with app.run_test(size=(80, 24)):
        rows.set_results(
            results(
                hit("entity", 7, "Joren Aldquist", "Aldquist", kind="person", state="suggested", mentions=4),
                hit("claim", 4, "a spokesman", "nobody paid", kind="deny", paragraph=3),
                hit("article", 6, "Aldquist resigns", "he went", in_title=True),
                hit("note", 5, "Paid?", "if Aldquist"),
                hit("article", 1, "Harbour", "names Aldquist", paragraph=5),
                hit("article", 2, "Near", "Aldqvist", near="fuzzy"),
            ),
            by_title=True,
        )
        heads = [line.strip().split(" ─")[0] for line in screen_lines(app) if "──" in line]
        assert heads == [
            *("entities", "claims", "in the title", "articles, notes, newest first", "close in spelling, ranked below")
        ]
        titles = ["Joren Aldquist", "a spokesman", "Aldquist resigns", "Paid?", "Harbour", "Near"]
        assert [row.title for row in rows.shown] == titles
        for words in ("to judge", "4 ×", "¶5", "a letter apart · Aldqvist", "denies: nobody paid", "n5", "S1", "S4"):
            assert words in screen_text(app)


async def test_only_the_matching_letters_are_marked_and_spans_outside_the_snippet_are_ignored() -> None:
    rows = ResultList()
    app = WidgetApp(rows)
    async with app.run_test(size=(80, 24)):
        rows.set_results(results(hit("article", 1, "T", "names Aldquist here", Span(6, 10), Span(90, 99))))
        strip = app.screen._compositor.render_strips()[2]
        marked = [segment.text for segment in strip if segment.style and segment.style.bold]
        assert marked == ["Aldq"]


def test_a_snippet_is_wrapped_into_at_most_the_lines_asked_for() -> None:
    found = hit("article", 1, "T", "word " * 60)
    lines = snippet_lines(found, 30, 2)
    assert len(lines) == 2
    assert lines[0].end == lines[1].start
    assert snippet_lines(replace(found, snippet=""), 30, 2) == []


async def test_stale_results_are_dimmed_until_new_ones_come() -> None:
    rows = ResultList()
    app = WidgetApp(rows)
    async with app.run_test(size=(80, 24)) as pilot:
        rows.set_results(results(hit("article", 1, "T", "x")))
        rows.is_stale = True
        await pilot.pause()
        assert rows.shown
        rows.set_results(results(hit("article", 1, "T", "x")))
        assert not rows.is_stale


async def test_the_query_line_keeps_the_focus_while_down_moves_and_enter_opens() -> None:
    rows = ResultList()
    line = QueryLine(drives=rows)
    app = WidgetApp(line, rows)
    async with app.run_test(size=(80, 24)) as pilot:
        rows.set_results(results(hit("article", 1, "One", "x"), hit("article", 2, "Two", "x")))
        line.focus_input()
        await pilot.press("a", "b", "down")
        assert line.input.has_focus
        assert line.value == "ab"
        assert rows.is_driven
        assert rows.highlighted is not None
        assert rows.highlighted.title == "Two"
        await pilot.press("enter")
        assert app.hear(ResultList.Chosen)[0].hit.title == "Two"
        await pilot.press("escape")
        assert app.hear(QueryLine.Left)
        assert app.hear(QueryLine.Changed)[-1].value == "ab"


async def test_f_shows_the_filter_line_enter_keeps_the_filter_and_escape_takes_it_off() -> None:
    rows = EntityList()
    app = WidgetApp(Pane(Filtered(rows), title="Entities"))
    async with app.run_test(size=(60, 12)) as pilot:
        rows.set_entities(TWENTY)
        rows.focus()
        await pilot.press("f", "1", "9")
        assert [row.id for row in rows.shown] == ["e19"]
        assert "1 of 20" in screen_text(app)
        await pilot.press("enter")
        assert rows.has_focus
        assert rows.model.words == ["19"]
        await pilot.press("f", "escape")
        assert rows.has_focus
        assert len(rows.shown) == 20


async def test_a_filter_that_nothing_fits_says_so() -> None:
    rows = EntityList(nothing="no names yet")
    app = WidgetApp(rows)
    async with app.run_test(size=(60, 12)):
        assert "no names yet" in screen_text(app)
        rows.set_entities(TWENTY)
        rows.filter("zzz")
        assert "nothing holds these words" in screen_text(app)
        assert rows.highlighted is None


async def test_a_note_list_raises_no_row_until_it_has_the_focus() -> None:
    rows = NoteList()
    app = WidgetApp(rows)
    async with app.run_test(size=(60, 12)) as pilot:
        app.set_focus(None)
        rows.set_notes(
            [Note("1", 1, NoteKind.LEAD, "Who paid?", "", "", "", "2026-11-20T10:00:00Z")], today=date(2026, 11, 23)
        )
        await pilot.pause()
        assert "▌" not in screen_text(app)
        assert "Fri" in screen_text(app)
        rows.focus()
        await pilot.pause()
        assert "▌" in screen_text(app)
