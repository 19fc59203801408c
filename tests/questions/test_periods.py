"""Days as typed."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import QuestionError
from kg.questions.periods import first_day, last_day, one_day


@given(st.dates(min_value=date(1, 1, 1)))
def test_a_day_is_its_own_first_and_last_day(day: date) -> None:
    assert first_day(day.isoformat()) == last_day(day.isoformat()) == one_day(day.isoformat())


@given(st.dates(min_value=date(1, 1, 1)))
def test_months_and_years_span_their_days(day: date) -> None:
    typed = day.isoformat()
    for shorter in (typed[:7], typed[:4]):
        assert first_day(shorter) <= typed <= last_day(shorter)
    assert last_day(typed[:7])[:7] == typed[:7]


@pytest.mark.parametrize(
    "typed",
    ["", "yesterday", "2025-13", "2025-02-30", "25-01-01", "2025-1-1", "2025-10-07T00:00", "0000", "٢٠٢٥"],
)
def test_an_invalid_date_is_an_error_with_an_example(typed: str) -> None:
    with pytest.raises(QuestionError, match="2025-10-07"):
        first_day(typed)


@pytest.mark.parametrize("typed", ["2025", "2025-10"])
def test_a_month_or_year_is_not_a_single_day(typed: str) -> None:
    with pytest.raises(QuestionError, match="not a single day"):
        one_day(typed)
