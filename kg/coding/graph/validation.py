"""Violations of the ontology's SHACL shapes in a graph, as plain data.

The shapes are in ``ontology/shapes.ttl``, each with a message that says what to change in the
sheet. :mod:`kg.coding.graph.conformance` finds whether a graph violates any; only then a SHACL engine says
which and why. Rules that SHACL cannot express are in :mod:`kg.coding.graph.lint`.
"""

from __future__ import annotations

from functools import cache

from rdflib import SH, Graph, URIRef
from rdflib.term import Node

from kg import resources
from kg.coding.graph.conformance import conforms
from kg.coding.graph.violation import Violation, curie
from kg.model.ids import short
from kg.namespaces import RDFS, SKOS, WSW

_LONGEST_LABEL = 60


def validate(graph: Graph) -> list[Violation]:
    """Validate a graph, and return its violations, sorted.

    The graph must contain superclasses explicitly, as built graphs do: nothing is inferred. It is not
    changed.

    >>> from rdflib import RDF
    >>> graph = Graph()
    >>> _ = graph.add((URIRef("urn:x"), RDF.type, URIRef(WSW.Place)))
    >>> [violation.rule for violation in validate(graph)]
    ['entity-label']
    """
    lines = {line for line in graph.serialize(format="nt", encoding="utf-8").splitlines() if line}
    return [] if conforms(b"\n".join(lines)) else report(graph)


def report(graph: Graph) -> list[Violation]:
    """Return the violations that a SHACL engine finds, sorted; slower than :func:`validate`."""
    from pyshacl import validate as run_shacl  # takes 0.4 s, and only a graph with violations needs it

    _, found, _ = run_shacl(graph, shacl_graph=_shapes(), inference="none", advanced=False)
    if not isinstance(found, Graph):
        raise found
    return sorted({_violation(graph, found, result) for result in found.subjects(SH.resultSeverity)})


@cache
def _shapes() -> Graph:
    """The shapes, parsed once in a process."""
    return Graph().parse(resources.ontology("shapes.ttl"))


def describe(graph: Graph, node: Node) -> str:
    """A name of a node for messages.

    >>> describe(Graph(), URIRef("https://w3id.org/wsw/id/person/mark-carney"))
    'person/mark-carney'
    """
    for predicate in (RDFS.label, SKOS.prefLabel, WSW.text):
        names = sorted(str(name) for name in graph.objects(node, URIRef(predicate)))
        if names:
            cut = names[0][: _LONGEST_LABEL - 2] + " …"
            return names[0] if len(names[0]) <= _LONGEST_LABEL else cut
    return short(str(node))


def shorten(node: Node) -> str:
    """A value as a CURIE if it has a known prefix.

    >>> shorten(URIRef(WSW.speaker))
    'wsw:speaker'
    """
    return curie(str(node)) if isinstance(node, URIRef) else str(node)


def _violation(graph: Graph, report: Graph, result: Node) -> Violation:
    """One result of the report.

    A SPARQL constraint runs once for a class and returns the node as its value: that node is then the
    focus.
    """
    constraint = report.value(result, SH.sourceConstraint)
    focus, value = report.value(result, SH.focusNode), report.value(result, SH.value)
    if constraint is not None:
        focus, value = value, None
    shape = constraint or report.value(result, SH.sourceShape)
    if focus is None or shape is None:
        raise ValueError(f"a SHACL result without focus node or shape: {result}")
    return Violation(
        focus=str(focus),
        label=describe(graph, focus),
        rule=str(shape).rsplit("#", 1)[-1],
        message=str(report.value(result, SH.resultMessage) or ""),
        value=shorten(value) if value is not None and value != focus else "",
        shape=str(shape),
    )
