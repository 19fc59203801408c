"""Counting sides: actors, not repetitions, and no side invented."""

from __future__ import annotations

from typing import Any

from kg.networks import contests, two_mode

BASE = "https://w3id.org/wsw/id/"


def rows(*said: tuple[str, str, str]) -> list[dict[str, Any]]:
    found = []
    for i, (who, what, value) in enumerate(said):
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
                "about": [one],
            }
        )
    return found


def test_an_actor_who_repeats_themselves_counts_once() -> None:
    (contest,) = contests(two_mode(rows(("ann", "toll", "support"), ("ann", "toll", "support"))))
    assert (contest.support, contest.readings) == (1, 2)


def test_an_actor_on_both_sides_counts_on_both() -> None:
    (contest,) = contests(two_mode(rows(("ann", "toll", "support"), ("ann", "toll", "oppose"))))
    assert (contest.support, contest.oppose, contest.contested) == (1, 1, True)


def test_positive_and_negative_count_as_the_two_sides() -> None:
    (contest,) = contests(two_mode(rows(("ann", "trust", "positive"), ("ben", "trust", "negative"))))
    assert (contest.support, contest.oppose) == (1, 1)


def test_unclear_and_neutral_take_no_side() -> None:
    (contest,) = contests(two_mode(rows(("ann", "toll", "unclear"), ("ben", "toll", "neutral"))))
    assert (contest.support, contest.oppose, contest.unclear, contest.neutral) == (0, 0, 1, 1)


def test_the_most_evenly_divided_comes_first() -> None:
    network = two_mode(
        rows(
            *((f"p{i}", "wide", "support") for i in range(5)),
            *((f"p{i}", "even", side) for i, side in enumerate(["support", "oppose", "support", "oppose"])),
            ("p1", "lone", "oppose"),
        )
    )
    assert [contest.label for contest in contests(network)] == ["even", "wide", "lone"]
