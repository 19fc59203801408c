"""Passwords by Basic and Digest, as servers ask for them."""

from __future__ import annotations

import base64
import hashlib
import re
from typing import Any

import pytest

from kg.errors import AccessDenied
from tests.store.endpoint.faults import Handler, Request, Turn, reply, results

SELECT = "SELECT ?n { ?s ?p ?n }"
BASIC = "Basic " + base64.b64encode(b"ann:hunter2").decode()
NONCE = "0123456789abcdef"


def md5(*parts: str) -> str:
    return hashlib.md5(":".join(parts).encode()).hexdigest()


def digest(*, silent: bool) -> Turn:
    """A server that takes Digest only; ``silent`` as Virtuoso is to those who try Basic."""
    challenge = (
        f'Digest realm="SPARQL", nonce="{NONCE}", opaque="x", stale="false", qop="auth", algorithm="MD5"'
    )

    def turn(handler: Handler, request: Request) -> None:
        given = request.headers.get("authorization", "")
        if given.startswith("Digest "):
            found = dict(re.findall(r'(\w+)="?([^",]+)"?', given))
            mine = md5("ann", "SPARQL", "hunter2")
            last = md5(request.method, request.path)
            expected = md5(mine, NONCE, found["nc"], found["cnonce"], "auth", last)
            handler.answer(200 if found["response"] == expected else 401, results(1))
        elif given and silent:
            handler.answer(401, b"")
        else:
            handler.answer(401, b"", WWW_Authenticate=challenge)

    return turn


@pytest.mark.parametrize("silent", [True, False])
def test_a_server_that_wants_digest_gets_it(silent: bool, endpoint: Any, server: Any) -> None:
    store = endpoint(digest(silent=silent), user="ann", password="hunter2", rows=0)
    for _ in range(2):
        assert len(store.select(SELECT).rows) == 1
    assert len(server.requests) == (4 if silent else 3)  # the second question is signed at once
    assert all(request.form["query"] == [SELECT] for request in server.requests)


def test_a_wrong_password_by_digest_is_told(endpoint: Any) -> None:
    store = endpoint(digest(silent=False), user="ann", password="wrong")
    with pytest.raises(AccessDenied, match="does not take"):
        store.select(SELECT)


def test_the_password_itself_is_not_sent_where_digest_is_chosen(endpoint: Any, server: Any) -> None:
    store = endpoint(digest(silent=False), user="ann", password="hunter2", auth="digest", rows=0)
    assert len(store.select(SELECT).rows) == 1
    assert not any("Basic" in request.headers.get("authorization", "") for request in server.requests)


def test_basic_is_sent_at_once(endpoint: Any, server: Any) -> None:
    endpoint(reply(200, results(1)), user="ann", password="hunter2", rows=0).select(SELECT)
    assert [request.headers["authorization"] for request in server.requests] == [BASIC]


def test_a_token_is_sent(endpoint: Any, server: Any) -> None:
    endpoint(reply(200, results(1)), token="abc.def", rows=0).select(SELECT)
    assert server.requests[0].headers["authorization"] == "Bearer abc.def"


def test_who_is_refused_is_not_served_as_a_stranger(endpoint: Any) -> None:
    """A server that shows strangers a part must not answer a wrong password with that part."""

    def turn(handler: Handler, request: Request) -> None:
        handler.answer(401 if "authorization" in request.headers else 200, results(1))

    with pytest.raises(AccessDenied):
        endpoint(turn, user="ann", password="wrong", rows=0).select(SELECT)
