"""What a weight is divided by equals a plain reading of the formulas."""

from __future__ import annotations

from collections.abc import Callable
from math import sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.networks.choices import ONE_MODE, TWO_MODE
from kg.networks.normalisation import two_mode
from kg.networks.reading_table import Readings, table
from kg.networks.score_counts import Counts, counted
from kg.networks.weights import tie_table, weights
from tests.profiles import examples

#: How often a node has a reading of a score toward an item.
Said = dict[tuple[str, float], float]


def agreement(one: Said, other: Said, width: float) -> float:
    return sum(
        n * m * (1 - abs(score - other_score) / width)
        for (item, score), n in one.items()
        for (other_item, other_score), m in other.items()
        if item == other_item
    )


def jaccard(one: Said, other: Said, width: float) -> float:
    alone = sum(n for cell, n in one.items() if cell not in other)
    alone += sum(n for cell, n in other.items() if cell not in one)
    return alone + sum(n * other[cell] for cell, n in one.items() if cell in other)


UNDER: dict[str, Callable[[Said, Said, float], float]] = {
    "none": lambda one, other, width: 1.0,
    "average": lambda one, other, width: (sum(one.values()) + sum(other.values())) / 2,
    "jaccard": jaccard,
    "cosine": lambda one, other, width: sqrt(agreement(one, one, width) * agreement(other, other, width)),
    "dna-cosine": lambda one, other, width: sum(one.values()) * sum(other.values()),
}


def said(counts: Counts) -> list[Said]:
    cube = counts.matrix().reshape(len(counts.nodes), len(counts.scores), len(counts.items))
    found: list[Said] = [{} for _ in counts.nodes]
    for i, k, j in zip(*np.nonzero(cube), strict=True):
        found[i][counts.items[j], float(counts.scores[k])] = float(cube[i, k, j])
    return found


def test_every_normalisation_is_tested() -> None:
    assert UNDER.keys() == ONE_MODE.keys()


@pytest.mark.parametrize("name", list(ONE_MODE))
@pytest.mark.parametrize("kind", ["congruence", "conflict", "subtract"])
@pytest.mark.parametrize("of", ["actors", "issues"])
@examples(1 / 4)
@given(data=st.data())
def test_a_weight_is_divided_as_its_formula_says(
    data: st.DataObject, worlds: st.SearchStrategy[Readings], name: str, kind: str, of: str
) -> None:
    """Of every tie, with the counts of both nodes taken cell by cell; nothing by nothing is 0."""
    readings = data.draw(worlds)
    counts = counted(readings, of)
    width = readings.scale[1] - readings.scale[0]
    plain, found = tie_table(counts, kind, width), tie_table(counts, kind, width, name)
    has = said(counts)
    under = [UNDER[name](has[i], has[j], width) for i, j in zip(plain["i"], plain["j"], strict=True)]
    expected = [w / u if u else 0.0 for w, u in zip(plain["weight"], under, strict=True)]
    assert found["weight"].tolist() == pytest.approx(expected)
    others = ["i", "j", "readings", "statements", "shared"]
    assert found[others].equals(plain[others])


@pytest.mark.parametrize("name", list(ONE_MODE))
@given(data=st.data())
def test_a_normalised_matrix_is_symmetric(
    data: st.DataObject, worlds: st.SearchStrategy[Readings], name: str
) -> None:
    readings = data.draw(worlds)
    matrix = weights(counted(readings), "congruence", readings.scale[1] - readings.scale[0], name)
    assert np.allclose(matrix, matrix.T)


def alike(*times: int) -> Counts:
    """Two actors who say the same, each as often as given."""
    rows = [
        {"actor": f"urn:{who}", "target": target, "value": value}
        for who, often in zip("ab", times, strict=True)
        for target, value in [("urn:t", "support"), ("urn:u", "oppose")]
        for _ in range(often)
    ]
    return counted(Readings(table(rows)))


def test_the_cosine_of_two_who_speak_alike_is_1() -> None:
    """However often each says it; what DNA calls cosine is not 1."""
    assert weights(alike(2, 5), "congruence", 2, "cosine")[0, 1] == pytest.approx(1)
    assert weights(alike(2, 5), "congruence", 2, "dna-cosine")[0, 1] == pytest.approx(20 / (4 * 10))


@given(data=st.data())
def test_a_cosine_is_never_above_1(data: st.DataObject, worlds: st.SearchStrategy[Readings]) -> None:
    readings = data.draw(worlds)
    counts = counted(readings)
    matrix = weights(counts, "congruence", readings.scale[1] - readings.scale[0], "cosine")
    assert matrix.size == 0 or matrix.max() <= 1 + 1e-9


def test_who_says_something_once_each_has_a_jaccard_of_1() -> None:
    assert weights(alike(1, 1), "congruence", 2, "jaccard")[0, 1] == pytest.approx(1)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("none", [[2, 0], [-1, 0]]),
        ("activity", [[2 / 5, 0], [-1, 0]]),
        ("prominence", [[2 / 5, 0], [-1 / 5, 0]]),
    ],
)
def test_a_two_mode_weight_is_divided_by_a_row_or_a_column(name: str, expected: list[list[float]]) -> None:
    """Activity divides by the readings of the actor, prominence by those toward the target; 0 by 0 is 0."""
    counts = np.array([[4.0, 1.0], [1.0, 0.0]])
    made = two_mode(np.array([[2.0, 0.0], [-1.0, 0.0]]), name, counts)
    assert made == pytest.approx(np.array(expected))
    assert set(TWO_MODE) == {"none", "activity", "prominence"}


@pytest.mark.parametrize("name", list(TWO_MODE))
def test_a_target_without_readings_has_weight_0(name: str) -> None:
    nothing = np.zeros((1, 1))
    assert two_mode(nothing, name, nothing).tolist() == [[0.0]]
