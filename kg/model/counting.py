"""When a statement counts: its own date or, where its source gives none, the publication of the source.

What a source reports was said by the day on which it was published, so that a vaguer date of a statement
("2025", in a report of March) ends there. The record stays as it is: nothing is invented in it. What counts
is derived, carries its basis, and is stored beside the record by build and load, so that every store can be
asked for it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

#: What the days on which a statement counts rest on.
Basis = Literal["stated", "inferred", "published", "unknown"]


@dataclass(frozen=True, slots=True)
class Counted:
    """The days on which a statement counts; both None where neither it nor its source is dated."""

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
    """The days on which a statement counts.

    Args:
        earliest: first day of the statement's own date, and ``latest`` the last; None if it has none.
        latest: see ``earliest``.
        basis: "stated" or "inferred"; anything else of a dated statement counts as "inferred".
        published_earliest: first day on which the source can have been published; None if unknown.
        published_latest: the last.

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
