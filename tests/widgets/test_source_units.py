"""Words, sentences, overlapping marks: found where a reader would say they are."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casefile.domain.span import Span
from widgets.source_layers import CitationLayer, HitLayer, Intervals
from widgets.source_units import larger, next_word, previous_word, sentence_at, word_at


@pytest.mark.parametrize(
    ("text", "at", "word"),
    [
        ("told O’Brien today", 7, "O’Brien"),
        ("told Jean-Pierre today", 12, "Jean-Pierre"),
        ("mail o.venhart@pae.example now", 9, "o.venhart@pae.example"),
        ("the end.", 7, "end"),
        ("港务局在", 1, "务"),
        ("a Me\u0301dve\u0302dev b", 3, "Me\u0301dve\u0302dev"),
        ("one, two", 4, " "),
    ],
)
def test_the_word_at_an_offset(text: str, at: int, word: str) -> None:
    assert word_at(text, at).of(text) == word


def test_words_are_stepped_through_in_both_directions() -> None:
    text = "One, two — three. 港务 four"
    offsets = [0]
    while offsets[-1] < len(text):
        offsets.append(next_word(text, offsets[-1]))
    assert [text[a:b].strip(" ,—.") for a, b in pairwise(offsets)] == [
        "One",
        "two",
        "three",
        "港",
        "务",
        "four",
    ]
    back = [len(text)]
    while back[-1] > 0:
        back.append(previous_word(text, back[-1]))
    assert back[1:] == offsets[-2::-1]


def test_a_step_over_a_megabyte_of_one_word_ends() -> None:
    text = "a" * 5000 + " b"
    assert next_word(text, 10) > 10
    assert previous_word(text, 4000) < 4000


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("He said so. She did not.", ["He said so.", "She did not."]),
        ("Dr. Pell Osrand met J. Aldqvist at 9.30 a.m. on Friday. Then he left.", None),
        ("“Every load was weighed,” he said. “And signed for.” Nobody asked.", None),
        ("It cost 1.5 million. Why? Nobody knows!", ["It cost 1.5 million.", "Why?", "Nobody knows!"]),
        ("He lived in the U.S. The court ruled.", ["He lived in the U.S.", "The court ruled."]),
        ("港务局付了钱。他说没有。", ["港务局付了钱。", "他说没有。"]),
        ("one … two", ["one … two"]),
    ],
)
def test_sentences(text: str, sentences: list[str] | None) -> None:
    within = Span(0, len(text))
    found = []
    at = 0
    while at < len(text):
        span = sentence_at(text, at, within)
        found.append(span.of(text))
        at = span.end + 1 if span.end + 1 > at else len(text)
        if text[span.end : span.end + 1] not in (" ", ""):
            at = span.end
    if sentences is not None:
        assert found == sentences
    else:
        assert len(found) == (3 if text.startswith("“") else 2)


def test_a_selection_grows_from_word_to_mention_to_sentence_to_paragraph() -> None:
    text = "One. The barge Gannet IV lay in Vellin. Two."
    at, mention, paragraph = text.index("Gannet"), Span(15, 24), Span(0, len(text))
    grown, selection = [], None
    while selection := larger(text, at, selection, mention, paragraph):
        grown.append(selection.of(text))
    assert grown == ["Gannet", "Gannet IV", "The barge Gannet IV lay in Vellin.", text]


SPANS = st.lists(st.tuples(st.integers(0, 60), st.integers(1, 30)).map(lambda p: Span(p[0], p[0] + p[1])), max_size=30)


@settings(max_examples=200, deadline=None)
@given(SPANS, st.integers(0, 60), st.integers(1, 20))
def test_what_overlaps_a_row_is_found_by_bisection_as_by_looking_at_all(
    spans: list[Span], start: int, length: int
) -> None:
    intervals = Intervals(spans)
    row = Span(start, start + length)
    found = sorted((intervals.starts[i], intervals.ends[i]) for i in intervals.over(row.start, row.end))
    assert found == sorted((span.start, span.end) for span in spans if span.overlaps(row))


def test_hits_are_asked_for_where_the_text_is_looked_at() -> None:
    asked = []

    def find(start: int, end: int) -> list[Span]:
        asked.append(start)
        return [Span(start + 5, start + 9)]

    hits = HitLayer(find=find)
    assert list(hits.over(0, 80)) == [Span(5, 9)]
    list(hits.over(80, 160))
    assert asked == [0]


def test_no_citations_are_no_labels() -> None:
    assert CitationLayer().labels(0, 10) == []
