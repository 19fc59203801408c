"""Intervals of ties, measures and groups."""

from __future__ import annotations

from dataclasses import replace

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import QuestionError
from kg.networks.certainty.bootstrap import bootstrap
from kg.networks.certainty.intervals import FEW_STATEMENTS
from kg.networks.certainty.measure_intervals import MEASURES
from kg.networks.certainty.reweighing import reweighing
from kg.networks.projection import project
from kg.networks.reading_table import Readings, table
from kg.networks.settings import Settings

KINDS = {
    "congruence": Settings(),
    "average": Settings(normalization="average"),
    "cosine": Settings(normalization="cosine", neutral="between"),
    "jaccard": Settings(normalization="jaccard"),
    "subtract": Settings(kind="subtract"),
    "issues": Settings(of="issues"),
    "once": Settings(duplicates="month"),
    "often": Settings(min_edge=22, min_node=9),
    "isolates": Settings(min_edge=24, isolates=True),
    "two-mode": Settings(kind="two-mode"),
    "activity": Settings(kind="two-mode", normalization="activity", min_edge=2),
    "prominence": Settings(kind="two-mode", normalization="prominence", cells="count"),
}
each_kind = pytest.mark.parametrize("chosen", KINDS.values(), ids=KINDS)


@each_kind
def test_the_network_is_the_one_that_project_makes(world, chosen):
    found = bootstrap(world(), chosen, draws=40)
    edges = project(world(), chosen).edges()
    pd.testing.assert_frame_equal(found.ties[edges.columns], edges, check_exact=False, rtol=1e-12)


@each_kind
def test_what_is_counted_once_gives_the_weights_of_the_network(world, chosen):
    """A draw in which every statement occurs once is the network itself."""
    network = project(world(), chosen)
    again = reweighing(network, network.edges())
    once = np.ones(len(network.readings))
    assert np.allclose(again.of_ties(once), network.edges()["weight"])
    assert np.allclose(again.of_all(once), network.weights)


@each_kind
def test_intervals_are_in_order_and_shares_are_shares(world, chosen):
    found = bootstrap(world(), chosen, draws=60, measures=MEASURES)
    for rows in (found.ties, found.nodes):
        known = rows[rows["why"] == ""]
        assert (known["low"] <= known["high"]).all()
        assert rows.loc[rows["why"] != "", ["low", "high"]].isna().all(axis=None)
    assert found.ties["survived"].between(0, 1).all()


@each_kind
def test_the_order_of_readings_does_not_matter(world, chosen):
    said = world()
    mixed = replace(said, frame=said.frame.sample(frac=1, random_state=3).reset_index(drop=True))
    one, other = (bootstrap(each, chosen, draws=40, measures=MEASURES) for each in (said, mixed))
    pd.testing.assert_frame_equal(one.ties, other.ties, check_exact=True)
    pd.testing.assert_frame_equal(one.nodes, other.nodes, check_exact=True)


@pytest.mark.parametrize("once_in", ["all", "month"])
def test_the_order_of_readings_that_count_less_than_one_does_not_matter(world, once_in):
    """To the last bit, though they count thirds and sevenths."""
    said = world(300, actors=3, targets=2)
    said = replace(said, frame=said.frame.assign(weight=1 / (1 + said.frame.index % 7)))
    mixed = replace(said, frame=said.frame.sample(frac=1, random_state=3).reset_index(drop=True))
    chosen = Settings(duplicates=once_in, normalization="cosine")
    one, other = (bootstrap(each, chosen, draws=40, measures=MEASURES) for each in (said, mixed))
    pd.testing.assert_frame_equal(one.ties, other.ties, check_exact=True)
    pd.testing.assert_frame_equal(one.nodes, other.nodes, check_exact=True)


@given(seed=st.integers(0, 10_000), number=st.integers(0, 25), sources=st.integers(1, 5))
def test_the_same_seed_gives_the_same(seed, number, sources):
    rng = np.random.default_rng(seed)
    rows = [
        {"actor": f"urn:a{a}", "target": f"urn:t{t}", "source": f"urn:s{s}"}
        for a, t, s in rng.integers(0, [3, 2, sources], (number, 3))
    ]
    one, other = (bootstrap(Readings(table(rows)), Settings(), draws=40, seed=seed) for _ in range(2))
    pd.testing.assert_frame_equal(one.ties, other.ties, check_exact=True)


def test_another_seed_gives_other_draws(world):
    one, other = (bootstrap(world(), Settings(), draws=40, seed=seed).ties["low"] for seed in (1, 2))
    assert not one.equals(other)


def test_a_tie_in_every_source_survives_every_draw():
    rows = [
        {"actor": f"urn:{who}", "target": "urn:t", "source": f"urn:s{n}"} for n in range(20) for who in "ab"
    ]
    assert bootstrap(Readings(table(rows)), Settings(), draws=40).ties["survived"].tolist() == [1.0]


def test_a_tie_that_rests_on_one_source_is_lost_where_that_is_not_drawn():
    """Some (1 - 1/20)^20 = 36 % of the draws."""
    rows = [{"actor": f"urn:{who}", "target": "urn:t", "source": "urn:s0"} for who in "ab"]
    rows += [{"actor": "urn:c", "target": "urn:u", "source": f"urn:s{n}"} for n in range(1, 20)]
    assert 0.5 < bootstrap(Readings(table(rows)), Settings(), draws=400).ties["survived"][0] < 0.75


def test_a_tie_whose_sign_turns_survives_only_where_it_does_not():
    rows = [{"actor": "urn:a", "target": "urn:t", "source": f"urn:s{n}"} for n in range(9)]
    rows += [
        {
            "actor": "urn:b",
            "target": "urn:t",
            "source": f"urn:s{n}",
            "value": "support" if n < 5 else "oppose",
        }
        for n in range(9)
    ]
    found = bootstrap(Readings(table(rows)), Settings(kind="subtract"), draws=200).ties
    assert 0.3 < found["survived"][0] < 0.9


def test_a_tie_on_few_statements_has_a_word_instead_of_an_interval():
    rows = [
        {"actor": f"urn:{who}", "target": "urn:t", "source": f"urn:s{n}"} for n in range(2) for who in "ab"
    ]
    rows += [{"actor": "urn:c", "target": "urn:u", "source": f"urn:s{n}"} for n in range(5)]
    tie = bootstrap(Readings(table(rows)), Settings(), draws=40).ties.loc[0]
    assert tie["why"] == f"4 statements, an interval needs {FEW_STATEMENTS}"


def test_a_tie_on_few_of_many_sources_has_a_word_instead_of_an_interval():
    rows = [
        {"actor": f"urn:{who}", "target": "urn:t", "source": f"urn:s{n % 2}"}
        for n in range(9)
        for who in "ab"
    ]
    rows += [{"actor": "urn:c", "target": "urn:u", "source": f"urn:s{n}"} for n in range(5)]
    tie = bootstrap(Readings(table(rows)), Settings(), draws=40).ties.loc[0]
    assert tie["why"] == "2 sources, an interval needs 3"


def test_one_source_gives_intervals_and_says_what_they_leave_out(world):
    found = bootstrap(world(sources=1), Settings(normalization="average"), draws=40)
    assert (found.ties["low"] < found.ties["high"]).any()
    assert found.notes[-1].startswith("All readings are from one source")


def test_only_the_heaviest_of_many_ties_are_followed(world):
    found = bootstrap(world(), Settings(kind="subtract"), draws=40, ties=2)
    every = project(world(), Settings(kind="subtract")).edges()
    assert set(found.ties["weight"].abs()) == set(every["weight"].abs().nlargest(2))
    assert found.notes[-1] == f"Only the 2 heaviest of {len(every)} ties have intervals."


@pytest.mark.parametrize("of", ["one-mode", "two-mode"])
def test_ties_left_out_do_not_change_the_others(world, of):
    chosen = Settings(kind="two-mode", normalization="prominence") if of == "two-mode" else KINDS["cosine"]
    few, every = (bootstrap(world(actors=9), chosen, draws=40, ties=ties).ties for ties in (1, 999))
    number = ["weight", "low", "high", "survived"]
    assert np.allclose(few[number], every.loc[every["id"].isin(few["id"]), number], equal_nan=True)


def test_degree_and_strength_are_those_of_the_matrix(world):
    found = bootstrap(world(), Settings(kind="subtract"), draws=40, measures=MEASURES)
    weights = found.network.weights
    values = found.nodes.set_index(["measure", "iri"])["value"]
    assert values["degree"].tolist() == (weights != 0).sum(axis=1).tolist()
    assert np.allclose(values["strength"], np.abs(weights).sum(axis=1))


def test_a_two_mode_network_measures_actors_then_targets(world):
    found = bootstrap(world(), Settings(kind="two-mode"), draws=40, measures=MEASURES)
    degree = found.nodes[found.nodes["measure"] == "degree"]
    assert degree["iri"].tolist() == [*found.network.rows, *found.network.columns]


def test_a_measure_of_the_whole_network_gets_one_row(world):
    found = bootstrap(world(), Settings(), draws=40, measures={"sum": np.sum})
    assert found.nodes[["measure", "iri", "sources"]].to_numpy().tolist() == [["sum", "", 8]]


def test_the_interval_of_a_degree_holds_it_although_draws_lose_ties():
    """Each of 30 ties rests on a source of its own; a draw misses every third, and none has more."""
    rows = [
        {"actor": f"urn:{who}", "target": f"urn:t{n}", "source": f"urn:s{n}"}
        for n in range(30)
        for who in ("hub", f"a{n:02}")
    ]
    hub = bootstrap(Readings(table(rows)), Settings(), draws=100, measures=MEASURES).nodes.set_index("iri")
    assert hub.loc["urn:hub", "low"].iloc[0] < 30 == hub.loc["urn:hub", "high"].iloc[0]


def test_intervals_of_a_degree_have_integer_ends(world):
    found = bootstrap(
        world(actors=9, targets=9), Settings(), draws=60, measures={"degree": MEASURES["degree"]}
    )
    ends = found.nodes[["low", "high"]].dropna().to_numpy()
    assert len(ends) and (ends == ends.round()).all()


def test_a_measure_that_is_undefined_in_some_draws_rests_on_the_others(world):
    def odd(weights):
        return np.where(weights.sum(axis=1) > weights.sum() / len(weights), np.nan, weights.sum(axis=1))

    found = bootstrap(world(), Settings(), draws=100, measures={"odd": odd}).nodes
    assert found["value"].isna().any() and found.loc[found["value"].notna(), "low"].notna().any()


def test_a_measure_of_the_wrong_length_is_refused(world):
    with pytest.raises(ValueError, match="measure 'odd' gives 3 numbers for 4 nodes"):
        bootstrap(world(), Settings(), draws=40, measures={"odd": lambda weights: np.zeros(3)})


def camps(sources: int = 12) -> Readings:
    """Two camps of two that speak on different things in every source."""
    return Readings(
        table(
            [
                {"actor": f"urn:{who}", "target": f"urn:{who in 'ab'}", "source": f"urn:s{n}"}
                for n in range(sources)
                for who in "abcd"
            ]
        )
    )


def components(graph):
    return {node: n for n, part in enumerate(nx.connected_components(graph)) for node in part}


def test_nodes_that_every_draw_puts_together_are_together():
    found = bootstrap(camps(), Settings(), draws=40, divide=components)
    assert found.together.loc["urn:a"].tolist() == [1.0, 1.0, 0.0, 0.0]
    assert found.groups[["members", "kept", "whole"]].to_numpy().tolist() == [
        [("urn:a", "urn:b"), 1.0, 1.0],
        [("urn:c", "urn:d"), 1.0, 1.0],
    ]


def test_a_two_mode_network_puts_actors_and_targets_together():
    found = bootstrap(camps(), Settings(kind="two-mode"), draws=40, divide=components)
    assert found.groups["members"].tolist() == [
        ("urn:a", "urn:b", "urn:True"),
        ("urn:c", "urn:d", "urn:False"),
    ]


def test_nodes_without_a_group_are_together_with_none():
    found = bootstrap(camps(), Settings(), draws=40, divide=lambda graph: {})
    assert found.groups.empty and (found.together == 0).all(axis=None)


NOTHING = {
    "no readings": [],
    "one statement": [{"actor": "urn:a", "target": "urn:t"}],
    "one actor": [{"actor": "urn:a", "target": f"urn:t{n}", "source": f"urn:s{n}"} for n in range(9)],
    "nothing that counts": [{"actor": "urn:a", "target": "urn:t", "value": "unclear"}],
}


@each_kind
@pytest.mark.parametrize("rows", NOTHING.values(), ids=NOTHING)
def test_a_world_with_nothing_to_say_gives_labelled_tables(chosen, rows):
    found = bootstrap(Readings(table(rows)), chosen, draws=40, measures=MEASURES, divide=components)
    assert {"a", "b", "weight", "low", "high", "survived", "sources", "why"} <= set(found.ties.columns)
    assert {"measure", "iri", "value", "low", "high"} <= set(found.nodes.columns)


@pytest.mark.parametrize(("draws", "level"), [(39, 0.95), (100, 0), (100, 1), (100, 95)])
def test_too_few_draws_for_the_level_are_refused(draws, level):
    with pytest.raises(QuestionError, match="no interval at level"):
        bootstrap(camps(), Settings(), draws=draws, level=level)


def test_a_higher_level_gives_a_wider_interval(world):
    low, high = (bootstrap(world(), Settings(), draws=200, level=level).ties for level in (0.5, 0.95))
    known = low["why"] == ""
    assert (low["high"] - low["low"])[known].sum() < (high["high"] - high["low"])[known].sum()
