"""Networks as files for other programs; their page is in :mod:`kg.export.page`.

::

    tie_rows.py    a network's nodes and ties as plain rows, with evidence and certainty
    tie_weight.py  the meaning of a weight, in words
    node_ids.py    ids and labels that are valid in the formats
    csv_tables.py  node_link.py  dl.py      text, a row at a time
    xml_graph.py   graphml.py    gexf.py    XML, by networkx

A writer takes a one-mode or two-mode network and yields text; :mod:`kg.export.formats` lists the writers. The
same network gives the same bytes.
"""
