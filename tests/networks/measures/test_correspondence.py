"""Correspondence analysis: its definition, independence of order, and empty rows."""

from __future__ import annotations

import random

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.stats import chi2_contingency

from kg.errors import QuestionError
from kg.networks.measures.correspondence import correspondence, doubled

Matrix = NDArray[np.float64]


@st.composite
def tables(draw: st.DrawFn) -> Matrix:
    n, m = draw(st.integers(1, 6)), draw(st.integers(1, 6))
    cells = draw(st.lists(st.integers(0, 5), min_size=n * m, max_size=n * m))
    return np.array(cells, dtype=float).reshape(n, m)


def names(letter: str, count: int) -> list[str]:
    return [f"{letter}{i}" for i in range(count)]


def places(table: Matrix, axes: int = 9) -> tuple[Matrix, Matrix]:
    found = correspondence(table, names("r", len(table)), names("c", len(table.T)), axes=axes)
    return found.rows.iloc[:, 1:].to_numpy(), found.columns.iloc[:, 1:].to_numpy()


@given(tables())
def test_the_total_inertia_is_chi_squared_by_the_sum(table: Matrix) -> None:
    full = table[table.sum(axis=1) > 0][:, table.sum(axis=0) > 0]
    assume(full.size)
    expected = chi2_contingency(full, correction=False).statistic / full.sum()
    found = correspondence(table, names("r", len(table)), names("c", len(table.T)))
    assert found.total == pytest.approx(expected, abs=1e-9)
    assert found.axes["inertia"].sum() == pytest.approx(found.total)


@given(tables())
def test_distances_between_rows_are_chi_squared_distances_of_their_profiles(table: Matrix) -> None:
    kept = np.flatnonzero(table.sum(axis=1))
    full = table[kept][:, table.sum(axis=0) > 0]
    assume(full.size)
    rows, _ = places(table)
    profiles = full / full.sum(axis=1, keepdims=True) / np.sqrt(full.sum(axis=0) / full.sum())
    for i in range(len(kept)):
        for j in range(i):
            expected = np.linalg.norm(profiles[i] - profiles[j])
            assert np.linalg.norm(rows[kept[i]] - rows[kept[j]]) == pytest.approx(expected, abs=1e-6)


@given(tables())
def test_the_weighted_squares_on_an_axis_are_its_inertia_for_rows_and_for_columns(table: Matrix) -> None:
    found = correspondence(table, names("r", len(table)), names("c", len(table.T)), axes=9)
    for side in (found.rows, found.columns):
        squares = (side.iloc[:, 1:] ** 2).mul(side["mass"], axis=0).sum()
        assert squares.to_numpy() == pytest.approx(found.axes["inertia"].to_numpy(), abs=1e-9)


def test_the_order_of_rows_and_columns_does_not_matter() -> None:
    rng = np.random.default_rng(4)
    table = rng.poisson(2.0, size=(7, 5)).astype(float)
    rows, columns = names("r", 7), names("c", 5)
    found = correspondence(table, rows, columns, axes=4)
    for seed in range(5):
        chance = random.Random(seed)
        i, j = chance.sample(range(7), 7), chance.sample(range(5), 5)
        mixed = correspondence(table[np.ix_(i, j)], [rows[r] for r in i], [columns[c] for c in j], axes=4)
        assert np.allclose(mixed.rows.loc[rows], found.rows)
        assert np.allclose(mixed.columns.loc[columns], found.columns)


def test_the_row_farthest_out_or_else_the_anchor_is_positive() -> None:
    table, rows = [[4, 1], [1, 4], [1, 1]], ["Ann", "Ben", "Cem"]
    assert correspondence(table, rows, ["+", "-"]).rows.loc["Ann", "1"] > 0
    assert correspondence(table, rows, ["+", "-"], anchor="Ben").rows.loc["Ben", "1"] > 0


def test_doubling_separates_supporters_and_opponents() -> None:
    support, oppose = np.array([[3, 2], [2, 3], [0, 0], [0, 0]]), np.array([[0, 0], [0, 0], [2, 3], [3, 2]])
    table = doubled(support, oppose, ["toll", "tax"])
    found = correspondence(table, ["Ann", "Ben", "Cem", "Dee"], list(table.columns))
    assert np.sign(found.rows["1"]).tolist() == [1, 1, -1, -1]
    assert found.columns.loc["toll +", "1"] > 0 > found.columns.loc["toll -", "1"]


def test_a_simulated_line_is_recovered_by_the_first_axis() -> None:
    rng = np.random.default_rng(0)
    line, issues = rng.normal(size=80), rng.normal(size=20)
    chance = 1 / (1 + np.exp(-2 * np.outer(line, issues)))
    support = rng.binomial(3, chance)
    table = doubled(support, 3 - support, names("issue ", 20))
    found = correspondence(table, names("r", 80), list(table.columns))
    assert abs(np.corrcoef(found.rows["1"], line)[0, 1]) > 0.9


def test_empty_rows_and_columns_have_no_place_and_are_named() -> None:
    found = correspondence([[2, 0, 0], [0, 2, 0], [0, 0, 0]], names("r", 3), names("c", 3))
    assert found.rows["1"].isna().tolist() == [False, False, True]
    assert found.columns["1"].isna().tolist() == [False, False, True]
    assert "1 rows and 1 columns are empty" in found.note


@pytest.mark.parametrize(
    ("rows", "columns"), [(0, 0), (0, 3), (3, 0), (1, 3), (3, 1), (3, 3)], ids=lambda n: str(n)
)
@pytest.mark.parametrize("cell", [0, 1])
def test_tables_without_differences_have_no_axis_and_a_note(rows: int, columns: int, cell: int) -> None:
    found = correspondence(np.full((rows, columns), cell), names("r", rows), names("c", columns))
    assert list(found.rows) == ["mass"]
    assert found.axes.empty
    assert found.total == pytest.approx(0)
    assert "no axis" in found.note


def test_axes_of_equal_inertia_are_marked() -> None:
    found = correspondence(np.eye(3), names("r", 3), names("c", 3))
    assert found.axes["shared"].all()


@pytest.mark.parametrize(
    "wrong",
    [
        {"table": [[-1, 0], [0, 1]]},
        {"table": [[np.nan, 0], [0, 1]]},
        {"table": [[1, 0]]},
        {"axes": 0},
        {"anchor": "X"},
    ],
)
def test_what_does_not_fit_is_an_error(wrong: dict[str, object]) -> None:
    fitting = {"table": np.eye(2), "rows": ["a", "b"], "columns": ["c", "d"]}
    with pytest.raises(QuestionError):
        correspondence(**(fitting | wrong))  # type: ignore[arg-type]
