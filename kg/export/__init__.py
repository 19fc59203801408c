"""Graph and rows to files that other tools read.

::

    formats.py     the table of formats; export(store, "turtle", "graph.ttl")
    spelling.py    terms in the spelling that every parser takes
    ordering.py    lines in order, more than memory holds
    turtle.py  ntriples.py  jsonld.py  rows.py      one format each; TriG and N-Quads are the first two
    page/          the page, and layout/  where the nodes of its picture stand
    briefing/      the same as Markdown with footnotes
    networks/      a network in files of its own

A format of the graph is a function ``chunks(store, base=...)`` that gives text.
Nothing is imported here: ``kg said -o FILE`` needs no format.
"""
