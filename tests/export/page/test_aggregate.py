"""A network that is too large to draw: the most active nodes by name, the others grouped, nothing lost."""

from __future__ import annotations

from collections import Counter
from typing import Any

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.export.page.aggregate import aggregated
from kg.networks.statement_network import two_mode

KINDS = ("person", "organization", "country")
said = st.lists(
    st.tuples(st.integers(0, 20), st.integers(0, 12), st.sampled_from(("support", "oppose", "neutral"))),
    min_size=1,
    max_size=80,
)


def network(spoken: list[tuple[int, int, str]]) -> nx.MultiGraph:
    rows: list[dict[str, Any]] = [
        {
            "id": f"urn:s{number}",
            "speaker": f"https://x.org/id/{KINDS[actor % 3]}/a{actor}",
            "speaker_label": f"Actor {actor}",
            "about": [
                {
                    "reading": f"urn:r{number}",
                    "target": f"https://x.org/id/issue/i{issue}",
                    "label": f"Issue {issue}",
                    "stance": stance,
                }
            ],
        }
        for number, (actor, issue, stance) in enumerate(spoken)
    ]
    return two_mode(rows)


@given(said, st.integers(1, 8), st.integers(1, 5))
def test_every_reading_is_counted_once(spoken: Any, actors: int, issues: int) -> None:
    whole = network(spoken)
    small = aggregated(whole, 0, {0: actors, 1: issues})
    readings = [r for *_, edge in small.edges(data=True) for r in edge["evidence"]]
    assert Counter(readings) == Counter(r for *_, edge in whole.edges(data=True) for r in edge["evidence"])
    assert sum(edge["weight"] for *_, edge in small.edges(data=True)) == len(spoken)


@given(said, st.integers(1, 8), st.integers(1, 5))
def test_only_the_most_active_are_drawn_by_name(spoken: Any, actors: int, issues: int) -> None:
    whole = network(spoken)
    small = aggregated(whole, 0, {0: actors, 1: issues})
    for side, most in ((0, actors), (1, issues)):
        named = [n for _, n in small.nodes(data=True) if n["bipartite"] == side and "members" not in n]
        all_of_them = sorted(
            (n["statements"] for _, n in whole.nodes(data=True) if n["bipartite"] == side), reverse=True
        )
        # One that would stand alone for the others keeps its own name.
        assert len(named) <= most + len(KINDS)
        assert sorted((n["statements"] for n in named), reverse=True)[:most] == all_of_them[:most]


@given(said)
def test_members_and_names_are_as_many_as_there_were_nodes(spoken: Any) -> None:
    whole = network(spoken)
    small = aggregated(whole, 0, {0: 2, 1: 2})
    assert sum(node.get("members", 1) for _, node in small.nodes(data=True)) == len(whole)


@given(said)
def test_actors_and_targets_stay_separate(spoken: Any) -> None:
    small = aggregated(network(spoken), 0, {0: 2, 1: 2})
    for one, other in small.edges():
        assert {small.nodes[one]["bipartite"], small.nodes[other]["bipartite"]} == {0, 1}


def test_a_network_that_can_be_drawn_is_left_as_it_is() -> None:
    whole = network([(0, 0, "support"), (1, 0, "oppose")])
    assert aggregated(whole) is whole


@pytest.mark.parametrize(
    ("actor", "label"), [(0, "2 other persons"), (1, "2 other organizations"), (2, "2 other countries")]
)
def test_those_who_are_gathered_are_named_by_their_number_and_kind(actor: int, label: str) -> None:
    spoken = [(9, 0, "support")] * 9 + [(actor, 0, "support"), (actor + 3, 0, "support")]
    small = aggregated(network(spoken), 0, {0: 1, 1: 1})
    assert label in {node["label"] for _, node in small.nodes(data=True)}
