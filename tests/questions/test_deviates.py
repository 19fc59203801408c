"""Who differs from their own party or government: what the body's stance is, and who belongs to it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Answers = Callable[..., list[dict[str, Any]]]
PEOPLE = ("ann", "bob", "cat", "dan")


def said(at: int, by: str, stance: str, more: str = "", when: str = "2024-01-01") -> str:
    """One statement with one reading on the dam, as an entry of a sheet."""
    day = f", when: {when}" if when else ""
    return (
        f"  - {{id: s{at}, by: {by}, mode: indirect, text: words {at}, cue: said{day}, at: {at}0-{at}9,"
        f" sha256: {'f' * 64}, about: [{{on: dam, stance: {stance}, confidence: high, why: x}}]{more}}}\n"
    )


def members(*facts: str, body: str = "greens") -> str:
    """Claims of membership: ``name:office``, ``name:former``, ``name:member-of`` or ``name:leads``."""
    entries = ""
    for number, fact in enumerate(facts, 20):
        who, how = fact.split(":", 1)
        if how in ("member-of", "leads"):
            entry = f"relations: [[{who}, {how}, {body}]]"
        else:
            past = ", former: true" if how == "former" else how.removeprefix("office")
            entry = f"roles: [{{who: {who}, office: speaker, of: {body}{past}}}]"
        place = f"at: {number}0-{number}9, sha256: {'f' * 64}"
        entries += f"  - {{id: n{number}, text: {who} is in it, {place}, {entry}}}\n"
    return entries


def sheet(*entries: str, narrated: str = "") -> dict[str, str]:
    text = "statements:\n" + "".join(entries) + ("narrated:\n" + narrated if narrated else "")
    return {"a-2024-05-01": text}


def told(rows: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
    columns = ("actor_label", "body_label", "kind", "stance", "body_stance", "basis", "text", "body_text")
    return [tuple(row[column] for column in columns) for row in rows]


def test_a_member_who_opposes_the_stance_of_the_party_deviates(answers: Answers) -> None:
    rows = answers(
        "deviates",
        sheet(
            said(1, "ann", "oppose"),
            said(2, "greens", "support", when="2024-01-02"),
            said(3, "greens", "support", when="2024-01-03"),
            said(4, "bob", "support"),
            narrated=members("ann:office", "bob:office"),
        ),
    )
    assert told(rows) == [("Ann", "Greens", "party", "oppose", "support", "own", "words 1", "words 3")]
    (row,) = rows
    assert (row["readings"], row["body_readings"], row["agreeing"], row["standing"]) == (1, 2, None, None)
    assert row["known_by"] == ["Speaker of Greens (as reported), same source"]
    assert (row["body_speaker_label"], row["source_label"]) == ("Greens", "a-2024-05-01")


def test_if_the_party_is_silent_its_majority_gives_the_stance(answers: Answers) -> None:
    rows = answers(
        "deviates",
        sheet(
            said(1, "ann", "oppose"),
            said(2, "bob", "support", when="2024-01-02"),
            said(3, "cat", "support", when="2024-01-03"),
            narrated=members("ann:office", "bob:member-of", "cat:leads"),
        ),
    )
    assert told(rows) == [("Ann", "Greens", "party", "oppose", "support", "majority", "words 1", "words 3")]
    (row,) = rows
    assert (row["agreeing"], row["standing"], row["body_readings"]) == (2, 3, 2)
    assert row["body_speaker_label"] == "Cat"


@pytest.mark.parametrize("stances", [["support", "oppose"], ["support", "support", "oppose", "oppose"]])
def test_a_party_split_in_half_has_no_stance(answers: Answers, stances: list[str]) -> None:
    people = PEOPLE[: len(stances)]
    entries = [said(n, by, stance) for n, (by, stance) in enumerate(zip(people, stances, strict=True), 1)]
    claims = members(*(f"{who}:office" for who in people))
    assert answers("deviates", sheet(*entries, narrated=claims)) == []


@pytest.mark.parametrize("stance", ["mixed", "unclear"])
def test_a_mixed_or_unclear_stance_of_an_actor_is_not_a_deviation(answers: Answers, stance: str) -> None:
    entries = [said(1, "ann", stance), said(2, "greens", "support")]
    assert answers("deviates", sheet(*entries, narrated=members("ann:office"))) == []


@pytest.mark.parametrize("stance", ["mixed", "unclear"])
def test_a_party_with_an_unclear_stance_has_no_stance_by_majority(answers: Answers, stance: str) -> None:
    entries = [said(1, "greens", stance), said(2, "ann", "oppose")]
    entries += [said(3, "bob", "support"), said(4, "cat", "support")]
    claims = members("ann:office", "bob:office", "cat:office")
    assert answers("deviates", sheet(*entries, narrated=claims)) == []


def test_stances_that_cannot_be_ordered_are_not_compared(answers: Answers) -> None:
    entries = [
        said(1, "ann", "support", when=""),
        said(2, "ann", "oppose", when=""),
        said(3, "greens", "support"),
    ]
    assert answers("deviates", sheet(*entries, narrated=members("ann:office"))) == []


def test_a_former_member_does_not_deviate(answers: Answers) -> None:
    entries = [said(1, "ann", "oppose"), said(2, "greens", "support")]
    assert answers("deviates", sheet(*entries, narrated=members("ann:former"))) == []


@pytest.mark.parametrize("dates", [", until: 2023-06-30", ", since: 2024-02-01"])
def test_a_member_at_another_time_does_not_deviate(answers: Answers, dates: str) -> None:
    entries = [said(1, "ann", "oppose"), said(2, "greens", "support")]
    assert answers("deviates", sheet(*entries, narrated=members(f"ann:office{dates}"))) == []


def test_a_speaker_on_behalf_of_a_government_can_deviate(answers: Answers) -> None:
    entries = [said(1, "ann", "oppose", more=", on_behalf_of: council"), said(2, "council", "support")]
    rows = answers("deviates", sheet(*entries))
    assert [(row["actor_label"], row["kind"], row["known_by"]) for row in rows] == [
        ("Ann", "government", ["spoke on its behalf, same source"])
    ]


def test_two_memberships_are_one_row_with_both_and_their_sources(
    answers: Answers,
) -> None:
    sheets = sheet(said(1, "ann", "oppose"), said(2, "greens", "support"), narrated=members("ann:office"))
    sheets["b-2024-06-01"] = "narrated:\n" + members("ann:leads")
    (row,) = answers("deviates", sheets)
    assert row["known_by"] == [
        "Speaker of Greens (as reported), same source",
        "leads it, another source",
    ]
    assert len(row["membership"]) == 2


def test_one_office_is_listed_once_if_known_differently_on_different_days(answers: Answers) -> None:
    sheets = sheet(said(1, "ann", "oppose"), said(2, "greens", "support"), narrated=members("ann:office"))
    sheets["b-2024-06-01"] = "statements:\n" + said(3, "ann", "oppose", when="2024-05-20")
    (row,) = answers("deviates", sheets)
    assert row["readings"] == 2
    assert row["known_by"] == ["Speaker of Greens (attested 2024-05-01), another source"]


@pytest.mark.parametrize("body", ["club", "vale"])
def test_only_parties_and_governments_are_compared(answers: Answers, body: str) -> None:
    entries = [said(1, "ann", "oppose"), said(2, body, "support")]
    assert answers("deviates", sheet(*entries, narrated=members("ann:office", body=body))) == []


def test_only_the_current_stance_counts(answers: Answers) -> None:
    entries = [
        said(1, "ann", "oppose"),
        said(2, "ann", "support", when="2024-02-01"),
        said(3, "greens", "support"),
    ]
    assert answers("deviates", sheet(*entries, narrated=members("ann:office"))) == []


def test_a_retracted_membership_does_not_count(answers: Answers) -> None:
    entries = [said(1, "ann", "oppose"), said(2, "greens", "support")]
    claim = members("ann:office").replace("}\n", ", retracted: {at: 2025-01-01, why: x}}\n")
    assert answers("deviates", sheet(*entries, narrated=claim)) == []


def test_the_parameters_select_actor_body_and_issue(answers: Answers) -> None:
    entries = [said(1, "ann", "oppose"), said(2, "bob", "oppose"), said(3, "greens", "support")]
    rows = answers(
        "deviates",
        sheet(*entries, narrated=members("ann:office", "bob:office")),
        by="ann",
        body="greens",
        issue="river",
    )
    assert [row["actor_label"] for row in rows] == ["Ann"]


TENURE = ", since: 2020-01-01, until: 2024-02-15"


def test_statements_after_leaving_do_not_count(answers: Answers) -> None:
    entries = [
        said(1, "ann", "support"),
        said(2, "ann", "oppose", when="2024-03-01"),
        said(3, "greens", "support"),
    ]
    assert answers("deviates", sheet(*entries, narrated=members(f"ann:office{TENURE}"))) == []


def test_a_deviation_before_leaving_counts_even_if_they_agree_later(answers: Answers) -> None:
    entries = [
        said(1, "ann", "oppose"),
        said(2, "ann", "support", when="2024-03-01"),
        said(3, "greens", "support"),
    ]
    (row,) = answers("deviates", sheet(*entries, narrated=members(f"ann:office{TENURE}")))
    assert (row["stance"], row["body_stance"], row["text"]) == ("oppose", "support", "words 1")


def test_statements_of_the_party_after_the_actor_left_do_not_count(answers: Answers) -> None:
    entries = [said(1, "ann", "oppose"), said(2, "greens", "support", when="2024-03-01")]
    assert answers("deviates", sheet(*entries, narrated=members(f"ann:office{TENURE}"))) == []


def test_statements_of_the_party_up_to_the_last_day_count(answers: Answers) -> None:
    entries = [said(1, "ann", "oppose"), said(2, "greens", "support", when="2024-02-15")]
    (row,) = answers("deviates", sheet(*entries, narrated=members(f"ann:office{TENURE}")))
    assert row["known_by"] == ["Speaker of Greens (2020-01-01 to 2024-02-15), same source"]


def test_members_count_by_their_statements_as_members(answers: Answers) -> None:
    """Bob and Cat support it, but Cat had left by then: one against one is no majority."""
    entries = [
        said(1, "ann", "oppose"),
        said(2, "bob", "support"),
        said(3, "cat", "support", when="2024-03-01"),
    ]
    claims = members("ann:office", "bob:office", f"cat:office{TENURE}")
    assert answers("deviates", sheet(*entries, narrated=claims)) == []


@pytest.mark.parametrize(
    ("relation", "words"), [("represents", "represents it"), ("works-for", "works for it")]
)
def test_representatives_and_staff_can_deviate(answers: Answers, relation: str, words: str) -> None:
    claim = members("ann:leads").replace("leads", relation)
    rows = answers("deviates", sheet(said(1, "ann", "oppose"), said(2, "greens", "support"), narrated=claim))
    assert [row["known_by"] for row in rows] == [[f"{words}, same source"]]


def test_a_statement_on_behalf_is_a_membership_only_for_itself(answers: Answers) -> None:
    entries = [
        said(1, "ann", "support", more=", on_behalf_of: council"),
        said(2, "ann", "oppose", when="2024-02-01"),
        said(3, "council", "support"),
    ]
    assert answers("deviates", sheet(*entries)) == []


def test_with_stated_dates_undated_statements_are_not_compared(answers: Answers) -> None:
    entries = [said(1, "ann", "oppose", when=""), said(2, "greens", "support")]
    sheets = sheet(*entries, narrated=members("ann:office"))
    assert answers("deviates", sheets, dates="stated") == []


def test_an_actor_with_several_memberships_is_listed_once(answers: Answers) -> None:
    entries = [said(1, "ann", "oppose"), said(2, "greens", "support")]
    claims = members("ann:office", "ann:member-of", "ann:leads")
    (row,) = answers("deviates", sheet(*entries, narrated=claims))
    assert row["known_by"] == [
        "Speaker of Greens (as reported), same source",
        "leads it, same source",
        "member of it, same source",
    ]
