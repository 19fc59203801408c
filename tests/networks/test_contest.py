"""Counting sides: each actor once, by the position on the day."""

from __future__ import annotations

from typing import Any

import pytest

from kg.networks import contests

BASE = "https://w3id.org/wsw/id/"


def rows(*said: tuple[Any, ...]) -> list[dict[str, Any]]:
    """Rows of ``kg said`` from who, on what, with which code, and optionally from and until which day."""
    found = []
    for i, (who, what, value, *days) in enumerate(said):
        scheme = "evaluation" if value in ("positive", "negative") else "stance"
        one = {
            "reading": f"{BASE}reading/r{i}",
            "target": f"{BASE}issue/{what}",
            "label": what,
            scheme: value,
        }
        found.append(
            {
                "id": f"{BASE}statement/s{i}",
                "speaker": f"{BASE}person/{who}",
                "speaker_label": who,
                "counts_from": days[0] if days else None,
                "counts_until": days[-1] if days else None,
                "about": [one],
            }
        )
    return found


def counted(*said: tuple[Any, ...], on: str | None = None) -> tuple[int, int, int, int, int, bool]:
    (one,) = contests(rows(*said), on)
    return one.for_, one.against, one.both, one.other, one.changed, one.contested


def test_an_actor_who_repeats_themselves_counts_once() -> None:
    (contest,) = contests(rows(("ann", "toll", "support"), ("ann", "toll", "support")))
    assert (contest.for_, contest.readings) == (1, 2)


def test_an_actor_who_says_both_on_days_that_cannot_be_ordered_is_on_both_sides_and_no_contest() -> None:
    assert counted(("ann", "toll", "support"), ("ann", "toll", "oppose")) == (0, 0, 1, 0, 0, False)


def test_an_actor_who_changed_counts_once_by_the_current_side() -> None:
    said = ("ann", "toll", "oppose", "2025-03-04"), ("ann", "toll", "support", "2025-09-15")
    assert counted(*said) == (1, 0, 0, 0, 1, False)


def test_on_an_earlier_day_she_counts_by_the_side_at_that_time() -> None:
    said = ("ann", "toll", "oppose", "2025-03-04"), ("ann", "toll", "support", "2025-09-15")
    assert counted(*said, on="2025-06-30") == (0, 1, 0, 0, 0, False)


def test_before_anybody_spoke_there_is_nothing() -> None:
    assert contests(rows(("ann", "toll", "oppose", "2025-03-04")), "2025-03-03") == []


def test_what_can_have_been_said_by_the_day_counts_with_its_readings() -> None:
    said = rows(("ann", "toll", "oppose", "2025-03-01", "2025-03-31"), ("ben", "toll", "oppose"))
    (contest,) = contests(said, "2025-03-04")
    assert (contest.against, contest.readings) == (1, 1)


def test_positive_and_negative_count_as_the_two_sides() -> None:
    assert counted(("ann", "trust", "positive"), ("ben", "trust", "negative")) == (1, 1, 0, 0, 0, True)


def test_who_supports_what_they_rate_negatively_is_on_both_sides() -> None:
    assert counted(("ann", "toll", "support"), ("ann", "toll", "negative")) == (0, 0, 1, 0, 0, False)


@pytest.mark.parametrize("value", ["unclear", "neutral"])
def test_unclear_and_neutral_take_no_side(value: str) -> None:
    assert counted(("ann", "toll", value)) == (0, 0, 0, 1, 0, False)


def test_neither_against_one_side_is_no_contest() -> None:
    assert counted(("ann", "toll", "support"), ("ben", "toll", "neutral")) == (1, 0, 0, 1, 0, False)


@pytest.mark.parametrize("status", ["superseded", "retracted"])
@pytest.mark.parametrize("of", ["statement", "reading"])
def test_what_was_taken_back_does_not_count(of: str, status: str) -> None:
    (row,) = rows(("ann", "toll", "support"))
    (row if of == "statement" else row["about"][0])["status"] = status
    assert contests([row]) == []


def test_nothing_is_added_up_from_another_target() -> None:
    found = contests(rows(("ann", "toll", "support"), ("ben", "road", "oppose")))
    assert [(one.label, one.contested) for one in found] == [("road", False), ("toll", False)]


def test_an_actor_who_is_spoken_of_is_the_node_of_the_two_mode_network() -> None:
    (row,) = rows(("ann", "toll", "support"))
    row["about"][0]["target"] = f"{BASE}person/ben"
    (contest,) = contests([row])
    assert (contest.kind, contest.node) == ("actor", f"{BASE}person/ben#target")


def test_the_kind_of_an_issue_is_the_one_that_is_given() -> None:
    (contest,) = contests(rows(("ann", "toll", "support")), issue_kinds={f"{BASE}issue/toll": "proposal"})
    assert (contest.kind, contest.node) == ("proposal", f"{BASE}issue/toll")


def test_the_most_evenly_divided_comes_first() -> None:
    found = contests(
        rows(
            *((f"p{i}", "wide", "support") for i in range(5)),
            *((f"p{i}", "even", side) for i, side in enumerate(["support", "oppose", "support", "oppose"])),
            ("p1", "lone", "oppose"),
        )
    )
    assert [contest.label for contest in found] == ["even", "wide", "lone"]
