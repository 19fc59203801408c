"""Polarisation: how far the actors of a network form opposed camps, and who is in which.

The camps are the division that maximises one of the scores of :mod:`kg.networks.measures.quality`. Two shares
show how clear they are: how much of all agreement is within the camps, and how much of all disagreement is
between them.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from kg.errors import QuestionError
from kg.networks.measures.division_search import EXACT_LIMIT, Problem, enumerate_all, search
from kg.networks.measures.quality import MEASURES, dna_tables, modularity_tables, quality, signed_modularity

__all__ = ["MEASURES", "METHODS", "Polarisation", "polarise", "quality"]

#: "auto" tries all divisions if there are few enough, and searches otherwise.
METHODS: Final = ("auto", "exact", "search")


@dataclass(frozen=True, slots=True)
class Polarisation:
    """The best division found, with its score.

    Attributes:
        score: of ``measure``; NaN if ``note`` says why there is none.
        memberships: the camp of each actor, from 1 in order of their first actors; 0 for none.
        measure: "modularity" or "dna".
        exact: whether all divisions were tried, so that no better one exists.
        actors: number of actors in a camp.
        agreement_within: share of all congruence within camps; NaN without congruence.
        conflict_between: share of all conflict between camps; NaN without conflict.
        note: why there is no score; empty otherwise.
    """

    score: float
    memberships: tuple[int, ...]
    measure: str
    exact: bool
    actors: int
    agreement_within: float
    conflict_between: float
    note: str = ""


def polarise(
    congruence: ArrayLike,
    conflict: ArrayLike,
    *,
    labels: Sequence[str] | None = None,
    groups: int = 2,
    measure: str = "modularity",
    method: str = "auto",
    balanced: bool = False,
    normalise: bool = True,
    isolates: bool = False,
    restarts: int = 20,
    seed: int = 0,
) -> Polarisation:
    """Find the division into at most ``groups`` camps that maximises ``measure``.

    Args:
        congruence: symmetric, actors by actors, no negative weights; the diagonal is ignored.
        conflict: the same for disagreement.
        labels: names of the actors. The search goes through them in order of their names, so that the result
            does not depend on the order of the rows.
        groups: maximum number of camps.
        measure: "modularity", or "dna" for DNA's score.
        method: "exact" tries all divisions, "search" climbs, "auto" chooses.
        balanced: whether camps must be of equal size (as in DNA, which tries only those).
        normalise: for DNA's score: divide by twice the sum of weights. Modularity is always normalised.
        isolates: whether actors without any tie count.
        restarts: starts of the search: the sign of the leading eigenvector, and others drawn by ``seed``.
        seed: the same seed gives the same result.

    Raises:
        QuestionError: different shapes, an unknown measure or method, or too many divisions to try.

    >>> agree = [[0, 1, 0, 0], [1, 0, 0, 0], [0, 0, 0, 1], [0, 0, 1, 0]]
    >>> clash = [[0, 0, 1, 1], [0, 0, 1, 1], [1, 1, 0, 0], [1, 1, 0, 0]]
    >>> found = polarise(agree, clash)
    >>> found.memberships, found.score, found.exact, found.agreement_within, found.conflict_between
    ((1, 1, 2, 2), 0.5, True, 1.0, 1.0)
    """
    c, f = _network(congruence, "congruence"), _network(conflict, "conflict")
    if c.shape != f.shape or (labels is not None and len(labels) != len(c)):
        raise QuestionError("congruence, conflict and labels have different numbers of actors")
    if measure not in MEASURES or method not in METHODS or groups < 2 or restarts < 1:
        raise QuestionError(
            f"no polarisation by {measure!r} and {method!r} with {groups} groups and {restarts} restarts",
            hint=f"expected a measure of {', '.join(MEASURES)}, a method of {', '.join(METHODS)}, "
            "two groups or more, and at least one restart",
        )
    order = np.arange(len(c)) if labels is None else np.argsort(np.asarray(labels, dtype=str), kind="stable")
    kept = np.array([i for i in order if isolates or c[i].any() or f[i].any()], dtype=np.intp)
    counted = np.ix_(kept, kept)
    c, f = c[counted], f[counted]
    memberships = np.zeros(len(order), dtype=np.intp)
    if len(kept) < 2 or not (c.any() or f.any()):
        note = "no camps: fewer than two actors have a tie"
        none = tuple(memberships.tolist())
        return Polarisation(math.nan, none, measure, True, len(kept), math.nan, math.nan, note)
    tables = modularity_tables(c, f, groups) if measure == "modularity" else dna_tables(c, f)
    problem = Problem(tables, len(kept), groups, balanced, fixed=measure == "modularity")
    exact = problem.enumerable if method == "auto" else method == "exact"
    if exact and not problem.enumerable:
        raise QuestionError(
            f"{len(kept)} actors in {groups} groups have more than {EXACT_LIMIT} divisions, too many to try",
            hint="use the method 'search'",
        )
    division = enumerate_all(problem) if exact else search(problem, c - f, restarts, seed)
    division = _numbered(division)
    memberships[kept] = division + 1
    same = division[:, None] == division
    return Polarisation(
        score=(
            signed_modularity(division, c, f)
            if measure == "modularity"
            else quality(division, c, f, normalise=normalise)
        ),
        memberships=tuple(memberships.tolist()),
        measure=measure,
        exact=exact,
        actors=len(kept),
        agreement_within=_share(c, same),
        conflict_between=_share(f, ~same),
    )


def _network(weights: ArrayLike, name: str) -> NDArray[np.float64]:
    matrix = np.array(weights, dtype=float)
    if matrix.size == 0:
        return np.zeros((0, 0))
    square = matrix.ndim == 2 and matrix.shape[0] == matrix.shape[1]
    if not square or not np.isfinite(matrix).all() or not np.allclose(matrix, matrix.T) or (matrix < 0).any():
        raise QuestionError(
            f"the {name} network is not a symmetric square matrix of weights of 0 or more",
            hint="use the kinds 'congruence' and 'conflict', not 'subtract'",
        )
    np.fill_diagonal(matrix, 0.0)
    return matrix


def _numbered(division: NDArray[np.intp]) -> NDArray[np.intp]:
    """Number groups from 0 in order of their first member."""
    _, first, number = np.unique(division, return_index=True, return_inverse=True)
    return np.asarray(np.argsort(np.argsort(first))[number.reshape(-1)], dtype=np.intp)


def _share(weights: NDArray[np.float64], cells: NDArray[np.bool_]) -> float:
    total = float(weights.sum())
    return float(weights[cells].sum()) / total if total else math.nan
