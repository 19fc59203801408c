"""``kg check``: sheets, graph and quotes."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli import options
from kg.cli.output import say


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), required=False)
@options.texts
@click.option("--strict", is_flag=True, help="Exit with code 1 if the text of a source is missing.")
@click.option("--fresh", is_flag=True, help="Check every sheet again, also those that have not changed.")
def command(folder: Path | None, texts: Path | None, strict: bool, fresh: bool) -> None:
    """Check the workspace in FOLDER: its sheets, their graph and their quotes.

    Without FOLDER, check the workspace of the current folder. The exit code is 1 if a problem is found; kg
    build refuses to build until it is fixed. A note points to something that may be correct and does not
    change the exit code.
    """
    from kg.cli.workspace import print_check, some, warn_about_cache, workspace_of
    from kg.coding.check import check

    report = check(workspace_of(folder), texts, strict=strict, fresh=fresh)
    print_check(report)
    warn_about_cache(report.cache)
    if strict and report.missing:
        say(f"No text for: {some(report.missing)}")
    raise click.exceptions.Exit(0 if report.passed else 1)
