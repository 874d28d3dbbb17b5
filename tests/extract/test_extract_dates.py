from __future__ import annotations

import pytest

from casefile.domain.extraction import Document
from casefile.extract.dates.grammar import find_dates


@pytest.mark.parametrize(
    ("text", "words", "earliest", "latest", "precision"),
    [
        ("on 16 January 2023 he", "16 January 2023", "2023-01-16", "2023-01-16", "day"),
        ("on January 16, 2023, he", "January 16, 2023", "2023-01-16", "2023-01-16", "day"),
        ("on Jan. 16, 2023.", "Jan. 16, 2023", "2023-01-16", "2023-01-16", "day"),
        ("on the 5th of May, 2020", "5th of May, 2020", "2020-05-05", "2020-05-05", "day"),
        ("dated 2023-01-16.", "2023-01-16", "2023-01-16", "2023-01-16", "day"),
        ("2023-01-16T10:00", "2023-01-16", "2023-01-16", "2023-01-16", "day"),
        ("dated 16/01/2023.", "16/01/2023", "2023-01-16", "2023-01-16", "day"),
        ("dated 01/16/2023.", "01/16/2023", "2023-01-16", "2023-01-16", "day"),
        ("Monday, 16 January 2023", "Monday, 16 January 2023", "2023-01-16", "2023-01-16", "day"),
        ("5-10 June 2022", "5-10 June 2022", "2022-06-05", "2022-06-10", "range"),
        ("in June 2022.", "June 2022", "2022-06-01", "2022-06-30", "month"),
        ("the beginning of June 2022 and", "the beginning of June 2022", "2022-06-01", "2022-06-10", "range"),
        ("in mid-June 2022", "mid-June 2022", "2022-06-11", "2022-06-20", "range"),
        ("in late February 2024", "late February 2024", "2024-02-21", "2024-02-29", "range"),
        ("from June to August 2022", "June to August 2022", "2022-06-01", "2022-08-31", "range"),
        ("it was in 2014.", "2014", "2014-01-01", "2014-12-31", "year"),
        ("between 2014 and 2016", "between 2014 and 2016", "2014-01-01", "2016-12-31", "range"),
        ("in 2014–2016", "2014–2016", "2014-01-01", "2016-12-31", "range"),
    ],
)
def test_a_date_is_read_as_it_is_written(text: str, words: str, earliest: str, latest: str, precision: str) -> None:
    [date] = find_dates(Document("", text))
    assert (date.span.of(text), date.earliest, date.latest, date.precision) == (words, earliest, latest, precision)
    assert date.unresolved == ""
    assert date.rule


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("on 03/04/2023", "which is the day"),
        ("on 31 February 2022", "no such day"),
        ("on Friday, 12 January 2023", "Thursday"),
        ("on 12 January he", "no year is written"),
        ("he came on Friday.", "relative date: no publication date"),
        ("he came yesterday.", "relative date: no publication date"),
        ("it was last week.", "relative date: no publication date"),
        ("three years ago", "relative date: no publication date"),
    ],
)
def test_what_cannot_be_told_says_why_and_gives_no_day(text: str, reason: str) -> None:
    [date] = find_dates(Document("", text))
    assert reason in date.unresolved
    assert (date.earliest, date.latest) == ("", "")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("He came on Friday.", "2023-01-13"),
        ("He came on Monday.", "2023-01-16"),
        ("He came last Monday.", "2023-01-09"),
        ("He came yesterday.", "2023-01-15"),
        ("He came today.", "2023-01-16"),
        ("He came on 20 December.", "2022-12-20"),
    ],
)
def test_a_publication_date_resolves_weekdays_and_days_near_it(text: str, day: str) -> None:
    [date] = find_dates(Document("", text, published="2023-01-16"))
    assert (date.earliest, date.latest, date.anchor) == (day, day, "2023-01-16")


@pytest.mark.parametrize(
    "text", ["He will come on Friday.", "since Friday", "next Friday", "last week", "two days earlier"]
)
def test_relative_words_beyond_the_simple_rule_stay_open_even_with_a_publication_date(text: str) -> None:
    [date] = find_dates(Document("", text, published="2023-01-16"))
    assert date.unresolved
    assert not date.earliest


@pytest.mark.parametrize("published", ["2023", "2023-01", "nonsense", "2022/2023"])
def test_a_publication_date_that_is_no_day_anchors_nothing(published: str) -> None:
    [date] = find_dates(Document("", "He came on Friday.", published=published))
    assert date.unresolved


@pytest.mark.parametrize(
    "text",
    ["they may 5 times march", "$2014 and 2014 people", "room 2014b", "10.06.12 and 1/2"],
)
def test_numbers_and_verbs_are_no_dates(text: str) -> None:
    assert find_dates(Document("", text)) == ()


def test_two_years_joined_by_and_are_two_dates_and_no_range() -> None:
    dates = find_dates(Document("", "in 2010 and in 2014"))
    assert [date.precision for date in dates] == ["year", "year"]
