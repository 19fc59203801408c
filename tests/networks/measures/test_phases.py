"""Phases: distances that mean what they say, and states that are found again."""

from __future__ import annotations

import math
import random

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.cluster.hierarchy import cut_tree, linkage
from scipy.spatial.distance import squareform

from kg.errors import QuestionError
from kg.networks.measures.distances import DISTANCES, distances
from kg.networks.measures.phases import METHODS, Linkage, _cut, _modularity, phases

Matrix = NDArray[np.float64]

#: Four nodes each; the ring and the two pairs have the same degrees.
PATH = np.diag([1.0, 1, 1], 1) + np.diag([1.0, 1, 1], -1)
STAR = np.array([[0, 1, 1, 1], [1, 0, 0, 0], [1, 0, 0, 0], [1, 0, 0, 0]], dtype=float)
RING = np.array([[0, 1, 0, 1], [1, 0, 1, 0], [0, 1, 0, 1], [1, 0, 1, 0]], dtype=float)
PAIRS = np.array([[0, 2, 0, 0], [2, 0, 0, 0], [0, 0, 0, 2], [0, 0, 2, 0]], dtype=float)


@st.composite
def series(draw: st.DrawFn) -> list[Matrix]:
    n, windows = draw(st.integers(1, 5)), draw(st.integers(1, 5))
    cells = st.lists(st.integers(-1, 3), min_size=n * n, max_size=n * n)
    upper = [np.triu(np.array(draw(cells), dtype=float).reshape(n, n), 1) for _ in range(windows)]
    return [m + m.T for m in upper]


def simulated(seed: int, sequence: list[int]) -> list[Matrix]:
    """One network a window, drawn around the pattern of its state."""
    rng = np.random.default_rng(seed)
    patterns = rng.gamma(0.5, 4.0, size=(max(sequence) + 1, 8, 8))
    upper = [np.triu(rng.poisson(patterns[state]), 1).astype(float) for state in sequence]
    return [m + m.T for m in upper]


@given(series(), st.sampled_from(sorted(DISTANCES)), st.booleans())
def test_distances_are_symmetric_not_negative_and_nothing_to_oneself(
    networks: list[Matrix], method: str, normalise: bool
) -> None:
    apart = distances(networks, method, normalise=normalise)
    assert apart.shape == (len(networks), len(networks))
    assert (apart == apart.T).all()
    assert (apart >= 0).all()
    assert not np.diag(apart).any()


@given(series(), st.sampled_from(sorted(DISTANCES)), st.randoms(use_true_random=False))
def test_the_order_of_the_nodes_does_not_matter(
    networks: list[Matrix], method: str, chance: random.Random
) -> None:
    order = list(range(len(networks[0])))
    chance.shuffle(order)
    mixed = [network[np.ix_(order, order)] for network in networks]
    assert distances(mixed, method) == pytest.approx(distances(networks, method), abs=1e-7)


def test_absdiff_sums_all_cells() -> None:
    assert distances([PATH, RING])[0, 1] == 2


def test_the_spectral_distance_is_that_of_the_laplacian_eigenvalues() -> None:
    """Of a star of four the eigenvalues are 0, 1, 1, 4; of a ring of four 0, 2, 2, 4."""
    expected = math.dist([0, 1 / 6, 1 / 6, 4 / 6], [0, 2 / 8, 2 / 8, 4 / 8])
    assert distances([STAR, RING], "spectral")[0, 1] == pytest.approx(expected)


def test_the_normalized_laplacian_does_not_see_how_much_was_said() -> None:
    """Of a star of four the eigenvalues are 0, 1, 1, 2, and so are those of a ring of four."""
    assert distances([STAR, 5 * RING], "normalized-laplacian")[0, 1] == pytest.approx(0, abs=1e-7)
    assert distances([STAR, 5 * PAIRS], "normalized-laplacian")[0, 1] == pytest.approx(math.sqrt(2))


def test_dnas_spectral_distance_sees_degrees_only() -> None:
    assert distances([RING, PAIRS], "dna-spectral")[0, 1] == 0
    assert distances([RING, PAIRS], "spectral")[0, 1] > 0.1
    assert distances([STAR, RING], "dna-spectral")[0, 1] == pytest.approx(0.25 + 3 / 12)


def test_normalised_networks_of_the_same_shape_are_equal() -> None:
    assert distances([RING, 7 * RING], normalise=True)[0, 1] == pytest.approx(0)


def test_two_mode_networks_have_no_spectrum() -> None:
    with pytest.raises(QuestionError, match="absdiff"):
        distances([np.ones((2, 3))] * 2, "spectral")
    assert distances([np.ones((2, 3)), np.zeros((2, 3))])[0, 1] == 6


def test_networks_of_different_nodes_cannot_be_compared() -> None:
    with pytest.raises(QuestionError, match="different nodes"):
        distances([RING, np.eye(3)])


@pytest.mark.parametrize("method", METHODS)
def test_simulated_states_are_found_again_by_every_method(method: str) -> None:
    sequence = [0] * 6 + [1] * 5 + [2] * 6 + [0] * 4
    found = phases(simulated(2, sequence), methods=[method])
    assert found.states == tuple(state + 1 for state in sequence)
    assert found.transitions == (6, 11, 17)


def test_the_division_with_the_highest_modularity_is_kept() -> None:
    found = phases(simulated(5, [0, 0, 1, 1, 2, 2, 0]))
    assert found.modularity == pytest.approx(found.candidates["modularity"].max())
    assert len(found.candidates) == len(METHODS) * 5


def test_the_number_of_states_stays_within_what_was_asked() -> None:
    networks = simulated(2, [0, 0, 0, 1, 1, 1, 2, 2, 2])
    assert max(phases(networks, k_min=2, k_max=2).states) == 2
    assert max(phases(networks, k_min=4, k_max=5).states) in (4, 5)


@pytest.mark.parametrize(
    ("networks", "why"),
    [
        ([], "too few"),
        ([RING], "too few"),
        ([RING, STAR], "too few"),
        ([RING] * 4, "same network"),
        ([np.zeros((4, 4))] * 4, "same network"),
        ([np.zeros((0, 0))] * 4, "same network"),
        ([np.diag(row) for row in np.eye(3)], "equally different"),
    ],
    ids=["none", "one", "two", "all equal", "all empty", "no nodes", "equidistant"],
)
def test_windows_that_cannot_be_divided_are_one_labelled_state(networks: list[Matrix], why: str) -> None:
    found = phases(networks)
    assert found.states == (1,) * len(networks)
    assert found.transitions == ()
    assert math.isnan(found.modularity)
    assert why in found.note


@pytest.mark.parametrize(
    "wrong", [{"distance": "cosine"}, {"methods": ["concor"]}, {"methods": []}, {"k_min": 3, "k_max": 2}]
)
def test_what_is_not_there_is_an_error(wrong: dict[str, object]) -> None:
    with pytest.raises(QuestionError):
        phases([RING, STAR, PAIRS], **wrong)  # type: ignore[arg-type]


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("method", METHODS)
def test_groups_and_modularity_are_those_of_scipy_and_networkx(method: Linkage, seed: int) -> None:
    """Also where many windows are equally far apart."""
    chance = np.random.default_rng(seed)
    places = chance.integers(0, 4, (chance.integers(4, 25), 2)).astype(float)
    apart = np.abs(places[:, None] - places[None]).sum(-1)
    apart /= max(apart.max(), 1)
    alike = 1 - apart - np.eye(len(apart))
    tree = linkage(squareform(apart, checks=False), method=method)
    for k in range(1, 5):
        groups = _cut(tree, k)
        pairs = set(zip(groups, cut_tree(tree, n_clusters=[k]).ravel().tolist(), strict=True))
        assert len(pairs) == k
        sets = [{w for w, group in enumerate(groups) if group == number} for number in range(1, k + 1)]
        assert _modularity(alike, groups) == pytest.approx(
            nx.community.modularity(nx.from_numpy_array(alike), sets), abs=1e-12
        )
