"""``kg anchor``: where the quotes of a sheet stand in its text."""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.argument("sheets", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--text", type=click.Path(path_type=Path), metavar="FILE", help="The text of the one SHEET.")
@click.option(
    "--texts",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="Folder with the texts of several SHEETS.",
)
@click.option("--dry-run", is_flag=True, help="Look and report; write nothing.")
def command(sheets: tuple[Path, ...], text: Path | None, texts: Path | None, dry_run: bool) -> None:
    """Find each passage and quote of the SHEETS in their texts, and write its place.

    What a sheet has as `find: first words ... last words` becomes `at`, `sha256` and `quote_at`; comments
    and order stay. With a single problem nothing is written to that sheet. Exit code 1 if there is one.
    """
    from kg.coding.anchor import anchor_sheet
    from kg.coding.texts.text import texts_for

    if (text is None) == (texts is None) or (text is not None and len(sheets) > 1):
        raise click.UsageError("Name one SHEET with --text FILE, or any number with --texts FOLDER.")
    problems = 0
    for sheet, found in texts_for(sheets, text, texts):
        report = anchor_sheet(sheet, found, rewrite=not dry_run)
        problems += len(report.problems)
        for problem in report.problems:
            click.echo(problem)
        state = "written" if report.written else "not written" if report.changed else "nothing to change"
        click.echo(
            f"{sheet}: {report.anchored} anchored, {report.already} were already, "
            f"{report.quotes} quotes looked for, {len(report.problems)} problems; {state}"
        )
        if report.new_text:
            click.echo(f"{sheet}: the text is another one than before; every anchor was found in it again")
    raise click.exceptions.Exit(1 if problems else 0)
