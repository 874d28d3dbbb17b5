"""Spans and pins."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casefile.domain.span import Pin, Span, find_pins, pin_check
from casefile.domain.text import text_sha256

spans = st.tuples(st.integers(0, 5000), st.integers(0, 5000)).map(lambda ends: Span(min(ends), max(ends)))
SHA = text_sha256("some words")


@pytest.mark.parametrize("ends", [(-1, 2), (3, 2)])
def test_a_span_never_runs_backwards(ends: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="not a span"):
        Span(*ends)


@given(spans, spans)
def test_overlap_is_mutual_and_means_a_shared_code_point(one: Span, other: Span) -> None:
    shared = set(range(one.start, one.end)) & set(range(other.start, other.end))
    if len(one) and len(other):
        assert one.overlaps(other) == other.overlaps(one) == bool(shared)
    if one.contains(other):
        assert set(range(other.start, other.end)) <= set(range(one.start, one.end))


@given(st.text(), st.data())
def test_a_span_counts_code_points(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    assert Span(start, end).of(text) == "".join(list(text)[start:end])
    assert len(Span(start, end)) == end - start


@given(st.integers(1, 999_999_999), spans.filter(len), st.text(max_size=20), st.text(max_size=20))
def test_a_pin_is_found_again_where_it_stands(article: int, span: Span, before: str, after: str) -> None:
    pin = Pin.make(article, span, SHA)
    body = before.replace("⟦", "") + str(pin) + after.replace("⟦", "")
    (placed,) = find_pins(body)
    assert placed.pin == pin
    assert placed.where.of(body) == str(pin)


@given(spans.filter(len), st.integers(0, 40), st.sampled_from("0123456789abcdef"))
def test_a_damaged_digit_of_a_pin_shows(span: Span, place: int, digit: str) -> None:
    written = str(Pin.make(7, span, SHA))
    place = 4 + place % (len(written) - 5)
    damaged = written[:place] + digit + written[place + 1 :]
    for placed in find_pins(damaged):
        pin = placed.pin
        if pin != Pin.make(7, span, SHA):
            assert not pin.fits(SHA, 10_000) or pin.check in ("", pin_check(SHA, pin.span))


def test_a_pin_fits_only_its_text_and_only_inside_it() -> None:
    pin = Pin.make(1, Span(3, 9), SHA)
    assert pin.fits(SHA, 9)
    assert not pin.fits(SHA, 8)
    assert not pin.fits(text_sha256("other words"), 9)
    assert Pin(1, Span(3, 9)).fits(text_sha256("other words"), 9)
    assert not Pin(1, Span(3, 3)).fits(SHA, 9)


def test_a_pin_that_runs_backwards_is_yielded_and_fits_nothing() -> None:
    (placed,) = find_pins("⟦S1:9-4⟧")
    assert not placed.pin.fits(SHA, 100)


@pytest.mark.parametrize(
    "written", ["⟦S0:1-2⟧", "⟦S1:1-2#9f3⟧", "⟦S1:1–2⟧", "[S1:1-2]", "⟦S1:1-2#9F3C⟧", "⟦S1:-2⟧", "⟦n1:1-2⟧"]
)
def test_what_is_not_written_like_a_pin_is_none(written: str) -> None:
    assert list(find_pins(written)) == []
