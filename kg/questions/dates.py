"""Days as people type them: a year, a month, or a day.

A start is the first day of what was typed, an end the last.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from kg.errors import QuestionError

_TYPED = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


def first_day(text: str) -> str:
    """The first day that ``text`` covers, as YYYY-MM-DD.

    Raises:
        QuestionError: not a year, month or day of the calendar.

    >>> first_day("2025"), first_day("2025-10")
    ('2025-01-01', '2025-10-01')
    """
    return _span(text)[0].isoformat()


def last_day(text: str) -> str:
    """The last day that ``text`` covers, as YYYY-MM-DD; errors as for :func:`first_day`.

    >>> last_day("2024-02"), last_day("2025-10-07")
    ('2024-02-29', '2025-10-07')
    """
    return _span(text)[1].isoformat()


def one_day(text: str) -> str:
    """``text`` itself where it is one day.

    Raises:
        QuestionError: it is no day of the calendar, or a longer stretch.

    >>> one_day(" 2025-10-07 ")
    '2025-10-07'
    """
    first, last = _span(text)
    if first != last:
        raise QuestionError(f"{text!r} is not one day", hint="write it as YYYY-MM-DD")
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
            f"{text!r} is no date", hint="write YYYY, YYYY-MM or YYYY-MM-DD, for example 2025-10-07"
        ) from None
