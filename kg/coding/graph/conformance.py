"""Whether a graph conforms to the SHACL shapes of the ontology, by queries on Oxigraph.

``ontology/violations.rq`` has the shapes as queries, which find the violating nodes ten times as fast as a
SHACL engine does. They do not find what is wrong: :mod:`kg.coding.graph.validation` has a SHACL engine
report on a graph that does not conform. A test compares the two on every fixture of the ontology.
"""

from __future__ import annotations

import re
from functools import cache

from kg import resources

#: A datatype that Oxigraph replaces by another, such as xsd:int by xsd:integer.
_REPLACED = re.compile(
    rb'"\^\^<http://www\.w3\.org/2001/XMLSchema#(?!(?:string|boolean|integer|decimal|date|dateTime)>)'
)


def conforms(ntriples: bytes) -> bool:
    """Return whether a graph violates no shape.

    Args:
        ntriples: the graph as N-Triples, without repeated lines. A graph of which Oxigraph would change a
            literal is reported as not conforming.

    >>> conforms(b'<urn:x> <http://www.w3.org/2000/01/rdf-schema#label> "A node of no class."@en .')
    True
    """
    return not violating(ntriples)


def violating(ntriples: bytes) -> set[str]:
    """Return the IRIs of the nodes that violate a shape; see :func:`conforms`."""
    import pyoxigraph

    store = pyoxigraph.Store()
    store.load(ntriples, format=pyoxigraph.RdfFormat.N_TRIPLES)
    rows = (row for query in _queries() for row in store.query(query))  # type: ignore[union-attr]
    found = {row["this"].value for row in rows}
    if _REPLACED.search(ntriples) is not None or len(store) != len(ntriples.splitlines()):
        found.add("")
    return found


@cache
def _queries() -> tuple[str, ...]:
    """The queries, each without the line of its name."""
    text = resources.ontology("violations.rq").read_text(encoding="utf-8")
    _, *parts = text.split("\n\n# ")
    return tuple(part.partition("\n")[2] for part in parts)
