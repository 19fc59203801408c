"""The disparity filter: the paper's formula, single ties, and what it does with signs and parallel edges."""

from __future__ import annotations

import networkx as nx
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import QuestionError
from kg.networks.measures.backbone import RULES, backbone, disparity

WEIGHTS = st.one_of(st.floats(1e-6, 1e6), st.floats(-1e6, -1e-6))
EDGES = st.dictionaries(
    st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdef")).filter(lambda e: e[0] < e[1]), WEIGHTS
)


def graph_of(edges: dict[tuple[str, str], float]) -> nx.Graph:
    graph = nx.Graph()
    graph.add_weighted_edges_from((a, b, w) for (a, b), w in edges.items())
    return graph


#: a has ties 6, 3, 1; b has 6 and 4.
WORLD = {("a", "b"): 6.0, ("a", "c"): 3.0, ("a", "d"): 1.0, ("b", "d"): 4.0}


def test_alpha_is_the_value_worked_out_by_hand() -> None:
    found = disparity(graph_of(WORLD)).set_index(["a", "b"])
    assert found.loc[("a", "b"), "alpha_a"] == pytest.approx((1 - 6 / 10) ** 2)
    assert found.loc[("a", "b"), "alpha_b"] == pytest.approx(1 - 6 / 10)
    assert found.loc[("a", "d"), "alpha_b"] == pytest.approx(1 - 1 / 5)


def test_either_takes_the_smaller_chance_and_both_the_larger() -> None:
    either, both = (disparity(graph_of(WORLD), rule=rule) for rule in RULES)
    ends = either[["alpha_a", "alpha_b"]]
    assert either["alpha"].tolist() == ends.min(axis=1).tolist()
    assert both["alpha"].tolist() == ends.max(axis=1).tolist()


def test_a_single_tie_says_nothing_at_its_end() -> None:
    found = disparity(graph_of(WORLD)).set_index(["a", "b"])
    assert found.loc[("a", "c"), "alpha_b"] == 1


def test_two_nodes_tied_only_to_each_other_are_never_in_the_backbone() -> None:
    found = disparity(graph_of({("a", "b"): 1000.0}), level=1)
    assert found["kept"].tolist() == [False]


@given(EDGES, st.sampled_from(RULES))
def test_alpha_is_a_probability(edges: dict[tuple[str, str], float], rule: str) -> None:
    found = disparity(graph_of(edges), rule=rule)  # type: ignore[arg-type]
    assert found[["alpha_a", "alpha_b", "alpha"]].stack().between(0, 1).all()


@given(EDGES)
def test_the_order_of_input_changes_nothing(edges: dict[tuple[str, str], float]) -> None:
    turned = {(b, a): w for (a, b), w in reversed(edges.items())}
    pd.testing.assert_frame_equal(disparity(graph_of(edges)), disparity(graph_of(turned)), check_exact=True)


@given(EDGES, st.floats(0.001, 1000))
def test_the_unit_of_the_weights_changes_nothing(edges: dict[tuple[str, str], float], unit: float) -> None:
    first = disparity(graph_of(edges))
    second = disparity(graph_of({ends: w * unit for ends, w in edges.items()}))
    assert first["alpha"].tolist() == pytest.approx(second["alpha"].tolist())


@given(EDGES)
def test_what_is_significant_at_both_ends_is_so_at_either(edges: dict[tuple[str, str], float]) -> None:
    either, both = (disparity(graph_of(edges), level=0.3, rule=rule)["kept"] for rule in RULES)
    assert (both <= either).all()


def test_strong_disagreement_is_as_salient_as_strong_agreement() -> None:
    turned = {**WORLD, ("a", "b"): -6.0}
    found = disparity(graph_of(turned))
    assert found["alpha"].tolist() == disparity(graph_of(WORLD))["alpha"].tolist()
    assert found["weight"].tolist()[0] == -6


def test_the_backbone_keeps_all_nodes_and_the_chance_on_each_tie() -> None:
    found = backbone(graph_of(WORLD), level=0.17)
    assert sorted(found) == ["a", "b", "c", "d"]
    assert [(a, b, round(alpha, 2)) for a, b, alpha in found.edges(data="alpha")] == [("a", "b", 0.16)]


def test_parallel_edges_stay_or_go_together() -> None:
    graph = nx.MultiGraph()
    graph.add_nodes_from("ab", bipartite=0)
    graph.add_nodes_from("tuv", bipartite=1)
    graph.add_weighted_edges_from([("a", "t", 50), ("a", "t", 40), ("a", "u", 5), ("a", "v", 5)])
    found = backbone(graph, level=0.05)
    assert sorted(found.edges(data="weight")) == [("a", "t", 40), ("a", "t", 50)]


@pytest.mark.parametrize("nodes", [[], ["a"]])
def test_without_ties_the_table_is_empty(nodes: list[str]) -> None:
    graph = nx.Graph()
    graph.add_nodes_from(nodes)
    assert disparity(graph).empty
    assert list(backbone(graph)) == nodes


@pytest.mark.parametrize("more", [{"level": 0}, {"level": 1.1}, {"level": float("nan")}, {"rule": "all"}])
def test_an_impossible_request_is_refused(more: dict[str, object]) -> None:
    with pytest.raises(QuestionError):
        disparity(nx.Graph(), **more)  # type: ignore[arg-type]
