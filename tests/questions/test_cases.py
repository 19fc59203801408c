"""The named questions give the rows that the fixture world supports; a new case file is a new test."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kg.namespaces import DATA
from kg.questions import sheet_lines
from kg.questions.ask import ask
from kg.questions.catalogue import find, names
from kg.store.base import Store

CASES = sorted((Path(__file__).parent / "cases").glob("*.json"))


def _short(value: Any) -> Any:
    return value.replace(DATA, "id:") if isinstance(value, str) else value


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_question_gives_the_rows_of_its_case(path: Path, world: Store) -> None:
    case = json.loads(path.read_text(encoding="utf-8"))
    answer = ask(world, path.stem.split(".")[0], case["params"])
    assert [[_short(row[column]) for column in case["columns"]] for row in answer.rows] == case["rows"]
    assert answer.columns == (*find(answer.name).columns, *sheet_lines.COLUMNS)
    assert all(tuple(row) == answer.columns for row in answer.rows)


def test_every_question_has_a_case() -> None:
    assert {path.stem.split(".")[0] for path in CASES} == set(names())
