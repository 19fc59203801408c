"""Centralities: hand-computed values, the libraries' own numbers, negative and missing ties."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.networks.measures.centrality import COLUMNS, centralities

MEASURES = list(COLUMNS[1:])


@st.composite
def graphs(draw: st.DrawFn) -> nx.Graph:
    """Weighted graphs of up to seven nodes, disconnected ones among them."""
    n = draw(st.integers(0, 7))
    graph = nx.Graph()
    graph.add_nodes_from("abcdefg"[:n])
    for a in range(n):
        for b in range(a + 1, n):
            weight = draw(st.sampled_from([0, 0, 1, 2, 3, 7, -1, -2]))
            if weight:
                graph.add_edge("abcdefg"[a], "abcdefg"[b], weight=weight)
    return graph


def path(*weights: float) -> nx.Graph:
    graph = nx.Graph()
    graph.add_weighted_edges_from((f"n{i}", f"n{i + 1}", weight) for i, weight in enumerate(weights))
    return graph


def test_a_path_of_three_has_the_values_worked_out_by_hand() -> None:
    found = centralities(path(1, 1)).loc[:, MEASURES[:-1]]
    root = np.sqrt(0.5)
    expected = [[0.5, 1, 0, 2 / 3, 0.5], [1, 2, 1, 1, root], [0.5, 1, 0, 2 / 3, 0.5]]
    np.testing.assert_allclose(found.to_numpy(), expected)


def test_a_strong_tie_is_a_short_one() -> None:
    """n0 - n1 is 1/4 long and n1 - n2 is 1 long, so that n1 is 5/8 from another on average."""
    assert centralities(path(4, 1)).loc["n1", "closeness"] == pytest.approx(8 / 5)


def test_paths_equally_long_but_for_rounding_share_betweenness() -> None:
    """From a to c it is 0.3 directly and 0.1 + 0.2 by way of b, which in binary is a little more."""
    graph = nx.Graph()
    graph.add_weighted_edges_from([("a", "b", 10), ("b", "c", 5), ("a", "c", 10 / 3)])
    assert 1 / (10 / 3) < 1 / 10 + 1 / 5
    assert centralities(graph)["betweenness"].to_dict() == {"a": 0, "b": 0.5, "c": 0}


@given(graphs())
def test_the_numbers_are_those_of_networkx(graph: nx.Graph) -> None:
    positive = nx.Graph(graph.nodes and graph)
    positive.remove_edges_from([(a, b) for a, b, w in graph.edges(data="weight") if w < 0])
    for _, _, data in positive.edges(data=True):
        data["length"] = 1 / data["weight"]
    found = centralities(graph)
    if len(graph) > 1:
        expected = {
            "degree": nx.degree_centrality(graph),
            "closeness": nx.closeness_centrality(positive, distance="length"),
            "pagerank": nx.pagerank(positive, tol=1e-12, max_iter=1000),
        }
        for name, values in expected.items():
            np.testing.assert_allclose(found[name], [values[n] for n in found.index], atol=1e-8)


@given(graphs())
def test_betweenness_is_that_of_networkx_for_equal_weights(graph: nx.Graph) -> None:
    """Equal weights, since networkx treats paths that differ by rounding as different."""
    positive = nx.Graph((a, b) for a, b, w in graph.edges(data="weight") if w > 0)
    expected = nx.betweenness_centrality(positive)
    found = centralities(positive)["betweenness"]
    np.testing.assert_allclose(found, [expected[n] for n in found.index], atol=1e-12)


@given(graphs(), st.randoms(use_true_random=False))
def test_the_order_of_nodes_and_edges_changes_nothing(graph: nx.Graph, chance: object) -> None:
    nodes, edges = list(graph.nodes), list(graph.edges(data="weight"))
    chance.shuffle(nodes)  # type: ignore[attr-defined]
    chance.shuffle(edges)  # type: ignore[attr-defined]
    other = nx.Graph()
    other.add_nodes_from(nodes)
    other.add_weighted_edges_from((b, a, w) for a, b, w in edges)
    pd.testing.assert_frame_equal(centralities(graph), centralities(other), check_exact=True)


@given(graphs())
def test_eigenvector_of_a_connected_graph_is_that_of_networkx(graph: nx.Graph) -> None:
    graph.remove_edges_from([(a, b) for a, b, w in graph.edges(data="weight") if w < 0])
    if len(graph) > 2 and nx.is_connected(graph):
        expected = nx.eigenvector_centrality_numpy(graph, weight="weight")
        found = centralities(graph)["eigenvector"]
        np.testing.assert_allclose(found, [expected[n] for n in found.index], atol=1e-8)


def test_an_isolated_pair_does_not_outrank_the_centre_of_the_network() -> None:
    star = nx.star_graph([f"s{i}" for i in range(9)])
    star.add_edge("x", "y")
    found = centralities(star)["eigenvector"]
    assert found["s0"] > found["x"] > 0


def test_disagreement_counts_as_a_tie_but_passes_nothing_on() -> None:
    found = centralities(path(1, -1))
    assert found.loc["n1", "strength"] == 2
    assert found.loc["n1", "degree"] == 1
    assert found.loc["n1", "betweenness"] == 0
    assert found.loc["n2", "closeness"] == 0


def test_a_tie_with_oneself_counts_nothing() -> None:
    graph = path(1, 2)
    graph.add_edge("n1", "n1", weight=5)
    pd.testing.assert_frame_equal(centralities(graph), centralities(path(1, 2)))


@pytest.mark.parametrize("n", [0, 1, 2, 3])
def test_without_ties_everything_is_zero_but_pagerank(n: int) -> None:
    graph = nx.Graph()
    graph.add_nodes_from(f"n{i}" for i in range(n))
    found = centralities(graph)
    assert list(found.columns) == list(COLUMNS)
    assert found[MEASURES[:-1]].to_numpy().sum() == 0
    assert found["pagerank"].tolist() == pytest.approx([1 / n] * n if n else [])


def two_mode(*ties: tuple[str, str, float]) -> nx.MultiGraph:
    graph = nx.MultiGraph()
    for actor, target, weight in ties:
        graph.add_node(actor, bipartite=0)
        graph.add_node(target, bipartite=1)
        graph.add_edge(actor, target, weight=weight)
    return graph


@st.composite
def two_sides(draw: st.DrawFn) -> nx.Graph:
    """Two-mode graphs with two to five nodes on each side; fewer are a star, where networkx fails."""
    n, m = draw(st.integers(2, 5)), draw(st.integers(2, 5))
    graph = nx.Graph()
    graph.add_nodes_from((f"a{i}" for i in range(n)), bipartite=0)
    graph.add_nodes_from((f"t{j}" for j in range(m)), bipartite=1)
    graph.add_edges_from((f"a{i}", f"t{j}") for i in range(n) for j in range(m) if draw(st.booleans()))
    return graph


@given(two_sides())
def test_two_mode_measures_are_those_of_networkx_bipartite(graph: nx.Graph) -> None:
    found, actors = centralities(graph), [n for n in graph if n.startswith("a")]
    for name in ("degree", "betweenness", "closeness"):
        expected = getattr(nx.bipartite, f"{name}_centrality")(graph, actors)
        assert found[name].to_dict() == pytest.approx(expected), name


def test_two_mode_measures_take_no_weights() -> None:
    weak = two_mode(("a", "t", 1), ("a", "u", 1), ("b", "u", 2), ("c", "u", 1), ("c", "v", -1))
    strong = two_mode(("a", "t", 9), ("a", "u", 1), ("b", "u", 5), ("c", "u", 1), ("c", "v", 3))
    names = ["degree", "betweenness", "closeness"]
    pd.testing.assert_frame_equal(centralities(weak)[names], centralities(strong)[names])


def test_support_and_opposition_of_one_actor_are_one_tie_of_both_strengths() -> None:
    found = centralities(two_mode(("a", "t", 2), ("a", "t", -1), ("a", "u", 1)))
    assert found.loc["a", "strength"] == 4
    assert found.loc["a", "degree"] == 1


@pytest.mark.parametrize("actors", [1, 2, 3])
def test_a_single_issue_is_between_all_its_actors(actors: int) -> None:
    """networkx.bipartite divides by zero here."""
    found = centralities(two_mode(*((f"a{i}", "t", 1.0) for i in range(actors))))
    assert found["betweenness"].to_dict() == {f"a{i}": 0 for i in range(actors)} | {"t": float(actors > 1)}


def test_actors_without_any_target_have_no_centrality() -> None:
    graph = nx.MultiGraph()
    graph.add_nodes_from(["a", "b"], bipartite=0)
    assert centralities(graph)[MEASURES[:-1]].to_numpy().sum() == 0


def test_rows_are_in_order_of_labels() -> None:
    graph = nx.Graph()
    graph.add_node("urn:1", label="Zoe")
    graph.add_node("urn:2", label="Ann")
    assert centralities(graph)["label"].tolist() == ["Ann", "Zoe"]


@pytest.mark.parametrize("weight", [float("nan"), float("inf")])
def test_a_weight_that_is_no_number_is_refused(weight: float) -> None:
    with pytest.raises(ValueError, match="finite"):
        centralities(path(weight))


def test_a_directed_graph_is_refused() -> None:
    with pytest.raises(ValueError, match="undirected"):
        centralities(nx.DiGraph())


def test_a_tie_within_one_side_of_a_two_mode_graph_is_refused() -> None:
    graph = two_mode(("a", "t", 1), ("b", "t", 1))
    graph.add_edge("a", "b")
    with pytest.raises(ValueError, match="the same side"):
        centralities(graph)
