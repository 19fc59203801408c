"""From what a sheet says of a date to the pair of days that the graph holds."""

from __future__ import annotations

from datetime import date

from kg.coding.registry import Dates, Stretch, WhenInput
from kg.model.days import When, precision, stretch


def read_when(value: WhenInput | None) -> When:
    """The days that a sheet's ``when`` stands for; an unknown date where there is none.

    Raises:
        ValueError: no date, an empty or reversed stretch, or an inferred date without a reason.

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
    return When(first, last, value.basis, value.precision or precision(first, last), value.why)


def _days(value: Stretch) -> tuple[date, date]:
    if isinstance(value, date):
        return value, value
    return stretch(str(value))
