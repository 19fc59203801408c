"""From coding sheets to the graph: read, check, anchor, compile. The building side, on rdflib.

::

    sheets/     a sheet and a registry file: read, held against the model, names resolved
    texts/      the texts of sources: where quotes stand in them, and why one does not
    rules/      what can be wrong with the sheets of a workspace, beyond the form of an entry
    graph/      from checked sheets to triples, and the checks of the graph (SHACL, lint)
    check.py    ``kg check``;  anchor.py  ``kg anchor``;  start.py  ``kg init``

Rule of the layer: it imports nothing of ``kg`` but the ground floor.
"""
