"""``kg explain``: every reading, quote, date, source and coder behind an answer."""

from __future__ import annotations

import json
from typing import Any

import pytest


def test_an_explanation_has_position_steps_and_statements(call: Any) -> None:
    ran = call("explain", "Donald Trump", "US tariffs on Canadian goods")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("Why: Donald Trump on US tariffs on Canadian goods\n\n")
    for part in (
        "Step by step",
        "The statements",
        "1. on 2025-10-06 (inferred), as President of the United States (as reported):\n    support",
        "“I’m right”",
        "coded by",
    ):
        assert part in ran.out


def test_with_stated_dates_undated_statements_are_left_out_and_named(call: Any) -> None:
    ran = call("explain", "Donald Trump", "Canada as the 51st state", "--dates", "stated")
    assert ran.code == 0
    assert "1. between 2025-09-29 and 2025-10-05" in ran.out
    assert "does not count: its source gives no date for" in ran.out


def test_before_the_first_statement_there_are_no_positions(call: Any) -> None:
    ran = call("explain", "Donald Trump", "Canada as the 51st state", "--until", "2025-08", "-f", "json")
    found = json.loads(ran.out)
    assert (found["positions"], len(found["left_out"])) == ([], 2)


def test_words_of_a_position_are_marked_in_an_explanation(call: Any) -> None:
    for row in json.loads(call("positions", "-f", "json").out):
        position = "/".join(row["position"].rsplit("/", 2)[-2:])
        shown = call("explain", position).out
        assert "quoted or paraphrased" not in shown, position


def test_a_statement_is_explained_by_the_id_that_said_prints(call: Any) -> None:
    for line in call("said", "-f", "jsonl").out.splitlines():
        row = json.loads(line)
        ran = call("explain", "/".join(row["id"].rsplit("/", 2)[-2:]), "-f", "json")
        found = json.loads(ran.out)
        assert [each["id"] for each in found["statements"]] == [row["id"]]
        assert len(found["readings"]) == len(row["about"])


def test_an_actor_without_readings_gets_an_answer_that_says_so(call: Any) -> None:
    ran = call("explain", "carney", "fifty-first-state")
    assert ran.code == 0
    assert "No matching readings found; looked at" in ran.out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["carney"], ["is not a statement, reading or position", "kg show"]),
        (["xyzzy"], ["'xyzzy'"]),
        (["carney", "xyzzy"], ["'xyzzy'", "kg ask issues"]),
        (["tariffs", "carney"], ["no actor named 'tariffs'"]),
        ([], ["Missing argument"]),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) and len(value) < 3 else "",
)
def test_an_explanation_of_nothing_known_exits_2(call: Any, arguments: list[str], words: list[str]) -> None:
    ran = call("explain", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert not [word for word in words if word not in ran.err]
