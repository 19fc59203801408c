"""Positions in a briefing: each actor once, by the graph's positions; statements that are not shown count."""

from __future__ import annotations

from typing import Any

import pytest

from kg.export.briefing.sides import sides, split
from kg.export.briefing.standings import Target, standings

TOLL = "https://e.org/id/issue/toll"


def row(
    number: int, day: str | None, *, by: str = "ann", basis: str = "stated", **reading: Any
) -> dict[str, Any]:
    first, _, last = (day or "").partition("/")
    return {
        "id": f"https://e.org/id/statement/s{number}",
        "speaker": f"https://e.org/id/person/{by}",
        "speaker_label": by.title(),
        "counts_from": first or None,
        "counts_until": last or first or None,
        "counts_by": basis if day else "unknown",
        "source": "https://e.org/id/source/paper",
        "start": number,
        "end": number + 1,
        "about": [{"reading": f"urn:r{number}", "target": TOLL, "label": "A toll", **reading}],
    }


def lines(*rows: dict[str, Any], shown: Any = None, on: str | None = None) -> list[str]:
    numbers = {row["id"]: number for number, row in enumerate(rows, 1)}
    numbers = {one: number for one, number in numbers.items() if shown is None or number in shown}
    found = standings(rows, numbers, on)
    return "\n".join(sides(found, numbers, lambda row: row.get("roles", ()))).splitlines()


def found(*rows: dict[str, Any]) -> list[Target]:
    return standings(rows)


def test_an_unbroken_run_of_one_stance_is_one_position() -> None:
    shown = lines(row(2, "2025-03-02", stance="oppose"), row(1, "2025-03-01", stance="oppose"))
    assert shown == [
        "### A toll",
        "1 against.",
        "**Against**",
        "- Ann; 2 readings, 1 Mar to 2 Mar 2025[^1][^2]",
    ]


def test_an_actor_who_changed_is_listed_once_by_the_current_side() -> None:
    shown = lines(row(2, "2025-03-02", stance="support"), row(1, "2025-03-01", stance="oppose"))
    assert shown == [
        "### A toll",
        "1 for, who changed.",
        "**For**",
        "- Ann; 1 reading, 2 Mar 2025[^1]",
        "  - before: against; 1 reading, 1 Mar 2025[^2]",
    ]


def test_a_report_without_a_date_of_its_own_counts_as_of_its_publication() -> None:
    shown = lines(
        row(1, "2025-09-15", stance="support"), row(2, "2025-03-04", basis="published", stance="oppose")
    )
    assert shown[3:] == [
        "- Ann; 1 reading, 15 Sep 2025[^1]",
        "  - before: against; 1 reading, as reported on 4 Mar 2025[^2]",
    ]


def test_of_several_readings_it_says_how_many_have_no_date_of_their_own() -> None:
    shown = lines(
        row(1, "2025-09-01/2025-09-30", stance="oppose"),
        row(2, "2025-09-04", basis="published", stance="oppose"),
        row(3, None, stance="oppose"),
    )
    assert shown[-1] == "- Ann; 3 readings, Sep 2025, 1 as reported, 1 without a date[^1][^2][^3]"


def test_what_cannot_be_put_in_order_is_on_both_sides_and_names_both() -> None:
    shown = lines(row(1, "2025-03-01", stance="support"), row(2, None, stance="oppose"))
    assert shown[1:] == [
        "1 both.",
        "**Both**",
        "- Ann; mixed; 2 readings, 1 Mar 2025, 1 without a date[^1][^2]",
    ]


def test_on_an_earlier_day_each_actor_has_the_position_of_that_day() -> None:
    shown = lines(
        row(3, "2025-05-01", by="bo", stance="support"),
        row(2, "2025-03-02", stance="support"),
        row(1, "2025-03-01", stance="oppose"),
        on="2025-03-01",
    )
    assert shown[:3] == ["### A toll", "1 against.", "**Against**"] and len(shown) == 4


def test_an_issue_is_contested_where_one_is_for_it_and_another_against_it() -> None:
    shown = lines(row(1, None, stance="support"), row(2, None, by="bo", stance="oppose"))
    assert shown[:2] == ["### A toll (contested)", "1 for, 1 against."]


@pytest.mark.parametrize(
    "value, count, heading",
    [
        ("positive", "1 for.", "**For (rated positively)**"),
        ("negative", "1 against.", "**Against (rated negatively)**"),
        ("neutral", "1 other.", "**Other**"),
    ],
)
def test_an_evaluation_counts_on_the_side_that_it_takes(value: str, count: str, heading: str) -> None:
    assert lines(row(1, None, evaluation=value))[1:3] == [count, heading]


def test_who_supports_a_thing_and_rates_it_negatively_is_on_both_sides_once() -> None:
    shown = lines(row(1, "2025-03-01", stance="support"), row(2, "2025-03-02", evaluation="negative"))
    assert shown[1:3] == ["1 both.", "**Both**"]
    assert shown[3:] == [
        "- Ann; for; 1 reading, 1 Mar 2025[^1]",
        "  - also: negative; 1 reading, 2 Mar 2025[^2]",
    ]


def test_an_unclear_reading_settles_nothing_beside_a_clear_one() -> None:
    shown = lines(row(1, None, stance="unclear"), row(2, None, stance="support"))
    assert shown[1:] == ["1 for.", "**For**", "- Ann; 1 reading, no date[^2]"]


def test_confidences_are_named_the_surest_first() -> None:
    shown = lines(
        row(1, None, stance="oppose", confidence="low"), row(2, None, stance="oppose", confidence="high")
    )
    assert shown[-1].startswith("- Ann; 2 readings (high, low confidence), ")


def test_where_coders_read_the_same_words_differently_it_says_who_reads_what() -> None:
    one = row(1, "2025-03-01", stance="support", coder_label="Me")
    one["about"].append({**one["about"][0], "reading": "urn:r9", "stance": "oppose", "coder_label": "You"})
    assert lines(one)[2:] == [
        "**Both**",
        "- Ann; mixed; 2 readings, 1 Mar 2025; coders differ: Me support, You oppose[^1]",
    ]


def test_who_says_different_things_to_two_coders_is_no_difference_between_them() -> None:
    shown = lines(
        row(2, "2025-03-02", stance="support", coder_label="Me"),
        row(1, "2025-03-01", stance="oppose", coder_label="You"),
    )
    assert "coders" not in "".join(shown)


def test_statements_that_are_not_shown_count_and_are_noted() -> None:
    shown = lines(
        row(1, "2025-03-03", stance="oppose"),
        row(2, "2025-03-02", stance="oppose"),
        row(3, "2025-03-01", stance="support"),
        row(4, None, by="bo", stance="support"),
        shown={1},
    )
    assert shown == [
        "### A toll (contested)",
        "1 for, 1 against; 1 of them changed. Listed here: 1 of these 2 actors.",
        "**Against**",
        "- Ann; 2 readings, 2 Mar to 3 Mar 2025, 1 of them not shown[^1]",
        "  - before: for; 1 reading, 1 Mar 2025, not among the statements shown",
    ]


def test_an_actor_with_only_an_earlier_statement_has_the_current_position() -> None:
    shown = lines(row(1, "2025-03-02", stance="support"), row(2, "2025-03-01", stance="oppose"), shown={2})
    assert shown[2:] == [
        "**For**",
        "- Ann; 1 reading, 2 Mar 2025, not among the statements shown",
        "  - before: against; 1 reading, 1 Mar 2025[^2]",
    ]


def test_an_actor_with_an_unclear_statement_is_listed_by_the_current_side() -> None:
    shown = lines(row(1, "2025-03-02", stance="unclear"), row(2, "2025-03-01", stance="oppose"), shown={1})
    assert shown[1:] == [
        "1 against.",
        "**Against**",
        "- Ann; 1 reading, 1 Mar 2025, not among the statements shown",
    ]


def test_the_office_is_that_of_the_newest_reading_behind_the_position() -> None:
    old, new = row(1, "2025-03-01", stance="oppose"), row(2, "2025-03-02", stance="oppose")
    old["roles"], new["roles"] = ["Minister (since 2024-01-01)"], ["former Minister (as reported)"]
    assert lines(new, old)[-1].startswith("- Ann, former Minister (as reported); ")


def test_a_reading_that_two_coders_share_counts_once() -> None:
    one = row(1, None, stance="oppose")
    one["about"].append({**one["about"][0], "coder": "urn:other"})
    assert found(one)[0].holders[0].standings[0].readings == 1


@pytest.mark.parametrize("status", ["superseded", "retracted"])
def test_superseded_readings_make_no_position(status: str) -> None:
    statement = {**row(1, None, stance="oppose"), "status": status}
    reading = row(2, None, stance="oppose", status=status)
    assert found(statement, reading) == []


def test_targets_of_a_briefing_are_separated_from_those_it_mentions() -> None:
    targets = found(row(1, None, stance="oppose"), row(2, None, by="bo", stance="support"))
    assert split(targets, frozenset()) == (targets, [])
    assert split(targets, frozenset([TOLL])) == (targets, [])
    mine, rest = split(targets, frozenset(["https://e.org/id/person/bo"]))
    assert [one.label for one in mine[0].holders] == ["Bo"]
    assert [one.label for one in rest[0].holders] == ["Ann"]


def test_an_actor_who_is_spoken_of_is_a_target_too() -> None:
    statement = row(1, None, evaluation="negative")
    statement["about"][0].update(target="https://e.org/id/person/bo", label="Bo")
    assert [target.iri for target in found(statement)] == ["https://e.org/id/person/bo"]
