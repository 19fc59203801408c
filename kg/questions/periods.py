"""Dates as typed: a year, a month, or a day.

As the start of a period, a date means its first day; as the end, its last.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from kg.errors import QuestionError

_TYPED = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


def first_day(text: str) -> str:
    """Return the first day of ``text``, as YYYY-MM-DD.

    Raises:
        QuestionError: ``text`` is not a valid year, month or day.

    >>> first_day("2025"), first_day("2025-10")
    ('2025-01-01', '2025-10-01')
    """
    return _span(text)[0].isoformat()


def last_day(text: str) -> str:
    """Return the last day of ``text``, as YYYY-MM-DD; errors as for :func:`first_day`.

    >>> last_day("2024-02"), last_day("2025-10-07")
    ('2024-02-29', '2025-10-07')
    """
    return _span(text)[1].isoformat()


def asked_days(since: str | None, until: str | None) -> tuple[str | None, str | None]:
    """Return the first and the last day of a period; None for an open end.

    Raises:
        QuestionError: a date is not a valid year, month or day, or ``since`` is after ``until``.

    >>> asked_days("2025", None), asked_days("2025-03", "2025-03")
    (('2025-01-01', None), ('2025-03-01', '2025-03-31'))
    >>> asked_days("2025-03", "2025-02")
    Traceback (most recent call last):
    kg.errors.QuestionError: since 2025-03 is after until 2025-02
      swap the two dates
    """
    first = None if since is None else first_day(since)
    last = None if until is None else last_day(until)
    if first is not None and last is not None and first > last:
        raise QuestionError(f"since {since} is after until {until}", hint="swap the two dates")
    return first, last


def one_day(text: str) -> str:
    """Return ``text`` as one day, YYYY-MM-DD.

    Raises:
        QuestionError: it is not a valid day, or is longer than a day.

    >>> one_day(" 2025-10-07 ")
    '2025-10-07'
    """
    first, last = _span(text)
    if first != last:
        raise QuestionError(f"{text!r} is not a single day", hint="expected YYYY-MM-DD")
    return first.isoformat()


def _span(text: str) -> tuple[date, date]:
    typed = _TYPED.fullmatch(text.strip())
    try:
        if typed is None:
            raise ValueError
        year, month, day = (None if part is None else int(part) for part in typed.groups())
        if year is None or month is None:
            return date(int(typed[1]), 1, 1), date(int(typed[1]), 12, 31)
        if day is None:
            after = date(year + month // 12, month % 12 + 1, 1) if (year, month) != (9999, 12) else date.max
            first = date(year, month, 1)
            return first, after - timedelta(days=1) if after != date.max else after
        return date(year, month, day), date(year, month, day)
    except ValueError:
        raise QuestionError(
            f"{text!r} is not a valid date",
            hint="expected YYYY-MM-DD, YYYY-MM or YYYY, for example 2025-10-07",
        ) from None
