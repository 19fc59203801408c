r"""Correspondence analysis: actors and issues on common axes, from the table of readings by actor and issue.

With P the table divided by its sum, r and c its row and column masses, and
S = D_r^(-1/2) (P - r c') D_c^(-1/2) = U diag(s) V', the principal coordinates are D_r^(-1/2) U diag(s)
for rows and D_c^(-1/2) V diag(s) for columns. The squares of s are the inertias of the axes; their sum is
chi-squared divided by the sum of the table (Greenacre 2017, Correspondence Analysis in Practice).

Support and opposition are kept apart by *doubling* (Greenacre 2017, on recoding): each issue is two columns,
"+" with the supporting and "-" with the opposing readings. Actors then are close if they address the same
issues *and* take the same side. An actor with few readings can be far from the origin: check its mass.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from kg.errors import QuestionError

_ROUNDING = 1e-9


@dataclass(frozen=True, slots=True, eq=False)
class Correspondence:
    """Principal coordinates and the inertia of the axes.

    Attributes:
        rows: by name: ``mass``, then one column per axis ("1", "2", ...), NaN for an empty row.
        columns: the same for the columns of the table; a pole is "issue +" or "issue -".
        axes: one row per axis: ``inertia``, ``share`` of the total, and ``shared``: another axis has the same
            inertia, so that the directions of both are arbitrary.
        total: the total inertia.
        note: why there are no axes, or which rows and columns are empty; empty otherwise.
    """

    rows: pd.DataFrame
    columns: pd.DataFrame
    axes: pd.DataFrame
    total: float
    note: str = ""


def doubled(support: ArrayLike, oppose: ArrayLike, issues: Sequence[str]) -> pd.DataFrame:
    """Return the table of both poles of every issue, actors by twice the issues.

    >>> doubled([[2, 0]], [[0, 1]], ["toll", "tax"]).to_dict("records")
    [{'toll +': 2.0, 'tax +': 0.0, 'toll -': 0.0, 'tax -': 1.0}]
    """
    poles = np.asarray(support, dtype=float), np.asarray(oppose, dtype=float)
    if poles[0].shape != poles[1].shape or poles[0].ndim != 2 or poles[0].shape[1] != len(issues):
        raise QuestionError("support, oppose and issues have different shapes")
    names = [f"{issue} {sign}" for sign in "+-" for issue in issues]
    return pd.DataFrame(np.hstack(poles), columns=pd.Index(names))


def correspondence(
    table: ArrayLike,
    rows: Sequence[str],
    columns: Sequence[str],
    *,
    axes: int = 2,
    anchor: str | None = None,
) -> Correspondence:
    """Return the coordinates of the rows and columns of a table of counts on common axes.

    Args:
        table: counts of 0 or more.
        rows: names of the rows.
        columns: names of the columns.
        axes: maximum number of axes; inertias are given for all.
        anchor: a row whose coordinates are made positive on every axis. By default, the row farthest from the
            origin on an axis is made positive; of equally distant ones the first by name.

    Raises:
        QuestionError: negative or missing counts, names that do not fit, or an unknown anchor.

    >>> found = correspondence([[2, 0], [0, 2]], ["Ann", "Ben"], ["toll +", "toll -"])
    >>> found.rows["1"].round(6).tolist(), round(found.total, 6)
    ([1.0, -1.0], 1.0)
    """
    counts = np.asarray(table, dtype=float)
    shape = len(rows), len(columns)
    counts = counts if counts.size else np.zeros(shape if 0 in shape else (0, 0))
    if counts.shape != shape or not np.isfinite(counts).all() or (counts < 0).any() or axes < 1:
        raise QuestionError("correspondence analysis needs counts of 0 or more for its rows and columns")
    if anchor is not None and anchor not in rows:
        raise QuestionError(f"unknown anchor {anchor!r} (expected the name of a row)")
    total = counts.sum()
    masses = [counts.sum(axis=side) / total if total else counts.sum(axis=side) for side in (1, 0)]
    kept = [np.flatnonzero(mass) for mass in masses]
    r, c = masses[0][kept[0]], masses[1][kept[1]]
    profile = counts[np.ix_(*kept)] / (total or 1.0)
    residuals = (profile - np.outer(r, c)) / np.sqrt(np.outer(r, c))
    left, singular, right = np.linalg.svd(residuals, full_matrices=False)
    real = singular > _ROUNDING
    left, singular, right = left[:, real], singular[real], right[real].T
    names = [rows[i] for i in kept[0].tolist()]
    places = left * singular / np.sqrt(r)[:, None]
    signs = np.array([_sign(places[:, axis], names, anchor) for axis in range(len(singular))])
    inertia = singular**2
    close = np.isclose(singular[:, None], singular, rtol=1e-6).sum(axis=1) > 1
    whole = float(inertia.sum())
    return Correspondence(
        rows=_frame(rows, masses[0], kept[0], places * signs, axes),
        columns=_frame(columns, masses[1], kept[1], right * singular / np.sqrt(c)[:, None] * signs, axes),
        axes=pd.DataFrame(
            {"inertia": inertia, "share": inertia / whole if whole else inertia, "shared": close},
            index=pd.Index([str(axis + 1) for axis in range(len(inertia))], name="axis"),
        ),
        total=whole,
        note=_note(len(rows) - len(kept[0]), len(columns) - len(kept[1]), len(inertia)),
    )


def _sign(places: NDArray[np.float64], names: list[str], anchor: str | None) -> float:
    """Return 1 or -1, so that the anchor, or else the row farthest from the origin, is positive."""
    if anchor in names and abs(places[names.index(anchor)]) > _ROUNDING:
        return math.copysign(1.0, places[names.index(anchor)])
    farthest = np.abs(places).max()
    tied = [i for i in range(len(names)) if abs(places[i]) >= farthest - _ROUNDING]
    first = min(tied, key=lambda i: names[i])
    return math.copysign(1.0, places[first])


def _frame(
    names: Sequence[str],
    mass: NDArray[np.float64],
    kept: NDArray[np.intp],
    places: NDArray[np.float64],
    axes: int,
) -> pd.DataFrame:
    full = np.full((len(names), min(axes, places.shape[1])), np.nan)
    full[kept] = places[:, :axes]
    columns = {str(axis + 1): full[:, axis] for axis in range(full.shape[1])}
    return pd.DataFrame({"mass": mass, **columns}, index=pd.Index(list(names), name="name", dtype=object))


def _note(rows: int, columns: int, axes: int) -> str:
    parts = []
    if not axes:
        parts.append("all rows have the same profile or there are no counts, so there is no axis")
    if rows or columns:
        parts.append(f"{rows} rows and {columns} columns are empty and have no coordinates")
    return "; ".join(parts)
