"""``kg network polarisation``: how far two camps stand apart."""

from __future__ import annotations

from typing import Any

import click

from kg.cli import options
from kg.cli.graph import opened
from kg.cli.network import options as network
from kg.cli.network.findings import show_findings
from kg.networks.analyses.polarisation import polarisation
from kg.networks.measures.polarisation import MEASURES
from kg.networks.selection import Selection, select
from kg.networks.settings import Settings
from kg.networks.windows import Windowing


@click.command()
@network.selection
@network.settings("congruence")
@network.windowing
@click.option("--groups", type=click.IntRange(2, 6), default=2, show_default=True, help="Camps at most.")
@click.option(
    "--measure",
    type=click.Choice(list(MEASURES)),
    default="modularity",
    show_default=True,
    help="What a division is judged by; dna is the score of Discourse Network Analyzer.",
)
@network.draws
@network.seed
@options.limit_time
@options.store
@options.output(text=True)
def command(
    selection: Selection,
    settings: Settings,
    windowing: Windowing | None,
    groups: int,
    measure: str,
    draws: int,
    seed: int,
    store: str | None,
    limit_time: float,
    **out: Any,
) -> None:
    """How far two camps stand apart: how much agreement lies within them, and how much disagreement between.

    With `--window`, one row for each window; camps keep their number from window to window.
    """
    how: dict[str, Any] = {"windowing": windowing, "groups": groups, "measure": measure}
    with opened(store, limit_time, whole=False) as graph:
        show_findings(polarisation(select(graph, selection), settings, draws=draws, seed=seed, **how), **out)
