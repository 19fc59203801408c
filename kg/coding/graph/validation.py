"""What the SHACL shapes of the ontology find in a graph, as plain data.

The rules stand in ``ontology/shapes.ttl``, each with a message that says what to change in the
sheet. What SHACL cannot hold is in :mod:`kg.coding.graph.lint`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from rdflib import SH, Graph, URIRef
from rdflib.term import Node

from kg import resources
from kg.namespaces import PREFIXES, RDFS, SKOS, WSW

_LONGEST_LABEL = 60


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """One place at which a graph breaks one rule.

    Attributes:
        focus: IRI of what is wrong.
        label: what people call it: its name, the first words of its text, or the end of its IRI.
        rule: name of the rule, for example ``statement-speaker``.
        message: what is wrong, and what to change in the coding sheet.
        value: the offending value where there is one, as a CURIE, an IRI or a text; else empty.
        shape: IRI of the shape; empty for a rule that is no shape.
    """

    focus: str
    label: str
    rule: str
    message: str
    value: str = ""
    shape: str = ""


def validate(graph: Graph) -> list[Violation]:
    """What the shapes find in a graph, sorted; an empty list where it keeps every rule.

    The graph must hold its superclasses itself, as built graphs do: nothing is inferred. It is
    left as it was.

    >>> from rdflib import RDF
    >>> graph = Graph()
    >>> _ = graph.add((URIRef("urn:x"), RDF.type, URIRef(WSW.Place)))
    >>> [violation.rule for violation in validate(graph)]
    ['entity-label']
    """
    from pyshacl import validate as run_shacl  # costs 0.3 s, and only kg check needs it

    _, report, _ = run_shacl(graph, shacl_graph=_shapes(), inference="none", advanced=False)
    if not isinstance(report, Graph):
        raise report
    return sorted({_violation(graph, report, result) for result in report.subjects(SH.resultSeverity)})


@cache
def _shapes() -> Graph:
    """The shapes, parsed once in a process."""
    return Graph().parse(resources.ontology("shapes.ttl"))


def describe(graph: Graph, node: Node) -> str:
    """What people call a node.

    >>> describe(Graph(), URIRef("https://w3id.org/wsw/id/person/mark-carney"))
    'person/mark-carney'
    """
    for predicate in (RDFS.label, SKOS.prefLabel, WSW.text):
        names = sorted(str(name) for name in graph.objects(node, URIRef(predicate)))
        if names:
            short = names[0][: _LONGEST_LABEL - 2] + " …"
            return names[0] if len(names[0]) <= _LONGEST_LABEL else short
    return "/".join(str(node).rsplit("/", 2)[-2:])


def shorten(node: Node) -> str:
    """A value as a CURIE where it has a known prefix.

    >>> shorten(URIRef(WSW.speaker))
    'wsw:speaker'
    """
    text = str(node)
    for prefix, base in PREFIXES.items():
        if isinstance(node, URIRef) and text.startswith(base) and len(text) > len(base):
            return f"{prefix}:{text[len(base) :]}"
    return text


def _violation(graph: Graph, report: Graph, result: Node) -> Violation:
    """One result of the report.

    A SPARQL constraint runs once for a class and gives the node as its value: that node is then
    what is wrong.
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
