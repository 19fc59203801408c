"""An order of ties in which agreement on few statements does not outrank agreement on many.

Ties are ordered by the end of their interval that is nearer to 0: two actors who agree five times out of five
rank below two who agree fifty times out of sixty. Ties without an interval come last, regardless of weight.
If a tie still ranks above others with more statements, ``outranks`` gives their number.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from kg.networks.score_counts import Numbers

#: Number of ties that are compared with each other at a time.
_TOGETHER = 256


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
    sure = sure.astype(float)
    names = ["a", "b", *(name for name in ("scheme", "stance") if name in ties)]
    weight, statements = (ties[name].to_numpy() for name in ("weight", "statements"))
    # The last key is the first to sort by. Numbers are sorted in place of millions of names.
    keys = (*(_ranks(ties[name]) for name in reversed(names)), -statements, -np.abs(weight), -sure)
    places = np.lexsort((*keys, np.isnan(sure)))
    order = ties.take(places)
    del ties, keys, weight, statements  # of a million ties, each table takes 300 MB
    order.index = pd.RangeIndex(len(order))
    order["sure"], order["few"] = sure[places], np.isnan(sure[places])
    order.insert(0, "rank", np.arange(1, len(order) + 1))
    order["outranks"] = _outranked(order["statements"].to_numpy(np.int64))
    order["few"] = order.pop("few")
    return Ranking(order, _note(order))


def _ranks(names: pd.Series) -> Numbers:
    """Return the place of each name in order of all names."""
    numbers, distinct = pd.factorize(names.to_numpy(object))
    places = np.empty(len(distinct), np.int64)
    places[np.argsort(distinct)] = np.arange(len(distinct))
    found: Numbers = places[numbers]
    return found


def _outranked(statements: Numbers) -> Numbers:
    """Return for each element how many later ones are greater.

    >>> _outranked(np.array([2, 1, 3, 2])).tolist()
    [1, 2, 0, 0]
    """
    distinct, number = np.unique(statements, return_inverse=True)
    found = np.zeros(len(number), np.int64)
    later = np.zeros(len(distinct), np.int64)
    for start in reversed(range(0, len(number), _TOGETHER)):
        some = number[start : start + _TOGETHER]
        greater = later[::-1].cumsum()[::-1] - later
        here = np.triu(some[None, :] > some[:, None], 1).sum(axis=1)
        found[start : start + _TOGETHER] = greater[some] + here
        later += np.bincount(some, minlength=len(distinct))
    return found


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
