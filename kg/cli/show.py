"""``kg show``: the card of one thing."""

from __future__ import annotations

from typing import Any

import click

from kg.cli import options
from kg.cli.graph import opened
from kg.cli.output import document, write_sparql
from kg.cli.views.card import card
from kg.questions.show import show as show_thing


@click.command()
@click.argument("name")
@options.all_versions
@options.show
@options.limit_time
@options.store
@options.document
@options.file
@options.color
def command(
    name: str,
    *,
    store: str | None,
    all_versions: bool,
    show: bool,
    limit_time: float,
    **out: Any,
) -> None:
    """Show all that is known of an actor, issue, measure, agreement, event, place, source or record.

    NAME is a name as people type it, kind/slug, the id of a statement or claim, or an IRI.
    """
    with opened(store, limit_time) as graph:
        found = show_thing(graph, name, all_versions=all_versions)
        if show:
            write_sparql(found.sparql, out["output"])
        else:
            document(found, card, **out)
