"""The fixture world on two engines: pyoxigraph, which answers, and rdflib, which must agree."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyoxigraph
import pytest
import rdflib

from kg.resources import bundled_graph
from kg.store.base import Answer, Result, Store
from kg.store.engine import OxigraphStore
from kg.store.terms import Term, Triple

WORLD = Path(__file__).parent / "fixtures" / "world.ttl"


class RdflibStore(Store):
    """rdflib behind the store's interface."""

    def __init__(self, label: str, graph: rdflib.Graph) -> None:
        super().__init__(label)
        self.graph = graph

    def _evaluate(self, sparql: str, limit: float | None) -> Answer:
        result = self.graph.query(sparql)
        names = tuple(str(v) for v in result.vars or ())
        return Result(names, [tuple(_term(value) for value in row) for row in result])  # type: ignore[union-attr]

    def triples(self) -> Iterator[Triple]:
        raise NotImplementedError

    def count(self) -> int:
        return len(self.graph)

    def close(self) -> None:
        pass


def _term(value: Any) -> Term | None:
    if value is None:
        return None
    if isinstance(value, rdflib.URIRef):
        return Term("iri", str(value))
    if isinstance(value, rdflib.BNode):
        return Term("bnode", str(value))
    datatype = None if value.datatype is None else str(value.datatype)
    if datatype == str(rdflib.XSD.string):
        datatype = None
    # rdflib writes the time zone of an xsd:dateTime in its own way; the instant is the same.
    return Term("literal", str(value).replace("+00:00", "Z"), datatype, value.language)


@functools.cache
def graph_text() -> bytes:
    """The bundled graph as it was at the first look: a build may run beside the tests."""
    return bundled_graph().read_bytes()


@pytest.fixture(scope="session")
def world() -> Store:
    engine = pyoxigraph.Store()
    engine.load(path=str(WORLD), format=pyoxigraph.RdfFormat.TURTLE)
    return OxigraphStore("the fixture world", engine)


@pytest.fixture(scope="session")
def world_in_rdflib() -> Store:
    return RdflibStore("the fixture world", rdflib.Graph().parse(WORLD, format="turtle"))


@pytest.fixture(scope="session")
def bundled() -> Store:
    if not bundled_graph().is_file():
        pytest.skip("exports/graph.nt is not built")
    engine = pyoxigraph.Store()
    engine.load(graph_text(), format=pyoxigraph.RdfFormat.N_TRIPLES)
    return OxigraphStore("the bundled graph", engine)


@pytest.fixture(scope="session")
def bundled_in_rdflib() -> Store:
    if not bundled_graph().is_file():
        pytest.skip("exports/graph.nt is not built")
    return RdflibStore("the bundled graph", rdflib.Graph().parse(data=graph_text(), format="nt"))
