"""What is contested, and where accounts differ: everybody counts once, and nobody against themselves."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Answers = Callable[..., list[dict[str, Any]]]


def said(at: int, by: str, stance: str, when: str = "2024-01-01", more: str = "") -> str:
    """One statement with one reading on the dam, as an entry of a sheet."""
    day = f", when: {when}" if when else ""
    return (
        f"  - {{id: s{at}, by: {by}, mode: indirect, text: words {at}, cue: said{day}, at: {at}0-{at}9,"
        f" sha256: {'f' * 64}, about: [{{on: dam, stance: {stance}, confidence: high, why: x}}{more}]}}\n"
    )


def sheet(*entries: str) -> dict[str, str]:
    return {"a-2024-05-01": "statements:\n" + "".join(entries)}


def told(rows: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
    return [tuple(row[key] for key in ("speaker_label", "side", "changed", "text")) for row in rows]


def test_one_actor_for_and_one_against_make_a_contest(answers: Answers) -> None:
    rows = answers("contested", sheet(said(1, "ann", "support"), said(2, "bob", "oppose")))
    assert told(rows) == [("Ann", "for", False, "words 1"), ("Bob", "against", False, "words 2")]


def test_an_actor_who_changed_sides_makes_no_contest(answers: Answers) -> None:
    entries = [said(1, "ann", "support"), said(2, "ann", "oppose", "2024-02-01")]
    assert answers("contested", sheet(*entries)) == []


def test_an_actor_who_changed_sides_counts_only_on_the_new_side(answers: Answers) -> None:
    entries = [
        said(1, "ann", "support"),
        said(2, "ann", "oppose", "2024-02-01"),
        said(3, "bob", "support"),
    ]
    rows = answers("contested", sheet(*entries))
    assert told(rows) == [("Bob", "for", False, "words 3"), ("Ann", "against", True, "words 2")]
    assert [rows[0][f"actors_{side}"] for side in ("for", "against", "both", "other", "changed")] == [
        *(1, 1, 0, 0),
        1,
    ]


def test_a_contest_ends_when_the_last_opponent_changes_sides(answers: Answers) -> None:
    entries = [
        said(1, "ann", "support"),
        said(2, "bob", "oppose"),
        said(3, "bob", "support", "2024-03-01"),
    ]
    assert answers("contested", sheet(*entries)) == []


def test_a_contest_can_be_asked_for_as_of_an_earlier_day(answers: Answers) -> None:
    entries = [
        said(1, "ann", "support"),
        said(2, "bob", "oppose"),
        said(3, "bob", "support", "2024-03-01"),
    ]
    rows = answers("contested", sheet(*entries), until="2024-02")
    assert [row["side"] for row in rows] == ["for", "against"]


def test_a_mixed_position_is_on_both_sides_and_makes_no_contest(answers: Answers) -> None:
    both = [said(1, "ann", "support"), said(2, "ann", "oppose"), said(3, "bob", "support")]
    assert answers("contested", sheet(*both)) == []


def test_all_actors_with_a_position_on_a_contested_issue_are_listed(answers: Answers) -> None:
    entries = [
        said(1, "ann", "support"),
        said(2, "bob", "oppose"),
        said(3, "cat", "neutral"),
        said(4, "dan", "support"),
        said(5, "dan", "oppose"),
    ]
    rows = answers("contested", sheet(*entries))
    assert [(row["speaker_label"], row["side"], row["stance"]) for row in rows] == [
        ("Ann", "for", "support"),
        ("Bob", "against", "oppose"),
        ("Dan", "both", "support"),
        ("Dan", "both", "oppose"),
        ("Cat", "other", "neutral"),
    ]


def test_words_that_coders_read_differently_are_marked(answers: Answers) -> None:
    other = ", {on: dam, stance: oppose, confidence: high, why: y, coder: other}"
    entries = [said(1, "ann", "support", more=other), said(2, "bob", "oppose"), said(3, "cat", "support")]
    rows = [row for row in answers("contested", sheet(*entries)) if row["speaker_label"] == "Ann"]
    assert [(row["side"], row["coders_differ"], row["coders"]) for row in rows] == 2 * [
        ("both", True, ["Me support", "Other oppose"])
    ]


def test_with_stated_dates_only_dated_statements_count(answers: Answers) -> None:
    entries = [said(1, "ann", "support"), said(2, "bob", "oppose", when="")]
    assert answers("contested", sheet(*entries), dates="stated") == []


def test_accounts_of_one_speaker_do_not_differ(answers: Answers) -> None:
    entries = [said(1, "ann", "support"), said(2, "ann", "oppose", "2024-02-01")]
    assert answers("accounts-differ", sheet(*entries)) == []


def test_accounts_of_two_speakers_do(answers: Answers) -> None:
    entries = [said(1, "ann", "support"), said(2, "ann", "oppose", "2024-02-01"), said(3, "bob", "oppose")]
    rows = answers("accounts-differ", sheet(*entries))
    assert [(row["speaker_label"], row["verdict"]) for row in rows] == [
        ("Bob", "oppose"),
        ("Ann", "support"),
    ]
