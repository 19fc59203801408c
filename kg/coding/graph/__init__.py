"""From sheets to triples, and the checks of the graph as a whole.

``compile`` puts together the ``parts`` of a workspace: what each sheet and the registry files contribute,
kept from run to run by ``kept_parts``. ``entities``, ``sources``, ``records`` and ``readings`` write what is
coded, ``derive`` writes what the rules of :mod:`kg.model` derive from it. ``conformance`` (SHACL) and
``lint`` check the result, and ``validation`` reports what violates a shape.
"""
