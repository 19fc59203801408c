"""``kg network centrality``: who is central."""

from __future__ import annotations

from typing import Any

import click

from kg.cli import options
from kg.cli.graph import opened
from kg.cli.network import options as network
from kg.cli.network.findings import show_findings
from kg.networks.analyses.centrality import centrality
from kg.networks.selection import Selection, select
from kg.networks.settings import Settings


@click.command()
@network.selection
@network.settings(None)
@network.draws
@network.seed
@options.limit_time
@options.store
@options.output(text=True)
def command(
    selection: Selection,
    settings: Settings,
    draws: int,
    seed: int,
    store: str | None,
    limit_time: float,
    **out: Any,
) -> None:
    """Who is central: degree, strength, betweenness, closeness, eigenvector, PageRank, with intervals.

    Paths run along the inverse of the weights: a strong tie is a short way. Disagreement (negative weights)
    counts toward degree and strength by its size and is no path.
    """
    with opened(store, limit_time, whole=False) as graph:
        show_findings(centrality(select(graph, selection), settings, draws=draws, seed=seed), **out)
