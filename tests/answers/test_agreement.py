"""Every named question says of a statement what ``kg said`` says of it, and takes the same time asked for.

Nothing here knows the right answer: the questions are held against each other on the made-up debate.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

import kg
from kg.errors import QuestionError
from kg.export.briefing.document import chunks as briefing
from kg.export.page.render import chunks as page
from kg.model.days import fits
from kg.questions.catalogue import Question, catalogue

#: What a question that needs to be told something is asked about, by kind of parameter.
ABOUT = {"issue": "A ban on night flights", "actor": "Lena Thal", "thing": "Lena Thal", "day": "2025-06-10"}
ISSUES = ("A ban on night flights", "Noise at night")
SPEAKERS = ("Lena Thal", "Ida Kern", "Mara Quist")
TIMES = (("2025-03", "2025-03"), ("2025-06-09", None), (None, "2025-06-10"), ("2025-09-20", "2025-09-25"))
COUNTED = [one for one in catalogue() if {"counts_from", "record"} <= set(one.columns)]
TIMED = [one for one in COUNTED if {"since", "until"} <= {param.name for param in one.asked}]
#: Questions of which each row rests on one statement, so that leaving others out does not change it.
STATED = [
    one
    for one in COUNTED
    if "dates" in {param.name for param in one.asked}
    and one.name not in ("deviates", "contested", "accounts-differ")
]


def asked(question: Question) -> Iterator[dict[str, str]]:
    """Ways to ask a question that needs no more than that."""
    needed = [param for param in question.asked if param.required]
    if not needed:
        yield {}
    for param in needed[:1]:
        several = {"issue": ISSUES, "actor": SPEAKERS}.get(param.kind, (ABOUT.get(param.kind, "ban"),))
        yield from ({param.name: value} for value in several)


def rows(debate: kg.KnowledgeGraph, question: Question, **params: Any) -> list[dict[str, Any]]:
    return list(debate.ask(question.name, **params).rows)


@pytest.mark.parametrize("question", COUNTED, ids=lambda question: question.name)
def test_questions_agree_with_said_on_each_statement(debate: kg.KnowledgeGraph, question: Question) -> None:
    known = {row["id"]: row for row in debate.said().rows}
    columns = ["counts_from", "counts_until", "counts_by", "said_earliest", "said_latest", "speaker_label"]
    shared = [column for column in columns if column in question.columns]
    for params in asked(question):
        for row in rows(debate, question, **params):
            if row["record"] in known:
                mine = {column: row[column] for column in shared}
                assert mine == {column: known[row["record"]][column] for column in shared}


@pytest.mark.parametrize("question", TIMED, ids=lambda question: question.name)
@pytest.mark.parametrize(("since", "until"), TIMES)
def test_a_period_keeps_what_may_have_been_said_in_it(
    debate: kg.KnowledgeGraph, question: Question, since: str | None, until: str | None
) -> None:
    first = None if since is None else f"{since}-01"[:10]
    last = None if until is None else f"{until}-31"[:10]
    time = {key: day for key, day in (("since", since), ("until", until)) if day is not None}
    for params in asked(question):
        every = rows(debate, question, **params)
        expected = [row for row in every if fits(row["counts_from"], row["counts_until"], first, last)]
        found = rows(debate, question, **params, **time)
        assert [row["record"] for row in found] == [row["record"] for row in expected]


@pytest.mark.parametrize("question", STATED, ids=lambda question: question.name)
def test_stated_dates_keep_statements_dated_by_the_source(
    debate: kg.KnowledgeGraph, question: Question
) -> None:
    for params in asked(question):
        every = rows(debate, question, **params)
        expected = [row["record"] for row in every if row["counts_by"] in ("stated", "inferred")]
        found = rows(debate, question, **params, dates="stated")
        assert [row["record"] for row in found] == expected


@pytest.mark.parametrize("question", TIMED, ids=lambda question: question.name)
def test_undated_statements_are_counted_in_a_note(debate: kg.KnowledgeGraph, question: Question) -> None:
    for params in asked(question):
        without = {row["record"] for row in rows(debate, question, **params) if row["counts_by"] == "unknown"}
        notes = debate.ask(question.name, **params, since="2010").notes
        said = [note for note in notes if " undated statement" in note]
        assert [note.split()[0] for note in said] == ([str(len(without))] if without else [])


BACKWARDS = {"since": "2025-06", "until": "2025-03"}
ASKED: dict[str, Callable[[kg.KnowledgeGraph], object]] = {
    "said": lambda graph: graph.said(**BACKWARDS),
    "who-opposes": lambda graph: graph.ask("who-opposes", issue=ABOUT["issue"], **BACKWARDS),
    "events": lambda graph: graph.ask("events", **BACKWARDS),
    "readings": lambda graph: graph.readings(**BACKWARDS),
    "network": lambda graph: graph.network("two-mode", **BACKWARDS),
    "page": lambda graph: "".join(page(graph.store, **BACKWARDS)),
    "brief of an actor": lambda graph: "".join(briefing(graph.store, about="Lena Thal", **BACKWARDS)),
}


@pytest.mark.parametrize("face", ASKED)
def test_a_period_that_ends_before_it_begins_is_an_error(debate: kg.KnowledgeGraph, face: str) -> None:
    with pytest.raises(QuestionError, match="since 2025-06 is after until 2025-03"):
        ASKED[face](debate)


def test_enough_questions_are_compared() -> None:
    assert len(COUNTED) >= 15
    assert len(TIMED) >= 5
    assert len(STATED) >= 10
