"""Polarisation: its formulas, the best division, and independence of order and names."""

from __future__ import annotations

import math
import random
from datetime import datetime, timedelta
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from kg.errors import QuestionError
from kg.networks.measures.division_search import Problem, climb
from kg.networks.measures.polarisation import MEASURES, polarise, quality
from kg.networks.measures.polarisation_over_time import Slice, over_time
from kg.networks.measures.quality import dna_tables, modularity_tables, signed_modularity

Matrix = NDArray[np.float64]

#: Two camps of two: agreement only within, disagreement only across.
AGREE = np.kron(np.eye(2), 1 - np.eye(2))
CLASH = np.kron(1 - np.eye(2), np.ones((2, 2)))


@st.composite
def worlds(draw: st.DrawFn, most: int = 7) -> tuple[Matrix, Matrix]:
    n = draw(st.integers(2, most))
    cells = st.lists(st.integers(0, 3), min_size=n * n, max_size=n * n)
    pair = [np.triu(np.array(draw(cells), dtype=float).reshape(n, n), 1) for _ in range(2)]
    return pair[0] + pair[0].T, pair[1] + pair[1].T


def camps(rng: np.random.Generator, n: int) -> tuple[NDArray[np.intp], Matrix, Matrix]:
    """A simulated debate of two camps, with some agreement across and some quarrels within."""
    side = rng.integers(2, size=n)
    same = side[:, None] == side
    pair = [np.triu(rng.poisson(np.where(cells, 0.6, 0.1)), 1).astype(float) for cells in (same, ~same)]
    return side, pair[0] + pair[0].T, pair[1] + pair[1].T


def brute_quality(z: list[int], c: Matrix, f: Matrix, normalise: bool) -> float:
    """DNA's score, cell by cell."""
    n, sizes = len(z), {g: z.count(g) for g in z}
    within = sum(s * (s - 1) for s in sizes.values())
    between = n * (n - 1) - within
    total = 0.0
    for i, j in product(range(n), repeat=2):
        if i == j:
            continue
        if z[i] == z[j]:
            part = sizes[z[i]] * (sizes[z[i]] - 1) / within
            total += abs(c[i, j] - part * c.sum() / within) + f[i, j]
        else:
            part = sizes[z[i]] * sizes[z[j]] / between
            total += c[i, j] + abs(f[i, j] - part * f.sum() / between)
    weights = float(c.sum() + f.sum())
    return (total / (2 * weights) if weights else 0.0) if normalise else total / 2 * bool(weights)


def brute_modularity(z: list[int], c: Matrix, f: Matrix) -> float:
    total = 0.0
    for i, j in product(range(len(z)), repeat=2):
        if z[i] == z[j]:
            total += c[i, j] - (c[i].sum() * c[j].sum() / c.sum() if c.sum() else 0)
            total -= f[i, j] - (f[i].sum() * f[j].sum() / f.sum() if f.sum() else 0)
    return total / (c.sum() + f.sum()) if c.sum() + f.sum() else 0.0


@given(worlds(), st.data(), st.booleans())
def test_dnas_score_equals_its_formula_cell_by_cell(
    world: tuple[Matrix, Matrix], data: st.DataObject, normalise: bool
) -> None:
    z = data.draw(st.lists(st.integers(0, 2), min_size=len(world[0]), max_size=len(world[0])))
    assert quality(z, *world, normalise=normalise) == pytest.approx(brute_quality(z, *world, normalise))


@given(worlds(), st.data())
def test_modularity_equals_its_formula_pair_by_pair(
    world: tuple[Matrix, Matrix], data: st.DataObject
) -> None:
    z = data.draw(st.lists(st.integers(0, 2), min_size=len(world[0]), max_size=len(world[0])))
    assert signed_modularity(z, *world) == pytest.approx(brute_modularity(z, *world))


@given(worlds(), st.data())
def test_the_names_of_the_groups_do_not_matter(world: tuple[Matrix, Matrix], data: st.DataObject) -> None:
    z = data.draw(st.lists(st.integers(0, 2), min_size=len(world[0]), max_size=len(world[0])))
    renamed = [(7, -2, 40)[group] for group in z]
    assert quality(renamed, *world) == pytest.approx(quality(z, *world))
    assert signed_modularity(renamed, *world) == pytest.approx(signed_modularity(z, *world))


@given(worlds(), st.data(), st.sampled_from([2, 3]))
def test_pair_tables_sum_to_the_score(world: tuple[Matrix, Matrix], data: st.DataObject, groups: int) -> None:
    z = data.draw(st.lists(st.integers(0, groups - 1), min_size=len(world[0]), max_size=len(world[0])))
    sizes = tuple(z.count(group) for group in range(groups))
    i = np.arange(len(z))
    cells = (np.array(z)[:, None], np.array(z), i[:, None], i)
    weights = world[0].sum() + world[1].sum()
    dna = dna_tables(*world)(sizes)[cells].sum() / 2
    assert dna == pytest.approx(quality(z, *world, normalise=False) if weights else 0)
    gain = modularity_tables(*world, groups)(sizes)[cells].sum()
    apart = signed_modularity(range(len(z)), *world)
    assert gain == pytest.approx(signed_modularity(z, *world) - apart)


@given(worlds(), st.sampled_from(MEASURES), st.data())
def test_a_climb_ends_where_no_move_and_no_swap_helps(
    world: tuple[Matrix, Matrix], measure: str, data: st.DataObject
) -> None:
    n = len(world[0])
    start = np.array(data.draw(st.lists(st.integers(0, 1), min_size=n, max_size=n)))
    dna = measure == "dna"
    tables = dna_tables(*world) if dna else modularity_tables(*world, 2)
    reached, z = climb(Problem(tables, n, 2, fixed=not dna), start)

    def score(division: NDArray[np.intp]) -> float:
        if dna:
            return 2 * quality(division, *world, normalise=False)
        return signed_modularity(division, *world) - signed_modularity(range(n), *world)

    assert reached == pytest.approx(score(z), abs=1e-9)
    for i, j in product(range(n), repeat=2):
        near = z.copy()
        near[[i, j]] = (z[j], z[i]) if i != j else 1 - z[i]
        assert score(near) <= reached + 1e-8


@given(worlds(6), st.sampled_from(MEASURES), st.sampled_from([2, 3]))
def test_no_division_scores_higher_than_the_exact_answer(
    world: tuple[Matrix, Matrix], measure: str, groups: int
) -> None:
    score = quality if measure == "dna" else signed_modularity
    found = polarise(*world, measure=measure, groups=groups, method="exact", isolates=True)
    if found.note:
        return
    every = product(range(groups), repeat=len(world[0]))
    assert found.score == pytest.approx(max(score(list(z), *world) for z in every))


@given(worlds(), st.sampled_from(MEASURES), st.randoms(use_true_random=False))
def test_the_order_of_the_actors_does_not_matter(
    world: tuple[Matrix, Matrix], measure: str, chance: random.Random
) -> None:
    n = len(world[0])
    order = list(range(n))
    chance.shuffle(order)
    labels = [f"actor {i}" for i in range(n)]
    straight = polarise(*world, labels=labels, measure=measure, method="search", restarts=3)
    mixed = polarise(
        *(w[np.ix_(order, order)] for w in world),
        labels=[labels[i] for i in order],
        measure=measure,
        method="search",
        restarts=3,
    )
    assert mixed.memberships == tuple(straight.memberships[i] for i in order)
    assert mixed.score == straight.score or math.isnan(straight.score)


@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize("balanced", [True, False])
def test_the_search_finds_what_enumeration_finds(measure: str, balanced: bool) -> None:
    for seed in range(6):
        _, c, f = camps(np.random.default_rng(seed), 11)
        scores = [
            polarise(c, f, measure=measure, balanced=balanced, method=method).score
            for method in ("exact", "search")
        ]
        assert scores[1] == pytest.approx(scores[0])


@pytest.mark.parametrize("groups", [2, 3])
@pytest.mark.parametrize("measure", MEASURES)
def test_balanced_camps_differ_by_one_actor_at_most(measure: str, groups: int) -> None:
    _, c, f = camps(np.random.default_rng(3), 8)
    found = polarise(c, f, measure=measure, groups=groups, balanced=True, method="search")
    sizes = np.bincount(found.memberships)[1:]
    assert sizes.max() - sizes.min() <= 1


def test_the_search_recovers_two_simulated_camps() -> None:
    side, c, f = camps(np.random.default_rng(1), 60)
    found = polarise(c, f)
    assert not found.exact
    assert found.memberships == tuple(1 if s == side[0] else 2 for s in side)


def test_sealed_camps_have_all_agreement_within_and_all_conflict_between() -> None:
    found = polarise(AGREE, CLASH)
    assert found.memberships == (1, 1, 2, 2)
    assert (found.score, found.agreement_within, found.conflict_between) == (0.5, 1.0, 1.0)


def test_dnas_score_is_higher_for_mixed_than_for_sealed_camps() -> None:
    assert quality([0, 1, 0, 1], AGREE, CLASH) > quality([0, 0, 1, 1], AGREE, CLASH)


def test_consensus_is_not_polarised() -> None:
    found = polarise(1 - np.eye(4), np.zeros((4, 4)))
    assert found.score == pytest.approx(0)
    assert math.isnan(found.conflict_between)


def test_actors_without_ties_are_in_no_camp_unless_asked_for() -> None:
    c, f = np.zeros((5, 5)), np.zeros((5, 5))
    c[:4, :4], f[:4, :4] = AGREE, CLASH
    assert polarise(c, f).memberships == (1, 1, 2, 2, 0)
    assert polarise(c, f, isolates=True).actors == 5


@pytest.mark.parametrize("n", [0, 1, 3])
def test_a_network_without_ties_is_a_labelled_empty_result(n: int) -> None:
    found = polarise(np.zeros((n, n)), np.zeros((n, n)))
    assert math.isnan(found.score)
    assert found.memberships == (0,) * n
    assert "no camps" in found.note


def test_a_stance_toward_oneself_is_not_a_tie() -> None:
    assert polarise(np.eye(2), np.zeros((2, 2))).note


def test_too_many_divisions_are_refused_and_the_way_out_named() -> None:
    _, c, f = camps(np.random.default_rng(0), 30)
    with pytest.raises(QuestionError, match="search"):
        polarise(c, f, method="exact")


@pytest.mark.parametrize(
    "wrong",
    [
        {"congruence": -AGREE},
        {"congruence": np.triu(AGREE)},
        {"congruence": np.full((4, 4), np.nan)},
        {"congruence": np.eye(3)},
        {"measure": "absdiff"},
        {"method": "genetic"},
        {"groups": 1},
        {"labels": ["one"]},
    ],
    ids=lambda wrong: next(iter(wrong)),
)
def test_what_does_not_fit_is_an_error(wrong: dict[str, object]) -> None:
    with pytest.raises(QuestionError):
        polarise(**({"congruence": AGREE, "conflict": CLASH} | wrong))  # type: ignore[arg-type]


def _slices(*pairs: tuple[Matrix, Matrix]) -> list[Slice]:
    start = datetime(2026, 1, 1)
    days = [start + timedelta(days=i) for i in range(len(pairs) + 2)]
    return [Slice(days[i], days[i + 1], days[i + 2], *pair) for i, pair in enumerate(pairs)]


def test_camps_keep_their_number_when_the_first_actor_changes_sides() -> None:
    labels = ["Ann", "Ben", "Cem", "Dee", "Eve"]
    tables = []
    for side in ([0, 0, 1, 1, 1], [1, 0, 1, 1, 1]):
        same = np.equal.outer(side, side)
        tables.append((same - np.eye(5), (~same).astype(float)))
    groups = over_time(_slices(*tables), labels)["groups"].tolist()
    assert groups == [(("Ann", "Ben"), ("Cem", "Dee", "Eve")), (("Ben",), ("Ann", "Cem", "Dee", "Eve"))]


def test_a_silent_window_is_a_labelled_row() -> None:
    zero = np.zeros((4, 4))
    table = over_time(_slices((AGREE, CLASH), (zero, zero)), list("abcd"))
    assert table["score"].isna().tolist() == [False, True]
    assert table["note"].astype(bool).tolist() == [False, True]


def test_no_windows_give_the_columns_and_no_rows() -> None:
    table = over_time([], [])
    assert table.empty
    assert {"start", "middle", "stop", "score", "groups", "actors"} <= set(table)
