"""Communities: what every method finds in clear cases, numbering, seeds, and how sure a group is."""

from __future__ import annotations

import random
from itertools import pairwise

import igraph
import networkx as nx
import numpy as np
import pandas as pd
import pytest

from kg.errors import QuestionError
from kg.networks.measures.communities import communities
from kg.networks.measures.division import Division
from kg.networks.measures.partitions import METHODS


def cliques(*sizes: int, bridge: float = 0.1) -> nx.Graph:
    """Cliques of these sizes, each joined to the next by a weak tie; nodes are a0, a1, ..., b0, ..."""
    graph = nx.Graph()
    names = [[f"{'abcdef'[i]}{j}" for j in range(size)] for i, size in enumerate(sizes)]
    for members in names:
        graph.add_weighted_edges_from((x, y, 1) for x in members for y in members if x < y)
    if bridge:
        graph.add_weighted_edges_from((x[-1], y[0], bridge) for x, y in pairwise(names))
    return graph


def ring(n: int) -> nx.Graph:
    """A ring has no groups: chance decides where it is divided."""
    return nx.relabel_nodes(nx.cycle_graph(n), {i: f"n{i:02}" for i in range(n)})


@pytest.mark.parametrize("method", METHODS)
def test_every_method_finds_two_cliques_joined_by_a_thread(method: str) -> None:
    found = communities(cliques(5, 4), method, trials=3)
    assert found.membership == {f"a{i}": 1 for i in range(5)} | {f"b{i}": 2 for i in range(4)}


@pytest.mark.parametrize("method", METHODS)
def test_no_group_joins_what_is_not_connected(method: str) -> None:
    found = communities(cliques(3, 4, bridge=0), method, trials=2)
    assert found.membership == {f"a{i}": 2 for i in range(3)} | {f"b{i}": 1 for i in range(4)}


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("n", [0, 1, 2])
def test_without_ties_every_node_is_a_group_and_there_is_no_modularity(method: str, n: int) -> None:
    graph = nx.Graph()
    graph.add_nodes_from(f"n{i}" for i in range(n))
    found = communities(graph, method, trials=2)
    assert found.membership == {f"n{i}": i + 1 for i in range(n)}
    assert found.modularity is None
    assert len(found.nodes()) == len(found.groups()) == n


@pytest.mark.parametrize("method", METHODS)
def test_the_result_does_not_depend_on_the_order_of_input(method: str) -> None:
    graph = nx.relabel_nodes(nx.karate_club_graph(), str)
    edges = [(b, a, w) for a, b, w in graph.edges(data="weight")]
    random.Random(1).shuffle(edges)
    other = nx.Graph()
    other.add_weighted_edges_from(edges)
    first, second = (communities(one, method, trials=3) for one in (graph, other))
    assert dict(first.membership) == dict(second.membership)
    pd.testing.assert_frame_equal(first.together, second.together, check_exact=True)


@pytest.mark.parametrize("method", METHODS)
def test_the_random_state_of_the_program_is_unchanged(method: str) -> None:
    random.seed(5)
    expected = random.random()
    random.seed(5)
    communities(cliques(3, 3), method, trials=2)
    assert random.random() == expected


def test_igraph_draws_from_the_random_module_again_afterwards() -> None:
    communities(cliques(3, 3), trials=1)
    drawn = []
    for _ in range(2):
        random.seed(3)
        drawn.append(igraph.Graph.Erdos_Renyi(n=12, p=0.5).get_edgelist())
    assert drawn[0] == drawn[1]


def test_the_best_of_all_runs_is_the_answer() -> None:
    """The first run does not depend on the number of runs, so more runs can only improve the result."""
    graph = nx.relabel_nodes(nx.karate_club_graph(), str)
    one, many = (communities(graph, "label-propagation", trials=n).modularity for n in (1, 15))
    assert one is not None
    assert many is not None
    assert many > one


def test_edge_betweenness_cuts_weak_ties_first() -> None:
    graph = ring(6)
    nx.set_edge_attributes(graph, {("n00", "n01"): 9, ("n02", "n03"): 9, ("n04", "n05"): 9}, "weight")
    found = communities(graph, "edge-betweenness", trials=1)
    assert list(found.membership.values()) == [1, 1, 2, 2, 3, 3]


def test_modularity_is_that_of_networkx() -> None:
    graph = cliques(5, 4, 3)
    found = communities(graph, "leiden", resolution=0.7, trials=2)
    groups = [{n for n, g in found.membership.items() if g == k} for k in set(found.membership.values())]
    assert found.modularity == pytest.approx(nx.community.modularity(graph, groups, resolution=0.7))


def test_leiden_is_at_least_as_good_as_the_known_best_of_the_karate_club() -> None:
    """The best division of the unweighted network has modularity 0.4198 (Brandes et al. 2008)."""
    graph = nx.Graph(nx.relabel_nodes(nx.karate_club_graph(), str).edges)
    assert communities(graph).modularity == pytest.approx(0.4198, abs=5e-5)


def test_groups_are_numbered_by_size_then_by_the_first_label() -> None:
    graph = cliques(3, 4, 3)
    nx.set_node_attributes(graph, {n: {"a": "Z", "b": "M", "c": "A"}[n[0]] + n[1] for n in graph}, "label")
    found = communities(graph, trials=2).groups()
    assert found["members"].tolist() == [("M0", "M1", "M2", "M3"), ("A0", "A1", "A2"), ("Z0", "Z1", "Z2")]


def test_clear_groups_are_kept_in_every_run() -> None:
    found = communities(cliques(5, 4), trials=10)
    assert found.groups()["kept"].tolist() == found.groups()["weakest"].tolist() == [1.0, 1.0]
    assert found.nodes()["rival"].tolist() == [0] * 9


def test_groups_that_chance_cuts_are_not_kept_in_every_run() -> None:
    found = communities(ring(12), "louvain", trials=10)
    assert found.groups()["weakest"].min() < 1
    assert (found.nodes()["rival_share"] > 0).any()


def test_a_method_without_chance_is_still_tried_in_other_orders() -> None:
    """Fast greedy draws nothing, but which of equal merges comes first hangs on the order of nodes."""
    assert communities(ring(12), "fast-greedy", trials=10).groups()["kept"].min() < 1


def test_together_is_a_symmetric_share_with_ones_on_the_diagonal() -> None:
    shares = communities(ring(9), trials=7).together.to_numpy()
    assert (shares == shares.T).all()
    assert (np.diag(shares) == 1).all()
    np.testing.assert_allclose(shares * 7, np.round(shares * 7))


def test_a_higher_resolution_gives_more_groups() -> None:
    graph = cliques(4, 4, 4, 4, bridge=2)
    low, high = (max(communities(graph, resolution=r).membership.values()) for r in (0.2, 1.5))
    assert low < high


def test_disagreement_is_left_out_with_a_note() -> None:
    graph = cliques(4, 4)
    graph.add_edge("a0", "b2", weight=-3)
    found = communities(graph, "leiden", trials=2)
    assert found.membership == communities(cliques(4, 4), "leiden", trials=2).membership
    assert found.notes[0].startswith("1 ties of negative weight left out")


def test_spinglass_parts_those_who_disagree() -> None:
    """A clique of agreement, across which one half disagrees with the other."""
    graph = nx.Graph()
    names = ["a0", "a1", "a2", "b0", "b1", "b2"]
    graph.add_weighted_edges_from((x, y, 1 if x[0] == y[0] else -1) for x in names for y in names if x < y)
    found = communities(graph, "spinglass", trials=2)
    assert [found.membership[n] for n in names] == [1, 1, 1, 2, 2, 2]
    assert found.notes == ()


def test_signed_modularity_is_the_value_worked_out_by_hand() -> None:
    """Positive: two ties of weight 1 within a and b each (Q = 1/2). Negative: four across (Q = -1/2)."""
    graph = nx.Graph()
    graph.add_weighted_edges_from([("a0", "a1", 1), ("b0", "b1", 1)])
    graph.add_weighted_edges_from((f"a{i}", f"b{j}", -1) for i in (0, 1) for j in (0, 1))
    found = communities(graph, "spinglass", trials=2)
    assert found.membership == {"a0": 1, "a1": 1, "b0": 2, "b1": 2}
    assert found.modularity == pytest.approx(2 / 6 * 1 / 2 - 4 / 6 * -1 / 2)


def test_an_ignored_resolution_is_noted() -> None:
    found = communities(cliques(3, 3), "walktrap", resolution=2, trials=1)
    assert found.resolution == 1
    assert found.notes == ("Resolution 2 ignored: walktrap has none.",)


def test_nodes_without_ties_are_noted() -> None:
    graph = cliques(3)
    graph.add_node("z")
    assert communities(graph, trials=1).notes == ("1 nodes without a tie that counts form a group each.",)


@pytest.mark.parametrize(
    ("method", "more"), [("x", {}), ("leiden", {"resolution": 0}), ("leiden", {"trials": 0})]
)
def test_an_impossible_request_is_refused(method: str, more: dict[str, float]) -> None:
    with pytest.raises(QuestionError):
        communities(cliques(3), method, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("resolution", [float("inf"), float("nan")])
def test_a_resolution_that_is_no_finite_number_is_refused_with_a_hint(resolution: float) -> None:
    with pytest.raises(QuestionError, match="expected a finite number above 0") as caught:
        communities(cliques(3), resolution=resolution)
    assert caught.value.hint


def division(together: list[list[float]]) -> Division:
    """Four nodes in groups 1, 1, 1, 2 that were together this often."""
    return Division(
        membership={"a": 1, "b": 1, "c": 1, "d": 2},
        labels={"a": "Ann", "b": "Bob", "c": "Cy", "d": "Di"},
        modularity=0.1,
        method="leiden",
        resolution=1.0,
        seed=0,
        trials=10,
        together=pd.DataFrame(together, index=list("abcd"), columns=list("abcd")),
        notes=(),
    )


DRAWN = [[1, 0.8, 0.6, 0.1], [0.8, 1, 0.4, 0.2], [0.6, 0.4, 1, 0.6], [0.1, 0.2, 0.6, 1]]


def test_a_group_is_as_sure_as_its_pairs_and_names_its_weakest() -> None:
    found = division(DRAWN).groups()
    assert found["kept"].tolist() == pytest.approx([0.6, 1])
    assert found["weakest"].tolist() == [0.4, 1]
    assert found["members"].tolist() == [("Ann", "Bob", "Cy"), ("Di",)]


def test_a_node_is_as_sure_as_its_being_together_with_the_others_of_its_group() -> None:
    found = division(DRAWN).nodes()
    assert found["kept"].tolist() == pytest.approx([0.7, 0.6, 0.5, 1])
    assert found["rival"].tolist() == [2, 2, 2, 1]
    assert found["rival_share"].tolist() == pytest.approx([0.1, 0.2, 0.6, 0.3])
