"""Where the words stand in the text as it is, and the window around them."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casefile.domain.span import Span
from index.snippets import Matcher, marks, snippet

TEXT = (
    "Some intro. Andrei Medve\u0301dev co-operated with O\u2019Brien\u2019s men; Медведев said "
    "中国人民 call +47 22 12 34 56.\nAnd the Wagner   group, Straße, \ufb01nal."
)


@pytest.mark.parametrize(
    ("terms", "marked"),
    [
        (["medvedev"], ["Medve\u0301dev"]),
        (["~medvedev"], ["Medve\u0301dev", "Медведев"]),
        (["obrien"], ["O\u2019Brien"]),
        (["cooperated"], ["co-operated"]),
        (["cooper*"], []),
        (["wag*", "group"], ["Wagner", "group"]),
        (["中 国"], ["中国"]),
        (["国 人 民"], ["国人民"]),
        (["4722123456"], ["+47 22 12 34 56"]),
        (["wagner group"], ["Wagner   group"]),
        (["the wag*"], ["the Wagner"]),
        (["strasse", "final"], ["Straße", "\ufb01nal"]),
        (["wagnre?"], ["Wagner"]),
        (["nothing"], []),
        ([], []),
    ],
)
def test_marks_cover_the_words_as_they_are_written(terms, marked):
    assert [span.of(TEXT) for span in marks(TEXT, terms)] == marked


@pytest.mark.parametrize("terms", [["wagner"], ["medvedev", "group"], ["~medvedev"], ["wagner group"]])
def test_spans_of_a_snippet_lie_on_the_same_words_as_in_the_text(terms):
    shown, spans, first = snippet(TEXT, terms, 60)
    assert len(shown) <= 60
    assert "\n" not in shown
    assert first is not None
    at = TEXT.index(first.of(TEXT))
    assert first.start == at
    assert spans[0].of(shown) == first.of(TEXT).replace("\n", " ")


def test_a_snippet_prefers_the_window_with_most_of_the_words():
    text = "alpha stands here alone. " + "filler words go on " * 40 + "alpha and beta together."
    shown, spans, first = snippet(text, ["alpha", "beta"], 80)
    assert [span.of(shown) for span in spans] == ["alpha", "beta"]
    assert first is not None
    assert first.start > 500


def test_without_a_hit_the_snippet_is_the_beginning():
    assert snippet("one two three", ["four"], 8) == ("one two", [], None)
    assert snippet("", ["four"]) == ("", [], None)


def test_a_word_across_the_edge_of_a_window_is_marked_whole():
    text = "aaaa wagner bbbb"
    assert marks(text, ["wagner"], 7, 9) == [Span(5, 11)]
    assert marks(text, ["wagner"], 11, 16) == []
    assert marks(text, ["wagner"], 0, 5) == []


def test_a_window_far_inside_a_long_text_shows_the_same_marks_as_the_whole():
    text = "wagner und co-operate, " * 20_000
    everything = marks(text, ["cooperate"])
    assert len(everything) == 20_000
    window = Span(200_003, 201_007)
    assert marks(text, Matcher(["cooperate"]), window.start, window.end) == [
        span for span in everything if span.overlaps(window)
    ]


def test_a_hit_at_the_very_end_of_a_long_text_is_found():
    text = "word and other things, " * 50_000 + "wagner"
    assert snippet(text, ["wagner"])[2] == Span(len(text) - 6, len(text))


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [*"Wagner wa-gner WAGNER medvedev Медведев 中国 国 é e\u0301 ß o'b \n , _ 22 12 34 56 @ .".split(" "), " "]
        ),
        max_size=40,
    ),
    st.integers(1, 60),
)
def test_whatever_the_text_spans_are_in_bounds_sorted_and_apart(parts, width):
    text = "".join(parts)
    terms = ["wagner", "med*", "~medvedev", "中 国", "ss", "e", "22*", "ob"]
    shown, spans, first = snippet(text, terms, width)
    for found, whole in ((spans, shown), (marks(text, terms), text)):
        assert all(span.end <= len(whole) for span in found)
        assert all(one.end <= two.start for one, two in itertools.pairwise(found))
    assert len(shown) <= width
    assert (first is None) == (not marks(text, terms))
