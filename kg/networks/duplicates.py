"""Count repetitions once: the same actor, target and stance.

Two readings are duplicates in a period only if both certainly fall into it: a reading whose days span two
months, or that has no day, has no duplicate by month. The days are those on which its statement counts. Weeks
are ISO weeks; a month or week belongs to its year. Within a statement, readings by several coders that agree
count once, and so do readings toward several issues that are one at the chosen level.
"""

from __future__ import annotations

import pandas as pd

from kg.networks.choices import DUPLICATES
from kg.networks.reading_table import Readings, as_reported
from kg.wording.counts import count

_SAME = ["actor", "target", "scheme", "value", "score"]


def sameness(frame: pd.DataFrame, once_in: str) -> pd.DataFrame:
    """Return the keys of duplicates: two readings whose rows are equal here are duplicates.

    Args:
        frame: readings whose actor and target are resolved.
        once_in: a key of :data:`kg.networks.choices.DUPLICATES`; with "all" no two rows are equal.
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
    """Return the readings without duplicates: the earliest stays, the first IRI on the same day.

    Args:
        readings: with actor and target resolved.
        once_in: a key of :data:`kg.networks.choices.DUPLICATES`.

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
    note = f"{count(left, 'repetition')}{where} left out." if left else None
    days = as_reported(readings) if DUPLICATES[once_in] is not None else None
    return readings.having(kept.sort_values("reading", kind="stable").reset_index(drop=True), days, note)
