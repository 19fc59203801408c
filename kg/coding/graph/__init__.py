"""From a checked corpus to its triples, on rdflib, and the checks of the graph as a whole.

``compile`` runs the others in order: ``entities``, ``sources``, ``records`` and ``readings`` write what is
coded, ``derive`` writes what the rules of :mod:`kg.model` derive from it. ``validation`` (SHACL) and
``lint`` check the result.
"""
