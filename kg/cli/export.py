"""``kg export``: the graph as a file for another tool."""

from __future__ import annotations

from pathlib import Path

import click

from kg import workspace
from kg.cli import options
from kg.cli.output import write
from kg.export.formats import FORMATS, chunks
from kg.namespaces import DATA
from kg.store.opening import open_store

_HELP = "\n".join(f"  {name:10}{each.purpose}" for name, each in FORMATS.items())


@click.command(help=f"Write the whole graph in FORMAT.\n\n\b\n{_HELP}")
@click.argument("format", type=click.Choice(list(FORMATS)), metavar="FORMAT")
@options.store
@options.file
def command(format: str, store: str | None, output: str | None) -> None:
    """Open the graph and write it."""
    place = workspace.find(Path(store or "."))
    with open_store(store) as graph:
        write(chunks(graph, format, base=place.base if place else DATA), output)
