"""The least that a program needs to answer from the graph: the baseline of startup.py.

Imports click and pyoxigraph, reads the graph into memory and runs one query::

    python bare.py GRAPH.nt QUERY.rq
"""

import sys

import click
import pyoxigraph

store = pyoxigraph.Store()
store.bulk_load(path=sys.argv[1], format=pyoxigraph.RdfFormat.N_TRIPLES)
with open(sys.argv[2], encoding="utf-8") as file:  # noqa: PTH123 - pathlib would make the yardstick longer
    rows = list(store.query(file.read()))
click.echo(len(rows))
