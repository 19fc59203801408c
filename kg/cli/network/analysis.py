"""The frame of a command that analyses a network: shared options, open graph, written findings."""

from __future__ import annotations

from collections.abc import Callable
from functools import update_wrapper
from typing import Any

import click

from kg.cli import options
from kg.cli.graph import opened
from kg.cli.network import options as network
from kg.cli.network.findings import show_findings
from kg.networks.analyses.findings import Findings, conditions_of
from kg.networks.selection import Selection
from kg.networks.settings import Settings

#: Function of the graph, the selection, the settings, and the options of its own command by name.
Analysis = Callable[..., Findings]


def analysis(kind: str | None, *own: Callable[[Any], Any]) -> Callable[[Analysis], click.Command]:
    """Make a command of a function that analyses a network.

    Args:
        kind: of the network, as for :func:`kg.cli.network.options.settings`.
        own: the options of this command alone, in the order in which its help lists them.
    """

    def made(analyse: Analysis) -> click.Command:
        def command(
            selection: Selection,
            settings: Settings,
            *,
            store: str | None,
            limit_time: float | None,
            **given: Any,
        ) -> None:
            out = {name: given.pop(name) for name in options.OUTPUT}
            with opened(store, limit_time, each=options.TIME_LIMIT) as graph:
                found = analyse(graph, selection, settings, **given)
                show_findings(found, conditions_of(selection, settings, **given), graph, **out)

        shared = (options.limit_time_of_work, options.store, options.output(text=True))
        framed: Any = update_wrapper(command, analyse)
        for option in reversed((network.selection, network.settings(kind), *own, *shared)):
            framed = option(framed)
        return click.command()(framed)

    return made
