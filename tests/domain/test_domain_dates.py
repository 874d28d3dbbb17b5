"""Dates keep the precision in which they were given."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casefile.domain.dates import parse_date
from casefile.domain.errors import UsageError


@pytest.mark.parametrize(
    ("written", "earliest", "latest", "precision", "shown"),
    [
        ("2023", date(2023, 1, 1), date(2023, 12, 31), "year", "2023"),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), "month", "Feb 2024"),
        (" 2023-01-16 ", date(2023, 1, 16), date(2023, 1, 16), "day", "16 Jan 2023"),
        ("2023-01-06T09:30:00+01:00", date(2023, 1, 6), date(2023, 1, 6), "day", "6 Jan 2023"),
        ("2023-01-06 09:30", date(2023, 1, 6), date(2023, 1, 6), "day", "6 Jan 2023"),
        ("2022-06/2022-12", date(2022, 6, 1), date(2022, 12, 31), "range", "Jun 2022–Dec 2022"),
        ("2022-06/..", date(2022, 6, 1), None, "range", "Jun 2022–…"),
        ("/2022", None, date(2022, 12, 31), "range", "…–2022"),
        ("2022~", date(2022, 1, 1), date(2022, 12, 31), "year", "about 2022"),
        ("2022-03?", date(2022, 3, 1), date(2022, 3, 31), "month", "Mar 2022?"),
        ("2022%", date(2022, 1, 1), date(2022, 12, 31), "year", "about 2022?"),
    ],
)
def test_a_date_is_read_in_the_precision_that_it_has(
    written: str, earliest: date | None, latest: date | None, precision: str, shown: str
) -> None:
    found = parse_date(written)
    assert (found.earliest, found.latest, found.precision, found.shown) == (earliest, latest, precision, shown)


def test_a_range_between_points_in_time_keeps_both_its_days() -> None:
    assert str(parse_date("2023-01-06T09:30/2023-02-07 10:00")) == "2023-01-06/2023-02-07"


@pytest.mark.parametrize(
    "written",
    ["", "Friday", "2023-13", "2023-00", "2023-02-30", "0000", "16.1.2023", "2023-1-6", "..", "/", "../..", "2023/2022",
     "2022/2023/2024", "٢٠٢٣", "20230116"],
)  # fmt: skip
def test_what_is_no_date_is_refused_with_a_hint(written: str) -> None:
    with pytest.raises(UsageError) as refused:
        parse_date(written)
    assert refused.value.hint


@given(st.dates(min_value=date(1, 1, 1)), st.dates(min_value=date(1, 1, 1)))
def test_every_day_and_every_range_comes_back(first: date, second: date) -> None:
    assert parse_date(first.isoformat()).earliest == first
    first, second = sorted((first, second))
    both = parse_date(f"{first}/{second}")
    assert (both.earliest, both.latest) == (first, second)
    assert parse_date(str(both)) == both
