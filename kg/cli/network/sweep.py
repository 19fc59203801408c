"""``kg network sweep``: how stable ties and groups are when the settings change."""

from __future__ import annotations

from typing import Any

import click

from kg.cli.network import options as network
from kg.cli.network.analysis import analysis
from kg.networks.analyses.findings import Findings
from kg.networks.analyses.sweep import TABLES, sweep
from kg.networks.selection import Selection, select
from kg.networks.settings import Settings
from kg.store.base import Store

_TABLE = click.option(
    "--table",
    type=click.Choice(list(TABLES)),
    default="ties",
    show_default=True,
    help="; ".join(f"{name}: {what}" for name, what in TABLES.items()) + ".",
)


@analysis(None, _TABLE, network.seed)
def command(graph: Store, selection: Selection, settings: Settings, **how: Any) -> Findings:
    """Count how often each tie and group survives a change of settings.

    The settings given are the base. The network is computed again for every combination of duplicates,
    normalization, neutral readings and time.
    """
    return sweep(select(graph, selection), settings, **how)
