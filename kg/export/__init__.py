"""Export of the graph, of rows and of networks to files for other tools.

::

    formats.py       the tables of formats; export(store, "turtle", "graph.ttl")
    spelling.py      terms in a form that every parser accepts
    subjects.py      the lines of each subject, written by an engine if it can
    sorted_lines.py  sorted lines, more than fit into memory
    turtle.py  ntriples.py  jsonld.py  reading_rows.py  dna_csv.py    one format each; TriG is Turtle
    graph_per_source.py                     TriG and N-Quads with a named graph for each source
    parquet.py       a folder of typed tables
    build.py         ``kg build``: from sheets to exports and store
    page/            the page, and layout/  the positions of the nodes in its picture
    briefing/        Markdown with footnotes; markdown/  reading and writing of Markdown
    networks/        the formats of networks

A format of the graph is a function ``chunks(store, base=...)`` that yields text, or one that fills a folder.
This module imports nothing: ``kg said -o FILE`` needs no format.
"""
