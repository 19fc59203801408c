"""``kg network communities``: who forms a group."""

from __future__ import annotations

from typing import Any

import click

from kg.cli import options
from kg.cli.graph import opened
from kg.cli.network import options as network
from kg.cli.network.findings import show_findings
from kg.networks.analyses.communities import communities
from kg.networks.measures.partitions import METHODS
from kg.networks.selection import Selection, select
from kg.networks.settings import Settings


@click.command()
@network.selection
@network.settings(None)
@click.option(
    "--method", type=click.Choice(list(METHODS)), default="leiden", show_default=True, help="How to divide."
)
@click.option(
    "--resolution",
    type=click.FloatRange(min=0, min_open=True),
    default=1.0,
    show_default=True,
    help="Above 1 for more and smaller groups.",
)
@network.draws
@network.seed
@options.limit_time
@options.store
@options.output(text=True)
def command(
    selection: Selection,
    settings: Settings,
    method: str,
    resolution: float,
    draws: int,
    seed: int,
    store: str | None,
    limit_time: float,
    **out: Any,
) -> None:
    """Who forms a group, and how firmly: over runs of the method, and over draws of the statements."""
    with opened(store, limit_time, whole=False) as graph:
        readings = select(graph, selection)
        found = communities(readings, settings, method=method, resolution=resolution, draws=draws, seed=seed)
        show_findings(found, **out)
