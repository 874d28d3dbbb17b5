"""What stands around the panes when room is short, and what is quoted below a note."""

from __future__ import annotations

from dataclasses import replace

from widget_app import HOSTILE, WidgetApp, forbidden_in, screen_lines, screen_text

from casefile.domain.kinds import Kind, MentionState
from casefile.domain.records import Mention
from casefile.domain.span import Span
from widgets.caret_line import CaretLine
from widgets.key_bar import Key, KeyBar
from widgets.passage_lines import PassageLines
from widgets.source_view import SourceView
from widgets.tab_row import Tab, TabRow

TABS = [
    Tab("source", "1", "Source"),
    Tab("entities", "2", "Entities", "36"),
    Tab("notes", "3", "Notes", "4"),
    Tab("articles", "4", "Articles", "8"),
]


def a_mention(span: Span, kind: Kind, note: str = "") -> Mention:
    return Mention("m", "t", span, kind, MentionState.SUGGESTED, None, "Friday", None, "r", "1", "", 0.5, "", note)


async def test_the_row_of_tabs_cuts_the_name_and_never_the_date() -> None:
    row = TabRow()
    app = WidgetApp(row)
    for wide, shown in ((80, "S1 · 17 Feb 2020   B"), (90, "S1 · Tolvenna Merc… · 17 Feb 2020   B")):
        async with app.run_test(size=(wide, 3)) as pilot:
            row.set_tabs(TABS, "source")
            row.set_info("S1", "Tolvenna Mercury", "17 Feb 2020", "B")
            await pilot.pause()
            assert screen_lines(app)[0].rstrip().endswith(shown), screen_lines(app)[0]
        row = TabRow()
        app = WidgetApp(row)


async def test_a_text_that_is_not_laid_out_yet_is_not_called_empty() -> None:
    """While the desk opened, the pane said of a text that it was empty."""
    view = SourceView()
    app = WidgetApp(view)
    async with app.run_test(size=(60, 8)) as pilot:
        await pilot.pause()
        view._put("A text.", (), "This text is empty.")
        assert view._rows is None
        assert "empty" not in "".join(view.render_line(y).text for y in range(8))
        view.set_document("", empty="This text is empty.")
        await pilot.pause()
        assert "This text is empty." in screen_text(app)


async def test_a_view_that_cannot_be_pointed_at_paints_no_mention_as_the_current_one() -> None:
    """Half of a hit was drawn as a hit and half as the mention under a caret that nobody can see."""
    mention = a_mention(Span(0, 12), Kind.PERSON)
    view = SourceView()
    app = WidgetApp(view)
    async with app.run_test(size=(60, 8)) as pilot:
        view.set_document("Ulrike Sandmoor chairs.", mentions=[mention])
        await pilot.pause()
        assert view._pointers(Span(0, 23)).current == 0
        view.can_focus = False
        assert view._pointers(Span(0, 23)).current is None


async def test_the_caret_line_cuts_long_words_within_its_row() -> None:
    mention = a_mention(Span(0, 6), Kind.DATE, "unresolved: " + "no date of publication to count from " * 4)
    line = CaretLine()
    app = WidgetApp(line)
    async with app.run_test(size=(60, 4)) as pilot:
        line.show(mention, (1, 2))
        await pilot.pause()
        shown = screen_lines(app)[1].rstrip()
        assert shown.endswith("…")
        assert len(shown) <= 59


async def test_the_caret_line_says_what_a_reading_is_read_as_and_by_which_rule() -> None:
    mention = replace(a_mention(Span(0, 7), Kind.READING), caption="Bergwho", value="Berg who", rule="glued word")
    line = CaretLine()
    app = WidgetApp(line)
    async with app.run_test(size=(80, 4)) as pilot:
        line.show(mention, (1, 1))
        await pilot.pause()
        assert "○  Bergwho  R read as “Berg who” · glued word" in screen_lines(app)[1]


async def test_a_status_of_no_weight_gives_way_to_keys_and_one_of_weight_is_kept() -> None:
    bar = KeyBar()
    app = WidgetApp(bar)
    async with app.run_test(size=(40, 4)) as pilot:
        bar.set_keys([Key(letter, letter, "does this") for letter in "abc"])
        bar.set_status(("index up to date", 1))
        await pilot.pause()
        assert "c does this" in screen_text(app)
        for words in ("one of weight", "one of weight."):
            bar.set_status((words, 9))
            await pilot.pause()
            assert words in screen_text(app)


async def test_a_passage_below_a_note_is_cut_after_three_rows_and_shown_as_text() -> None:
    passage = PassageLines()
    app = WidgetApp(passage)
    async with app.run_test(size=(40, 10)) as pilot:
        passage.display = True
        passage.say("“" + "who signed for the engines " * 12 + "”")
        await pilot.pause()
        shown = [line.rstrip() for line in screen_lines(app) if line.strip()]
        assert len(shown) == 4
        assert shown[-1].endswith("…")
        for words in HOSTILE:
            passage.say(words)
            await pilot.pause()
            assert not list(forbidden_in(app))
