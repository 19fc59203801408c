"""The fixture world on two engines: pyoxigraph, which answers, and rdflib, which must agree."""

from __future__ import annotations

import functools
import json
import re
import shutil
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pyoxigraph
import pytest
import rdflib
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.plugins.sparql.sparql import Query

from kg import workspace
from kg.coding.graph.compile import compile_workspace
from kg.questions.ask import ask
from kg.resources import bundled_graph
from kg.store.base import Answer, Result, Store
from kg.store.loading import load
from kg.store.opening import open_store
from kg.store.oxigraph import OxigraphStore
from kg.store.terms import Term, Triple

WORLD = Path(__file__).parent / "fixtures" / "world.ttl"
VALE = Path(__file__).parent / "vale"


class RdflibStore(Store):
    """rdflib behind the store's interface."""

    def __init__(self, label: str, graph: rdflib.Graph) -> None:
        super().__init__(label)
        self.graph = graph

    def _evaluate(self, sparql: str, limit: float | None) -> Answer:
        result = self.graph.query(prepared(sparql))
        names = tuple(str(v) for v in result.vars or ())
        return Result(names, [tuple(_term(value) for value in row) for row in result])  # type: ignore[union-attr]

    def triples(self) -> Iterator[Triple]:
        raise NotImplementedError

    def count(self) -> int:
        return len(self.graph)

    def close(self) -> None:
        pass


#: A line that fills in a parameter with IRIs.
_GIVEN = re.compile(r"^( *VALUES \?\w+ )\{ ((?:<[^<>\s]+> ?)+)\}$", re.MULTILINE)
_STAND_IN = "urn:given:"


def prepared(sparql: str) -> Query:
    """A query as rdflib has it; queries that differ only in the IRIs filled in are parsed once.

    rdflib takes some 30 ms to parse a query, and most of the time of these tests would be spent on that.
    What is returned is good until the next call.
    """
    given: list[list[str]] = []

    def stand_in(match: re.Match[str]) -> str:
        given.append([each[1:-1] for each in match[2].split()])
        return f"{match[1]}{{ <{_STAND_IN}{len(given) - 1}> }}"

    query, places = _parsed(_GIVEN.sub(stand_in, sparql))
    for number, variable, values in places:
        values.res = [{variable: rdflib.URIRef(each)} for each in given[number]]
    return query


@functools.cache
def _parsed(sparql: str) -> tuple[Query, list[tuple[int, rdflib.Variable, CompValue]]]:
    """A query, and the blocks of values in it that hold a stand-in: its number, the variable, the block."""
    query = prepareQuery(sparql)
    places = []
    for values in _blocks(query.algebra):
        for variable, value in values.res[0].items() if values.res else ():
            if str(value).startswith(_STAND_IN):
                places.append((int(value.removeprefix(_STAND_IN)), variable, values))
    return query, places


def _blocks(node: Any) -> Iterator[CompValue]:
    if isinstance(node, CompValue):
        if node.name == "values":
            yield node
        else:
            yield from _blocks(list(node.values()))
    elif isinstance(node, list | tuple):
        for each in node:
            yield from _blocks(each)


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


CONFIG = """\
[workspace]
name = "Test"
base = "https://w3id.org/wsw/id/"
language = "en"

[build]
folder = "exports"

[coders.me]
name = "Me"

[coders.other]
name = "Other"
"""
#: What every made-up workspace has: a dam to quarrel about, two parties, a government, their people.
REGISTRY = """\
people:
  ann: {name: Ann}
  bob: {name: Bob}
  cat: {name: Cat}
  dan: {name: Dan}
  reporter: {name: Reporter}
organizations:
  greens: {name: Greens, party: true}
  blues: {name: Blues, party: true}
  club: {name: Club}
governments:
  council: {name: Council}
countries:
  vale: {name: Vale}
offices:
  mayor: {name: Mayor}
  speaker: {name: Speaker}
issues:
  river: {name: The river, kind: topic}
  dam: {name: Building the dam, kind: proposal, broader: [river]}
  ferry: {name: Closing the ferry, kind: proposal, broader: [river]}
  trust: {name: Trust in the council, kind: condition}
"""


@pytest.fixture
def answers(tmp_path: Path) -> Callable[..., list[dict[str, Any]]]:
    """Rows of a question on a graph compiled from sheets; both engines must give the same.

    A sheet is its entries in YAML, by the source's id; that ends in the day of publication, if it is known.
    """

    def asked(
        question: str, sheets: dict[str, str], all_versions: bool = False, **params: str
    ) -> list[dict[str, Any]]:
        (tmp_path / "sources").mkdir()
        (tmp_path / "kg.toml").write_text(CONFIG, encoding="utf-8")
        (tmp_path / "registry.yaml").write_text(REGISTRY, encoding="utf-8")
        for name, entries in sheets.items():
            published = f", published: {name[-10:]}" if name[-1].isdecimal() else ""
            source = f"name: {name}, kind: news-article, authors: [reporter]{published}"
            text = f"text: {{sha256: {sha256(name.encode()).hexdigest()}, length: 999}}"
            coding = "coding: {coder: me, on: 2026-01-01}"
            sheet = f"source: {{{source}, {text}}}\n{coding}\n{entries}"
            (tmp_path / "sources" / f"{name}.yaml").write_text(sheet, encoding="utf-8")
        graph = compile_workspace(workspace.read(tmp_path))
        engine = pyoxigraph.Store()
        engine.load(graph.serialize(format="nt").encode(), format=pyoxigraph.RdfFormat.N_TRIPLES)
        found = [
            ask(store, question, params, all_versions=all_versions).rows
            for store in (OxigraphStore("sheets", engine), RdflibStore("sheets", graph))
        ]
        assert found[0] == found[1]
        assert json.loads(json.dumps(found[0])) == found[0]
        return found[0]

    return asked


@pytest.fixture(scope="session")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The made-up country of Vale, as a file."""
    folder = tmp_path_factory.mktemp("vale") / "vale"
    shutil.copytree(VALE, folder)
    graph = folder / "vale.nt"
    graph.write_bytes(compile_workspace(workspace.read(folder)).serialize(format="nt").encode())
    return graph


@pytest.fixture(scope="session", params=["in memory", "with an index"])
def vale(
    request: pytest.FixtureRequest, graph: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Store]:
    """Vale in memory, and in a folder with an index."""
    place = graph
    if request.param == "with an index":
        place = tmp_path_factory.mktemp("stores") / "store"
        load(place, [graph])
    with open_store(place) as store:
        yield store
