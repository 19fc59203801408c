"""The ties of a graph in a fixed order, for measures that must not depend on the order of input.

Nodes are sorted by label, then by identifier; ties by their two ends. Parallel edges become one tie: in
a one-mode graph its weight is their sum, in a two-mode graph the sum of their absolute weights, since an
actor who opposes an issue is as involved in it as one who supports it. A tie of weight zero is dropped, and
so is a tie of a node with itself.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace

import networkx as nx
import numpy as np
import numpy.typing as npt


@dataclass(frozen=True, slots=True, eq=False)
class OrderedTies:
    """Nodes and ties by index.

    Attributes:
        nodes: identifiers, sorted by label, then by identifier.
        labels: the label of each node; its identifier if it has none.
        ends: ties x 2 indices in ``nodes``, the smaller one first; ties are in order of these.
        weights: one per tie, with its sign, never zero.
        actors: the nodes with ``bipartite=0`` of a two-mode graph; None for a one-mode graph.
    """

    nodes: tuple[str, ...]
    labels: tuple[str, ...]
    ends: npt.NDArray[np.int64]
    weights: npt.NDArray[np.float64]
    actors: frozenset[str] | None

    def positive(self) -> OrderedTies:
        """Return only the ties of positive weight; all nodes stay.

        >>> graph = nx.Graph()
        >>> graph.add_weighted_edges_from([("a", "b", 2), ("a", "c", -1)])
        >>> [(a, b) for a, b, _ in ordered_ties(graph).positive().named()]
        [('a', 'b')]
        """
        kept = self.weights > 0
        return replace(self, ends=self.ends[kept], weights=self.weights[kept])

    def named(self) -> Iterator[tuple[str, str, float]]:
        """Yield each tie as the identifiers of its ends and its weight."""
        for (a, b), weight in zip(self.ends.tolist(), self.weights.tolist(), strict=True):
            yield self.nodes[a], self.nodes[b], weight

    def matrix(self) -> npt.NDArray[np.float64]:
        """Return the symmetric nodes x nodes weights.

        >>> graph = nx.Graph()
        >>> graph.add_weighted_edges_from([("b", "a", 2)])
        >>> ordered_ties(graph).matrix().tolist()
        [[0.0, 2.0], [2.0, 0.0]]
        """
        found = np.zeros((len(self.nodes), len(self.nodes)))
        found[self.ends[:, 0], self.ends[:, 1]] = self.weights
        return found + found.T


def ordered_ties(graph: nx.Graph) -> OrderedTies:
    """Return the ties of an undirected graph or multigraph.

    A graph is two-mode if every node has ``bipartite`` (0 for actors, 1 for targets), as in networkx. An edge
    without ``weight`` counts 1.

    Raises:
        ValueError: the graph is directed, a weight is not a finite number, or an edge of a two-mode graph
            joins two nodes of the same side.

    >>> graph = nx.MultiGraph()
    >>> graph.add_node("i", label="Toll", bipartite=1)
    >>> graph.add_node("a", label="Ann", bipartite=0)
    >>> _ = graph.add_edge("a", "i", weight=2), graph.add_edge("a", "i", weight=-1)
    >>> list(ordered_ties(graph).named())
    [('a', 'i', 3.0)]
    """
    if graph.is_directed():
        raise ValueError("expected an undirected graph")
    labels = {node: str(data.get("label") or node) for node, data in graph.nodes(data=True)}
    nodes = sorted(graph, key=lambda node: (labels[node], str(node)))
    position = {node: i for i, node in enumerate(nodes)}
    sides = [data.get("bipartite") for _, data in graph.nodes(data=True)]
    two_mode = bool(sides) and None not in sides
    found: dict[tuple[int, int], list[float]] = {}
    for a, b, weight in graph.edges(data="weight", default=1):
        if not math.isfinite(weight):
            raise ValueError(f"the weight between {a} and {b} is {weight}, expected a finite number")
        if two_mode and graph.nodes[a]["bipartite"] == graph.nodes[b]["bipartite"]:
            raise ValueError(f"{a} and {b} are on the same side of a two-mode graph")
        if a != b:
            ends = (min(position[a], position[b]), max(position[a], position[b]))
            found.setdefault(ends, []).append(abs(weight) if two_mode else weight)
    # fsum, since the last digit of a plain sum depends on the order of the edges
    sums = [(ends, math.fsum(weights)) for ends, weights in sorted(found.items())]
    tied = [(ends, weight) for ends, weight in sums if weight != 0]
    return OrderedTies(
        nodes=tuple(nodes),
        labels=tuple(labels[node] for node in nodes),
        ends=np.array([ends for ends, _ in tied], dtype=np.int64).reshape(-1, 2),
        weights=np.array([weight for _, weight in tied], dtype=np.float64),
        actors=frozenset(n for n in nodes if graph.nodes[n]["bipartite"] == 0) if two_mode else None,
    )
