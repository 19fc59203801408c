"""Every command that takes names reports once, on standard error, what a name was resolved to."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

CARNEY = "carney: Mark Carney (person/mark-carney)"
PREMIER = "the prime minister: Mark Carney, Prime Minister of Canada (attested 2025-10-07)"


@pytest.mark.parametrize(
    "command",
    [
        ["said", "--by", "carney"],
        ["said", "--by", "carney", "-f", "json"],
        ["said", "--by", "carney", "--about", "carney"],
        ["positions", "--by", "carney"],
        ["explain", "carney", "usmca"],
        ["ask", "what-did-say", "by=carney"],
        ["ask", "measures", "by=carney", "-f", "csv"],
        ["show", "carney"],
        ["network", "congruence", "--by", "carney"],
    ],
    ids=" ".join,
)
def test_a_resolved_name_is_reported_once_and_not_among_the_data(call: Any, command: list[str]) -> None:
    ran = call(*command)
    assert ran.code == 0
    assert ran.err.splitlines().count(CARNEY) == 1
    assert "(person/mark-carney)" not in ran.out


def test_a_briefing_reports_resolved_names_too(call: Any, tmp_path: Path) -> None:
    ran = call("brief", "--about", "carney", "-o", tmp_path / "carney.html")
    assert (ran.code, ran.err.splitlines().count(CARNEY)) == (0, 1)


@pytest.mark.parametrize(
    "command",
    [["said", "--by"], ["positions", "--by"], ["network", "two-mode", "--by"], ["explain"]],
    ids=" ".join,
)
def test_a_title_is_reported_with_the_office_and_how_it_is_known(call: Any, command: list[str]) -> None:
    ran = call(*command, "the prime minister", *(["usmca"] if command == ["explain"] else []))
    assert ran.code == 0 and PREMIER in ran.err.splitlines()


@pytest.mark.parametrize("typed", ["Mark Carney", "MARK CARNEY", "person/mark-carney"])
def test_a_name_that_is_the_label_or_the_id_is_not_reported(call: Any, typed: str) -> None:
    ran = call("positions", "--by", typed)
    assert (ran.code, ran.err) == (0, "")


def test_a_title_that_the_person_does_not_hold_lists_who_holds_it(call: Any) -> None:
    ran = call("said", "--by", "President Carney")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.splitlines() == [
        "Error: Mark Carney is not known to hold or have held 'President' in the bundled graph",
        "  Known offices:",
        "    Mark Carney, Prime Minister of Canada (attested 2025-10-07)         person/mark-carney",
        "    Donald Trump, President of the United States (attested 2025-10-07)  person/donald-trump",
        "  Give only the name, or only the title.",
    ]


def test_a_body_gets_a_hint_about_the_option_for_those_who_speak_for_it(call: Any) -> None:
    ran = call("said", "--by", "white house")
    assert "White House officials (works for it)" in ran.err
    assert "Add --with-holders to include 1 statement" in ran.err
    taken_in = call("said", "--by", "white house", "--with-holders")
    assert taken_in.out.startswith("White House officials, works for White")


@pytest.mark.parametrize(
    "typed", ["US", "united states", "us government", "the US government", "Trump administration"]
)
def test_the_tariffs_of_a_country_are_found_under_all_its_names(call: Any, typed: str) -> None:
    ran = call("ask", "tariffs", f"by={typed}", "-f", "csv")
    assert ran.out.count("President of the United States (as reported)") == 4


def test_words_agree_with_several_people(call: Any) -> None:
    ran = call("said", "-n", "0")
    assert "say that Canadians believes" not in ran.out and "that Canadians believe" in " ".join(
        ran.out.split()
    )
