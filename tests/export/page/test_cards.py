"""A statement on the page: whose words it shows, for whom they were said, how each reading was scored."""

from __future__ import annotations

from typing import Any

import pytest

from kg.export.page.cards import statement_cards


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


def test_quoted_words_stand_once_and_without_a_mark() -> None:
    found = card(mode="direct", text="We will.", quotes=["We will."])
    assert (found["quotes"], found["paraphrase"]) == (["We will."], "")


def test_for_whom_it_was_said_stands_before_the_offices_of_the_speaker() -> None:
    found = card(speaker_label="Ann", speaker_roles=["Mayor of Vale"], on_behalf_of_labels=["Greens"])
    assert found["roles"] == ["for Greens", "Mayor of Vale"]


def test_a_body_without_a_name_is_shown_by_its_iri() -> None:
    body = "https://example.org/id/group/g"
    assert card(on_behalf_of=[body], on_behalf_of_labels=[None])["roles"] == [f"for {body}"]


def test_a_reading_carries_its_score_in_words_and_nothing_where_it_has_none() -> None:
    readings = [{"stance": "neutral", "score": 0}, {"stance": "oppose", "score": -2.5}, {"stance": "oppose"}]
    assert [reading["score"] for reading in card(about=readings)["readings"]] == ["0", "-2.5", ""]
