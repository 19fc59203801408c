"""Offices: one row for each time in office, whatever the number of records of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from kg.questions.ask import ask
from kg.store.base import Store

Answers = Callable[..., list[dict[str, Any]]]
F = "f" * 64


def office(dates: str = "") -> str:
    """One record that Ann is the speaker of the Greens."""
    place = f"at: 200-209, sha256: {F}"
    role = f"{{who: ann, office: speaker, of: greens{dates}}}"
    return f"narrated:\n  - {{id: n20, text: Ann is the speaker, {place}, roles: [{role}]}}\n"


def test_an_office_with_a_present_and_a_past_record_is_one_row(answers: Answers) -> None:
    sheets = {"a-2024-05-01": office(), "b-2024-06-01": office(", former: true")}
    (row,) = answers("roles", sheets)
    assert (row["former"], row["attested_on"], row["source_label"]) == (False, "2024-05-01", "a-2024-05-01")
    assert row["held"] == "attested 2024-05-01; over by 2024-06-01"


def test_an_office_in_two_sources_is_one_row_of_who_speaks_for_the_body(answers: Answers) -> None:
    sheets = {"b-2024-06-01": office(", since: 2024-01-01"), "a-2024-05-01": office()}
    (row,) = answers("speaks-for", sheets, body="greens")
    assert (row["since"], row["source_label"]) == ("2024-01-01", "a-2024-05-01")


def test_two_terms_in_the_same_office_are_two_rows(answers: Answers) -> None:
    first, second = ", since: 2010-01-01, until: 2012-12-31", ", since: 2020-01-01"
    rows = answers("roles", {"a-2024-05-01": office(first), "b-2024-06-01": office(second)})
    assert sorted(row["held"] for row in rows) == ["2010-01-01 to 2012-12-31", "since 2020-01-01"]


def test_no_match_says_which_parameter_is_the_speaker_and_which_the_body(vale: Store) -> None:
    (note,) = ask(vale, "speaks-for", {"of": "vale"}).notes
    assert "of= names who speaks, body= whom they speak for" in note
