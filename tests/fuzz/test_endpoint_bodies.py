"""A question to an endpoint is answered, or fails with an error that a user can act on."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import strategies as st

from kg.errors import KgError
from kg.store.endpoint import Settings
from kg.store.endpoint.endpoint import connect
from tests.fuzz.campaign import ended, fuzz
from tests.fuzz.odd import CHANGES, changed, spliced, splices
from tests.store.endpoint.faults import JSON, Server, Waits, reply, serving

ROWS = {
    "head": {"vars": ["s", "o"], "link": []},
    "results": {
        "bindings": [
            {
                "s": {"type": "uri", "value": "urn:a"},
                "o": {"type": "literal", "value": "x", "xml:lang": "en"},
            },
            {"s": {"type": "bnode", "value": "b0"}},
            {"o": {"type": "literal", "value": "1", "datatype": "http://www.w3.org/2001/XMLSchema#integer"}},
        ]
    },
}
TRUTH = {"head": {}, "boolean": True}
TRIPLES = b'<urn:a> <urn:p> "x"@en .\n_:b <urn:p> <urn:c> .\n'
ASKED = {
    "SELECT ?s ?o { ?s ?p ?o }": "select",
    "SELECT DISTINCT ?s ?o { ?s ?p ?o }": "select",
    "SELECT ?s ?o { ?s ?p ?o } LIMIT 2": "select",
    "ASK { ?s ?p ?o }": "ask",
    "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }": "construct",
}
KINDS = (
    JSON,
    "application/json",
    "text/html; charset=x",
    "application/n-triples",
    "text/turtle",
    "text/csv",
    "",
)
HEADERS = st.dictionaries(
    st.sampled_from(
        [
            "Server",
            "Retry_After",
            "Content_Encoding",
            "WWW_Authenticate",
            "Location",
            "X_SPARQL_MaxRows",
            "Age",
        ]
    ),
    st.one_of(
        st.sampled_from(
            ["Virtuoso/07", "0", "-1", "gzip", "br", "x", "Digest realm=x", "Basic", "Digest nonce"]
        ),
        st.sampled_from(["http://127.0.0.1:9/", "/query", "//", "Wed, 21 Oct 2015 07:28:00 GMT", "9" * 30]),
        st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=10),
    ),
    max_size=2,
)
STATUSES = st.sampled_from(
    [200] * 12 + [204, 206, 301, 302, 303, 307, 400, 401, 403, 404, 406, 429, 500, 503, 504]
)


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    with serving() as server:
        yield server


@fuzz(
    3.0,
    asked=st.sampled_from(list(ASKED)),
    body=st.one_of(
        st.builds(changed, st.sampled_from([ROWS, ROWS, TRUTH]), st.lists(CHANGES, max_size=3)).map(
            lambda data: json.dumps(data, default=str).encode()
        ),
        st.just(TRIPLES),
        st.binary(max_size=20),
        st.sampled_from([b"<html><body>Log in</body></html>", b"", b"s,o\nurn:a,x\n", b"\x1f\x8b\x08"]),
    ),
    changes=splices(
        st.one_of(st.binary(max_size=3), st.sampled_from([b"{", b"}", b'"', b",", b"null", b"9" * 99]))
    ),
    status=STATUSES,
    kind=st.sampled_from(KINDS),
    headers=HEADERS,
    how=st.sampled_from(["query", "tsv", "triples", "count"]),
)
def test_bodies_of_endpoints(
    server: Server, *, asked: str, body: bytes, changes: Any, status: int, kind: str, headers: Any, how: str
) -> None:
    server.will(reply(status, spliced(body, changes), kind, **headers))
    with connect(server.url, Settings(tries=2), environ={}, clock=Waits().clock) as store:
        try:
            match how:
                case "query":
                    store.run(asked, limit=5)
                case "tsv" if ASKED[asked] == "select":
                    store.tsv(asked, limit=5)
                case "triples":
                    list(store.triples())
                case _:
                    store.count()
        except KgError as error:
            assert error.message and error.where
            ended("refused")
        else:
            ended("answered", len(body))
