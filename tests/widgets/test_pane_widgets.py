"""The frame of the desk: panes, bars, tabs, prompts, help, empty states."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.cells import cell_len
from textual.binding import Binding
from textual.widget import Widget
from widget_app import HOSTILE, WidgetApp, forbidden_in, screen_lines, screen_text

from casefile.domain.records import Counts
from widgets.empty_state import Choice, EmptyState
from widgets.entity_list import EntityList
from widgets.help_sheet import HelpGroup, HelpSheet, in_columns, mark_group, matching_groups
from widgets.key_bar import KeyBar, fitting, shown_key
from widgets.line_list import LineList
from widgets.marks import ASCII, UNICODE
from widgets.note_editor import NoteEditor
from widgets.note_view import NoteView
from widgets.pane import Pane
from widgets.query_line import QueryInput
from widgets.tab_row import Tab, TabRow
from widgets.text_line import TextLine
from widgets.top_bar import TopBar, counts_in_words

COUNTS = Counts(articles=1204, entities=48, to_judge=9, notes=1)


async def test_the_pane_with_the_focus_has_the_accent_edge_and_the_other_a_rule() -> None:
    one, two = EntityList(), EntityList()
    app = WidgetApp(Pane(one, title="One", id="a"), Pane(two, title="Two", id="b"))
    async with app.run_test(size=(60, 20)) as pilot:
        two.focus()
        await pilot.pause()
        lines = screen_lines(app)
        assert lines[0].startswith("│One")
        assert lines[10].startswith("▎Two")
        one.focus()
        await pilot.pause()
        assert screen_lines(app)[0].startswith("▎One")


async def test_the_facts_of_a_title_go_from_the_last_and_the_title_is_cut() -> None:
    pane = Pane(id="p")
    app = WidgetApp(pane)
    async with app.run_test(size=(80, 6)) as pilot:
        pane.set_title("Estermark Courier", "14 Mar 2021 · collected 16 Mar", label="S1", chip="B2")
        await pilot.pause()
        assert "S1  Estermark Courier" in screen_text(app)
        assert "14 Mar 2021 · collected 16 Mar   B2 " in screen_text(app)
        await pilot.resize_terminal(48, 6)
        assert "14 Mar 2021   B2 " in screen_text(app)
        assert "collected" not in screen_text(app)
        await pilot.resize_terminal(20, 6)
        assert "S1  Ester" in screen_text(app)
        assert " B2 " in screen_text(app)


@pytest.mark.parametrize("width", [20, 40, 60, 80, 140])
async def test_bars_fill_their_row_at_any_width_whatever_they_are_given(width: int) -> None:
    top, keys, tabs = TopBar(), KeyBar(), TabRow()
    app = WidgetApp(top, tabs, keys)
    async with app.run_test(size=(width, 5)) as pilot:
        for words in HOSTILE:
            top.set_case(words, words, COUNTS)
            top.set_warning(words)
            keys.set_status((words, 2), ("saved 14:22", 1))
            tabs.set_tabs([Tab("a", "1", "Source"), Tab("b", "2", words, "48")], "a")
            tabs.set_info(words, "B2")
            await pilot.pause()
            assert not list(forbidden_in(app))
            assert {cell_len(line) for line in screen_lines(app)} == {width}


@pytest.mark.parametrize(
    ("room", "words"),
    [
        (80, "1,204 articles · 48 entities · 9 to judge · 1 note"),
        (40, "1,204 art · 48 ent · 9 to judge"),
        (12, "9 to judge"),
        (3, ""),
    ],
)
def test_the_counts_have_short_forms_and_what_is_to_be_judged_goes_last(room: int, words: str) -> None:
    assert " · ".join(text for text, _ in counts_in_words(COUNTS, room)) == words


def test_one_of_a_thing_is_not_called_many() -> None:
    assert counts_in_words(Counts(articles=1, entities=1), 80) == [("1 article", False), ("1 entity", False)]


def test_the_least_important_part_of_the_status_goes_first() -> None:
    parts = [("¶5", 3), ("1,622–1,636", 1), ("journal 1,204", 0), ("saved 14:22", 2)]
    assert fitting(parts, 60) == ["¶5", "1,622–1,636", "journal 1,204", "saved 14:22"]
    assert fitting(parts, 40) == ["¶5", "1,622–1,636", "saved 14:22"]
    assert fitting(parts, 18) == ["¶5", "saved 14:22"]
    assert fitting(parts, 2) == ["¶5"]


@pytest.mark.parametrize(
    ("key", "shown"), [("question_mark", "?"), ("ctrl+p", "ctrl+p"), ("escape", "esc"), ("G", "G"), ("down", "↓")]
)
def test_keys_are_written_as_people_write_them(key: str, shown: str) -> None:
    assert shown_key(Binding(key, "x")) == shown


async def test_the_key_bar_shows_the_live_keys_of_the_pane_with_the_focus() -> None:
    rows, note, keys = EntityList(), NoteView(), KeyBar()
    app = WidgetApp(rows, note, keys)
    async with app.run_test(size=(80, 20)) as pilot:
        rows.focus()
        await pilot.pause()
        assert "enter open  f filter" in screen_lines(app)[-1]
        note.focus()
        await pilot.pause()
        assert "n next pin  enter to the passage" in screen_lines(app)[-1]
        assert "filter" not in screen_lines(app)[-1]


async def test_a_click_on_a_key_presses_it() -> None:
    rows, keys = EntityList(), KeyBar()
    app = WidgetApp(rows, keys)
    async with app.run_test(size=(80, 20)) as pilot:
        rows.focus()
        await pilot.pause()
        await pilot.click(keys, offset=(screen_lines(app)[-1].index("filter"), 0))
        await pilot.pause()
        assert app.hear(LineList.FilterWanted)


async def test_a_click_on_a_tab_chooses_it() -> None:
    tabs = TabRow()
    app = WidgetApp(tabs)
    async with app.run_test(size=(80, 5)) as pilot:
        tabs.set_tabs([Tab("source", "1", "Source"), Tab("notes", "2", "Notes", "6")], "source")
        await pilot.pause()
        await pilot.click(tabs, offset=(12, 0))
        assert app.hear(TabRow.Chosen)[0].tab == "notes"


async def test_an_empty_pane_says_what_it_is_for_and_the_keys_that_fill_it() -> None:
    empty = EmptyState("Notes", "hold leads, each pinned to a passage.", [Choice("w", "writes one")], is_inline=True)
    app = WidgetApp(empty)
    async with app.run_test(size=(30, 16)) as pilot:
        for words in ("Notes hold leads,", "w  writes one"):
            assert words in screen_text(app)
        await pilot.resize_terminal(8, 3)
        assert {cell_len(line) for line in screen_lines(app)} == {8}


@pytest.mark.parametrize("size", [(140, 42), (60, 15), (20, 8)])
async def test_help_fits_its_groups_into_whatever_room_there_is(size: tuple[int, int]) -> None:
    group = HelpGroup("In the source", tuple((key, f"does {key} to what is under the caret") for key in "abcdefgh"))
    sheet = HelpSheet([group, HelpGroup(HOSTILE[2], ((HOSTILE[3], HOSTILE[4]),)), mark_group(UNICODE)])
    app = WidgetApp(sheet)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        assert {cell_len(line) for line in screen_lines(app)} == {size[0]}
        assert not list(forbidden_in(app))
        sheet.filter("caret c")
        await pilot.pause()
        assert "does c" in screen_text(app)
        sheet.filter("zzz")
        await pilot.pause()
        assert "no key" in screen_text(app)


def test_help_is_searched_in_keys_words_and_labels() -> None:
    groups = [HelpGroup("Source", (("n", "next mention"), ("a", "accept"))), HelpGroup("Notes", (("n", "next pin"),))]
    assert [group.label for group in matching_groups(groups, "next")] == ["Source", "Notes"]
    assert matching_groups(groups, "notes NEXT")[0].rows == (("n", "next pin"),)
    assert matching_groups(groups, "") == groups


def test_help_groups_go_to_the_shorter_column() -> None:
    long, short = HelpGroup("l", (("a", "b"),) * 9), HelpGroup("s", (("a", "b"),))
    assert in_columns([long, short, short], 2) == [[long], [short, short]]


def test_the_meanings_of_the_marks_follow_the_set_in_use() -> None:
    assert all(key.isascii() for key, _ in mark_group(ASCII).rows)


async def test_a_line_of_text_shows_hostile_values_and_joins_a_paste_of_several_lines() -> None:
    from textual.events import Paste

    line = TextLine()
    app = WidgetApp(line)
    async with app.run_test(size=(60, 3)) as pilot:
        for words in HOSTILE:
            line.value = words
            await pilot.pause()
            assert not list(forbidden_in(app))
            assert line.value == words
        line.value = ""
        line.focus()
        line.post_message(Paste("\r\none\r\ntwo [/b]\r\n"))
        await pilot.pause()
        assert line.value == "one two [/b]"


def test_every_binding_can_be_remapped_and_explains_itself() -> None:
    kinds: list[type[Widget]] = [EntityList, NoteView, NoteEditor, TextLine, QueryInput, HelpSheet]
    for kind in kinds:
        for bindings in kind._merge_bindings().key_to_bindings.values():
            for binding in bindings:
                assert binding.id, (kind, binding)
                assert binding.tooltip, (kind, binding)


def test_no_widget_makes_content_or_rich_text_but_through_the_one_door() -> None:
    folder = Path(__file__).parents[2] / "widgets"
    for file in folder.glob("*.py"):
        if file.name == "content.py":
            continue
        source = file.read_text(encoding="utf-8")
        for word in ("Content(", "Content.from", "from_markup", "Static(", 'Label("', "Text(", "from textual.content"):
            assert word not in source.replace("LineLabel(", ""), (file.name, word)
