"""How much of a reading that counts is left when statements are drawn again.

Where duplicates are counted once, a reading that counts stands for all that repeat it
(:mod:`kg.networks.duplicates`). In a draw it counts as often as these do on average: ten reports of the same
stand are surer than one, and over all draws it counts 1. To count it once if any of them is
drawn would not do: draws lose what was said once and never gain what was not said, so that nearly every
draw would lie below the network that it is to tell something about.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy import sparse

from kg.networks.duplicates import sameness
from kg.networks.score_counts import Numbers

#: What a row of prepared readings is known by.
_ROW = ["reading", "actor", "target"]


def groups(frame: pd.DataFrame, once_in: str) -> Numbers:
    """The number of the group of duplicates that each reading is in.

    Args:
        frame: readings with whose stand and toward what they count settled.
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
    """Statements x readings that count: the part that each statement has in each; columns sum to 1.

    Args:
        every: prepared readings, duplicates among them.
        kept: those that count.
        once_in: how they were told apart.
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
