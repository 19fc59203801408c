"""``kg network phases``: when a network changed its structure."""

from __future__ import annotations

from typing import Any

import click

from kg.cli.network import options as network
from kg.cli.network.analysis import analysis
from kg.networks.analyses.findings import Findings
from kg.networks.analyses.phases import phases
from kg.networks.measures.distances import DISTANCES
from kg.networks.selection import Selection, select
from kg.networks.settings import Settings
from kg.networks.windows import Windowing
from kg.store.base import Store

_DISTANCE = click.option(
    "--distance",
    type=click.Choice(list(DISTANCES)),
    default="absdiff",
    show_default=True,
    help="Distance between the networks of two windows.",
)
_LEAST = click.option(
    "--least", type=click.IntRange(min=1), default=2, show_default=True, help="Minimum number of states."
)
_MOST = click.option(
    "--most", type=click.IntRange(min=1), default=6, show_default=True, help="Maximum number of states."
)


@analysis(None, network.windowing, _DISTANCE, _LEAST, _MOST)
def command(
    graph: Store, selection: Selection, settings: Settings, windowing: Windowing | None, **how: Any
) -> Findings:
    """Find when a network changed its structure: windows with similar networks are one state of the debate.

    Windows are months unless `--window` says otherwise.
    """
    return phases(select(graph, selection), settings, windowing or Windowing(), **how)
