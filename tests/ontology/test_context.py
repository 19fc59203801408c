"""ontology/context.jsonld has every property, and writing with it loses nothing."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pyoxigraph
import pytest
from rdflib import OWL, RDF, RDFS, Graph, Literal, URIRef
from rdflib.compare import isomorphic, to_isomorphic

from kg import resources
from kg.namespaces import PREFIXES, SKOS, WSW, XSD

FIXTURES = Path(__file__).parent / "fixtures"


@cache
def context() -> dict[str, Any]:
    whole = json.loads(resources.ontology("context.jsonld").read_text(encoding="utf-8"))
    names: dict[str, Any] = whole["@context"]
    return names


@cache
def ontology() -> Graph:
    return Graph().parse(resources.ontology("wsw.ttl"))


def definitions() -> dict[str, dict[str, str]]:
    """The definition of each term, by the IRI of its property."""
    found = {}
    for definition in context().values():
        if isinstance(definition, dict):
            prefix, name = definition["@id"].split(":")
            found[PREFIXES[prefix] + name] = definition
    return found


def many_properties() -> Graph:
    """The base graph, every good fixture, and what a context can get wrong.

    No empty text: rdflib 7.6 leaves it out where the term has a language.
    """
    graph = Graph()
    for path in (FIXTURES / "base.ttl", *FIXTURES.glob("*/good.ttl")):
        graph.parse(path)
    odd = URIRef("https://example.org/id/odd")
    for text in (
        Literal("plain"),
        Literal("mot", lang="fr"),
        Literal('\\"\n{@}', lang="en"),
    ):
        graph.add((odd, RDFS.label, text))
        graph.add((odd, URIRef(WSW.speaker), text))
        graph.add((odd, URIRef(WSW.rate), text))
    graph.add((odd, URIRef(WSW.text), URIRef("urn:an-iri-as-text")))
    graph.add((odd, URIRef(WSW.rate), Literal("1.50", datatype=URIRef(XSD.decimal), normalize=False)))
    graph.add((odd, URIRef(SKOS.notation), Literal("x", datatype=URIRef("urn:type"))))
    return graph


@pytest.mark.parametrize("kind", [OWL.ObjectProperty, OWL.DatatypeProperty])
def test_every_property_has_a_term_of_its_range(kind: URIRef) -> None:
    for each in ontology().subjects(RDF.type, kind):
        value_range = ontology().value(each, RDFS.range)
        given = {key: text for key, text in definitions()[str(each)].items() if key != "@id"}
        if kind == OWL.ObjectProperty:
            assert given == {"@type": "@id"}, each
        elif value_range == RDF.langString:
            assert given == {"@language": "en"}, each
        elif str(value_range) in (XSD.string, str(RDFS.Literal)):
            assert given == {}, each
        else:
            prefix, name = given["@type"].split(":")
            assert PREFIXES[prefix] + name == str(value_range), each


def test_a_term_is_the_local_name_of_its_property() -> None:
    """So that the names are those of Turtle and SPARQL, without the prefix."""
    for term, definition in context().items():
        if isinstance(definition, dict):
            assert definition["@id"].split(":")[1] == term


def test_prefixes_are_those_of_the_project() -> None:
    """A code list whose name is also a property has none: its codes are written in full."""
    given = {term: iri for term, iri in context().items() if isinstance(iri, str)}
    assert given == {prefix: iri for prefix, iri in PREFIXES.items() if prefix in given}
    assert set(PREFIXES) - set(given) == {"stance", "evaluation", "mode", "attitude", "confidence", "status"}


def test_every_property_of_the_fixtures_has_a_term() -> None:
    used = {str(predicate) for predicate in many_properties().predicates()} - {str(RDF.type)}
    assert used <= set(definitions())
    assert len(used) > 60


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # rdflib's own parser
def test_what_rdflib_writes_rdflib_reads() -> None:
    graph = many_properties()
    text = graph.serialize(format="json-ld", context=context())
    assert isomorphic(Graph().parse(data=text, format="json-ld"), graph)


def test_what_rdflib_writes_pyoxigraph_reads() -> None:
    graph = many_properties()
    text = graph.serialize(format="json-ld", context=context())
    quads = pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.JSON_LD)
    triples = pyoxigraph.serialize([quad.triple for quad in quads], format=pyoxigraph.RdfFormat.N_TRIPLES)
    assert triples is not None
    again = Graph().parse(data=triples.decode(), format="nt")
    assert set(to_isomorphic(again)) == set(to_isomorphic(graph))
