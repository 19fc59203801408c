"""``kg positions``: who stands where, on how much evidence, in whose words."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from kg.cli.views.positions import standings
from kg.questions.positions import COLUMNS

ROW: dict[str, Any] = {
    "target_label": "Tariffs",
    "holder_label": "A",
    "stance": "oppose",
    "readings": 2,
    "from": "2025-01-01",
    "to": "2025-02-01",
    "current": True,
    "words": "We will not pay.",
}


def text(**values: Any) -> str:
    return " ".join("".join(standings([{**ROW, **values}], 80)).split())


def test_every_position_stands_under_its_target_with_sign_days_and_readings(call: Any) -> None:
    rows = json.loads(call("positions", "-f", "json").out)
    listing = call("positions").out
    assert {row["target_label"] for row in rows} == set(re.findall(r"^\S.*$", listing, re.M))
    assert len(re.findall(r"\d+ readings?", " ".join(listing.split()))) == len(rows)


def test_about_includes_narrower_issues_and_by_keeps_one_holder(call: Any) -> None:
    about = json.loads(call("positions", "--about", "tariffs", "-f", "json").out)
    assert "US tariffs on Canadian goods" in {row["target_label"] for row in about}
    by = json.loads(call("positions", "--by", "carney", "-f", "json").out)
    assert {row["holder_label"] for row in by} == {"Mark Carney"}


def test_each_position_names_every_reading_and_statement_that_it_rests_on(call: Any) -> None:
    for row in json.loads(call("positions", "-f", "json").out):
        assert row["readings"] == len(row["evidence"]) > 0


def test_an_actor_without_a_position_is_reported_as_such(call: Any) -> None:
    ran = call("positions", "--by", "ipsos")
    assert (ran.code, ran.out) == (0, "")
    assert re.match(r"No matching positions found; looked at \d+ positions", ran.err)


def test_an_unknown_issue_exits_2(call: Any) -> None:
    ran = call("positions", "--about", "xyzzy")
    assert (ran.code, ran.out) == (2, "")
    assert "kg ask issues" in ran.err


@pytest.mark.parametrize(
    ("mode", "words"),
    [
        ("direct", "“We will not pay.”"),
        ("indirect", "[paraphrase] We will not pay."),
        ("mixed", "[paraphrase] We will not pay."),
        (None, "[quoted or paraphrased] We will not pay."),
    ],
)
def test_words_are_marked_as_quoted_or_paraphrased(mode: str | None, words: str) -> None:
    assert text(mode=mode).endswith(words)


@pytest.mark.skipif("mode" not in COLUMNS, reason="rows of positions have no mode yet")
def test_each_listed_position_says_whether_its_words_are_quoted(call: Any) -> None:
    assert "quoted or paraphrased" not in " ".join(call("positions").out.split())


def test_a_shortened_quotation_keeps_its_closing_mark() -> None:
    assert text(mode="direct", words="word " * 90).endswith(" …”")


def test_an_earlier_position_is_marked_as_earlier() -> None:
    assert "2025-01-01 to 2025-02-01; an earlier position" in text(current=False)


def test_a_missing_date_is_shown_as_no_date() -> None:
    assert "2 readings, no date" in text(**{"from": None, "to": None})


def test_a_statement_dated_by_publication_is_shown_as_reported() -> None:
    assert "2 readings, as reported 2025-01-01 to 2025-02-01" in text(as_reported=2)
    assert "2 readings, 1 as reported, 2025-01-01 to 2025-02-01" in text(as_reported=1)


def test_offices_are_shown_with_how_each_is_known() -> None:
    row = text(holder_roles=["Mayor of Eastford"], holder_roles_known=["since 2024-01-01"])
    assert "A, Mayor of Eastford (since 2024-01-01); 2 readings" in row


def test_a_row_lists_the_codes_of_coders_who_differ() -> None:
    row = text(stance="mixed", coders_differ=True, coders=["Ann Coder support", "Ben Coder oppose"])
    assert "coders differ: Ann Coder support, Ben Coder oppose" in row


def test_until_and_dates_leave_out_later_and_undated_statements(call: Any) -> None:
    everything = json.loads(call("positions", "-f", "json").out)
    stated = json.loads(call("positions", "--dates", "stated", "-f", "json").out)
    assert 0 < len(stated) < len(everything)
    assert {row["as_reported"] for row in stated} == {0}
    before = json.loads(call("positions", "--until", "2025-09", "-f", "json").out)
    assert 0 < len(before) < len(stated)


def test_tables_show_a_range_of_dates(call: Any) -> None:
    shown = call("positions", "--by", "hoekstra", "-f", "md").out
    assert "| 2025-09-01 | 2025-09-30 |" in shown
