"""Days, months, years and ranges of days, with their basis, and whether a range matches a filter."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal, NamedTuple, TypeVar

Basis = Literal["stated", "inferred", "unknown"]
Precision = Literal["day", "week", "month", "year", "range", "unknown"]
#: A day: a date, or its text as YYYY-MM-DD, which sorts in the same order.
Day = TypeVar("Day", date, str)


class When(NamedTuple):
    """The days between which something was said or happened; no days if undated."""

    earliest: date | None = None
    latest: date | None = None
    basis: Basis = "unknown"
    precision: Precision = "unknown"
    reason: str | None = None


def bounds(text: str) -> tuple[date, date]:
    """Return the first and last day of ``2025``, ``2025-09`` or ``2025-09-24``.

    Raises:
        ValueError: the text is not a valid year, month or day.

    >>> bounds("2024-02")
    (datetime.date(2024, 2, 1), datetime.date(2024, 2, 29))
    """
    parts = text.split("-")
    if [len(part) for part in parts] not in ([4], [4, 2], [4, 2, 2]) or not all(p.isdecimal() for p in parts):
        raise ValueError(f"{text!r} is not a valid date (expected YYYY-MM-DD, YYYY-MM or YYYY)")
    numbers = [int(part) for part in parts]
    try:
        if len(numbers) == 1:
            return date(numbers[0], 1, 1), date(numbers[0], 12, 31)
        if len(numbers) == 2:
            return date(numbers[0], numbers[1], 1), end_of_month(numbers[0], numbers[1])
        day = date(numbers[0], numbers[1], numbers[2])
    except ValueError as error:
        raise ValueError(f"{text!r} is not a valid date ({error})") from error
    return day, day


def end_of_month(year: int, month: int) -> date:
    """Return the last day of a month.

    >>> end_of_month(2024, 2), end_of_month(9999, 12)
    (datetime.date(2024, 2, 29), datetime.date(9999, 12, 31))
    """
    # The module calendar would take a millisecond to import.
    return date(year, month, 31) if month == 12 else date(year, month + 1, 1) - timedelta(days=1)


def precision(first: date, last: date) -> Precision:
    """Return the precision of a range of days.

    >>> precision(date(2025, 9, 29), date(2025, 10, 5))
    'week'
    """
    if first == last:
        return "day"
    if last - first == timedelta(days=6):
        return "week"
    if first.year == last.year and (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return "year"
    whole = first.day == 1 and last == end_of_month(last.year, last.month)
    return "month" if whole and (first.year, first.month) == (last.year, last.month) else "range"


def fits(earliest: Day | None, latest: Day | None, since: Day | None, until: Day | None) -> bool:
    """Whether the days of a statement overlap the period of a filter.

    This is what ``--since`` and ``--until`` mean everywhere. A statement without days matches no period.

    Args:
        earliest: first day on which it may have been said; a date, or its text as YYYY-MM-DD.
        latest: last such day.
        since: first day of the period; None for no limit.
        until: last day of the period; None for no limit.

    >>> september = "2025-09-01", "2025-09-30"
    >>> fits(*september, "2025-09-24", None), fits(*september, None, "2025-08-31")
    (True, False)
    >>> fits(None, None, "2025-09-24", None), fits(None, None, None, None)
    (False, True)
    """
    if since is None and until is None:
        return True
    if earliest is None or latest is None:
        return False
    return (since is None or latest >= since) and (until is None or earliest <= until)
