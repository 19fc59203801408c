"""From what a sheet says of a date to the pair of days that the graph holds."""

from __future__ import annotations

from datetime import date

from kg.coding.sheets.registry import Dates, Stretch, WhenInput
from kg.model.days import Precision, When, precision, stretch

#: How many days a week, a month and a year have at most.
_LONGEST = {"week": 7, "month": 31, "year": 366}


def read_when(value: WhenInput | None) -> When:
    """The days that a sheet's ``when`` stands for; an unknown date where there is none.

    Raises:
        ValueError: no date, an empty or reversed stretch, an inferred date without a reason, or a precision
            that contradicts the days.

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
            raise ValueError("write either 'day' or 'from' and 'to'")
    elif value.from_ is None or value.to is None:
        raise ValueError("write 'from' and 'to', or leave the date out if the source gives none")
    else:
        first, last = _days(value.from_)[0], _days(value.to)[1]
    if first > last:
        raise ValueError(f"the first day {first} is after the last day {last}")
    if value.basis == "inferred" and value.why is None:
        raise ValueError("an inferred date needs 'why'")
    if value.precision is not None:
        _check_precision(value.precision, (last - first).days + 1)
    return When(first, last, value.basis, value.precision or precision(first, last), value.why)


def _check_precision(given: Precision, days: int) -> None:
    """A day is one day; a week, a month or a year can have been narrowed to some of its days."""
    if (given == "day") != (days == 1):
        counted = "one day" if days == 1 else f"{days} days"
        raise ValueError(f"'precision: {given}' of {counted}; leave it out, and it is made from the days")
    if days > _LONGEST.get(given, days):
        raise ValueError(f"'precision: {given}' of {days} days; leave it out, and it is made from the days")


def _days(value: Stretch) -> tuple[date, date]:
    if isinstance(value, date):
        return value, value
    return stretch(str(value))
