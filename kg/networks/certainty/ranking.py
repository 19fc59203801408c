"""Ties in an order in which agreement on little does not pass for agreement on much.

A tie stands where the end of its interval that is nearer to nothing puts it: two actors who agree five times
out of five rank below two who agree fifty times out of sixty. Ties without an interval stand last, whatever
their weight. Where a tie still ranks above others that rest on more statements, ``outranks`` says how many.
"""

from __future__ import annotations

from bisect import bisect_right, insort
from dataclasses import dataclass

import numpy as np
import pandas as pd

from kg.wording.counts import form


@dataclass(frozen=True, slots=True, eq=False)
class Ranking:
    """Ties in order.

    Attributes:
        ties: as given, with ``rank`` from 1 in front, ``sure`` (the size that the tie has at least, at the
            level of the intervals; below 0 where even its sign is open), ``outranks`` and ``few`` (has no
            interval) at the end.
        note: how to read it, in one sentence; empty without ties.
    """

    ties: pd.DataFrame
    note: str


def ranked(ties: pd.DataFrame) -> Ranking:
    """Order ties by what is sure of them, then by weight and by statements.

    Args:
        ties: as :attr:`kg.networks.certainty.bootstrap.Bootstrap.ties` has them.

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
    """For each place, how many after it have more."""
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
    words = "Ties stand in order of the end of their interval that is nearer to 0"
    if few:
        words += f"; {few:,} of {len(order):,} rest on too little for an interval and stand last"
    if above:
        rank = form(above, "ranks", "rank")
        words += f"; {above:,} {rank} above ties that rest on more statements (column outranks says how many)"
    return words + "."
