"""``kg init``: a new workspace."""

from __future__ import annotations

import shlex
from pathlib import Path

import click

from kg.cli.output import say


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
def command(folder: Path) -> None:
    """Create a workspace in FOLDER, with a commented example that can be built right away."""
    from kg.coding.start import start

    for path in start(folder):
        click.echo(path)
    there = shlex.quote(str(folder))
    say(f"Next: cd {there} && kg anchor sources/*.yaml --texts texts && kg build && kg said")
