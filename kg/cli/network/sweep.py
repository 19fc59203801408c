"""``kg network sweep``: how often each tie survives when the settings change."""

from __future__ import annotations

from typing import Any

import click

from kg.cli import options
from kg.cli.graph import opened
from kg.cli.network import options as network
from kg.cli.network.findings import show_findings
from kg.networks.analyses.sweep import TABLES, sweep
from kg.networks.selection import Selection, select
from kg.networks.settings import Settings


@click.command()
@network.selection
@network.settings(None)
@click.option(
    "--table",
    type=click.Choice(list(TABLES)),
    default="ties",
    show_default=True,
    help="; ".join(f"{name}: {what}" for name, what in TABLES.items()) + ".",
)
@network.seed
@options.limit_time
@options.store
@options.output(text=True)
def command(
    selection: Selection,
    settings: Settings,
    table: str,
    seed: int,
    store: str | None,
    limit_time: float,
    **out: Any,
) -> None:
    """How often each tie and group survives when duplicates, normalization, neutral readings and time change.

    The settings given are the base; the network is made again under every combination of the others.
    """
    with opened(store, limit_time, whole=False) as graph:
        show_findings(sweep(select(graph, selection), settings, table=table, seed=seed), **out)
