"""``kg build``: the graph of a workspace."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from kg.cli.output import say


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), required=False)
@click.option(
    "--check",
    is_flag=True,
    help="Write nothing; exit with code 1 if the graph is not up to date with the sheets.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="Write graph.ttl and graph.nt to FOLDER, also outside the workspace. Default: as in kg.toml.",
)
@click.option(
    "--replace-store",
    is_flag=True,
    help="Replace the store of the workspace even if kg load or another workspace made it.",
)
@click.option("--fresh", is_flag=True, help="Compile every sheet again, also those that have not changed.")
def command(folder: Path | None, check: bool, output: Path | None, replace_store: bool, fresh: bool) -> None:
    """Compile the coding sheets of the workspace in FOLDER to a graph.

    Without FOLDER, compile the workspace of the current folder. The same sheets give the same bytes. If any
    sheet has a problem, nothing is written.
    """
    from kg.cli.workspace import warn_about_cache, workspace_of
    from kg.export.build import build, stale_files

    workspace = workspace_of(folder)
    if output is not None:
        workspace = replace(workspace, output=output)
    if check:
        stale = stale_files(workspace, fresh=fresh)
        for path in stale:
            state = "is not up to date with the sheets" if path.exists() else "has not been built"
            click.echo(f"{path}: {state}; run: kg build {workspace.folder}")
        raise click.exceptions.Exit(1 if stale else 0)
    report = build(workspace, replace_store=replace_store, fresh=fresh)
    for path in report.files:
        click.echo(path)
    if report.store is not None:
        click.echo(report.store)
    warn_about_cache(report.cache)
    say(f"{report.triples:,} triples.")
