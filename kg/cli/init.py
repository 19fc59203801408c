"""``kg init``: a workspace of the user's own."""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
def command(folder: Path) -> None:
    """Start a workspace in FOLDER, with a commented example that builds at once."""
    from kg.coding.start import start

    for path in start(folder):
        click.echo(path)
    click.echo(f"Next: cd {folder} && kg anchor sources/*.yaml --texts texts && kg build && kg said")
