"""``kg import``: another program's database as a workspace."""

from __future__ import annotations

import shlex
from datetime import datetime
from pathlib import Path

import click

from kg.cli.output import say


@click.group()
def command() -> None:
    """Turn another program's database into a workspace."""


@command.command("dna")
@click.argument("file", type=click.Path(path_type=Path))
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--statement-type",
    multiple=True,
    metavar="LABEL",
    help="Statement type whose passages become statements. Default: each that has a speaker, a concept and "
    "a qualifier; the others become annotations.",
)
@click.option("--person", metavar="VARIABLE", help="The variable that says which person speaks.")
@click.option("--organization", metavar="VARIABLE", help="The one that says for which organization.")
@click.option("--concept", metavar="VARIABLE", help="The one that says about what.")
@click.option("--qualifier", metavar="VARIABLE", help="The one that says for or against: boolean or integer.")
@click.option("--quote", is_flag=True, help="Each passage is the speaker's own words: store it as a quote.")
@click.option("--language", default="en", show_default=True, metavar="TAG", help="Language of the texts.")
@click.option(
    "--base",
    metavar="IRI",
    help="IRI under which the entities get their names. Default: that of kg init, which is only an example.",
)
@click.option("--name", metavar="TEXT", help="Title of the workspace. Default: the name of FILE.")
@click.option(
    "--coded-on",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="Day on which the coding was done, which DNA does not keep.",
)
@click.option("--skip-broken", is_flag=True, help="Leave out rows that lead nowhere, and list them.")
def dna(
    file: Path,
    folder: Path,
    statement_type: tuple[str, ...],
    person: str | None,
    organization: str | None,
    concept: str | None,
    qualifier: str | None,
    quote: bool,
    language: str,
    base: str | None,
    name: str | None,
    coded_on: datetime | None,
    skip_broken: bool,
) -> None:
    """Turn FILE, a database of Discourse Network Analyzer 3, into a workspace in FOLDER.

    FILE is only read. FOLDER is new or empty; it is written whole or not at all. What was mapped how, and
    what has no place, is said on standard error and kept in FOLDER/dna/report.txt.
    """
    from kg.documents.dna.conversion import Options, import_dna
    from kg.documents.dna.variables import Wanted

    wanted = Wanted(statement_type, person, organization, concept, qualifier)
    day = coded_on.date() if coded_on is not None else None
    report = import_dna(file, folder, Options(wanted, quote, language, base, name, day, skip_broken))
    for sentence in report.lines():
        say(sentence)
    click.echo(folder)
    there = shlex.quote(str(folder))
    say(f"Next: cd {there} && kg check --texts texts && kg build && kg said")
