"""The made-up debates that the page is measured with are what the figures say they are."""

from __future__ import annotations

import hashlib
from collections import Counter
from pathlib import Path

import pytest

from benchmarks import debate, synthetic
from kg.networks.statement_network import two_mode
from kg.questions.answer import Row
from kg.questions.context import known
from kg.questions.said import said
from kg.store import open_store

NODES = 200


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("debate") / "graph.nt"
    file.write_text("".join(debate.triples(debate.Debate(NODES))), encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def rows(graph: Path) -> list[Row]:
    with open_store(graph) as store:
        return list(said(store).rows)


def test_the_network_of_a_debate_has_as_many_nodes_as_were_asked_for(rows: list[Row]) -> None:
    network = two_mode(rows)
    sides = Counter(side for _, side in network.nodes(data="bipartite"))
    assert sides == {0: NODES * 4 // 5, 1: NODES // 5}
    assert len({label for _, label in network.nodes(data="label")}) == NODES


def test_no_hub_of_a_debate_is_much_larger_than_its_share(rows: list[Row]) -> None:
    for counted, limit, number in (
        (Counter(row["speaker"] for row in rows), debate.ACTOR, NODES * 4 // 5),
        (Counter(row["about"][0]["target"] for row in rows), debate.ISSUE, NODES // 5),
    ):
        assert counted.most_common(1)[0][1] < 1.5 * max(limit, 3 / number) * len(rows)


def test_a_debate_has_every_mode_and_confidence_and_some_undated_statements(rows: list[Row]) -> None:
    assert {row["mode"] for row in rows} == set(debate.MODES)
    assert {row["about"][0]["confidence"] for row in rows} == set(debate.CONFIDENCE)
    assert 0.05 < sum(row["said_earliest"] is None for row in rows) / len(rows) < 0.15


def test_every_issue_of_a_debate_but_the_broad_ones_lies_below_one(graph: Path, rows: list[Row]) -> None:
    with open_store(graph) as store:
        broader = known(store, rows).broader
    assert len([above for above in broader.values() if above]) == NODES // 5 * 9 // 10


def test_the_same_debate_has_the_same_triples() -> None:
    one, again, other = (list(debate.triples(debate.Debate(50, seed))) for seed in (1, 1, 2))
    assert one == again != other


def test_the_statements_that_networks_are_measured_with_stay_as_they_are() -> None:
    text = "".join(synthetic.triples(synthetic.World(200, actors=20, issues=10)))
    assert (
        hashlib.sha256(text.encode()).hexdigest()
        == "5f968b93e47eac9cb05002980afe9c0227bf69c8a82e31e88c9915eee77c2f90"
    )
