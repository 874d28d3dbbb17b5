"""Passing over what was not asked for finds what cutting up every word finds."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index import matcher as module
from index.analysis import chunks, wholes
from index.matcher import Matcher
from index.snippets import marks

WORDS = (
    "Wagner wa-gner WAGNER medvedev Медведев Medvédev Medve\u0301dev 中国人民 国 é e\u0301 ß o'b O’Brien’s OBrien "
    "\n\n , _ 22 12 34 56 @ . "
    "İstanbul a-a-a a-b--c -foo foo- foo_bar “foo” 'foo' \u212aelvin x@y.org http://www.foo.org/a "
    "http://localhost ½ ª the The wagnre co\u00adop coop co-op \u0301abc ﬁnal Straße کتاب हिन्दी"
).split(" ")
TERMS = (
    "wagner|med*|~medvedev|中 国|国 人|ss|e|22*|ob|obrien|coop|foo|istanbul|kelvin|k*|x@y.org|foo.org/a|localhost|th*|"
    "wagnre?|final|strasse|كتاب|22123456|a b|the wag*|foo foo|हिन्दी|abc|cooper*|i*|12|a|~kelvin|e ss|foo bar"
).split("|")


def by_cutting(text: str, terms: list[str]) -> list[tuple[int, int]]:
    """Every word of ``text`` cut out and looked at, as the index does it."""
    one = Matcher(terms)
    row = [(offset + a, offset + b, word) for offset, cut in chunks(text) for a, b, word in cut.parts]
    found = [(a, b) for a, b, word in row if one._is_hit(word)]
    for offset, cut in chunks(text):
        parts = cut.parts
        found += [(offset + parts[a][0], offset + parts[b][1]) for term, a, b in cut.wide if term in terms]
        # What begins with a prefix is also found where the prefix is a joined form of its own.
        found += [(offset + parts[a][0], offset + parts[b][1]) for term, a, b in cut.wide if f"{term}*" in terms]
    found += [(a, b) for a, b, term in wholes(text) if term in terms]
    for term in terms:
        wanted = term.split()
        size = len(wanted) if len(wanted) > 1 else len(row) + 1
        for at in range(len(row) - size + 1):
            words = [word for _, _, word in row[at : at + size]]
            last = wanted[-1]
            fits = words[-1].startswith(last[:-1]) if last.endswith("*") else words[-1] == last
            if words[:-1] == wanted[:-1] and fits:
                found.append((row[at][0], row[at + size - 1][1]))
    kept: list[tuple[int, int]] = []
    for start, end in sorted(found, key=lambda place: (place[0], -place[1])):
        if end > start and (not kept or start >= kept[-1][1]):
            kept.append((start, end))
    return kept


@settings(max_examples=400, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(["", " ", " ", "-", "’", ", "])), max_size=40),
    st.lists(st.sampled_from(TERMS), min_size=1, max_size=4, unique=True),
    st.booleans(),
    st.booleans(),
)
def test_what_is_found_is_what_cutting_up_every_word_finds(pairs, terms, is_plain, is_long):
    text = "".join(word + between for word, between in pairs)
    if is_plain:
        text = text.encode("ascii", "ignore").decode()
    if is_long:
        text = f"plain words of the English kind fill the room {text} and go on and on to the very end of it " * 2
    assert [(span.start, span.end) for span in marks(text, terms)] == by_cutting(text, terms)


@pytest.mark.parametrize("many", [0, 1_000_000])
def test_a_row_is_found_the_same_place_by_place_and_by_cutting_up_once(monkeypatch, many):
    random_ = random.Random(4)
    text = "".join(
        random_.choice(["中国人民", "中", "国国", ", ", "of ", "the ", "of-the ", "co-op "]) for _ in range(900)
    )
    monkeypatch.setattr(module, "_MANY", many)
    for term in ("中 国", "国 人 民", "of the", "the of*", "co op"):
        found = marks(text, [term])
        assert [(span.start, span.end) for span in found] == by_cutting(text, [term])
        assert found


def test_a_word_longer_than_a_first_look_is_still_found_in_its_row():
    long = "b" * 150
    text = f"a {long} c, a {long}x c"
    assert [span.of(text) for span in marks(text, [f"a {long} c"])] == [f"a {long} c"]
    assert len(marks(text, [f"a {long}*"])) == 2


def test_chunks_that_go_on_for_pages_are_not_kept():
    one = Matcher(["国"])
    text = "中国人民" * 5000
    assert len(one.places(text)) == 5000
    assert max(map(len, one._known), default=0) <= 64


def test_what_is_kept_of_a_search_does_not_grow_without_end(monkeypatch):
    monkeypatch.setattr(module, "_KEPT", 50)
    one = Matcher(["слово"])
    for number in range(40):
        text = " ".join(f"слово{number}{letter} слово" for letter in "абвгдежз")
        assert len(one.places(text)) == 8
    assert len(one._known) <= 50
