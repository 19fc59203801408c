"""``kg network phases``: when the network changed its shape."""

from __future__ import annotations

from typing import Any

import click

from kg.cli import options
from kg.cli.graph import opened
from kg.cli.network import options as network
from kg.cli.network.findings import show_findings
from kg.networks.analyses.phases import phases
from kg.networks.measures.distances import DISTANCES
from kg.networks.selection import Selection, select
from kg.networks.settings import Settings
from kg.networks.windows import Windowing


@click.command()
@network.selection
@network.settings(None)
@network.windowing
@click.option(
    "--distance",
    type=click.Choice(list(DISTANCES)),
    default="absdiff",
    show_default=True,
    help="How unlike two networks are.",
)
@click.option("--least", type=click.IntRange(min=1), default=2, show_default=True, help="States at least.")
@click.option("--most", type=click.IntRange(min=1), default=6, show_default=True, help="States at most.")
@options.limit_time
@options.store
@options.output(text=True)
def command(
    selection: Selection,
    settings: Settings,
    windowing: Windowing | None,
    distance: str,
    least: int,
    most: int,
    store: str | None,
    limit_time: float,
    **out: Any,
) -> None:
    """When the network changed its shape: windows with like networks are one state of the debate.

    Windows are months unless `--window` says otherwise.
    """
    cut = windowing or Windowing()
    with opened(store, limit_time, whole=False) as graph:
        readings = select(graph, selection)
        found = phases(readings, settings, cut, distance=distance, k_min=least, k_max=most)
        show_findings(found, **out)
