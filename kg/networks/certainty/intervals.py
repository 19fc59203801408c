"""From draws to an interval, and why some have none.

Percentiles of the draws, taken further out than the level says where a number rests on few sources: as far
as Student's t goes beyond the normal distribution at one degree of freedom less than sources (expanded
percentile interval; Hesterberg 2015, doi:10.1080/00031305.2015.1089789). Bias-corrected percentiles were
tried and dropped: a cosine is lower in nearly every draw than in the network, and theirs then hold 75 % where
they say 95 %.

A number that rests on very little gets no interval: redrawing one statement gives the same number every
time, and an interval without width would call certain what nobody knows.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from scipy.special import ndtr, stdtrit

from kg.networks.certainty.resampling import FEW_SOURCES, Design
from kg.networks.score_counts import Matrix, Numbers
from kg.wording.counts import count

#: Statements that it takes for an interval.
FEW_STATEMENTS = 5


def why_none(statements: Sequence[int], sources: Sequence[int], plan: Design) -> list[str]:
    """Why a number has no interval, in words; empty where it has one.

    >>> plan = Design((), np.zeros(0, np.int64), sources=4)
    >>> why_none([9, 9, 2], [3, 1, 2], plan)
    ['', 'rests on 1 source, an interval takes 3', 'rests on 2 statements, an interval takes 5']
    """
    found = []
    for said, where in zip(statements, sources, strict=True):
        if said < FEW_STATEMENTS:
            found.append(f"rests on {count(said, 'statement')}, an interval takes {FEW_STATEMENTS}")
        elif where < FEW_SOURCES and not plan.given:
            found.append(f"rests on {count(where, 'source')}, an interval takes {FEW_SOURCES}")
        else:
            found.append("")
    return found


def bounds(draws: Matrix, rest: Numbers, level: float) -> tuple[Matrix, Matrix]:
    """The interval of each column.

    Args:
        draws: draws x numbers; what is not a number in some draws is left out there.
        rest: what each number rests on: sources, or statements where the sources are given.
        level: of the interval, 0.95 for 95 %.

    Returns:
        The lower and the upper ends; not a number where a column has no draw.

    >>> low, high = bounds(np.arange(99.0)[:, None] + 1, np.array([1000]), 0.9)
    >>> low.round(1).tolist(), high.round(1).tolist()
    ([5.0], [95.0])
    """
    low, high = np.full((2, draws.shape[1]), np.nan)
    for unit in np.unique(rest):
        out = float(ndtr(stdtrit(max(int(unit) - 1, 1), (1 - level) / 2)))
        chosen = np.flatnonzero(rest == unit)
        whole = np.isfinite(draws[:, chosen]).all(axis=0)
        low[chosen[whole]], high[chosen[whole]] = _percentiles(draws[:, chosen[whole]], out)
        for column in chosen[~whole]:
            there = draws[np.isfinite(draws[:, column]), column]
            if len(there):
                low[column], high[column] = _percentiles(there, out)
    return low, high


def units(table: pd.DataFrame, plan: Design) -> Numbers:
    """What the rows of a table rest on: ``sources``, or ``statements`` where the sources are given."""
    found: Numbers = table["statements" if plan.given else "sources"].to_numpy(np.int64)
    return found


def _percentiles(draws: Matrix, out: float) -> Matrix:
    found: Matrix = np.quantile(draws, [out, 1 - out], axis=0, method="weibull")
    return found
