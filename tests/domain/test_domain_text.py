"""Canonical texts, paragraphs, and what is made visible."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casefile.domain.span import Span
from casefile.domain.text import canonical, paragraph_number, paragraphs, text_sha256
from casefile.domain.visible import is_hostile, visible

everything = st.text(st.one_of(st.characters(), st.sampled_from("\ud800\udfff\r\n\t\x1b\x9b\u202e\u200b\ufeff")))


@given(everything)
def test_a_canonical_text_can_always_be_written_and_differs_only_by_the_rule(decoded: str) -> None:
    text = canonical(decoded)
    text.encode("utf-8")
    undone = decoded.removeprefix("\ufeff").replace("\r\n", "\n")
    assert len(text) == len(undone)
    assert all(a == b or (b == "\ufffd" and "\ud800" <= a <= "\udfff") for a, b in zip(undone, text, strict=True))


def test_only_one_mark_and_only_crlf_is_taken() -> None:
    assert canonical("\ufeff\ufeffa\r\nb\rc\n") == "\ufeffa\nb\rc\n"
    assert text_sha256("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


@given(st.text(st.sampled_from("ab \t\n\r\u3000")))
def test_paragraphs_lie_in_order_and_leave_out_only_white_space(text: str) -> None:
    found = paragraphs(text)
    assert all(before.end <= after.start for before, after in pairwise(found))
    rest = list(text)
    for span in found:
        assert span.of(text) == span.of(text).strip() != ""
        rest[span.start : span.end] = " " * len(span)
    assert not "".join(rest).strip()


def test_a_paragraph_ends_at_a_blank_line_or_else_at_every_line() -> None:
    assert paragraphs("one\ntwo\n \t\nthree\n") == [Span(0, 7), Span(11, 16)]
    assert paragraphs("one\ntwo\n") == [Span(0, 3), Span(4, 7)]
    assert paragraphs("\n\n  one\ntwo \n\n") == [Span(4, 7), Span(8, 11)]
    assert paragraphs(" \n ") == []


def test_an_offset_has_the_number_of_the_paragraph_it_stands_in_or_follows() -> None:
    found = paragraphs("  one\n\ntwo\n\nthree")
    assert [paragraph_number(found, at) for at in (0, 2, 5, 6, 7, 11, 12, 99)] == [1, 1, 1, 1, 2, 2, 3, 3]
    assert paragraph_number([], 3) == 0


@given(everything)
def test_what_is_made_visible_keeps_its_length_and_acts_on_nothing(text: str) -> None:
    for lines in (False, True):
        shown = visible(text, lines=lines)
        assert len(shown) == len(text)
        assert visible(shown, lines=lines) == shown
        shown.encode("utf-8")
        for character in shown:
            assert unicodedata.category(character) not in ("Cc", "Cs", "Zl", "Zp") or (lines and character in "\t\n")
            assert unicodedata.bidirectional(character) not in (
                "RLO",
                "LRO",
                "RLE",
                "LRE",
                "PDF",
                "LRI",
                "RLI",
                "FSI",
                "PDI",
            )


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b]52;c\x07", "␛]52;c␇"),
        ("a\tb\nc", "a␉b␊c"),
        ("\x7f\x9b", "␡�"),
        ("\u202egpj", "⇄gpj"),
        ("a\u2028b", "a␤b"),
        ("in\u00advisible\u200b\ufeff\U000e0041", "in¬visible␣␣␣"),
        ("\ud800é", "�é"),
        ("[bold]x[/]", "[bold]x[/]"),
        ("می\u200cخواهم 👩\u200d👧", "می\u200cخواهم 👩\u200d👧"),
    ],
)
def test_what_hides_is_shown(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_a_text_is_hostile_when_it_would_be_shown_otherwise() -> None:
    assert not is_hostile("two\nlines\tand “quotes”")
    assert is_hostile("\x1b[2J")
    assert is_hostile("\ud800")
