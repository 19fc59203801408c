"""Simulated annealing over sets of positions, for searches that are too large to enumerate.

:mod:`scipy.optimize` anneals over real numbers only. The method is that of Kirkpatrick et al. (1983,
doi:10.1126/science.220.4598.671): a random neighbour is accepted if it is better, and if it is worse by d
with probability exp(-d / temperature). The temperature starts at the spread of random sets and falls by a
constant factor to a tenth of it. Each run ends with a descent, so that no set one move away is better than
the result. Many short runs found the best set of small examples more often than one long run.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterator, Sequence

import numpy as np

from kg.networks.measures.losses import Chosen, same

#: The function to minimise.
Objective = Callable[[Chosen], float]

_SAMPLE = 20
_RUNS = 12
_COLDEST = 0.1


def anneal(
    objective: Objective,
    order: Sequence[int],
    sizes: Collection[int],
    starts: Sequence[Chosen],
    *,
    iterations: int,
    seed: int,
) -> Chosen:
    """Return the best set found in runs from each start and from 12 random sets, which share the iterations.

    A move adds, removes or exchanges one position; sizes stay within ``sizes``. The order decides between
    equally good sets and, with the seed, which moves are tried.

    >>> weights = [5, 1, 4, 2, 3]
    >>> sorted(anneal(lambda kept: sum(weights[i] for i in kept), range(5), {2}, [], iterations=50, seed=0))
    [1, 3]
    """
    rng = np.random.default_rng(seed)
    sample = [_random(order, sizes, rng) for _ in range(_SAMPLE)]
    hot = float(np.std([objective(one) for one in sample])) or 1.0
    steps = max(iterations // (len(starts) + _RUNS), 1)
    ends = []
    for start in (*starts, *sample[:_RUNS]):
        now = start
        for step in range(steps):
            temperature = hot * _COLDEST ** (step / steps)
            other = _moved(now, order, sizes, rng)
            worse = objective(other) - objective(now)
            if worse <= 0 or rng.random() < math.exp(-worse / temperature):
                now = other
        ends.append(_descended(objective, order, sizes, now))
    return min((*starts, *ends), key=lambda one: ranked(objective, order, one))


def ranked(objective: Objective, order: Sequence[int], chosen: Chosen) -> tuple[float, int, tuple[int, ...]]:
    """Return a sort key: better sets first, then smaller ones, then by the order given."""
    return (
        round(objective(chosen), 9),
        len(chosen),
        tuple(rank for rank, i in enumerate(order) if i in chosen),
    )


def neighbours(chosen: Chosen, order: Sequence[int], sizes: Collection[int]) -> Iterator[Chosen]:
    """Yield every set one move away.

    >>> [sorted(one) for one in neighbours(frozenset({0}), [0, 1, 2], {1})]
    [[1], [2]]
    """
    outside = [i for i in order if i not in chosen]
    inside = [i for i in order if i in chosen]
    if len(chosen) - 1 in sizes:
        yield from (chosen - {i} for i in inside)
    if len(chosen) + 1 in sizes:
        yield from (chosen | {i} for i in outside)
    yield from (chosen - {i} | {j} for i in inside for j in outside)


def _descended(objective: Objective, order: Sequence[int], sizes: Collection[int], start: Chosen) -> Chosen:
    now = start
    while True:
        best = min(neighbours(now, order, sizes), key=lambda one: ranked(objective, order, one), default=now)
        if objective(best) >= objective(now) or same(objective(best), objective(now)):
            return now
        now = best


def _random(order: Sequence[int], sizes: Collection[int], rng: np.random.Generator) -> Chosen:
    size = int(rng.choice(sorted(sizes)))
    return frozenset(int(i) for i in rng.choice(list(order), size, replace=False))


def _moved(chosen: Chosen, order: Sequence[int], sizes: Collection[int], rng: np.random.Generator) -> Chosen:
    """Return a random neighbour: first draw the kind of move, then the positions."""
    outside = [i for i in order if i not in chosen]
    inside = [i for i in order if i in chosen]
    kinds = ["remove"] if len(chosen) - 1 in sizes else []
    kinds += ["add"] if len(chosen) + 1 in sizes and outside else []
    kinds += ["exchange"] if inside and outside else []
    if not kinds:
        return chosen
    kind = kinds[rng.integers(len(kinds))]
    found = chosen
    if kind != "add":
        found = found - {inside[rng.integers(len(inside))]}
    if kind != "remove":
        found = found | {outside[rng.integers(len(outside))]}
    return found
