"""The weights of a network's ties with other weights of the readings.

Nodes and ties are those of the network itself: ``min_node`` and ``min_edge`` have selected them, and are not
applied to the draws.
"""

from __future__ import annotations

from typing import Protocol

import numpy as np
import pandas as pd

from kg.networks.bipartite import TwoMode
from kg.networks.network import Network
from kg.networks.normalisation import two_mode
from kg.networks.score_counts import Counts, Matrix, Numbers
from kg.networks.weights import weights


class Reweighing(Protocol):
    """The operations on a network that draws need."""

    network: Network | TwoMode
    ties: pd.DataFrame

    def of_ties(self, times: Matrix) -> Matrix:
        """Return the weights of the ties, with each reading counted this many times."""
        ...

    def of_all(self, times: Matrix) -> Matrix:
        """Return the whole matrix of weights, rows x columns of the network."""
        ...


class OneMode:
    """Reweighing of a one-mode network.

    Attributes:
        network: the network.
        ties: those with intervals, as in :meth:`Network.edges`, with ``sources``.
    """

    def __init__(self, network: Network, ties: pd.DataFrame) -> None:
        self.network: Network | TwoMode = network
        self._counts, settings = network.counts, network.settings
        low, high = network.readings.scale
        self._how = (settings.kind, high - low, settings.normalization)
        source = network.readings.frame["source"].cat.codes.to_numpy()
        self.ties = ties.assign(
            sources=[
                len(np.unique(source[network.evidence_rows(a, b)]))
                for a, b in zip(ties["a"], ties["b"], strict=True)
            ]
        )
        number = {iri: place for place, iri in enumerate(network.counts.nodes)}
        self._rows = np.array([number[iri] for iri in network.rows], np.int64)
        tied = [number[iri] for iri in sorted({*ties["a"], *ties["b"]}, key=number.__getitem__)]
        self._few, self._there = _only(network.counts, np.array(tied, np.int64))
        few = {iri: place for place, iri in enumerate(self._few.nodes)}
        self._a = np.array([few[iri] for iri in ties["a"]], np.int64)
        self._b = np.array([few[iri] for iri in ties["b"]], np.int64)
        self._tied = (
            np.zeros((len(network.counts.nodes),) * 2, bool) if network.settings.min_edge > 1 else None
        )
        if self._tied is not None:
            i, j = network.table["i"], network.table["j"]
            self._tied[i, j] = self._tied[j, i] = True

    def of_ties(self, times: Matrix) -> Matrix:
        """Return the weights of the ties; only readings of their nodes are needed."""
        if not len(self._a):
            return np.zeros(0)
        found = weights(self._few, *self._how, weight=self._few.weight * times[self._there])
        return found[self._a, self._b]

    def of_all(self, times: Matrix) -> Matrix:
        """Return the whole matrix of weights."""
        if not len(self._rows):
            return np.zeros((0, 0))
        found = weights(self._counts, *self._how, weight=self._counts.weight * times)
        if self._tied is not None:
            found[~self._tied] = 0.0
        return found[np.ix_(self._rows, self._rows)]


class TwoModes:
    """Reweighing of a two-mode network; a tie is a stance of an actor toward a target.

    Attributes:
        network: the network.
        ties: those with intervals, as in :meth:`TwoMode.edges`, with ``sources``.
    """

    def __init__(self, network: TwoMode, ties: pd.DataFrame) -> None:
        self.network: Network | TwoMode = network
        frame = network.readings.frame
        self._settings = network.settings
        self._shape = (len(network.rows), len(network.columns))
        self._weight = frame["weight"].to_numpy(float)
        self._score = frame["score"].fillna(0.0).to_numpy(float)
        self._row = _places(frame["actor"], network.rows)
        self._column = _places(frame["target"], network.columns)
        self._a, self._b = _places(ties["a"], network.rows), _places(ties["b"], network.columns)
        key = ["a", "b", "scheme", "stance"]
        said = frame[["actor", "target", "scheme", "value", "source"]].astype(str)
        said.columns = pd.Index([*key, "source"])
        said = said.reset_index().merge(ties[key].assign(tie=np.arange(len(ties))), on=key)
        self._tie, self._reading = (said[name].to_numpy(np.int64) for name in ("tie", "index"))
        pairs = said[["tie", "source"]].drop_duplicates()["tie"].to_numpy(np.int64)
        self.ties = ties.assign(sources=np.bincount(pairs, minlength=len(ties)))

    def of_ties(self, times: Matrix) -> Matrix:
        """Return how often each stance is taken, normalised as in the network."""
        counted = self._weight * times
        found: Matrix = np.bincount(self._tie, counted[self._reading], len(self.ties)).astype(float)
        how = self._settings.normalization
        if how == "none":
            return found
        side, at = (self._row, self._a) if how == "activity" else (self._column, self._b)
        under = np.bincount(side, weights=counted, minlength=max(self._shape))[at]
        return np.divide(found, under, out=np.zeros_like(found), where=under != 0)

    def of_all(self, times: Matrix) -> Matrix:
        """Return the whole matrix of cells."""
        counted = self._weight * times
        number = self._cells(counted)
        cells = number if self._settings.cells == "count" else self._cells(counted * self._score)
        return two_mode(cells, self._settings.normalization, number)

    def _cells(self, values: Matrix) -> Matrix:
        flat = np.zeros(self._shape)
        np.add.at(flat, (self._row, self._column), values)
        return flat


def reweighing(network: Network | TwoMode, ties: pd.DataFrame) -> Reweighing:
    """Prepare a network for draws that follow some of its ties."""
    return TwoModes(network, ties) if isinstance(network, TwoMode) else OneMode(network, ties)


def _only(counts: Counts, nodes: Numbers) -> tuple[Counts, Numbers]:
    """Return the counts of some nodes, and the mask of their readings."""
    place = np.full(len(counts.nodes), -1, np.int64)
    place[nodes] = np.arange(len(nodes))
    there = np.flatnonzero(place[counts.node] >= 0)
    few = Counts(
        nodes=tuple(counts.nodes[number] for number in nodes),
        items=counts.items,
        scores=counts.scores,
        node=place[counts.node[there]],
        item=counts.item[there],
        level=counts.level[there],
        weight=counts.weight[there],
        statement=counts.statement[there],
    )
    return few, there


def _places(names: pd.Series, among: tuple[str, ...]) -> Numbers:
    place = {name: number for number, name in enumerate(among)}
    return np.array([place[str(name)] for name in names], np.int64)
