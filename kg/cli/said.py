"""``kg said``: who said what about what."""

from __future__ import annotations

from typing import Any

import click

from kg.cli import options
from kg.cli.graph import opened
from kg.cli.output import emit, write_sparql
from kg.cli.views.statements import cards
from kg.namespaces import MODE
from kg.questions.said import said

#: What a table of statements shows; every other format has all.
TABLE = ("when", "speaker_label", "mode", "text", "about", "source_label", "start", "end", "id")


@click.command()
@click.option(
    "--by",
    multiple=True,
    metavar="NAME",
    help="Speaker: a name, or an office that was held on the day of --until, else today.",
)
@click.option(
    "--with-holders",
    is_flag=True,
    help="With --by BODY: also what was said by those who then held an office in it, who lead, represent or "
    "work for it, or on its behalf.",
)
@click.option(
    "--on-behalf-of", multiple=True, metavar="NAME", help="For whom it was said, as the statement is coded."
)
@click.option(
    "--about", multiple=True, metavar="NAME", help="Issue, with the narrower ones; or actor or thing."
)
@click.option("--to", multiple=True, metavar="NAME", help="To whom it was said.")
@click.option(
    "--stance",
    multiple=True,
    metavar="CODE",
    help="support, oppose, neutral, mixed, unclear, positive, negative.",
)
@options.since
@options.until
@options.dates
@click.option("--source", multiple=True, metavar="NAME", help="Source that reports it.")
@click.option("--mode", multiple=True, metavar="CODE", help=f"{', '.join(sorted(MODE.terms))}.")
@click.option("--place", multiple=True, metavar="NAME", help="Where it was said.")
@click.option(
    "--grep",
    metavar="TEXT",
    help="Whole words, one after the other, in the text or a quote; tarif* takes any ending.",
)
@options.all_versions
@options.show
@options.limit_time
@options.store
@options.output(text=True)
def command(
    store: str | None,
    show: bool,
    limit_time: float,
    format: str,
    output: str | None,
    rows: int | None,
    color: bool | None,
    **asked: Any,
) -> None:
    """Who said what about what: statements, newest first, with the evidence behind each.

    An option given twice means either. Quoted words stand in quotation marks; [paraphrase] is the coder's
    wording, and [coded as] what a coding has that does not tell the two apart (mode not-coded).
    """
    with opened(store, limit_time) as graph:
        answer = said(graph, **asked)
        if show:
            write_sparql(answer.sparql, output)
        else:
            emit(
                answer, format=format, output=output, rows=rows, color=color, text=cards, table_columns=TABLE
            )
