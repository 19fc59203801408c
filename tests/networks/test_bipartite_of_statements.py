"""The two-mode network: what counts, what it rests on, and that nothing is merged or lost."""

from __future__ import annotations

import random
from typing import Any

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.networks.fetch import fetch
from kg.networks.projection import project
from kg.networks.settings import Settings
from kg.networks.statement_network import two_mode
from kg.questions.said import said
from kg.store import open_store

BASE = "https://w3id.org/wsw/id/"
ANN, BEN = BASE + "person/ann", BASE + "organization/ben"
TOLL, TRUST = BASE + "issue/toll", BASE + "issue/trust"

_serial = iter(range(10**9))


def reading(
    target: str = TOLL, *, stance: str | None = None, evaluation: str | None = None
) -> dict[str, Any]:
    number = next(_serial)
    return {
        "reading": f"{BASE}reading/r{number:012x}",
        "target": target,
        "label": target.rsplit("/", 1)[-1],
        "stance": stance,
        "evaluation": evaluation,
    }


def statement(speaker: str | None, *readings: dict[str, Any], roles: Any = ()) -> dict[str, Any]:
    return {
        "id": f"{BASE}statement/s{next(_serial):012x}",
        "speaker": speaker,
        "speaker_label": speaker and speaker.rsplit("/", 1)[-1],
        "speaker_roles": roles,
        "about": list(readings),
    }


def test_readings_of_one_stance_are_one_edge_that_names_them_all() -> None:
    first, second = statement(ANN, reading(stance="oppose")), statement(ANN, reading(stance="oppose"))
    edge = two_mode([first, second]).edges[ANN, TOLL, "oppose"]
    assert edge["weight"] == 2
    assert edge["evidence"] == tuple(sorted(row["about"][0]["reading"] for row in (first, second)))
    assert edge["statements"] == tuple(sorted((first["id"], second["id"])))


def test_two_stances_of_one_actor_on_one_issue_are_two_edges() -> None:
    network = two_mode([statement(ANN, reading(stance="oppose")), statement(ANN, reading(stance="support"))])
    assert sorted(key for *_, key in network.edges(keys=True)) == ["oppose", "support"]


def test_stance_and_evaluation_of_the_same_notation_stay_separate() -> None:
    network = two_mode([statement(ANN, reading(stance="mixed"), reading(evaluation="mixed"))])
    assert sorted(key for *_, key in network.edges(keys=True)) == ["mixed", "mixed evaluation"]


def test_an_edge_keeps_its_id_when_readings_are_added() -> None:
    one = statement(ANN, reading(stance="oppose"))
    more = [one, statement(ANN, reading(stance="oppose")), statement(BEN, reading(stance="support"))]
    assert two_mode([one]).edges[ANN, TOLL, "oppose"]["id"] == two_mode(more).edges[ANN, TOLL, "oppose"]["id"]


def test_edges_differ_in_id_if_they_differ_in_actor_target_or_stance() -> None:
    rows = [
        statement(who, reading(what, stance=stance))
        for who in (ANN, BEN)
        for what in (TOLL, TRUST)
        for stance in ("support", "oppose")
    ]
    ids = [edge["id"] for *_, edge in two_mode(rows).edges(data=True)]
    assert len(set(ids)) == len(ids) == 8


def test_an_actor_who_is_spoken_of_is_a_second_node() -> None:
    network = two_mode(
        [statement(ANN, reading(BEN, evaluation="negative")), statement(BEN, reading(stance="support"))]
    )
    assert nx.is_bipartite(network)
    assert network.nodes[BEN]["bipartite"] == 0
    assert network.nodes[BEN + "#target"] == {
        "bipartite": 1,
        "iri": BEN,
        "label": "ben",
        "kind": "organization",
        "readings": 1,
        "statements": 1,
    }


def test_what_an_embedded_attribution_says_makes_no_edge() -> None:
    row = statement(ANN) | {"embeds": [{"attributee": BEN, "attitude": "wants", "text": "the toll"}]}
    assert len(two_mode([row])) == 0


@pytest.mark.parametrize(("isolates", "nodes"), [(False, 0), (True, 1)])
def test_speakers_without_a_reading_are_nodes_only_on_demand(isolates: bool, nodes: int) -> None:
    assert len(two_mode([statement(ANN)], isolates=isolates)) == nodes


def test_kinds_of_issues_come_from_the_mapping() -> None:
    network = two_mode([statement(ANN, reading(stance="support"))], issue_kinds={TOLL: "proposal"})
    assert (network.nodes[TOLL]["kind"], network.nodes[ANN]["kind"]) == ("proposal", "person")


def test_an_actor_counts_every_statement_and_keeps_every_role() -> None:
    rows = [statement(ANN, reading(stance="support"), roles=["minister"]), statement(ANN, roles="member")]
    node = two_mode(rows).nodes[ANN]
    assert (node["statements"], node["roles"]) == (2, ("member", "minister"))


def test_no_rows_give_an_empty_network() -> None:
    assert len(two_mode([])) == 0


stances = st.sampled_from([None, "support", "oppose", "neutral", "mixed", "unclear"])
evaluations = st.sampled_from([None, "positive", "negative", "neutral"])
about = st.builds(
    lambda target, stance, evaluation: reading(
        target, stance=stance, evaluation=None if stance else evaluation
    ),
    st.sampled_from([TOLL, TRUST, BASE + "measure/levy", ANN]),
    stances,
    evaluations,
)
rows_of = st.lists(
    st.builds(
        lambda who, what: statement(who, *what), st.sampled_from([ANN, BEN]), st.lists(about, max_size=4)
    ),
    max_size=12,
)


@given(rows_of)
def test_weights_add_up_to_the_readings_that_take_a_side(rows: list[dict[str, Any]]) -> None:
    expected = sum(bool(r["stance"] or r["evaluation"]) for row in rows for r in row["about"])
    assert sum(edge["weight"] for *_, edge in two_mode(rows).edges(data=True)) == expected


@given(rows_of, st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(rows: list[dict[str, Any]], chance: random.Random) -> None:
    shuffled = list(rows)
    chance.shuffle(shuffled)
    one, other = two_mode(rows), two_mode(shuffled)
    assert list(one.nodes(data=True)) == list(other.nodes(data=True))
    assert list(one.edges(keys=True, data=True)) == list(other.edges(keys=True, data=True))


@given(rows_of)
def test_every_edge_joins_an_actor_and_a_target(rows: list[dict[str, Any]]) -> None:
    network = two_mode(rows)
    assert all(
        {network.nodes[a]["bipartite"], network.nodes[b]["bipartite"]} == {0, 1} for a, b in network.edges()
    )


def test_the_rows_of_a_store_give_the_network_of_its_readings() -> None:
    """There is one two-mode network, whichever way its readings come."""
    with open_store() as store:
        of_rows, of_readings = (
            two_mode(said(store).rows),
            project(fetch(store), Settings(kind="two-mode")),
        )
    graph = of_readings.graph()
    assert {n: d["label"] for n, d in of_rows.nodes(data=True)} == {
        n: d["label"] for n, d in graph.nodes(data=True)
    }
    assert list(of_rows.edges(keys=True, data=True)) == list(graph.edges(keys=True, data=True))
