"""``kg network explain``: why two nodes are tied."""

from __future__ import annotations

from typing import Any

import click

from kg.cli import options
from kg.cli.graph import opened
from kg.cli.network import options as network
from kg.cli.output import document
from kg.cli.views.explanation import pair_explanation
from kg.networks.selection import Selection
from kg.networks.settings import Settings
from kg.networks.tie_explanation import explain_pair


@click.command()
@click.argument("one")
@click.argument("other")
@network.settings(None)
@network.selection
@options.limit_time_of_work
@options.store
@options.document
@options.file
@options.color
def command(
    one: str,
    other: str,
    settings: Settings,
    selection: Selection,
    *,
    store: str | None,
    limit_time: float | None,
    **out: Any,
) -> None:
    """Explain why ONE and OTHER are tied: each reading on either side, and how the weight is computed.

    ONE and OTHER are actors or, with `--of issues`, issues. Give the options of the network that has the tie.
    """
    with opened(store, limit_time, each=options.TIME_LIMIT) as graph:
        found = explain_pair(graph, one, other, settings, selection)
    document(found, pair_explanation, **out)
