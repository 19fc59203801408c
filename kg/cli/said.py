"""``kg said``: statements."""

from __future__ import annotations

from typing import Any

import click

from kg.cli import options
from kg.cli.graph import opened
from kg.cli.output import emit, most_rows, write_sparql
from kg.cli.views.statements import cards
from kg.namespaces import MODE
from kg.questions.said import said

#: Columns of a table of statements; the other formats have all.
TABLE = ("when", "speaker_label", "mode", "text", "about", "source_label", "start", "end", "id")


@click.command()
@click.option(
    "--by",
    multiple=True,
    metavar="NAME",
    help="Speaker, by name or by the office held on the day of --until, else today.",
)
@click.option(
    "--with-holders",
    is_flag=True,
    help="With --by BODY: also statements by those who held an office in it at the time, who lead, represent "
    "or work for it, and statements on its behalf.",
)
@click.option("--on-behalf-of", multiple=True, metavar="NAME", help="On whose behalf it was said, as coded.")
@click.option(
    "--about", multiple=True, metavar="NAME", help="Issue, including narrower ones; or actor or thing."
)
@click.option("--to", multiple=True, metavar="NAME", help="Addressee.")
@click.option(
    "--stance",
    multiple=True,
    metavar="CODE",
    help="Stance or evaluation: support, oppose, neutral, mixed, unclear, positive, negative.",
)
@options.since
@options.until
@options.dates
@click.option("--source", multiple=True, metavar="NAME", help="Source of the statement.")
@click.option("--mode", multiple=True, metavar="CODE", help=f"Mode: {', '.join(sorted(MODE.terms))}.")
@click.option("--place", multiple=True, metavar="NAME", help="Place where it was said.")
@click.option(
    "--grep",
    metavar="TEXT",
    help="Whole words in this order in the text or a quote; tarif* matches any ending.",
)
@options.all_versions
@options.show
@options.limit_time
@options.store
@options.output(text=True)
def command(
    *,
    store: str | None,
    show: bool,
    limit_time: float,
    **given: Any,
) -> None:
    """List who said what about what: statements, newest first, with the evidence behind each.

    An option given twice matches either value. Quoted words are in quotation marks. [paraphrase] marks the
    coder's wording, [coded as] the wording of a coding that does not distinguish quotes from paraphrase (mode
    not-coded).
    """
    out = {name: given.pop(name) for name in options.OUTPUT}
    with opened(store, limit_time) as graph:
        answer = said(graph, **given, first=most_rows(out["format"], out["output"], out["rows"]) or None)
        if show:
            write_sparql(answer.sparql, out["output"])
        else:
            emit(answer, **out, text=cards, table_columns=TABLE)
