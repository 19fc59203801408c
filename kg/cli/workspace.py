"""The workspace that a command works on, and the report of a check."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg import workspace as workspaces
from kg.cli.output import say
from kg.wording.counts import count

if TYPE_CHECKING:
    from kg.coding.check import CheckReport, Finding
    from kg.export.watching import Round


#: Number of sources without a text that are named.
_SHOWN = 10


def workspace_of(folder: Path | None) -> workspaces.Workspace:
    """The workspace in ``folder``, else that of the current folder.

    Raises:
        WorkspaceError: no workspace was found.
    """
    found, notices = workspaces.current(folder)
    for notice in notices:
        say(f"Note: {notice}")
    return found


def some(names: Sequence[str]) -> str:
    """Names for a message: the first of them, and how many more there are.

    >>> some(["a", "b"]), some([str(number) for number in range(12)])
    ('a, b', '0, 1, 2, 3, 4, 5, 6, 7, 8, 9 and 2 more')
    """
    more = len(names) - _SHOWN
    return ", ".join(names[:_SHOWN]) + (f" and {more} more" if more > 0 else "")


def warn_about_cache(trouble: str | None) -> None:
    """Say that the cache could not be used, if so: the result is the same, but takes longer."""
    if trouble is not None:
        say(f"Note: {trouble}. So every sheet was compiled again.")


def print_round(one: Round) -> None:
    """Print the problems of the files that were saved, and what became of the whole."""
    for path in one.changed:
        say(f"{path} changed.")
    _print_findings(one.findings, one.notes)
    if one.error is not None:
        click.echo(f"{one.error}")
    elif one.check is not None:
        elsewhere = len(one.check.findings) - len(one.findings)
        others = f"; {count(elsewhere, 'problem')} in other files" if elsewhere else ""
        wrong = f"{count(len(one.findings), 'problem')} found" if one.findings else "No problems found"
        built = "not built" if one.build is None else f"built: {count(one.build.triples, 'triple')}"
        click.echo(f"{wrong}{others}; {built}.")


def _print_findings(findings: Iterable[Finding], notes: Iterable[Finding]) -> None:
    from kg.coding.sheets.corpus import reading_order

    found = [*((finding, "") for finding in findings), *((note, "note: ") for note in notes)]
    for finding, kind in sorted(found, key=lambda item: (*reading_order(item[0].where), item[0].rule)):
        hint = f"\n  {finding.hint}" if finding.hint else ""
        click.echo(f"{finding.where}: {kind}{finding.message}{hint}")


def print_check(report: CheckReport) -> None:
    """Print the findings of a check and how much it checked."""
    _print_findings(report.findings, report.notes)
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
            f"no text for {some(report.missing)}. Give the folder of the texts with --texts."
        )
    notes = f"; {count(len(report.notes), 'note')} to look at" if report.notes else ""
    wrong = f"{count(len(report.findings), 'problem')} found" if report.findings else "No problems found"
    click.echo(f"{wrong}{notes}.")
