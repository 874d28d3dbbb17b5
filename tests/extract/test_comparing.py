"""What changed between two versions, by paragraphs and words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casefile.domain.addresses import host_of, page_key
from casefile.domain.span import Span
from casefile.domain.text import paragraphs
from casefile.extract.comparing import Block, compare

OLD = """Anna Berg met Karl Voss in Lund on Friday.

The ferry Alkona left Brisvik late in May.

Nobody else was on board that night, the police said.

The owner did not answer."""


def told(old: str, new: str) -> list[tuple[str, str, str]]:
    return [
        (block.what, block.old.of(old) if block.old else "", block.new.of(new) if block.new else "")
        for block in compare(old, new)
    ]


def test_texts_that_are_the_same_are_one_block() -> None:
    assert compare(OLD, OLD) == [Block("same", Span(0, len(OLD)), Span(0, len(OLD)))]
    assert compare("", "") == []
    assert [block.what for block in compare(OLD, OLD.replace("Karl Voss", "Karl\nVoss"))] == ["same"]


def test_new_gone_and_changed_paragraphs_are_told_where_they_stand() -> None:
    first, second, third, fourth = OLD.split("\n\n")
    new = "\n\n".join([first, "A paragraph of its own.", second.replace("late in May", "early in June"), fourth])
    assert told(OLD, new) == [
        ("same", first, first),
        ("new", "", "A paragraph of its own."),
        ("changed", second, second.replace("late in May", "early in June")),
        ("gone", third, ""),
        ("same", fourth, fourth),
    ]


def test_the_words_that_changed_are_told() -> None:
    new = OLD.replace("late in May", "early in June").replace("Alkona", "Alkona II")
    [block] = [block for block in compare(OLD, new) if block.what == "changed"]
    pieces = [
        (piece.what, piece.old.of(OLD) if piece.old else "", piece.new.of(new) if piece.new else "")
        for piece in block.pieces
    ]
    assert pieces == [
        ("same", "The ferry Alkona", "The ferry Alkona"),
        ("new", "", "II"),
        ("same", "left Brisvik", "left Brisvik"),
        ("changed", "late", "early"),
        ("same", "in", "in"),
        ("changed", "May", "June"),
        ("same", ".", "."),
    ]


def test_a_paragraph_that_only_moved_is_neither_new_nor_gone() -> None:
    first, second, third, fourth = OLD.split("\n\n")
    new = "\n\n".join([second, third, fourth, first])
    assert sorted(block.what for block in compare(OLD, new)) == ["moved", "same"]


_SOME = st.sampled_from(["one two three", "four five", "six seven eight nine", "one two four", "x", "x y"])


@given(st.lists(_SOME, max_size=9), st.lists(_SOME, max_size=9))
def test_every_paragraph_of_both_versions_is_told_once(old: list[str], new: list[str]) -> None:
    before, after = "\n\n".join(old), "\n\n".join(new)
    blocks = compare(before, after)
    for text, spans in (
        (before, [block.old for block in blocks if block.old]),
        (after, [block.new for block in blocks if block.new]),
    ):
        told_of = [span for whole in spans for span in paragraphs(text) if whole.contains(span)]
        assert sorted(told_of) == paragraphs(text)
    places = [block.new.start for block in blocks if block.new]
    assert places == sorted(places)


@pytest.mark.parametrize(
    "url",
    [
        "https://www.news.example/2023/ferry",
        "http://news.example/2023/ferry/",
        "HTTPS://News.Example/2023/ferry?utm_source=x&fbclid=abc&gclid=1#top",
        "https://m.news.example/2023/ferry/index.html",
        "https://news.example:443/2023//ferry",
    ],
)
def test_addresses_of_one_page_are_the_same(url: str) -> None:
    assert page_key(url) == page_key("https://news.example/2023/ferry")
    assert host_of(url).endswith("news.example")


def test_addresses_of_other_pages_are_not_and_a_bare_host_is_no_page() -> None:
    urls = [
        "https://n.example/a?id=1",
        "https://n.example/a?id=2",
        "https://n.example/b?id=1",
        "https://o.example/a?id=1",
    ]
    assert len({page_key(url) for url in urls}) == 4
    assert page_key("https://n.example/a?x=1&id=2") == page_key("https://n.example/a?id=2&x=1")
    for none in ("", "https://n.example/", "ftp://n.example/a", "http://[::1", "javascript:alert(1)", "n.example/a"):
        assert page_key(none) == ""
    assert host_of("http://[::1") == ""
