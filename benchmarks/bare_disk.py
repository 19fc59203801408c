"""The least that a program needs to answer from a store on disk: a baseline of stores.py.

Imports click and pyoxigraph, opens the folder for reading and runs one query::

    python bare_disk.py FOLDER QUERY.rq
"""

import sys

import click
import pyoxigraph

store = pyoxigraph.Store.read_only(sys.argv[1])
with open(sys.argv[2], encoding="utf-8") as file:  # noqa: PTH123 - pathlib would make the yardstick longer
    rows = list(store.query(file.read()))
click.echo(len(rows))
