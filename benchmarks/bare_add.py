"""The least that a program needs to add a file to a store on disk: the baseline of increments.py.

Imports click and pyoxigraph, opens the folder for writing and loads one file::

    python bare_add.py FOLDER FILE.nt
"""

import sys

import click
import pyoxigraph

store = pyoxigraph.Store(sys.argv[1])
store.load(path=sys.argv[2], format=pyoxigraph.RdfFormat.N_TRIPLES)
store.flush()
click.echo("loaded")
