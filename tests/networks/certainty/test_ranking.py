"""An order in which few statements do not outrank many unseen."""

from __future__ import annotations

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from kg.networks.certainty import bootstrap, ranked
from kg.networks.reading_table import Readings, table
from kg.networks.settings import Settings


def ties(*rows) -> pd.DataFrame:
    """Rows of weight, low, high, statements."""
    frame = pd.DataFrame(rows, columns=["weight", "low", "high", "statements"]).astype(
        {"weight": float, "low": float, "high": float, "statements": int}
    )
    names = [f"urn:{n}" for n in range(len(frame))]
    return frame.assign(a=names, b="urn:z")


def test_perfect_agreement_on_few_statements_ranks_below_agreement_on_many():
    found = ranked(ties((1.0, np.nan, np.nan, 2), (0.8, 0.6, 0.9, 60))).ties
    assert found["statements"].tolist() == [60, 2] and found["few"].tolist() == [False, True]


def test_the_lower_bound_ranks_before_the_weight():
    assert ranked(ties((0.9, 0.2, 1.0, 6), (0.8, 0.6, 0.9, 60))).ties["weight"].tolist() == [0.8, 0.9]


def test_of_equal_bounds_the_weight_and_then_the_statements_rank():
    found = ranked(ties((2, 1, 3, 5), (2, 1, 3, 9), (3, 1, 4, 5))).ties
    assert found[["weight", "statements"]].to_numpy().tolist() == [[3, 5], [2, 9], [2, 5]]


def test_a_negative_tie_ranks_by_the_end_nearer_to_nothing():
    found = ranked(ties((-5, -7, -4, 9), (4, 2, 6, 9), (-3, -6, 1, 9))).ties
    assert found["sure"].tolist() == [4, 2, -1]


def test_outranks_counts_the_ties_below_that_rest_on_more():
    found = ranked(ties((9, 8, 10, 6), (7, 6, 8, 40), (5, 4, 6, 5), (3, 2, 4, 7))).ties
    assert found["outranks"].tolist() == [2, 0, 1, 0]


@given(st.lists(st.tuples(st.integers(-9, 9), st.integers(1, 20), st.booleans()), max_size=20))
def test_no_tie_outranks_one_on_more_statements_without_saying_so(rows):
    made = [(w, np.nan if few else w - 1, np.nan if few else w + 1, n) for w, n, few in rows]
    found = ranked(ties(*made)).ties
    for place in range(len(found)):
        below = found["statements"].iloc[place + 1 :] > found["statements"].iloc[place]
        assert found["outranks"].iloc[place] == below.sum()


def test_the_note_names_the_last_ties_and_those_that_outrank():
    note = ranked(ties((9, 8, 10, 6), (7, 6, 8, 40), (99, np.nan, np.nan, 2))).note
    assert "; 1 of 3 have too little evidence for an interval and come last" in note
    assert "; 1 ranks above ties with more statements" in note


def test_no_ties_give_an_empty_ranking():
    found = ranked(bootstrap(Readings(table([])), Settings(), draws=40).ties)
    assert found.ties.empty and found.note == "" and "outranks" in found.ties.columns


def test_a_two_mode_network_is_ranked_by_stance_too(world):
    made = bootstrap(world(), Settings(kind="two-mode"), draws=40)
    assert ranked(made.ties).ties["rank"].tolist() == list(range(1, len(made.ties) + 1))
