"""``kg explain``: why."""

from __future__ import annotations

import click

from kg.cli import options
from kg.cli.graph import opened
from kg.cli.output import document, write_sparql
from kg.cli.views.explanation import explanation
from kg.networks.explanation import explain_any
from kg.questions.explain import Explanation, explain


@click.command()
@click.argument("what", metavar="ACTOR|STATEMENT")
@click.argument("target", required=False, metavar="[ISSUE|ACTOR]")
@options.view
@options.dates
@options.show
@options.limit_time
@options.store
@options.document
@options.file
@options.color
def command(
    what: str,
    target: str | None,
    until: str | None,
    dates: str,
    store: str | None,
    show: bool,
    limit_time: float,
    format: str,
    output: str | None,
    color: bool | None,
) -> None:
    """Why ACTOR is said to stand somewhere on ISSUE: each reading, its words, and the steps between.

    Or name one statement, reading or position by its id, as `kg said` prints it; or two actors, to see on
    what they agree and disagree and what either says of the other (`kg network explain` has more options).
    """
    with opened(store, limit_time) as graph:
        if show:
            write_sparql(explain(graph, what, target, until=until, dates=dates).sparql, output)
            return
        found = explain_any(graph, what, target, until=until, dates=dates)
        if isinstance(found, Explanation):
            document(found, explanation, format=format, output=output, color=color)
            return
        from kg.cli.views.tie import pair_explanation

        document(found, pair_explanation, format=format, output=output, color=color)
