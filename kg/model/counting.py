"""The days on which a statement counts: its own date or, if its source gives none, the date of publication.

A statement was made no later than its report was published, so a vaguer date ("2025", in a report of March)
ends on that day. The record itself is not changed. The derived days have a basis of their own, and build
and load store them beside the record, so that every store can be queried for them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

#: The evidence for the days on which a statement counts.
Basis = Literal["stated", "inferred", "published", "unknown"]


@dataclass(frozen=True, slots=True)
class Counted:
    """The days on which a statement counts; both are None if neither it nor its source is dated."""

    earliest: date | None
    latest: date | None
    basis: Basis


def counted(
    earliest: date | None,
    latest: date | None,
    basis: str | None,
    published_earliest: date | None,
    published_latest: date | None,
) -> Counted:
    """Return the days on which a statement counts.

    Args:
        earliest: first day of the statement's own date; None if it has none.
        latest: last day of the statement's own date.
        basis: "stated" or "inferred"; any other value of a dated statement counts as "inferred".
        published_earliest: first day on which the source may have been published; None if unknown.
        published_latest: last such day.

    >>> counted(None, None, "unknown", date(2025, 3, 4), date(2025, 3, 4))
    Counted(earliest=datetime.date(2025, 3, 4), latest=datetime.date(2025, 3, 4), basis='published')
    >>> counted(date(2025, 3, 1), date(2025, 3, 31), "stated", date(2025, 4, 2), date(2025, 4, 2)).latest
    datetime.date(2025, 3, 31)
    >>> report = date(2025, 3, 10), date(2025, 3, 10)
    >>> str(counted(date(2025, 1, 1), date(2025, 12, 31), "stated", *report).latest)
    '2025-03-10'
    >>> counted(None, None, None, None, None).basis
    'unknown'
    """
    if earliest is not None and latest is not None:
        if published_latest is not None and earliest <= published_latest:
            latest = min(latest, published_latest)
        return Counted(earliest, latest, "stated" if basis == "stated" else "inferred")
    if published_earliest is not None and published_latest is not None:
        return Counted(published_earliest, published_latest, "published")
    return Counted(None, None, "unknown")
