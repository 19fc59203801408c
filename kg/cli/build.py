"""``kg build``: compile a workspace."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.output import say


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), required=False)
@click.option(
    "--check", is_flag=True, help="Write nothing; exit 1 if what is built is not what the sheets make."
)
def command(folder: Path | None, check: bool) -> None:
    """Compile the coding sheets of the workspace in FOLDER to a graph.

    FOLDER is the workspace you stand in if you name none. The same sheets give the same bytes. If a sheet
    has a problem, nothing is written.
    """
    from kg.cli.building import workspace_of
    from kg.export.building import build, stale_files

    workspace = workspace_of(folder)
    if check:
        stale = stale_files(workspace)
        for path in stale:
            state = "is not what the sheets make" if path.exists() else "has not been built"
            click.echo(f"{path}: {state}; run: kg build {workspace.folder}")
        raise click.exceptions.Exit(1 if stale else 0)
    report = build(workspace)
    for path in report.files:
        click.echo(path)
    if report.store is not None:
        click.echo(report.store)
    say(f"{report.triples:,} triples.")
