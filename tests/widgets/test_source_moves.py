"""Every move of the caret ends inside the text, on a whole grapheme, and gets somewhere."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casefile.domain.span import Span
from widgets.graphemes import at_grapheme
from widgets.source_moves import Moves
from widgets.source_rows import ParagraphIndex, Rows
from widgets.source_units import larger

ONWARDS = ["right", "word_right", "sentence_right", "paragraph_right", "row_end", "bottom"]
BACK = ["left", "word_left", "sentence_left", "paragraph_left", "row_start", "top"]
PIECES = st.sampled_from(
    [*"abc .!\n\t", "\n\n", "Dr. ", "words, ", "日本。", "e\u0301", "👩‍👧", "\u0301", "هذا ", "x" * 40, "   \n \n"]
)
TEXTS = st.lists(PIECES, min_size=1, max_size=50).map("".join)


def moves_over(text: str, measure: int = 24) -> Moves:
    return Moves(text, Rows(text, measure), ParagraphIndex(text))


@settings(max_examples=300, deadline=None)
@given(TEXTS, st.data())
def test_a_move_ends_inside_the_text_on_a_grapheme_in_its_direction(text: str, data: st.DataObject) -> None:
    moves = moves_over(text)
    offset = at_grapheme(text, data.draw(st.integers(0, len(text))))
    for name in ONWARDS + BACK:
        to = getattr(moves, name)(offset)
        assert 0 <= to <= len(text), name
        if name not in ("top", "bottom"):
            assert to >= offset if name in ONWARDS else to <= offset, name
        if name in ("left", "right"):
            assert at_grapheme(text, to) == to, name
    for count in (-7, -1, 1, 7):
        to = moves.by_rows(offset, count, data.draw(st.integers(0, 30)))
        assert at_grapheme(text, to) == to
        assert moves.rows.row_of(to) >= moves.rows.row_of(offset) if count > 0 else to <= len(text)


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_stepping_right_reaches_the_end_and_left_comes_back(text: str) -> None:
    moves = moves_over(text)
    offset = 0
    for _ in range(len(text) + 1):
        offset = moves.right(offset)
    assert offset == len(text)
    for _ in range(len(text) + 1):
        offset = moves.left(offset)
    assert offset == 0


@settings(max_examples=100, deadline=None)
@given(TEXTS, st.data())
def test_a_cell_that_is_clicked_is_the_cell_where_the_caret_is_drawn(text: str, data: st.DataObject) -> None:
    moves = moves_over(text)
    offset = at_grapheme(text, data.draw(st.integers(0, len(text) - 1)))
    row = moves.rows.row_of(offset)
    if offset < moves.rows.drawn(row).end:
        assert moves.at_column(row, moves.column(offset)) == offset


@settings(max_examples=200, deadline=None)
@given(TEXTS, st.data())
def test_growing_a_selection_ends_and_each_step_holds_the_last(text: str, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, len(text)))
    index = ParagraphIndex(text)
    paragraph = index.span(index.number(offset))
    selection: Span | None = None
    for _ in range(6):
        grown = larger(text, offset, selection, None, paragraph)
        if grown is None:
            break
        assert selection is None or grown.contains(selection)
        selection = grown
    else:
        pytest.fail("it grows without end")
