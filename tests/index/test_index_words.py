"""Folding, cutting into words, and the keys by which spellings meet."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casefile.domain.folding import WORD, fold
from casefile.domain.transliteration import key
from index.analysis import MAX_WORD, analyse, chunks, wholes
from index.edits import is_near


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Straße", "strasse"),
        ("Łódź", "lodz"),
        ("Ørsted", "orsted"),
        ("İstanbul", "istanbul"),
        ("ISPARTA", "isparta"),
        ("ı", "i"),
        ("Æther œuvre Þór Đoković", "aether oeuvre thor dokovic"),
        ("ＡＢＣ", "abc"),
        ("ﬁn", "fin"),
        ("Ёлка Й", "елка и"),
        ("ΕΛΛΆΣ Ελλάς", "ελλασ ελλασ"),
        ("مـحـمَّد", "محمد"),
        ("أحمد إلى مدرسة آية ٱ", "احمد الي مدرسه ايه ا"),
        ("علی کتاب", "علي كتاب"),
        ("شָלוֹם שלום", "شלומ שלומ"),
        ("٠١٢٣ ۴۵", "0123 45"),
        ("ガ か\u3099", "ガ が"),
        ("한국", "한국"),
        ("क्त", "क्त"),
        ("ผู้", "ผู้"),
    ],
)
def test_folding(written, folded):
    assert fold(written) == folded


@settings(max_examples=500)
@given(st.text())
def test_what_is_folded_folds_to_itself(text):
    assert fold(fold(text)) == fold(text)


def test_a_word_is_letters_marks_and_digits_without_the_underscore():
    assert WORD.findall("foo_bar किताब cafe\u0301 a1-b2") == ["foo", "bar", "किताब", "cafe\u0301", "a1", "b2"]


def test_joined_forms_stand_over_their_parts():
    found = analyse("O'Brien's well-known co\u00adoperation")
    assert found.words == ["o", "brien", "s", "well", "known", "co", "operation"]
    assert {term for term, _, _ in found.wide} == {"obrien", "briens", "obriens", "wellknown", "cooperation"}
    assert ("obrien", 0, 1) in found.wide


def test_whole_tokens_stand_over_the_words_they_are_made_of():
    found = analyse("mail anna.b@example.org or +47 (22) 12-34 56; DE89 3704 0044 0532 0130 00")
    assert ("anna.b@example.org", 1, 4) in found.wide
    assert ("4722123456", 6, 10) in found.wide
    assert ("de89370400440532013000", 11, 16) in found.wide


@settings(max_examples=300)
@given(
    st.text() | st.text(alphabet="ab-'1 é’\u0301") | st.text(alphabet="ab-'’_ 中国ガ\u3099ｶﾞ1\u0301\u200c\u1100\u1161한")
)
def test_every_part_covers_the_word_it_says(text):
    words = [(offset + start, offset + end, word) for offset, cut in chunks(text) for start, end, word in cut.parts]
    assert all(one[1] <= two[0] for one, two in itertools.pairwise(words))
    assert all(fold(text[start:end])[:MAX_WORD] in (word, "") for start, end, word in words)
    found = analyse(text)
    assert found.words == [word for _, _, word in words]
    assert all(0 <= first <= last < len(found.words) for _, first, last in found.wide)
    over = {(term, first, last) for term, first, last in found.wide}
    count = 0
    for _, cut in chunks(text):
        assert {(term, count + first, count + last) for term, first, last in cut.wide} <= over
        count += len(cut.parts)


@pytest.mark.parametrize(
    "spellings",
    [
        "Медведев Medvedev Medwedew Medvedjev Medvediev Medvedeff Medvedyev",
        "Чехов Chekhov Tschechow",
        "Ходорковский Khodorkovsky Chodorkowski Khodorkovskij",
        "Ельцин Yeltsin Jelzin Eltsin",
        "Gaddafi Qadhafi Qaddafi Gadhafi",
        "Ципрас Τσίπρας Tsipras",
        "Παπανδρέου Papandreou",
        "Юлия Yulia Julia Yuliya Iulia",
        "Ђоковић Đoković Djokovic",
        "Сергей Sergei Sergey Sergej",
        "Путин Putin Poutine",
        "Зеленський Zelensky Zelenskyy",
        "Вагнер Wagner Vagner",
        "Müller Mueller Muller",
    ],
)
def test_spellings_of_one_name_have_one_key(spellings):
    assert len({key(fold(word)) for word in spellings.split()}) == 1


def test_short_words_numbers_and_other_scripts_have_no_key():
    assert [key(word) for word in ("cat", "2022", "中国人民", "شلومات")] == [""] * 4


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        ("wagner", "wagner", False),
        ("wagner", "wager", True),
        ("wagner", "wangner", True),
        ("wagner", "vagner", True),
        ("wagner", "wagenr", True),
        ("wagner", "wganre", False),
        ("wagner", "wag", False),
        ("ab", "ba", True),
        ("", "a", True),
    ],
)
def test_one_edit(one, other, near):
    assert is_near(one, other) is near
    assert is_near(other, one) is near


@pytest.mark.parametrize(
    "part", ["a", "a-", "a\u0301", "é-", "a@", "a.b@c.", "1 ", "+1-", "(1)", "http://", "DE12 ", "中"]
)
def test_a_text_of_one_thing_over_and_over_is_cut_in_one_pass(part):
    """Each of these took minutes once, or would with a careless pattern: the time must grow with the length only."""
    assert len(analyse(part * 100_000).words) <= 300_000


@pytest.mark.parametrize(("text", "found"), [
    ("call (57) 98103 now", ["5798103"]),
    ("call +(57) 98103 now", ["5798103"]),
    ("(a 57) 98103", []),
    ("+47 22 12 34 56", ["4722123456"]),
    ("(0)20 7946 0018", ["2079460018"]),
    ("020 (7946) 0018", ["02079460018"]),
])  # fmt: skip
def test_a_telephone_number_holds_no_half_of_a_parenthesis(text: str, found: list[str]) -> None:
    assert [term for _, _, term in wholes(text)] == found
