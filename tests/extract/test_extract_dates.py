from __future__ import annotations

import pytest

from casefile.domain.extraction import Document, FoundDate
from casefile.extract.dates.grammar import find_dates


def the_date(text: str, published: str = "") -> FoundDate:
    """The one date of ``text``; of a range with its ends, the range."""
    found = find_dates(Document("", text, published=published))
    assert found, "no date was found"
    assert all(found[0].span.contains(each.span) for each in found), [each.span.of(text) for each in found]
    return found[0]


DAYS = [
    ("on 16 January 2023 he", "16 January 2023", "2023-01-16"),
    ("on January 16, 2023, he", "January 16, 2023", "2023-01-16"),
    ("on Jan. 16, 2023.", "Jan. 16, 2023", "2023-01-16"),
    ("on the 5th of May, 2020", "5th of May, 2020", "2020-05-05"),
    ("on the fifth of May 2020", "fifth of May 2020", "2020-05-05"),
    ("on the twenty-fourth of February 2022", "twenty-fourth of February 2022", "2022-02-24"),
    ("dated 24-Feb-2022.", "24-Feb-2022", "2022-02-24"),
    ("on 24 february 2022", "24 february 2022", "2022-02-24"),
    ("KYIV, 24 FEBRUARY 2022", "24 FEBRUARY 2022", "2022-02-24"),
    ("dated 2023-01-16.", "2023-01-16", "2023-01-16"),
    ("at 2023-01-16T10:00 he", "2023-01-16T10:00", "2023-01-16"),
    ("dated 2023/01/16 he", "2023/01/16", "2023-01-16"),
    ("dated 16/01/2023.", "16/01/2023", "2023-01-16"),
    ("dated 01/16/2023.", "01/16/2023", "2023-01-16"),
    ("dated 24/02/22.", "24/02/22", "2022-02-24"),
    ("dated 04.05.2022.", "04.05.2022", "2022-05-04"),
    ("Monday, 16 January 2023", "Monday, 16 January 2023", "2023-01-16"),
    ("Mon, 16 Jan 2023", "Mon, 16 Jan 2023", "2023-01-16"),
    ("on Monday the 16th of January 2023", "Monday the 16th of January 2023", "2023-01-16"),
    ("during 9/11 he", "9/11", "2001-09-11"),
    ("since 3 May 2022 shells fell", "3 May 2022", "2022-05-03"),
]


@pytest.mark.parametrize(("text", "words", "day"), DAYS)
def test_a_day_is_read_as_it_is_written(text: str, words: str, day: str) -> None:
    date = the_date(text)
    assert (date.span.of(text), date.earliest, date.latest, date.precision) == (words, day, day, "day")
    assert not date.unresolved
    assert date.rule


PERIODS = [
    ("in June 2022.", "June 2022", "2022-06-01", "2022-06-30", "month"),
    ("since October, 1805, he", "October, 1805", "1805-10-01", "1805-10-31", "month"),
    ("in May of 2022", "May of 2022", "2022-05-01", "2022-05-31", "month"),
    ("filed under 2022-02 there", "2022-02", "2022-02-01", "2022-02-28", "month"),
    ("it was in 2014.", "2014", "2014-01-01", "2014-12-31", "year"),
    ("the 2014 protests", "2014", "2014-01-01", "2014-12-31", "year"),
    ("in 2014 people fled", "2014", "2014-01-01", "2014-12-31", "year"),
    ("the statue (1848) stands", "1848", "1848-01-01", "1848-12-31", "year"),
    ("in AD 842", "AD 842", "0842-01-01", "0842-12-31", "year"),
    ("5-10 June 2022", "5-10 June 2022", "2022-06-05", "2022-06-10", "range"),
    ("from 24 to 26 March 2022", "24 to 26 March 2022", "2022-03-24", "2022-03-26", "range"),
    ("between 24 and 26 March 2022", "between 24 and 26 March 2022", "2022-03-24", "2022-03-26", "range"),
    ("between March 24 and 26, 2022", "between March 24 and 26, 2022", "2022-03-24", "2022-03-26", "range"),
    ("the night of 3-4 May 2022", "the night of 3-4 May 2022", "2022-05-03", "2022-05-04", "range"),
    ("on March 3 and 4, 2022", "March 3 and 4, 2022", "2022-03-03", "2022-03-04", "range"),
    ("on 24 or 25 May 2022", "24 or 25 May 2022", "2022-05-24", "2022-05-25", "range"),
    ("the beginning of June 2022 and", "the beginning of June 2022", "2022-06-01", "2022-06-10", "range"),
    ("in mid-June 2022", "mid-June 2022", "2022-06-11", "2022-06-20", "range"),
    ("in late February 2024", "late February 2024", "2024-02-21", "2024-02-29", "range"),
    ("by mid-2023 it", "mid-2023", "2023-05-01", "2023-08-31", "range"),
    ("in early 2016", "early 2016", "2016-01-01", "2016-04-30", "range"),
    ("early in 2016", "early in 2016", "2016-01-01", "2016-04-30", "range"),
    ("the end of 2024", "the end of 2024", "2024-10-01", "2024-12-31", "range"),
    ("the start of 2024", "the start of 2024", "2024-01-01", "2024-03-31", "range"),
    ("in the late 1990s", "the late 1990s", "1997-01-01", "1999-12-31", "range"),
    ("in the 1990s", "1990s", "1990-01-01", "1999-12-31", "decade"),
    ("in the nineties", "the nineties", "1990-01-01", "1999-12-31", "decade"),
    ("in the ’80s he", "the ’80s", "1980-01-01", "1989-12-31", "decade"),
    ("the 19th century", "19th century", "1801-01-01", "1900-12-31", "century"),
    ("summer 2022", "summer 2022", "2022-06-01", "2022-08-31", "season"),
    ("the fall of 2021", "fall of 2021", "2021-09-01", "2021-11-30", "season"),
    ("the winter of 2021-22", "winter of 2021-22", "2021-12-01", "2022-02-28", "season"),
    ("in Q3 2022", "Q3 2022", "2022-07-01", "2022-09-30", "quarter"),
    ("the third quarter of 2022", "third quarter of 2022", "2022-07-01", "2022-09-30", "quarter"),
    ("H1 2023", "H1 2023", "2023-01-01", "2023-06-30", "half-year"),
    ("the second half of 2022", "the second half of 2022", "2022-07-01", "2022-12-31", "half-year"),
    ("the week of 9 March 2022", "the week of 9 March 2022", "2022-03-07", "2022-03-13", "week"),
    ("the winter of 2021/22", "winter of 2021/22", "2021-12-01", "2022-02-28", "season"),
    ("in 2021–22", "2021–22", "2021-01-01", "2022-12-31", "range"),
]


@pytest.mark.parametrize(("text", "words", "earliest", "latest", "precision"), PERIODS)
def test_a_period_is_read_with_its_precision(text: str, words: str, earliest: str, latest: str, precision: str) -> None:
    date = the_date(text)
    assert (date.span.of(text), date.earliest, date.latest, date.precision) == (words, earliest, latest, precision)
    assert not date.unresolved


@pytest.mark.parametrize(
    ("text", "whole", "first", "last"),
    [
        ("from June to August 2022", ("June to August 2022", "2022-06-01", "2022-08-31"), "2022-06-01", "2022-08-31"),
        ("between 2014 and 2016", ("between 2014 and 2016", "2014-01-01", "2016-12-31"), "2014-01-01", "2016-12-31"),
        ("in 2014–2016", ("2014–2016", "2014-01-01", "2016-12-31"), "2014-01-01", "2016-12-31"),
        (
            "24 February to 2 April 2022",
            ("24 February to 2 April 2022", "2022-02-24", "2022-04-02"),
            "2022-02-24",
            "2022-04-02",
        ),
        (
            "20 December to 5 January 2023",
            ("20 December to 5 January 2023", "2022-12-20", "2023-01-05"),
            "2022-12-20",
            "2023-01-05",
        ),
        (
            "20 December 2022 to 5 January",
            ("20 December 2022 to 5 January", "2022-12-20", "2023-01-05"),
            "2022-12-20",
            "2023-01-05",
        ),
        (
            "January 23 - March 9 2014",
            ("January 23 - March 9 2014", "2014-01-23", "2014-03-09"),
            "2014-01-23",
            "2014-03-09",
        ),
        (
            "from early March to late May 2022",
            ("early March to late May 2022", "2022-03-01", "2022-05-31"),
            "2022-03-01",
            "2022-05-31",
        ),
    ],
)
def test_a_range_stands_with_its_two_ends(text: str, whole: tuple[str, str, str], first: str, last: str) -> None:
    dates = find_dates(Document("", text))
    found, begin, end = dates
    assert (found.span.of(text), found.earliest, found.latest) == whole
    assert (found.precision, begin.earliest, end.latest) == ("range", first, last)
    assert begin.rule.startswith("first end")
    assert end.rule.startswith("last end")
    assert found.span.contains(begin.span)
    assert found.span.contains(end.span)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("on New Year's Eve 2021", "2021-12-31"),
        ("on New Year’s Day 2022", "2022-01-01"),
        ("at Christmas 2021", "2021-12-25"),
        ("on Christmas Eve 2021", "2021-12-24"),
        ("Easter Monday 2024", "2024-04-01"),
        ("Good Friday 2023", "2023-04-07"),
        ("Orthodox Easter 2023", "2023-04-16"),
        ("Pentecost 2022", "2022-06-05"),
        ("Ash Wednesday 2022", "2022-03-02"),
        ("Thanksgiving 2022", "2022-11-24"),
        ("Memorial Day 2022", "2022-05-30"),
        ("Labor Day 2022", "2022-09-05"),
        ("Remembrance Sunday 2022", "2022-11-13"),
        ("International Women's Day 2022", "2022-03-08"),
    ],
)
def test_a_holiday_of_a_written_year_is_computed(text: str, day: str) -> None:
    date = the_date(text)
    assert (date.earliest, date.latest, date.rule) == (day, day, "holiday")


def test_easter_agrees_with_the_published_tables() -> None:
    from casefile.extract.dates.holidays import easter, orthodox_easter

    assert [easter(year).isoformat() for year in (1954, 2000, 2008, 2011, 2038)] == [
        "1954-04-18",
        "2000-04-23",
        "2008-03-23",
        "2011-04-24",
        "2038-04-25",
    ]
    assert [orthodox_easter(year).isoformat() for year in (2000, 2008, 2021, 2024)] == [
        "2000-04-30",
        "2008-04-27",
        "2021-05-02",
        "2024-05-05",
    ]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("on 03/04/2023", "which is the day and which the month cannot be told: 2023-04-03 or 2023-03-04"),
        ("on 31 February 2022", "no such day in the calendar"),
        ("on 2022-02-30", "no such day"),
        ("on 12 January he", "no year is written"),
        ("he came on Friday.", "relative date: no publication date"),
        ("he came yesterday.", "relative date: no publication date"),
        ("it was last week.", "relative date: no publication date"),
        ("three years ago", "relative date: no publication date"),
        ("in the past three weeks", "relative date: no publication date"),
        ("The same day he left.", "the date that it is counted from is not told"),
        ("Two days later he left.", "the date that it is counted from is not told"),
        ("several weeks ago", "how many is not said"),
        ("in FY2021", "fiscal year"),
        ("during Ramadan", "another calendar"),
        ("on Victory Day", "9 May in Russia"),
        ("from 10 to 5 May 2022", "ends before it begins"),
        ("It lasted four months.", "the start that it runs from is not told"),
        ("at 6:30 a.m. local time", "its day is not said"),
    ],
)
def test_what_cannot_be_told_says_why_and_gives_no_day(text: str, reason: str) -> None:
    date = the_date(text)
    assert reason in date.unresolved
    assert (date.earliest, date.latest) == ("", "")


@pytest.mark.parametrize(
    ("text", "day", "truth"),
    [
        ("on Wednesday, 11 July 2023", "2023-07-11", "11 July 2023 was a Tuesday"),
        ("on Friday, January 12, 2023", "2023-01-12", "12 January 2023 was a Thursday"),
        ("Monday 2023-01-17", "2023-01-17", "17 January 2023 was a Tuesday"),
    ],
)
def test_a_weekday_that_contradicts_its_date_is_flagged_and_the_written_day_stays(
    text: str, day: str, truth: str
) -> None:
    date = the_date(text)
    assert (date.earliest, date.latest) == (day, day)
    assert truth in date.note
    assert "contradicts" in date.rule


@pytest.mark.parametrize(
    "text",
    [
        "they may 5 times march",
        "$2014 and 2014 people",
        "room 2014b",
        "10.06.12 and 1/2",
        "Resolution 1973 and Flight 1907",
        "some 2000 soldiers of 1500 men",
        "Theresa May said so to May",
        "the fall of Kabul",
        "a spring offensive",
        "the Sunday Times",
        "on Fridays and every Friday",
        "Bloody Sunday",
        "He was in his thirties",
        "the second half of the match, the end of the war",
        "three days after the attack",
        "a report by Russia Today",
        "a score of 2:3 and 12:30",
        "2000-strong and 1945-metre",
        "in two days he walked there",
        "served for ten years",
        "Christmas presents",
        "after 14 hours of talks on the 6 O'Clock News",
        "he lives in Mar-a-Lago",
        "2001 Main Street",
        "",
    ],
)
def test_numbers_names_and_verbs_are_no_dates(text: str) -> None:
    assert find_dates(Document("", text, published="2023-01-16")) == ()


def test_two_years_joined_by_and_are_two_dates_and_no_range() -> None:
    dates = find_dates(Document("", "in 2010 and in 2014"))
    assert [date.precision for date in dates] == ["year", "year"]


def test_days_that_share_a_month_are_each_a_date() -> None:
    text = "on 24, 25 and 28 February 2022"
    dates = find_dates(Document("", text))
    assert [(date.span.of(text), date.earliest) for date in dates] == [
        ("24", "2022-02-24"),
        ("25", "2022-02-25"),
        ("28 February 2022", "2022-02-28"),
    ]


@pytest.mark.parametrize(
    ("text", "words", "time"),
    [
        ("at 12:30 p.m. EET on 5 May 2022 he", "12:30 p.m. EET on 5 May 2022", "12:30+02:00"),
        ("on 5 May 2022, at around 14:00 local time", "5 May 2022, at around 14:00 local time", "14:00 local time"),
        ("5 May 2022 at 3 pm", "5 May 2022 at 3 pm", "15:00"),
        ("on 5 May 2022 at noon he", "5 May 2022 at noon", "12:00"),
        ("on 5 May 2022 at 1930 GMT", "5 May 2022 at 1930 GMT", "19:30+00:00"),
        ("on 5 May 2022, 14:05 (UTC+3)", "5 May 2022, 14:05 (UTC+3)", "14:05+03:00"),
        ("at 8 a.m. Kyiv time on 5 May 2022", "8 a.m. Kyiv time on 5 May 2022", "08:00 Kyiv time"),
        ("2022-05-05T21:00:00Z", "2022-05-05T21:00:00Z", "21:00+00:00"),
        ("at 5 p.m., local time, on 5 May 2022", "5 p.m., local time, on 5 May 2022", "17:00 local time"),
        (
            "04:30 local time (02:30 GMT) on 5 May 2022",
            "04:30 local time (02:30 GMT) on 5 May 2022",
            "04:30 local time",
        ),
        ("12 a.m. on 5 May 2022", "12 a.m. on 5 May 2022", "00:00"),
    ],
)
def test_a_clock_time_beside_a_day_is_kept_with_its_zone(text: str, words: str, time: str) -> None:
    date = the_date(text)
    assert (date.span.of(text), date.earliest, date.time) == (words, "2022-05-05", time)


def test_a_clock_time_alone_belongs_to_the_day_before_it() -> None:
    text = "He was seen on 5 May 2022. Around 6:30 a.m. he left."
    _, time = find_dates(Document("", text))
    assert (time.span.of(text), time.earliest, time.time, time.anchor) == (
        "6:30 a.m.",
        "2022-05-05",
        "06:30",
        "2022-05-05",
    )
