"""``kg watch``: check and build as sheets are saved."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import click

from kg.cli import options
from kg.cli.output import say


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), required=False)
@options.texts
def command(folder: Path | None, texts: Path | None) -> None:
    """Check and build the workspace in FOLDER whenever a sheet is saved, until Ctrl-C.

    Without FOLDER, watch the workspace of the current folder. The problems of the saved file are printed, and
    the graph is built as soon as there are none in the workspace.
    """
    from kg.cli.workspace import print_round, workspace_of
    from kg.export.watching import watch

    workspace = workspace_of(folder)
    say(f"Watching {workspace.folder}; stop with Ctrl-C.")
    with suppress(KeyboardInterrupt):
        for one in watch(workspace.folder, texts):
            print_round(one)
    say("Stopped.")
