"""Intervals from draws, and the reasons why some numbers have none.

The intervals are percentiles of the draws, widened for numbers from few sources by the ratio of Student's t,
with one degree of freedom less than sources, to the normal distribution (expanded percentile interval;
Hesterberg 2015, doi:10.1080/00031305.2015.1089789). Bias-corrected percentiles were tried and dropped: a
cosine is lower in nearly every draw than in the network, and their coverage is then 75 % instead of 95 %.

A number from very few statements gets no interval: redrawing one statement gives the same number every time,
and an interval of width 0 would suggest a certainty that does not exist.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from kg.networks.certainty.resampling import FEW_SOURCES, Design
from kg.networks.score_counts import Matrix, Numbers
from kg.wording.counts import count

#: Minimum number of statements for an interval.
FEW_STATEMENTS = 5


def why_none(statements: Sequence[int], sources: Sequence[int], plan: Design) -> list[str]:
    """Return why each number has no interval, in words; empty if it has one.

    >>> plan = Design((), np.zeros(0, np.int64), sources=4)
    >>> why_none([9, 9, 2], [3, 1, 2], plan)
    ['', '1 source, an interval needs 3', '2 statements, an interval needs 5']
    """
    found = []
    for said, where in zip(statements, sources, strict=True):
        if said < FEW_STATEMENTS:
            found.append(f"{count(said, 'statement')}, an interval needs {FEW_STATEMENTS}")
        elif where < FEW_SOURCES and not plan.given:
            found.append(f"{count(where, 'source')}, an interval needs {FEW_SOURCES}")
        else:
            found.append("")
    return found


def bounds(draws: Matrix, rest: Numbers, level: float) -> tuple[Matrix, Matrix]:
    """Return the interval of each column.

    Args:
        draws: draws x numbers; NaN in single draws is ignored.
        rest: the number of sources of each number, or of statements if the sources are fixed.
        level: of the interval, 0.95 for 95 %.

    Returns:
        The lower and the upper ends; NaN if a column has no draw.

    >>> low, high = bounds(np.arange(99.0)[:, None] + 1, np.array([1000]), 0.9)
    >>> low.round(1).tolist(), high.round(1).tolist()
    ([5.0], [95.0])
    """
    low, high = np.full((2, draws.shape[1]), np.nan)
    for unit in np.unique(rest):
        from scipy.special import ndtr, stdtrit  # takes as long to import as pandas

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
    """Return the ``sources`` of the rows of a table, or their ``statements`` if the sources are fixed."""
    found: Numbers = table["statements" if plan.given else "sources"].to_numpy(np.int64)
    return found


def _percentiles(draws: Matrix, out: float) -> Matrix:
    found: Matrix = np.quantile(draws, [out, 1 - out], axis=0, method="weibull")
    return found
