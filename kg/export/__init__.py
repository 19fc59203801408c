"""Graph and rows to files that other tools read.

::

    files.py       a file is replaced whole or not at all
    formats.py     the table of formats; export(store, "turtle", "graph.ttl")
    spelling.py    terms in the spelling that every parser takes
    ordering.py    lines in order, more than memory holds
    turtle.py  ntriples.py  jsonld.py  rows.py      one format each; TriG and N-Quads are the first two

A format of the graph is a function ``chunks(store, base=...)`` that gives text. The page is in
``html.py`` and its neighbours. Nothing is imported here: ``kg said -o FILE`` needs files.py alone.
"""
