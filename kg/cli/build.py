"""``kg build``: compile a workspace."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from kg.cli.output import say


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), required=False)
@click.option(
    "--check", is_flag=True, help="Write nothing; exit 1 if what is built is not what the sheets make."
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="Write graph.ttl and graph.nt there, also outside of the workspace, not where kg.toml says.",
)
@click.option(
    "--replace-store",
    is_flag=True,
    help="Replace the workspace's store even if another workspace or kg load made it.",
)
def command(folder: Path | None, check: bool, output: Path | None, replace_store: bool) -> None:
    """Compile the coding sheets of the workspace in FOLDER to a graph.

    FOLDER is the workspace you stand in if you name none. The same sheets give the same bytes. If a sheet
    has a problem, nothing is written.
    """
    from kg.cli.workspace import workspace_of
    from kg.export.build import build, stale_files

    workspace = workspace_of(folder)
    if output is not None:
        workspace = replace(workspace, output=output)
    if check:
        stale = stale_files(workspace)
        for path in stale:
            state = "is not what the sheets make" if path.exists() else "has not been built"
            click.echo(f"{path}: {state}; run: kg build {workspace.folder}")
        raise click.exceptions.Exit(1 if stale else 0)
    report = build(workspace, replace_store=replace_store)
    for path in report.files:
        click.echo(path)
    if report.store is not None:
        click.echo(report.store)
    say(f"{report.triples:,} triples.")
