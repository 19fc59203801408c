"""A user's own SPARQL is answered or refused."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pyoxigraph
import pytest
from hypothesis import strategies as st

from kg.errors import KgError, OutOfTime, QueryRefused, QuerySyntaxError
from kg.questions.query import query, with_prefixes
from kg.store import open_store
from kg.store.base import Store
from kg.store.guard import check_depth, check_read_only, query_kind, selected
from tests.fuzz.campaign import ended, fuzz
from tests.fuzz.odd import Splice, spliced, splices

QUERIES = [
    "SELECT ?s (COUNT(*) AS ?n) { ?s ?p ?o OPTIONAL { ?o a ?t } FILTER(?s != ?o) } GROUP BY ?s LIMIT 3",
    "ASK { ?s wsw:stance ?o }",
    "CONSTRUCT { ?s a ?o } { ?s a ?o } LIMIT 5",
    "DESCRIBE <https://w3id.org/wsw/id/person/mark-carney>",
    "PREFIX x: <urn:x> SELECT DISTINCT * { VALUES ?x { x:a 1 'b'@en } { SELECT ?y { ?y ?p ?x } } UNION { } }",
    "SELECT ?a { ?a <urn:p>/<urn:q>* ?b MINUS { ?a ?b 1 } BIND(REPLACE(STR(?a), '.', '$0$0') AS ?d) }",
]
#: The named questions, as they are written.
NAMED = sorted((Path(__file__).parents[2] / "kg/questions/queries").glob("*.rq"))
_WORDS = (
    *(
        "SELECT",
        "ASK",
        "CONSTRUCT",
        "DESCRIBE",
        "WHERE",
        "{",
        "}",
        "(",
        ")",
        "*",
        "?x",
        "?y",
        "$z",
        ".",
        ";",
        ",",
    ),
    *(
        "SERVICE",
        "LOAD",
        "INSERT",
        "DELETE",
        "CLEAR",
        "FROM",
        "NAMED",
        "GRAPH",
        "USING",
        "INTO",
        "SILENT",
        "DROP",
    ),
    *(
        "PREFIX",
        "BASE",
        "x:",
        "x:y",
        ":",
        "<urn:x>",
        "<http://127.0.0.1:9/>",
        "a",
        "'",
        '"',
        "'''",
        '"""',
        "\\",
    ),
    *(
        "#",
        "\n",
        "\r",
        "\\u0053ERVICE",
        "\\u0027",
        "\\u007b",
        "\x00",
        "\ufeff",
        "1",
        "1e9",
        "-",
        "!",
        "^",
        "|",
        "/",
    ),
    *(
        "OPTIONAL",
        "UNION",
        "MINUS",
        "FILTER",
        "EXISTS",
        "NOT",
        "BIND",
        "AS",
        "VALUES",
        "UNDEF",
        "LIMIT",
        "OFFSET",
    ),
    *(
        "GROUP",
        "BY",
        "HAVING",
        "ORDER",
        "DISTINCT",
        "REDUCED",
        "COUNT",
        "SUM",
        "GROUP_CONCAT",
        "SEPARATOR",
        "=",
    ),
    *(
        "REGEX",
        "REPLACE",
        "STR",
        "CONCAT",
        "IRI",
        "LANG",
        "BNODE()",
        "UUID()",
        "NOW()",
        "RAND()",
        "<<",
        ">>",
        "@en",
    ),
    *(
        "^^",
        "xsd:date",
        "[",
        "]",
        "[]",
        "()",
        "{" * 300,
        "(" * 300,
        "!" * 300,
        "[" * 300,
        "LATERAL",
        "ADJUST",
    ),
)
_NOISE = st.one_of(st.sampled_from(_WORDS).map(lambda word: f" {word} "), st.text(max_size=2)).map(
    lambda text: text.encode("utf-8", "replace")
)
_SOUP = st.lists(st.sampled_from(_WORDS), max_size=25).map(" ".join)


@pytest.fixture(scope="session")
def bundled() -> Iterator[Store]:
    with open_store("exports/graph.nt") as store:
        store.limit = 5.0
        yield store


@pytest.fixture(scope="session")
def empty() -> pyoxigraph.Store:
    return pyoxigraph.Store()


def texts() -> st.SearchStrategy[str]:
    """Queries with random changes, and words of SPARQL in any order."""
    starts = st.sampled_from([*QUERIES, *(path.read_text(encoding="utf-8") for path in NAMED)])

    def joined(start: str, changes: list[Splice]) -> str:
        return spliced(start.encode(), changes).decode("utf-8", "replace")

    return st.one_of(st.builds(joined, starts, splices(_NOISE)), _SOUP)


@fuzz(8.0, text=texts())
def test_the_guard(empty: pyoxigraph.Store, text: str) -> None:
    """A query that the guard passes and the engine parses has the kind and columns that the guard found."""
    try:
        check_depth(text)
        check_read_only(text)
        kind = query_kind(text)
    except (QueryRefused, QuerySyntaxError):
        ended("refused by the guard")
        return
    asked = selected(text) if kind == "select" else None
    found: Any = None
    try:
        found = empty.query(with_prefixes(text))
    except (SyntaxError, ValueError, RuntimeError):
        ended("not parsed by the engine")
        return
    kinds = {
        pyoxigraph.QuerySolutions: "select",
        pyoxigraph.QueryBoolean: "ask",
        pyoxigraph.QueryTriples: ("construct", "describe"),
    }
    assert kind in kinds[type(found)], (kind, found)
    if asked is not None:
        assert asked == tuple(variable.value for variable in found.variables)
    ended("answered", len(text))


@fuzz(0.5, text=texts())
def test_queries(bundled: Store, text: str) -> None:
    try:
        answer = query(bundled, text)
    except OutOfTime:
        ended("out of time")
    except KgError as error:
        assert error.message
        ended("refused")
    else:
        with suppress(StopIteration):
            assert set(next(iter(itertools.islice(answer.rows, 1)))) == set(answer.columns)
        ended("answered", len(text))
