"""``kg status``: the summary of a graph."""

from __future__ import annotations

import click

from kg.cli import options
from kg.cli.graph import opened
from kg.cli.output import document
from kg.cli.views.status import state
from kg.questions.status import status


@click.command()
@options.limit_time
@options.store
@options.document
@options.file
@options.color
def command(
    store: str | None, limit_time: float, format: str, output: str | None, color: bool | None
) -> None:
    """Graph summary: counts, dates, size on disk, versions, and whether it is up to date."""
    with opened(store, limit_time) as graph:
        document(status(graph), state, format=format, output=output, color=color)
