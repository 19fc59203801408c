"""``import kg``: open a graph, ask, and get plain rows, an ``rdflib.Graph`` or a network."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import kg
from kg import resources
from kg.errors import KgError, StoreError, UnknownName

PLAIN = (str, int, float, bool, type(None))


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stand in no workspace."""
    monkeypatch.chdir(tmp_path)


def is_plain(value: Any) -> bool:
    if isinstance(value, list):
        return all(map(is_plain, value))
    if isinstance(value, dict):
        return all(type(key) is str and is_plain(each) for key, each in value.items())
    return type(value) in PLAIN


def test_six_lines() -> None:
    """What the README promises: the same as the command line, in six lines."""
    graph = kg.open()
    rows = graph.said(by="Trump", about="tariffs").rows
    tariffs = graph.ask("tariffs").rows
    rdf = graph.graph()
    network = graph.network.two_mode(draws=0)
    assert all((rows, tariffs, len(rdf), len(network)))


def test_importing_it_imports_no_library() -> None:
    code = (
        "import sys, kg; "
        "print(sorted({m.split('.')[0] for m in sys.modules} "
        "& {'rdflib', 'networkx', 'pyoxigraph', 'pydantic', 'click', 'rich', 'pyvis', 'pyshacl'}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={"PYTHONPATH": str(resources.root())},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "[]\n"


@pytest.mark.parametrize(
    "ask",
    [
        lambda graph: graph.said(),
        lambda graph: graph.positions(),
        lambda graph: graph.ask("tariffs"),
        lambda graph: graph.ask("what-did-say", by="robertson"),
        lambda graph: graph.query("SELECT * { ?s wsw:rate ?rate }"),
    ],
    ids=["said", "positions", "ask", "ask by", "query"],
)
def test_rows_are_plain_values_that_json_has(ask: Any) -> None:
    rows = ask(kg.open()).rows
    assert rows
    assert all(type(row) is dict and is_plain(row) for row in rows)
    assert json.loads(json.dumps(rows)) == rows


def test_the_graph_is_the_exported_one() -> None:
    import rdflib
    from rdflib.compare import isomorphic

    exported = rdflib.Graph().parse(resources.bundled_graph(), format="nt")
    assert isomorphic(kg.graph(), exported)
    assert isomorphic(kg.open().graph(), exported)


def test_the_graph_is_the_callers_own_and_knows_the_prefixes() -> None:
    with kg.open() as opened:
        graph = opened.graph()
        size = len(graph)
        graph.remove((None, None, None))
        assert len(opened.graph()) == size
    assert dict(graph.namespaces())["wsw"].toPython() == "https://w3id.org/wsw/ns#"


def test_every_reading_is_the_evidence_of_one_edge_of_the_network() -> None:
    import networkx

    with kg.open() as graph:
        network = graph.network(draws=0).networkx()
        read = sorted(target["reading"] for row in graph.said().rows for target in row["about"])
    assert isinstance(network, networkx.MultiGraph)
    assert sorted(reading for *_, data in network.edges(data=True) for reading in data["evidence"]) == read


def test_the_network_of_one_issue_has_its_speakers_and_no_others() -> None:
    with kg.open() as graph:
        speakers = {row["speaker"] for row in graph.said(about="tariffs").rows if row["about"]}
        nodes = graph.network(about="tariffs", draws=0).nodes
    assert set(nodes.loc[nodes["bipartite"] == 0, "iri"]) == speakers


def test_explain_and_show_give_plain_fields() -> None:
    with kg.open() as graph:
        assert graph.explain("trump", "us-tariffs").steps
        assert graph.show("carney").label == "Mark Carney"


@pytest.mark.parametrize("store", [resources.bundled_graph(), resources.bundled_workspace()])
def test_a_file_or_a_workspace_can_be_opened_by_path(store: Path) -> None:
    with kg.open(store) as named, kg.open(str(store)) as spelt:
        assert named.said().rows == spelt.said().rows == kg.open().said().rows


def test_errors_are_kg_errors_with_a_way_out() -> None:
    with pytest.raises(StoreError) as no_store:
        kg.open("no/such/store")
    with pytest.raises(UnknownName) as no_name:
        kg.open().said(by="carny")
    for caught in (no_store, no_name):
        assert isinstance(caught.value, KgError)
        assert caught.value.hint
    assert no_name.value.candidates[0] == ("Mark Carney", "person/mark-carney")


def test_every_public_name_is_there() -> None:
    assert sorted(kg.__all__) == [
        *("anchor", "build", "check", "graph", "import_dna", "init", "load", "open", "stale", "watch")
    ]
    assert all(callable(getattr(kg, name)) for name in kg.__all__)
    for name in ("Answer", "Document", "KnowledgeGraph", "NetworkAnswer", "NetworkTable"):
        assert isinstance(getattr(kg, name), type)
    assert not hasattr(kg, "nothing")


def test_no_module_of_the_package_has_the_name_of_a_function() -> None:
    """Importing a module sets it as an attribute of its package: it would replace the function."""
    package = Path(kg.__file__).parent
    taken = {path.stem for path in package.iterdir()}
    assert taken.isdisjoint(kg.__all__)


def test_a_caller_can_name_the_type_of_whatever_is_returned() -> None:
    import kg

    names = ("Answer", "BuildReport", "Card", "CheckReport", "Document", "Explanation", "ImportReport")
    for name in (*names, "KnowledgeGraph", "LoadReport", "NetworkAnswer", "NetworkTable", "Status"):
        assert getattr(kg, name).__name__ == name
