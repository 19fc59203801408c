"""Questions about a made-up debate in four documents: the right answers were found by reading them.

In it people change office and change their minds, a spokeswoman speaks for a person, one says what another
wants, a report dates nothing, a leaflet has no date at all, and two coders differ. The documents stand in
``debate/texts``, what a coder made of them in ``debate/sources``, and the questions in
``questions.yaml``.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

import kg
from kg import workspace
from kg.coding.check import check
from kg.errors import NameProblem

DEBATE = Path(__file__).parent / "debate"
CASES: list[dict[str, Any]] = YAML(typ="safe").load(
    (DEBATE.with_name("questions.yaml")).read_text(encoding="utf-8")
)
KEYS = {
    *("promise", "ask", "call", "columns", "rows", "in_order", "only", "distinct", "notes", "sorted_lists"),
    "refused",
}


def put(graph: kg.KnowledgeGraph, case: dict[str, Any]) -> Any:
    """The answer of the graph to a question."""
    method, arguments = case["call"]
    return getattr(graph, method)(**{key: _typed(value) for key, value in arguments.items()})


def _typed(value: Any) -> Any:
    """A day as people type it; YAML has made a date of it."""
    if isinstance(value, list | bool):
        return value
    return str(value)


def compared(rows: list[dict[str, Any]], case: dict[str, Any]) -> list[str]:
    """Rows of an answer in the columns that count, as texts."""
    only = case.get("only", {})
    kept = [row for row in rows if all(row[key] == value for key, value in only.items())]
    lists = sorted if case.get("sorted_lists") else list
    found = [
        _text([lists(row[key]) if isinstance(row[key], list) else row[key] for key in case["columns"]])
        for row in kept
    ]
    return list(dict.fromkeys(found)) if case.get("distinct") else found


def _text(row: list[Any]) -> str:
    return json.dumps(row, default=str, ensure_ascii=False)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["promise"].replace(" ", "-"))
def test_answers_match_the_documents_of_the_debate(debate: kg.KnowledgeGraph, case: dict[str, Any]) -> None:
    if "refused" in case:
        with pytest.raises(NameProblem) as refused:
            put(debate, case)
        assert all(words in f"{refused.value} {refused.value.candidates}" for words in case["refused"])
        return
    answer = put(debate, case)
    expected, found = [_text(row) for row in case["rows"]], compared(answer.rows, case)
    if not case.get("in_order"):
        expected, found = sorted(expected), sorted(found)
    assert found == expected
    for words in case.get("notes", ()):
        assert any(words in note for note in answer.notes), answer.notes


def test_every_question_makes_one_promise() -> None:
    assert all(set(case) <= KEYS for case in CASES)
    assert max(Counter(case["promise"] for case in CASES).values()) == 1
    assert len(CASES) >= 40


def test_the_sheets_of_the_debate_pass_the_check() -> None:
    report = check(workspace.read(DEBATE), texts=DEBATE / "texts")
    assert report.findings == []
    assert report.unchecked == 0


def test_the_check_notes_two_things_to_review() -> None:
    report = check(workspace.read(DEBATE), texts=DEBATE / "texts")
    paths, office = sorted(note.message for note in report.notes)
    assert "by one path quiet-fleet furthers growth, by another it works against it" in paths
    assert "the office ended on 2021-12-31, before the source was published on 2025-06-12" in office
