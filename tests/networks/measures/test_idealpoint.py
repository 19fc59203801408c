"""Ideal points: correct derivatives, recovery of simulated positions, and flags for little evidence."""

from __future__ import annotations

import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.special import expit

from kg.errors import QuestionError
from kg.networks.measures.idealpoint import IdealPoints, ideal_points
from kg.networks.measures.two_parameter import Model

Matrix = NDArray[np.float64]


def names(letter: str, count: int) -> list[str]:
    return [f"{letter}{i:02}" for i in range(count)]


def simulated(seed: int, actors: int, issues: int, each: float) -> tuple[Matrix, Matrix, Matrix]:
    """A world whose positions are known: ``each`` readings per actor and issue on average."""
    rng = np.random.default_rng(seed)
    line = rng.normal(size=actors)
    chance = expit(np.outer(line, 1.5 * rng.normal(size=issues)) - rng.normal(size=issues))
    spoken = rng.poisson(each, size=(actors, issues))
    support = rng.binomial(spoken, chance)
    return (line - line.mean()) / line.std(), support, spoken - support


def fitted(support: Matrix, oppose: Matrix, **settings_: object) -> IdealPoints:
    support, oppose = np.asarray(support), np.asarray(oppose)
    return ideal_points(  # type: ignore[arg-type]
        support, oppose, names("a", support.shape[0]), names("i", support.shape[1]), **settings_
    )


@given(st.integers(0, 2**20))
def test_gradient_and_hessian_are_the_slopes_of_the_loss(seed: int) -> None:
    rng = np.random.default_rng(seed)
    n, m = rng.integers(1, 5, size=2)
    model = Model(*rng.poisson(1.0, size=(2, n, m)).astype(float))
    point = rng.normal(size=n + 2 * m)
    for axis, step in enumerate(1e-5 * np.eye(len(point))):
        up, down = model.loss(point + step), model.loss(point - step)
        assert (up[0] - down[0]) / 2e-5 == pytest.approx(model.loss(point)[1][axis], abs=1e-4)
        assert (up[1] - down[1]) / 2e-5 == pytest.approx(model.hessian(point)[axis], abs=1e-4)


def test_the_loss_is_minus_the_log_of_likelihood_and_priors() -> None:
    """One actor at 1, one issue with discrimination 2 and difficulty 0.5: log-odds 1.5."""
    model = Model(np.array([[3.0]]), np.array([[1.0]]))
    chance = 1 / (1 + np.exp(-1.5))
    expected = -3 * np.log(chance) - np.log(1 - chance) + 1 / 2 + (2**2 + 0.5**2) / (2 * 2**2)
    assert model.loss(np.array([1.0, 2.0, 0.5]))[0] == pytest.approx(expected)


@pytest.mark.parametrize("seed", range(3))
def test_a_simulated_line_is_recovered_up_to_its_direction(seed: int) -> None:
    line, support, oppose = simulated(seed, actors=60, issues=25, each=1.5)
    found = fitted(support, oppose, restarts=3)
    assert found.converged
    assert abs(np.corrcoef(found.actors["position"], line)[0, 1]) > 0.9


def test_most_intervals_cover_the_simulated_truth() -> None:
    """Nominal 95%; the test only excludes intervals that are far too narrow or misplaced."""
    inside = []
    for seed in range(6):
        line, support, oppose = simulated(seed, actors=40, issues=15, each=1.0)
        found = fitted(support, oppose, restarts=3)
        position = found.actors["position"].to_numpy()
        line = line * np.sign(np.corrcoef(position, line)[0, 1])
        inside.extend((found.actors["low"] <= line) & (line <= found.actors["high"]))
    assert np.mean(inside) > 0.85


def test_positions_have_mean_zero_and_deviation_one() -> None:
    _, support, oppose = simulated(7, actors=20, issues=10, each=1.0)
    position = fitted(support, oppose).actors["position"]
    assert position.mean() == pytest.approx(0, abs=1e-9)
    assert position.std(ddof=0) == pytest.approx(1)


@given(st.integers(0, 2**20), st.randoms(use_true_random=False))
def test_the_order_of_actors_and_issues_does_not_matter(seed: int, chance: random.Random) -> None:
    _, support, oppose = simulated(seed, actors=6, issues=4, each=1.0)
    actors, issues = names("a", 6), names("i", 4)
    i, j = chance.sample(range(6), 6), chance.sample(range(4), 4)
    straight = ideal_points(support, oppose, actors, issues, restarts=2)
    mixed = ideal_points(
        support[np.ix_(i, j)],
        oppose[np.ix_(i, j)],
        [actors[k] for k in i],
        [issues[k] for k in j],
        restarts=2,
    )
    assert mixed.actors.set_index("actor").loc[actors].equals(straight.actors.set_index("actor"))
    assert mixed.issues.set_index("issue").loc[issues].equals(straight.issues.set_index("issue"))


@pytest.mark.parametrize("anchor", ["a00", "a01"])
def test_the_anchor_is_on_the_positive_side(anchor: str) -> None:
    found = fitted(np.array([[4, 0], [0, 4]]), np.array([[0, 4], [4, 0]]), anchor=anchor)
    assert found.actors.set_index("actor").loc[anchor, "position"] > 0.9


def test_without_an_anchor_the_positive_end_supports_more() -> None:
    support = np.array([[3, 3, 3], [3, 3, 2], [0, 0, 1], [0, 1, 0]])
    found = fitted(support, 3 - support)
    assert (found.issues["discrimination"] > 0).all()
    assert np.sign(found.actors["position"]).tolist() == [1, 1, -1, -1]


def test_few_readings_are_flagged_and_have_wider_intervals() -> None:
    line, support, oppose = simulated(3, actors=30, issues=12, each=2.0)
    middle = int(np.argsort(line)[15])
    support[middle, 1:] = oppose[middle, 1:] = 0
    support[middle, 0], oppose[middle, 0] = 1, 0
    actors = fitted(support, oppose).actors
    width = actors["high"] - actors["low"]
    assert actors.loc[middle, "few"]
    assert actors["few"].sum() == 1
    assert width.idxmax() == middle


def test_an_issue_on_which_nobody_disagrees_changes_no_position() -> None:
    _, support, oppose = simulated(5, actors=10, issues=6, each=2.0)
    assert ((support.sum(axis=0) > 0) & (oppose.sum(axis=0) > 0)).all()
    agreed = np.full((10, 1), 3)
    more = fitted(np.hstack([support, agreed]), np.hstack([oppose, 0 * agreed]))
    assert more.actors.equals(fitted(support, oppose).actors)
    assert not more.issues["contested"].iloc[-1]
    assert "1 issue on which nobody disagrees is left out" in more.notes[0]


@pytest.mark.parametrize(
    ("support", "oppose"),
    [
        (np.zeros((3, 2)), np.zeros((3, 2))),
        (np.ones((3, 2)), np.zeros((3, 2))),
        (np.zeros((3, 2)), np.ones((3, 2))),
        (np.ones((1, 2)), np.ones((1, 2))),
        (np.zeros((3, 0)), np.zeros((3, 0))),
        (np.ones((3, 2)), np.ones((3, 2))),
    ],
    ids=["no readings", "all support", "all oppose", "one actor", "no issues", "everybody undecided"],
)
def test_readings_that_do_not_separate_actors_give_position_zero_and_a_note(
    support: Matrix, oppose: Matrix
) -> None:
    found = fitted(support, oppose)
    assert (found.actors["position"] == 0).all()
    assert (found.actors["high"] > 0.5).all()
    assert any("do not separate the actors" in note for note in found.notes)


def test_no_actors_give_the_columns_and_no_rows() -> None:
    found = ideal_points([], [], [], ["toll"])
    assert found.actors.empty
    assert list(found.actors) == ["actor", "position", "low", "high", "readings", "few"]


def test_actors_without_a_common_issue_are_named_as_not_comparable() -> None:
    block = np.array([[3, 0], [0, 3]])
    support = np.kron(np.eye(2), block)
    oppose = np.kron(np.eye(2), 3 - block)
    assert any("not comparable" in note for note in fitted(support, oppose).notes)
    assert not any("not comparable" in note for note in fitted(block, 3 - block).notes)


@pytest.mark.parametrize(
    "wrong",
    [
        {"support": [[-1, 0], [0, 1]]},
        {"oppose": [[np.nan, 0], [0, 1]]},
        {"support": [[1, 1]]},
        {"level": 1.0},
        {"anchor": "X"},
        {"restarts": 0},
    ],
)
def test_what_does_not_fit_is_an_error(wrong: dict[str, object]) -> None:
    fitting = {"support": np.eye(2), "oppose": np.eye(2), "actors": ["a", "b"], "issues": ["c", "d"]}
    with pytest.raises(QuestionError):
        ideal_points(**(fitting | wrong))  # type: ignore[arg-type]
