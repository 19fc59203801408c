"""Days, months and ranges, and which of them match a period."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model.days import When, bounds, fits, precision
from tests.profiles import examples

START = date(2025, 1, 1)
numbers = st.integers(0, 8)
ranges = st.tuples(numbers, numbers).map(lambda pair: (min(pair), max(pair)))


def day(number: int) -> date:
    return START + timedelta(days=number)


@examples(10)
@given(said=ranges, since=st.none() | numbers, until=st.none() | numbers)
def test_what_may_have_been_said_on_a_day_of_a_period_matches_it(
    said: tuple[int, int], since: int | None, until: int | None
) -> None:
    if since is not None and until is not None and since > until:
        since, until = until, since
    asked = range(0 if since is None else since, 9 if until is None else until + 1)
    some = any(said[0] <= number <= said[1] for number in asked)
    days = [None if number is None else day(number) for number in (*said, since, until)]
    assert fits(*days) is some  # type: ignore[type-var]
    texts = [None if one is None else one.isoformat() for one in days]
    assert fits(*texts) is some  # type: ignore[type-var]


@pytest.mark.parametrize("said", [(None, None), (START, None), (None, START)])
def test_undated_statements_match_only_without_a_period(said: tuple[date | None, date | None]) -> None:
    assert fits(*said, None, None)
    assert not fits(*said, START, None)
    assert not fits(*said, None, START)
    assert not fits(*said, START, START)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2025", "2025-01-01", "2025-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2025-12", "2025-12-01", "2025-12-31"),
        ("2025-09-24", "2025-09-24", "2025-09-24"),
    ],
)
def test_a_range_has_a_first_and_a_last_day(text: str, first: str, last: str) -> None:
    assert bounds(text) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    "text", ["", "25", "2025-9", "2025-09-2", "2025-09-24-01", "2025-ab", "02025", "next week"]
)
def test_other_forms_are_not_valid_dates(text: str) -> None:
    with pytest.raises(ValueError) as wrong:
        bounds(text)
    assert str(wrong.value) == f"{text!r} is not a valid date (expected YYYY-MM-DD, YYYY-MM or YYYY)"


@pytest.mark.parametrize("text", ["0000", "2025-00", "2025-13", "2025-02-29", "2025-04-31"])
def test_a_day_that_does_not_exist_is_reported_as_such(text: str) -> None:
    with pytest.raises(ValueError) as wrong:
        bounds(text)
    assert str(wrong.value).startswith(f"{text!r} is not a valid date (")
    assert str(wrong.value).endswith(")")


@pytest.mark.parametrize(
    ("first", "last", "exact"),
    [
        ("2025-09-24", "2025-09-24", "day"),
        ("2025-09-29", "2025-10-05", "week"),
        ("2025-09-29", "2025-10-04", "range"),
        ("2025-09-29", "2025-10-06", "range"),
        ("2025-01-01", "2025-12-31", "year"),
        ("2024-01-01", "2025-12-31", "range"),
        ("2025-01-02", "2025-12-31", "range"),
        ("2025-01-01", "2025-12-30", "range"),
        ("2024-02-01", "2024-02-29", "month"),
        ("2024-02-01", "2024-02-28", "range"),
        ("2024-02-02", "2024-02-29", "range"),
        ("2024-01-01", "2024-02-29", "range"),
        ("2024-02-01", "2025-02-28", "range"),
    ],
)
def test_precision_follows_the_calendar(first: str, last: str, exact: str) -> None:
    assert precision(date.fromisoformat(first), date.fromisoformat(last)) == exact


def test_an_unknown_date_has_no_day() -> None:
    assert When() == When(None, None, "unknown", "unknown", None)
