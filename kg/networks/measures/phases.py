"""The phases of a debate: windows with similar networks form a state; a change of state is a transition.

The method is that of Masuda & Holme (2019, doi:10.1038/s41598-018-37534-2): distances between the networks of
all windows, then hierarchical clustering. The number of states is the one with the highest modularity in the
network of the windows' similarities (1 - distance / greatest distance), as in DNA.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray
from scipy.cluster.hierarchy import linkage
from scipy.spatial.distance import squareform

from kg.errors import QuestionError
from kg.networks.measures.distances import distances
from kg.wording.counts import count

Linkage = Literal["single", "average", "complete", "ward"]

#: Linkages of the hierarchical clustering; "ward" is Ward's criterion on the distances (Ward.D2 in R).
METHODS: Final[tuple[Linkage, ...]] = ("single", "average", "complete", "ward")


@dataclass(frozen=True, slots=True, eq=False)
class Phases:
    """The states of a sequence of windows.

    Attributes:
        states: the state of each window, from 1 in order of first appearance; a state may come back.
        transitions: positions of the windows that are in another state than the window before.
        modularity: of the division, in the network of similarities; NaN if ``note`` gives a reason.
        method: the linkage of the division.
        distances: windows by windows, divided by the greatest.
        candidates: every division considered: ``method``, ``states``, ``modularity``.
        note: why there is only one state; empty otherwise.
    """

    states: tuple[int, ...]
    transitions: tuple[int, ...]
    modularity: float
    method: str
    distances: NDArray[np.float64]
    candidates: pd.DataFrame
    note: str = ""


def phases(
    networks: Sequence[ArrayLike],
    *,
    distance: str = "absdiff",
    methods: Iterable[str] = METHODS,
    k_min: int = 2,
    k_max: int = 6,
    normalise: bool = True,
) -> Phases:
    """Find the states of a sequence of networks of the same nodes.

    Args:
        networks: one matrix per window, in order of time.
        distance: one of :data:`kg.networks.measures.distances.DISTANCES`.
        methods: linkages to compare; of equally good divisions the first is kept.
        k_min: minimum number of states.
        k_max: maximum number of states; no more than there are windows.
        normalise: divide each network by the sum of its weights first.

    Raises:
        QuestionError: an unknown distance or method, different nodes, or a wrong number of states.

    >>> calm, heated = [[0, 1], [1, 0]], [[0, 9], [9, 0]]
    >>> found = phases([calm, calm, heated, heated, calm], normalise=False, k_max=3)
    >>> found.states, found.transitions
    ((1, 1, 2, 2, 1), (2, 4))
    """
    asked = tuple(methods)
    chosen = tuple(method for method in METHODS if method in asked)
    unknown = sorted(set(asked) - set(METHODS))
    if unknown or not chosen:
        raise QuestionError(
            f"unknown linkage {', '.join(map(repr, unknown)) or 'none'}",
            hint=f"expected one or more of: {', '.join(METHODS)}",
        )
    if not 1 <= k_min <= k_max:
        raise QuestionError(
            f"invalid numbers of states: {k_min} to {k_max}", hint="expected a minimum from 1 to the maximum"
        )
    apart = distances(networks, distance, normalise=normalise)
    windows = len(apart)
    scale = float(apart.max()) if windows else 0.0
    apart = apart / scale if scale else apart
    reason = _no_states(apart, k_min)
    if reason:
        return Phases((1,) * windows, (), math.nan, chosen[0], apart, _table([]), reason)
    alike = 1 - apart - np.eye(windows)
    tried: list[tuple[str, int, float]] = []
    best: tuple[float, Linkage, tuple[int, ...]] = (-math.inf, chosen[0], ())
    for method in chosen:
        tree = linkage(squareform(apart, checks=False), method=method)
        for k in range(k_min, min(k_max, windows) + 1):
            states = _cut(tree, k)
            score = _modularity(alike, states)
            tried.append((method, k, score))
            if score > best[0] + 1e-12:
                best = (score, method, states)
    score, method, states = best
    moved = tuple(w for w in range(1, windows) if states[w] != states[w - 1])
    return Phases(states, moved, score, method, apart, _table(tried))


def _no_states(apart: NDArray[np.float64], k_min: int) -> str:
    """Return why these windows cannot be divided by similarity; empty if they can."""
    if len(apart) < max(3, k_min):
        return f"{count(len(apart), 'window')} cannot be divided into states: too few"
    if not apart.any():
        return "all windows have the same network"
    if np.all(apart[~np.eye(len(apart), dtype=bool)] >= 1):
        return "all windows are equally different, so no two form a state"
    return ""


def _cut(tree: NDArray[np.float64], k: int) -> tuple[int, ...]:
    """Return the ``k`` groups of a clustering, numbered from 1 in order of their first window.

    The groups are those of ``scipy.cluster.hierarchy.cut_tree``, also for merges of equal height, which takes
    minutes for thousands of windows.
    """
    windows = len(tree) + 1
    parts: list[list[int]] = tree[:, :2].astype(int).tolist()
    from_the_top = [2 * windows - 2]
    for node in from_the_top:
        from_the_top += [part for part in reversed(parts[node - windows]) if part >= windows]
    order_of = {node: place for place, node in enumerate(from_the_top)}
    merges = sorted(from_the_top, key=lambda node: (tree[node - windows, 2], -order_of[node]))
    above = list(range(2 * windows - 1))
    for node in merges[: windows - k]:
        one, other = parts[node - windows]
        above[one] = above[other] = node
    for node in reversed(range(len(above))):
        above[node] = above[above[node]]
    order: dict[int, int] = {}
    return tuple(order.setdefault(group, len(order) + 1) for group in above[:windows])


def _modularity(alike: NDArray[np.float64], states: tuple[int, ...]) -> float:
    """Return the modularity of a division (Newman), from the matrix of weights.

    >>> two_pairs = np.kron(np.eye(2), [[0, 1], [1, 0]])
    >>> _modularity(two_pairs, (1, 1, 2, 2))
    0.5
    """
    member = np.eye(max(states))[np.array(states) - 1]
    total = alike.sum()
    within = np.einsum("wk,wk->k", member, alike @ member)
    return float((within / total - ((alike.sum(axis=0) @ member) / total) ** 2).sum())


def _table(rows: list[tuple[str, int, float]]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["method", "states", "modularity"])
