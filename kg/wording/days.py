"""Days and ranges of days for people. A range is always shown as a range.

Tables, listings and files have days in ISO 8601 (:func:`iso`), pages and briefings in words (:func:`long`).
"""

from __future__ import annotations

from datetime import date

from kg.model.days import end_of_month

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def iso(earliest: str | date | None, latest: str | date | None) -> str:
    """A day or a range in ISO 8601; empty if there is no day.

    >>> iso("2025-10-06", "2025-10-06"), iso("2025-09-01", "2025-09-30"), iso(None, None)
    ('2025-10-06', '2025-09-01 to 2025-09-30', '')
    """
    if not earliest and not latest:
        return ""
    return str(earliest) if earliest == latest else f"{earliest or '…'} to {latest or '…'}"


def long(earliest: str | None, latest: str | None) -> str:
    """A day, a month, a year or a range in words; empty if there is no day.

    >>> long("2025-10-06", "2025-10-06"), long("2025-09-29", "2025-10-03"), long("2025-09-01", "2025-09-30")
    ('6 Oct 2025', '29 Sep to 3 Oct 2025', 'Sep 2025')
    >>> long(None, None), long("2025-01-01", "2025-12-31"), long("2024-12-30", "2025-01-02")
    ('', '2025', '30 Dec 2024 to 2 Jan 2025')
    """
    try:
        first, last = date.fromisoformat(str(earliest)), date.fromisoformat(str(latest))
    except ValueError:
        return iso(earliest, latest)
    if first == last:
        return _day(first, year=True)
    if (first.year, first.month, first.day, last.month, last.day) == (last.year, 1, 1, 12, 31):
        return str(first.year)
    whole = first.day == 1 and last == end_of_month(last.year, last.month)
    if whole and (first.year, first.month) == (last.year, last.month):
        return f"{_MONTHS[first.month - 1]} {first.year}"
    return f"{_day(first, year=first.year != last.year)} to {_day(last, year=True)}"


def _day(day: date, *, year: bool) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]}" + (f" {day.year}" if year else "")


def counting(days: str, basis: str | None) -> str:
    """The days on which a statement counts, with their basis.

    Args:
        days: ``counts_from`` and ``counts_until`` by :func:`iso` or :func:`long`; empty if there are none.
        basis: ``counts_by``: "stated", "inferred", "published" or "unknown".

    >>> counting("2025-10-06", "stated"), counting("2025-10-06", "inferred"), counting("", "unknown")
    ('2025-10-06', '2025-10-06 (inferred)', 'no date')
    >>> counting("2025-03-04", "published"), counting("2025-10-06 to 2025-10-07", "published")
    ('as reported on 2025-03-04', 'as reported 2025-10-06 to 2025-10-07')
    >>> counting("4 Mar 2025", "published"), counting("Mar 2025", "published")
    ('as reported on 4 Mar 2025', 'as reported in Mar 2025')
    """
    if not days:
        return "no date"
    if basis == "published":
        return f"as reported {days}" if " to " in days else f"as reported {_before(days)} {days}"
    return f"{days} (inferred)" if basis == "inferred" else days


def _before(days: str) -> str:
    """The word "on" before a day, "in" before a month or a year."""
    return "in" if days[:1].isalpha() or days.isdecimal() else "on"
