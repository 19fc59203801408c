"""Methods that divide a network into groups, with their properties.

Every method is a function of the ties, the resolution and a seed, and returns the number of the group of each
node. Random numbers of igraph are drawn from the seed.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from types import MappingProxyType

import igraph
import networkx as nx

#: Number of nodes, ties as indices, weights (parallel to the ties), resolution, seed.
Divide = Callable[["Weighted", float, int], list[int]]


@dataclass(frozen=True, slots=True)
class Weighted:
    """A network of ``size`` nodes, by index."""

    size: int
    ties: list[tuple[int, int]]
    weights: list[float]

    def igraph(self) -> igraph.Graph:
        """Return an igraph graph with ``weight``."""
        return igraph.Graph(n=self.size, edges=self.ties, edge_attrs={"weight": self.weights})


@dataclass(frozen=True, slots=True)
class Method:
    """A method to find groups.

    Attributes:
        divide: the function.
        title: what it does, in one line.
        source: its reference.
        signed: whether it uses negative weights; the others get only positive ties.
        resolution: whether it has a resolution.
    """

    divide: Divide
    title: str
    source: str
    signed: bool = False
    resolution: bool = False


@contextmanager
def seeded(seed: int) -> Iterator[None]:
    """Make igraph draw from this seed, and afterwards from :mod:`random` again, its default."""
    igraph.set_random_number_generator(random.Random(seed))
    try:
        yield
    finally:
        igraph.set_random_number_generator(random)


def louvain(network: Weighted, resolution: float, seed: int) -> list[int]:
    """Maximise modularity by moving single nodes, then groups of them."""
    graph = nx.Graph()
    graph.add_nodes_from(range(network.size))
    graph.add_weighted_edges_from((a, b, w) for (a, b), w in zip(network.ties, network.weights, strict=True))
    found = nx.community.louvain_communities(graph, resolution=resolution, seed=seed)
    group = {node: i for i, nodes in enumerate(found) for node in nodes}
    return [group[node] for node in range(network.size)]


def leiden(network: Weighted, resolution: float, seed: int) -> list[int]:
    """Maximise modularity as Louvain does, with connected groups; repeat until nothing changes."""
    with seeded(seed):
        return list(
            network.igraph()
            .community_leiden("modularity", weights="weight", resolution=resolution, n_iterations=-1)
            .membership
        )


def edge_betweenness(network: Weighted, resolution: float, seed: int) -> list[int]:
    """Cut the ties with the highest betweenness per weight; return the division of highest modularity."""
    graph = network.igraph()
    tree = graph.community_edge_betweenness(directed=False, weights=network.weights)
    fewest = len(graph.connected_components())
    cuts = [tree.as_clustering(n).membership for n in range(fewest, network.size + 1)]
    return list(max(cuts, key=lambda cut: round(graph.modularity(cut, weights="weight"), 9)))


def spinglass(network: Weighted, resolution: float, seed: int) -> list[int]:
    """Divide each component into at most 25 groups with agreement within and disagreement between."""
    graph = network.igraph()
    found = list(range(network.size))
    with seeded(seed):
        for component in graph.connected_components():
            if len(component) > 1:
                part = graph.induced_subgraph(component)
                groups = part.community_spinglass(
                    weights="weight",
                    spins=25,
                    gamma=resolution,
                    lambda_=resolution,
                    implementation="negative",
                )
                for group in groups:
                    for i in group:
                        found[component[i]] = network.size + component[group[0]]
    return found


def _by_igraph(name: str, weights: str = "weights") -> Divide:
    def divide(network: Weighted, resolution: float, seed: int) -> list[int]:
        with seeded(seed):
            found = getattr(network.igraph(), f"community_{name}")(**{weights: "weight"})
        return list((found.as_clustering() if hasattr(found, "as_clustering") else found).membership)

    return divide


#: Name of each method to the method.
METHODS: Mapping[str, Method] = MappingProxyType(
    {
        "leiden": Method(
            leiden,
            "modularity; every group is connected",
            "Traag, Waltman & van Eck 2019, doi:10.1038/s41598-019-41695-z",
            resolution=True,
        ),
        "louvain": Method(
            louvain,
            "modularity, level by level",
            "Blondel et al. 2008, doi:10.1088/1742-5468/2008/10/P10008",
            resolution=True,
        ),
        "walktrap": Method(
            _by_igraph("walktrap"),
            "short random walks stay in their group",
            "Pons & Latapy 2005, doi:10.1007/11569596_31",
        ),
        "fast-greedy": Method(
            _by_igraph("fastgreedy"),
            "groups merged while modularity rises",
            "Clauset, Newman & Moore 2004, doi:10.1103/PhysRevE.70.066111",
        ),
        "leading-eigenvector": Method(
            _by_igraph("leading_eigenvector"),
            "groups split by the modularity matrix",
            "Newman 2006, doi:10.1103/PhysRevE.74.036104",
        ),
        "edge-betweenness": Method(
            edge_betweenness,
            "ties between groups cut first; slow beyond 100 nodes",
            "Girvan & Newman 2002, doi:10.1073/pnas.122653799",
        ),
        "infomap": Method(
            _by_igraph("infomap", "edge_weights"),
            "shortest description of a random walk",
            "Rosvall & Bergstrom 2008, doi:10.1073/pnas.0706851105",
        ),
        "label-propagation": Method(
            _by_igraph("label_propagation"),
            "everyone joins the group of most neighbours",
            "Raghavan, Albert & Kumara 2007, doi:10.1103/PhysRevE.76.036106",
        ),
        "spinglass": Method(
            spinglass,
            "agreement within, disagreement between groups",
            "Traag & Bruggeman 2009, doi:10.1103/PhysRevE.80.036115",
            signed=True,
            resolution=True,
        ),
    }
)
