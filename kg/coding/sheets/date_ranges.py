"""Dates in sheets, converted to the first and last day that the graph stores."""

from __future__ import annotations

from datetime import date

from kg.coding.sheets.registry import Dates, DayMonthOrYear, WhenInput
from kg.model.days import Precision, When, bounds, precision
from kg.wording.counts import count

#: How many days a week, a month and a year have at most.
_LONGEST = {"week": 7, "month": 31, "year": 366}


def read_when(value: WhenInput | None) -> When:
    """Convert a date of a sheet to its days; None gives an unknown date.

    Raises:
        ValueError: the date is invalid, the range is incomplete or reversed, an inferred date has no
            reason, or the precision contradicts the days.

    >>> read_when("2025-09").latest
    datetime.date(2025, 9, 30)
    >>> read_when(None).basis
    'unknown'
    """
    if value is None:
        return When()
    if not isinstance(value, Dates):
        first, last = _days(value)
        return When(first, last, "stated", precision(first, last))
    if value.day is not None:
        first, last = _days(value.day)
        if value.from_ is not None or value.to is not None:
            raise ValueError("expected either 'day', or 'from' and 'to'")
    elif value.from_ is None or value.to is None:
        raise ValueError("expected both 'from' and 'to'; leave the date out if the source gives none")
    else:
        first, last = _days(value.from_)[0], _days(value.to)[1]
    if first > last:
        raise ValueError(f"the first day {first} is after the last day {last}")
    if value.basis == "inferred" and value.why is None:
        raise ValueError("an inferred date must have 'why'")
    if value.precision is not None:
        _check_precision(value.precision, (last - first).days + 1)
    return When(first, last, value.basis, value.precision or precision(first, last), value.why)


def _check_precision(given: Precision, days: int) -> None:
    """Check a precision: a day is one day; a week, month or year may be narrowed to some of its days."""
    if (given == "day") != (days == 1) or days > _LONGEST.get(given, days):
        raise ValueError(
            f"'precision: {given}' does not fit a date of {count(days, 'day')}; leave it out to derive it"
        )


def _days(value: DayMonthOrYear) -> tuple[date, date]:
    if isinstance(value, date):
        return value, value
    return bounds(str(value))
