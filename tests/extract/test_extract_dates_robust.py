from __future__ import annotations

import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casefile.domain.extraction import Document
from casefile.extract.dates.grammar import find_dates
from casefile.extract.dates.holidays import AMBIGUOUS, NAMES, easter, holiday, is_moving, orthodox_easter
from casefile.extract.dates.periods import add_months, narrowed, shifted, unit_around
from casefile.extract.dates.rules import Rule

PIECES = (
    "the of in on at to until from between and a two 5 24 2022 1990s 31 May June mid- late early Friday next last that"
    " same day week month year later ago before after lasted four months 12:30 p.m. EET , . – - ( ) \n 03/04/2022"
    " Easter 5th Christmas Q3 half century 29 February winter 2021-22 this beginning end FY2021 overnight"
).split(" ")
prose = st.lists(st.sampled_from(PIECES), max_size=25).map(" ".join)
LANGUAGES = ("", "en", "de", "ru", "zh")


def check(text: str, published: str, language: str) -> None:
    previous = -1
    for found in find_dates(Document("", text, published=published, language=language)):
        assert 0 <= found.span.start < found.span.end <= len(text)
        assert found.span.of(text) == found.span.of(text).strip()
        assert found.span.start >= previous
        assert found.rule
        assert bool(found.unresolved) != bool(found.earliest)
        if found.earliest:
            assert date.fromisoformat(found.earliest) <= date.fromisoformat(found.latest)
        previous = found.span.start


@settings(max_examples=300, deadline=None)
@given(
    prose,
    st.sampled_from(["", "2023-01-16", "2023-01", "2023", "0001-01-01", "9999-12-31"]),
    st.sampled_from(LANGUAGES),
)
def test_spans_and_values_are_sound_in_any_heap_of_date_words(text: str, published: str, language: str) -> None:
    check(text, published, language)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=80), st.sampled_from(LANGUAGES))
def test_spans_are_sound_in_any_text(text: str, language: str) -> None:
    check(text, "2023-01-16", language)


@given(
    st.dates(),
    st.integers(-400, 400),
    st.sampled_from("hour day week fortnight month quarter year decade century".split()),
)
def test_counting_never_leaves_the_calendar(day: date, count: int, unit: str) -> None:
    there = shifted(day, count, unit)
    assert date.min <= there <= date.max


@given(
    st.dates(date(2, 1, 1), date(9000, 1, 1)),
    st.sampled_from("day week month quarter year decade".split()),
    st.sampled_from(["early", "mid", "late", "beginning", "end", "first half", "second half"]),
)
def test_a_part_lies_in_its_whole(day: date, unit: str, part: str) -> None:
    whole = unit_around(day, unit)
    assert whole.first <= day <= whole.last
    inner, _ = narrowed(whole, part)
    assert whole.first <= inner.first <= inner.last <= whole.last


@given(st.dates(date(100, 1, 1), date(9900, 1, 1)), st.integers(-24, 24))
def test_months_are_added_to_the_same_day_or_the_last_of_a_shorter_month(day: date, count: int) -> None:
    there = add_months(day, count)
    assert (there.year - day.year) * 12 + there.month - day.month == count
    assert there.day <= day.day


@given(st.integers(1900, 2100))
def test_every_computed_holiday_exists_in_every_year(year: int) -> None:
    for name in NAMES:
        if not is_moving(name) and name not in AMBIGUOUS:
            assert abs(holiday(name, year).first.year - year) == 0
    assert easter(year).weekday() == 6
    assert orthodox_easter(year) >= easter(year)


HOSTILE = [
    "the " * 30_000,
    "1 " * 60_000,
    "early " * 20_000,
    "1" * 120_000,
    "on Friday " * 3_000,
    "between May and " * 3_000,
    "5 May 2022 - " * 5_000,
    "12:30 " * 20_000,
    "a " * 60_000,
    "(" * 120_000,
    "24, 24, 24, and " * 5_000,
]


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:12].strip())
def test_hostile_repetition_ends_with_sound_spans(text: str) -> None:
    check(text, "2023-01-16", "en")


def test_the_tables_of_other_languages_are_not_loaded_for_english() -> None:
    code = (
        "import sys; from casefile.domain.extraction import Document;"
        "from casefile.extract.dates.grammar import find_dates;"
        "find_dates(Document('', 'on Friday', language='en'));"
        "print('dateparser' in sys.modules)"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert ran.stdout.strip() == "False"


def test_the_manual_explains_every_rule() -> None:
    manual = Path(__file__).parents[2] / "docs" / "extraction" / "dates.md"
    named = set(re.findall(r"^\| `([^`]+)` \|", manual.read_text(encoding="utf-8"), re.MULTILINE))
    assert {rule.value for rule in Rule} <= named


def test_the_last_century_of_the_calendar_ends_with_it() -> None:
    (found,) = find_dates(Document("", "next century", published="9999-12-31"))
    assert (found.earliest, found.latest) == ("9901-01-01", "9999-12-31")
