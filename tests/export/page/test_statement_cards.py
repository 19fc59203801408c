"""A statement on the page: whose words it shows, for whom they were said, how each reading was scored."""

from __future__ import annotations

from typing import Any

import pytest

from kg.export.page.statement_cards import statement_cards


def card(**row: Any) -> dict[str, Any]:
    (found,) = statement_cards([{"id": "https://example.org/id/statement/s1", **row}])
    return found


@pytest.mark.parametrize(
    ("mode", "tag"),
    [
        ("indirect", "paraphrase"),
        ("mixed", "paraphrase"),
        ("reported-belief", "reported belief, paraphrased"),
        ("not-coded", "coded as"),
        (None, "quoted or paraphrased"),
    ],
)
def test_words_that_are_not_known_to_be_quoted_are_marked_as_what_they_are(
    mode: str | None, tag: str
) -> None:
    found = card(mode=mode, text="Building the dam", quotes=[])
    assert (found["quotes"], found["tag"], found["paraphrase"]) == ([], tag, "Building the dam")


def test_quoted_words_occur_once_and_without_a_tag() -> None:
    found = card(mode="direct", text="We will.", quotes=["We will."])
    assert (found["quotes"], found["paraphrase"]) == (["We will."], "")


def test_bodies_spoken_for_come_before_the_offices_of_the_speaker() -> None:
    found = card(speaker_label="Ann", speaker_roles=["Mayor of Vale"], on_behalf_of_labels=["Greens"])
    assert found["roles"] == ["for Greens", "Mayor of Vale"]


def test_an_office_says_how_it_is_known() -> None:
    found = card(speaker_roles=["Mayor", "Clerk"], speaker_roles_known=["since 2024-01-01", ""])
    assert found["roles"] == ["Mayor (since 2024-01-01)", "Clerk"]


@pytest.mark.parametrize(
    ("days", "basis", "when"),
    [
        (("2025-03-04", "2025-03-04"), "stated", "4 Mar 2025"),
        (("2025-03-04", "2025-03-04"), "published", "as reported on 4 Mar 2025"),
        (("2025-03-04", "2025-03-06"), "published", "as reported 4 Mar to 6 Mar 2025"),
        (("2025-03-01", "2025-03-31"), "published", "as reported in Mar 2025"),
        (("2025-09-01", "2025-09-30"), "inferred", "Sep 2025 (inferred)"),
        ((None, None), "unknown", "no date"),
        (("soon", "later"), "stated", "soon to later"),
    ],
)
def test_the_date_is_of_the_days_on_which_it_counts(days: Any, basis: str, when: str) -> None:
    found = card(counts_from=days[0], counts_until=days[1], counts_by=basis)
    assert found["when"] == when
    dated = days[0] and days[0] != "soon"
    assert (found["first"], found["last"]) == (days if dated else ("", ""))


def test_the_newest_comes_first_by_its_last_day_and_undated_ones_last() -> None:
    days = {"a": ("2025-01-01", "2025-12-31"), "b": ("2025-06-01", "2025-06-01"), "c": (None, None)}
    rows = [{"id": id, "counts_from": days[id][0], "counts_until": days[id][1]} for id in "cba"]
    assert [one["id"] for one in statement_cards(rows)] == ["a", "b", "c"]


def reading(number: int, coder: str, **reading: Any) -> dict[str, Any]:
    return {"reading": f"urn:{number}", "target": "urn:toll", "coder_label": coder, **reading}


def test_where_coders_read_the_same_words_differently_each_reading_says_so() -> None:
    found = card(about=[reading(1, "Me", stance="support"), reading(2, "You", stance="oppose")])
    assert [one["differ"] for one in found["readings"]] == ["coders differ: Me support, You oppose"] * 2


@pytest.mark.parametrize(
    "other",
    [
        reading(2, "You", stance="support"),
        reading(2, "You", stance="oppose", status="retracted"),
        {**reading(2, "You", stance="oppose"), "target": "urn:dam"},
        reading(2, "You"),
    ],
    ids=["agree", "retracted", "another target", "no stance"],
)
def test_coders_who_agree_or_read_other_targets_are_not_noted(other: dict[str, Any]) -> None:
    found = card(about=[reading(1, "Me", stance="support"), other])
    assert {one["differ"] for one in found["readings"]} == {""}


@pytest.mark.parametrize(
    ("speaker", "name", "verb"),
    [("group/teachers", "Teachers of Vale", "are neutral on"), ("person/ann", "Ann Waters", "is neutral on")],
)
def test_the_verb_goes_with_the_speaker(speaker: str, name: str, verb: str) -> None:
    found = card(
        speaker=f"https://example.org/id/{speaker}",
        speaker_label=name,
        about=[reading(1, "Me", stance="neutral")],
    )
    assert [one["verb"] for one in found["readings"]] == [verb]


def test_two_records_of_the_same_words_are_the_same_words() -> None:
    place = {"source": "urn:paper", "start": 3, "end": 9, "speaker": "urn:ann"}
    rows = [
        {"id": f"urn:s{n}", **place, "about": [reading(n, who, stance=stance)]}
        for n, who, stance in ((1, "Me", "support"), (2, "You", "neutral"))
    ]
    differing = {one["differ"] for found in statement_cards(rows) for one in found["readings"]}
    assert differing == {"coders differ: Me support, You neutral"}


def test_a_body_without_a_name_is_shown_by_its_iri() -> None:
    body = "https://example.org/id/group/g"
    assert card(on_behalf_of=[body], on_behalf_of_labels=[None])["roles"] == [f"for {body}"]


def test_a_reading_has_its_score_in_words_or_nothing_without_one() -> None:
    readings = [{"stance": "neutral", "score": 0}, {"stance": "oppose", "score": -2.5}, {"stance": "oppose"}]
    assert [reading["score"] for reading in card(about=readings)["readings"]] == ["0", "-2.5", ""]
