"""``kg ask``: the list of named questions, their help, their answers."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest

from kg.cli.listing import listing, question_help, questions
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
    assert "(issue [by] [since] [until])" in " ".join(ran.out.split())


def test_describe_names_every_parameter_and_column(call: Any) -> None:
    for question in catalogue():
        out = call("ask", question.name, "--describe").out
        for name in (*(parameter.name for parameter in question.parameters), *question.columns):
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
    assert header == list(find(name).columns)
    assert rows or "looked at" in ran.err


@pytest.mark.parametrize("name", FREE)
def test_every_listing_marks_its_words(call: Any, name: str) -> None:
    """Quoted words in quotation marks, the coder's own as a paraphrase: never the one as the other."""
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
        (["nonsense"], ["no question named 'nonsense'"]),
        (["who-oposes"], ["did you mean who-opposes"]),
        (["who-opposes"], ["'issue' is missing", "issue=..."]),
        (["who-opposes", "issue"], ["'issue' is no name=value", "issue=tariffs"]),
        (["who-opposes", "isue=tariffs"], ["no parameter 'isue'", "issue, by, since, until"]),
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


def test_nobody_is_an_honest_answer(call: Any) -> None:
    ran = call("ask", "who-opposes", "issue=steel-tariff-relief")
    assert ran.code == 0
    assert "Nobody in the graph is read as opposing it" in ran.err and "looked at" in ran.err


def test_a_block_is_headed_by_who_said_it_and_has_the_words_once() -> None:
    found = block("what-did-say", text="We will.", mode="direct", speaker_label="A", place_label="Ottawa")
    assert found.splitlines()[:2] == ["A", "  “We will.”"]
    assert found.count("We will.") == 1


def test_one_day_is_told_once_and_a_stretch_from_first_to_last() -> None:
    one = block("what-did-say", speaker_label="A", said_earliest="2025-10-06", said_latest="2025-10-06")
    assert "said: 2025-10-06\n" in one
    two = block(
        "what-did-say",
        speaker_label="A",
        said_earliest="2025-09-01",
        said_latest="2025-09-30",
        date_basis="inferred",
    )
    assert "said: 2025-09-01 to 2025-09-30 (inferred)" in two


def test_a_statement_without_a_date_is_said_to_have_none() -> None:
    found = block("what-did-say", speaker_label="A", record="https://example.org/id/statement/s1")
    assert "said: no date in the source" in found


def test_a_rate_is_in_percent_and_a_relation_in_words() -> None:
    assert "rate: 35%" in block("tariffs", measure_label="A tariff", rate=35)
    assert "relation: missed deadline" in block("deadlines", actor_label="A", relation="missedDeadline")
