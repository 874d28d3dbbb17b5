"""Passages of a text find their places in a newer version of it, or none."""

from __future__ import annotations

import random
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casefile.domain.span import Span
from casefile.domain.text import paragraphs
from casefile.extract.alignment import align, words_of
from casefile.extract.carrying import NEARLY, SAME, SAME_WORDS, Passage, Place, place_all

OLD = """Anna Berg met Karl Voss in Lund on Friday, the Gazette reported.

The ferry Alkona left Brisvik late in May. Its owner, Nordic Straits AB, had asked for repairs.

Mr Voss said that Anna Berg had signed the paper. He wrote to office@ferry.example.

“Nothing was signed,” the lawyer of Mr Voss said on Monday.
"""


def spot(text: str, words: str, nth: int = 1) -> Span:
    at = -1
    for _ in range(nth):
        at = text.index(words, at + 1)
    return Span(at, at + len(words))


def placed(old: str, new: str, words: str, nth: int = 1, *, may_differ: bool = True) -> Place:
    (found,) = place_all(old, [Passage(spot(old, words, nth), may_differ)], new)
    return found


def test_a_text_that_did_not_change_keeps_every_passage_where_it_is() -> None:
    spans = [Span(at, at + length) for at in range(0, len(OLD) - 30, 7) for length in (1, 4, 30)]
    assert place_all(OLD, [Passage(span) for span in spans], OLD) == [Place(span, SAME, 1.0) for span in spans]


def test_words_that_only_moved_on_have_the_same_surroundings() -> None:
    new = "An opening that was not there before.\n\n" + OLD
    found = placed(OLD, new, "Karl Voss")
    assert (found.span, found.rule, found.score) == (spot(new, "Karl Voss"), SAME, 1.0)


def test_of_two_equal_names_each_finds_its_own() -> None:
    new = OLD.replace("The ferry Alkona left", "Meanwhile the ferry Alkona had left").replace("Friday", "Thursday")
    for nth in (1, 2):
        assert placed(OLD, new, "Anna Berg", nth).span == spot(new, "Anna Berg", nth)


def test_a_paragraph_that_was_moved_is_found() -> None:
    first, *rest = OLD.strip().split("\n\n")
    new = "\n\n".join([*rest, first])
    found = placed(OLD, new, "Karl Voss")
    assert (found.span, found.rule) == (spot(new, "Karl Voss"), SAME)


def test_a_name_in_a_sentence_written_anew_is_the_same_words() -> None:
    new = OLD.replace("Its owner, Nordic Straits AB, had asked for repairs.", "Nordic Straits AB owns it.")
    found = placed(OLD, new, "Nordic Straits AB")
    assert (found.span, found.rule) == (spot(new, "Nordic Straits AB"), SAME_WORDS)
    assert found.score < 1


def test_a_corrected_name_is_nearly_the_same_words_and_an_address_is_not() -> None:
    new = OLD.replace("Nordic Straits AB", "Nordic Strait AB").replace("office@ferry", "offices@ferry")
    found = placed(OLD, new, "Nordic Straits AB")
    assert (found.span, found.rule) == (spot(new, "Nordic Strait AB"), NEARLY)
    assert placed(OLD, new, "office@ferry.example", may_differ=False).span is None


def test_a_glued_word_that_was_mended_is_found() -> None:
    old = OLD.replace("Karl Voss in", "Karl Vossin")
    found = placed(old, OLD, "Karl Voss")
    assert found.span == spot(OLD, "Karl Voss")


def test_a_sentence_with_a_word_more_is_nearly_the_same() -> None:
    new = OLD.replace("left Brisvik late in May", "left the port of Brisvik late in May")
    found = placed(OLD, new, "The ferry Alkona left Brisvik late in May.")
    assert (found.span, found.rule) == (spot(new, "The ferry Alkona left the port of Brisvik late in May."), NEARLY)


def test_what_was_cut_has_no_place_though_its_words_stand_elsewhere() -> None:
    new = OLD.replace("Mr Voss said that Anna Berg had signed the paper. ", "")
    found = placed(OLD, new, "Anna Berg", 2)
    assert (found.span, found.why) == (None, "its words are not there any more")
    assert placed(OLD, new, "Anna Berg", 1).span == spot(new, "Anna Berg")


def test_an_ambiguous_place_is_not_guessed() -> None:
    old = "One two three. Then Berg spoke at length of the matter. Four five six."
    new = "One two three. Berg, Berg. Four five six."
    found = placed(old, new, "Berg")
    assert found.span is None
    assert "several places" in found.why


def test_two_passages_never_have_one_place() -> None:
    old = "One two three. Berg was here, and Berg was there. Four five six."
    new = "One two three. A Berg was seen. Four five six."
    found = place_all(old, [Passage(spot(old, "Berg", 1)), Passage(spot(old, "Berg", 2))], new)
    assert sum(place.span is not None for place in found) <= 1


def test_white_space_makes_no_difference_and_punctuation_at_the_edge_does() -> None:
    new = OLD.replace("Karl Voss", "Karl\nVoss")
    assert placed(OLD, new, "Karl Voss").span == spot(new, "Karl\nVoss")
    quoted = placed(OLD, "Before. " + OLD, "“Nothing was signed,”")
    assert quoted.span == spot("Before. " + OLD, "“Nothing was signed,”")


def test_scripts_without_blanks_are_carried_letter_by_letter() -> None:
    old = "王小明昨日在北京会见了李华。他们讨论了港口的问题。船长没有回答记者的提问。"
    new = "据报道，王小明昨日下午在北京会见了李华。船长没有回答记者的提问。"
    assert placed(old, new, "李华").span == spot(new, "李华")
    assert placed(old, new, "王小明").span == spot(new, "王小明")
    assert placed(old, new, "港口").span is None


def test_a_passage_behind_the_end_is_refused() -> None:
    with pytest.raises(ValueError, match="behind the end"):
        place_all("abc", [Passage(Span(2, 9))], "abc")


_WORDS = st.sampled_from("the of ferry harbour Berg Voss left May port signed paper 12 3rd “so” – é 船 港".split())
_TEXTS = st.lists(st.lists(_WORDS, min_size=1, max_size=12).map(" ".join), min_size=1, max_size=8).map("\n\n".join)


@given(_TEXTS, st.data())
def test_without_a_change_everything_stays(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(text))))
    assert place_all(text, [Passage(span)], text) == [Place(span, SAME, 1.0)]


@given(_TEXTS, _TEXTS, st.data())
@settings(max_examples=300)
def test_a_place_has_the_words_that_its_rule_says(old: str, new: str, data: st.DataObject) -> None:
    starts = data.draw(st.lists(st.integers(0, len(old) - 1), min_size=1, max_size=6))
    spans = [Span(start, min(len(old), start + 1 + start % 23)) for start in starts]
    for span, place in zip(spans, place_all(old, [Passage(span) for span in spans], new), strict=True):
        assert (place.span is None) == bool(place.why)
        if place.span is not None:
            assert 0 <= place.span.start < place.span.end <= len(new)
            assert 0 < place.score <= 1
            if place.rule in (SAME, SAME_WORDS):
                assert place.span.of(new).split() == span.of(old).split()


def _distinct(count: int, seed: int) -> list[str]:
    drawn = random.Random(seed)
    return [" ".join(f"w{drawn.randrange(5000)}" for _ in range(drawn.randrange(8, 40))) for _ in range(count)]


@given(st.integers(0, 10_000), st.data())
@settings(max_examples=60, deadline=None)
def test_paragraphs_put_in_and_taken_out_move_the_others_exactly(seed: int, data: st.DataObject) -> None:
    there = _distinct(12, seed)
    gone = data.draw(st.sets(st.integers(0, 11), max_size=5))
    after = [[text] if number not in gone else [] for number, text in enumerate(there)]
    for at, text in zip(data.draw(st.lists(st.integers(0, 11), max_size=4)), _distinct(4, seed + 1), strict=False):
        after[at].append(text)
    old, new = "\n\n".join(there), "\n\n".join(text for some in after for text in some)
    for number, whole in enumerate(paragraphs(old)):
        span = Span(whole.start + 3, whole.end - 3)
        (place,) = place_all(old, [Passage(span)], new)
        if number in gone:
            assert place.span is None
        else:
            assert place.span is not None
            assert place.span.of(new) == span.of(old)


def _steps(old: str, new: str) -> int:
    """How many lines of Python it takes to place a hundred passages."""
    count = 0

    def trace(*_: object) -> object:
        nonlocal count
        count += 1
        return trace

    passages = [Passage(Span(at, at + 5)) for at in range(0, len(old) - 5, max(1, len(old) // 100))]
    sys.settrace(trace)  # type: ignore[arg-type]
    try:
        place_all(old, passages, new)
    finally:
        sys.settrace(None)
    return count


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("a ", "b a "),
        ("a b ", "b a c "),
        ("ab", "ba"),
        ("Berg said. ", "Berg said so. "),
        ("港", "港口"),
        ("x y z Berg. ", "z y x Berg. "),
    ],
)
def test_the_work_grows_with_the_length_alone_however_much_repeats_itself(old: str, new: str) -> None:
    small, large = _steps(old * 400, new * 400), _steps(old * 1600, new * 1600)
    assert large < 6 * small


def test_runs_are_disjoint_and_the_same_on_both_sides() -> None:
    drawn = random.Random(3)
    for _ in range(200):
        old = [drawn.choice("abcdefgh") for _ in range(drawn.randrange(60))]
        new = [drawn.choice("abcdefgh") for _ in range(drawn.randrange(60))]
        runs = align(old, new)
        for run in runs:
            assert old[run.old : run.old + run.length] == new[run.new : run.new + run.length]
        for side in ("old", "new"):
            taken = [at for run in runs for at in range(getattr(run, side), getattr(run, side) + run.length)]
            assert len(taken) == len(set(taken))
        in_order = [run.new for run in runs if not run.is_moved]
        assert in_order == sorted(in_order)


def test_words_stand_where_they_are_said_to() -> None:
    text = "Nord-Süd e\u0301te 北京 x_y"
    found = words_of(text)
    assert found.words == ["Nord", "Süd", "e\u0301te", "北", "京", "x", "y"]
    assert [text[start:end] for start, end in zip(found.starts, found.ends, strict=True)] == found.words
