"""Centrality of every node by several measures, with intervals."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from kg.networks.analyses.findings import Findings, heading, without_interval
from kg.networks.bipartite import TwoMode
from kg.networks.certainty.bootstrap import bootstrap
from kg.networks.certainty.co_membership import as_graph
from kg.networks.measures.centrality import COLUMNS, centralities
from kg.networks.projection import project
from kg.networks.reading_table import Readings
from kg.networks.score_counts import Matrix
from kg.networks.settings import Settings

if TYPE_CHECKING:
    import networkx as nx

#: The measures.
MEASURES = tuple(name for name in COLUMNS if name != "label")
#: Maximum number of nodes for intervals: shortest paths through more take minutes over all draws.
MOST = 200


def centrality(readings: Readings, settings: Settings, *, draws: int = 200, seed: int = 0) -> Findings:
    """Return every node with its centralities, the strongest first.

    Columns ``label``, ``iri``, ``kind``, ``statements``, ``readings``, one for each of :data:`MEASURES`, and
    ``<measure>_low`` and ``<measure>_high``, empty where a node has no interval; ``why`` gives the reason.

    Args:
        readings: as selected.
        settings: of the network.
        draws: of the bootstrap; 0 for no intervals.
        seed: of the draws.
    """
    network = project(readings, settings)
    graph = network.graph()
    found = centralities(graph)
    nodes = network.nodes()
    keys = list(nodes["iri"])
    if isinstance(network, TwoMode):
        keys = [network.key(i) if side else i for i, side in zip(keys, nodes["bipartite"], strict=True)]
    table = nodes.assign(**{name: found[name].reindex(keys).to_numpy() for name in MEASURES})
    notes = network.notes
    if draws and 1 < len(table) <= MOST:
        table, more = _with_intervals(readings, settings, table, draws, seed)
        notes = (*notes, *(note for note in more if note not in notes))
    elif draws and len(table) > MOST:
        notes = (*notes, f"No intervals for more than {MOST} nodes ({len(table):,} here).")
    if len(table):
        notes = (*notes, "Degree: share of the other nodes with a tie to it; strength: sum of its weights.")
    table = table.sort_values(["strength", "label", "iri"], ascending=[False, True, True])
    shown = ("label", "statements", "degree", "strength", "strength_low", "strength_high", *MEASURES[2:])
    return Findings(
        heading(network),
        table.reset_index(drop=True),
        tuple(name for name in shown if name in table and not table[name].isna().all()),
        notes,
        network,
    )


def _with_intervals(
    readings: Readings, settings: Settings, table: pd.DataFrame, draws: int, seed: int
) -> tuple[pd.DataFrame, tuple[str, ...]]:
    network = project(readings, settings)
    last: list[tuple[Matrix, pd.DataFrame]] = []

    def measured(matrix: Matrix) -> pd.DataFrame:
        """Return all measures of one draw, computed once."""
        if not last or last[0][0] is not matrix:
            graph: nx.Graph = as_graph(network, matrix)
            order = list(graph)
            last[:] = [(matrix, centralities(graph).reindex(order))]
        return last[0][1]

    def one(name: str) -> Callable[[Matrix], Matrix]:
        return lambda matrix: measured(matrix)[name].to_numpy(float)

    found = bootstrap(
        readings, settings, draws=draws, seed=seed, measures={name: one(name) for name in MEASURES}
    )
    for name in MEASURES:
        rows = found.nodes[found.nodes["measure"] == name]
        table[f"{name}_low"] = np.asarray(rows["low"], float)
        table[f"{name}_high"] = np.asarray(rows["high"], float)
    table["why"] = list(found.nodes.loc[found.nodes["measure"] == "degree", "why"])
    notes = [*found.notes, without_interval(table["why"], "node")]
    if (table["why"] == "").any():
        notes.append(f"Intervals: {found.level:.0%}, {draws:,} draws of sources and statements, seed {seed}.")
    return table, tuple(filter(None, notes))
