"""Who has not spoken on an issue that their peers speak on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Answers = Callable[..., list[dict[str, Any]]]


def said(at: int, by: str, on: str = "dam", more: str = "") -> str:
    return (
        f"  - {{id: s{at}, by: {by}, mode: indirect, text: words {at}, cue: said, at: {at}0-{at}9,"
        f" sha256: {'f' * 64}, about: [{{on: {on}, stance: support, confidence: high, why: x}}]{more}}}\n"
    )


def holds(*offices: str, more: str = "") -> str:
    """Claims that somebody holds an office in a body: ``name:body``."""
    entries = "narrated:\n"
    for number, fact in enumerate(offices, 20):
        who, body = fact.split(":")
        entries += (
            f"  - {{id: n{number}, text: {who} holds an office, at: {number}0-{number}9, sha256: {'f' * 64},"
            f" roles: [{{who: {who}, office: speaker, of: {body}{more}}}]}}\n"
        )
    return entries


def sheet(*entries: str, offices: str) -> dict[str, str]:
    return {"a-2024-05-01": "statements:\n" + "".join(entries) + offices}


def told(rows: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
    columns = ("actor_label", "target_label", "peers_who_spoke", "peers", "peer_label", "statements")
    return [tuple(row[column] for column in columns) for row in rows]


def test_an_office_holder_is_silent_if_others_of_the_body_speak(answers: Answers) -> None:
    rows = answers(
        "silence",
        sheet(
            said(1, "ann"),
            said(2, "bob"),
            said(3, "cat", on="ferry"),
            offices=holds("ann:club", "bob:club", "cat:club", "dan:club"),
        ),
        issue="dam",
    )
    spoke = ["Ann (Club)", "Bob (Club)"]
    assert told(rows) == [
        ("Cat", "Building the dam", 2, 3, spoke, 1),
        ("Dan", "Building the dam", 2, 3, spoke, 0),
    ]
    assert (rows[0]["body_label"], rows[0]["office_label"], rows[0]["source_label"]) == (
        "Club",
        "Speaker",
        "a-2024-05-01",
    )
    assert (rows[0]["text"], rows[0]["start"], rows[0]["end"]) == ("cat holds an office", 220, 229)


def test_countries_and_governments_are_one_kind_of_body_and_parties_another(answers: Answers) -> None:
    offices = holds("ann:council", "bob:vale", "cat:greens", "dan:blues")
    rows = answers("silence", sheet(said(1, "ann"), said(2, "dan"), offices=offices), issue="dam")
    assert [(row["actor_label"], row["peer_label"]) for row in rows] == [
        ("Bob", ["Ann (Council)"]),
        ("Cat", ["Dan (Blues)"]),
    ]


def test_nobody_is_silent_if_no_peer_speaks(answers: Answers) -> None:
    offices = holds("ann:club", "bob:greens", "cat:greens")
    assert answers("silence", sheet(said(1, "ann"), offices=offices), issue="dam") == []


def test_a_former_holder_is_not_a_peer(answers: Answers) -> None:
    offices = holds("ann:club", "bob:club", more=", former: true")
    assert answers("silence", sheet(said(1, "ann"), offices=offices), issue="dam") == []


def test_without_an_issue_all_issues_of_peers_are_compared(answers: Answers) -> None:
    """A statement on a narrower issue is one on the broader as well."""
    entries = [said(1, "ann"), said(2, "bob", on="ferry")]
    rows = answers("silence", sheet(*entries, offices=holds("ann:club", "bob:club", "cat:club")))
    assert [(row["actor_label"], row["target_label"]) for row in rows] == [
        ("Bob", "Building the dam"),
        ("Cat", "Building the dam"),
        ("Ann", "Closing the ferry"),
        ("Cat", "Closing the ferry"),
        ("Cat", "The river"),
    ]


def test_a_mention_of_a_thing_is_a_statement_on_it(answers: Answers) -> None:
    entries = [said(1, "ann", more=", mentions: [vale]"), said(2, "bob")]
    rows = answers("silence", sheet(*entries, offices=holds("ann:club", "bob:club")), issue="vale")
    assert told(rows) == [("Bob", "Vale", 1, 1, ["Ann (Club)"], 1)]


def test_a_statement_on_a_narrower_issue_counts_for_the_broader(answers: Answers) -> None:
    entries = [said(1, "ann"), said(2, "bob", on="ferry")]
    offices = holds("ann:club", "bob:club", "cat:club")
    rows = answers("silence", sheet(*entries, offices=offices), issue="river")
    assert told(rows) == [("Cat", "The river", 2, 2, ["Ann (Club)", "Bob (Club)"], 0)]


def test_authors_of_sources_are_left_out(answers: Answers) -> None:
    offices = holds("ann:club", "reporter:club", "bob:club")
    rows = answers("silence", sheet(said(1, "ann"), offices=offices), issue="dam")
    assert told(rows) == [("Bob", "Building the dam", 1, 1, ["Ann (Club)"], 0)]


def test_a_retracted_statement_does_not_end_a_silence(answers: Answers) -> None:
    entries = [said(1, "ann"), said(2, "bob", more=", retracted: {at: 2025-01-01, why: x}")]
    rows = answers("silence", sheet(*entries, offices=holds("ann:club", "bob:club")), issue="dam")
    assert [row["actor_label"] for row in rows] == ["Bob"]


def test_only_the_actor_asked_for_is_listed(answers: Answers) -> None:
    offices = holds("ann:club", "bob:club", "cat:club")
    rows = answers("silence", sheet(said(1, "ann"), offices=offices), issue="dam", by="cat")
    assert [row["actor_label"] for row in rows] == ["Cat"]


def on(day: str) -> str:
    return f", when: {{day: {day}}}"


def terms(*held: tuple[str, str]) -> str:
    """Offices in bodies, each with its dates: ``name:office:body``, or ``name`` for a speaker of the club."""
    entries = "narrated:\n"
    for number, (fact, dates) in enumerate(held, 20):
        who, office, body = (*fact.split(":"), "speaker", "club") if ":" not in fact else fact.split(":")
        entries += (
            f"  - {{id: n{number}, text: {who} holds an office, at: {number}0-{number}9, sha256: {'f' * 64},"
            f" roles: [{{who: {who}, office: {office}, of: {body}{dates}}}]}}\n"
        )
    return entries


def test_statements_outside_the_tenure_do_not_count(answers: Answers) -> None:
    offices = terms(("ann", ""), ("bob", ", until: 2022-12-31"), ("cat", ", since: 2025-01-01"), ("dan", ""))
    rows = answers("silence", sheet(said(1, "ann", more=on("2024-04-01")), offices=offices), issue="dam")
    assert told(rows) == [("Dan", "Building the dam", 1, 1, ["Ann (Club)"], 0)]


def test_a_holder_on_one_of_the_days_is_silent(answers: Answers) -> None:
    """The peers are those who were in office on such a day as well."""
    words = [said(1, "ann", more=on("2021-04-01")), said(2, "bob", more=on("2024-04-01"))]
    offices = terms(("ann", ""), ("bob", ", since: 2023-01-01"), ("cat", ", until: 2022-12-31"))
    rows = answers("silence", sheet(*words, offices=offices), issue="dam")
    assert told(rows) == [("Cat", "Building the dam", 1, 1, ["Ann (Club)"], 0)]


def test_statements_after_an_office_are_not_those_of_a_peer(answers: Answers) -> None:
    words = said(1, "ann", more=on("2024-04-01"))
    offices = terms(("ann", ", until: 2022-12-31"), ("bob", ""))
    assert answers("silence", sheet(words, offices=offices), issue="dam") == []


def test_undated_statements_count_on_the_day_of_the_report(answers: Answers) -> None:
    """It is of May 2024: Ann's time in office was over, and Bob's had not begun."""
    words = said(1, "ann")
    offices = terms(("ann", ", until: 2022-12-31"), ("bob", ", since: 2024-06-01"), ("cat", ""))
    assert answers("silence", sheet(words, offices=offices), issue="dam") == []


def test_a_statement_before_the_office_does_not_end_a_silence(answers: Answers) -> None:
    words = [said(1, "ann", more=on("2024-04-01")), said(2, "bob", more=on("2020-04-01"))]
    offices = terms(("ann", ""), ("bob", ", since: 2023-01-01"))
    rows = answers("silence", sheet(*words, offices=offices), issue="dam")
    assert told(rows) == [("Bob", "Building the dam", 1, 1, ["Ann (Club)"], 1)]


def test_an_actor_with_two_offices_is_listed_once(answers: Answers) -> None:
    words = said(1, "ann", more=on("2024-04-01"))
    offices = terms(("ann", ""), ("ann:speaker:greens", ""), ("bob", ""), ("bob:mayor:greens", ""))
    (row,) = answers("silence", sheet(words, offices=offices), issue="dam")
    assert (row["actor_label"], row["roles"], row["peers"]) == (
        *("Bob", ["Speaker of Club", "Mayor of Greens"]),
        1,
    )


def test_with_stated_dates_undated_statements_do_not_count(answers: Answers) -> None:
    words = [said(1, "ann", more=on("2024-04-01")), said(2, "bob")]
    offices = terms(("ann", ""), ("bob", ""))
    sheets = sheet(*words, offices=offices)
    assert told(answers("silence", sheets, issue="dam", dates="stated")) == [
        ("Bob", "Building the dam", 1, 1, ["Ann (Club)"], 1)
    ]


def test_a_later_office_of_the_same_kind_makes_a_peer(answers: Answers) -> None:
    words = said(1, "ann", more=on("2024-04-01"))
    offices = terms(("ann", ", until: 2022-12-31"), ("ann:mayor:club", ", since: 2023-01-01"), ("bob", ""))
    rows = answers("silence", sheet(words, offices=offices), issue="dam")
    assert told(rows) == [("Bob", "Building the dam", 1, 1, ["Ann (Club)"], 0)]


def test_a_row_has_the_dates_of_the_office(answers: Answers) -> None:
    words = said(1, "ann", more=on("2024-04-01"))
    offices = terms(("ann", ""), ("bob", ", since: 2020-01-01, until: 2024-12-31"))
    (row,) = answers("silence", sheet(words, offices=offices), issue="dam")
    assert (row["since"], row["until"]) == ("2020-01-01", "2024-12-31")


def test_a_holder_called_former_by_the_source_is_not_a_peer(answers: Answers) -> None:
    words = said(1, "ann", more=on("2024-04-01"))
    offices = terms(("ann", ""), ("bob", ", since: 2023-01-01, former: true"))
    assert answers("silence", sheet(words, offices=offices), issue="dam") == []
