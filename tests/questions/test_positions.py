"""Who stands where, and on how much evidence."""

from __future__ import annotations

from kg.namespaces import DATA
from kg.questions.positions import COLUMNS, positions
from kg.store.base import Store


def test_one_row_a_position_with_its_evidence_and_the_newest_words(world: Store) -> None:
    (row,) = positions(world, by="cole", about="toll").rows
    assert row == {
        "position": DATA + "position/p4",
        "holder": DATA + "person/bo-cole",
        "holder_label": "Bo Cole",
        "holder_roles": ["Mayor of Westford"],
        "target": DATA + "issue/toll",
        "target_label": "A toll on the bridge",
        "stance": "mixed",
        "evaluation": None,
        "from": "2025-09-10",
        "to": "2025-09-10",
        "readings": 2,
        "undated": 1,
        "current": True,
        "words": "Cole said on some day that a toll is robbery.",
        "mode": "indirect",
        "evidence": [
            {"reading": DATA + "reading/r5", "statement": DATA + "statement/s5", "confidence": "high"},
            {"reading": DATA + "reading/r4", "statement": DATA + "statement/s4", "confidence": "medium"},
        ],
    }
    assert tuple(row) == COLUMNS


def test_the_current_position_comes_before_the_earlier_one(world: Store) -> None:
    rows = positions(world, by="berg").rows
    assert [(row["stance"], row["current"]) for row in rows] == [("support", True), ("oppose", False)]


def test_narrower_issues_are_counted_in(world: Store) -> None:
    targets = {row["target_label"] for row in positions(world, about="the river").rows}
    assert targets == {"Building the new bridge", "A toll on the bridge"}


def test_a_position_without_dates_has_none(world: Store) -> None:
    (row,) = positions(world, about="fish levy").rows
    assert (row["from"], row["to"], row["evaluation"]) == (None, None, "neutral")


def test_nobody_gets_a_position_from_what_another_says_that_they_want(world: Store) -> None:
    """Dahl says that Berg wants all of the river; Berg has no position on the river itself."""
    assert {row["target_label"] for row in positions(world, by="berg").rows} == {"Building the new bridge"}


def test_an_empty_answer_says_what_was_looked_at(world: Store) -> None:
    answer = positions(world, about="ferry")
    assert answer.notes == ("Nobody in the graph has a position on that: looked at 7 positions.",)


def test_both_engines_give_the_same_answer(world: Store, world_in_rdflib: Store) -> None:
    assert positions(world).rows == positions(world_in_rdflib).rows
