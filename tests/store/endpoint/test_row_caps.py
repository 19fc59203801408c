"""Rows that an endpoint leaves out never go unnoticed: they are fetched, or there is an error."""

from __future__ import annotations

from typing import Any

import pyoxigraph
import pytest

from kg.errors import AnswerCapped, EndpointError, KgError
from kg.store import tsv
from kg.store.oxigraph import OxigraphStore
from tests.store.endpoint.faults import Handler, Request, engine, queries, reply, results

ROWS = 57
TURTLE = "".join(
    f'<http://e/s{n % 7}> <http://e/p{n % 3}> "{n}" , "{n}"@en , {n} .\n' for n in range(ROWS // 3)
)
EVERYTHING = "SELECT ?s ?p ?o { ?s ?p ?o }"


@pytest.fixture(scope="module")
def graph() -> pyoxigraph.Store:
    store = pyoxigraph.Store()
    store.load(TURTLE.encode(), format=pyoxigraph.RdfFormat.TURTLE)
    return store


@pytest.fixture
def local(graph: pyoxigraph.Store) -> OxigraphStore:
    return OxigraphStore("here", graph)


def test_detecting_that_there_is_no_cap_costs_one_query(
    graph: pyoxigraph.Store, local: Any, endpoint: Any, server: Any
) -> None:
    store = endpoint(engine(graph))
    for _ in range(3):
        assert sorted(store.select(EVERYTHING).rows, key=str) == sorted(
            local.select(EVERYTHING).rows, key=str
        )
    asked = queries(server.requests)
    assert [query == EVERYTHING for query in asked] == [True, False, True, True] and "VALUES" in asked[1]


@pytest.mark.parametrize(
    "query",
    [
        EVERYTHING,
        "PREFIX e: <http://e/> # all\nSELECT DISTINCT ?s ?o WHERE { ?s e:p1 ?o } # {",
        "SELECT ?s ?o { ?s ?p ?o } ORDER BY DESC(?o) ?s",
        "SELECT ?s ?o { ?s ?p ?o } ORDER BY ?o ?s LIMIT 23 OFFSET 11",
        "SELECT ?s (COUNT(?o) AS ?n) { ?s ?p ?o } GROUP BY ?s ORDER BY ?s",
        "SELECT * { ?s ?p ?o { SELECT ?s { ?s ?p ?o } ORDER BY ?s LIMIT 9 } }",
        "SELECT ?s ?p ?o { ?s ?p ?o } VALUES ?p { <http://e/p0> <http://e/p2> }",
        "SELECT ?p { ?s ?p ?o }",
        "SELECT ?o ?x { ?s ?p ?o OPTIONAL { ?o ?s ?x } }",
    ],
)
@pytest.mark.parametrize("cap", [1, 5, 19])
def test_missing_rows_are_fetched_in_order(
    query: str, cap: int, graph: pyoxigraph.Store, local: Any, endpoint: Any
) -> None:
    store = endpoint(engine(graph, cap))
    expected, found = local.select(query), store.select(query)
    assert found.columns == expected.columns
    if "ORDER BY DESC" in query or "ORDER BY ?" in query.rpartition("}")[2]:
        assert found.rows == expected.rows
    assert sorted(found.rows, key=str) == sorted(expected.rows, key=str)


def test_tsv_also_has_all_rows(graph: pyoxigraph.Store, local: Any, endpoint: Any) -> None:
    def lines(store: Any) -> list[list[str]]:
        rows = store.tsv(EVERYTHING).decode().split("\n")
        return sorted([tsv.value(cell) for cell in row.split("\t")] for row in rows)

    assert lines(endpoint(engine(graph, 10))) == lines(endpoint(engine(graph))) == lines(local)


def test_all_triples_of_a_capped_endpoint_are_fetched(
    graph: pyoxigraph.Store, local: Any, endpoint: Any
) -> None:
    for cap in (None, 8, ROWS, ROWS + 1):
        store = endpoint(engine(graph, cap))
        assert sorted(store.triples(), key=str) == sorted(local.triples(), key=str)
        assert store.count() == ROWS


def test_a_cap_given_by_the_server_is_not_detected(
    graph: pyoxigraph.Store, endpoint: Any, server: Any
) -> None:
    store = endpoint(engine(graph, 20, X_SPARQL_MaxRows="20"))
    assert len(store.select(EVERYTHING).rows) == ROWS
    assert not any("VALUES" in query for query in queries(server.requests))


def test_a_cap_given_by_the_user_is_not_detected(graph: pyoxigraph.Store, endpoint: Any, server: Any) -> None:
    assert len(endpoint(engine(graph, 20), rows=20).select(EVERYTHING).rows) == ROWS
    assert not any("VALUES" in query for query in queries(server.requests))
    assert len(endpoint(engine(graph), rows=0).select(EVERYTHING).rows) == ROWS
    assert len(server.requests) == 1


def test_the_limit_of_a_query_is_not_a_cap(graph: pyoxigraph.Store, endpoint: Any, server: Any) -> None:
    assert len(endpoint(engine(graph)).select(EVERYTHING + " LIMIT 5").rows) == 5
    assert len(server.requests) == 1


def test_a_construct_with_more_solutions_than_the_cap_is_an_error(
    graph: pyoxigraph.Store, endpoint: Any
) -> None:
    every = "CONSTRUCT { ?s a <http://e/c> } WHERE { ?s ?p ?o }"
    assert len(endpoint(engine(graph)).construct(every)) == 7
    with pytest.raises(AnswerCapped, match=f"at most 20 rows, but these triples need {ROWS}"):
        endpoint(engine(graph, 20)).construct(every)
    few = "CONSTRUCT WHERE { ?s <http://e/p0> ?o } LIMIT 3"
    assert len(endpoint(engine(graph, 20)).construct(few)) == 3


def test_pages_that_do_not_add_up_are_an_error(graph: pyoxigraph.Store, endpoint: Any) -> None:
    """As if the data changed, or the engine sorted as it liked."""
    whole = engine(graph, 10)

    def forgets_offset(handler: Handler, request: Request) -> None:
        changed = request.body.replace(b"OFFSET+10", b"OFFSET+0").replace(b"OFFSET+20", b"OFFSET+0")
        whole(handler, request._replace(body=changed))

    with pytest.raises(AnswerCapped, match=f"at most 10 rows.*do not add up.*{ROWS}"):
        endpoint(forgets_offset).select(EVERYTHING)


def test_a_query_that_cannot_be_paged_is_an_error(graph: pyoxigraph.Store, endpoint: Any) -> None:
    query = "SELECT ?s ?o { ?s ?p ?o } ORDER BY ?o VALUES ?p { <http://e/p0> <http://e/p2> }"
    with pytest.raises(AnswerCapped, match="at most 10 rows") as caught:
        endpoint(engine(graph, 10)).select(query)
    assert "narrow the query" in str(caught.value.hint)


def test_pages_with_blank_nodes_are_an_error(endpoint: Any) -> None:
    store = pyoxigraph.Store()
    store.load(
        "".join(f"_:b{n} <http://e/p> {n} .\n" for n in range(9)).encode(), format=pyoxigraph.RdfFormat.TURTLE
    )
    assert len(endpoint(engine(store)).select("SELECT ?s ?o { ?s ?p ?o }").rows) == 9
    with pytest.raises(AnswerCapped, match="blank nodes"):
        endpoint(engine(store, 4)).select("SELECT ?s ?o { ?s ?p ?o }")


def test_an_engine_that_rejects_the_detection_is_asked_for_one_more_row(
    graph: pyoxigraph.Store, local: Any, endpoint: Any
) -> None:
    for cap in (None, 10):
        whole = engine(graph, cap)

        def refuses(handler: Handler, request: Request, whole: Any = whole) -> None:
            (reply(500, "no VALUES here", "text/plain") if b"VALUES" in request.body else whole)(
                handler, request
            )

        found = endpoint(refuses).select(EVERYTHING)
        assert sorted(found.rows, key=str) == sorted(local.select(EVERYTHING).rows, key=str)


def test_a_cap_that_cannot_be_detected_must_be_given(endpoint: Any) -> None:
    store = endpoint(reply(200, results(3)), reply(500, "no", "text/plain"))
    with pytest.raises(EndpointError, match="whether these 3 rows are complete") as caught:
        store.select(EVERYTHING)
    assert "rows = N" in str(caught.value.hint)


def test_a_wrong_count_is_noticed(endpoint: Any) -> None:
    """Rows that came are not lost again because the endpoint counts fewer."""
    number = b'{"head":{"vars":["n"]},"results":{"bindings":[{"n":{"type":"literal","value":"0"}}]}}'
    with pytest.raises(KgError, match="do not add up"):
        endpoint(reply(200, results(3)), reply(200, results(3)), reply(200, number)).select(EVERYTHING)
