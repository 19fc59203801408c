"""Mistakes in a graph that loads without errors."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import RDF, RDFS, BNode, Graph, Literal, URIRef
from rdflib.term import Node

from kg.coding.graph.lint import lint
from kg.namespaces import DATA, INVERSES, SCHEMA, STANCE, WSW, XSD

BASE = Path(__file__).parents[2] / "ontology" / "fixtures" / "base.ttl"
ANN = URIRef(DATA + "person/ann")


def rules(subject: Node, predicate: Node | str, value: Node) -> list[str]:
    graph = Graph()
    graph.add((subject, URIRef(str(predicate)), value))
    return [violation.rule for violation in lint(graph)]


def label(text: str, **kind: object) -> Literal:
    return Literal(text, normalize=False, **kind)  # type: ignore[arg-type]


def typed(text: str, datatype: str) -> Literal:
    return label(text, datatype=URIRef(datatype))


def test_a_clean_graph_has_no_violations() -> None:
    assert lint(Graph().parse(BASE), "https://example.org/id/") == []


@pytest.mark.parametrize("triple", [(BNode(), RDFS.label, label("x")), (ANN, WSW.mentions, BNode())])
def test_blank_nodes_are_found(triple: tuple[Node, str, Node]) -> None:
    assert rules(*triple) == ["blank-node"]


@pytest.mark.parametrize("name", sorted(INVERSES))
def test_every_declared_inverse_is_found_where_it_is_stored(name: str) -> None:
    assert rules(ANN, WSW[name], ANN) == ["stored-inverse"]


@pytest.mark.parametrize(
    "triple",
    [
        (ANN, WSW.base + "speeker", ANN),
        (ANN, str(RDF.type), URIRef(WSW.base + "Persona")),
        (ANN, str(RDF.type), URIRef(SCHEMA.base + "NewsArticel")),
        (ANN, WSW.stance, URIRef(STANCE.base + "against")),
        (ANN, str(RDF.predicate), URIRef(WSW.base + "leeds")),
    ],
)
def test_a_misspelt_term_is_found_as_predicate_class_and_code(triple: tuple[Node, str, Node]) -> None:
    assert rules(*triple) == ["unknown-term"]


def test_the_message_for_a_misspelt_term_has_the_nearest_one() -> None:
    graph = Graph()
    graph.add((ANN, URIRef(WSW.base + "speeker"), ANN))
    assert "wsw:speaker" in lint(graph)[0].message


def test_terms_of_unknown_vocabularies_are_not_checked() -> None:
    assert rules(ANN, "http://example.com/ns#anything", URIRef("http://example.com/ns#Thing")) == []
    assert rules(ANN, RDFS.label, URIRef(SCHEMA.base + "an-object-is-no-term")) == []


def test_schema_org_with_http_is_found() -> None:
    assert rules(ANN, "http://schema.org/author", ANN) == ["schema-https"]


@pytest.mark.parametrize(
    ("text", "datatype"),
    [
        ("2025-13-01", XSD.date),
        ("2025-02-29", XSD.date),
        ("2025-10", XSD.date),
        ("6 October 2025", XSD.date),
        ("yes", XSD.boolean),
        ("TRUE", XSD.boolean),
        ("35%", XSD.decimal),
        ("1e3", XSD.decimal),
        ("3.5", XSD.integer),
        ("", XSD.integer),
        ("2025-10-06", XSD.dateTime),
        ("2025-10-06T25:00:00", XSD.dateTime),
    ],
)
@pytest.mark.filterwarnings("ignore:Parsing weird boolean")
def test_an_invalid_value_is_found(text: str, datatype: str) -> None:
    assert rules(ANN, WSW.value, typed(text, datatype)) == ["ill-formed-value"]


@pytest.mark.parametrize(
    ("text", "datatype"),
    [
        ("2024-02-29", XSD.date),
        ("2025-10-06Z", XSD.date),
        ("true", XSD.boolean),
        ("-7.50", XSD.decimal),
        ("+35", XSD.integer),
        ("2025-10-06T12:00:00.5+02:00", XSD.dateTime),
        ("anything", XSD.string),
        ("anything", "http://example.com/type"),
    ],
)
def test_a_valid_value_is_accepted(text: str, datatype: str) -> None:
    assert rules(ANN, WSW.value, typed(text, datatype)) == []


@pytest.mark.filterwarnings("ignore:Parsing weird boolean")
def test_an_invalid_boolean_is_found_although_rdflib_makes_it_false() -> None:
    graph = Graph().parse(data=f'<{ANN}> <{WSW.former}> "yes"^^<{XSD.boolean}> .', format="turtle")
    assert [violation.rule for violation in lint(graph)] == ["ill-formed-value"]


@given(st.dates())
def test_every_valid_day_is_accepted(day: object) -> None:
    assert rules(ANN, WSW.earliest, typed(str(day), XSD.date)) == []


@given(st.decimals(allow_nan=False, allow_infinity=False))
def test_every_decimal_in_plain_digits_is_accepted(number: object) -> None:
    assert rules(ANN, WSW.value, typed(f"{number:f}", XSD.decimal)) == []


def test_a_decomposed_text_is_found() -> None:
    assert rules(ANN, RDFS.label, label("te\u0302te", lang="fr")) == ["not-nfc"]


def test_capitals_in_a_language_tag_are_found() -> None:
    assert rules(ANN, RDFS.label, label("Ann", lang="en-CA")) == ["language-tag"]


def test_a_control_character_is_found_and_a_line_break_is_not() -> None:
    assert rules(ANN, RDFS.label, label("A\x07nn", lang="en")) == ["control-character"]
    assert rules(ANN, RDFS.label, label("A\nnn", lang="en")) == []


def test_a_direction_override_is_found() -> None:
    assert rules(ANN, RDFS.label, label("\u202enna", lang="en")) == ["turned-text"]


@pytest.mark.parametrize("path", ["person/Ann", "person/ann_b", "person/é", "person/1st", "person/"])
def test_a_wrong_id_is_found(path: str) -> None:
    assert rules(URIRef(DATA + path), RDFS.label, label("x", lang="en")) == ["slug"]


@pytest.mark.parametrize("path", ["person/mark-carney", "scheme/issues", "statement/S1", "role/o12-begin"])
def test_a_valid_id_is_accepted(path: str) -> None:
    assert rules(URIRef(DATA + path), RDFS.label, label("x", lang="en")) == []


def test_ids_are_checked_under_the_base_of_the_workspace_only() -> None:
    graph = Graph()
    graph.add((URIRef("https://example.org/id/person/Ann"), RDFS.label, label("x", lang="en")))
    assert lint(graph) == []
    assert [violation.rule for violation in lint(graph, "https://example.org/id/")] == ["slug"]


def test_violations_are_sorted_and_unique() -> None:
    graph = Graph()
    for name in ("b", "a"):
        for predicate in (WSW.ledBy, WSW.base + "x"):
            graph.add((URIRef(DATA + "person/" + name), URIRef(predicate), ANN))
            graph.add((URIRef(DATA + "person/" + name), URIRef(predicate), URIRef("urn:x")))
    found = lint(graph)
    assert found == sorted(set(found))
    assert len(found) == 4
