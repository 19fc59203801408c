"""What is drawn, and how often."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.networks.certainty.draw_shares import groups, shares
from kg.networks.certainty.resampling import FEW_SOURCES, design, multiplicities
from kg.networks.choices import DUPLICATES
from kg.networks.duplicates import without_duplicates
from kg.networks.reading_table import Readings, table
from tests.profiles import examples

PLANS = st.lists(st.integers(0, 6), min_size=1, max_size=40)


def plan_of(sources: list[int]):
    return design(table([{"source": f"urn:s{s}", "statement": f"urn:{n}"} for n, s in enumerate(sources)]))


def drawn(plan, draws: int, seed: int = 0, **how: int) -> np.ndarray:
    return np.vstack(list(multiplicities(plan, draws, seed, **how)))


@given(PLANS)
def test_a_statement_is_drawn_once_on_average(sources):
    """The mean over draws lies within five standard errors of 1."""
    found = drawn(plan_of(sources), 400)
    error = found.std(axis=0).max() / 20
    assert np.abs(found.mean(axis=0) - 1).max() <= 5 * max(error, 1e-12)


@given(PLANS)
def test_multiplicities_are_whole_numbers(sources):
    found = drawn(plan_of(sources), 10)
    assert (found >= 0).all() and (found == found.round()).all()


@given(PLANS, st.integers(1, 100))
def test_the_size_of_a_chunk_changes_nothing(sources, chunk):
    plan = plan_of(sources)
    assert np.array_equal(drawn(plan, 12), drawn(plan, 12, chunk=chunk))


def test_memory_is_bounded_by_the_chunk():
    plan = plan_of([0, 1, 2, 3] * 5)
    assert [len(part) for part in multiplicities(plan, 7, 0, chunk=60)] == [3, 3, 1]


def test_another_seed_draws_otherwise():
    plan = plan_of(list(range(7)))
    assert not np.array_equal(drawn(plan, 5, 1), drawn(plan, 5, 2))


def test_the_order_of_readings_does_not_matter():
    frame = table([{"source": f"urn:s{n % 3}", "statement": f"urn:{n}"} for n in range(12)])
    mixed = design(frame.sample(frac=1, random_state=1))
    assert (mixed.statements, mixed.source.tolist()) == (
        design(frame).statements,
        design(frame).source.tolist(),
    )


def test_a_source_is_drawn_with_all_of_its_statements():
    """Unless its statements are drawn again, which one source in S is."""
    plan = plan_of([n // 4 for n in range(400)])
    found = drawn(plan, 20).reshape(20, 100, 4)
    together = (found == found[:, :, :1]).all(axis=2)
    assert 0.97 < together.mean() < 1


@pytest.mark.parametrize("few", range(1, FEW_SOURCES))
def test_too_few_sources_to_draw_are_taken_as_given(few):
    """Only their statements are drawn: each source keeps its number of statements."""
    plan = plan_of([n % few for n in range(20)])
    found = drawn(plan, 15)
    for source in range(few):
        assert (found[:, plan.source == source].sum(axis=1) == (plan.source == source).sum()).all()


def test_draws_spread_as_far_as_other_worlds_would():
    """The number of statements of an actor, in a world where sources differ only by chance."""
    rng = np.random.default_rng(5)
    worlds = []
    for _ in range(300):
        source = np.repeat(np.arange(30), rng.poisson(4, 30) + 1)
        worlds.append((source, rng.random(len(source)) < 0.2))
    truth = np.std([says.sum() for _, says in worlds])
    spreads = []
    for source, says in worlds[:40]:
        frame = table([{"source": f"urn:{s:02}", "statement": f"urn:{n:04}"} for n, s in enumerate(source)])
        spreads.append((drawn(design(frame), 200)[:, says].sum(axis=1)).std())
    assert 0.85 < np.mean(spreads) / truth < 1.15


ROWS = st.lists(
    st.tuples(
        st.integers(0, 2), st.integers(0, 1), st.sampled_from(["support", "oppose"]), st.integers(0, 3)
    ),
    max_size=25,
)


def repeated(rows) -> Readings:
    return Readings(
        table(
            [
                {
                    "actor": f"urn:a{actor}",
                    "target": f"urn:t{target}",
                    "value": value,
                    "source": f"urn:s{place}",
                    "earliest": f"2024-0{place + 1}-03",
                    "latest": f"2024-0{place + 1}-{3 + 2 * (place % 2):02}",
                }
                for actor, target, value, place in rows
            ]
        )
    )


@pytest.mark.parametrize("once_in", DUPLICATES)
@examples(1 / 2)
@given(rows=ROWS)
def test_groups_of_duplicates_are_those_that_are_counted_once(once_in, rows):
    """One group for each reading that stays, and no two that stay in one group."""
    said = repeated(rows)
    found = dict(zip(said.frame["reading"], groups(said.frame, once_in), strict=True))
    kept = without_duplicates(said, once_in).frame["reading"]
    assert len({found[reading] for reading in kept}) == len(kept) == len(set(found.values()))


@pytest.mark.parametrize("once_in", DUPLICATES)
@examples(1 / 2)
@given(rows=ROWS)
def test_the_statements_behind_a_reading_share_it_among_them(once_in, rows):
    said = repeated(rows)
    kept = without_duplicates(said, once_in)
    plan = design(said.frame)
    part = shares(said.frame, kept.frame, once_in, plan.statements)
    assert np.allclose(part.weights(np.ones(len(plan.statements))), np.ones(len(kept)))


def test_readings_of_one_statement_move_together():
    said = table([{"statement": f"urn:{n // 2}", "target": f"urn:t{n % 2}"} for n in range(20)])
    plan = design(said)
    part = shares(said, said, "all", plan.statements)
    times = np.stack([part.weights(each) for each in drawn(plan, 5)])
    assert np.array_equal(times[:, 0::2], times[:, 1::2])
