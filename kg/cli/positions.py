"""``kg positions``: the positions of actors."""

from __future__ import annotations

from typing import Any

import click

from kg.cli import options
from kg.cli.graph import opened
from kg.cli.output import emit, write_sparql
from kg.cli.views.positions import standings
from kg.questions.positions import positions


@click.command()
@click.option(
    "--about", multiple=True, metavar="NAME", help="Issue, including narrower ones; or actor or thing."
)
@click.option("--by", multiple=True, metavar="NAME", help="Actor whose positions are listed.")
@options.view
@options.dates
@options.show
@options.limit_time
@options.store
@options.output(text=True)
def command(
    about: tuple[str, ...],
    by: tuple[str, ...],
    *,
    until: str | None,
    dates: str,
    store: str | None,
    show: bool,
    limit_time: float,
    **out: Any,
) -> None:
    """List who stands where on an issue, since when, and on how many readings.

    A position is an unbroken run of readings with one stance, in order of time. Readings with different
    stances whose dates cannot be put in order make one position, `mixed`. `kg explain ACTOR ISSUE` shows
    each reading.
    """
    with opened(store, limit_time) as graph:
        answer = positions(graph, about=about, by=by, until=until, dates=dates)
        if show:
            write_sparql(answer.sparql, out["output"])
        else:
            emit(answer, **out, text=standings)
