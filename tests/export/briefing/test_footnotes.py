"""A statement and its footnote: everything that supports a line, and nothing invented."""

from __future__ import annotations

from typing import Any

import pytest

from kg.export.briefing.footnotes import footnote, statement
from kg.export.page.statement_cards import statement_cards

READING = {
    "target": "https://e.org/id/issue/toll",
    "label": "A toll",
    "stance": "oppose",
    "confidence": "high",
}


def written(**row: Any) -> str:
    row = {"id": "https://e.org/id/statement/s1", "speaker_label": "Ann", **row}
    (card,) = statement_cards([row])
    return "\n\n".join([*statement(card, row, 1), footnote(card, 1)])


def test_of_a_statement_of_which_nothing_is_known_it_says_so() -> None:
    assert written() == (
        "### Ann, no date\n\n(no words recorded)[^1]\n\n"
        "[^1]: no source; published on an unknown date; statement/s1"
    )


@pytest.mark.parametrize(
    "mode, quotes, shown",
    [
        ("direct", ["We will.", "Soon."], "“We will.” … “Soon.”[^1]"),
        ("direct", [], "“Words.”[^1]"),
        ("indirect", [], "[paraphrase] Words.[^1]"),
        ("reported-belief", [], "[reported belief, paraphrased] Words.[^1]"),
        ("not-coded", [], "[coded as] Words.[^1]"),
        (None, [], "[quoted or paraphrased] Words.[^1]"),
        ("mixed", ["one", "two"], "[paraphrase] Words.[^1]\n\n- In these words: “one”, “two”"),
    ],
)
def test_words_are_marked_as_what_they_are(mode: str | None, quotes: list[str], shown: str) -> None:
    assert f"\n\n{shown}\n\n" in written(mode=mode, text="Words.", quotes=quotes)


def counts(day: str, basis: str) -> dict[str, str]:
    return {"counts_from": day, "counts_until": day, "counts_by": basis}


def test_a_day_that_was_inferred_says_so_and_how() -> None:
    own = {"said_earliest": "2025-10-06", "said_latest": "2025-10-06", "date_basis": "inferred"}
    found = written(**own, **counts("2025-10-06", "inferred"), date_reason="A Monday.")
    assert found.startswith("### Ann, 6 Oct 2025 (inferred)\n")
    assert "\n- Date: inferred. A Monday.\n" in found


def test_a_day_of_publication_is_not_taken_for_the_day_on_which_it_was_said() -> None:
    found = written(**counts("2025-10-06", "published"), date_basis="unknown")
    assert found.startswith("### Ann, as reported on 6 Oct 2025\n") and "Date:" not in found


def test_where_coders_read_the_same_words_differently_each_reading_says_so() -> None:
    mine = {**READING, "reading": "urn:1", "coder_label": "Me"}
    other = {**READING, "reading": "urn:2", "coder_label": "You", "stance": "support"}
    found = written(about=[mine, other], coder_label="Me")
    assert found.count("coders differ: Me oppose, You support") == 2


def test_it_leads_back_to_the_line_that_was_coded() -> None:
    assert written(sheet="sources/a.yaml", line=12).endswith("; statement/s1; sources/a.yaml:12")


def test_for_whom_to_whom_where_and_on_what_occasion() -> None:
    found = written(
        on_behalf_of_labels=["Greens"],
        speaker_roles=["Mayor"],
        addressee_label="Bo",
        place_label="Vale",
        occasion="at noon",
        cue="said",
    )
    assert found.startswith("### Ann, for Greens, Mayor, no date")
    assert "\n- Circumstances: at noon; to Bo; in Vale; cue: said\n" in found


def test_a_reading_of_another_coder_names_that_coder_and_a_score_its_number() -> None:
    mine = {**READING, "coder_label": "Me", "score": -2, "reason": "He says no."}
    other = {**READING, "stance": "support", "coder_label": "You", "confidence": None}
    mine["reading"], other["reading"] = "urn:1", "urn:2"
    mine["target"] = "https://e.org/id/issue/toll-road"
    found = written(about=[mine, other], coder_label="Me")
    assert "\n- Reading: opposes A toll (score -2, high confidence): He says no.\n" in found
    assert "\n- Reading: supports A toll (by You)\n" in found
    assert "; coded by Me, You; " in found


def test_a_coders_note_is_shown() -> None:
    assert "\n- Note: Misprint.\n" in written(note="Misprint.")


@pytest.mark.parametrize("status", ["superseded", "retracted"])
def test_what_no_longer_counts_says_so(status: str) -> None:
    assert written(status=status).startswith(f"### Ann, no date ({status})\n")


@pytest.mark.parametrize(
    "url, end",
    [
        ("https://e.org/a?b=1", "; <https://e.org/a?b=1>"),
        ("https://e.org/<b>", "; <https://e.org/%3Cb%3E>"),
        ("javascript:alert(1)", "statement/s1"),
        (None, "statement/s1"),
    ],
)
def test_only_an_address_on_the_web_is_a_link(url: str | None, end: str) -> None:
    assert written(source_url=url).endswith(end)
