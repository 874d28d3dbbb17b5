"""Rows cover a text exactly, are never wider than the measure, and never split a grapheme."""

import unicodedata
from itertools import pairwise

import pytest
import regex
from hypothesis import example, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from casefile.domain.text import paragraphs
from widgets import wrapping
from widgets.content import cells
from widgets.graphemes import LONGEST, at_grapheme, cut, fit, next_grapheme, previous_grapheme, width
from widgets.source_rows import BLOCK, ParagraphIndex, Rows
from widgets.wrapping import drawable, row_columns

PIECES = st.sampled_from(
    [
        *"abcXYZ .,-“”’\n\t \u00a0",
        "\n\n",
        " \n \n",
        "harbour ",
        "mud, ",
        "日本",
        "港务局。",
        "「",
        "」",
        "か\u3099",
        "한국",
        "e\u0301",
        "\u0301",
        "👩‍👩‍👧‍👦",
        "👍🏽",
        "🇳🇴🇸🇪",
        "❤️",
        "\u200d",
        "\u202e",
        "\x1b[31m",
        "\x9b",
        "\u200b",
        "\xad",
        "هذا نص",
        "ก็สวัสดี",
        "क्‍ष",
        "©",
        "‼️",
        "x" * 70,
    ]
)
TEXTS = st.lists(PIECES, max_size=60).map("".join)


@settings(max_examples=300, deadline=None)
@given(TEXTS, st.integers(8, 90))
@example("a\u200db\u200dc\u200dd" * 20, 8)
@example("a港务局。mud, \u200d", 8)
@example("かか\u3099" * 9, 9)
def test_rows_cover_the_text_and_fit_the_measure_and_keep_graphemes_whole(text: str, measure: int) -> None:
    rows = Rows(text, measure)
    while rows.wrap_more():
        pass
    starts = {0, len(text)} | {m.start() for m in regex.finditer(r"\X", text)}
    at = 0
    for row in range(rows.height):
        span = rows.span(row)
        assert span.start == at
        at = span.end
        assert span.start in starts
        drawn = rows.drawn(row)
        shown = drawn.of(text)
        assert "\n" not in shown
        assert row_columns(shown.rstrip(" \t"))[-1] <= measure
    assert at == len(text)


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_a_row_takes_as_many_cells_on_the_screen_as_its_columns_say(text: str) -> None:
    line = text.replace("\n", " ")
    columns = row_columns(line)
    shown = drawable(line, 0)
    assert cell_len(shown) == columns[-1]
    assert len(columns) == len(line) + 1
    assert not any(unicodedata.category(character) in ("Cc", "Cs") for character in shown)


@settings(max_examples=200, deadline=None)
@given(TEXTS, st.data())
def test_a_row_is_found_again_by_each_of_its_offsets(text: str, data: st.DataObject) -> None:
    rows = Rows(text, 20)
    offset = data.draw(st.integers(0, max(0, len(text) - 1)))
    span = rows.span(rows.row_of(offset))
    assert not text or span.start <= offset < span.end


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_paragraphs_are_numbered_as_everywhere_else(text: str) -> None:
    index = ParagraphIndex(text)
    expected = paragraphs(text)
    assert [index.span(number) for number in range(1, len(expected) + 1)] == expected
    assert index.span(len(expected) + 1).end == 0
    assert index.number(len(text)) == len(expected)


@pytest.mark.parametrize("piece", ["a", "日", "e\u0301", "word ", "a\n", "\n", "สวัสดี", "👍🏽"])
def test_blocks_of_a_long_text_join_without_a_gap(piece: str) -> None:
    text = piece * (BLOCK * 3 // len(piece) + 7)
    rows = Rows(text, 40)
    while rows.wrap_more():
        pass
    spans = [rows.span(row) for row in range(rows.height)]
    assert spans[0].start == 0
    assert spans[-1].end == len(text)
    assert all(a.end == b.start for a, b in pairwise(spans))


def test_where_one_looks_first_does_not_change_the_rows() -> None:
    text = "word " * 9000 + "\n\n" + "日本語" * 3000
    forwards, backwards = Rows(text, 33), Rows(text, 33)
    backwards.row_of(len(text) - 1)
    backwards.row_of(len(text) // 2)
    for rows in (forwards, backwards):
        while rows.wrap_more():
            pass
    assert forwards.height == backwards.height
    assert all(forwards.span(row) == backwards.span(row) for row in range(forwards.height))


def test_words_stay_whole_and_spaces_hang() -> None:
    text = "one two three four"
    rows = Rows(text, 9)
    assert [rows.span(row).of(text) for row in range(rows.height)] == ["one two ", "three ", "four"]


def test_chinese_closing_marks_do_not_begin_a_row() -> None:
    text = "港务局在斯凯罗，向科尔万支付。" * 4
    rows = Rows(text, 14)
    assert not any(rows.drawn(row).of(text)[0] in "，。" for row in range(rows.height))


def test_several_blank_lines_are_one_row() -> None:
    rows = Rows("a\n\n\n \n\nb", 20)
    assert rows.height == 3


def test_long_lines_without_blank_lines_between_them_are_set_apart() -> None:
    line = "a paragraph that was saved as one line, as web pages are " * 3
    assert Rows(f"{line}\n{line}", 300).height == 3
    assert Rows("a verse\nand another", 300).height == 2


def test_a_tab_goes_to_the_next_stop() -> None:
    assert row_columns("a\tb") == [0, 1, 4, 5]


def test_every_narrow_character_takes_one_cell_and_every_wide_one_two() -> None:
    for code in range(0x10000):
        character = chr(code)
        if 0xD800 <= code < 0xE000 or character == "\t":
            continue
        if wrapping.is_narrow(character):
            assert cell_len(cells(character)) == 1, hex(code)
            assert not regex.match(r"\p{Grapheme_Extend}|\p{Extended_Pictographic}|\p{M}", character), hex(code)


def test_a_thousand_accents_are_cut_into_pieces_a_terminal_can_draw() -> None:
    text = "e" + "\u0301" * 1000
    assert next_grapheme(text, 0) == LONGEST
    rows = Rows(text, 20)
    assert rows.span(rows.height - 1).end == len(text)


@settings(max_examples=200, deadline=None)
@given(TEXTS, st.data())
def test_graphemes_step_back_to_where_they_stepped_from(text: str, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, len(text)))
    start = at_grapheme(text, offset)
    assert start <= offset
    assert at_grapheme(text, start) == start
    if start < len(text) and "\r" not in text:
        assert previous_grapheme(text, next_grapheme(text, start)) == start


@settings(max_examples=200, deadline=None)
@given(TEXTS, st.integers(1, 30))
def test_a_cut_name_fits_its_room(text: str, room: int) -> None:
    assert width(cut(text, room)) <= room
    assert cell_len(fit(text, room)) == room
