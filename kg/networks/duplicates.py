"""Counting once what is said again: by the same actor, toward the same target, with the same stance.

Two readings are duplicates of each other in a period only if both surely fall into it: a reading whose
days span two months, or that has no day, is the duplicate of none in a month. The days are those on which
its statement counts. Weeks are ISO weeks, and a month or week belongs to its year. In a statement, what
counts once is what several coders read in it alike, or what one of them read toward several issues that are
one at the chosen level.
"""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from kg.networks.reading_table import Readings, as_reported
from kg.wording.counts import count

_SAME = ["actor", "target", "scheme", "value", "score"]


def _week(days: pd.Series) -> pd.Series:
    iso = days.dt.isocalendar()
    number: pd.Series = iso["year"].astype("Int64") * 100 + iso["week"].astype("Int64")
    return number


#: Where to count once, to the number of a day's period; None where dates do not matter.
DUPLICATES: dict[str, Callable[[pd.Series], pd.Series] | None] = {
    "all": None,
    "statement": None,
    "source": None,
    "day": lambda days: days.dt.year * 1000 + days.dt.day_of_year,
    "week": _week,
    "month": lambda days: days.dt.year * 100 + days.dt.month,
    "year": lambda days: days.dt.year,
    "range": None,
}


def sameness(frame: pd.DataFrame, once_in: str) -> pd.DataFrame:
    """What duplicates have in common: two readings whose rows are equal here are duplicates.

    Args:
        frame: readings with whose stand and toward what they count settled.
        once_in: a key of :data:`DUPLICATES`; with "all" no two rows are equal.
    """
    keys = frame[_SAME].copy()
    number = DUPLICATES[once_in]
    if once_in in ("source", "statement"):
        keys["where"] = frame[once_in]
    elif number is not None:
        first, last = number(frame["earliest"]), number(frame["latest"])
        sure = (first == last).fillna(False).to_numpy(dtype=bool)
        keys["where"] = first.where(sure)
        keys["alone"] = frame["reading"].where(~sure, "")
    elif once_in == "all":
        keys["alone"] = range(len(frame))
    return keys


def without_duplicates(readings: Readings, once_in: str = "all") -> Readings:
    """The readings with duplicates left out: the first in order of time stays, then of its IRI.

    Args:
        readings: with whose stand and toward what they count settled.
        once_in: a key of :data:`DUPLICATES`.

    >>> from kg.networks.reading_table import table
    >>> said = Readings(table([{"actor": "urn:a", "target": "urn:t"}, {"actor": "urn:a", "target": "urn:t"}]))
    >>> len(without_duplicates(said, "source")), len(without_duplicates(said, "month"))
    (1, 2)
    """
    if once_in == "all" or not len(readings):
        return readings
    frame = readings.frame.sort_values(["earliest", "reading"], na_position="last", kind="stable")
    kept = frame[~sameness(frame, once_in).duplicated()]
    left = len(frame) - len(kept)
    where = "" if once_in == "range" else f" in the same {once_in}"
    note = f"{count(left, 'repetition')}{where} not counted again." if left else None
    days = as_reported(readings) if DUPLICATES[once_in] is not None else None
    return readings.having(kept.sort_values("reading", kind="stable").reset_index(drop=True), days, note)
