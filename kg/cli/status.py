"""``kg status``: how much a graph holds, of when it is, and what it takes on disk."""

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
    """How a graph stands: counts, days, size on disk, versions, and whether it is up to date."""
    with opened(store, limit_time) as graph:
        document(status(graph), state, format=format, output=output, color=color)
