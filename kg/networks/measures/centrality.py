"""Centralities of every node in one table.

In a subtract network a weight is negative if two actors disagree more than they agree. Degree and strength
count ties of either sign. The other measures describe how agreement connects the network and use only the
positive ties, since a path over a disagreement connects nothing.

Columns for a one-mode graph with n nodes:

===============  =========================================================================
``label``        the node's label
``degree``       partners / (n - 1) (Freeman 1979, doi:10.1016/0378-8733(78)90021-7)
``strength``     sum of its absolute weights (Barrat et al. 2004, doi:10.1073/pnas.0400087101)
``betweenness``  share of shortest paths between two others that pass it (Freeman 1977,
                 doi:10.2307/3033543); the length of a tie is 1 / weight (Newman 2001,
                 doi:10.1103/PhysRevE.64.016132); paths that differ only by rounding count as equal
``closeness``    1 / mean distance to the nodes it reaches, times their share of all others
                 (Wasserman & Faust 1994, page 201); in units of weight, hence may exceed 1
``eigenvector``  Bonacich 1972, doi:10.1080/0022250X.1972.9989806; see :func:`eigenvector`
``pagerank``     Brin & Page 1998, doi:10.1016/S0169-7552(98)00110-X, damping 0.85; the sum is 1
===============  =========================================================================

For a two-mode graph, degree, betweenness and closeness are those of ``networkx.bipartite``: unweighted, and
divided by the maximum for a node of that side (Borgatti & Everett 1997,
doi:10.1016/S0378-8733(96)00301-2; Borgatti & Halgin 2011, doi:10.4135/9781446294413.n28). A value that
needs a tie or a third node is 0 without one.
"""

from __future__ import annotations

import igraph
import networkx as nx
import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.linalg import eigh

from kg.networks.measures.ordered_ties import OrderedTies, ordered_ties

Array = npt.NDArray[np.float64]

#: The columns of :func:`centralities`, in order.
COLUMNS = ("label", "degree", "strength", "betweenness", "closeness", "eigenvector", "pagerank")


def centralities(graph: nx.Graph) -> pd.DataFrame:
    """Return one row per node in order of label, index ``node``, with the columns above.

    Raises:
        ValueError: the graph is directed, or a weight is not a finite number.

    >>> star = nx.Graph()
    >>> star.add_weighted_edges_from([("hub", "a", 1), ("hub", "b", 1), ("hub", "c", 2)])
    >>> table = centralities(star).round(3)
    >>> table.loc["hub"].to_dict()["pagerank"]
    0.48
    >>> table["closeness"].to_dict()
    {'a': 0.667, 'b': 0.667, 'c': 0.857, 'hub': 1.2}
    """
    every = ordered_ties(graph)
    positive = every.positive()
    found = {
        "strength": np.abs(every.matrix()).sum(axis=1),
        "eigenvector": eigenvector(positive),
        "pagerank": np.array(_igraph(positive).pagerank(weights="weight"), dtype=np.float64),
        **(_one_mode(every, positive) if every.actors is None else _two_mode(every)),
    }
    index = pd.Index(every.nodes, name="node", dtype="str")
    return pd.DataFrame({"label": list(every.labels), **found}, index=index, columns=list(COLUMNS))


def eigenvector(positive: OrderedTies) -> Array:
    """Return the eigenvector centrality, computed for each connected component separately.

    In a component of c of the n nodes, the principal eigenvector has the length sqrt(c / n). A component thus
    counts by its size, and an isolated pair does not outrank all others; the eigenvector of the whole network
    would be 0 outside one component. A node without ties has 0. networkx's own functions refuse a
    disconnected graph and start from random numbers without a seed.

    >>> pairs = nx.Graph([("a", "b"), ("c", "d")])
    >>> eigenvector(ordered_ties(pairs)).round(3).tolist()
    [0.5, 0.5, 0.5, 0.5]
    """
    n = len(positive.nodes)
    weights = positive.matrix()
    found = np.zeros(n)
    for component in _igraph(positive).connected_components():
        c = len(component)
        if c > 1:
            _, vectors = eigh(weights[np.ix_(component, component)], subset_by_index=[c - 1, c - 1])
            found[component] = np.abs(vectors[:, 0]) * np.sqrt(c / n)
    return found


def _one_mode(every: OrderedTies, positive: OrderedTies) -> dict[str, Array]:
    n = len(every.nodes)
    graph = _igraph(positive)
    lengths = (1 / positive.weights).tolist()
    component = graph.connected_components()
    reached = np.array([component.size(i) - 1 for i in component.membership], dtype=np.float64)
    within = np.nan_to_num(np.array(graph.closeness(weights=lengths, normalized=True), dtype=np.float64))
    between = np.array(graph.betweenness(directed=False, weights=lengths), dtype=np.float64)
    return {
        "degree": np.bincount(every.ends.ravel(), minlength=n) / max(n - 1, 1),
        "betweenness": between / max((n - 1) * (n - 2) / 2, 1),
        "closeness": within * reached / max(n - 1, 1),
    }


def _two_mode(every: OrderedTies) -> dict[str, Array]:
    """Unweighted; networkx.bipartite gives the same numbers, but is slower and divides by zero in a star."""
    n = len(every.nodes)
    actor = np.array([node in (every.actors or ()) for node in every.nodes], dtype=bool)
    own = np.where(actor, actor.sum(), n - actor.sum())
    graph = _igraph(every)
    within = np.nan_to_num(np.array(graph.closeness(normalized=True), dtype=np.float64))
    between = np.array(graph.betweenness(directed=False), dtype=np.float64)
    most = {side: most_between(int(side), n - int(side)) for side in np.unique(own)}
    return {
        "degree": np.bincount(every.ends.ravel(), minlength=n) / np.maximum(n - own, 1),
        "betweenness": between / np.array([max(most[side], 1) for side in own]),
        "closeness": within * (n - own + 2 * (own - 1)) / max(n - 1, 1),
    }


def most_between(own: int, other: int) -> float:
    """The maximum number of pairs that a node can be between, from the sizes of both sides.

    >>> most_between(1, 4), most_between(4, 1)
    (6.0, 0.0)
    """
    if not own or not other:
        return 0.0
    s, t = divmod(own - 1, other)
    return (other**2 * (s + 1) ** 2 + other * (s + 1) * (2 * t - s - 1) - t * (2 * s - t + 3)) / 2


def _igraph(found: OrderedTies) -> igraph.Graph:
    return igraph.Graph(
        n=len(found.nodes), edges=found.ends.tolist(), edge_attrs={"weight": found.weights.tolist()}
    )
