"""Search for the division of actors into groups with the highest score, for scores that are sums over pairs.

A score is given by its *pair tables*: for group sizes ``s``, ``tables(s)[g, h, i, j]`` is the contribution of
the ordered pair (i, j) if i is in group g and j in group h. It is symmetric, with zeros where i is j. This
includes scores whose terms depend on the sizes of the groups. Up to :data:`EXACT_LIMIT` divisions are
enumerated. Above it, an ascent from several starts makes the best move of one actor, or if no move helps the
best swap of two, until neither helps (Kernighan & Lin 1970 without their look-ahead). networkx's
``kernighan_lin_bisection`` keeps both halves equal and does not support scores that depend on size.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import combinations, permutations
from typing import Final

import numpy as np
from numpy.typing import NDArray

Sizes = tuple[int, ...]
PairTables = Callable[[Sizes], NDArray[np.float64]]

#: Maximum number of divisions to enumerate: two groups of up to 16 actors, three of up to 10.
EXACT_LIMIT: Final = 2**15
_LEAST_GAIN = 1e-10  # relative to the score; smaller gains are rounding


@dataclass(frozen=True, slots=True)
class Problem:
    """The score to maximise, the numbers of actors and groups, and whether groups are of equal size.

    Sizes of ``balanced`` groups differ by at most one; ``fixed`` tables are the same for all sizes.
    """

    tables: PairTables
    actors: int
    groups: int
    balanced: bool = False
    fixed: bool = False

    def allows(self, sizes: Sizes) -> bool:
        """Whether groups may have these sizes."""
        return not self.balanced or max(sizes) - min(sizes) <= 1

    @property
    def enumerable(self) -> bool:
        """Whether all divisions can be enumerated."""
        return bool(self.groups ** max(self.actors - 1, 0) <= EXACT_LIMIT)


def enumerate_all(problem: Problem) -> NDArray[np.intp]:
    """Return the best of all divisions; of equally good ones the first in lexical order.

    >>> agree = np.array([[0, 1, -1], [1, 0, -1], [-1, -1, 0.0]])
    >>> same = np.eye(2)[:, :, None, None] * agree
    >>> enumerate_all(Problem(lambda sizes: same, actors=3, groups=2)).tolist()
    [0, 0, 1]
    """
    n, k = problem.actors, problem.groups
    codes = np.arange(k ** (n - 1))
    places = k ** np.arange(n - 1, -1, -1)
    divisions = (codes[:, None] // places) % k
    member = divisions[:, :, None] == np.arange(k)
    sizes, which = np.unique(member.sum(axis=1), axis=0, return_inverse=True)
    scores = np.full(len(codes), -np.inf)
    for number, row in enumerate(sizes):
        if problem.allows(tuple(row.tolist())):
            chosen = which.reshape(-1) == number
            scores[chosen] = _totals(problem.tables(tuple(row.tolist())), member[chosen].astype(float))
    best = scores.max()
    return np.asarray(divisions[np.flatnonzero(scores >= best - _LEAST_GAIN * max(1.0, abs(best)))[0]])


def search(problem: Problem, signed: NDArray[np.float64], restarts: int, seed: int) -> NDArray[np.intp]:
    """Return the best division reached from several starts.

    The first start is the sign of the leading eigenvector of ``signed`` (agreement minus disagreement); the
    others are random divisions into groups of equal size, drawn by ``seed``.
    """
    chance = np.random.default_rng(seed)
    equal = np.arange(problem.actors) * problem.groups // problem.actors
    leading = np.linalg.eigh(signed)[1][:, -1]
    leading = leading * (1 if leading[np.argmax(np.abs(leading))] > 0 else -1)
    first = np.empty(problem.actors, dtype=np.intp)
    first[np.argsort(leading, kind="stable")] = equal
    if problem.groups == 2 and not problem.balanced:
        first = (leading > 0).astype(np.intp)
    best, division = climb(problem, first)
    for _ in range(restarts - 1):
        score, found = climb(problem, chance.permutation(equal).astype(np.intp))
        if score > best + 1e-10 * max(1.0, abs(best)):
            best, division = score, found
    return division


def climb(problem: Problem, start: NDArray[np.intp]) -> tuple[float, NDArray[np.intp]]:
    """Move and swap actors from one start until nothing helps; return the score and the division."""
    k, current = problem.groups, start.copy()
    unit = np.eye(k)
    tables = problem.tables(_sizes(current, k))
    score, own = _state(tables, unit[current])
    while True:
        best, division = score, current
        for source, target in permutations(range(k), 2):
            members = np.flatnonzero(current == source)
            sizes = list(_sizes(current, k))
            sizes[source] -= 1
            sizes[target] += 1
            if not members.size or not problem.allows(tuple(sizes)):
                continue
            base, share = (score, own)
            if not problem.fixed:
                base, share = _state(problem.tables(tuple(sizes)), unit[current])
            gains = base + 2 * (share[members, target] - share[members, source])
            if gains.max() > best + _LEAST_GAIN * max(1.0, abs(best)):
                best = float(gains.max())
                division = current.copy()
                division[members[int(gains.argmax())]] = target
        if division is current:
            best, division = _swapped(tables, own, current, score)
        if division is current:
            return score, current
        if problem.fixed:  # only the terms of the moved actors change
            for i in np.flatnonzero(division != current):
                own = own + (tables[:, division[i], :, i] - tables[:, current[i], :, i]).T
        score, current = best, division
        if not problem.fixed:
            tables = problem.tables(_sizes(current, k))
            score, own = _state(tables, unit[current])


def _swapped(
    tables: NDArray[np.float64], share: NDArray[np.float64], current: NDArray[np.intp], score: float
) -> tuple[float, NDArray[np.intp]]:
    best, division = score, current
    for g, h in combinations(range(len(tables)), 2):
        left, right = np.flatnonzero(current == g), np.flatnonzero(current == h)
        if not left.size or not right.size:
            continue
        pair = np.ix_(left, right)
        gains = (share[left, h] - share[left, g])[:, None] + (share[right, g] - share[right, h])
        gains = gains + 2 * tables[g, h][pair] - tables[g, g][pair] - tables[h, h][pair]
        if score + 2 * gains.max() > best + _LEAST_GAIN * max(1.0, abs(best)):
            best = score + 2 * float(gains.max())
            i, j = np.unravel_index(int(gains.argmax()), gains.shape)
            division = current.copy()
            division[left[i]], division[right[j]] = h, g
    return best, division


def _sizes(division: NDArray[np.intp], groups: int) -> Sizes:
    return tuple(np.bincount(division, minlength=groups).tolist())


def _state(tables: NDArray[np.float64], member: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
    """The score of one division, and the contribution of each actor's pairs in each group (n by k)."""
    share = np.stack([sum(row[h] @ member[:, h] for h in range(len(tables))) for row in tables], axis=1)
    return float((share * member).sum()), share


def _totals(tables: NDArray[np.float64], member: NDArray[np.float64]) -> NDArray[np.float64]:
    """The scores of divisions with the same sizes; ``member`` is divisions by actors by groups."""
    groups = range(len(tables))
    return np.asarray(
        sum(((member[:, :, g] @ tables[g, h]) * member[:, :, h]).sum(axis=1) for g in groups for h in groups)
    )
