"""SHACL results as plain data."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import RDF, RDFS, Graph, Literal, URIRef
from rdflib.compare import to_canonical_graph

from kg.coding.graph.validation import describe, shorten, validate
from kg.namespaces import STANCE, WSW, XSD

BASE = Path(__file__).parents[2] / "ontology" / "fixtures" / "base.ttl"
ID = "https://example.org/id/"


@pytest.fixture
def graph() -> Graph:
    return Graph().parse(BASE)


def test_a_valid_graph_has_no_violations(graph: Graph) -> None:
    assert validate(graph) == []


def test_an_empty_graph_has_no_violations() -> None:
    assert validate(Graph()) == []


def test_a_violation_names_node_rule_value_and_what_to_change(graph: Graph) -> None:
    graph.add((URIRef(ID + "measure/levy"), URIRef(WSW.rate), Literal("2000", datatype=URIRef(XSD.decimal))))
    one, other = validate(graph)
    assert (one.focus, one.label, one.rule) == (ID + "measure/levy", "Levy", "tariff-rate")
    assert (other.rule, other.value) == ("tariff-rate-range", "2000")
    assert other.shape == "https://w3id.org/wsw/shape#tariff-rate-range"
    assert "correct 'rate:'" in other.message


def test_a_rule_that_counts_names_the_node_and_not_its_class(graph: Graph) -> None:
    graph.remove((None, URIRef(WSW.readingCount), None))
    graph.add((URIRef(ID + "position/v1"), URIRef(WSW.readingCount), Literal(7)))
    assert [(v.focus, v.rule, v.value) for v in validate(graph)] == [
        (ID + "position/v1", "position-count-right", "")
    ]


def test_violations_are_sorted_and_unique(graph: Graph) -> None:
    for kind in (WSW.Person, WSW.Place, WSW.Measure, WSW.Reading):
        for name in "ba":
            graph.add((URIRef(ID + name), RDF.type, URIRef(kind)))
    violations = validate(graph)
    assert violations == sorted(set(violations))
    assert len(violations) > 10


def test_the_graph_is_not_changed(graph: Graph) -> None:
    before = set(to_canonical_graph(graph))
    validate(graph)
    assert set(to_canonical_graph(graph)) == before


def test_adding_the_ontology_to_the_data_changes_nothing(graph: Graph) -> None:
    """Users may load wsw.ttl and its code lists into the same store."""
    for name in ("wsw.ttl", "stances.ttl", "codes.ttl"):
        graph.parse(BASE.parents[3] / "ontology" / name)
    assert validate(graph) == []


def test_a_node_is_described_by_its_name_else_its_text_else_its_iri() -> None:
    graph, node = Graph(), URIRef(ID + "statement/s1")
    assert describe(graph, node) == "statement/s1"
    graph.add((node, URIRef(WSW.text), Literal("word " * 20, lang="en")))
    assert describe(graph, node).endswith(" …")
    assert len(describe(graph, node)) == 60
    graph.add((node, RDFS.label, Literal("Name", lang="en")))
    assert describe(graph, node) == "Name"


def test_a_known_iri_is_shortened_and_a_foreign_one_is_not() -> None:
    assert shorten(URIRef(STANCE.oppose)) == "stance:oppose"
    assert shorten(URIRef("urn:x")) == "urn:x"
    assert shorten(Literal(STANCE.oppose)) == STANCE.oppose
