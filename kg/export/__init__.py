"""Graph and rows to files that other tools read.

::

    formats.py       the tables of formats; export(store, "turtle", "graph.ttl")
    spelling.py      terms in the spelling that every parser takes
    sorted_lines.py  lines in order, more than memory holds
    turtle.py  ntriples.py  jsonld.py  reading_rows.py  dna_csv.py    one format each; TriG is Turtle
    graph_per_source.py                     TriG and N-Quads with a named graph for each source
    build.py         ``kg build``: from sheets to exports and store
    page/            the page, and layout/  where the nodes of its picture stand
    briefing/        the same as Markdown with footnotes; markdown/  how Markdown is read and written
    networks/        a network in files of its own

A format of the graph is a function ``chunks(store, base=...)`` that gives text.
Nothing is imported here: ``kg said -o FILE`` needs no format.
"""
