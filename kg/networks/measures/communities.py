"""Communities: groups of nodes with more ties to each other than to the rest, and how stable they are.

A method is run several times, each time with another seed and another order of the nodes, since its result
may depend on either. The result is the division with the highest modularity; how often two nodes were in the
same group over all runs shows its stability. The runs do not show how it would differ with other statements:
that needs a bootstrap.

Modularity (Newman 2004, doi:10.1103/PhysRevE.70.056131) is that of the positive ties. For the signed method
it is that of Gómez, Jensen & Arenas 2009 (doi:10.1103/PhysRevE.80.016114): the gain of positive ties within
groups minus that of negative ties, weighted by their sums.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import igraph
import networkx as nx
import numpy as np
import numpy.typing as npt
import pandas as pd

from kg.errors import QuestionError
from kg.networks.measures.division import Division
from kg.networks.measures.ordered_ties import OrderedTies, ordered_ties
from kg.networks.measures.partitions import METHODS, Weighted

Groups = npt.NDArray[np.int64]


def communities(
    graph: nx.Graph, method: str = "leiden", *, resolution: float = 1.0, seed: int = 0, trials: int = 20
) -> Division:
    """Divide a graph into communities.

    Args:
        graph: undirected, with ``weight`` on its edges; in a two-mode graph, groups hold actors and targets.
        method: a key of :data:`kg.networks.measures.partitions.METHODS`.
        resolution: above 1 for more and smaller groups; only for the methods with a resolution.
        seed: of the first run.
        trials: number of runs.

    Raises:
        QuestionError: an unknown method, a resolution that is not positive and finite, or no run.
        ValueError: the graph is directed, or a weight is not a finite number.

    >>> found = communities(nx.Graph(["ab", "bc", "ac", "cd", "de", "ef", "df"]))
    >>> found.membership
    {'a': 1, 'b': 1, 'c': 1, 'd': 2, 'e': 2, 'f': 2}
    >>> round(found.modularity, 3), found.groups()["kept"].tolist()
    (0.357, [1.0, 1.0])
    """
    if method not in METHODS:
        raise QuestionError(f"unknown method {method!r}", hint=f"expected one of: {', '.join(METHODS)}")
    if not math.isfinite(resolution):
        raise QuestionError(
            f"invalid resolution {resolution} (expected a finite number above 0)",
            hint="1 is the default; a higher value gives more and smaller groups",
        )
    if not resolution > 0 or trials < 1:
        raise QuestionError(
            f"invalid resolution {resolution} or trials {trials}", hint="expected more than 0 of both"
        )
    every = ordered_ties(graph)
    way = METHODS[method]
    used = every if way.signed else every.positive()
    notes = _notes(every, method, resolution)
    resolution = resolution if way.resolution else 1.0
    runs = [_run(used, method, resolution, seed + trial, trial) for trial in range(trials)]
    scores = [_modularity(used, run, resolution) for run in runs]
    best = max(range(trials), key=lambda trial: (round(scores[trial] or 0, 9), -trial))
    together = sum((np.equal.outer(run, run).astype(np.float64) for run in runs), start=0.0) / trials
    index = pd.Index(every.nodes, name="node", dtype="str")
    return Division(
        membership=dict(zip(every.nodes, _numbered(runs[best]), strict=True)),
        labels=dict(zip(every.nodes, every.labels, strict=True)),
        modularity=scores[best],
        method=method,
        resolution=resolution,
        seed=seed,
        trials=trials,
        together=pd.DataFrame(together, index=index, columns=index.rename(None)),
        notes=notes,
    )


def _run(used: OrderedTies, method: str, resolution: float, seed: int, trial: int) -> Groups:
    """Return one division; the first run keeps the order of the nodes, the others shuffle it."""
    n = len(used.nodes)
    if not used.weights.size:
        return np.arange(n)
    place = np.arange(n) if trial == 0 else np.random.default_rng(seed).permutation(n)
    pairs = np.sort(place[used.ends], axis=1)
    order = np.lexsort((pairs[:, 1], pairs[:, 0]))
    moved = [(a, b) for a, b in pairs[order].tolist()]
    divided = METHODS[method].divide(Weighted(n, moved, used.weights[order].tolist()), resolution, seed)
    return np.array(divided, dtype=np.int64)[place]


def _modularity(used: OrderedTies, groups: Groups, resolution: float) -> float | None:
    total = float(np.abs(used.weights).sum())
    if not total:
        return None
    _, membership = np.unique(groups, return_inverse=True)
    score = 0.0
    for sign in (1, -1):
        chosen = np.sign(used.weights) == sign
        if chosen.any():
            sizes = np.abs(used.weights[chosen])
            part = igraph.Graph(n=len(used.nodes), edges=used.ends[chosen].tolist())
            found = part.modularity(membership.tolist(), weights=sizes.tolist(), resolution=resolution)
            score += sign * float(sizes.sum()) / total * found
    return score


def _numbered(groups: Groups) -> Sequence[int]:
    """Number groups from 1 by size, then by the first node; nodes are in order of labels."""
    kinds, first, inverse, sizes = np.unique(
        groups, return_index=True, return_inverse=True, return_counts=True
    )
    rank = np.empty(len(kinds), dtype=np.int64)
    rank[np.lexsort((first, -sizes))] = np.arange(1, len(kinds) + 1)
    return [int(number) for number in rank[inverse]]


def _notes(every: OrderedTies, method: str, resolution: float) -> tuple[str, ...]:
    way = METHODS[method]
    used = every if way.signed else every.positive()
    notes = []
    if negative := int((every.weights < 0).sum()) * (not way.signed):
        notes.append(
            f"{negative} ties of negative weight left out: {method} uses only positive ties, spinglass both."
        )
    if every.actors is not None:
        notes.append(
            "Two-mode network: groups hold actors and targets that go together, regardless of stance, and "
            "modularity is that of a one-mode network."
        )
    if resolution != 1 and not way.resolution:
        notes.append(f"Resolution {resolution:g} ignored: {method} has none.")
    if alone := len(every.nodes) - len(np.unique(used.ends)):
        notes.append(f"{alone} nodes without a tie that counts form a group each.")
    return tuple(notes)
