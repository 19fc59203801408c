"""The questions that an analyst would put to the bundled graph, with the answers that the report supports.

Each file in `questions/` is one test. Its keys:

question
    in plain English.
command
    the arguments of ``kg``.
answer
    rows, each with the keys that must match. ``kind/slug`` stands for an IRI under the base, the
    members of a list may stand in any order, and a mapping inside a list need only match in its own keys.
complete
    whether every row of the answer must be one of these.
never
    rows of which none may be there.
nobody
    whether the answer is empty, and says how much was looked at.
looked_at
    ``every statement`` where that is the number of statements in the graph.
"""

from __future__ import annotations

import datetime
import functools
import json
import re
from pathlib import Path
from typing import Any

import pyoxigraph
import pytest
import rdflib
from ruamel.yaml import YAML

from kg.cli.main import run
from kg.namespaces import DATA
from kg.resources import bundled_graph
from tests.profiles import THOROUGH
from tests.questions.conftest import prepared

FILES = sorted((Path(__file__).parent / "questions").glob("*.yaml"))
KEYS = {"question", "command", "answer", "complete", "never", "nobody", "looked_at"}
each_file = pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)


@pytest.fixture(autouse=True)
def outside_any_workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stand where no workspace is, so that the bundled graph answers."""
    monkeypatch.chdir(tmp_path)


def golden(path: Path) -> dict[str, Any]:
    read: dict[str, Any] = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
    return read


def put(command: list[Any], capsys: pytest.CaptureFixture[str]) -> tuple[str, str]:
    """What the program prints, and what it says beside it."""
    capsys.readouterr()
    code = run([str(word) for word in command])
    out, err = capsys.readouterr()
    assert code == 0, err
    return out, err


def matches(expected: Any, actual: Any) -> bool:
    """Whether a value of the answer is what the golden file says."""
    if isinstance(expected, dict):
        return isinstance(actual, dict) and all(
            key in actual and matches(value, actual[key]) for key, value in expected.items()
        )
    if isinstance(expected, list):
        if not isinstance(actual, list) or len(expected) != len(actual):
            return False
        return all(any(matches(one, other) for other in actual) for one in expected)
    if isinstance(expected, datetime.date):
        expected = expected.isoformat()
    if isinstance(expected, bool) or isinstance(actual, bool):
        return expected is actual
    return bool(expected == actual or (isinstance(expected, str) and actual == DATA + expected))


@each_file
def test_a_golden_file_has_one_question_and_its_answer(path: Path) -> None:
    case = golden(path)
    assert set(case) <= KEYS
    assert case["question"].endswith("?")
    if case.get("nobody"):
        assert "answer" not in case
    else:
        assert case["answer"]
        assert isinstance(case["complete"], bool)


@each_file
def test_the_graph_answers_as_the_report_does(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    case = golden(path)
    out, err = put([*case["command"], "-f", "json"], capsys)
    rows = json.loads(out)
    if case.get("nobody"):
        assert rows == []
        looked = re.search(r"looked at (\d+) ", err)
        assert looked, err
        if case.get("looked_at") == "every statement":
            everything, _ = put(["said", "-f", "json"], capsys)
            assert int(looked[1]) == len(json.loads(everything))
        return
    missing = [row for row in case["answer"] if not any(matches(row, found) for found in rows)]
    assert missing == [], f"not among the {len(rows)} rows"
    if case["complete"]:
        assert [found for found in rows if not any(matches(row, found) for row in case["answer"])] == []
    wrong = [row for row in case.get("never", []) if any(matches(row, found) for found in rows)]
    assert wrong == [], "must not be there"


@each_file
def test_both_engines_find_the_same_rows(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shown, _ = put([*golden(path)["command"], "--show"], capsys)
    queries = re.split(r"\n\n(?=# )", shown.strip())
    assert queries[0]
    for query in queries:
        # The same query with other values takes rdflib as long again.
        shape = re.sub(r"VALUES[^{]*\{[^}]*\}", "", query)
        if THOROUGH or _COMPARED.setdefault(shape, query) == query:
            assert _in_pyoxigraph(query) == _in_rdflib(query), query


#: The first query of each shape.
_COMPARED: dict[str, str] = {}


@functools.cache
def _graph() -> bytes:
    return bundled_graph().read_bytes()


@functools.cache
def _oxigraph() -> pyoxigraph.Store:
    store = pyoxigraph.Store()
    store.load(_graph(), format=pyoxigraph.RdfFormat.N_TRIPLES)
    return store


@functools.cache
def _rdflib() -> rdflib.Graph:
    return rdflib.Graph().parse(data=_graph(), format="nt")


@functools.cache
def _in_pyoxigraph(query: str) -> list[str]:
    found = _oxigraph().query(query)
    assert isinstance(found, pyoxigraph.QuerySolutions)
    return sorted(repr([_term(value) for value in row]) for row in found)


@functools.cache
def _in_rdflib(query: str) -> list[str]:
    rows: Any = _rdflib().query(prepared(query))
    return sorted(repr([_term(value) for value in row]) for row in rows)


def _term(value: Any) -> tuple[str, ...] | None:
    """The same tuple for the same RDF term of either library."""
    if value is None:
        return None
    if isinstance(value, pyoxigraph.NamedNode):
        return (value.value,)
    if isinstance(value, rdflib.URIRef):
        return (str(value),)
    if isinstance(value, pyoxigraph.Literal):
        text, language, datatype = value.value, value.language, value.datatype.value
    else:
        text, language = str(value), value.language
        datatype = str(value.datatype or (rdflib.RDF.langString if language else rdflib.XSD.string))
    # rdflib writes the time zone of an xsd:dateTime in its own way; the instant is the same.
    return (text.replace("+00:00", "Z"), language or "", datatype)
