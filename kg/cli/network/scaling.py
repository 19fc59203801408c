"""``kg network scaling``: the positions of actors on a line or in a plane."""

from __future__ import annotations

from typing import Any

import click

from kg.cli.network import options as network
from kg.cli.network.analysis import analysis
from kg.networks.analyses.findings import Findings
from kg.networks.analyses.scaling import METHODS, scaling
from kg.networks.selection import Selection, select
from kg.networks.settings import Settings
from kg.questions.answer import Asker
from kg.questions.names import Names
from kg.store.base import Store

_METHOD = click.option(
    "--method",
    type=click.Choice(list(METHODS)),
    default="ideal-point",
    show_default=True,
    help="; ".join(f"{name}: {what}" for name, what in METHODS.items()) + ".",
)
_ANCHOR = click.option("--anchor", metavar="NAME", help="Actor to place on the positive side.")


@analysis("subtract", _METHOD, _ANCHOR, network.seed)
def command(
    graph: Store, selection: Selection, settings: Settings, anchor: str | None, **how: Any
) -> Findings:
    """Place actors on the line that best explains who supports and opposes what, or in a plane."""
    readings = select(graph, selection)
    pole = Names(Asker(graph)).find(anchor, ("actor",)).iri if anchor else None
    return scaling(readings, settings, anchor=pole, **how)
