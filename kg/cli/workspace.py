"""The workspace that a command works on, and the report of a check."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg import workspace as workspaces
from kg.cli.output import say
from kg.wording.counts import count

if TYPE_CHECKING:
    from kg.coding.check import CheckReport


def workspace_of(folder: Path | None) -> workspaces.Workspace:
    """The workspace in ``folder``, else that of the current folder.

    Raises:
        WorkspaceError: no workspace was found.
    """
    found, notices = workspaces.current(folder)
    for notice in notices:
        say(f"Note: {notice}")
    return found


def print_check(report: CheckReport) -> None:
    """Print the findings of a check and how much it checked."""
    from kg.coding.sheets.corpus import reading_order

    found = [*((finding, "") for finding in report.findings), *((note, "note: ") for note in report.notes)]
    for finding, kind in sorted(found, key=lambda item: (*reading_order(item[0].where), item[0].rule)):
        hint = f"\n  {finding.hint}" if finding.hint else ""
        click.echo(f"{finding.where}: {kind}{finding.message}{hint}")
    click.echo(f"{count(report.files, 'file')}, {count(report.statements, 'statement')}", nl=False)
    if report.triples:
        click.echo(f", {count(report.triples, 'triple')} against every shape and rule.")
    else:
        click.echo("; the graph was not checked because of the problems in the files.")
    if report.anchors:
        click.echo(
            f"{count(report.anchors, 'passage or quote', 'passages and quotes')} checked in the texts."
        )
    if report.unchecked:
        click.echo(
            f"{count(report.unchecked, 'passage or quote', 'passages and quotes')} could not be checked: "
            f"no text for {', '.join(report.missing)}. Give the folder of the texts with --texts."
        )
    notes = f"; {count(len(report.notes), 'note')} to look at" if report.notes else ""
    wrong = f"{count(len(report.findings), 'problem')} found" if report.findings else "No problems found"
    click.echo(f"{wrong}{notes}.")
