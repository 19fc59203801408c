"""The two-mode network: actors by targets, one tie for each stance."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.networks.bipartite import TwoMode
from kg.networks.projection import project
from kg.networks.reading_table import Background, Readings, table
from kg.networks.settings import Settings
from kg.networks.two_mode_graph import edge_id, edge_key


def two_mode(readings: Readings, **chosen: object) -> TwoMode:
    found = project(readings, Settings(kind="two-mode", **chosen))  # type: ignore[arg-type]
    assert isinstance(found, TwoMode)
    return found


@pytest.mark.parametrize("normalization", ["none", "activity", "prominence"])
@pytest.mark.parametrize("cells", ["count", "subtract"])
@given(data=st.data())
def test_a_cell_holds_the_readings_of_its_actor_toward_its_target(
    data: st.DataObject, worlds: st.SearchStrategy[Readings], cells: str, normalization: str
) -> None:
    """Their number or the sum of their scores, divided by all of the actor or all toward the target."""
    readings = data.draw(worlds)
    found = two_mode(readings, cells=cells, normalization=normalization)
    rows = readings.frame.to_dict("records")
    for i, actor in enumerate(found.rows):
        for j, target in enumerate(found.columns):
            own = [row for row in rows if (row["actor"], row["target"]) == (actor, target)]
            under = {
                "none": 1,
                "activity": sum(row["actor"] == actor for row in rows),
                "prominence": sum(row["target"] == target for row in rows),
            }[normalization]
            value = len(own) if cells == "count" else sum(row["score"] for row in own)
            assert found.weights[i, j] == pytest.approx(value / under)


@given(data=st.data())
def test_each_stance_of_an_actor_toward_a_target_is_one_tie(
    data: st.DataObject, worlds: st.SearchStrategy[Readings]
) -> None:
    """With as many readings and statements as there are, and all of them as evidence."""
    readings = data.draw(worlds)
    expected: dict[tuple[str, ...], dict[str, str]] = {}
    for row in readings.frame.to_dict("records"):
        key = (row["actor"], row["target"], row["scheme"], row["value"])
        expected.setdefault(key, {})[row["reading"]] = row["statement"]
    found = two_mode(readings).edges().to_dict("records")
    assert {(t["a"], t["b"], t["scheme"], t["stance"]): t["readings"] for t in found} == {
        key: len(behind) for key, behind in expected.items()
    }
    for tie in found:
        behind = expected[tie["a"], tie["b"], tie["scheme"], tie["stance"]]
        assert (tie["weight"], tie["statements"]) == (len(behind), len(set(behind.values())))
        assert tie["id"] == edge_id(tie["a"], tie["b"], edge_key(tie["scheme"], tie["stance"]))


@pytest.mark.parametrize(("normalization", "column"), [("activity", "a"), ("prominence", "b")])
@given(data=st.data())
def test_normalised_ties_of_a_node_sum_to_1(
    data: st.DataObject, worlds: st.SearchStrategy[Readings], normalization: str, column: str
) -> None:
    edges = two_mode(data.draw(worlds), normalization=normalization).edges()
    assert edges.groupby(column)["weight"].sum().tolist() == pytest.approx([1.0] * edges[column].nunique())


def said(*rows: tuple[str, str, str], **background: dict[str, str]) -> Readings:
    made = [{"actor": who, "target": what, "value": value} for who, what, value in rows]
    return Readings(table(made), Background(**background))  # type: ignore[arg-type]


MIXED = said(("urn:a", "urn:t", "support"), ("urn:a", "urn:t", "oppose"), ("urn:b", "urn:u", "neutral"))


def test_two_stances_toward_one_target_are_two_ties_and_cancel_out_in_the_matrix() -> None:
    found = two_mode(MIXED)
    assert [tie["stance"] for tie in found.graph().get_edge_data("urn:a", "urn:t").values()] == [
        "oppose",
        "support",
    ]
    assert found.weights[0, 0] == 0


def test_unclear_and_neutral_readings_are_ties_and_add_nothing_to_a_sum() -> None:
    found = two_mode(said(("urn:a", "urn:t", "unclear"), ("urn:a", "urn:t", "neutral")))
    assert len(found.edges()) == 2
    assert found.weights.tolist() == [[0.0]]
    assert two_mode(found.readings, cells="count").weights.tolist() == [[2.0]]


def test_an_actor_who_is_a_target_is_two_nodes() -> None:
    readings = said(
        *[("urn:a", "urn:b", "positive"), ("urn:b", "urn:a", "negative")],
        kinds={"urn:a": "person", "urn:b": "country"},
    )
    graph = two_mode(readings).graph()
    assert sorted(graph) == ["urn:a", "urn:a#target", "urn:b", "urn:b#target"]
    assert nx.is_bipartite(graph)
    assert {graph.nodes[node]["iri"] for node in graph} == {"urn:a", "urn:b"}


GRAPH = {"settings": dict, "notes": tuple, "readings": int, "statements": int}
NODE = {"iri": str, "label": str, "kind": str, "bipartite": int, "readings": int, "statements": int}
TIE = {
    **{"id": str, "stance": str, "scheme": str, "weight": float, "readings": int},
    **{"statements": tuple, "evidence": tuple},
}


def test_the_graph_has_the_attributes_that_are_documented() -> None:
    """All of them, no others, each of its kind: plain Python that every writer of graphs takes."""
    graph = two_mode(MIXED).graph()
    sets = [(graph.graph, GRAPH), *((d, NODE) for _, d in graph.nodes(data=True))]
    for found, expected in [*sets, *((d, TIE) for *_, d in graph.edges(data=True))]:
        assert found.keys() == expected.keys()
        for name, kind in expected.items():
            assert isinstance(found[name], kind), name
            assert not isinstance(found[name], np.generic), name


def test_evidence_is_that_of_one_stance_or_of_all() -> None:
    found = two_mode(MIXED)
    assert found.evidence("urn:a", "urn:t") == ("urn:reading:0", "urn:reading:1")
    assert found.evidence("urn:a", "urn:t", "oppose") == ("urn:reading:1",)
    assert [d["evidence"] for *_, d in found.graph().edges(data=True)] == [
        *[("urn:reading:1",), ("urn:reading:0",), ("urn:reading:2",)],
    ]


@pytest.mark.parametrize(("isolates", "rows", "columns"), [(False, 1, 1), (True, 2, 2)])
def test_a_pair_with_few_statements_is_left_out(isolates: bool, rows: int, columns: int) -> None:
    """Its nodes stay where isolates do."""
    found = two_mode(MIXED, min_edge=2, isolates=isolates)
    assert (len(found.rows), len(found.columns), len(found.edges())) == (rows, columns, 2)
    assert found.weights.shape == (rows, columns)
