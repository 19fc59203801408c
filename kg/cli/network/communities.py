"""``kg network communities``: who forms a group."""

from __future__ import annotations

from typing import Any

import click

from kg.cli.network import options as network
from kg.cli.network.analysis import analysis
from kg.networks.analyses.communities import communities
from kg.networks.analyses.findings import Findings
from kg.networks.measures.partitions import METHODS
from kg.networks.selection import Selection, select
from kg.networks.settings import Settings
from kg.store.base import Store

_METHOD = click.option(
    "--method", type=click.Choice(list(METHODS)), default="leiden", show_default=True, help="How to divide."
)
_RESOLUTION = click.option(
    "--resolution",
    type=click.FloatRange(min=0, min_open=True),
    default=1.0,
    show_default=True,
    help="Above 1 for more and smaller groups.",
)


@analysis(None, _METHOD, _RESOLUTION, network.draws, network.seed)
def command(graph: Store, selection: Selection, settings: Settings, **how: Any) -> Findings:
    """Divide a network into groups, and measure how stable they are.

    Stability is measured over runs of the method and over draws of the statements.
    """
    return communities(select(graph, selection), settings, **how)
