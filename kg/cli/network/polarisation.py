"""``kg network polarisation``: how far two camps are apart."""

from __future__ import annotations

from typing import Any

import click

from kg.cli.network import options as network
from kg.cli.network.analysis import analysis
from kg.networks.analyses.findings import Findings
from kg.networks.analyses.polarisation import polarisation
from kg.networks.measures.polarisation import MEASURES
from kg.networks.selection import Selection, select
from kg.networks.settings import Settings
from kg.store.base import Store

_GROUPS = click.option(
    "--groups", type=click.IntRange(2, 6), default=2, show_default=True, help="Maximum number of camps."
)
_MEASURE = click.option(
    "--measure",
    type=click.Choice(list(MEASURES)),
    default="modularity",
    show_default=True,
    help="Score of a division; dna is the score of Discourse Network Analyzer.",
)


@analysis("congruence", network.windowing, _GROUPS, _MEASURE, network.draws, network.seed)
def command(graph: Store, selection: Selection, settings: Settings, **how: Any) -> Findings:
    """Measure polarisation: how much agreement lies within camps and how much disagreement between them.

    With `--window`, one row for each window; a camp keeps its number from window to window.
    """
    return polarisation(select(graph, selection), settings, **how)
