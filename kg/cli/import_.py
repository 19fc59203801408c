"""``kg import``: the database of another program as a workspace."""

from __future__ import annotations

import shlex
from datetime import datetime
from pathlib import Path

import click

from kg.cli.output import say


@click.group()
def command() -> None:
    """Import the database of another program as a workspace."""


@command.command("dna", short_help="Import a database of Discourse Network Analyzer 3.")
@click.argument("file", type=click.Path(path_type=Path))
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--statement-type",
    multiple=True,
    metavar="LABEL",
    help="Statement type whose passages become statements. Default: each type with a speaker, a concept and "
    "a qualifier; the others become annotations.",
)
@click.option("--person", metavar="VARIABLE", help="Variable for the person who speaks.")
@click.option("--organization", metavar="VARIABLE", help="Variable for the organization of the speaker.")
@click.option("--concept", metavar="VARIABLE", help="Variable for the concept.")
@click.option("--qualifier", metavar="VARIABLE", help="Variable for agreement: boolean or integer.")
@click.option("--quote", is_flag=True, help="Store each passage as a quote, in the speaker's own words.")
@click.option("--language", default="en", show_default=True, metavar="TAG", help="Language of the texts.")
@click.option(
    "--base",
    metavar="IRI",
    help="Base IRI of the entities. Default: that of kg init, which is only an example.",
)
@click.option("--name", metavar="TEXT", help="Title of the workspace. Default: the name of FILE.")
@click.option(
    "--coded-on",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="Day on which the coding was done, which DNA does not record.",
)
@click.option("--skip-broken", is_flag=True, help="Skip rows with broken references, and list them.")
def dna(
    file: Path,
    folder: Path,
    *,
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
    """Import FILE, a database of Discourse Network Analyzer 3, as a workspace in FOLDER.

    FILE is only read. FOLDER must be new or empty, and is written all or nothing. How each part was mapped,
    and what could not be, is reported on standard error and in FOLDER/dna/report.txt.
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
