"""The weight of a reading when statements are drawn again.

If duplicates count once, a reading that counts represents all its duplicates
(:mod:`kg.networks.duplicates`). In a draw its weight is their mean number of occurrences: ten reports of the
same stance are more certain than one, and over all draws the mean is 1. Counting it once if any of them is
drawn would bias the draws: they lose what was said once and gain nothing, so that nearly every draw would be
below the network itself.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy import sparse

from kg.networks.duplicates import sameness
from kg.networks.score_counts import Numbers

#: The key of a row of prepared readings.
_ROW = ["reading", "actor", "target"]


def groups(frame: pd.DataFrame, once_in: str) -> Numbers:
    """Return the number of the group of duplicates of each reading.

    Args:
        frame: readings with actor and target resolved.
        once_in: a key of :data:`kg.networks.duplicates.DUPLICATES`.

    >>> from kg.networks.reading_table import table
    >>> said = table([{"actor": "urn:a", "target": "urn:t"}, {"actor": "urn:a", "target": "urn:t"}])
    >>> groups(said, "all").tolist(), groups(said, "source").tolist()
    ([0, 1], [0, 0])
    """
    keys = sameness(frame, once_in)
    found = keys.groupby(list(keys.columns), observed=True, dropna=False, sort=False).ngroup()
    return found.to_numpy().astype(np.int64)


def shares(
    every: pd.DataFrame, kept: pd.DataFrame, once_in: str, statements: tuple[str, ...]
) -> sparse.csr_array:
    """Return statements x readings that count: the share of each statement in each; columns sum to 1.

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
    reading = pairs["reading"].to_numpy(np.int64)
    many = np.bincount(reading, minlength=len(kept))
    return sparse.csr_array(
        (1 / many[reading], (pairs["statement"].to_numpy(np.int64), reading)),
        shape=(len(statements), len(kept)),
    )
