"""Names and days as a caller gives them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from os import PathLike
from pathlib import Path

from kg.errors import QuestionError

#: One name or several: as people type them, ``kind/slug``, or IRIs.
Names = str | Iterable[str]
#: A day, or text: a year, month or day (2025, 2025-09, 2025-09-24). Of a ``datetime`` its day counts.
Day = str | date
#: A file or folder.
FilePath = str | PathLike[str]


def names(given: Names, parameter: str = "name") -> list[str]:
    """Return one name or several as a list.

    Args:
        given: as the caller gives them.
        parameter: its name, for the error.

    Raises:
        QuestionError: something is not text.

    >>> names("Trump"), names(("Trump", "Carney")), names(())
    (['Trump'], ['Trump', 'Carney'], [])
    """
    if isinstance(given, str):
        return [given]
    listed = list(given) if isinstance(given, Iterable) else [given]
    for each in listed:
        if not isinstance(each, str):
            raise QuestionError(
                f"{each!r} is not a name (parameter {parameter})",
                hint="give text: a name, kind/slug or an IRI; or a list of these",
            )
    return listed


def day(given: Day | None, parameter: str = "until") -> str | None:
    """Return a day as text; None where none is given.

    Args:
        given: as the caller gives it.
        parameter: its name, for the error.

    Raises:
        QuestionError: it is neither a date nor text.

    >>> day(date(2025, 10, 7)), day(datetime(2025, 10, 7, 12)), day("2025-10"), day(None)
    ('2025-10-07', '2025-10-07', '2025-10', None)
    """
    if given is None or isinstance(given, str):
        return given
    if isinstance(given, datetime):
        given = given.date()
    if isinstance(given, date):
        return given.isoformat()
    raise QuestionError(
        f"{given!r} is not a date (parameter {parameter})",
        hint="give a datetime.date, or text: YYYY, YYYY-MM or YYYY-MM-DD",
    )


def path(given: FilePath | None) -> Path | None:
    """Return a path as such; None where none is given."""
    return None if given is None else Path(given)


def size(given: str | int, parameter: str) -> int:
    """Return a size in bytes.

    Args:
        given: bytes, or text such as "500M" or "4G".
        parameter: its name, for the error.

    Raises:
        QuestionError: it is not a size.

    >>> size("4G", "limit_memory") == size(4 * 2**30, "limit_memory")
    True
    """
    from kg.store import memory

    if isinstance(given, int):
        return given
    try:
        return memory.parse(given)
    except ValueError as error:
        raise QuestionError(f"{error} (parameter {parameter})") from None
