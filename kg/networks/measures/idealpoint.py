"""Ideal points: positions of actors on the line that best explains their stances, with intervals.

Positions are the posterior mode of the two-parameter model in
:mod:`kg.networks.measures.two_parameter`, scaled to mean 0 and standard deviation 1 over the actors.
Intervals come from the inverse Hessian, transformed to that scale (delta method); for small tables compare
them with a bootstrap over sources. Issues on which nobody disagrees contain no information about positions
and are left out, as in the scaling of roll calls (Poole & Rosenthal 1985). The model takes readings as
independent, although several by one actor in one article are not, so count them once per source.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray
from scipy.linalg import LinAlgError, cho_factor, cho_solve
from scipy.sparse.csgraph import connected_components
from scipy.special import ndtri

from kg.errors import QuestionError
from kg.networks.measures.two_parameter import Model, Vector
from kg.wording.counts import count, form

_FLAT = 1e-3  # positions closer together than this, on the scale of their prior, are equal


@dataclass(frozen=True, slots=True, eq=False)
class IdealPoints:
    """Positions of actors and the discrimination of issues.

    Attributes:
        actors: ``actor``, ``position``, ``low``, ``high``, ``readings`` (on contested issues), ``few`` (too
            few of them for a reliable position), in the order given.
        issues: ``issue``, ``discrimination`` (negative: the low end supports it), ``difficulty`` (both NaN
            if nobody disagrees), ``readings``, ``contested``.
        converged: whether the search ended at a mode.
        notes: what was left out or is not comparable, in sentences.
    """

    actors: pd.DataFrame
    issues: pd.DataFrame
    converged: bool
    notes: tuple[str, ...] = ()


def ideal_points(
    support: ArrayLike,
    oppose: ArrayLike,
    actors: Sequence[str],
    issues: Sequence[str],
    *,
    anchor: str | None = None,
    level: float = 0.95,
    few: int = 3,
    restarts: int = 8,
    seed: int = 0,
) -> IdealPoints:
    """Return the positions of actors on one line, by what they support and oppose.

    Args:
        support: numbers of supporting readings, actors by issues.
        oppose: the same for opposing readings.
        actors: names of the rows.
        issues: names of the columns.
        anchor: an actor to be on the positive side. By default the positive end is the one that supports more
            (readings times discrimination, summed over issues).
        level: of the intervals.
        few: flag actors with fewer readings on contested issues.
        restarts: starts of the search: the leading singular vectors, and others drawn by ``seed``.
        seed: the result depends only on the seed, not on the order of actors and issues.

    Raises:
        QuestionError: tables of different shapes, negative counts, a level outside 0 to 1, an unknown anchor.

    >>> found = ideal_points([[3, 0], [2, 0], [0, 3]], [[0, 3], [0, 1], [3, 0]],
    ...                      ["Ann", "Ben", "Cem"], ["toll", "tax"], anchor="Ann")
    >>> found.actors["position"].round(1).tolist(), found.actors["readings"].tolist()
    ([0.8, 0.6, -1.4], [6, 3, 6])
    """
    shape = len(actors), len(issues)
    counts = [np.asarray(table, dtype=float) for table in (support, oppose)]
    counts = [table if table.size else np.zeros(shape if 0 in shape else (0, 0)) for table in counts]
    if any(t.shape != shape or not np.isfinite(t).all() or (t < 0).any() for t in counts):
        raise QuestionError("support and oppose are not tables of counts of 0 or more")
    if not 0 < level < 1 or restarts < 1 or (anchor is not None and anchor not in actors):
        raise QuestionError(
            f"no ideal points with level {level}, {restarts} restarts, anchor {anchor!r}",
            hint="expected a level between 0 and 1, at least 1 restart and an anchor among the actors",
        )
    order = [np.argsort(np.asarray(names, dtype=str), kind="stable") for names in (actors, issues)]
    yes, no = (table[np.ix_(*order)] for table in counts)
    contested = contested_issues(yes, no)
    model = Model(yes[:, contested], no[:, contested])
    readings = (model.support + model.oppose).sum(axis=1)
    point, converged = _mode(model, restarts, seed)
    theta, a, b = model.split(point)
    pole = actors.index(anchor) if anchor is not None else None
    flip = _flip(theta, a, model, None if pole is None else int(np.flatnonzero(order[0] == pole)[0]))
    centre, spread = (float(theta.mean()), float(theta.std())) if len(theta) else (0.0, 0.0)
    apart = spread > _FLAT
    scale = spread if apart else 1.0
    position = flip * (theta - centre) / scale if apart else np.zeros(len(theta))
    reach = float(ndtri((1 + level) / 2)) * _errors(model, point, position, scale)
    back = [np.argsort(o) for o in order]
    line: dict[str, NDArray[Any]] = {"position": position, "low": position - reach, "high": position + reach}
    line |= {"readings": _whole(readings), "few": readings < few}
    items = np.full((2, len(issues)), np.nan)
    items[:, contested] = flip * a * scale, b - a * centre
    numbers = {"discrimination": items[0], "difficulty": items[1], "readings": (yes + no).sum(axis=0)}
    table = {name: values[back[1]] for name, values in numbers.items()}
    return IdealPoints(
        actors=pd.DataFrame({"actor": list(actors)} | {k: v[back[0]] for k, v in line.items()}),
        issues=pd.DataFrame({"issue": list(issues)} | table | {"contested": contested[back[1]]}),
        converged=converged,
        notes=_notes(model, readings, int((~contested).sum()), apart, converged, bool(np.isnan(reach).any())),
    )


def contested_issues(support: NDArray[Any], oppose: NDArray[Any]) -> NDArray[np.bool_]:
    """Return which issues separate actors: those with readings on both sides, by at least two actors.

    >>> contested_issues(np.array([[1, 1, 2], [0, 1, 0]]), np.array([[0, 0, 1], [1, 0, 0]])).tolist()
    [True, False, False]
    """
    several = ((support + oppose) > 0).sum(axis=0) > 1
    return np.asarray((support.sum(axis=0) > 0) & (oppose.sum(axis=0) > 0) & several, dtype=np.bool_)


def _mode(model: Model, restarts: int, seed: int) -> tuple[Vector, bool]:
    """The best mode reached from several starts, and whether the search converged."""
    n, m = model.support.shape
    if not m:
        return np.zeros(n), True
    left, _, right = np.linalg.svd(model.support - model.oppose, full_matrices=False)
    start = np.concatenate([left[:, 0] * np.sqrt(n), right[0] * np.sqrt(m), np.zeros(m)])
    chance = np.random.default_rng(seed)
    best, loss, flat = model.fit(start)
    for _ in range(restarts - 1):
        point, lower, level = model.fit(np.concatenate([chance.normal(size=n + m), np.zeros(m)]))
        if lower < loss - 1e-6:
            best, loss, flat = point, lower, level
    return best, flat


def _flip(theta: Vector, a: Vector, model: Model, anchor: int | None) -> float:
    """Return 1 or -1: which of the two mirror images of the line to report."""
    if anchor is not None and abs(theta[anchor] - theta.mean()) > _FLAT:
        return 1.0 if theta[anchor] > theta.mean() else -1.0
    lean = float((model.support + model.oppose).sum(axis=0) @ a)
    if abs(lean) <= _FLAT and len(theta):
        lean = float(theta[np.argmax(np.abs(theta))])
    return 1.0 if lean >= 0 else -1.0


def _errors(model: Model, point: Vector, position: Vector, scale: float) -> Vector:
    """Standard errors of the positions: those of the mode, on the scale of mean 0 and deviation 1."""
    n = len(position)
    try:
        factor = cho_factor(model.hessian(point))
    except LinAlgError:
        return np.full(n, np.nan)
    covariance = cho_solve(factor, np.eye(len(point)))[:n, :n]
    slope = np.eye(n)
    if position.any():
        slope = (slope - 1 / n - np.outer(position, position) / n) / scale
    return np.sqrt(np.clip(np.diag(slope @ covariance @ slope.T), 0, None))


def _notes(
    model: Model, readings: Vector, uncontested: int, apart: bool, converged: bool, unsure: bool
) -> tuple[str, ...]:
    notes = []
    if uncontested:
        are = form(uncontested, "is", "are")
        notes.append(f"{count(uncontested, 'issue')} on which nobody disagrees {are} left out")
    if not apart:
        notes.append("the readings do not separate the actors: every position is 0")
    if not converged or unsure:
        notes.append("the search did not converge: the positions are unreliable")
    links = (model.support + model.oppose)[readings > 0] > 0
    if len(links) and connected_components(links @ links.T)[0] > 1:
        notes.append("some actors share no issue with others, even indirectly, and are not comparable")
    return tuple(notes)


def _whole(counts: Vector) -> NDArray[np.int64] | Vector:
    """Return integers if all counts are whole (kernels and shares give fractions)."""
    return counts.astype(np.int64) if np.array_equal(counts, np.round(counts)) else counts
