"""A network to files that other programs read; its page is in :mod:`kg.export.page`.

::

    tie_rows.py    a network's nodes and ties as plain rows, with evidence and certainty
    node_ids.py    ids and labels that the formats can bear
    csv_tables.py  node_link.py  dl.py      text, a row at a time
    xml_graph.py   graphml.py    gexf.py    XML, by networkx

A writer takes a one-mode network and a two-mode one alike and gives text; :mod:`kg.export.formats` lists
them. The same network gives the same bytes.
"""
