"""Groups of nodes that are tied to each other more than to the rest, and how sure that is.

A method is run several times, each time with another seed and with the nodes in another order, since the
outcome may hang on either. The division of highest modularity is the answer; how often two nodes fell
into one group over all runs says how far it can be trusted. What the runs cannot show is how it would
differ with other statements: that takes a bootstrap.

Modularity (Newman 2004, doi:10.1103/PhysRevE.70.056131) is that of the positive ties. For the signed method
it is that of Gómez, Jensen & Arenas 2009 (doi:10.1103/PhysRevE.80.016114): what positive ties gain within
groups minus what negative ones do, weighted by their sums.
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
from kg.networks.measures.ordered_ties import Ties, ties
from kg.networks.measures.partitions import METHODS, Weighted

Groups = npt.NDArray[np.int64]


def communities(
    graph: nx.Graph, method: str = "leiden", *, resolution: float = 1.0, seed: int = 0, trials: int = 20
) -> Division:
    """Divide a graph into groups.

    Args:
        graph: undirected, with ``weight`` on its edges; of a two-mode graph, groups hold actors and targets.
        method: a key of :data:`kg.networks.measures.partitions.METHODS`.
        resolution: above 1 for more and smaller groups; only for the methods that take one.
        seed: of the first run.
        trials: how many runs.

    Raises:
        QuestionError: no such method, a resolution that is not positive and finite, or no run.
        ValueError: the graph is directed, or a weight is no finite number.

    >>> found = communities(nx.Graph(["ab", "bc", "ac", "cd", "de", "ef", "df"]))
    >>> found.membership
    {'a': 1, 'b': 1, 'c': 1, 'd': 2, 'e': 2, 'f': 2}
    >>> round(found.modularity, 3), found.groups()["kept"].tolist()
    (0.357, [1.0, 1.0])
    """
    if method not in METHODS:
        raise QuestionError(f"no method {method!r}", hint=f"methods: {', '.join(METHODS)}")
    if not math.isfinite(resolution):
        raise QuestionError(
            f"resolution {resolution}, expected a finite number above 0",
            hint="1 is the usual one; above it there are more and smaller groups",
        )
    if not resolution > 0 or trials < 1:
        raise QuestionError(f"resolution {resolution} and {trials} trials, expected more than 0 of both")
    every = ties(graph)
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


def _run(used: Ties, method: str, resolution: float, seed: int, trial: int) -> Groups:
    """One division; the first run takes the nodes in their order, the others shuffle them."""
    n = len(used.nodes)
    if not used.weights.size:
        return np.arange(n)
    place = np.arange(n) if trial == 0 else np.random.default_rng(seed).permutation(n)
    pairs = np.sort(place[used.ends], axis=1)
    order = np.lexsort((pairs[:, 1], pairs[:, 0]))
    moved = [(a, b) for a, b in pairs[order].tolist()]
    divided = METHODS[method].divide(Weighted(n, moved, used.weights[order].tolist()), resolution, seed)
    return np.array(divided, dtype=np.int64)[place]


def _modularity(used: Ties, groups: Groups, resolution: float) -> float | None:
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
    """Numbers from 1 by size, then by the first node; nodes are in order of labels."""
    kinds, first, inverse, sizes = np.unique(
        groups, return_index=True, return_inverse=True, return_counts=True
    )
    rank = np.empty(len(kinds), dtype=np.int64)
    rank[np.lexsort((first, -sizes))] = np.arange(1, len(kinds) + 1)
    return [int(number) for number in rank[inverse]]


def _notes(every: Ties, method: str, resolution: float) -> tuple[str, ...]:
    way = METHODS[method]
    used = every if way.signed else every.positive()
    notes = []
    if negative := int((every.weights < 0).sum()) * (not way.signed):
        notes.append(
            f"{negative} ties of negative weight left out: {method} takes agreement only, spinglass both."
        )
    if every.actors is not None:
        notes.append(
            "Two-mode network: groups hold actors and targets that go together, whatever the stance, and "
            "modularity is that of a one-mode network."
        )
    if resolution != 1 and not way.resolution:
        notes.append(f"Resolution {resolution:g} left out: {method} takes none.")
    if alone := len(every.nodes) - len(np.unique(used.ends)):
        notes.append(f"{alone} nodes without a tie that counts are a group each.")
    return tuple(notes)
