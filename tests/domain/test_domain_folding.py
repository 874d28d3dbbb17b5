"""Two spellings of one word fold alike."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casefile.domain.folding import WORD, fold


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Straße", "STRASSE"),
        ("Łódź", "lodz"),
        ("İstanbul", "istanbul"),
        ("cafe\u0301", "café"),
        ("ﬁle", "file"),
        ("Ｗａｇｎｅｒ", "wagner"),
        ("Søren", "soren"),
        ("٢٠٢٣", "2023"),
        ("أحمد", "احمد"),
    ],
)
def test_spellings_of_one_word_are_one(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_what_is_another_word_stays_another() -> None:
    assert fold("Ram") != fold("Rom")
    assert fold("が") != fold("か")


@given(st.text())
def test_folding_what_is_folded_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_a_word_is_a_run_of_letters_marks_and_digits() -> None:
    assert WORD.findall("it's snake_case, 3rd cafe\u0301!") == ["it", "s", "snake", "case", "3rd", "cafe\u0301"]
