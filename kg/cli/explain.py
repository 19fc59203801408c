"""``kg explain``: why."""

from __future__ import annotations

import click

from kg.cli import options
from kg.cli.dossiers import explanation
from kg.cli.opened import opened
from kg.cli.output import document, write_sparql
from kg.questions.explain import both_actors, explain


@click.command()
@click.argument("what", metavar="ACTOR|STATEMENT")
@click.argument("target", required=False, metavar="[ISSUE|ACTOR]")
@options.show
@options.limit_time
@options.store
@options.document
@options.file
@options.color
def command(
    what: str,
    target: str | None,
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
            from kg.cli.tying import pair_explanation
            from kg.networks.pairing import explain_pair

            pair = explain_pair(graph, what, target)
            document(pair, pair_explanation, format=format, output=output, color=color)
            return
        found = explain(graph, what, target)
        if show:
            write_sparql(found.sparql, output)
        else:
            document(found, explanation, format=format, output=output, color=color)
