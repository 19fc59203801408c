"""``kg query``: the user's own SPARQL, read-only."""

from __future__ import annotations

import sys
from typing import Any

import click

from kg.cli import options


@click.command()
@click.argument("sparql", required=False)
@click.option("--file", "path", type=click.Path(), metavar="FILE", help="Read the query from FILE.")
@options.limit_time
@options.store
@options.output()
def command(sparql: str | None, path: str | None, store: str | None, limit_time: float, **out: Any) -> None:
    """Run a SPARQL query on the graph: SELECT, ASK, CONSTRUCT or DESCRIBE.

    Give the query as an argument, with --file, or on standard input. The prefixes of the graph (wsw:, skos:,
    prov: ...) need no PREFIX line. Updates, SERVICE, LOAD and FROM are refused.
    """
    from kg.cli.arguments import read_query
    from kg.cli.graph import opened
    from kg.cli.output import emit
    from kg.questions.query import query

    text = read_query(sparql, path, sys.stdin)
    with opened(store, limit_time) as graph:
        emit(query(graph, text), **out, as_asked=True)
