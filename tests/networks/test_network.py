"""A one-mode network: its nodes, ties, evidence and graph."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import get_args

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import QuestionError
from kg.networks import network as networks
from kg.networks.network import Network, tie_id
from kg.networks.projection import project
from kg.networks.reading_table import Background, Readings, table
from kg.networks.settings import KINDS, Settings
from tests.profiles import examples

ONE_MODE = [kind for kind in KINDS if kind != "two-mode"]


def one_mode(readings: Readings, **chosen: object) -> Network:
    found = project(readings, Settings(**{"neutral": "between", **chosen}))  # type: ignore[arg-type]
    assert isinstance(found, Network)
    return found


def said(*rows: tuple[str, str, str]) -> Readings:
    made = [{"actor": f"urn:{who}", "target": f"urn:{what}", "value": value} for who, what, value in rows]
    return Readings(table(made), Background(labels={"urn:a": "Zoe", "urn:b": "Bo", "urn:c": "Cem"}))


AGREED = said(("a", "t", "support"), ("b", "t", "support"), ("b", "u", "oppose"), ("c", "t", "oppose"))


@pytest.mark.parametrize("kind", ONE_MODE)
@pytest.mark.parametrize("of", ["actors", "issues"])
@examples(1 / 2)
@given(data=st.data())
def test_evidence_is_every_reading_that_adds_to_the_weight(
    data: st.DataObject, worlds: st.SearchStrategy[Readings], kind: str, of: str
) -> None:
    """By loops over all readings of both nodes: those that pair with one of the other on an item."""
    readings = data.draw(worlds)
    found = one_mode(readings, kind=kind, of=of)
    mine, theirs = ("actor", "target") if of == "actors" else ("target", "actor")
    rows = readings.frame.to_dict("records")
    width = readings.scale[1] - readings.scale[0]

    def adds(one: float, other: float) -> bool:
        apart = abs(one - other) / width
        return {"congruence": apart < 1, "conflict": apart > 0}.get(kind, True)

    for a, b in combinations({row[mine] for row in rows}, 2):
        expected = {
            row["reading"]
            for row in rows
            for other in rows
            if {row[mine], other[mine]} == {a, b}
            and row[theirs] == other[theirs]
            and adds(row["score"], other["score"])
        }
        assert found.evidence(a, b) == tuple(sorted(expected)) == found.evidence(b, a)
    ties = found.edges()
    each = [found.evidence(a, b) for a, b in zip(ties["a"], ties["b"], strict=True)]
    assert found.every_evidence()(ties) == each


@given(data=st.data(), of=st.sampled_from(["actors", "issues"]))
def test_a_tie_has_as_many_readings_as_its_evidence(
    data: st.DataObject, worlds: st.SearchStrategy[Readings], of: str
) -> None:
    found = one_mode(data.draw(worlds), of=of)
    for tie in found.edges().to_dict("records"):
        assert tie["readings"] == len(found.evidence(tie["a"], tie["b"]))


@given(data=st.data(), isolates=st.booleans())
def test_the_matrix_is_that_of_the_graph(
    data: st.DataObject, worlds: st.SearchStrategy[Readings], isolates: bool
) -> None:
    """Symmetric, 0 on its diagonal, in the order of the nodes."""
    found = one_mode(data.draw(worlds), isolates=isolates, kind="subtract")
    graph = found.graph()
    assert tuple(graph) == found.rows == found.columns == tuple(found.nodes()["iri"])
    expected = nx.to_numpy_array(graph) if len(graph) else np.zeros((0, 0))
    assert np.array_equal(found.weights, expected)


def test_the_heaviest_tie_comes_first() -> None:
    edges = one_mode(AGREED, kind="subtract").edges()
    assert edges[["a_label", "b_label", "weight"]].to_numpy().tolist() == [
        ["Bo", "Zoe", 1.0],
        ["Bo", "Cem", -1.0],
        ["Cem", "Zoe", -1.0],
    ]


def test_of_equal_weights_the_one_on_more_statements_comes_first() -> None:
    """Agreement on few statements does not outrank the same on many."""
    few = [("a", "t", "support"), ("b", "t", "support")]
    many = [("c", "u", "support"), *[("d", "u", "support")] * 2]
    edges = one_mode(said(*few, *many), normalization="cosine").edges()
    assert edges[["weight", "statements"]].to_numpy().tolist() == [[1.0, 3], [1.0, 2]]


def test_nodes_say_how_many_readings_and_statements_they_have() -> None:
    rows = [{"actor": "urn:a", "target": what, "statement": "urn:s"} for what in ("urn:t", "urn:u")]
    rows.append({"actor": "urn:b", "target": "urn:t", "statement": "urn:s2"})
    background = Background(labels={"urn:a": "Ann"}, kinds={"urn:a": "person"})
    assert one_mode(Readings(table(rows), background)).nodes().to_dict("records") == [
        {"iri": "urn:a", "label": "Ann", "kind": "person", "readings": 2, "statements": 1},
        {"iri": "urn:b", "label": "urn:b", "kind": "other", "readings": 1, "statements": 1},
    ]


#: Attributes as the module documents them.
GRAPH = {"settings": dict, "notes": tuple, "readings": int, "statements": int}
NODE = {"iri": str, "label": str, "kind": str, "readings": int, "statements": int}
TIE = {"id": str, "weight": float, "readings": int, "statements": int, "shared": int, "evidence": Sequence}


@pytest.mark.parametrize("of", ["actors", "issues"])
def test_the_graph_has_the_attributes_that_are_documented(of: str) -> None:
    """All of them, no others, each of its kind: plain Python that every writer of graphs takes."""
    graph = one_mode(AGREED, of=of, kind="cooccurrence").graph()
    assert graph.number_of_edges() > 0
    sets = [(graph.graph, GRAPH), *((d, NODE) for _, d in graph.nodes(data=True))]
    for found, expected in [*sets, *((d, TIE) for *_, d in graph.edges(data=True))]:
        assert found.keys() == expected.keys()
        for name, kind in expected.items():
            assert isinstance(found[name], get_args(kind) or kind), name
            assert not isinstance(found[name], np.generic), name


def test_the_graph_says_what_was_chosen_and_left_out() -> None:
    graph = one_mode(said(("a", "t", "unclear"), ("b", "t", "support")), duplicates="week").graph()
    assert graph.graph["settings"]["duplicates"] == "week"
    assert len(graph.graph["notes"]) == 1
    assert graph.graph["readings"] == 1


def test_evidence_of_the_graph_is_that_of_the_network() -> None:
    found = one_mode(AGREED)
    for a, b, tie in found.graph().edges(data=True):
        assert tuple(tie["evidence"]) == found.evidence(a, b) == ("urn:reading:0", "urn:reading:1")
        assert (tie["evidence"][0], len(tie["evidence"])) == ("urn:reading:0", 2)


def test_an_id_depends_only_on_the_kind_and_both_nodes() -> None:
    """Not on their order, labels, readings or other settings; another kind of network is another tie."""
    chosen = Settings()
    assert tie_id(chosen, "urn:a", "urn:b") == tie_id(chosen, "urn:b", "urn:a")
    assert tie_id(chosen, "urn:a", "urn:b") == tie_id(
        Settings(normalization="cosine", min_edge=3), "urn:a", "urn:b"
    )
    others = {
        tie_id(chosen, "urn:a", "urn:c"),
        tie_id(Settings(kind="conflict"), "urn:a", "urn:b"),
        tie_id(Settings(of="issues"), "urn:a", "urn:b"),
    }
    assert len(others | {tie_id(chosen, "urn:a", "urn:b")}) == 4


def test_ids_of_ties_are_unique() -> None:
    edges = one_mode(AGREED, kind="cooccurrence").edges()
    assert len(set(edges["id"])) == len(edges) == 3


def test_an_unknown_node_has_no_evidence() -> None:
    assert one_mode(AGREED).evidence("urn:a", "urn:nobody") == ()


def test_a_matrix_too_large_for_the_memory_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """The ties are there all the same."""
    monkeypatch.setattr(networks, "CELLS", 3)
    found = one_mode(AGREED)
    with pytest.raises(QuestionError, match="too large"):
        _ = found.weights
    assert len(found.edges()) == 1
