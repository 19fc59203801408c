"""``kg network scaling``: where actors stand."""

from __future__ import annotations

from typing import Any

import click

from kg.cli import options
from kg.cli.graph import opened
from kg.cli.network import options as network
from kg.cli.network.findings import show_findings
from kg.networks.analyses.scaling import METHODS, scaling
from kg.networks.selection import Selection, select
from kg.networks.settings import Settings
from kg.questions.answer import Asker
from kg.questions.names import Names


@click.command()
@network.selection
@network.settings("subtract")
@click.option(
    "--method",
    type=click.Choice(list(METHODS)),
    default="ideal-point",
    show_default=True,
    help="One line with intervals, or the axes of a plane with actors and issues.",
)
@click.option("--anchor", metavar="NAME", help="An actor who is to stand at the positive end.")
@network.seed
@options.limit_time
@options.store
@options.output(text=True)
def command(
    selection: Selection,
    settings: Settings,
    method: str,
    anchor: str | None,
    seed: int,
    store: str | None,
    limit_time: float,
    **out: Any,
) -> None:
    """Where actors stand: on the line that best explains who supports and opposes what, or in a plane."""
    with opened(store, limit_time, whole=False) as graph:
        readings = select(graph, selection)
        pole = Names(Asker(graph)).find(anchor, ("actor",)).iri if anchor else None
        show_findings(scaling(readings, settings, method=method, anchor=pole, seed=seed), **out)
