"""Who stands where, and on how much evidence."""

from __future__ import annotations

import pytest

from kg.errors import QuestionError
from kg.namespaces import DATA
from kg.questions.positions import COLUMNS, positions
from kg.store.base import Store


def test_each_position_is_a_row_with_evidence_and_newest_words(world: Store) -> None:
    row, _ = positions(world, by="cole", about="toll").rows
    assert row == {
        "position": DATA + "position/p8",
        "holder": DATA + "person/bo-cole",
        "holder_label": "Bo Cole",
        "holder_roles": ["Mayor of Westford"],
        "holder_roles_known": ["attested 2025-10-07"],
        "target": DATA + "issue/toll",
        "target_label": "A toll on the bridge",
        "stance": "support",
        "evaluation": None,
        "from": "2025-10-07",
        "to": "2025-10-07",
        "readings": 1,
        "undated": 0,
        "as_reported": 1,
        "current": True,
        "coders_differ": False,
        "coders": [],
        "words": "Cole could live with a toll.",
        "mode": "indirect",
        "evidence": [
            {"reading": DATA + "reading/r4", "statement": DATA + "statement/s4", "confidence": "medium"},
        ],
        "sheet": None,
        "line": None,
    }
    assert tuple(row) == COLUMNS


def test_the_current_position_precedes_earlier_ones(world: Store) -> None:
    rows = positions(world, by="berg").rows
    assert [(row["stance"], row["current"]) for row in rows] == [("support", True), ("oppose", False)]


def test_narrower_issues_are_included(world: Store) -> None:
    targets = {row["target_label"] for row in positions(world, about="the river").rows}
    assert targets == {"Building the new bridge", "A toll on the bridge"}


def test_positions_as_of_a_day_use_statements_up_to_it(world: Store) -> None:
    rows = positions(world, by="berg", until="2025-10-05").rows
    assert [(row["stance"], row["current"], row["position"]) for row in rows] == [("oppose", True, None)]
    assert positions(world, by="berg", until="2025-08").rows == []


def test_positions_by_stated_dates_exclude_what_counts_by_publication(world: Store) -> None:
    (row,) = positions(world, by="cole", about="toll", dates="stated").rows
    assert (row["stance"], row["current"], row["as_reported"]) == ("oppose", True, 0)
    assert positions(world, about="fish levy", dates="stated").rows == []


def test_computed_positions_equal_stored_positions(world: Store, bundled: Store) -> None:
    """A day after everything leaves nothing out that has any day."""
    for store in (world, bundled):
        stored = [{**row, "position": None} for row in positions(store).rows]
        assert positions(store, until="2030").rows == stored


@pytest.mark.parametrize(("until", "dates"), [("soon", "counted"), (None, "known")])
def test_an_invalid_view_is_an_error(world: Store, until: str | None, dates: str) -> None:
    with pytest.raises(QuestionError):
        positions(world, until=until, dates=dates)


def test_embedded_attributions_give_no_position(world: Store) -> None:
    """Dahl says that Berg wants all of the river; Berg has no position on the river itself."""
    assert {row["target_label"] for row in positions(world, by="berg").rows} == {"Building the new bridge"}


def test_an_empty_answer_says_what_was_looked_at(world: Store) -> None:
    answer = positions(world, about="ferry")
    assert answer.notes == ("No matching positions found; looked at 8 positions.",)


def test_both_engines_give_the_same_answer(world: Store, world_in_rdflib: Store) -> None:
    assert positions(world).rows == positions(world_in_rdflib).rows
    assert positions(world, until="2025").rows == positions(world_in_rdflib, until="2025").rows
