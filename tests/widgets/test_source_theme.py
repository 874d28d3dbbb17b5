"""The looks: every text colour is legible on every ground it stands on."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casefile.domain.visible import visible
from widgets.content import cells, content
from widgets.marks import ASCII, UNICODE
from widgets.theme import LAMP, PAPER, THEMES, Palette

INKS = ["text", "muted", "accent", "warn", "person", "organisation", "place", "vehicle", "identifier", "date"]
GROUNDS = ["bg", "surface", "raised", "focus", "cite", "page"]


def light(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(ink: str, ground: str) -> float:
    low, high = sorted((light(ink), light(ground)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("palette", [LAMP, PAPER])
def test_text_is_legible_on_every_ground(palette: Palette) -> None:
    for ground in GROUNDS:
        for ink in [*INKS, "faint"]:
            assert contrast(getattr(palette, ink), getattr(palette, ground)) >= 4.5, (ink, ground)
    for ink in INKS[:2] + INKS[4:]:
        assert contrast(getattr(palette, ink), palette.selection) >= 4.5, ink
        assert contrast(palette.bg, getattr(palette, ink)) >= 4.5, ink
    assert contrast(palette.text, palette.chip) >= 4.5
    assert contrast(palette.hit_text, palette.hit) >= 4.5
    assert contrast(palette.hit_text, palette.hit_now) >= 4.5


def test_both_looks_are_there_and_name_the_colours_for_style_sheets() -> None:
    assert [theme.name for theme in THEMES] == ["lamp", "paper"]
    for theme in THEMES:
        assert {"ink", "muted", "faint", "raised", "rule", "hit-text"} <= set(theme.variables)


def test_the_plain_glyphs_are_plain() -> None:
    for name in UNICODE.__slots__:
        assert getattr(ASCII, name).isascii(), name
        assert len(getattr(UNICODE, name)) == len(getattr(ASCII, name)) == 1


@given(st.text(st.characters(exclude_categories=[])))
def test_content_shows_what_is_visible_code_point_for_code_point(text: str) -> None:
    shown = content(text, "bold").plain
    assert len(shown) == len(text)
    assert visible(shown) == shown
    assert content(text).markup is not None


def test_markup_in_content_is_text() -> None:
    words = "[REDACTED] paid [/path] [@click=app.quit]x[/]"
    assert content(words).plain == words
    assert content(words, "bold").spans[0].end == len(words)


def test_a_joiner_between_letters_cannot_make_a_row_overrun() -> None:
    assert "\u200d" not in cells("a\u200db")
    assert cells("👩\u200d👧") == "👩\u200d👧"
