"""Every format read back by another program; hostile names, empty networks, single nodes."""

from __future__ import annotations

import csv
import io
import json
import re
import shlex
from typing import Any
from xml.etree import ElementTree

import igraph
import networkx as nx
import pandas as pd
import pytest

from kg.errors import OutputError
from kg.export.formats import NETWORK, network_chunks
from kg.export.networks import xml_graph
from kg.export.networks.graphml import chunks as graphml
from kg.namespaces import DATA

TEXTS = [name for name, each in NETWORK.items() if "store" not in each.takes]
KINDS = [
    {"kind": kind, "of": of}
    for kind in ("congruence", "conflict", "subtract", "cooccurrence")
    for of in ("actors", "issues")
] + [{"kind": "two-mode"}]
every_kind = pytest.mark.parametrize("settings", KINDS, ids=lambda s: "-".join(s.values()))
hostile_or_not = pytest.mark.parametrize("hostile", [False, True], ids=["plain", "hostile"])


def written(network: Any, format: str, **options: Any) -> str:
    text = "".join(network_chunks(network, format, **options))
    text.encode("utf-8")
    return text


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def table_of(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


def read_xml(text: str, format: str, folder: Any) -> nx.Graph:
    path = folder / f"network.{format}"
    path.write_text(text, encoding="utf-8")
    return (nx.read_graphml if format == "graphml" else nx.read_gexf)(path)


def ties_by_id(graph: nx.Graph) -> dict[str, dict[str, Any]]:
    """Ties by their ids; networkx makes the id of a parallel tie in GraphML its key."""
    if graph.is_multigraph():
        return {tie.get("id", key): tie for *_, key, tie in graph.edges(keys=True, data=True)}
    return {tie["id"]: tie for *_, tie in graph.edges(data=True)}


class Dl:
    """What UCINET's DL language says: dimensions, labels in quotation marks, numbers."""

    def __init__(self, text: str) -> None:
        head, _, data = text.partition("data:\n")
        self.sizes = {name: int(n) for name, n in re.findall(r"\b(n|nr|nc) = (\d+)", head)}
        blocks = re.split(r"^((?:row |col )?labels):\n", head, flags=re.MULTILINE)
        assert blocks[0].startswith("dl n") and "format = fullmatrix" in blocks[0]
        self.labels = {
            blocks[i]: [shlex.split(line)[0] for line in blocks[i + 1].splitlines()]
            for i in range(1, len(blocks), 2)
        }
        self.rows = [[float(cell) for cell in line.split()] for line in data.splitlines()]


@every_kind
@hostile_or_not
def test_the_same_network_gives_the_same_bytes_in_every_format(
    make: Any, made: Any, settings: dict[str, str], hostile: bool
) -> None:
    one, other = made(hostile=hostile, **settings), make(hostile=hostile, **settings)
    assert [each for each in TEXTS if written(one, each) != written(other, each)] == []


@every_kind
@hostile_or_not
def test_the_edge_list_has_every_tie_with_its_evidence(
    made: Any, settings: dict[str, str], hostile: bool
) -> None:
    network = made(hostile=hostile, **settings)
    graph = network.graph()
    found = {row["id"]: row for row in rows(written(network, "edges"))}
    assert len(found) == graph.number_of_edges()
    for *_, tie in graph.edges(data=True):
        row = found[tie["id"]]
        assert tuple(row["evidence"].split(" ")) == tuple(tie["evidence"])
        assert float(row["weight"]) == tie["weight"]
        assert int(row["readings"]) == tie["readings"]


@every_kind
def test_pandas_reads_the_edge_list_of_hostile_names(made: Any, settings: dict[str, str]) -> None:
    network = made(hostile=True, **settings)
    found = pd.read_csv(io.StringIO(written(network, "edges"), newline=""))
    assert found["weight"].dtype.kind in "if" and len(found) == len(network.edges())


def test_a_certainty_table_adds_its_columns_whichever_end_comes_first(made: Any) -> None:
    network = made()
    ties = network.edges()
    certainty = pd.DataFrame({"a": ties["b"], "b": ties["a"], "low": 0.25, "high": 2.0, "survived": 0.5})
    found = rows(written(network, "edges", certainty=certainty))
    assert {(row["low"], row["high"], row["survived"]) for row in found} == {("0.25", "2", "0.5")}


@pytest.mark.parametrize("format", ["edges", "json", "graphml", "gexf"])
def test_a_tie_without_certainty_is_still_written(made: Any, format: str) -> None:
    network = made()
    one = network.edges().head(1)[["a", "b"]].assign(low=0.25, high=2.0, survived=0.5)
    assert len(network.edges()) > 1
    for tie in network.edges()["id"]:
        assert tie in written(network, format, certainty=one)


def test_the_certainty_of_a_two_mode_tie_is_matched_by_its_stance(made: Any) -> None:
    network = made(kind="two-mode")
    certainty = network.edges()[["a", "b", "stance"]].assign(low=0.0, high=1.0)
    certainty.loc[certainty["stance"] == "oppose", "high"] = 7.0
    found = rows(written(network, "edges", certainty=certainty))
    assert {row["stance"] for row in found if row["high"] == "7"} == {"oppose"}


def test_without_evidence_the_column_is_empty(made: Any) -> None:
    assert {row["evidence"] for row in rows(written(made(), "edges", evidence=False))} == {""}


@every_kind
@hostile_or_not
def test_the_matrix_holds_the_weights(made: Any, settings: dict[str, str], hostile: bool) -> None:
    network = made(hostile=hostile, **settings)
    head, *body = table_of(written(network, "matrix"))
    assert head[0] == "" and len(head) == len(set(head)) == len(network.columns) + 1
    assert [[float(cell) for cell in row[1:]] for row in body] == network.weights.tolist()
    assert len({row[0] for row in body}) == len(network.rows)


def test_nodes_of_the_same_name_are_distinguished_in_the_matrix(make: Any) -> None:
    network = make()
    network.readings.background.labels.update({DATA + "person/ann": "Sam", DATA + "person/ben": "Sam"})
    head, *_ = table_of(written(network, "matrix"))
    assert {"Sam (person/ann)", "Sam (person/ben)"} < set(head)


@every_kind
def test_the_node_list_has_every_node(made: Any, settings: dict[str, str]) -> None:
    network = made(**settings)
    assert [row["iri"] for row in rows(written(network, "nodes"))] == network.nodes()["iri"].tolist()


@every_kind
@hostile_or_not
def test_json_is_the_graph_again_in_networkx(made: Any, settings: dict[str, str], hostile: bool) -> None:
    network = made(hostile=hostile, **settings)
    graph = network.graph()
    again = nx.node_link_graph(json.loads(written(network, "json")))
    assert again.is_multigraph() == graph.is_multigraph()
    assert set(again) == set(graph)
    ties = {tie["id"]: tie for *_, tie in again.edges(data=True)}
    assert {tie["id"]: list(tie["evidence"]) for *_, tie in graph.edges(data=True)} == {
        key: tie["evidence"] for key, tie in ties.items()
    }
    assert again.graph["settings"] == network.settings.plain()
    assert again.graph["notes"] == list(network.notes)
    if graph.is_multigraph():
        assert set(again.edges(keys=True)) == set(graph.edges(keys=True))


@every_kind
@hostile_or_not
@pytest.mark.parametrize("format", ["graphml", "gexf"])
def test_networkx_reads_every_node_and_tie_of_the_xml(
    made: Any, settings: dict[str, str], hostile: bool, format: str, tmp_path: Any
) -> None:
    network = made(hostile=hostile, **settings)
    graph = network.graph()
    again = read_xml(written(network, format), format, tmp_path)
    assert {node["iri"] for _, node in again.nodes(data=True)} == {
        n["iri"] for _, n in graph.nodes(data=True)
    }
    assert len(again) == len(graph)
    found = ties_by_id(again)
    assert len(found) == graph.number_of_edges()
    for *_, tie in graph.edges(data=True):
        one = found[tie["id"]]
        assert (one["weight"], one["readings"]) == (tie["weight"], tie["readings"])
        assert isinstance(one["weight"], float) and isinstance(one["statements"], int)
        assert one["evidence"].split() == list(tie["evidence"])
        if graph.is_multigraph():
            assert (one["stance"], one["scheme"]) == (tie["stance"], tie["scheme"])


@pytest.mark.parametrize("format", ["graphml", "gexf"])
def test_parallel_ties_stay_separate(made: Any, format: str, tmp_path: Any) -> None:
    again = read_xml(written(made(kind="two-mode"), format), format, tmp_path)
    stances = [tie["stance"] for tie in again.get_edge_data("person:ann", "issue:toll").values()]
    assert sorted(stances) == ["oppose", "support"]


def test_gephi_gets_the_kinds_of_parallel_ties(made: Any) -> None:
    root = ElementTree.fromstring(written(made(kind="two-mode"), "gexf"))
    edges = list(root.iter("{http://gexf.net/1.3}edge"))
    assert {(edge.get("source"), edge.get("target"), edge.get("kind")) for edge in edges} >= {
        ("person:ann", "issue:toll", "oppose"),
        ("person:ann", "issue:toll", "support"),
    }


@every_kind
@pytest.mark.parametrize("hostile", [False, True])
def test_igraph_reads_graphml_without_a_warning(
    made: Any, settings: dict[str, str], hostile: bool, tmp_path: Any
) -> None:
    network = made(hostile=hostile, **settings)
    path = tmp_path / "network.graphml"
    path.write_text(written(network, "graphml"), encoding="utf-8")
    again = igraph.Graph.Read_GraphML(str(path))
    assert again.ecount() == network.graph().number_of_edges()
    assert sorted(again.vs["iri"]) == sorted(network.nodes()["iri"]) if len(network.nodes()) else True


@every_kind
def test_ids_in_graphml_are_those_that_its_schema_allows(made: Any, settings: dict[str, str]) -> None:
    root = ElementTree.fromstring(written(made(hostile=True, **settings), "graphml"))
    ids = [element.get("id", "") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(r"[A-Za-z0-9_.:-]+", each) for each in ids)


def test_no_key_of_graphml_is_one_that_gephi_takes_for_a_label(made: Any) -> None:
    root = ElementTree.fromstring(written(made(kind="two-mode"), "graphml"))
    keys = {key.get("id") for key in root.iter("{http://graphml.graphdrawing.org/xmlns}key")}
    assert "node_label" in keys and not keys & {"d3", "d7"}


@pytest.mark.parametrize("format", ["graphml", "gexf"])
def test_every_attribute_in_xml_has_a_type_of_its_format(made: Any, format: str) -> None:
    known = {
        "graphml": {"boolean", "int", "long", "float", "double", "string"},
        "gexf": {"integer", "long", "double", "float", "boolean", "string", "liststring", "anyURI"},
    }[format]
    root = ElementTree.fromstring(written(made(kind="two-mode"), format))
    names = {"graphml": ("key", "attr.type"), "gexf": ("attribute", "type")}[format]
    types = [each.get(names[1]) for each in root.iter() if each.tag.endswith("}" + names[0])]
    assert types and set(types) <= known


def test_graphml_contains_settings_and_notes(made: Any, tmp_path: Any) -> None:
    network = made(kind="subtract", duplicates="week")
    again = read_xml(written(network, "graphml"), "graphml", tmp_path)
    assert json.loads(again.graph["settings"]) == network.settings.plain()
    assert "One thing is left out." in again.graph["notes"]


def test_gexf_describes_the_network_and_has_no_date(made: Any) -> None:
    root = ElementTree.fromstring(written(made(), "gexf"))
    meta = root.find("{http://gexf.net/1.3}meta")
    assert meta is not None and not meta.attrib
    description = meta.findtext("{http://gexf.net/1.3}description") or ""
    assert '"kind": "congruence"' in description and "One thing is left out." in description


def test_too_many_ties_for_a_document_are_refused(make: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xml_graph, "AT_MOST", 1)
    with pytest.raises(OutputError, match="too many for one XML document"):
        list(graphml(make()))


@every_kind
@hostile_or_not
def test_dl_holds_the_matrix_and_labels_that_ucinet_reads(
    made: Any, settings: dict[str, str], hostile: bool
) -> None:
    network = made(hostile=hostile, **settings)
    found = Dl(written(network, "dl"))
    assert found.rows == network.weights.tolist()
    expected = (
        {"row labels": len(network.rows), "col labels": len(network.columns)}
        if settings["kind"] == "two-mode"
        else {"labels": len(network.rows)}
    )
    assert {key: len(labels) for key, labels in found.labels.items()} == expected
    assert sorted(found.sizes.values()) == sorted(expected.values())
    for labels in found.labels.values():
        assert all(label.isascii() and label.isprintable() and label.strip() for label in labels)
        assert not set("\"',;=") & set("".join(labels))
        assert len({label[:18].upper() for label in labels}) == len(labels)


@pytest.mark.parametrize("settings", [{}, {"kind": "two-mode"}], ids=["one-mode", "two-mode"])
@pytest.mark.parametrize("format", TEXTS)
def test_nothing_said_gives_a_valid_empty_file(
    make: Any, format: str, settings: dict[str, str], tmp_path: Any
) -> None:
    text = written(make((), **settings), format)
    if format in ("graphml", "gexf"):
        assert len(read_xml(text, format, tmp_path)) == 0
    elif format == "json":
        assert len(nx.node_link_graph(json.loads(text))) == 0
    elif format == "dl":
        assert set(Dl(text).sizes.values()) == {0}
    else:
        assert len(table_of(text)) == 1


@pytest.mark.parametrize("format", TEXTS)
def test_a_single_node_is_in_every_format_with_nodes(make: Any, format: str, tmp_path: Any) -> None:
    text = written(make([("person/ann", "issue/toll", "support", None)], isolates=True), format)
    if format in ("graphml", "gexf"):
        assert [node["label"] for _, node in read_xml(text, format, tmp_path).nodes(data=True)] == ["Ann"]
    elif format != "edges":
        assert "Ann" in text


def test_control_characters_of_labels_become_a_mark(made: Any) -> None:
    labels = {row["label"] for row in rows(written(made(hostile=True, kind="two-mode"), "nodes"))}
    assert "NUL \ufffd, escape \ufffd, end \ufffd" in labels


def test_an_unknown_format_is_an_error_that_names_those_there_are(made: Any) -> None:
    with pytest.raises(OutputError, match="unknown format 'gml'") as caught:
        network_chunks(made(), "gml")
    assert "graphml" in (caught.value.hint or "")


def test_an_option_that_a_format_does_not_take_is_an_error(made: Any) -> None:
    with pytest.raises(OutputError, match="edges does not take title"):
        network_chunks(made(), "edges", title="T")


def test_the_page_needs_the_store(made: Any) -> None:
    with pytest.raises(OutputError, match="needs their store"):
        network_chunks(made(), "html")


def test_edges_come_one_by_one(make: Any) -> None:
    network = make()
    stream = iter(network_chunks(network, "edges"))
    assert next(stream).startswith("id,a,b,")
    assert next(stream).count("\n") == 1
