from __future__ import annotations

import gc
import sys

import pytest

from kg.errors import QueryRefused, QuerySyntaxError, StoreError
from kg.store import Result, iri, literal, open_store
from kg.store.base import Store

EX = "http://example.org/"


@pytest.fixture(params=["memory", "disk"])
def store(request: pytest.FixtureRequest) -> Store:
    """The same four triples behind either engine."""
    return open_store(request.getfixturevalue("turtle" if request.param == "memory" else "disk"))


def test_a_select_gives_columns_in_the_order_of_the_query_and_none_for_no_value(store: Store) -> None:
    found = store.select(
        "SELECT ?when ?who { ?who <http://example.org/says> ?x "
        "OPTIONAL { ?who <http://example.org/on> ?when } } ORDER BY ?who"
    )
    day = literal("2025-10-07", "http://www.w3.org/2001/XMLSchema#date")
    assert found == Result(("when", "who"), [(day, iri(EX + "a")), (None, iri(EX + "b"))])


def test_an_ask_gives_a_truth_value(store: Store) -> None:
    assert store.ask("ASK { ?s ?p 'hello'@en }") is True


def test_a_construct_gives_triples_without_repeating_any(store: Store) -> None:
    found = store.construct("CONSTRUCT { <http://e/> <http://e/> ?p } { ?s ?p ?o . ?x ?y ?z }")
    assert len(found) == len(set(found)) == 3


def test_every_triple_comes_once_and_is_counted_once(store: Store) -> None:
    assert len(list(store.triples())) == store.count() == 4


def test_run_answers_a_query_of_any_kind(store: Store) -> None:
    assert isinstance(store.run("SELECT * { ?s ?p ?o }"), Result)
    assert store.run("ASK {}") is True
    assert store.run("DESCRIBE <http://example.org/b>") != []


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "LOAD <http://127.0.0.1:9/>",
        "INSERT DATA { <http://e/> <http://e/> 1 }",
        "DELETE WHERE { ?s ?p ?o }",
        "SELECT * FROM <http://127.0.0.1:9/> { ?s ?p ?o }",
    ],
)
def test_run_refuses_what_writes_or_fetches(store: Store, query: str) -> None:
    with pytest.raises(QueryRefused):
        store.run(query)


def test_a_syntax_error_names_line_and_column_and_shows_the_line(store: Store) -> None:
    with pytest.raises(QuerySyntaxError) as caught:
        store.run("SELECT *\n  { ?s ?p }")
    assert caught.value.where is not None and caught.value.where.startswith("line 2, column ")
    assert "{ ?s ?p }" in str(caught.value.hint)


def test_an_undeclared_prefix_of_ours_comes_with_its_declaration(store: Store) -> None:
    with pytest.raises(QuerySyntaxError, match=r"PREFIX wsw: <https://w3id.org/wsw/ns#>"):
        store.run("SELECT * { ?s wsw:speaker ?o }")


def test_a_query_of_another_kind_than_the_program_expects_is_an_error(store: Store) -> None:
    for method, query in [(store.select, "ASK {}"), (store.ask, "SELECT * {}"), (store.construct, "ASK {}")]:
        with pytest.raises(QueryRefused):
            method(query)


def test_without_a_limit_the_answer_is_the_same(store: Store) -> None:
    query = "SELECT ?s { ?s ?p ?o } ORDER BY ?s"
    assert store.select(query, limit=None) == store.select(query)


def test_a_closed_store_says_so(store: Store) -> None:
    with store:
        pass
    with pytest.raises(StoreError, match="closed"):
        store.count()


def test_an_error_keeps_no_answer_of_the_engine_that_only_its_thread_may_free(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong: list[object] = []
    monkeypatch.setattr(sys, "unraisablehook", lambda event: wrong.append(event.exc_value))
    for query in (
        "SELECT (<<( <urn:a> <urn:b> <urn:c> )>> AS ?t) {}",
        "CONSTRUCT { <urn:a> <urn:b> <<( <urn:a> <urn:b> <urn:c> )>> } {}",
    ):
        with pytest.raises(StoreError, match="triple inside"):
            store._evaluate(query, 20)
    gc.collect()
    assert wrong == []
