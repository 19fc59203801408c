"""``kg ask``: the list of named questions, their help, their answers."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest

from kg.cli.views.answer import listing, question_help, questions
from kg.questions import sheet_lines as lines
from kg.questions.catalogue import catalogue, find

FREE = [q.name for q in catalogue() if not any(parameter.required for parameter in q.parameters)]


def block(question: str, **row: Any) -> str:
    whole = dict.fromkeys(find(question).columns) | row
    return "".join(listing(find(question))([whole], 80)).partition("\n\n")[2]


def test_without_a_name_every_question_is_listed_with_its_parameters(call: Any) -> None:
    ran = call("ask")
    assert (ran.code, ran.err) == (0, "")
    assert [
        line.split()[0] for line in ran.out.splitlines() if line[:1].strip() and not line.startswith("kg ")
    ] == [question.name for question in catalogue()]
    assert "(issue [by] [since] [until] [dates])" in " ".join(ran.out.split())


def test_describe_names_every_parameter_and_column(call: Any) -> None:
    for question in catalogue():
        out = call("ask", question.name, "--describe").out
        for name in (*(parameter.name for parameter in question.asked), *question.columns, *lines.COLUMNS):
            assert f"\n  {name} " in out, question.name


def test_lists_fit_80_columns() -> None:
    lines = "".join(questions(catalogue())).splitlines()
    lines += [line for question in catalogue() for line in "".join(question_help(question)).splitlines()]
    assert max(map(len, lines)) <= 80


@pytest.mark.parametrize("name", FREE)
def test_every_question_answers_with_its_columns_or_says_that_there_is_nothing(call: Any, name: str) -> None:
    ran = call("ask", name, "-f", "csv")
    assert ran.code == 0
    header, *rows = list(csv.reader(io.StringIO(ran.out)))
    assert header == [*find(name).columns, *lines.COLUMNS]
    assert rows or "looked at" in ran.err


@pytest.mark.parametrize("name", FREE)
def test_every_listing_marks_its_words(call: Any, name: str) -> None:
    """Quotes are in quotation marks, the coder's wording is marked as a paraphrase, and never the reverse."""
    rows = json.loads(call("ask", name, "-f", "json").out)
    shown = " ".join(call("ask", name).out.split())
    for row in rows:
        words = " ".join(str(row.get("text") or "").split())
        if words and row.get("mode") == "direct":
            assert f"“{words}”" in shown
            assert f"[paraphrase] {words}" not in shown
        elif words and row.get("mode"):
            assert f"[paraphrase] {words}" in shown
            assert f"“{words}”" not in shown


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["nonsense"], ["unknown question 'nonsense'"]),
        (["who-oposes"], ["did you mean who-opposes"]),
        (["who-opposes"], ["missing parameter 'issue'", "issue=..."]),
        (["who-opposes", "issue"], ["expected NAME=VALUE, got 'issue'", "issue=tariffs"]),
        (["who-opposes", "isue=tariffs"], ["unknown parameter 'isue'", "issue, by, since, until"]),
        (["who-opposes", "issue=xyzzy"], ["no thing named 'xyzzy'", "kg ask issues"]),
        (["on-day", "day=2025-02-30"], ["2025-02-30", "YYYY-MM-DD"]),
    ],
    ids=lambda value: value[0] if len(value) < 2 else "",
)
def test_a_wrong_question_exits_2_and_says_what_to_do(
    call: Any, arguments: list[str], words: list[str]
) -> None:
    ran = call("ask", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert not [word for word in words if word not in ran.err]


def test_nobody_is_a_valid_answer_with_exit_code_0(call: Any) -> None:
    ran = call("ask", "who-opposes", "issue=steel-tariff-relief")
    assert ran.code == 0
    assert "No opposition found" in ran.err and "looked at" in ran.err


def test_a_block_is_headed_by_the_speaker_and_has_the_words_once() -> None:
    found = block("what-did-say", text="We will.", mode="direct", speaker_label="A", place_label="Ottawa")
    assert found.splitlines()[:2] == ["A", "  “We will.”"]
    assert found.count("We will.") == 1


def said(first: str | None, last: str | None, basis: str) -> str:
    return block("what-did-say", speaker_label="A", counts_from=first, counts_until=last, counts_by=basis)


def test_dates_are_shown_as_a_day_or_a_range_with_their_basis() -> None:
    assert "said: 2025-10-06\n" in said("2025-10-06", "2025-10-06", "stated")
    assert "said: 2025-09-01 to 2025-09-30 (inferred)" in said("2025-09-01", "2025-09-30", "inferred")
    assert "said: as reported on 2025-03-04" in said("2025-03-04", "2025-03-04", "published")
    assert "said: no date" in said(None, None, "unknown")


def test_a_second_record_has_its_dates_and_its_offices_with_how_each_is_known() -> None:
    found = block(
        "stance-changes",
        actor_label="A",
        before_text="No.",
        before_mode="direct",
        before_counts_from="2025-03-04",
        before_counts_until="2025-03-04",
        before_counts_by="published",
        before_roles=["Minister of Transport"],
        before_roles_known=["as reported"],
    )
    assert "before: “No.”" in found
    assert "said: as reported on 2025-03-04; office: Minister of Transport (as reported)" in found


def test_the_codes_of_coders_are_listed_only_if_they_differ() -> None:
    found = block("who-opposes", speaker_label="A", coders_differ=True, coders=["Ann support", "Ben oppose"])
    assert "coders differ: Ann support, Ben oppose" in found
    assert "coders" not in block("who-opposes", speaker_label="A", coders_differ=False, coders=[])


def test_speaker_stance_and_target_are_one_sentence() -> None:
    row = {"speaker_label": "Ann", "target_label": "A lower toll", "stance": "oppose"}
    found = block("who-opposes", **row, direction="works against Tolls", now="oppose")
    assert found.splitlines()[0] == "Ann opposes A lower toll (works against Tolls)"
    assert "stance" not in found and "target" not in found


def test_a_contested_issue_counts_the_actors_on_each_side() -> None:
    numbers = {f"actors_{side}": number for side, number in zip(SIDES, (2, 1, 1, 0, 1), strict=True)}
    found = block("contested", target_label="A dam", side="for", speaker_label="A", changed=False, **numbers)
    assert "2 for, 1 against, 1 both; 1 of them changed" in found


SIDES = ("for", "against", "both", "other", "changed")


@pytest.mark.parametrize("form", ["table", "md"])
def test_tables_show_dates_in_one_column(call: Any, monkeypatch: pytest.MonkeyPatch, form: str) -> None:
    monkeypatch.setenv("COLUMNS", "400")
    shown = call("ask", "what-did-say", "by=hoekstra", "-f", form).out
    assert "when" in shown and "counts" not in shown
    assert "2025-09-01 to 2025-09-30" in " ".join(shown.split())


def test_who_opposes_a_topic_is_answered_for_each_proposal_below_it(call: Any) -> None:
    """Trump opposes lowering them, which is not opposition to tariffs."""
    (row,) = json.loads(call("ask", "who-opposes", "issue=tariffs", "-f", "json").out)
    assert (row["speaker_label"], row["target_label"], row["direction"], row["carried"]) == (
        *("Donald Trump", "Lower US tariffs on Canadian goods", "works against Tariffs"),
        "",
    )


def test_dates_is_an_option_and_a_parameter(call: Any) -> None:
    option = call("ask", "who-supports", "issue=fifty-first-state", "--dates", "stated", "-f", "json").out
    assert option == call("ask", "who-supports", "issue=fifty-first-state", "dates=stated", "-f", "json").out
    assert len(json.loads(option)) == 1


def test_a_rate_is_in_percent_and_a_relation_in_words() -> None:
    assert "rate: 35%" in block("tariffs", measure_label="A tariff", rate=35)
    assert "relation: missed deadline" in block("deadlines", actor_label="A", relation="missedDeadline")
