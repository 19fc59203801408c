"""``kg query``: read-only SPARQL, what ``--show`` prints, and the time limit."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from kg.cli.main import run
from kg.questions.catalogue import catalogue

CROSS_PRODUCT = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


@pytest.mark.parametrize(
    "query",
    [
        "INSERT DATA { <a:b> <a:b> <a:b> }",
        "DELETE WHERE { ?s ?p ?o }",
        "CLEAR ALL",
        "LOAD <http://127.0.0.1:9/x>",
        "LOAD <file:///etc/passwd>",
        "SELECT * { SERVICE <http://127.0.0.1:9/x> { ?s ?p ?o } }",
        "SELECT * { service silent <http://127.0.0.1:9/x> { ?s ?p ?o } }",
        "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }",
    ],
)
def test_a_query_that_would_write_or_fetch_is_refused_with_line_and_hint(call: Any, query: str) -> None:
    ran = call("query", query)
    assert (ran.code, ran.out) == (2, "")
    assert re.match(r"Error: line 1: \w+ would|Error: line 1: FROM selects", ran.err)
    assert len(ran.err.splitlines()) == 2


def test_a_word_in_a_string_is_not_taken_for_an_update(call: Any) -> None:
    ran = call("query", 'ASK { ?s wsw:text ?t . FILTER(?t = "INSERT SERVICE LOAD") }', "-f", "jsonl")
    assert (ran.code, ran.out) == (0, '{"answer": false}\n')


@pytest.mark.parametrize(
    ("query", "columns"),
    [
        ("SELECT ?s WHERE { ?s a wsw:Statement }", "s"),
        ("ASK { ?s a wsw:Statement }", "answer"),
        ("CONSTRUCT { ?s a wsw:Statement } WHERE { ?s a wsw:Statement }", "subject,predicate,object"),
        ("DESCRIBE <https://w3id.org/wsw/id/person/mark-carney>", "subject,predicate,object"),
    ],
)
def test_each_kind_of_query_has_its_columns_and_needs_no_prefix_line(
    call: Any, query: str, columns: str
) -> None:
    ran = call("query", query, "-f", "csv")
    assert ran.code == 0
    assert ran.out.splitlines()[0] == columns
    assert len(ran.out.splitlines()) > 1


def test_a_syntax_error_names_line_and_column(call: Any) -> None:
    ran = call("query", "SELECT *\n{ ?s ?p }")
    assert (ran.code, ran.out) == (2, "")
    assert "line 2, column" in ran.err


def test_no_rows_exit_0_and_say_how_much_was_looked_at(call: Any) -> None:
    ran = call("query", "SELECT ?x { ?x a wsw:Nothing }")
    assert (ran.code, ran.out) == (0, "")
    assert re.fullmatch(r"Nothing found; looked at [\d,]+ triples\.\n", ran.err)


def test_the_query_may_come_from_a_file(call: Any, tmp_path: Path) -> None:
    (tmp_path / "q.rq").write_bytes(b"\xef\xbb\xbfASK { ?s ?p ?o }")
    assert call("query", "--file", "q.rq").code == 0
    assert call("query", "--file", "none.rq").code == 2
    assert call("query", "--file", "q.rq", "ASK {}").code == 2


def test_the_query_may_come_from_standard_input(tmp_path: Path) -> None:
    done = kg("query", "-f", "jsonl", input="ASK { ?s ?p ?o }", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, '{"answer": true}\n')


@pytest.mark.parametrize(
    "arguments",
    [
        ["said", "--by", "trump", "--about", "tariffs"],
        ["said", "--since", "2025-10", "--stance", "support"],
        ["positions", "--about", "tariffs"],
        ["explain", "trump", "us-tariffs"],
        ["show", "carney"],
        ["ask", "tariffs"],
        ["ask", "who-supports", "issue=us-tariffs"],
    ],
    ids=" ".join,
)
def test_the_sparql_of_show_runs_and_gives_rows(call: Any, arguments: list[str]) -> None:
    shown = call(*arguments, "--show")
    assert shown.code == 0
    assert all(re.fullmatch(r".+: .+ \([a-z]+/[a-z0-9-]+\)", line) for line in shown.err.splitlines())
    queries = [text for text in shown.out.split("\n\n") if text.strip()]
    assert queries
    counts = []
    for text in queries:
        ran = call("query", text, "-f", "jsonl")
        assert ran.code == 0, ran.err
        counts.append(len(ran.out.splitlines()))
    assert sum(counts[1:] or counts) > 0


def test_show_of_every_named_question_without_parameters_is_sparql_that_runs(call: Any) -> None:
    for question in catalogue():
        if any(parameter.required for parameter in question.parameters):
            continue
        text = call("ask", question.name, "--show").out.split("\n\n")[0]
        assert call("query", text, "-f", "csv").code == 0, question.name


def test_a_query_that_runs_for_ever_ends_with_124_soon_after_its_limit(tmp_path: Path) -> None:
    begun = time.monotonic()
    done = kg("query", "--limit-time", "0.3", CROSS_PRODUCT, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (124, "")
    assert done.stderr.startswith("Error: the query took longer than 0.3 seconds")
    assert time.monotonic() - begun < 5


def kg(*arguments: str, cwd: Path, **options: Any) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    command = [sys.executable, "-m", "kg", *arguments]
    return subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, timeout=30, **options)


def test_a_syntax_error_has_its_place_in_the_query_as_typed(capsys: pytest.CaptureFixture[str]) -> None:
    """The prefixes that are added for the user do not count."""
    assert run(["query", "SELECT ?a WHERE { ?a wsw:foo }"]) == 2
    error = capsys.readouterr().err
    assert "line 1, column 30:" in error
    assert "PREFIX" not in error
    assert "got this far: SELECT ?a WHERE { ?a wsw:foo" in error
