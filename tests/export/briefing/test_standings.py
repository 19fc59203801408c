"""Who stands where, by the rule of the graph's positions, on the statements that are shown."""

from __future__ import annotations

from typing import Any

import pytest

from kg.export.briefing.sides import sides, split
from kg.export.briefing.standings import Target, standings
from kg.networks import two_mode

TOLL = "https://e.org/id/issue/toll"


def row(number: int, day: str | None, *, by: str = "ann", **reading: Any) -> dict[str, Any]:
    return {
        "id": f"https://e.org/id/statement/s{number}",
        "speaker": f"https://e.org/id/person/{by}",
        "speaker_label": by.title(),
        "said_earliest": day,
        "said_latest": day,
        "about": [{"reading": f"urn:r{number}", "target": TOLL, "label": "A toll", **reading}],
    }


def found(*rows: dict[str, Any]) -> list[Target]:
    return standings(rows, two_mode(rows))


def lines(*rows: dict[str, Any]) -> list[str]:
    numbers = {row["id"]: number for number, row in enumerate(rows, 1)}
    return "\n".join(sides(found(*rows), numbers, {})).splitlines()


def test_an_unbroken_run_of_one_stance_is_one_standing() -> None:
    shown = lines(row(2, "2025-03-02", stance="oppose"), row(1, "2025-03-01", stance="oppose"))
    assert shown == ["### A toll", "**Against**", "- Ann; 2 readings, 1 Mar to 2 Mar 2025[^1][^2]"]


def test_a_change_makes_two_and_the_first_is_the_earlier_one() -> None:
    shown = lines(row(2, "2025-03-02", stance="support"), row(1, "2025-03-01", stance="oppose"))
    assert shown == [
        "### A toll (contested)",
        "**For**",
        "- Ann; 1 reading, 2 Mar 2025[^1]",
        "**Against**",
        "- Ann; 1 reading, 1 Mar 2025; an earlier position[^2]",
    ]


def test_what_cannot_be_put_in_order_is_mixed_and_names_both() -> None:
    shown = lines(row(1, "2025-03-01", stance="support"), row(2, None, stance="oppose"))
    assert shown[1:] == [
        "**On neither side**",
        "- Ann; mixed; 2 readings, 1 Mar 2025, 1 without a date[^1][^2]",
    ]


@pytest.mark.parametrize("value, heading", [("positive", "**Positive**"), ("negative", "**Negative**")])
def test_an_evaluation_is_neither_for_nor_against(value: str, heading: str) -> None:
    assert lines(row(1, None, evaluation=value))[1] == heading


def test_an_unclear_reading_settles_nothing_beside_a_clear_one() -> None:
    shown = lines(row(1, None, stance="unclear"), row(2, None, stance="support"))
    assert shown[1:] == ["**For**", "- Ann; 1 reading, no date in the source[^2]"]


def test_confidences_are_named_the_surest_first() -> None:
    shown = lines(
        row(1, None, stance="oppose", confidence="low"), row(2, None, stance="oppose", confidence="high")
    )
    assert shown[2].startswith("- Ann; 2 readings (high, low confidence), ")


def test_a_reading_that_two_coders_share_counts_once() -> None:
    one = row(1, None, stance="oppose")
    one["about"].append({**one["about"][0], "coder": "urn:other"})
    assert found(one)[0].standings[0].readings == 1


@pytest.mark.parametrize("status", ["superseded", "retracted"])
def test_what_no_longer_counts_makes_no_standing(status: str) -> None:
    statement = {**row(1, None, stance="oppose"), "status": status}
    reading = row(2, None, stance="oppose", status=status)
    assert found(statement, reading) == []


def test_what_a_briefing_is_about_is_told_from_what_it_touches_on() -> None:
    targets = found(row(1, None, stance="oppose"), row(2, None, by="bo", stance="support"))
    assert split(targets, frozenset()) == (targets, [])
    assert split(targets, frozenset([TOLL])) == (targets, [])
    mine, rest = split(targets, frozenset(["https://e.org/id/person/bo"]))
    assert [one.label for one in mine[0].standings] == ["Bo"]
    assert [one.label for one in rest[0].standings] == ["Ann"]


def test_an_actor_who_is_spoken_of_is_a_target_too() -> None:
    statement = row(1, None, evaluation="negative")
    statement["about"][0].update(target="https://e.org/id/person/bo", label="Bo")
    assert [target.iri for target in found(statement)] == ["https://e.org/id/person/bo"]
