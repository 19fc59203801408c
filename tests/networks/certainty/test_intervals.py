"""From draws to intervals."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.networks.certainty.intervals import bounds

NUMBERS = st.lists(st.floats(-1e6, 1e6), min_size=2, max_size=60)


@given(NUMBERS, st.integers(1, 50), st.floats(0.05, 0.99))
def test_an_interval_is_within_the_draws(draws, rest, level):
    low, high = bounds(np.array(draws)[:, None], np.array([rest]), level)
    assert min(draws) <= low[0] <= high[0] <= max(draws)


def test_what_rests_on_fewer_sources_gets_a_wider_interval():
    draws = np.tile(np.arange(1000.0)[:, None], 4)
    low, high = bounds(draws, np.array([3, 5, 20, 500]), 0.95)
    assert (np.diff(high - low) < 0).all()


def test_with_many_sources_the_ends_are_the_percentiles():
    low, high = bounds(np.arange(1, 1000.0)[:, None], np.array([10**6]), 0.95)
    assert (low[0], high[0]) == pytest.approx((25, 975), abs=0.01)


def test_draws_without_a_number_are_left_out_only_of_their_column():
    draws = np.array([[1.0, np.nan, np.nan], [2.0, 5.0, np.nan], [3.0, 6.0, np.nan]])
    low, high = bounds(draws, np.array([9, 9, 9]), 0.95)
    assert low[:2].tolist() == [1, 5] and high[:2].tolist() == [3, 6] and np.isnan([low[2], high[2]]).all()


def test_no_columns_give_no_intervals():
    assert [len(end) for end in bounds(np.zeros((5, 0)), np.zeros(0, np.int64), 0.95)] == [0, 0]
