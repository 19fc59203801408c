"""``kg check``: sheets, graph and quotes."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.output import say


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), required=False)
@click.option(
    "--texts",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="Folder with the texts of the sources: prove that every quote stands where it should.",
)
@click.option("--strict", is_flag=True, help="A source whose text is not at hand is a finding too.")
def command(folder: Path | None, texts: Path | None, strict: bool) -> None:
    """Check the workspace in FOLDER: its sheets, the graph that they make, and their quotes.

    FOLDER is the workspace you stand in if you name none. Exit code 1 if something is wrong. A note is
    something that may be right as it is; it changes no exit code. What is wrong is refused by kg build too.
    """
    from kg.cli.workspace import print_check, workspace_of
    from kg.coding.check import check

    report = check(workspace_of(folder), texts, strict=strict)
    print_check(report)
    if strict and report.missing:
        say(f"No text for: {', '.join(report.missing)}")
    raise click.exceptions.Exit(0 if report.passed else 1)
