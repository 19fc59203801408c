"""``kg network centrality``: who is central."""

from __future__ import annotations

from typing import Any

from kg.cli.network import options as network
from kg.cli.network.analysis import analysis
from kg.networks.analyses.centrality import centrality
from kg.networks.analyses.findings import Findings
from kg.networks.selection import Selection, select
from kg.networks.settings import Settings
from kg.store.base import Store


@analysis(None, network.draws, network.seed)
def command(graph: Store, selection: Selection, settings: Settings, **how: Any) -> Findings:
    """Rank nodes by degree, strength, betweenness, closeness, eigenvector and PageRank, with intervals.

    The length of a tie is the inverse of its weight, so that strong ties are short. Disagreement (a
    negative weight) counts toward degree and strength by its size, and is not part of any path.
    """
    return centrality(select(graph, selection), settings, **how)
