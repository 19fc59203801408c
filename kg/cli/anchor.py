"""``kg anchor``: the places of quotes in the text of their source."""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.argument("sheets", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--text", type=click.Path(path_type=Path), metavar="FILE", help="Text of the SHEET, if there is only one."
)
@click.option(
    "--texts",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="Folder with the texts of the SHEETS.",
)
@click.option("--dry-run", is_flag=True, help="Report only; write nothing.")
def command(sheets: tuple[Path, ...], text: Path | None, texts: Path | None, dry_run: bool) -> None:
    """Find each passage and quote of the SHEETS in their texts, and write its place to the sheet.

    `find: first words ... last words` is replaced by `at`, `sha256` and `quote_at`; comments and order are
    kept. If any problem is found, the sheet is left unchanged and the exit code is 1.
    """
    from kg.coding.anchor import anchor_sheet
    from kg.coding.texts.text import texts_for
    from kg.wording.counts import count

    if (text is None) == (texts is None) or (text is not None and len(sheets) > 1):
        raise click.UsageError("Give one SHEET with --text FILE, or any number with --texts FOLDER.")
    problems = 0
    for sheet, found in texts_for(sheets, text, texts):
        report = anchor_sheet(sheet, found, rewrite=not dry_run)
        problems += len(report.problems)
        for problem in report.problems:
            click.echo(problem)
        state = "written" if report.written else "not written" if report.changed else "unchanged"
        click.echo(
            f"{sheet}: {count(report.anchored, 'passage')} anchored, {report.already:,} already anchored, "
            f"{count(report.quotes, 'quote')} checked, {count(len(report.problems), 'problem')}; {state}"
        )
        if report.new_text:
            click.echo(f"{sheet}: the text has changed; every anchor was found again in the new text")
    raise click.exceptions.Exit(1 if problems else 0)
