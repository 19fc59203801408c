"""``kg explain``: why."""

from __future__ import annotations

import click

from kg.cli import options
from kg.cli.graph import opened
from kg.cli.output import document, write_sparql
from kg.cli.views.explanation import explanation
from kg.questions.explain import both_actors, explain


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
        if target is not None and not show and both_actors(graph, what, target):
            from kg.cli.views.tie import pair_explanation
            from kg.networks.selection import Selection
            from kg.networks.tie_explanation import explain_pair

            pair = explain_pair(graph, what, target, selection=Selection(until=until, dates=dates))
            document(pair, pair_explanation, format=format, output=output, color=color)
            return
        found = explain(graph, what, target, until=until, dates=dates)
        if show:
            write_sparql(found.sparql, output)
        else:
            document(found, explanation, format=format, output=output, color=color)
