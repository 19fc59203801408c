"""Who changed stance: what counts as a change, in which order, and in which role it was said."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Answers = Callable[..., list[dict[str, Any]]]


def said(
    at: int, by: str, stance: str, when: str = "", more: str = "", on: str = "dam", coder: str = ""
) -> str:
    """One statement with one reading, as an entry of a sheet."""
    judged = f"{'evaluation' if on == 'trust' else 'stance'}: {stance}"
    day = f", when: {when}" if when else ""
    read = f"{{on: {on}, {judged}, confidence: high, why: x{f', coder: {coder}' if coder else ''}}}"
    return (
        f"  - {{id: s{at}, by: {by}, mode: indirect, text: words {at}, cue: said{day}, at: {at}0-{at}9,"
        f" sha256: {'f' * 64}, about: [{read}]{more}}}\n"
    )


def sheet(*entries: str) -> str:
    return "statements:\n" + "".join(entries)


def told(rows: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
    columns = ("actor_label", "from_stance", "to_stance", "order", "before_text", "after_text")
    return [tuple(row[column] for column in columns) for row in rows]


def test_a_change_shows_the_last_words_before_and_the_first_after(answers: Answers) -> None:
    rows = answers(
        "stance-changes",
        {
            "old-2024-03-01": sheet(
                said(1, "ann", "support", "2024-01-01"), said(2, "ann", "support", "2024-02-01")
            ),
            "new-2025-03-01": sheet(
                said(3, "ann", "oppose", "2025-01-01"), said(4, "ann", "oppose", "2025-02-01")
            ),
        },
    )
    assert told(rows) == [("Ann", "support", "oppose", "known", "words 2", "words 3")]
    (row,) = rows
    assert (row["before_counts_until"], row["after_counts_from"]) == ("2024-02-01", "2025-01-01")
    assert (row["before_said_latest"], row["after_counts_by"]) == ("2024-02-01", "stated")
    assert (row["before_readings"], row["after_readings"]) == (2, 2)
    assert (row["before_source_label"], row["after_source_label"]) == ("old-2024-03-01", "new-2025-03-01")
    assert (row["before_mode"], row["before_confidence"], row["before_coder_label"]) == (
        "indirect",
        "high",
        "Me",
    )
    assert (row["before_start"], row["before_end"]) == (20, 29)


def test_only_consecutive_positions_make_a_change(answers: Answers) -> None:
    entries = [
        said(1, "ann", "support", "2024-01-01"),
        said(2, "ann", "oppose", "2024-02-01"),
        said(3, "ann", "support", "2024-03-01"),
        said(4, "ann", "neutral", "2024-04-01"),
    ]
    rows = answers("stance-changes", {"a-2024-05-01": sheet(*reversed(entries))})
    assert [(row["from_stance"], row["to_stance"]) for row in rows] == [
        ("support", "oppose"),
        ("oppose", "support"),
        ("support", "neutral"),
    ]


def test_a_repeated_stance_or_another_actor_or_target_is_not_a_change(answers: Answers) -> None:
    entries = [
        said(1, "ann", "support", "2024-01-01"),
        said(2, "ann", "support", "2024-02-01"),
        said(3, "bob", "oppose", "2024-03-01"),
        said(4, "ann", "oppose", "2024-04-01", on="ferry"),
    ]
    assert answers("stance-changes", {"a-2024-05-01": sheet(*entries)}) == []


def test_evaluations_change_like_stances(answers: Answers) -> None:
    entries = [
        said(1, "ann", "positive", "2024-01-01", on="trust"),
        said(2, "ann", "negative", "2024-02-01", on="trust"),
    ]
    rows = answers("stance-changes", {"a-2024-05-01": sheet(*entries)})
    assert told(rows) == [("Ann", "positive", "negative", "known", "words 1", "words 2")]


def test_stances_that_cannot_be_ordered_are_marked(answers: Answers) -> None:
    entries = [
        said(1, "ann", "support", "{from: 2024-01-01, to: 2024-01-31}"),
        said(2, "ann", "oppose", "2024-01-15"),
        said(3, "bob", "support", "2024-01-15"),
    ]
    leaflet = sheet(said(4, "bob", "oppose"))  # it has no date, so that what it reports counts on no day
    rows = answers("stance-changes", {"a-2024-05-01": sheet(*entries), "leaflet": leaflet})
    assert told(rows) == [
        ("Ann", "support", "oppose", "not known", "words 1", "words 2"),
        ("Bob", "support", "oppose", "not known", "words 3", "words 4"),
    ]


def test_undated_statements_count_on_the_day_of_the_report(answers: Answers) -> None:
    """Opposition in a report of March and support in September: the one came first."""
    sheets = {
        "report-2025-03-04": sheet(said(1, "ann", "oppose")),
        "wire-2025-10-02": sheet(said(2, "ann", "support", "2025-09-15")),
    }
    (row,) = answers("stance-changes", sheets)
    assert told([row]) == [("Ann", "oppose", "support", "known", "words 1", "words 2")]
    assert (row["before_counts_by"], row["before_counts_until"], row["before_said_latest"]) == (
        *("published", "2025-03-04"),
        None,
    )


def test_with_stated_dates_only_dated_statements_make_a_change(answers: Answers) -> None:
    sheets = {
        "report-2025-03-04": sheet(
            said(1, "ann", "oppose"),
            said(2, "bob", "oppose", "2025-01-01"),
            said(3, "bob", "neutral"),
        ),
        "wire-2025-10-02": sheet(
            said(4, "ann", "support", "2025-09-15"), said(5, "bob", "support", "2025-09-15")
        ),
    }
    rows = answers("stance-changes", sheets, dates="stated")
    assert told(rows) == [("Bob", "oppose", "support", "known", "words 2", "words 5")]
    assert (rows[0]["before_position"], rows[0]["before_readings"]) == (None, 1)


def test_dated_statements_keep_their_order_despite_an_undated_one(answers: Answers) -> None:
    entries = [
        said(1, "ann", "support", "2024-01-01"),
        said(2, "ann", "oppose", "2025-01-01"),
    ]
    leaflet = sheet(said(3, "ann", "support"))
    rows = answers("stance-changes", {"a-2025-05-01": sheet(*entries), "leaflet": leaflet})
    assert told(rows) == [("Ann", "support", "oppose", "these two", "words 1", "words 2")]


def test_a_change_from_a_mixed_position_shows_words_that_differ(answers: Answers) -> None:
    entries = [
        said(1, "ann", "oppose", "{from: 2024-01-01, to: 2024-01-31}"),
        said(2, "ann", "support", "{from: 2024-01-15, to: 2024-02-15}"),
        said(3, "ann", "support", "2025-01-01"),
    ]
    rows = answers("stance-changes", {"a-2025-05-01": sheet(*entries)})
    assert told(rows) == [
        ("Ann", "oppose", "support", "not known", "words 1", "words 2"),
        ("Ann", "mixed", "support", "known", "words 1", "words 3"),
    ]
    assert [row["before_read_as"] for row in rows] == ["oppose", "oppose"]


TWO_CODERS = (
    ", about: [{on: dam, stance: support, confidence: high, why: x},"
    " {on: dam, stance: oppose, confidence: high, why: y, coder: other}]"
)


def disputed(at: int, when: str) -> str:
    return (
        f"  - {{id: s{at}, by: ann, mode: indirect, text: words {at}, cue: said, when: {when},"
        f" at: {at}0-{at}9, sha256: {'f' * 64}{TWO_CODERS}}}\n"
    )


def test_two_coders_who_read_the_same_words_differently_make_no_change(answers: Answers) -> None:
    entries = [disputed(1, "2024-01-01"), disputed(2, "2025-01-01")]
    assert answers("stance-changes", {"a-2025-05-01": sheet(*entries)}) == []


def test_a_change_with_words_that_coders_read_differently_is_marked(answers: Answers) -> None:
    entries = [disputed(1, "2024-01-01"), said(2, "ann", "support", "2025-01-01")]
    rows = answers("stance-changes", {"a-2025-05-01": sheet(*entries)})
    assert told(rows) == [("Ann", "mixed", "support", "known", "words 1", "words 2")]
    assert rows[0]["coders_differ"] is True
    assert rows[0]["coders"] == ["Me support", "Other oppose"]


def test_a_change_by_a_retracted_reading_is_gone(answers: Answers) -> None:
    taken_back = said(2, "ann", "oppose", "2024-02-01", more=", retracted: {at: 2025-01-01, why: x}")
    entries = [said(1, "ann", "support", "2024-01-01"), taken_back]
    assert answers("stance-changes", {"a-2024-05-01": sheet(*entries)}) == []


def test_only_the_actor_and_issue_asked_for_are_listed(answers: Answers) -> None:
    entries = [
        said(number, by, stance, f"2024-0{number}-01", on=on)
        for number, (by, stance, on) in enumerate(
            [("ann", "support", "dam"), ("ann", "oppose", "dam"), ("bob", "support", "dam"),
             ("bob", "oppose", "dam"), ("ann", "support", "ferry"), ("ann", "oppose", "ferry")], 1
        )
    ]  # fmt: skip
    sheets = {"a-2024-09-01": sheet(*entries)}
    rows = answers("stance-changes", sheets, by="ann", issue="dam")
    assert [(row["actor_label"], row["target_label"]) for row in rows] == [("Ann", "Building the dam")]


def roles(row: dict[str, Any]) -> list[Any]:
    """The offices before and after, each with how it is known."""
    return [
        [
            f"{office}: {how}"
            for office, how in zip(row[f"{side}_roles"], row[f"{side}_roles_known"], strict=True)
        ]
        for side in ("before", "after")
    ]


def change(role: str, by_source: str = "before") -> dict[str, str]:
    """Ann changes between two sources; one of them attests a role."""
    attested = f", roles: [{role}]"
    return {
        "old-2024-03-01": sheet(
            said(1, "ann", "support", "2024-01-01", more=attested if by_source == "before" else "")
        ),
        "new-2025-03-01": sheet(
            said(2, "ann", "oppose", "2025-01-01", more=attested if by_source == "after" else "")
        ),
    }


def test_an_office_given_by_the_source_is_held_and_continues(answers: Answers) -> None:
    (row,) = answers("stance-changes", change("{who: ann, office: mayor, of: vale}"))
    assert roles(row) == [["Mayor of Vale: as reported"], ["Mayor of Vale: attested 2024-03-01"]]
    assert len(row["before_role"]) == len(row["after_role"]) == 1


def test_an_office_whose_dates_cover_the_day_is_held(answers: Answers) -> None:
    role = "{who: ann, office: mayor, of: vale, since: 2023-01-01, until: 2024-06-30, former: true}"
    (row,) = answers("stance-changes", change(role, "after"))
    assert roles(row) == [
        ["Mayor of Vale: 2023-01-01 to 2024-06-30"],
        ["former Mayor of Vale: as reported"],
    ]


def test_an_office_without_an_end_continues(answers: Answers) -> None:
    (row,) = answers("stance-changes", change("{who: ann, office: mayor, of: vale, since: 2023-01-01}"))
    assert roles(row) == [["Mayor of Vale: since 2023-01-01"], ["Mayor of Vale: since 2023-01-01"]]


def test_an_office_is_held_on_every_day_between_its_beginning_and_its_end(answers: Answers) -> None:
    role = "{who: ann, office: mayor, of: vale, since: 2023-01-01, until: 2025-12-31}"
    (row,) = answers("stance-changes", change(role))
    assert roles(row)[0] == roles(row)[1] == ["Mayor of Vale: 2023-01-01 to 2025-12-31"]


def test_an_office_that_is_over_is_not_held(answers: Answers) -> None:
    role = "{who: ann, office: mayor, of: vale, since: 2023-01-01, until: 2023-12-31}"
    (row,) = answers("stance-changes", change(role))
    assert roles(row) == [[], []]


def test_an_office_that_began_after_the_statement_does_not_count(answers: Answers) -> None:
    role = "{who: ann, office: mayor, of: vale, since: 2024-02-01}"
    (row,) = answers("stance-changes", change(role))
    assert roles(row) == [[], ["Mayor of Vale: since 2024-02-01"]]


def test_an_office_of_somebody_else_in_the_same_source_does_not_count(answers: Answers) -> None:
    (row,) = answers("stance-changes", change("{who: bob, office: mayor, of: vale}"))
    assert roles(row) == [[], []]


def test_two_concurrent_offices_are_one_row(answers: Answers) -> None:
    two = "{who: ann, office: mayor, of: vale}, {who: ann, office: speaker, of: council}"
    (row,) = answers("stance-changes", change(two))
    assert roles(row)[0] == ["Mayor of Vale: as reported", "Speaker of Council: as reported"]


def test_a_change_has_the_body_spoken_for(answers: Answers) -> None:
    sheets = {
        "a-2025-05-01": sheet(
            said(1, "ann", "support", "2024-01-01", more=", on_behalf_of: council"),
            said(2, "ann", "oppose", "2025-01-01"),
        )
    }
    (row,) = answers("stance-changes", sheets)
    assert (row["before_for_label"], row["after_for_label"]) == ("Council", None)


def test_two_terms_of_one_office_are_two_tenures(answers: Answers) -> None:
    """One sheet tells of both; their dates must not run into each other."""
    office = "who: ann, office: mayor, of: vale"
    terms = [f"{{{office}, since: {year}-01-01, until: {year}-12-31}}" for year in (2020, 2025)]
    two = ", ".join(terms)
    (row,) = answers("stance-changes", change(two))
    assert roles(row) == [[], ["Mayor of Vale: 2025-01-01 to 2025-12-31"]]
