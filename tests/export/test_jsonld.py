"""JSON-LD holds the triples that it was made from."""

from __future__ import annotations

from types import SimpleNamespace

import pyoxigraph

from kg.export import jsonld
from kg.namespaces import DATA, RDF, WSW
from kg.store import iri, literal
from kg.store.terms import from_oxigraph


def test_a_type_that_is_a_literal_comes_back_as_one() -> None:
    subject, a = iri(DATA + "statement/s0"), iri(RDF.type)
    triples = {(subject, a, literal("a text")), (subject, a, iri(WSW.Statement))}
    text = "".join(jsonld.chunks(SimpleNamespace(triples=lambda: iter(triples))))
    quads = pyoxigraph.parse(text.encode(), format=pyoxigraph.RdfFormat.JSON_LD)
    parts = ((quad.subject, quad.predicate, quad.object) for quad in quads)
    assert {tuple(map(from_oxigraph, each)) for each in parts} == triples
