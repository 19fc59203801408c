"""A network to files that other programs read, and to a page.

::

    formats.py     the table of formats; chunks(network, "graphml")
    naming.py      ids and labels that the formats can bear
    ties.py        a network's nodes and ties as plain rows, with evidence and certainty
    edges.py  nodes.py  matrix.py  nodelink.py  dl.py      text, a row at a time
    plain.py  graphml.py  gexf.py                          XML, by networkx
    page.py                                                the page of either kind
    onemode.py  picture.py  lines.py  shared.py  around.py  statements.py      the one-mode page

A format is a function ``chunks(network, ...)`` that gives text; it takes a one-mode network and a
two-mode one alike. The same network gives the same bytes.
"""
