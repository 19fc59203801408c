"""``kg explain``: the evidence of a position, a statement or a pair of actors."""

from __future__ import annotations

from typing import Any

import click

from kg.cli import options
from kg.cli.graph import opened
from kg.cli.output import document, write_sparql
from kg.cli.views.explanation import explanation, pair_explanation
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
    *,
    until: str | None,
    dates: str,
    store: str | None,
    show: bool,
    limit_time: float,
    **out: Any,
) -> None:
    """Explain the positions of ACTOR on ISSUE: each reading, its words, and how the positions follow.

    Instead, give the id of a statement, reading or position, as `kg said` prints it. Or give two actors to
    see what they agree and disagree on and what each says of the other (`kg network explain` has more
    options).
    """
    with opened(store, limit_time) as graph:
        if show:
            write_sparql(explain(graph, what, target, until=until, dates=dates).sparql, out["output"])
            return
        found = explain_any(graph, what, target, until=until, dates=dates)
        view: Any = explanation if isinstance(found, Explanation) else pair_explanation
        document(found, view, **out)
