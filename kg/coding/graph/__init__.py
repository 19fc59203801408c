"""From a checked corpus to its triples, on rdflib, and the checks of the graph as a whole.

``compile`` runs the others in order: ``entities``, ``sources``, ``records``, ``readings`` write what is
coded, ``derive`` what follows from it by the rules of :mod:`kg.model`. ``validation`` (SHACL) and ``lint``
judge
the result.
"""
