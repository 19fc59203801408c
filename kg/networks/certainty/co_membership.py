"""How often nodes are in the same group, over draws or settings.

Columns of the table: ``group`` (its number in the network itself), ``members`` (their labels), ``size``,
``kept`` (share of the pairs of members that were in one group, over all draws or settings) and ``whole``
(share of the draws or settings in which all of them were). A node without a group is with no other.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import pandas as pd

from kg.networks.bipartite import TwoMode
from kg.networks.network import Network
from kg.networks.score_counts import Matrix, Numbers

if TYPE_CHECKING:
    import networkx as nx

#: Finds groups in a graph with ``weight`` on its ties: returns the number of the group by node.
Divide: TypeAlias = "Callable[[nx.Graph], Mapping[str, int]]"


def as_graph(network: Network | TwoMode, weights: Matrix) -> nx.Graph:
    """Return a graph of the nodes of a network with other weights; 0 means no tie."""
    import networkx as nx  # only graphs need it, and it takes long to import

    graph = nx.Graph()
    rows, columns = list(network.rows), _columns(network)
    two = isinstance(network, TwoMode)
    names = [*((key, iri) for key, iri in zip(rows, rows, strict=True))]
    if two:
        names += list(zip(columns, network.columns, strict=True))
    for place, (key, iri) in enumerate(names):
        more = {"bipartite": int(place >= len(rows))} if two else {}
        graph.add_node(key, label=network.label(iri), **more)
    i, j = np.nonzero(weights if two else np.triu(weights, 1))
    for a, b in zip(i.tolist(), j.tolist(), strict=True):
        graph.add_edge(rows[a], columns[b], weight=float(weights[a, b]))
    return graph


class CoMembership:
    """Count how often two nodes of a network are in one group.

    Args:
        network: the network.
        divide: finds the groups.
        weights: of the network itself; the table describes its groups.
    """

    def __init__(self, network: Network | TwoMode, divide: Divide, weights: Matrix) -> None:
        self._network, self._divide = network, divide
        self._nodes = [*network.rows, *_columns(network)] if isinstance(network, TwoMode) else [*network.rows]
        self._labels = [network.label(iri) for iri in network.rows]
        if isinstance(network, TwoMode):
            self._labels += [network.label(iri) for iri in network.columns]
        self.base = self._groups(as_graph(network, weights))
        self._often = np.zeros((len(self._nodes),) * 2)
        self._whole = dict.fromkeys(self._numbers(), 0)
        self._rounds = 0

    def add(self, weights: Matrix) -> None:
        """Add a draw or setting, as a matrix of the same nodes."""
        self.add_graph(as_graph(self._network, weights))

    def add_graph(self, graph: nx.Graph) -> None:
        """Add a draw or setting, as a graph of some of the nodes."""
        found = self._groups(graph)
        self._often += (found[:, None] == found[None, :]) & (found >= 0)[:, None]
        for number in self._whole:
            there = found[self.base == number]
            self._whole[number] += int(there[0] >= 0 and (there == there[0]).all())
        self._rounds += 1

    def shares(self) -> pd.DataFrame:
        """Nodes x nodes: the share of rounds in which two were in one group."""
        share = self._often / max(self._rounds, 1)
        return pd.DataFrame(
            share, index=pd.Index(self._nodes, name="node", dtype=object), columns=self._nodes
        )

    def table(self) -> pd.DataFrame:
        """Return the groups of the network itself with their stability; see the module."""
        rows = []
        for number in self._numbers():
            members = np.flatnonzero(self.base == number)
            pairs = self._often[np.ix_(members, members)][np.triu_indices(len(members), 1)]
            rows.append(
                {
                    "group": number,
                    "members": tuple(self._labels[place] for place in members),
                    "size": len(members),
                    "kept": float(pairs.mean()) / max(self._rounds, 1) if len(pairs) else np.nan,
                    "whole": self._whole[number] / max(self._rounds, 1),
                }
            )
        return pd.DataFrame(rows, columns=["group", "members", "size", "kept", "whole"])

    def _numbers(self) -> list[int]:
        return [int(number) for number in np.unique(self.base) if number >= 0]

    def _groups(self, graph: nx.Graph) -> Numbers:
        membership = self._divide(graph) if len(graph) else {}
        return np.array([membership.get(node, -1) for node in self._nodes], np.int64)


def _columns(network: Network | TwoMode) -> list[str]:
    if isinstance(network, TwoMode):
        return [network.key(iri) for iri in network.columns]
    return list(network.columns)
