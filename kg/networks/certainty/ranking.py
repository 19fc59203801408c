"""An order of ties in which agreement on few statements does not outrank agreement on many.

Ties are ordered by the end of their interval that is nearer to 0: two actors who agree five times out of five
rank below two who agree fifty times out of sixty. Ties without an interval come last, regardless of weight.
If a tie still ranks above others with more statements, ``outranks`` gives their number.
"""

from __future__ import annotations

from bisect import bisect_right, insort
from dataclasses import dataclass

import numpy as np
import pandas as pd


@dataclass(frozen=True, slots=True, eq=False)
class Ranking:
    """Ties in order.

    Attributes:
        ties: as given, with ``rank`` from 1 in front, and at the end ``sure`` (the absolute weight that the
            tie has at least, at the level of the intervals; below 0 if even its sign is uncertain),
            ``outranks`` and ``few`` (has no interval).
        note: how to read the order, in one sentence; empty without ties.
    """

    ties: pd.DataFrame
    note: str


def ranked(ties: pd.DataFrame) -> Ranking:
    """Order ties by the certain part of their weight, then by weight and by statements.

    Args:
        ties: see :attr:`kg.networks.certainty.bootstrap.Bootstrap.ties`.

    >>> ties = pd.DataFrame({"a": ["urn:a", "urn:c"], "b": ["urn:b", "urn:d"], "weight": [1.0, 0.8],
    ...                      "low": [np.nan, 0.6], "high": [np.nan, 0.9], "statements": [2, 60]})
    >>> ranking = ranked(ties)
    >>> ranking.ties[["rank", "a", "sure", "few"]].values.tolist()[0]
    [1, 'urn:c', 0.6, False]
    """
    sure = np.where(ties["weight"] < 0, -ties["high"], ties["low"])
    order = ties.assign(sure=sure, few=np.isnan(sure.astype(float)), size_=ties["weight"].abs())
    order = order.sort_values(
        ["few", "sure", "size_", "statements", "a", "b", *(c for c in ("scheme", "stance") if c in ties)],
        ascending=[True, False, False, False, True, True, *(True for c in ("scheme", "stance") if c in ties)],
    ).drop(columns="size_")
    order = order.reset_index(drop=True)
    order.insert(0, "rank", np.arange(1, len(order) + 1))
    order["outranks"] = _outranked(order["statements"].tolist())
    order["few"] = order.pop("few")
    return Ranking(order, _note(order))


def _outranked(statements: list[int]) -> list[int]:
    """Return for each element how many later ones are greater."""
    below: list[int] = []
    found = []
    for number in reversed(statements):
        found.append(len(below) - bisect_right(below, number))
        insort(below, number)
    return found[::-1]


def _note(order: pd.DataFrame) -> str:
    if order.empty:
        return ""
    few, above = int(order["few"].sum()), int((order["outranks"] > 0).sum())
    words = "Ties are in order of the end of their interval that is nearer to 0"
    if few:
        words += f"; {few:,} of {len(order):,} have too little evidence for an interval and come last"
    if above:
        rank = "ranks" if above == 1 else "rank"
        words += f"; {above:,} {rank} above ties with more statements (see the column outranks)"
    return words + "."
