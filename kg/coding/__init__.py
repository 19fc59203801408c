"""From coding sheets to the graph: read, check, anchor, compile.

::

    sheets/     sheets and registry files: read, validated, names resolved
    texts/      texts of sources: positions of quotes, and why a quote is not found
    rules/      rules for the sheets of a workspace, beyond the form of an entry
    graph/      from valid sheets to triples, and checks of the graph (SHACL, lint)
    cache.py    what was compiled in earlier runs
    check.py    ``kg check``;  anchor.py  ``kg anchor``;  start.py  ``kg init``

Rule of the layer: it imports only the modules directly in ``kg``, :mod:`kg.model` and :mod:`kg.wording`.
"""
