"""The fault server of a module, and endpoints that are connected to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from kg.store.endpoint import Settings
from kg.store.endpoint.endpoint import EndpointStore, connect
from tests.store.endpoint.faults import Server, Turn, Waits, serving


@pytest.fixture
def waits() -> Waits:
    return Waits()


@pytest.fixture(scope="module")
def _server() -> Iterator[Server]:
    with serving() as server:
        yield server


@pytest.fixture
def server(_server: Server) -> Iterator[Server]:
    """The server of the module, with nothing to say yet."""
    _server.will()
    yield _server
    _server.over.set()


Ask = Callable[..., EndpointStore]


@pytest.fixture
def endpoint(server: Server, waits: Waits) -> Iterator[Ask]:
    """Connect to the server; it is let go after the test."""
    opened: list[EndpointStore] = []

    def ask(
        *turns: Turn, environ: dict[str, str] | None = None, url: str = "", **settings: Any
    ) -> EndpointStore:
        if turns:
            server.will(*turns)
        store = connect(url or server.url, Settings(**settings), environ=environ or {}, clock=waits.clock)
        opened.append(store)
        return store

    yield ask
    for store in opened:
        store.close()
