"""A body stands for those who then held an office in it, and each row says in which."""

from __future__ import annotations

from typing import Any

import pytest

from kg.errors import QuestionError
from kg.questions.answer import Answer
from kg.questions.ask import ask
from kg.questions.said import said
from kg.store.base import Store


def told(answer: Answer[dict[str, Any]], thing: str, office: str) -> dict[str, list[str]]:
    return {row[f"{thing}_label"]: row[office] for row in answer.rows}


@pytest.mark.parametrize("typed", ["vale", "Government of Vale", "Ford government"])
def test_measures_of_a_body_include_those_of_its_office_holders(vale: Store, typed: str) -> None:
    """The toll is by Ford, who held no office any more on the day of the report."""
    answer = ask(vale, "measures", {"by": typed})
    assert told(answer, "measure", "taken_as") == {
        "Ban on rafts": [],
        "Levy on boats": ["Prime Minister of Vale (since 2024-03-15)"],
    }


def test_tariffs_of_a_country_are_those_of_its_president(vale: Store) -> None:
    answer = ask(vale, "tariffs", {"by": "EL"})
    assert told(answer, "measure", "taken_as") == {
        "Duty on oars": ["President of Eastland (attested 2024-05-01)"]
    }
    [row] = answer.rows
    assert (row["counts_from"], row["counts_until"], row["counts_by"]) == (
        "2024-05-01",
        "2024-05-01",
        "published",
    )


def test_measures_of_a_person_name_the_office_if_there_is_one(vale: Store) -> None:
    assert told(ask(vale, "measures", {"by": "Ann Ford"}), "measure", "taken_as") == {"Toll on barges": []}
    everything = told(ask(vale, "measures", {}), "measure", "taken_as")
    assert everything["Levy on boats"] == ["Prime Minister of Vale (since 2024-03-15)"]
    assert len(everything) == 4


def test_a_title_and_a_name_give_the_same_measures(vale: Store) -> None:
    found = ask(vale, "measures", {"by": "the prime minister of Vale"})
    assert [row["measure_label"] for row in found.rows] == ["Levy on boats"]


def test_events_of_a_body_are_those_of_its_office_holders_on_that_day(vale: Store) -> None:
    answer = ask(vale, "events", {"with": "vale"})
    assert told(answer, "event", "participant_as") == {
        "Parade": ["Prime Minister of Vale (as reported; since 2024-03-15)"],
        "Regatta": ["Prime Minister of Vale (2015-11-04 to 2024-03-14)"],
    }
    assert answer.notes == ("1 event left out: not known whether Bob Hill held the office at the time.",)


def test_agreements_of_a_government_are_those_of_its_country(vale: Store) -> None:
    assert [row["agreement_label"] for row in ask(vale, "agreements", {"of": "Government of Vale"}).rows] == [
        "River pact"
    ]


def test_an_empty_answer_names_the_actors_for_the_body(vale: Store) -> None:
    notes = ask(vale, "tariffs", {"by": "vale"}).notes
    assert notes[0] == "No matching tariffs found; looked at 1 tariff."
    assert notes[1].startswith(
        "Acting for Vale: Ann Ford (Prime Minister of Vale, 2015-11-04 to 2024-03-14), "
    )


def test_an_empty_answer_says_that_nobody_acts_for_the_body(vale: Store) -> None:
    assert ask(vale, "tariffs", {"by": "choir"}).notes == (
        "No matching tariffs found; looked at 1 tariff.",
        "No actors are known to act for Choir.",
    )


def texts(answer: Any) -> list[str]:
    return sorted(row["text"] for row in answer.rows)


def test_with_holders_includes_statements_in_office_and_on_behalf(vale: Store) -> None:
    """Not what Ford said after it, nor Hill before; Pond spoke on behalf, and as the speaker of Vale."""
    answer = said(vale, by="vale", with_holders=True)
    assert texts(answer) == [
        "The dam will be built.",
        "The dam would be good for Vale.",
        "Vale has money for the dam.",
    ]
    assert [row["counts_until"] for row in answer.rows] == ["2024-05-01", "2024-05-01", "2020-01-10"]
    roles = {row["text"]: row["speaker_roles"] for row in answer.rows}
    assert roles["The dam will be built."] == ["Prime Minister of Vale"]


def test_with_holders_includes_staff_and_names_the_relation(vale: Store) -> None:
    [row] = said(vale, by="eastland", with_holders=True).rows
    assert (row["speaker_label"], row["speaker_roles"]) == ("Palace staff", ["works for Eastland government"])
    assert row["speaker_roles_known"] == ["as coded"]


def test_with_holders_keeps_the_other_conditions(vale: Store) -> None:
    found = said(vale, by="vale", with_holders=True, stance="support", since="2024")
    assert texts(found) == ["The dam will be built.", "Vale has money for the dam."]
    assert texts(said(vale, by="vale", with_holders=True, grep="built")) == ["The dam will be built."]
    both = said(vale, by="vale", with_holders=True, on_behalf_of="Government of Vale")
    assert texts(both) == ["Vale has money for the dam."]


def test_an_empty_answer_names_the_option_with_holders(vale: Store) -> None:
    answer = said(vale, by="vale")
    assert answer.rows == []
    assert answer.notes[1].startswith("Acting for Vale: Ann Ford (Prime Minister of Vale, ")
    assert answer.notes[1].endswith(
        "Add --with-holders to include 3 statements by them or on behalf of Vale."
    )


def test_with_holders_is_not_suggested_if_it_finds_nothing(vale: Store) -> None:
    [_, note, _] = said(vale, by="vale", grep="beavers").notes
    assert note.endswith("found either.")
    assert len(said(vale, by="choir").notes) == len(said(vale, by="Cat Mill").notes) == 1


def test_with_holders_needs_a_body(vale: Store) -> None:
    with pytest.raises(QuestionError, match="needs a body"):
        said(vale, with_holders=True)
