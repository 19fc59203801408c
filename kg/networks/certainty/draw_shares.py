"""The weight of a reading when statements are drawn again.

If duplicates count once, a reading that counts represents all its duplicates
(:mod:`kg.networks.duplicates`). In a draw its weight is their mean number of occurrences: ten reports of the
same stance are more certain than one, and over all draws the mean is 1. Counting it once if any of them is
drawn would bias the draws: they lose what was said once and gain nothing, so that nearly every draw would be
below the network itself.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from kg.networks.duplicates import sameness
from kg.networks.score_counts import Matrix, Numbers

#: The key of a row of prepared readings.
_ROW = ["reading", "actor", "target"]


def groups(frame: pd.DataFrame, once_in: str) -> Numbers:
    """Return the number of the group of duplicates of each reading.

    Args:
        frame: readings with actor and target resolved.
        once_in: a key of :data:`kg.networks.choices.DUPLICATES`.

    >>> from kg.networks.reading_table import table
    >>> said = table([{"actor": "urn:a", "target": "urn:t"}, {"actor": "urn:a", "target": "urn:t"}])
    >>> groups(said, "all").tolist(), groups(said, "source").tolist()
    ([0, 1], [0, 0])
    """
    keys = sameness(frame, once_in)
    found = keys.groupby(list(keys.columns), observed=True, dropna=False, sort=False).ngroup()
    return found.to_numpy().astype(np.int64)


class Shares(NamedTuple):
    """The shares of statements in the readings that count; those of a reading sum to 1.

    Attributes:
        statement: by share, the number of the statement.
        reading: by share, the number of the reading.
        share: the shares.
        readings: number of readings.
    """

    statement: Numbers
    reading: Numbers
    share: Matrix
    readings: int

    def weights(self, times: Matrix) -> Matrix:
        """Return the weight of each reading in a draw that has each statement so many times."""
        drawn = self.share * times[self.statement]
        return np.bincount(self.reading, weights=drawn, minlength=self.readings).astype(float)


def shares(every: pd.DataFrame, kept: pd.DataFrame, once_in: str, statements: tuple[str, ...]) -> Shares:
    """Return the share of each statement in each reading that counts.

    Args:
        every: prepared readings, including duplicates.
        kept: the readings that count.
        once_in: how duplicates count.
        statements: IRIs, in the order of the draws.
    """
    place = pd.Series(np.arange(len(statements)), index=list(statements))
    known = every[_ROW].astype(str).assign(group=groups(every, once_in)).drop_duplicates(_ROW)
    stands = kept[_ROW].astype(str).merge(known, on=_ROW, how="left")["group"].to_numpy(np.int64)
    members = pd.DataFrame(
        {
            "group": groups(every, once_in),
            "statement": place.reindex(every["statement"].astype(str)).to_numpy(np.int64),
        }
    )
    pairs = pd.DataFrame({"group": stands, "reading": np.arange(len(kept))}).merge(members, on="group")
    # The order of a sum decides its last digit, and must not depend on the order of the readings.
    pairs = pairs.sort_values(["statement", "reading"], kind="stable")
    statement, reading = (pairs[name].to_numpy(np.int64) for name in ("statement", "reading"))
    many = np.bincount(reading, minlength=len(kept))
    return Shares(statement, reading, 1 / many[reading], len(kept))
